"""What a canvas amounts to: nothing, AI bolted on, or a redesign; and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.redesign.canvas import LIMITS, Actor, Canvas, Change, Reason, Step

FEWEST_STEPS = 3
ERRORS_MARGIN = 1.0
"""Errors in a hundred cases by which the new way may lie above the old one before it counts as worse."""


class Verdict(StrEnum):
    """What a canvas amounts to."""

    REFUSED = "refused"
    """A control would go, or an agent would act, without the one who answers for it."""
    NO_CHANGE = "no_change"
    BOLTED_ON = "bolted_on"
    """AI was added to steps that stay."""
    PROPOSED = "proposed"
    """Steps that were there for a limit of people fall away; not measured yet, or not better."""
    REDESIGNED = "redesigned"
    """They fell away, and the whole is faster with no more errors."""


VERDICT_WORDS = {
    Verdict.REFUSED: "not there yet. Somebody who answers for a step is missing.",
    Verdict.NO_CHANGE: "nothing changes.",
    Verdict.BOLTED_ON: "AI is added to the old steps. That may save minutes, and is no redesign.",
    Verdict.PROPOSED: "a redesign on paper. It counts once the whole is measured to be faster, with no more errors.",
    Verdict.REDESIGNED: "a redesign. Steps that were there for people's limits are gone; the whole is faster, and no worse.",
}

LEVELS = {Verdict.NO_CHANGE: 1, Verdict.BOLTED_ON: 1, Verdict.PROPOSED: 2, Verdict.REDESIGNED: 3}
"""The level of each verdict; a redesign with authority and sponsor that outlived its trial is of level 4, a refused one of
none."""
HIGHEST = 4


@dataclass(frozen=True)
class Assessment:
    """What a canvas amounts to: its verdict, its level 1 to 4 (None where it is refused), how many steps AI was bolted on and
    how many were redesigned, minutes of work before and after, and what to do next, in plain words."""

    verdict: Verdict
    level: int | None
    bolted_on: int
    redesigned: int
    minutes_before: float | None
    minutes_after: float | None
    to_do: tuple[str, ...]

    @property
    def ratio(self) -> str:
        """Steps with AI added to steps redesigned, as people read it."""
        return f"{self.bolted_on} added : {self.redesigned} redesigned"


def assess(canvas: Canvas) -> Assessment:
    """The assessment of a canvas. Minutes saved alone never make a redesign, and a step that nobody can give a reason for may
    go, but its going is tidying."""
    bolted = sum(step.change is Change.BOLTED_ON for step in canvas.steps)
    redesigned = sum(is_redesigned(step) for step in canvas.steps)
    refusals, missing = tuple(_refusals(canvas)), tuple(_missing(canvas))
    before, after = (_minutes(canvas.steps, ahead) for ahead in (False, True))
    verdict = _verdict(canvas, bolted, redesigned, bool(refusals))
    return Assessment(verdict, _level(canvas, verdict), bolted, redesigned, before, after, (*refusals, *missing))


def is_redesigned(step: Step) -> bool:
    """Whether a step that was there for a limit of people fell away or was reshaped, or a control was reshaped with its owner."""
    gone = step.change in (Change.REMOVED, Change.RESHAPED)
    return gone and (step.reason in LIMITS or (step.reason is Reason.CONTROL and step.signed_off))


def additive_to_redesigned(canvases: Iterable[Canvas]) -> tuple[int, int]:
    """How many steps of some canvases had AI added and how many were redesigned; refused canvases do not count."""
    counted = [found for found in map(assess, canvases) if found.verdict is not Verdict.REFUSED]
    return sum(each.bolted_on for each in counted), sum(each.redesigned for each in counted)


def _verdict(canvas: Canvas, bolted: int, redesigned: int, refused: bool) -> Verdict:
    if refused:
        return Verdict.REFUSED
    if redesigned:
        return Verdict.REDESIGNED if _is_better(canvas) else Verdict.PROPOSED
    return Verdict.BOLTED_ON if bolted else Verdict.NO_CHANGE


def _level(canvas: Canvas, verdict: Verdict) -> int | None:
    if verdict is Verdict.REDESIGNED and canvas.outlived and canvas.authority and canvas.sponsor:
        return HIGHEST
    return LEVELS.get(verdict)


def _is_better(canvas: Canvas) -> bool:
    """Whether it was measured that the whole is faster and no worse."""
    before, after = canvas.before, canvas.after
    if before.elapsed_hours is None or after.elapsed_hours is None or before.errors_in_100 is None or after.errors_in_100 is None:
        return False
    return after.elapsed_hours < before.elapsed_hours and after.errors_in_100 <= before.errors_in_100 + ERRORS_MARGIN


def unsigned(canvas: Canvas) -> tuple[Step, ...]:
    """The controls of a canvas that would change without a sign-off."""
    return tuple(step for step in canvas.steps if is_control_touched(step) and not (step.owner and step.signed_off))


def is_control_touched(step: Step) -> bool:
    """Whether a step protects somebody and would fall away, be reshaped, or pass to an agent."""
    handed_over = step.after is Actor.AGENT and step.before is not Actor.AGENT
    return step.reason is Reason.CONTROL and (step.change in (Change.REMOVED, Change.RESHAPED) or handed_over)


def _refusals(canvas: Canvas) -> Iterable[str]:
    for step in unsigned(canvas):
        who = step.owner or "the one who answers for it"
        yield f"“{step.label}” protects somebody: get the sign-off of {who} before it changes."
    for step in canvas.steps:
        if step.after in (Actor.AGENT, Actor.BOTH) and not step.owner:
            yield f"“{step.label}” is done by an agent: name who answers for it."


def _missing(canvas: Canvas) -> Iterable[str]:
    if len(canvas.steps) < FEWEST_STEPS:
        yield f"Draw at least {FEWEST_STEPS} steps, from a real case."
    if not canvas.authority:
        yield "Find out who may decide this change, and write down the function."
    if not canvas.sponsor:
        yield "Find somebody who backs it, and write down the function."
    reasonless = [
        step.label for step in canvas.steps if step.reason is Reason.NONE and step.change in (Change.KEPT, Change.BOLTED_ON)
    ]
    if reasonless:
        yield f"Nobody can say why “{reasonless[0]}” is there: ask those who get its result, then drop it or give its reason."
    for when, measured in (("before", canvas.before), ("after", canvas.after)):
        if measured.elapsed_hours is None or measured.errors_in_100 is None:
            yield f"Measure hours from beginning to end and errors in 100 cases {when} the change."


def _minutes(steps: Iterable[Step], after: bool) -> float | None:
    """Minutes of work in the whole; None where a step that is there was not measured."""
    total = 0.0
    for step in steps:
        present = step.change is not (Change.REMOVED if after else Change.ADDED)
        minutes = step.minutes_after if after else step.minutes_before
        if present and minutes is None:
            return None
        total += (minutes or 0.0) if present else 0.0
    return total
