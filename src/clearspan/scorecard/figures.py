"""The scorecard's figures, each with its interval, its goal, and whether the goal is met."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.diagnosis.verdict import Outcome
from clearspan.scorecard.interval import calibration_error, perfect_calibration, wilson
from clearspan.scorecard.organisation import NO_REASON, Scored

MOST_ABOVE_PERFECT = 0.03
"""How far the calibration error may lie above what a perfectly calibrated engine would show."""

ENOUGH_ANSWERS = 1_200


@dataclass(frozen=True)
class Scorefigure:
    """One figure: its value with a 95% interval, the goal in words, and whether it is met (None: there is no goal)."""

    title: str
    value: float
    low: float
    high: float
    of: int
    goal: str = ""
    met: bool | None = None

    def to_json(self) -> dict[str, object]:
        """The figure as `clearspan scorecard --json` prints it."""
        return {"value": self.value, "low": self.low, "high": self.high, "of": self.of, "goal": self.goal, "met": self.met}


def share(title: str, hits: int, of: int, least: float | None = None) -> Scorefigure:
    """A share; with `least`, the goal is a value of at least that."""
    low, high = wilson(hits, of)
    value = hits / of if of else 0.0
    goal = f"at least {least:.0%}" if least is not None else ""
    return Scorefigure(title, value, low, high, of, goal, None if least is None else value >= least)


def figures(scored: Sequence[Scored]) -> dict[str, Scorefigure]:
    """The figures of the diagnosis, by name."""
    planted = [each for each in scored if each.planted and each.planted != NO_REASON]
    told = [each for each in planted if each.answered]
    hidden = [each for each in scored if each.planted == NO_REASON]
    sound = [each for each in scored if not each.planted]
    spoken = [each for each in scored if each.outcome is not Outcome.TOO_FEW]
    found = {
        "planted_teams_answered": share("Planted teams that got an answer", len(told), len(planted), 0.60),
        "top_1": share("Planted cause ranked first, of the answered", sum(each.hit(1) for each in told), len(told), 0.75),
        "top_3": share("Planted cause among the first three", sum(each.hit(3) for each in told), len(told), 0.92),
        "cannot_tell": share("Teams of which it said that it cannot tell", _count(spoken, Outcome.CANNOT_TELL), len(spoken)),
        "cannot_tell_right": share(
            "Teams stuck for no visible reason that were given none", sum(not each.answered for each in hidden), len(hidden)
        ),
        "false_alarms": share("Sound teams that were given a cause", sum(each.answered for each in sound), len(sound)),
        "too_few": share("Teams with too few people to say anything", _count(scored, Outcome.TOO_FEW), len(scored)),
    }
    return found | {"calibration_error": _calibration([each for each in scored if each.answered])}


def _count(scored: Sequence[Scored], outcome: Outcome) -> int:
    return sum(each.outcome is outcome for each in scored)


def _calibration(answered: Sequence[Scored]) -> Scorefigure:
    stated, right = [each.probability for each in answered], [each.hit(1) for each in answered]
    error, bound = calibration_error(stated, right), perfect_calibration(stated) + MOST_ABOVE_PERFECT
    goal = f"at most {bound:.3f} over at least {ENOUGH_ANSWERS:,} answers"
    met = error <= bound and len(answered) >= ENOUGH_ANSWERS
    return Scorefigure("Calibration error of the first cause", error, 0.0, bound, len(answered), goal, met)
