"""A person's own practice: today's five minutes, lessons, drills, use cases, questions that come back, and how to be reached."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.coaching import Coached, coach_of, coached
from clearspan.jobs.drilling import Drilling
from clearspan.jobs.practice import PersonPractice
from clearspan.jobs.skills import PersonSkills
from clearspan.practice.choosing import CASE_MINUTES
from clearspan.practice.pacing import Preferences
from clearspan.practice.recall import Recalled
from clearspan.practice.record import Step
from clearspan.practice.use_case import UseCase
from clearspan.skills.drills.drill import Action
from clearspan.skills.drills.twin import ERROR_WORDS
from clearspan.skills.item_files.section import markdown
from clearspan.skills.judgment.attempt import STEP_PROBABILITY, STEP_WORDS, STEPS
from clearspan.skills.judgment.judgment import ENOUGH_DRILLS, VERDICT_WORDS, Purpose, judge
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting

PRACTICE = f"{OWN}/practice"

LONGEST_REQUEST = 6000
"""Characters of a request that is looked at."""

ACTION_WORDS = {
    Action.ACCEPT: "Use it as it is",
    Action.VERIFY: "Check it first (costs a few minutes)",
    Action.OVERRIDE: "Put it aside and do it myself",
    Action.ESCALATE: "Ask somebody who knows",
}

CHANNELS = {"email": "E-mail", "slack": "Slack", "teams": "Microsoft Teams"}

RECALL_WORDS = {
    Recalled.FORGOT: "No, I did not",
    Recalled.HARD: "With effort",
    Recalled.GOOD: "Yes",
    Recalled.EASY: "Yes, at once",
}

KIND_WORDS = {"lessons": "A lesson", "drills": "A drill", "use_cases": "A use case"}


def html(text: str) -> Markup:
    """Markdown of the library as HTML; HTML in it stays text."""
    return Markup(markdown().render(text))


class PractisingDesk:
    """The practice of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def home(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """Today's practice, what comes back, and what there is for the person's job."""
        practice = PersonPractice(self._directory, visitor.person)
        today = practice.today(PersonSkills(self._directory, visitor.person).short())
        library = practice.library
        family = [item for item in library.use_cases.values() if item.family == today.family]
        due = [(link, library.item(link)) for link in today.due]
        chosen = library.item(today.chosen.link) if today.chosen else None
        minutes = getattr(chosen, "minutes", CASE_MINUTES)
        told = {"chosen": chosen, "minutes": minutes, "due": due, "family": family, "kinds": KIND_WORDS}
        return self._page("own_practice.html", visitor, today=today, **told)

    def lesson(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """A lesson: the task, a model answer, one idea, and the way to its item."""
        lesson = self._item(visitor, "lessons", asked)
        PersonPractice(self._directory, visitor.person).step(f"lessons/{lesson.name}", Step.OPENED)
        return self._page("own_lesson.html", visitor, lesson=lesson)

    def lesson_done(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """On to the item of the lesson, with AI at hand or without; its question comes back days later."""
        lesson = self._item(visitor, "lessons", sent)
        PersonPractice(self._directory, visitor.person).step(f"lessons/{lesson.name}", Step.DONE)
        alone = "?alone=yes" if _alone(sent) else ""
        return RedirectResponse(f"{PRACTICE}/drill/lessons/{lesson.name}{alone}", 303, HEADERS)

    def use_case(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """A use case, to be tried on one's own task."""
        item = self._item(visitor, "use_cases", asked)
        PersonPractice(self._directory, visitor.person).step(f"use_cases/{item.name}", Step.OPENED)
        return self._use_case(visitor, item, asked.get("told", ""), None, "")

    def use_case_step(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """Thanks: the use case was tried on a real task, or practised."""
        item = self._item(visitor, "use_cases", sent)
        step = Step(sent["step"]) if sent.get("step") in {Step.TRIED, Step.DONE} else Step.DONE
        PersonPractice(self._directory, visitor.person).step(f"use_cases/{item.name}", step)
        return RedirectResponse(f"{PRACTICE}/use-case/{item.name}?told={step.value}", 303, HEADERS)

    def coached(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The use case with feedback on what the person would ask; nothing of it is kept."""
        item = self._item(visitor, "use_cases", sent)
        asked = sent.get("request", "")[:LONGEST_REQUEST]
        found = coached(self._directory, item, asked, sent.get("agreed") == "yes")
        return self._use_case(visitor, item, "", found, asked)

    def _use_case(self, visitor: Visitor, item: UseCase, told: str, found: Coached | None, asked: str) -> Response:
        model = coach_of(self._directory)
        where = urlsplit(model.address).hostname if model else ""
        return self._page("own_use_case.html", visitor, item=item, told=told, found=found, asked=asked, model=where)

    def drill(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """An output to judge, without AI where that was chosen before it was seen; where it was judged before, what is said of
        drills so far."""
        shown = Drilling(self._directory, visitor.person).show(_link(asked), _alone(asked))
        if shown is None:
            return RedirectResponse(f"{PRACTICE}/judgment", 303, HEADERS)
        steps = list(zip(STEPS, STEP_WORDS, STEP_PROBABILITY, strict=True))
        return self._page("own_drill.html", visitor, shown=shown, steps=steps, actions=ACTION_WORDS, stage="first", wrong="")

    def drill_sent(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """What comes next: the sources after checking, the place after putting aside, or what came of it."""
        drilling, link = Drilling(self._directory, visitor.person), _link(sent)
        if sent.get("stage") == "place":
            return self._closed(visitor, drilling, link, sent)
        if sent.get("step") not in {str(step) for step in STEPS} or sent.get("action") not in set(Action):
            return self._again(visitor, drilling, link)
        action = Action(sent["action"])
        shown = drilling.first(link, int(sent["step"]), action)
        if action in {Action.VERIFY, Action.OVERRIDE}:
            return self._page("own_drill.html", visitor, shown=shown, stage="place", action=action.value, wrong="")
        return self._closed(visitor, drilling, link, sent)

    def judgment(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """What the drills say of the person so far, to the person alone."""
        attempts = PersonPractice(self._directory, visitor.person).attempts()
        found = judge(attempts, Purpose.PRACTICE) if attempts else None
        words = VERDICT_WORDS[found.verdict] if found else ""
        return self._page("own_judgment.html", visitor, found=found, words=words, enough=ENOUGH_DRILLS, attempts=attempts)

    def recall(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """A question that came back."""
        lesson = self._item(visitor, "lessons", asked)
        return self._page("own_recall.html", visitor, lesson=lesson, how=RECALL_WORDS)

    def recalled(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """Back to today, with the question put off as far as it was known."""
        lesson, how = self._item(visitor, "lessons", sent), sent.get("how", "")
        if how in {str(int(each)) for each in Recalled}:
            PersonPractice(self._directory, visitor.person).recalled(f"lessons/{lesson.name}", Recalled(int(how)))
        return RedirectResponse(PRACTICE, 303, HEADERS)

    def reach(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """How the person wants to be reached."""
        preferences = PersonPractice(self._directory, visitor.person).preferences()
        return self._page("own_reach.html", visitor, preferences=preferences, channels=CHANNELS, kept="kept" in asked)

    def reach_kept(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The same, kept. Raises UsageError where an hour is none."""
        PersonPractice(self._directory, visitor.person).prefer(_preferences(sent))
        return RedirectResponse(f"{PRACTICE}/reach?kept=1", 303, HEADERS)

    def _closed(self, visitor: Visitor, drilling: Drilling, link: str, sent: Mapping[str, str]) -> Response:
        place = sent.get("passage", "")
        passage = int(place) if place.isascii() and place.isdecimal() else None
        outcome = drilling.close(link, passage, sent.get("fix", "")[:500])
        return self._page("own_drill_done.html", visitor, outcome=outcome, actions=ACTION_WORDS, errors=ERROR_WORDS)

    def _again(self, visitor: Visitor, drilling: Drilling, link: str) -> Response:
        shown, steps = drilling.show(link), list(zip(STEPS, STEP_WORDS, STEP_PROBABILITY, strict=True))
        if shown is None:
            raise HTTPException(404)
        wrong = "Say how sure you are, and what you would do."
        return self._page("own_drill.html", visitor, shown=shown, steps=steps, actions=ACTION_WORDS, stage="first", wrong=wrong)

    def _item(self, visitor: Visitor, kind: str, asked: Mapping[str, str]) -> Any:
        item = PersonPractice(self._directory, visitor.person).library.shelf(kind).get(f"{asked['family']}/{asked['name']}")
        if item is None:
            raise HTTPException(404)
        return item

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        return own_page(self._room, template, {"visitor": visitor, "html": html, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/practice."""
    router, desk = APIRouter(include_in_schema=False), PractisingDesk(directory, room)
    one = "{family}/{name}"
    read = {
        "": desk.home,
        "/judgment": desk.judgment,
        "/reach": desk.reach,
        f"/lesson/{one}": desk.lesson,
        f"/use-case/{one}": desk.use_case,
        f"/drill/{{kind}}/{one}": desk.drill,
        f"/recall/{one}": desk.recall,
    }
    sent = {
        "/reach": desk.reach_kept,
        f"/lesson/{one}": desk.lesson_done,
        f"/use-case/{one}": desk.use_case_step,
        f"/coach/{one}": desk.coached,
        f"/drill/{{kind}}/{one}": desk.drill_sent,
        f"/recall/{one}": desk.recalled,
    }
    for path, own in read.items():
        add_own(router, visiting, PRACTICE + path, own, ["GET", "HEAD"])
    for path, own in sent.items():
        add_own(router, visiting, PRACTICE + path, own, ["POST"])
    return router


def _alone(told: Mapping[str, str]) -> bool:
    """Whether the person chose to do it without AI."""
    return told.get("alone") == "yes"


def _link(asked: Mapping[str, str]) -> str:
    return f"{asked['kind']}/{asked['family']}/{asked['name']}"


def _preferences(sent: Mapping[str, str]) -> Preferences:
    hours = [sent.get(name, "") for name in ("quiet_from", "quiet_to")]
    if not all(hour.isascii() and hour.isdecimal() and int(hour) < 24 for hour in hours):
        raise UsageError("an hour is a number from 0 to 23", where="quiet hours")
    channel = sent["channel"] if sent.get("channel") in CHANNELS else "email"
    return Preferences(sent.get("nudges") == "yes", channel, int(hours[0]), int(hours[1]))
