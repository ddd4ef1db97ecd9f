"""What reviews say of the work of groups: a level, where raters agree, and only so that nobody decides it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from clearspan.application.store import FILE, Application
from clearspan.diagnosis.panel import Panel
from clearspan.jobs.group_skills import DIMENSIONS, Outcome
from clearspan.jobs.identify import renumbered
from clearspan.settings import load_settings
from clearspan.skills.group_level import Layer, group_level
from clearspan.skills.interview.kit import KitName
from clearspan.skills.interview.rating import Rating, agreement
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.skills.profile import REDESIGN_CUTS
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.finding import Finding, FindingKind

VERSION = 1

LEVEL_CUTS = REDESIGN_CUTS
"""Mean levels from which levels 2, 3 and 4 are told: the nearest one."""


def group_reviews(directory: Path, panel: Panel) -> Iterator[Finding]:
    """What reviews say of each group of a panel whose people had work reviewed; nothing where none was."""
    found = _levels(directory, panel)
    if found is None:
        return
    layer, questions = found
    fewest, period = panel.minimums.sensitive, panel.period
    for dimension in DIMENSIONS:
        groups = panel.groups.get(dimension)
        for number, name in enumerate(groups.names if groups else ()):
            members = np.flatnonzero(groups.of_person == number) if groups else np.zeros(0, dtype=np.int64)
            level = group_level(layer, members, fewest) if questions else None
            enough = (layer.whole[members] > 0).sum() >= fewest
            outcome = Outcome.TOLD if level else Outcome.CANNOT_TELL if enough else Outcome.TOO_FEW
            told = {"lowest": level.lowest, "level": level.level, "highest": level.highest} if level else {}
            details = {**told, "questions": questions}
            yield Finding(FindingKind.WORK_REVIEWS, dimension, name, period.name, period.start, outcome.value, VERSION, details)


def _levels(directory: Path, panel: Panel) -> tuple[Layer, tuple[str, ...]] | None:
    """What each author of a panel contributes, and the questions on which raters agree enough; None where nothing was reviewed.
    Each author counts once, with the mean of all their pieces."""
    settings = load_settings(directory)
    if not (directory / FILE).exists() and not settings.text("application_address"):
        return None
    with Application(directory, settings.text("application_address")) as store:
        record = ReviewRecord(store)
        twice, authors = set(record.rated_twice(panel.period.end + 1)), record.authors()
        ratings = [each for each in SkillRecord(store).ratings(KitName.WORK_REVIEW.value) if each.thing in twice]
    if not ratings:
        return None
    raters = agreement(ratings)
    questions = tuple(name for name in raters.kappa if raters.holds(name))
    place, now_of = {person: at for at, person in enumerate(panel.person.tolist())}, renumbered(directory)
    part, whole = np.zeros(panel.people), np.zeros(panel.people)
    for person, levels in _by_author(ratings, authors).items():
        at = place.get(now_of.get(person, person))
        if at is not None:
            mine = [level for question, level in levels if question in questions]
            part[at], whole[at] = (sum(mine) / len(mine) if mine else 0.0), 1.0
    return Layer("work", part, whole, LEVEL_CUTS), questions


def _by_author(ratings: list[Rating], authors: Mapping[int, int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    for each in ratings:
        if each.thing in authors:
            found.setdefault(authors[each.thing], []).append((each.question, each.level))
    return found
