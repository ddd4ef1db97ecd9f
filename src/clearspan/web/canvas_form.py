"""The form on which a process is drawn: read as a canvas, and filled from one."""

from collections.abc import Mapping

from clearspan.errors import UsageError
from clearspan.skills.redesign.canvas import Actor, Canvas, Change, Measured, Reason, Step

STEPS = 10
"""Steps of a process that the form has room for."""

LONGEST = 120
"""Characters of a label or a function."""


def filled(canvas: Canvas) -> dict[str, str]:
    """The fields of the form for a canvas, as they would be sent."""
    sent = {"process": canvas.process, "authority": canvas.authority, "sponsor": canvas.sponsor}
    sent["outlived"] = "yes" if canvas.outlived else ""
    for when, measured in (("before", canvas.before), ("after", canvas.after)):
        sent[f"hours_{when}"], sent[f"errors_{when}"] = _written(measured.elapsed_hours), _written(measured.errors_in_100)
    for number, step in enumerate(canvas.steps[:STEPS]):
        sent |= {f"{name}{number}": value for name, value in _filled(step).items()}
    return sent


def _filled(step: Step) -> dict[str, str]:
    return {
        "label": step.label,
        "reason": step.reason.value,
        "change": step.change.value,
        "before": step.before.value if step.before else "",
        "after": step.after.value if step.after else "",
        "minutes_before": _written(step.minutes_before),
        "minutes_after": _written(step.minutes_after),
        "owner": step.owner,
    }


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def read_canvas(sent: Mapping[str, str], team: str) -> Canvas:
    """The canvas of a form. Raises UsageError, naming the step, where something in it is no number or is missing."""
    steps = tuple(_step(sent, number) for number in range(STEPS) if sent.get(f"label{number}", "").strip())
    if not steps or not sent.get("process", "").strip():
        raise UsageError("name the process and at least one step", where="process")
    before, after = (
        Measured(_number(sent, f"hours_{when}", when), None, _number(sent, f"errors_{when}", when), None)
        for when in ("before", "after")
    )
    names = {name: sent.get(name, "").strip()[:LONGEST] for name in ("process", "authority", "sponsor")}
    return Canvas(team=team, steps=steps, before=before, after=after, outlived=sent.get("outlived") == "yes", **names)


def _step(sent: Mapping[str, str], number: int) -> Step:
    label = sent[f"label{number}"].strip()[:LONGEST]
    reason, change = sent.get(f"reason{number}", ""), sent.get(f"change{number}", "")
    if reason not in set(Reason) or change not in set(Change):
        raise UsageError(f"say of step {number + 1} why it is there and what becomes of it", where="process")
    actors = {when: sent.get(f"{when}{number}", "") for when in ("before", "after")}
    who = {when: Actor(said) if said in set(Actor) else Actor.HUMAN for when, said in actors.items()}
    return Step(
        label=label,
        reason=Reason(reason),
        change=Change(change),
        before=None if change == Change.ADDED else who["before"],
        after=None if change == Change.REMOVED else who["after"],
        minutes_before=None if change == Change.ADDED else _number(sent, f"minutes_before{number}", f"step {number + 1}"),
        minutes_after=None if change == Change.REMOVED else _number(sent, f"minutes_after{number}", f"step {number + 1}"),
        owner=sent.get(f"owner{number}", "").strip()[:LONGEST],
        signed_off=False,
    )


def _number(sent: Mapping[str, str], name: str, where: str) -> float | None:
    text = sent.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 100_000:
        raise UsageError(f"in {where}, {name.strip('0123456789').replace('_', ' ')} is no number from 0 on", where="process")
    return value
