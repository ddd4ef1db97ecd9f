"""Salesforce: a query of opportunities, deleted ones too, in pages each of which names the next one's address."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _deal(number: str, name: str, stage: str, **more: Any) -> dict[str, Any]:
    owner = {"Email": f"{name}@example.com", "UserType": "Standard"}
    times = {"CreatedDate": "2026-09-01T08:00:00.000+0000", "LastModifiedDate": "2026-09-09T08:00:00.000+0000"}
    state = {"StageName": stage, "IsClosed": False, "IsWon": False, "IsDeleted": False, "CloseDate": "2026-12-31"}
    return {
        "Id": number,
        "OwnerId": f"005Qw00000{name[:5]}IAV",
        "Owner": owner,
        **times,
        **state,
        "OpportunityHistories": None,
        **more,
    }


WON = _deal("006Qw00000AbCdEIAX", "quillfeather", "Closed Won", IsClosed=True, IsWon=True, CloseDate="2026-09-09")
PAGES = {
    "/services/data/v62.0/queryAll": [WON],
    "/services/data/v62.0/query/01gD-2000": [
        WON,
        _deal("006Qw00000AbCdFIAX", "oystermouth", "Proposal"),
        _deal("006Qw00000AbCdGIAX", "brambleby", "Proposal", IsDeleted=True),
    ],
}
FIRST, SECOND = PAGES


def _answer(asked: Asked) -> Reply:
    if asked.path not in PAGES:
        return Reply([{"errorCode": "NOT_FOUND"}], status=404)
    if asked.path == FIRST:
        assert "SystemModstamp >= 2026-09-07T00:00:00Z AND SystemModstamp < 2026-09-14T00:00:00Z" in asked.query["q"]
        assert "Amount" not in asked.query["q"]
    following = {"nextRecordsUrl": SECOND} if asked.path == FIRST else {}
    return Reply({"totalSize": 3, "done": not following, "records": PAGES[asked.path], **following})


STANDIN = StandIn(
    given={"domain": "acme.my.salesforce.com", "client_id": "c-1", "client_secret": "thistlewick-secret"},
    window=Window(date(2026, 9, 7), date(2026, 9, 13)),
    answer=_answer,
    calls=2,
)
