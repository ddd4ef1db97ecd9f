"""GitHub: which login belongs to which address, from single sign-on and from verified domains, GraphQL answers as JSON."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadAnswer
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.github import BASE, SCOPE, scopes
from clearspan.sources.pulling.paging import by_cursor_in_body
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import JoinRule

_NAME_ID, _SAML_EMAILS = "samlIdentity.nameId", "samlIdentity.emails[].value"
_VERIFIED = "organizationVerifiedDomainEmails"

_KEEPS = (
    KeptField("user.login", FieldRole.IDENTIFIER, "other_value, of single sign-on", identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField(_NAME_ID, FieldRole.IDENTIFIER, "value, where it is an address", identifier=IdentifierKind.EMAIL),
    KeptField(_SAML_EMAILS, FieldRole.IDENTIFIER, "value: the first, where nameId is none", identifier=IdentifierKind.EMAIL),
    KeptField("login", FieldRole.IDENTIFIER, "other_value, of a member", identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField(f"{_VERIFIED}[]", FieldRole.IDENTIFIER, "value: the first", identifier=IdentifierKind.EMAIL),
)

_DECLARED = declared_type(_KEEPS)
_PLACES = {
    "externalIdentities": tuple(
        f"data.{scope}.samlIdentityProvider.externalIdentities.edges[].node" for scope in ("organization", "enterprise.ownerInfo")
    ),
    "membersWithRole": ("data.organization.membersWithRole.edges[].node",),
}
"""Where the accounts stand in an answer."""

_ADDRESS = r"^[^@\s]+@[^@\s]+$"
_DEEPEST = 8

_PAGE = "pageInfo { hasNextPage endCursor }"
_SIGN_ON = (
    "samlIdentityProvider { externalIdentities(first: 100, after: $after) { " + _PAGE + " edges { node { guid "
    "samlIdentity { nameId emails { value } } user { login } } } } }"
)
_MEMBERS = "membersWithRole(first: 100, after: $after) { " + _PAGE + " edges { node { login " + _VERIFIED + "(login: $name) } } }"
_ASKING = "query($name: String!, $after: String) "
_QUERIES = {
    "orgs": tuple(_ASKING + "{ organization(login: $name) { " + part + " } }" for part in (_SIGN_ON, _MEMBERS)),
    "enterprises": (_ASKING + "{ enterprise(slug: $name) { ownerInfo { " + _SIGN_ON + " } } }",),
}
"""What is asked of a kind of scope, page by page."""


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, list):
        value = value[0] if value else None
    for name, places in _PLACES.items():
        if paged(under=places).opens(value):
            return f"it is a GraphQL answer with {name}"
    if not isinstance(value, dict):
        return None
    if "samlIdentity" in value and "user" in value:
        return "its first record has user, samlIdentity"
    return f"its first record has login, {_VERIFIED}" if {"login", _VERIFIED} <= value.keys() else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    linked: set[str] = set()
    opened = paged(under=tuple(chain(*_PLACES.values())), empty=lambda answer: "data" in answer)
    for batch in read_json(arrived, _DECLARED, opened):
        yield batch.batch({ALIAS: _pairs(batch, linked)})


def _pairs(batch: JsonRows, linked: set[str]) -> pa.Table:
    """The alias rows; a login that single sign-on knows is not taken from the members as well."""
    rows, sieve = batch.rows, batch.sieve
    signed, member = texts(leaf(rows, "user.login")), texts(leaf(rows, "login"))
    sieve.drop(pc.and_(pc.is_null(signed), pc.is_null(member)), "not linked to a login")
    name_id = texts(leaf(rows, _NAME_ID))
    stated = pc.if_else(pc.match_substring_regex(name_id, _ADDRESS), name_id, pa.scalar(None, pa.string()))
    by_sign_on = pc.coalesce(stated, _first(pc.struct_field(pc.struct_field(rows, "samlIdentity"), "emails"), "value"))
    verified = _first(pc.struct_field(rows, _VERIFIED), None)
    address = pc.if_else(pc.is_valid(signed), by_sign_on, verified)
    sieve.drop(pc.is_null(address), "no address is told")
    linked.update(pc.utf8_lower(signed.filter(pc.and_(sieve.kept(), pc.is_valid(signed)))).to_pylist())
    twice = pc.is_in(pc.utf8_lower(member), value_set=pa.array(sorted(linked), pa.string()))
    sieve.drop(pc.and_(pc.is_null(signed), twice), "known by single sign-on")
    tables = (
        stated_pairs(sieve, by_sign_on, IdentifierKind.GITHUB_LOGIN, signed, JoinRule.SAML_NAME_ID),
        stated_pairs(
            sieve,
            pc.if_else(pc.is_valid(signed), pa.scalar(None, pa.string()), verified),
            IdentifierKind.GITHUB_LOGIN,
            member,
            JoinRule.VERIFIED_EMAIL,
        ),
    )
    return pa.concat_tables(tables)


def _first(lists: pa.ListArray, field: str | None) -> pa.Array:
    """The first address in each list, null where there is none."""
    parents, items = pc.list_parent_indices(lists), pc.list_flatten(lists)
    values = texts(items.field(field) if field else items)
    usable = pc.fill_null(pc.match_substring_regex(values, _ADDRESS), False)
    parents, values = parents.filter(usable), values.filter(usable)
    told, first = np.unique(parents.to_numpy(), return_index=True)
    at = np.full(len(lists), -1)
    at[told] = first
    return values.take(pa.array(at, mask=at < 0))


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    """One page with all answers, so that a login which single sign-on knows is known when the members are read."""
    lines = [line for scope in scopes(caller) for line in _answers(caller, *scope.split("/", 1))]
    if lines:
        yield Page(b"\n".join(lines) + b"\n")


def _answers(caller: Caller, kind: str, name: str = "") -> Iterator[bytes]:
    """The answers for a scope, one a line. Raises BadAnswer where a question was refused, which GraphQL says with status 200."""
    for query in _QUERIES.get(kind, ()):
        body = {"query": query, "variables": {"name": name, "after": None}}
        for answer in by_cursor_in_body(caller, "graphql", body, _next, "variables.after"):
            found = answer.json()
            if not isinstance(found, dict) or (found.get("errors") and not found.get("data")):
                raise BadAnswer("refuses to say whose logins they are: the token may not read them.", where=answer.where)
            yield orjson.dumps(found)


def _next(body: Any) -> str | None:
    place: Any = body.get("data") if isinstance(body, dict) else None
    for _ in range(_DEEPEST):
        if not isinstance(place, dict):
            return None
        page = place.get("pageInfo")
        if isinstance(page, dict):
            return str(page["endCursor"]) if page.get("hasNextPage") and page.get("endCursor") else None
        place = next((inner for inner in place.values() if isinstance(inner, dict)), None)
    return None


SOURCE = Source(
    name="github_identities",
    title="GitHub identities",
    kind="identities",
    version=1,
    tools=(),
    tables=(),
    about=(
        "One record is an account: its login, and the address by which single sign-on (SAML) knows it or, where it does not, an "
        "address of the organisation's verified domains. It joins what GitHub's feeds know to the people of the staff list, "
        "and is kept as keyed tokens alone; a staff list that says otherwise wins. A nameId that is no address is passed over "
        "for the first address beside it; of several addresses the first counts. Public profile addresses are not used, because "
        "anybody may write anything there."
    ),
    where_found=(
        "GraphQL: POST https://api.github.com/graphql, organization.samlIdentityProvider.externalIdentities (of an enterprise: "
        "ownerInfo.samlIdentityProvider) and organization.membersWithRole with organizationVerifiedDomainEmails; answers as they "
        "are, one a line or in a list. In the browser: People, Export, gives neither."
    ),
    permission="Organisation owner or enterprise owner; a token with read:org and admin:org, or admin:enterprise.",
    grain="an account",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base=BASE,
        asks=(SCOPE, Ask("token", "access token of an owner that may read external identities", secret=True)),
        sign=Bearer(),
        window_days=0,
        history_days=0,
        fetch=_fetch,
        headers={"Accept": "application/json"},
        clicks=(
            "As an owner, open your own Settings, Developer settings, Personal access tokens, Tokens (classic), Generate new "
            "token.",
            "For organisations tick admin:org (GitHub shows external identities to owners alone); for an enterprise "
            "admin:enterprise.",
            "Set an end date, generate, choose Configure SSO and authorise the token for the organisation.",
            "For addresses of verified domains: organisation's settings, Verified and approved domains, verify the domain first.",
        ),
    ),
    not_established=(
        "Accounts that an identity provider manages (EMU) are told by the enterprise's SAML alone where OIDC is not used; "
        "with OIDC "
        "GitHub tells no identities, and a list of logins is needed.",
        "Whether read:org is enough to read external identities: admin:org is asked to be sure.",
    ),
)
