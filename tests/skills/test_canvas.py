"""The canvas: a bolt-on is no redesign, a control does not go without its owner, and what is missing is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from clearspan.skills.redesign.canvas import Actor, Canvas, Change, Measured, Reason, Step
from clearspan.skills.redesign.canvas_file import read_canvas
from clearspan.skills.redesign.verdict import Verdict, additive_to_redesigned, assess

FILE = """
process = "Answer a complaint"
team = "Service North"
authority = "Head of service"
sponsor = "Chief operating officer"

[before]
elapsed_hours = 52
errors_in_100 = 4
hand_overs = 3
cases = 40

[after]
elapsed_hours = 9
errors_in_100 = 3
hand_overs = 1
cases = 45

[[step]]
label = "Look up what was promised"
reason = "memory"
change = "removed"
before = "human"
minutes_before = 25

[[step]]
label = "Draft the answer"
reason = "speed"
change = "bolted_on"
before = "human"
after = "both"
minutes_before = 30
minutes_after = 8
owner = "Team lead"

[[step]]
label = "Release money above 500"
reason = "control"
change = "kept"
before = "human"
after = "human"
minutes_before = 4
minutes_after = 4
owner = "Finance"
"""


def _canvas(tmp_path: Path, text: str = FILE) -> Canvas:
    (tmp_path / "canvas.toml").write_text(text)
    canvas, troubles = read_canvas(tmp_path / "canvas.toml")
    assert troubles == ()
    return canvas


def _with(canvas: Canvas, at: int, **changes: object) -> Canvas:
    steps = list(canvas.steps)
    steps[at] = replace(steps[at], **changes)
    return replace(canvas, steps=tuple(steps))


def test_a_redesign_needs_a_step_that_went_and_a_whole_that_is_faster_and_no_worse(tmp_path: Path) -> None:
    canvas = _canvas(tmp_path)
    found = assess(canvas)
    assert (found.verdict, found.level, found.to_do) == (Verdict.REDESIGNED, 3, ())
    assert (found.minutes_before, found.minutes_after) == (59, 12)
    assert assess(replace(canvas, outlived=True)).level == 4
    assert assess(replace(canvas, outlived=True, sponsor="")).level == 3
    slower = replace(canvas, after=replace(canvas.after, elapsed_hours=60.0))
    worse = replace(canvas, after=replace(canvas.after, errors_in_100=9.0))
    unmeasured = replace(canvas, after=Measured(None, None, None, None))
    assert [assess(each).verdict for each in (slower, worse, unmeasured)] == [Verdict.PROPOSED] * 3
    assert "Measure hours" in assess(unmeasured).to_do[0]
    assert additive_to_redesigned([canvas, canvas]) == (2, 2) and found.ratio == "1 added : 1 redesigned"


def test_a_bolt_on_is_no_redesign_however_many_minutes_it_saves(tmp_path: Path) -> None:
    canvas = _canvas(tmp_path)
    every = canvas
    for at in range(3):
        every = _with(every, at, change=Change.BOLTED_ON, reason=Reason.SPEED, after=Actor.BOTH, minutes_after=0.1, owner="Lead")
    assert (assess(every).verdict, assess(every).level) == (Verdict.BOLTED_ON, 1)
    assert assess(replace(every, outlived=True)).level == 1
    tidied = _with(every, 0, change=Change.REMOVED, reason=Reason.NONE, after=None)
    assert assess(tidied).verdict is Verdict.BOLTED_ON, "dropping what had no reason is tidying"
    same = replace(canvas, steps=tuple(replace(each, change=Change.KEPT, after=Actor.HUMAN) for each in canvas.steps))
    assert assess(same).verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize(
    "change", [{"change": Change.REMOVED, "after": None}, {"change": Change.RESHAPED}, {"after": Actor.AGENT}]
)
def test_a_control_does_not_change_without_its_owner(tmp_path: Path, change: dict[str, object]) -> None:
    touched = _with(_canvas(tmp_path), 2, **change)
    found = assess(touched)
    assert (found.verdict, found.level) == (Verdict.REFUSED, None) and "sign-off of Finance" in found.to_do[0]
    assert additive_to_redesigned([touched]) == (0, 0)
    assert assess(_with(touched, 2, signed_off=True)).verdict is Verdict.REDESIGNED
    nobody = _with(touched, 2, owner="", signed_off=True)
    assert assess(nobody).verdict is Verdict.REFUSED, "a signature of nobody is none"


def test_an_agent_needs_somebody_who_answers_for_it_and_gaps_are_told(tmp_path: Path) -> None:
    canvas = _with(_canvas(tmp_path), 1, after=Actor.AGENT, owner="")
    assert assess(canvas).verdict is Verdict.REFUSED and "name who answers" in assess(canvas).to_do[0]
    step = Step("Print it", Reason.NONE, Change.KEPT, Actor.HUMAN, Actor.HUMAN, None, None, "", False)
    bare = Canvas("x", "", "", "", (step,), *(Measured(None, None, None, None),) * 2, False)
    said = " ".join(assess(bare).to_do)
    for words in ("at least 3 steps", "who may decide", "who backs it", "Nobody can say why “Print it”", "before the change"):
        assert words in said
    assert assess(bare).minutes_before is None


def test_a_file_that_does_not_do_is_refused_with_its_lines(tmp_path: Path) -> None:
    wrong = FILE.replace('reason = "memory"', 'reason = "habit"').replace('after = "both"', 'after = "human"')
    wrong = wrong.replace('label = "Draft the answer"', 'label = "Look up what was promised"') + "signed = true\n"
    (tmp_path / "canvas.toml").write_text(wrong)
    said = "\n".join(map(str, read_canvas(tmp_path / "canvas.toml")[1]))
    for words in ("line 21: `reason` must be one of: speed", "AI was added", "Two steps are called", "`signed` is no fact"):
        assert words in said
