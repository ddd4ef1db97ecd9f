"""The ways in which vendors split an answer into pages; a vendor that sends the same place twice is stopped."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from clearspan.errors import BadAnswer, CallRefused, StaleCursor
from clearspan.sources.pulling.caller import Answer, Caller, Params

MOST_PAGES = 100_000
"""Pages of one window after which a vendor is taken to go round in circles."""

_NEXT = re.compile(r'<([^>]+)>\s*;[^,]*\brel="?next"?', re.IGNORECASE)

Call = Callable[[str | None], Answer | None]
"""Asks for the page at a place; None is the first."""

Place = Callable[[Any], str | None]
"""The place of the next page, from the JSON body of one; None where it is the last."""


def by_link_header(caller: Caller, path: str, params: Params | None = None) -> Iterator[Answer]:
    """Pages that name the next one in the header Link with rel="next" (RFC 8288)."""

    def call(place: str | None) -> Answer | None:
        return caller.get(place) if place else caller.get(path, params, missing=True)

    def following(answer: Answer) -> str | None:
        found = _NEXT.search(answer.headers.get("link", ""))
        return found[1] if found else None

    return _pages(call, following)


def by_next_url(
    caller: Caller, path: str, params: Params | None = None, field: str = "@odata.nextLink", root: str = ""
) -> Iterator[Answer]:
    """Pages that name the next one's address, whole or below the base, in a field of the body; a dotted field is nested. `root`
    is the beginning of such an address that the base has already, where it is told from the host's root."""

    def call(place: str | None) -> Answer | None:
        return caller.get(place) if place else caller.get(path, params, missing=True)

    def following(answer: Answer) -> str | None:
        found = _text_at(answer.json(), field)
        return found.removeprefix(root) if found else None

    return _pages(call, following)


def by_cursor(caller: Caller, path: str, params: Params, place: Place, name: str) -> Iterator[Answer]:
    """Pages whose next place is sent as the query parameter `name`."""

    def call(at: str | None) -> Answer | None:
        return caller.get(path, params if at is None else {**params, name: at}, missing=True)

    return _pages(call, lambda answer: place(answer.json()))


def by_cursor_in_body(caller: Caller, path: str, body: dict[str, Any], place: Place, name: str) -> Iterator[Answer]:
    """Pages whose next place is sent as the field `name` of the POST's body; a dotted name is nested."""

    def call(at: str | None) -> Answer | None:
        return caller.post(path, body if at is None else _with(body, name.split("."), at), missing=True)

    return _pages(call, lambda answer: place(answer.json()))


def by_number(
    caller: Caller, path: str, params: Params, more: Callable[[Any], bool], name: str = "page", first: int = 1
) -> Iterator[Answer]:
    """Pages that are counted from `first`; `more` says from a body whether another one follows."""
    number = first

    def call(_: str | None) -> Answer | None:
        return caller.get(path, {**params, name: number}, missing=True)

    def following(answer: Answer) -> str | None:
        nonlocal number
        number += 1
        return str(number) if more(answer.json()) else None

    return _pages(call, following)


def by_number_in_body(
    caller: Caller, path: str, body: dict[str, Any], more: Callable[[Any], bool], name: str = "page", first: int = 1
) -> Iterator[Answer]:
    """The same for POST: the number is the field `name` of the body."""
    number = first

    def call(_: str | None) -> Answer | None:
        return caller.post(path, {**body, name: number}, missing=True)

    def following(answer: Answer) -> str | None:
        nonlocal number
        number += 1
        return str(number) if more(answer.json()) else None

    return _pages(call, following)


def by_url_header(caller: Caller, path: str, params: Params, header: str) -> Iterator[Answer]:
    """Pages that name the next one's whole address in a header of the vendor's own."""

    def call(place: str | None) -> Answer | None:
        return caller.get(place) if place else caller.get(path, params, missing=True)

    return _pages(call, lambda answer: answer.headers.get(header.lower()) or None)


def _pages(call: Call, following: Callable[[Answer], str | None]) -> Iterator[Answer]:
    """The pages from the first on. Raises BadAnswer where a place comes again, StaleCursor where a later page is refused."""
    seen: set[str] = set()
    place: str | None = None
    while True:
        try:
            answer = call(place)
        except CallRefused as error:
            if place is None:
                raise
            raise StaleCursor("does not accept the place of the next page.", where=error.where) from None
        if answer is None:
            return
        yield answer
        place = following(answer)
        if place is None:
            return
        if place in seen or len(seen) >= MOST_PAGES:
            raise BadAnswer("goes round in circles: it names a next page that it has already sent.", where=answer.where)
        seen.add(place)


def _text_at(body: Any, field: str) -> str | None:
    for name in [field] if isinstance(body, dict) and field in body else field.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return body if isinstance(body, str) and body else None


def _with(body: Any, names: list[str], value: str) -> dict[str, Any]:
    """The body with a value at a nested name."""
    inside = body.get(names[0]) if isinstance(body, dict) else None
    changed = value if len(names) == 1 else _with(inside or {}, names[1:], value)
    return {**(body or {}), names[0]: changed}
