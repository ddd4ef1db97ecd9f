"""Checks a badge with nothing but the badge: whether it is whole, in force, about its holder, and rests on all that it must."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clearspan.programmes.badges.award import LAYER_WORDS
from clearspan.programmes.badges.credential import CONTEXTS, is_holder
from clearspan.programmes.badges.signature import is_signed
from clearspan.vocabulary.period import day_number

NEEDED = frozenset({*(words.capitalize() for words in LAYER_WORDS.values()), "Change in own work"})


@dataclass(frozen=True)
class Verification:
    """What was found: the issuer's id, and what speaks against the badge (nothing where it is good)."""

    issuer: str
    against: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


def verify(document: Mapping[str, Any], today: int, issuers: frozenset[str] = frozenset(), email: str = "") -> Verification:
    """The check of a badge on a day. With `issuers`, its issuer must be one of them (a signature says who signed, not whether you
    trust them); with `email`, it must be that person's. Raises BadRecord for a document of another shape."""
    against: list[str] = []
    if not is_signed(document):
        against.append("It was not signed by the issuer that it names, or it was changed afterwards.")
    elif document.get("@context") != CONTEXTS:
        against.append("Its terms are not those of Open Badges 3.0.")
    first, last = (_day(str(document.get(name))) for name in ("validFrom", "validUntil"))
    if first is None or last is None or not first <= today <= last:
        against.append("It is not in force on this day.")
    evidence = document.get("evidence")
    named = {str(each.get("name")) for each in evidence if isinstance(each, Mapping)} if isinstance(evidence, list) else set()
    if not named >= NEEDED:
        against.append("It does not rest on all three layers and a change in work.")
    issuer = str(document["issuer"].get("id"))
    if issuers and issuer not in issuers:
        against.append("You did not name its issuer as one that you trust.")
    if email and not is_holder(dict(document), email):
        against.append("It is about somebody with another address.")
    return Verification(issuer, tuple(against))


def _day(written: str) -> int | None:
    try:
        return day_number(date.fromisoformat(written[:10]))
    except ValueError:
        return None
