"""Cursor's Admin API: the members of the team."""

from datetime import date

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

MEMBERS = [
    {"id": 12, "name": "Mira Quillfeather", "email": "mira.quillfeather@example.com", "role": "owner", "isRemoved": False},
    {"id": 13, "name": "Bo Thistlewick", "email": "bo.thistlewick@example.com", "role": "member", "isRemoved": True},
]


def _answer(asked: Asked) -> Reply:
    assert (asked.method, asked.path) == ("GET", "/teams/members")
    return Reply({"teamMembers": MEMBERS})


STANDIN = StandIn(
    given={"key": "key_quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=1,
)
