"""Microsoft Graph: the report of a day is a CSV to which the answer redirects."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

REPORT = "/reports/getTeamsUserActivityUserDetail(date=2026-09-07)"
CSV = """\ufeffReport Refresh Date,User Principal Name,Last Activity Date,Assigned Products,Team Chat Message Count,\
Private Chat Message Count,Call Count,Meeting Count,Has Other Action,Report Period
2026-09-09,quillfeather@example.com,2026-09-07,"E5, PREMIUM",3,14,1,4,Yes,1
2026-09-09,oystermouth@example.com,2026-09-01,E5,0,0,0,0,No,1
"""


def _answer(asked: Asked) -> Reply:
    if asked.path == "/signed/teams.csv":
        return Reply(CSV, headers={"Content-Type": "application/octet-stream"})
    if asked.path != REPORT:
        return Reply({"error": {"code": "NotFound"}}, status=404)
    return Reply(status=302, headers={"Location": f"{asked.base}/signed/teams.csv?sig=abc"})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "brambleby-secret"},
    window=Window(date(2026, 9, 7), date(2026, 9, 7)),
    answer=_answer,
    calls=2,
    signed_links=("/signed/",),
)
