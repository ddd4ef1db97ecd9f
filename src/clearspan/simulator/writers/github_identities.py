"""GitHub identities: GraphQL answers on single sign-on and on members, one a line, as they are on the last day."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.names import OLD_DOMAIN
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.paging import pages_of
from clearspan.simulator.writer import Scene, Writer, Writing

A_PAGE = 100
OPAQUE_EVERY, BY_DOMAIN_EVERY = 7, 5
"""One account in so many has a nameId that is no address, with the address beside it; one in so many signs on without SAML and is
known by an address of a verified domain."""


class GithubIdentities(Writing):
    """Writes the answers at the end. Logins that the identity file does not know are told without any address."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._file = LinesFile(folder / "identities.ndjson")

    def finish(self) -> None:
        """Writes everyone who has a login and came by the last day."""
        org = self._org
        people = [at for at, login in enumerate(org.identity.login) if login and org.people.hired[at] <= org.plan.until]
        signed = [person for person in people if person % BY_DOMAIN_EVERY]
        for edges in _pages(_signed(org, person) for person in signed):
            self._file.add([_answer("samlIdentityProvider", {"externalIdentities": edges})])
        for edges in _pages(_member(org, person) for person in people):
            self._file.add([_answer("membersWithRole", edges)])


def _signed(org: Organisation, person: int) -> dict[str, Any]:
    names = org.identity
    email, linked = names.email[person], bool(names.linked[person])
    opaque = person % OPAQUE_EVERY == 0
    emails = [{"value": email}, *([{"value": names.alias[person]}] if names.alias[person] else [])]
    saml = {"nameId": f"00u{person:x}nwt" if opaque or not linked else email, "emails": emails if linked else []}
    return {"guid": f"g{person}", "samlIdentity": saml, "user": {"login": names.login[person]}}


def _member(org: Organisation, person: int) -> dict[str, Any]:
    names = org.identity
    known = [names.email[person]] if names.linked[person] else []
    private = f"{names.login[person]}@{OLD_DOMAIN.replace('ntolls', 'home')}"
    return {"login": names.login[person], "email": private, "organizationVerifiedDomainEmails": known}


def _pages(nodes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, (page, more) in enumerate(pages_of(nodes, A_PAGE), 1):
        info = {"hasNextPage": more, "endCursor": f"c{number}" if more else None}
        yield {"pageInfo": info, "edges": [{"node": node} for node in page]}


def _answer(part: str, inside: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"organization": {part: inside}}}


WRITER = Writer(name="github_identities", folder="github", begin=GithubIdentities)
