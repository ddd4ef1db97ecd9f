"""Whether somebody has earned a badge: all three layers, a change that was observed in their work, and an owner who said what
counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearspan.skills.framework.expectation import Expectation
from clearspan.skills.judgment.judgment import Verdict
from clearspan.skills.profile import LayerScore, Profile

VALID_DAYS = 365
"""A badge ends after so many days: tools and skills change."""

WINDOW_WEEKS = 12
HABIT_WEEKS = 8
"""Weeks of the last WINDOW_WEEKS with use in own work that make a habit."""
MORE_WEEKS = 3
"""By how many weeks use must have risen against the WINDOW_WEEKS before practice began."""

LAYER_WORDS = {"fluency": "fluency", "judgment": "judgment", "redesign": "workflow redesign"}


@dataclass(frozen=True)
class ObservedChange:
    """What was recorded of somebody's work, and not what they say of it: weeks with use, as systems counted them, in the
    WINDOW_WEEKS before practice began and in the last ones; and whether a process that they led was measured to be better."""

    weeks_before: int
    weeks_now: int
    redesigned: bool

    @property
    def seen(self) -> bool:
        """Whether work has changed: a habit that was not there before, or one that was and a process rebuilt."""
        return self.weeks_now >= HABIT_WEEKS and (self.weeks_now - self.weeks_before >= MORE_WEEKS or self.redesigned)


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence that a badge names: for what, in words without a score, and over how many observations."""

    name: str
    words: str
    observations: int


@dataclass(frozen=True)
class Award:
    """Whether a badge was earned: its evidence if so, and what is missing if not."""

    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]

    @property
    def earned(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def decide(profile: Profile, expected: Expectation | None, change: ObservedChange | None) -> Award:
    """Whether a badge was earned. Each layer must be known and at what is expected of the person's family and grade, with an
    interval that does not reach more than one level below; no layer makes up for another."""
    missing: list[str] = []
    if expected is None or not expected.agreed:
        missing.append("An owner in the business has yet to sign off what is expected of your job.")
    for score in profile.layers():
        missing += _missing(score, _bar(expected, score.layer))
    if profile.leaning in (Verdict.TRUSTS_TOO_MUCH, Verdict.TRUSTS_TOO_LITTLE):
        missing.append("Judgment: your drills lean to one side. Practise the other one.")
    if change is None or not change.seen:
        missing.append(
            f"Change in your work: use in {HABIT_WEEKS} of {WINDOW_WEEKS} weeks, which is {MORE_WEEKS} more than before you "
            "began, or together with a process that you rebuilt and that was measured to be better."
        )
    if missing or change is None:
        return Award((), tuple(missing))
    layers = [Evidence(LAYER_WORDS[score.layer].capitalize(), _SHOWN[score.layer], score.figure.of) for score in profile.layers()]
    words = (
        f"Systems recorded use of AI in own work in {change.weeks_now} of {WINDOW_WEEKS} weeks; before, {change.weeks_before}."
    )
    if change.redesigned:
        words += " A process was rebuilt and measured to be better."
    return Award((*layers, Evidence("Change in own work", words, WINDOW_WEEKS)), ())


_SHOWN: Mapping[str, str] = {
    "fluency": "Answered an adaptive test on tools, tasks and directing them at the level expected of the job.",
    "judgment": "Told sound from faulty AI output in role tasks at the level expected, and leaned to neither side.",
    "redesign": "Drew and assessed processes in which steps fell away, with controls signed off by their owners.",
}


def _bar(expected: Expectation | None, layer: str) -> int | None:
    """The level that most competencies of a layer are expected at."""
    levels = [level for name, level in expected.levels.items() if name.partition(".")[0] == layer] if expected else []
    return round(sum(levels) / len(levels)) if levels else None


def _missing(score: LayerScore, bar: int | None) -> list[str]:
    words = LAYER_WORDS[score.layer].capitalize()
    if score.level is None or score.lowest is None:
        return [f"{words}: {score.because}"]
    if bar is not None and (score.level < bar or score.lowest < bar - 1):
        return [f"{words}: not yet surely at what is expected of your job."]
    return []
