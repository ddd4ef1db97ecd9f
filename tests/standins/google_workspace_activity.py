"""Google's Reports API: the user usage report of a day in pages, with a token for the next."""

from datetime import date
from typing import Any

from tests.standins.service_account import SERVICE_ACCOUNT
from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _user(name: str, number: str, **counts: str) -> dict[str, Any]:
    parameters = [{"name": f"gmail:{key}", "intValue": value} for key, value in counts.items()]
    entity = {"type": "USER", "customerId": "C01", "userEmail": f"{name}@example.com", "profileId": number}
    return {"kind": "admin#reports#usageReport", "date": "2026-09-07", "entity": entity, "parameters": parameters}


FIRST = _user("quillfeather", "107946058882", num_emails_sent="14", num_emails_received="61")
PAGES = {None: [FIRST], "B": [_user("oystermouth", "107946058883", num_emails_sent="0"), FIRST]}


def _answer(asked: Asked) -> Reply:
    if asked.path != "/admin/reports/v1/usage/users/all/dates/2026-09-07":
        return Reply({"error": {"code": 404}}, status=404)
    assert "gmail:num_emails_sent" in asked.query["parameters"].split(",")
    place = asked.query.get("pageToken")
    following = {} if place else {"nextPageToken": "B"}
    return Reply({"kind": "admin#reports#usageReports", "usageReports": PAGES[place], **following})


STANDIN = StandIn(
    given={"service_account": SERVICE_ACCOUNT, "administrator": "ida.brambleby@example.com"},
    window=Window(date(2026, 9, 7), date(2026, 9, 7)),
    answer=_answer,
    calls=2,
)
