"""Graph's Copilot usage report: CSV behind a redirection for one period, JSON pages for another; both occur."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

REPORT = "/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='{0}',version='v2')"
CSV = """\ufeffReport Refresh Date,User Principal Name,Last Activity Date,Copilot Chat Last Activity Date,Report Period
2026-08-20,mira.quillfeather@example.com,2026-08-19,2026-08-19,7
2026-08-20,DC8C64D6EC3A3AA17481D7E5EB5B68A6,,,7
"""


def _user(upn: str, prompts: int) -> dict[str, Any]:
    return {
        "reportRefreshDate": "2026-08-20",
        "userPrincipalName": upn,
        "lastActivityDate": "2026-08-19",
        "wordCopilotLastActivityDate": "2026-08-19",
        "promptsSubmittedForAllApps": prompts,
        "copilotActivityUserDetailsByPeriod": [{"reportPeriod": 28}],
    }


PAGES = {"0": _user("mira.quillfeather@example.com", 40), "1": _user("bo.thistlewick@example.com", 3)}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/signed/report.csv":
        return Reply(CSV)
    if asked.path == REPORT.format("D7"):
        return Reply(status=302, headers={"Location": f"{asked.base}/signed/report.csv?sig=abc"})
    assert asked.path == REPORT.format("D28")
    place = asked.query.get("$skiptoken", "0")
    more = {"@odata.nextLink": f"{asked.base}{asked.path}?%24skiptoken=1"} if place == "0" else {}
    return Reply({"value": [PAGES[place]], **more})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "secret-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=4,
    signed_links=("/signed/",),
)
