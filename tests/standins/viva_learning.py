"""Microsoft Graph: users in pages, and the course activities of each."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

_DONE = {"learningContentId": "c-1", "status": "completed", "completedDateTime": "2026-09-02T10:00:00Z"}
ACTIVITIES = {
    "guid-1": [
        {"learnerUserId": "guid-1", **_DONE},
        {"learnerUserId": "guid-1", "learningContentId": "c-2", "status": "notStarted"},
    ],
    "guid-2": [],
    "guid-3": [{"learnerUserId": "guid-3", **_DONE}],
}


def _answer(asked: Asked) -> Reply:
    if asked.path == "/users":
        if asked.query.get("$skiptoken") == "second":
            return Reply({"value": [{"id": "guid-3"}]})
        return Reply({"value": [{"id": "guid-1"}, {"id": "guid-2"}], "@odata.nextLink": f"{asked.base}/users?$skiptoken=second"})
    _, _, user, *rest = asked.path.split("/")
    if rest != ["employeeExperience", "learningCourseActivities"] or user not in ACTIVITIES:
        return Reply({"error": {"code": "notFound"}}, status=400)
    return Reply({"value": ACTIVITIES[user]})


STANDIN = StandIn(
    given={"tenant": "t-1", "client_id": "c-1", "client_secret": "oystermouth-secret"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=5,
)
