"""Windsurf's UserPageAnalytics: members and how many days they were active; the key is in the body."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

MEMBERS = [
    {"name": "Mira Quillfeather", "email": "mira.quillfeather@example.com", "apiKey": "c0ffee01", "activeDays": "1"},
    {"name": "Bo Thistlewick", "email": "bo.thistlewick@example.com", "apiKey": "c0ffee02"},
]


def members(asked: Asked) -> Reply:
    """The answer for 20 August; nobody was active on other days."""
    body = asked.json()
    assert (asked.method, asked.path) == ("POST", "/UserPageAnalytics")
    assert body["end_timestamp"] == "2026-08-20T23:59:59Z"
    return Reply({"userTableStats": MEMBERS})


STANDIN = StandIn(
    given={"key": "service-key-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=members,
    calls=1,
)
