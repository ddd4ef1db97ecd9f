"""Practice as a conversation: the message that offers an item, and the message that an answer turns it into. The same for every
channel."""

from pathlib import Path

from clearspan.delivery.message import Button, Message, Question, Reply
from clearspan.jobs.drilling import Drilling, Outcome, Shown
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.lesson import Lesson
from clearspan.practice.recall import Recalled
from clearspan.practice.record import Step
from clearspan.practice.use_case import UseCase
from clearspan.skills.drills.drill import Action, Drill
from clearspan.skills.drills.twin import ERROR_WORDS
from clearspan.skills.judgment.attempt import STEP_WORDS, STEPS

PRIVATE = "Only you see this and what you answer."

SOUND = "sound"
"""The passage that stands for 'nowhere'."""

MOST_PASSAGES = 10
"""Passages that a chat can list; longer outputs are judged on the page."""


def offer(directory: Path, person: int, link: str, base: str) -> Message | None:
    """The message that offers an item of the library; None where it is not there, or was answered before."""
    practice = PersonPractice(directory, person)
    item = practice.library.item(link)
    if isinstance(item, UseCase):
        return _use_case(item, link, base)
    if isinstance(item, Lesson):
        return _lesson(item, link, base)
    if isinstance(item, Drill):
        shown = Drilling(directory, person).show(link)
        return _judge(shown, link, base) if shown else None
    return None


def ask_again(directory: Path, person: int, link: str, base: str) -> Message | None:
    """The message with a lesson's question that came back; None where there is no such lesson."""
    item = PersonPractice(directory, person).library.item(link)
    if not isinstance(item, Lesson):
        return None
    show = Button("show_answer", "Show me the answer", main=True)
    return Message(
        f"Do you still know? {item.title}", (item.recall,), buttons=(show,), note=PRIVATE, item=link, link=_page(base, link)
    )


def answer(directory: Path, person: int, link: str, reply: Reply, base: str) -> Message:
    """What a message about an item becomes after somebody answered inside it."""
    practice = PersonPractice(directory, person)
    item = practice.library.item(link)
    if reply.pressed in {"tried", "done"} and item is not None:
        practice.step(link, Step(reply.pressed))
        return _after_step(item, link, reply.pressed, directory, person, base)
    if isinstance(item, Lesson) and reply.pressed == "compare":
        return _idea(item, link, base)
    if isinstance(item, Lesson) and reply.pressed == "show_answer":
        return _recall_answer(item, link, base)
    if isinstance(item, Lesson) and reply.pressed.startswith("recalled_"):
        return _recalled(practice, item, link, reply.pressed, base)
    if isinstance(item, Drill | Lesson):
        return _judged(Drilling(directory, person), item, link, reply, base)
    return Message("This is not there any more", ("The library has changed since this was sent.",), link=f"{base}/my/practice")


def _use_case(item: UseCase, link: str, base: str) -> Message:
    minutes = f"{item.minutes_before} minutes become about {item.minutes_after}, of which {item.minutes_checking} are checking."
    buttons = (Button("tried", "I used it on my work", main=True), Button("done", "I practised"))
    paragraphs = (item.trigger, minutes, f"**Prompt**\n\n```\n{item.prompt}\n```", item.practice_task)
    return Message(item.title, paragraphs, buttons=buttons, note=PRIVATE, item=link, link=_page(base, link))


def _lesson(item: Lesson, link: str, base: str) -> Message:
    compare = Button("compare", "I tried it: compare", main=True)
    title = f"{item.title} ({item.minutes} minutes)"
    return Message(title, (item.task,), buttons=(compare,), note=PRIVATE, item=link, link=_page(base, link))


def _idea(item: Lesson, link: str, base: str) -> Message:
    done = Button("done", "On to: is this right?", main=True)
    paragraphs = (item.model_answer, f"**One idea**\n\n{item.idea}")
    return Message(item.title, paragraphs, buttons=(done,), note=PRIVATE, item=link, link=_page(base, link))


def _after_step(item: UseCase | Lesson | Drill, link: str, step: str, directory: Path, person: int, base: str) -> Message:
    if isinstance(item, Lesson):
        shown = Drilling(directory, person).show(link)
        if shown:
            return _judge(shown, link, base)
    thanks = "What it is about comes back to you later." if step == "tried" else "Next time, try it on your own work."
    share = (Button("share", "Share it in a channel"),) if isinstance(item, UseCase) else ()
    return Message("Good", (thanks,), buttons=share, note=PRIVATE, item=link, link=_page(base, link))


def _judge(shown: Shown, link: str, base: str) -> Message:
    words = tuple((str(step), STEP_WORDS[step]) for step in STEPS)
    buttons = (
        Button(Action.ACCEPT, "Use it as it is"),
        Button(Action.VERIFY, "Check it first", main=True),
        Button(Action.OVERRIDE, "Do it myself"),
        Button(Action.ESCALATE, "Ask somebody"),
    )
    task = (shown.item.task, f"**At stake:** {shown.item.stakes}") if isinstance(shown.item, Drill) else ("Is this right?",)
    asked = (Question("step", "How sure are you that it is sound?", words),)
    return Message(shown.item.title, task, shown.output, asked, buttons, PRIVATE, link, _page(base, link))


def _judged(drilling: Drilling, item: Drill | Lesson, link: str, reply: Reply, base: str) -> Message:
    if reply.pressed == "place":
        place = reply.answers.get("passage", SOUND)
        return _outcome(drilling.close(link, int(place) if place.isdecimal() else None, reply.answers.get("fix", "")), link, base)
    shown = drilling.show(link)
    if shown is None:
        return Message(item.title, ("You answered this one already.",), item=link, link=f"{base}/my/practice/judgment")
    if reply.pressed not in set(Action) or reply.answers.get("step") not in {str(step) for step in STEPS}:
        return _judge(shown, link, base)
    action = Action(reply.pressed)
    drilling.first(link, int(reply.answers["step"]), action)
    if action in {Action.ACCEPT, Action.ESCALATE}:
        return _outcome(drilling.close(link, None, ""), link, base)
    return _place(shown, action, link, base)


def _place(shown: Shown, action: Action, link: str, base: str) -> Message:
    sources = tuple(f"**{document.title}**\n\n{document.text}" for document in shown.packet) if action is Action.VERIFY else ()
    listed = tuple((str(number), passage) for number, passage in enumerate(shown.passages))[: MOST_PASSAGES - 1]
    asked = (
        Question("passage", "Where is it wrong?", ((SOUND, "Nowhere: it is sound"), *listed)),
        Question("fix", "What belongs there instead?"),
    )
    see = (Button("place", "See how it went", main=True),)
    return Message(
        shown.item.title, sources, shown.output, asked, see, "Your words are compared and not kept.", link, _page(base, link)
    )


def _outcome(outcome: Outcome, link: str, base: str) -> Message:
    twin, attempt = outcome.shown.item.twin, outcome.attempt
    if attempt.seeded:
        found = "You pointed at the right place." if attempt.located else "You did not point at the place."
        told = (f"{ERROR_WORDS[twin.error].capitalize()}: “{twin.wrong}”.", f"**Right is:** {twin.fix}", twin.why, found)
    else:
        told = ("You doubted work that was right." if attempt.says_wrong else "You trusted what could be trusted.",)
    won = f"This {'won' if attempt.minutes >= 0 else 'lost'} about {abs(attempt.minutes)} minutes of work here."
    title = "It held an error" if attempt.seeded else "It was sound"
    return Message(
        title, (*told, won), note="One drill says little about anyone. " + PRIVATE, item=link, link=f"{base}/my/practice/judgment"
    )


def _recall_answer(item: Lesson, link: str, base: str) -> Message:
    words = {Recalled.FORGOT: "I did not know", Recalled.HARD: "With effort", Recalled.GOOD: "I knew", Recalled.EASY: "At once"}
    buttons = tuple(Button(f"recalled_{each.value}", said, each is Recalled.GOOD) for each, said in words.items())
    return Message(item.title, (item.recall, item.answer), buttons=buttons, note=PRIVATE, item=link, link=_page(base, link))


def _recalled(practice: PersonPractice, item: Lesson, link: str, pressed: str, base: str) -> Message:
    how = pressed.removeprefix("recalled_")
    due = practice.recalled(link, Recalled(int(how))) if how in {str(each.value) for each in Recalled} else None
    back = f"It comes back in the week of {due:%-d %B}." if due else "It does not come back."
    return Message(item.title, (back,), item=link, link=_page(base, link))


def _page(base: str, link: str) -> str:
    kind, _, name = link.partition("/")
    place = {"lessons": f"lesson/{name}", "use_cases": f"use-case/{name}"}.get(kind, f"drill/{link}")
    return f"{base}/my/practice/{place}"
