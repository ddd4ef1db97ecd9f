"""A pack for an industry: what is different there, what to begin with, and how practice reaches people without a desk."""

from dataclasses import dataclass
from enum import StrEnum

from clearspan.practice.track import STEP_LINK
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import NAME, Upkeep, read_upkeep

HEADINGS = ("What is different here", "Begin with", "Rules to know", "How it goes wrong")
DESKLESS = "Without a desk"
LONGEST_MESSAGE = 160
"""Characters of a text message that is sent as one."""


class GapSeverity(StrEnum):
    """How wide the gap is usually found to be."""

    HIGH = "high"
    MEDIUM = "medium"
    LOWER = "lower"


class Channel(StrEnum):
    """How practice reaches people."""

    CHAT = "chat"
    EMAIL = "email"
    PRINT = "print"
    TEXT_MESSAGE = "text_message"
    KIOSK = "kiosk"


@dataclass(frozen=True)
class TextMessage:
    """One text message on a day of the pack's course: what it says, and the answer that follows, where it asks something."""

    day: int
    text: str
    reply: str


@dataclass(frozen=True)
class Industry:
    """One pack. `name` is its file; `begin` are links to items, in order; `deskless` is how to reach people without a desk
    (Markdown, for a poster or a kiosk), `messages` the same by text message."""

    name: str
    title: str
    severity: GapSeverity
    barrier: str
    priorities: tuple[str, ...]
    families: tuple[str, ...]
    channels: tuple[Channel, ...]
    begin: tuple[str, ...]
    different: str
    first: str
    rules: str
    failures: tuple[str, ...]
    deskless: str
    messages: tuple[TextMessage, ...]
    upkeep: Upkeep


def read_industry(file: ItemFile) -> Industry | None:
    """The pack in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    channels = fields.choices("channels", Channel)
    messages = _messages(file, Channel.TEXT_MESSAGE in channels)
    without_desk = {Channel.PRINT, Channel.TEXT_MESSAGE, Channel.KIOSK} & set(channels)
    pack = Industry(
        name=file.path.stem,
        title=fields.text("title"),
        severity=fields.choice("severity", GapSeverity),
        barrier=fields.text("barrier"),
        priorities=fields.names("priorities", r".{3,80}", "predictive maintenance"),
        families=fields.names("families", NAME, "operations"),
        channels=channels,
        begin=fields.names("begin", rf"{STEP_LINK}|tracks/{NAME}", "lessons/judgment/two_questions", least=3),
        different=file.section("What is different here").text,
        first=file.section("Begin with").text,
        rules=file.section("Rules to know").text,
        failures=file.points(file.section("How it goes wrong"), 2, 6),
        deskless=file.section(DESKLESS).text if without_desk or file.has(DESKLESS) else "",
        messages=messages,
        upkeep=read_upkeep(file),
    )
    return None if file.troubles() else pack


def _messages(file: ItemFile, wanted: bool) -> tuple[TextMessage, ...]:
    found: list[TextMessage] = []
    for fields in file.fields.each("text_message", least=5 if wanted else 0):
        message = TextMessage(fields.number("day", 1, 60), fields.text("text"), fields.text("reply", ""))
        for name, words in (("text", message.text), ("reply", message.reply)):
            if len(words) > LONGEST_MESSAGE:
                fields.note(name, f"A text message has at most {LONGEST_MESSAGE} characters, and this one has {len(words)}.")
            if not words.isascii():
                fields.note(name, "A text message may hold plain letters, digits and signs alone, so that it is sent as one.")
        found.append(message)
    return tuple(found)
