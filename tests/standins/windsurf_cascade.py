"""Windsurf's CascadeAnalytics: runs and lines of one member a call; numbers are text, zeros are left out."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn
from tests.standins.windsurf_users import MEMBERS, members

from clearspan.sources.pulling.window import Window

RUNS = [
    {
        "day": "2026-08-20T00:00:00Z",
        "model": "swe-1",
        "mode": "CONVERSATIONAL_PLANNER_MODE_DEFAULT",
        "messagesSent": "5",
        "cascadeId": "run-1",
        "promptsUsed": "500",
    },
    {"day": "2026-08-19T00:00:00Z", "model": "swe-1", "mode": "CONVERSATIONAL_PLANNER_MODE_NO_TOOL", "cascadeId": "run-2"},
]
LINES = [{"day": "2026-08-20T00:00:00Z", "linesSuggested": "90", "linesAccepted": "60"}]


def _answer(asked: Asked) -> Reply:
    if asked.path == "/UserPageAnalytics":
        return members(asked)
    body = asked.json()
    assert asked.path == "/CascadeAnalytics"
    assert body["emails"] == [MEMBERS[0]["email"]]
    assert body["query_requests"] == [{"cascade_runs": {}}, {"cascade_lines": {}}]
    return Reply({"queryResults": [{"cascadeRuns": {"cascadeRuns": RUNS}}, {"cascadeLines": {"cascadeLines": LINES}}]})


STANDIN = StandIn(
    given={"key": "service-key-quillfeather"},
    window=Window(date(2026, 8, 14), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
