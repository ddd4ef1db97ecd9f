"""What a person can do, for that person: three layers, the questions on fluency, and processes that they redesign."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from clearspan import clock
from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today
from clearspan.jobs.skills import PersonSkills
from clearspan.settings import load_settings
from clearspan.skills.irt.adaptive import Ending
from clearspan.skills.record import SkillRecord
from clearspan.skills.redesign.canvas import REASON_WORDS, Actor, Canvas, Change, Measured, Reason, Step
from clearspan.skills.redesign.verdict import VERDICT_WORDS, assess
from clearspan.vocabulary.period import day_number
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.room import Room
from clearspan.web.visiting import Visiting

SKILLS = f"{OWN}/skills"

STEPS = 10
"""Steps of a process that the page has room for."""

LONGEST = 120
"""Characters of a label or a function."""

ENDED = {
    Ending.SURE_ENOUGH: "Enough was asked to tell.",
    Ending.LONG_ENOUGH: "That is enough for now.",
    Ending.NO_QUESTION_LEFT: "There is no question left for your job.",
}

CHANGE_WORDS = {
    Change.KEPT: "stays as it is",
    Change.BOLTED_ON: "stays, with AI added",
    Change.RESHAPED: "merged or moved",
    Change.REMOVED: "falls away",
    Change.ADDED: "is new",
}

ACTOR_WORDS = {Actor.HUMAN: "a person", Actor.AGENT: "an AI agent", Actor.BOTH: "both together"}

NEXT_STEP = {
    "fluency": ("Answer some questions", f"{SKILLS}/question"),
    "judgment": ("Do a drill", f"{OWN}/practice"),
    "redesign": ("Redraw a process of yours", f"{SKILLS}/process"),
}
"""layer -> what somebody does next for it, and where."""


class SkillsDesk:
    """The skills of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def profile(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """Three layers, each on its own, with what the interval allows and what is expected in the person's job."""
        skills = PersonSkills(self._directory, visitor.person)
        profile, expected = skills.profile(), skills.expected()
        known = skills.framework
        told = {
            "layers": profile.layers(),
            "known": known,
            "expected": expected,
            "next_step": NEXT_STEP,
            "placed": skills.placed(),
        }
        return self._page("own_skills.html", visitor, bars=_bars(expected.levels if expected else {}), **told)

    def question(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The next question on fluency, or why there is none."""
        asked = PersonSkills(self._directory, visitor.person).ask()
        ending = ENDED[asked.next.ending] if asked.next.ending else ""
        return self._page("own_question.html", visitor, asked=asked, ending=ending, told=None)

    def answered(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """What the answer came to, and the way to the next. Raises UsageError for an answer to what was not asked."""
        skills = PersonSkills(self._directory, visitor.person)
        if not sent.get("choice"):
            return self.question(visitor, sent)
        told = skills.answer(sent.get("item", ""), sent["choice"])
        return self._page("own_question.html", visitor, asked=None, ending="", told=told)

    def process(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The form on which a process is drawn."""
        return self._canvas(visitor, {}, None, "")

    def drawn(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """What the process amounts to; it is kept, and the form stays to be drawn on."""
        try:
            canvas = _read_canvas(sent, str((person_today(self._directory, visitor.person) or {}).get("team") or ""))
        except UsageError as wrong:
            return self._canvas(visitor, sent, None, f"{wrong.what[:1].upper()}{wrong.what[1:]}.")
        number = sent.get("number", "")
        with open_application(self._directory, load_settings(self._directory)) as store:
            record = SkillRecord(store)
            mine = {each.number for each in record.canvases(person=visitor.person)}
            kept = int(number) if number.isdecimal() and int(number) in mine else None
            kept = record.keep_canvas(visitor.person, canvas, day_number(clock.now().date()), kept)
        return self._canvas(visitor, {**sent, "number": str(kept)}, canvas, "")

    def _canvas(self, visitor: Visitor, sent: Mapping[str, str], canvas: Canvas | None, wrong: str) -> Response:
        found = assess(canvas) if canvas else None
        words = {"reasons": REASON_WORDS, "changes": CHANGE_WORDS, "actors": ACTOR_WORDS, "verdicts": VERDICT_WORDS}
        return self._page("own_process.html", visitor, sent=sent, found=found, wrong=wrong, steps=STEPS, **words)

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        return own_page(self._room, template, {"visitor": visitor, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/skills."""
    router, desk = APIRouter(include_in_schema=False), SkillsDesk(directory, room)
    for path, own in {"": desk.profile, "/question": desk.question, "/process": desk.process}.items():
        add_own(router, visiting, SKILLS + path, own, ["GET", "HEAD"])
    for path, own in {"/question": desk.answered, "/process": desk.drawn}.items():
        add_own(router, visiting, SKILLS + path, own, ["POST"])
    return router


def _bars(levels: Mapping[str, int]) -> dict[str, int]:
    """layer -> the level that is expected in it: the middle one of its competencies."""
    found: dict[str, list[int]] = {}
    for name, level in levels.items():
        found.setdefault(name.partition(".")[0], []).append(level)
    return {layer: sorted(each)[len(each) // 2] for layer, each in found.items()}


def _read_canvas(sent: Mapping[str, str], team: str) -> Canvas:
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
