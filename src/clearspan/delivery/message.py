"""A message as every channel shows it: words, questions that are answered inside it, and buttons."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Question:
    """Something to choose or to write inside a message: `options` are (value, words); without any, it is one line of text."""

    name: str
    words: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Button:
    """Something to press: `value` is what comes back, `main` marks the one that is expected."""

    value: str
    words: str
    main: bool = False


@dataclass(frozen=True)
class Message:
    """What somebody sees: a title, paragraphs in Markdown, an output of AI set apart, questions, buttons, and a small note.

    `item` is the link of the library's item that it is about, `link` a page that shows the same.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    output: str = ""
    questions: tuple[Question, ...] = ()
    buttons: tuple[Button, ...] = ()
    note: str = ""
    item: str = ""
    link: str = ""

    def to_json(self) -> dict[str, Any]:
        """The message as plain values, to be stored until it is sent."""
        return asdict(self)


@dataclass(frozen=True)
class Reply:
    """What somebody sent back from a message: the token that came with it, the button's value, and the answers by name."""

    token: str
    pressed: str
    answers: Mapping[str, str] = field(default_factory=dict[str, str])


def message_from(values: Mapping[str, Any]) -> Message:
    """The message that `to_json` made these values of."""
    questions = tuple(Question(each["name"], each["words"], tuple(map(tuple, each["options"]))) for each in values["questions"])
    buttons = tuple(Button(**each) for each in values["buttons"])
    return Message(**{**values, "paragraphs": tuple(values["paragraphs"]), "questions": questions, "buttons": buttons})
