"""Google's Reports API: activities of Gemini in Workspace apps, page by page with a token for the next."""

from datetime import date
from typing import Any

from tests.standins.service_account import SERVICE_ACCOUNT
from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _activity(time: str, number: str, email: str, category: str, app: str) -> dict[str, Any]:
    parameters = {"action": "generate_text", "app_name": app, "event_category": category, "feature_source": "side_panel"}
    return {
        "kind": "admin#reports#activity",
        "id": {"time": time, "uniqueQualifier": number, "applicationName": "gemini_in_workspace_apps", "customerId": "C01"},
        "actor": {"email": email, "profileId": str(1112223334445 + len(email))},
        "events": [
            {
                "type": "ai_usage_event",
                "name": "feature_utilization",
                "parameters": [{"name": name, "value": value} for name, value in parameters.items()],
            }
        ],
    }


MIRA, BO = "mira.quillfeather@example.com", "bo.thistlewick@example.com"
FIRST = _activity("2026-08-20T10:00:00.003Z", "-1", MIRA, "active_generate", "docs")
PAGES = {
    None: [FIRST, _activity("2026-08-20T11:00:00.000Z", "-2", MIRA, "inactive", "gmail")],
    "A:2": [
        FIRST,
        _activity("2026-08-20T12:00:00.000Z", "-3", MIRA, "active_conversations", "gemini_app"),
        _activity("2026-08-20T13:00:00.000Z", "-4", BO, "unknown", "meet"),
        _activity("2026-08-21T00:00:00.000Z", "-5", BO, "active_generate", "docs"),
    ],
    "A:3": None,
}
FOLLOWING = {None: "A:2", "A:2": "A:3"}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/admin/reports/v1/activity/users/all/applications/gemini_in_workspace_apps"
    assert (asked.query["startTime"], asked.query["endTime"]) == ("2026-08-20T00:00:00.000Z", "2026-08-20T23:59:59.999Z")
    place = asked.query.get("pageToken")
    page: dict[str, Any] = {"kind": "admin#reports#activities"}
    if PAGES[place] is not None:
        page["items"] = PAGES[place]
    if place in FOLLOWING:
        page["nextPageToken"] = FOLLOWING[place]
    return Reply(page)


STANDIN = StandIn(
    given={"service_account": SERVICE_ACCOUNT, "administrator": "ida.brambleby@example.com"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=3,
)
