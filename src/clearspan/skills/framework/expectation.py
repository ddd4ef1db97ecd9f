"""What is expected of people by job family and grade, and whether an owner in the business has signed it off."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.skills.framework.framework import LEVELS, Framework


@dataclass(frozen=True)
class SignOff:
    """A signature under what is expected of a family: the owner's person number, the day, and the digest of what was signed."""

    family: str
    owner: int
    day: int
    digest: str


@dataclass(frozen=True)
class Expectation:
    """The level expected of each competency of a family and band; a proposal until `owner` (a person number) signed just this."""

    family: str
    band: str
    levels: Mapping[str, int]
    owner: int | None
    signed_day: int | None

    @property
    def agreed(self) -> bool:
        """Whether it is more than a proposal."""
        return self.owner is not None


def family_named(framework: Framework, title: str) -> str | None:
    """The name of the family that a staff list calls so, in any case of letters; None where none does."""
    wanted = title.strip().casefold()
    return next(
        (
            family.name
            for family in framework.families.values()
            if wanted in {family.name.casefold(), family.title.casefold(), *(each.casefold() for each in family.names)}
        ),
        None,
    )


def band_of(framework: Framework, grade: str) -> str | None:
    """The band into which a grade falls; None where none names it."""
    wanted = grade.strip().casefold()
    return next((band.name for band in framework.bands.values() if wanted in {each.casefold() for each in band.grades}), None)


def expectation_of(framework: Framework, family: str, band: str, signed: Iterable[SignOff] = ()) -> Expectation:
    """What is expected of a family and band. Raises UsageError for one that the framework does not have."""
    if family not in framework.families or band not in framework.bands:
        remedy = f"Families: {', '.join(framework.families)}. Bands: {', '.join(framework.bands)}."
        raise UsageError(f"there is no family {family} with a band {band}", where=framework.name, remedy=remedy)
    digest = digest_of(framework, family)
    valid = [each for each in signed if each.family == family and each.digest == digest]
    newest = max(valid, key=lambda each: each.day, default=None)
    levels = {name: level for name in framework.competencies if (level := _level(framework, family, band, name))}
    return Expectation(family, band, levels, newest.owner if newest else None, newest.day if newest else None)


def digest_of(framework: Framework, family: str) -> str:
    """The digest of all that is expected of a family and of the words of each level: when one changes, a signature ends."""
    levels = {band: {name: _level(framework, family, band, name) for name in framework.competencies} for band in framework.bands}
    words = {name: each.levels for name, each in framework.competencies.items()}
    return hashlib.sha256(json.dumps([family, levels, words], sort_keys=True).encode()).hexdigest()


def _level(framework: Framework, family: str, band: str, competency: str) -> int:
    """The level expected of one competency; 0 where nothing is."""
    layer = framework.layers[framework.competencies[competency].layer]
    expected = framework.families[family]
    if not layer.everyone:
        return max(layer.bands.get(band, 0), layer.families.get(family, 0))
    return min(expected.expected[band][layer.name] + (competency in expected.one_higher), LEVELS)
