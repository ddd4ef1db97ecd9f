"""GitHub's Copilot usage metrics: a report by day whose parts lie behind signed links."""

import json
from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_USED = {"code_generation_activity_count": 4, "code_acceptance_activity_count": 1, "used_chat": True}
PARTS = {
    "/signed/part-1": [
        {"day": "2026-09-03", "user_id": 1, "user_login": "mquillfeather_acme", "user_initiated_interaction_count": 3, **_USED},
        {"day": "2026-09-03", "user_id": 2, "user_login": "bthistlewick_acme", "user_initiated_interaction_count": 0},
    ],
    "/signed/part-2": [
        {"day": "2026-09-03", "user_id": 2, "user_login": "bthistlewick_acme", "user_initiated_interaction_count": 0},
        {"day": "2026-09-03", "user_id": 3, "user_login": "roystermouth_acme", "user_initiated_interaction_count": 7, **_USED},
    ],
}


def _answer(asked: Asked) -> Reply:
    if asked.path in PARTS:
        return Reply("\n".join(json.dumps(row) for row in PARTS[asked.path]))
    if asked.path != "/orgs/acme/copilot/metrics/reports/users-1-day" or asked.query != {"day": "2026-09-03"}:
        return Reply({"message": "Not Found"}, status=404)
    assert asked.headers["x-github-api-version"]
    return Reply({"download_links": [f"{asked.base}{path}?sig=abc" for path in PARTS], "report_day": "2026-09-03"})


STANDIN = StandIn(
    given={"scope": "orgs/acme", "token": "ghp_quillfeather"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=3,
    signed_links=("/signed/",),
)
