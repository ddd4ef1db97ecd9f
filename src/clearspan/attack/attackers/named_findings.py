"""Looks in findings for what names a person, or tells an exact figure."""

import json
import re
from collections.abc import Iterator, Mapping

from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.scrape import scrape
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Paged

NAMING = frozenset({"person", "people_ids", "identity", "identifier", "email", "name_of_person", "manager", "owner", "pseudonym"})
"""Names of fields that would hold a person."""

IDENTIFIER = re.compile(r"[^\s@]+@[^\s@]+\.\w+|\b[0-9a-f]{16,}\b|\b\d{6,}\b", re.IGNORECASE)
"""An e-mail address, a hash, or a long number."""

NAMED = re.compile(r"[^\s@]+@[^\s@]+\.\w+|\b[0-9a-f]{16,}\b", re.IGNORECASE)
"""An e-mail address or a hash in a page's table."""

LINK = re.compile(r'href="(/[a-z-]+)"')
"""A page of its own in the navigation."""

MOST_PAGES = 20

DECIMALS = 2
"""Figures with more decimals than these are exact ones: a step or a bound has fewer."""


def attack(seen: Seen) -> Haul:
    """Fields and texts that name somebody, numbers so exact that a single answer would show in them, and pages that name
    somebody."""
    tally = Tally()
    for told in seen.findings():
        for path, value in _leaves(json.loads(told.details), ()):
            tally.tried()
            if NAMING & set(path):
                tally.leak("A finding has a field for a person.", 1, told.label)
            if isinstance(value, str) and IDENTIFIER.search(value):
                tally.leak("A finding holds something that identifies a person.", 1, told.label)
            if isinstance(value, float) and round(value, DECIMALS) != value:
                tally.leak("A finding holds a figure so exact that one answer shows in it.", 1, told.label)
    for surface in seen.paged():
        _pages(surface, tally)
    return tally.haul()


def _pages(surface: Paged, tally: Tally) -> None:
    """The tables of every page that the first one links to."""
    for path in sorted(set(LINK.findall(surface.page("/").text)))[:MOST_PAGES]:
        tally.tried()
        if any(NAMED.search(text) for row in scrape(surface.page(path).text).rows for text in row):
            tally.leak("A page's table holds something that identifies a person.", 1, f"{surface.name}: {path}")


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, (*path, str(name)))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, path)
    else:
        yield path, value


NAMED_FINDINGS = Attacker(
    "named_findings",
    "Looks in findings for names and for exact figures.",
    (f"{SURFACE}a finding names groups and steps, never a person or an exact figure",),
    attack,
)
