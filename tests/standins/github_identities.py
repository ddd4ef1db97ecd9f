"""GitHub's GraphQL: external identities in pages, and members with their verified addresses."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window


def _identity(login: str | None, name_id: str) -> dict[str, Any]:
    return {"node": {"guid": "g", "samlIdentity": {"nameId": name_id, "emails": []}, "user": {"login": login} if login else None}}


def _list(edges: list[Any], cursor: str | None = None) -> dict[str, Any]:
    return {"pageInfo": {"hasNextPage": cursor is not None, "endCursor": cursor}, "edges": edges}


IDENTITIES = {
    None: _list([_identity("mquillfeather_acme", "mira.quillfeather@example.com")], "c1"),
    "c1": _list([_identity(None, "efa.brambleby@example.com"), _identity("bthistlewick_acme", "bo.thistlewick@example.com")]),
}
MEMBERS = _list([{"node": {"login": "roystermouth", "organizationVerifiedDomainEmails": ["rhys.oystermouth@example.com"]}}])


def _answer(asked: Asked) -> Reply:
    assert (asked.method, asked.path) == ("POST", "/graphql")
    body = asked.json()
    name, after = body["variables"]["name"], body["variables"]["after"]
    if "enterprise(slug" in body["query"]:
        assert name == "acme"
        return Reply({"data": {"enterprise": {"ownerInfo": {"samlIdentityProvider": {"externalIdentities": IDENTITIES[after]}}}}})
    assert name == "labs"
    if "membersWithRole" in body["query"]:
        return Reply({"data": {"organization": {"membersWithRole": MEMBERS}}})
    return Reply({"data": {"organization": {"samlIdentityProvider": None}}})


STANDIN = StandIn(
    given={"scope": "enterprises/acme,orgs/labs", "token": "ghp_quillfeather"},
    window=Window(date(2026, 9, 3), date(2026, 9, 3)),
    answer=_answer,
    calls=4,
)
