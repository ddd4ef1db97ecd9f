"""Compares findings with what was said before, and elsewhere: a finding that changes tells who made it change."""

from collections.abc import Iterable, Mapping

from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Telling
from clearspan.attack.told import Told


def attack(seen: Seen) -> Haul:
    """Findings that are said twice in different words, changed since somebody kept them, or are gone."""
    tally = Tally()
    known = _by_key(seen.findings())
    for name, told in seen.told_by.items():
        _agree(known, told, f"The {name} says something else of a finding.", tally)
    for surface in seen.surfaces:
        if isinstance(surface, Telling):
            _agree(known, surface.findings(), f"Asked again, the {surface.name} says something else of a finding.", tally)
    _agree(known, seen.earlier_told, "A released finding changed; the change speaks of the few whose facts did.", tally)
    quarters = {(told.kind, told.period) for told in seen.earlier_told}
    for key in {told.key for told in seen.earlier_told} - known.keys():
        tally.leak("A released finding is gone; that it is speaks of the few whose facts are.", 0, " ".join(key))
    for key in known.keys() - {told.key for told in seen.earlier_told}:
        if (key[0], key[3]) in quarters:
            tally.leak("A finding was added to a quarter that was released.", 0, " ".join(key))
    return tally.haul()


def _by_key(told: Iterable[Told]) -> Mapping[tuple[str, ...], Told]:
    return {each.key: each for each in told}


def _agree(known: Mapping[tuple[str, ...], Told], told: Iterable[Told], what: str, tally: Tally) -> None:
    for each in told:
        tally.tried()
        if each.key in known and known[each.key].content != each.content:
            tally.leak(what, 0, each.label)


CHANGED_FINDINGS = Attacker(
    "changed_findings",
    "Compares findings with earlier ones and between surfaces.",
    (f"{SURFACE}findings of a quarter are released once and never altered",),
    attack,
)
