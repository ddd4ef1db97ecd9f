"""What groups of people can do, in three layers: found from answers, drills and canvases, and said so that nobody decides it."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np

from clearspan.application.store import FILE, Application
from clearspan.diagnosis.panel import Panel
from clearspan.jobs.identify import renumbered
from clearspan.practice.library import library_of
from clearspan.practice.record import PracticeRecord, attempt_of
from clearspan.settings import load_settings
from clearspan.skills.fluency.calibration import bank, expected
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.group_level import Layer, group_level, leaning
from clearspan.skills.irt.adaptive import ability_of
from clearspan.skills.judgment.attempt import Attempt
from clearspan.skills.judgment.discernment import wins
from clearspan.skills.judgment.reliance import over_trust, under_trust
from clearspan.skills.profile import ENOUGH_ITEMS, FLUENCY_CUTS, JUDGMENT_CUTS, REDESIGN_CUTS
from clearspan.skills.record import SkillRecord
from clearspan.skills.redesign.verdict import assess
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

VERSION = 1
DIMENSIONS = (Dimension.ORGANISATION, Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.ROLE)
"""The groups of which skills are told; single teams seldom have so many people who practise."""


class Outcome(StrEnum):
    """What can be said of a group's skills."""

    TOLD = "told"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


def group_skills(directory: Path, panel: Panel) -> Iterator[Finding]:
    """What each group of a panel can do; nothing where nobody practised yet."""
    layers = _layers(directory, panel)
    if not layers:
        return
    fewest = panel.minimums.sensitive
    for dimension in DIMENSIONS:
        groups = panel.groups.get(dimension)
        for number, name in enumerate(groups.names if groups else ()):
            members = np.flatnonzero(groups.of_person == number) if groups else np.zeros(0, dtype=np.int64)
            yield _finding(layers, members, fewest, dimension, name, panel)


def _finding(
    layers: Mapping[str, Layer], members: np.ndarray, fewest: int, dimension: Dimension, name: str, panel: Panel
) -> Finding:
    told = {layer: group_level(layers[layer], members, fewest) for layer in ("fluency", "judgment", "redesign")}
    lean = leaning(layers["trusting"], layers["doubting"], members, fewest) if told["judgment"] else ""
    found = tuple(
        {"layer": layer, "lowest": level.lowest, "level": level.level, "highest": level.highest}
        for layer, level in told.items()
        if level is not None
    )
    enough = any((layers[layer].whole[members] > 0).sum() >= fewest for layer in told)
    outcome = Outcome.TOLD if found else Outcome.CANNOT_TELL if enough else Outcome.TOO_FEW
    details = {"layers": found, "leaning": lean}
    period = panel.period
    return Finding(FindingKind.SKILLS, dimension, name, period.name, period.start, outcome.value, VERSION, details)


def _layers(directory: Path, panel: Panel) -> dict[str, Layer]:
    """What each person of a panel contributes, by layer, from what they did until the period's end."""
    settings = load_settings(directory)
    if not (directory / FILE).exists() and not settings.text("application_address"):
        return {}
    until = (panel.period.end + 1) * 86400
    now_of = renumbered(directory)
    place = {person: at for at, person in enumerate(panel.person.tolist())}
    library, pack = library_of(directory), fluency_pack()
    with Application(directory, settings.text("application_address")) as store:
        record = SkillRecord(store)
        answered = record.everyone_by(until)
        curves = record.calibration(expected(pack))
        canvases = [(each.person, assess(each.canvas).level) for each in record.canvases()]
        drilled = PracticeRecord(store).everyone(until)
    sums = {
        name: (np.zeros(panel.people), np.zeros(panel.people))
        for name in ("fluency", "judgment", "redesign", "trusting", "doubting")
    }

    def add(layer: str, person: int, part: float, whole: float) -> None:
        at = place.get(now_of.get(person, person))
        if at is not None:
            sums[layer][0][at] += part
            sums[layer][1][at] += whole

    known = {*pack.questions, *pack.tasks}
    for person, given in answered.items():
        mine = {item: category for item, category in given.items() if item in known}
        if len(mine) >= ENOUGH_ITEMS:
            add("fluency", person, ability_of(bank(pack, list(mine), curves, {}), mine).estimate.value, 1.0)
    for person, level in canvases:
        if level is not None:
            add("redesign", person, float(level), 1.0)
    for person, rows in drilled.items():
        attempts = [attempt for row in rows if (attempt := attempt_of(library, person, row))]
        for layer, (part, whole) in _judged(attempts).items():
            add(layer, person, part, whole)
    cuts = {"fluency": FLUENCY_CUTS, "judgment": JUDGMENT_CUTS, "redesign": REDESIGN_CUTS}
    return {name: Layer(name, part, whole, cuts.get(name, ())) for name, (part, whole) in sums.items()}


def _judged(attempts: Sequence[Attempt]) -> dict[str, tuple[float, float]]:
    seeded = np.array([each.confidence for each in attempts if each.seeded])
    clean = np.array([each.confidence for each in attempts if not each.seeded])
    found: dict[str, tuple[float, float]] = {}
    if len(seeded) and len(clean):
        pairs = len(seeded) * len(clean)
        found["judgment"] = (
            wins(seeded, clean) / pairs * min(len(attempts), MOST_WEIGHT),
            float(min(len(attempts), MOST_WEIGHT)),
        )
    if len(seeded):
        found["trusting"] = (over_trust(attempts).value * len(seeded), float(len(seeded)))
    if len(clean):
        found["doubting"] = (under_trust(attempts).value * len(clean), float(len(clean)))
    return found


MOST_WEIGHT = 24
"""Drills that one person weighs at most in a group's judgment, so that nobody who practises much speaks for the others."""
