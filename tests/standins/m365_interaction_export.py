"""Graph's interaction export: people with a licence, and the prompts and answers of each, page by page."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

LICENCE = "639dec6b-bb19-468b-871c-c5c441c4b0cb"
MIRA, BO = "7d24f71a-64c7-49b3-821f-f8884f3f373e", "8e24f71a-64c7-49b3-821f-f8884f3f373e"
PEOPLE = [
    {"id": MIRA, "userPrincipalName": "mira.quillfeather@example.com"},
    {"id": BO, "userPrincipalName": "bo.thistlewick@example.com"},
]


def _interaction(number: str, time: str, text: str, kind: str = "userPrompt") -> dict[str, Any]:
    return {
        "id": number,
        "sessionId": "s1",
        "appClass": "IPM.SkypeTeams.Message.Copilot.Word",
        "interactionType": kind,
        "createdDateTime": time,
        "from": {"user": {"id": MIRA}},
        "body": {"contentType": "text", "content": text},
    }


ASKED = _interaction("1", "2026-08-20T09:00:00Z", "Write an e-mail to Rune Oystermouth")
PAGES = {
    "0": [ASKED, _interaction("2", "2026-08-20T09:00:03Z", "Dear Rune", "aiResponse")],
    "1": [ASKED, _interaction("3", "2026-08-20T10:00:00Z", "Thanks"), _interaction("4", "2026-08-21T00:00:00Z", "Thanks")],
}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/users":
        assert LICENCE in asked.query["$filter"]
        return Reply({"value": PEOPLE})
    if asked.path == f"/copilot/users/{BO}/interactionHistory/getAllEnterpriseInteractions":
        return Reply({"value": []})
    assert asked.path == f"/copilot/users/{MIRA}/interactionHistory/getAllEnterpriseInteractions"
    place = asked.query.get("$skiptoken", "0")
    more = {"@odata.nextLink": f"{asked.base}{asked.path}?%24skiptoken=1"} if place == "0" else {}
    return Reply({"value": PAGES[place], **more})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "secret-quillfeather", "licence": LICENCE},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=4,
)
