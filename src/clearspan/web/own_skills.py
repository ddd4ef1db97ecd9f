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
from clearspan.skills.record import SkillRecord, StoredCanvas
from clearspan.skills.redesign.canvas import REASON_WORDS, Actor
from clearspan.skills.redesign.verdict import VERDICT_WORDS, assess, unsigned
from clearspan.skills.retention import ENOUGH_OF_EACH
from clearspan.vocabulary.period import day_number
from clearspan.web.canvas_form import STEPS, filled, read_canvas
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.own_sign_off import CHANGE_WORDS, sign_path
from clearspan.web.room import Room
from clearspan.web.visiting import Visiting

SKILLS = f"{OWN}/skills"

ENDED = {
    Ending.SURE_ENOUGH: "Enough was asked to tell.",
    Ending.LONG_ENOUGH: "That is enough for now.",
    Ending.NO_QUESTION_LEFT: "There is no question left for your job.",
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
            "retention": skills.retention(),
            "enough": ENOUGH_OF_EACH,
        }
        return self._page("own_skills.html", visitor, bars=_bars(expected.levels if expected else {}), **told)

    def question(self, visitor: Visitor, asked_for: Mapping[str, str]) -> Response:
        """The next question on fluency, or why there is none; a set that was begun without AI goes on without."""
        asked = PersonSkills(self._directory, visitor.person).ask()
        ending = ENDED[asked.next.ending] if asked.next.ending else ""
        return self._page("own_question.html", visitor, asked=asked, ending=ending, told=None, alone=_alone(asked_for))

    def answered(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """What the answer came to, and the way to the next. Raises UsageError for an answer to what was not asked."""
        skills = PersonSkills(self._directory, visitor.person)
        if not sent.get("choice"):
            return self.question(visitor, sent)
        told = skills.answer(sent.get("item", ""), sent["choice"], _alone(sent))
        return self._page("own_question.html", visitor, asked=None, ending="", told=told, alone=_alone(sent))

    def process(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """The form on which a process is drawn: empty, or with the person's own one of a number."""
        return self._canvas(visitor, self._kept(visitor, asked.get("number", "")), {}, "")

    def drawn(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """What the process amounts to; it is kept, and the form stays to be drawn on."""
        try:
            canvas = read_canvas(sent, str((person_today(self._directory, visitor.person) or {}).get("team") or ""))
        except UsageError as wrong:
            return self._canvas(visitor, None, sent, f"{wrong.what[:1].upper()}{wrong.what[1:]}.")
        known = self._kept(visitor, sent.get("number", ""))
        with open_application(self._directory, load_settings(self._directory)) as store:
            today = day_number(clock.now().date())
            kept = SkillRecord(store).keep_canvas(visitor.person, canvas, today, known.number if known else None)
        return self._canvas(visitor, self._kept(visitor, str(kept)), {}, "")

    def _kept(self, visitor: Visitor, number: str) -> StoredCanvas | None:
        """The person's own process of a number, with what was signed of it."""
        return next((each for each in self._processes(visitor) if str(each.number) == number), None)

    def _processes(self, visitor: Visitor) -> list[StoredCanvas]:
        with open_application(self._directory, load_settings(self._directory)) as store:
            return SkillRecord(store).canvases(person=visitor.person)

    def _canvas(self, visitor: Visitor, kept: StoredCanvas | None, sent: Mapping[str, str], wrong: str) -> Response:
        found = assess(kept.canvas) if kept else None
        shown = {**filled(kept.canvas), "number": str(kept.number)} if kept else sent
        words = {"reasons": REASON_WORDS, "changes": CHANGE_WORDS, "actors": ACTOR_WORDS, "verdicts": VERDICT_WORDS}
        others = [each for each in self._processes(visitor) if kept is None or each.number != kept.number]
        open_ones = unsigned(kept.canvas) if kept else ()
        link = sign_path(kept.number) if kept and open_ones else ""
        told = {"found": found, "wrong": wrong, "others": others, "unsigned": open_ones, "sign_link": link}
        return self._page("own_process.html", visitor, sent=shown, steps=STEPS, **told, **words)

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


def _alone(told: Mapping[str, str]) -> bool:
    """Whether the person chose to answer without AI."""
    return told.get("alone") == "yes"


def _bars(levels: Mapping[str, int]) -> dict[str, int]:
    """layer -> the level that is expected in it: the middle one of its competencies."""
    found: dict[str, list[int]] = {}
    for name, level in levels.items():
        found.setdefault(name.partition(".")[0], []).append(level)
    return {layer: sorted(each)[len(each) // 2] for layer, each in found.items()}
