"""GitHub's report of users' teams: its parts lie behind signed links."""

import json
from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

PARTS = {
    "/signed/part-1": [
        {"day": "2026-09-07", "user_id": 1, "user_login": "mquillfeather_acme", "team_id": 7, "slug": "platform"},
        {"day": "2026-09-07", "user_id": 1, "user_login": "mquillfeather_acme", "team_id": 8, "slug": "everybody"},
    ],
    "/signed/part-2": [{"day": "2026-09-07", "user_id": 2, "user_login": "bthistlewick_acme", "team_id": 8, "slug": "everybody"}],
}


def _answer(asked: Asked) -> Reply:
    if asked.path in PARTS:
        return Reply("\n".join(json.dumps(row) for row in PARTS[asked.path]))
    if asked.path != "/orgs/acme/copilot/metrics/reports/user-teams-1-day" or asked.query != {"day": "2026-09-07"}:
        return Reply({"message": "Not Found"}, status=404)
    return Reply({"download_links": [f"{asked.base}{path}?sig=abc" for path in PARTS], "report_day": "2026-09-07"})


STANDIN = StandIn(
    given={"scope": "orgs/acme", "token": "ghp_quillfeather"},
    window=Window(date(2026, 9, 1), date(2026, 9, 7)),
    answer=_answer,
    calls=3,
    signed_links=("/signed/",),
)
