"""Reads a canvas from its file (TOML), and says in plain words what is wrong with it."""

from pathlib import Path
from typing import TypeVar

from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.trouble import Trouble
from clearspan.skills.redesign.canvas import Actor, Canvas, Change, Measured, Reason, Step

MOST = 1_000_000
LONGEST = 120
"""Characters of a label: it names a step, and never a person or a case."""

T = TypeVar("T")


def read_canvas(path: Path) -> tuple[Canvas, tuple[Trouble, ...]]:
    """The canvas in a file, and everything that is wrong with it; it is whole only where nothing is."""
    file = FactsFile(path)
    fields = file.fields
    canvas = Canvas(
        process=fields.text("process"),
        team=fields.text("team", ""),
        authority=fields.text("authority", ""),
        sponsor=fields.text("sponsor", ""),
        steps=tuple(map(_step, fields.each("step", 1))),
        before=_measured(fields.within("before", may_miss=True)),
        after=_measured(fields.within("after", may_miss=True)),
        outlived=fields.yes("outlived"),
    )
    labels = [step.label for step in canvas.steps]
    for label in sorted({each for each in labels if labels.count(each) > 1}):
        fields.note("step", f"Two steps are called “{label}”.", "Give each its own label.")
    return canvas, file.troubles()


def _step(fields: Fields) -> Step:
    change = fields.choice("change", Change)
    step = Step(
        label=fields.text("label"),
        reason=fields.choice("reason", Reason),
        change=change,
        before=None if change is Change.ADDED else fields.choice("before", Actor),
        after=None if change is Change.REMOVED else fields.choice("after", Actor),
        minutes_before=_number(fields, "minutes_before"),
        minutes_after=_number(fields, "minutes_after"),
        owner=fields.text("owner", ""),
        signed_off=fields.yes("signed_off"),
    )
    if len(step.label) > LONGEST:
        fields.note("label", f"`label` is longer than {LONGEST} characters.")
    if step.signed_off and not step.owner:
        fields.note("owner", "Somebody signed it off: name the function under `owner`.")
    if change is Change.BOLTED_ON and step.after is Actor.HUMAN:
        fields.note("after", "AI was added to the step: `after` is agent or both.")
    return step


def _measured(fields: Fields | None) -> Measured:
    if fields is None:
        return Measured(None, None, None, None)
    hand_overs, cases = _number(fields, "hand_overs"), _number(fields, "cases")
    return Measured(
        elapsed_hours=_number(fields, "elapsed_hours"),
        hand_overs=None if hand_overs is None else int(hand_overs),
        errors_in_100=_number(fields, "errors_in_100"),
        cases=None if cases is None else int(cases),
    )


def _number(fields: Fields, name: str) -> float | None:
    """A whole number; None where it is left out."""
    value = fields.number(name, -1, MOST, -1)
    return None if value < 0 else float(value)
