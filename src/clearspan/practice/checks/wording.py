"""Checks the words of one item: how long it is, how hard to read, and that it names nobody real."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from clearspan.practice.industry import Industry
from clearspan.practice.lesson import Lesson
from clearspan.practice.shelves import Shelved
from clearspan.skills.drills.decision import Decision
from clearspan.skills.drills.drill import Drill
from clearspan.skills.item_files.plain import words
from clearspan.skills.item_files.reading_age import grade

WORDS_A_MINUTE = 200
"""How fast people read such texts, with attention."""


@dataclass(frozen=True)
class Limits:
    """How many words an item may have, and the hardest grade of its prose (0: none). Sources and AI outputs are not graded:
    they read as such documents do."""

    fewest: int
    most: int
    grade: float


LIMITS = {
    "use_cases": Limits(350, 1400, 11.0),
    "lessons": Limits(220, 800, 10.0),
    "drills": Limits(120, 800, 0.0),
    "decisions": Limits(120, 800, 0.0),
    "team_practice": Limits(180, 800, 10.0),
    "tracks": Limits(200, 1400, 11.0),
    "tool_facts": Limits(20, 300, 11.0),
    "industries": Limits(200, 1200, 11.0),
}

UNGRADED = ("Prompt", "Worked example", "Practise", "Is this right?", "Sources", "Output, polished", "Output, raw")

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(r"https?://[^\s)>\"]+")
_PHONE = re.compile(r"(?:\+|\b00|\(0)\d[\d ()/-]{7,}\d")
_EXAMPLE = re.compile(
    r"[@/.](?:[\w-]+\.)*(?:example|invalid|test)(?:\.(?:com|org|net))?(?:[/:?#]|$)|[@/.]example\.(?:com|org|net)"
)
_INVENTED_PHONE = re.compile(r"555[ -]?01|7700[ -]?900")


def note_wording(shelved: Shelved) -> None:
    """Note what is wrong with the words of an item, in its file."""
    _note_length(shelved)
    _note_grade(shelved)
    _note_real(shelved)


def _note_length(shelved: Shelved) -> None:
    file, limits = shelved.file, LIMITS[shelved.shelf.folder]
    count = len(words(file.body))
    if not limits.fewest <= count <= limits.most:
        file.note(0, f"A {shelved.shelf.called} has {limits.fewest} to {limits.most} words, and this one has {count}.")
    item = shelved.item
    if isinstance(item, Lesson) and count / WORDS_A_MINUTE + 1 > item.minutes:
        file.fields.note(
            "minutes",
            f"{count} words take {count / WORDS_A_MINUTE:.1f} minutes to read, which leaves less than one to do the task.",
            "Shorten it, or raise `minutes`.",
        )
    if isinstance(item, Drill | Decision):
        last = item.polished if isinstance(item, Drill) else item.advice_wrong
        shown = len(words("\n\n".join([item.task, *(each.text for each in item.packet), last])))
        if shown / WORDS_A_MINUTE > item.minutes:
            file.fields.note("minutes", f"{shown} words take {shown / WORDS_A_MINUTE:.1f} minutes to read alone.")


def _note_grade(shelved: Shelved) -> None:
    limit = LIMITS[shelved.shelf.folder].grade
    if not limit:
        return
    graded = [section for section in shelved.file.sections if section.title not in UNGRADED]
    whole = grade("\n\n".join(section.text for section in graded))
    if whole > limit:
        hardest = max(graded, key=lambda section: grade(section.text))
        shelved.file.note(
            hardest.line,
            f"The text needs {whole:.1f} years of school to read with ease, and {limit:.0f} are the limit; here it is hardest.",
            "Write shorter sentences and plainer words.",
        )


def _note_real(shelved: Shelved) -> None:
    file = shelved.file
    first = len(file.lines) - len(file.body.splitlines()) + 1
    for number, line in enumerate(file.body.splitlines(), first):
        if found := real_names().search(line):
            file.note(number, f"{found[0]!r} is real.", "Invent a name: examples are about nobody.")
        for pattern, what in ((_MAIL, "mail address"), (_ADDRESS, "web address")):
            if any(not _EXAMPLE.search(each) for each in pattern.findall(line)):
                file.note(number, f"This {what} may be somebody's.", "Let it end in .example, as in ines@northgate.example.")
        if any(not _INVENTED_PHONE.search(each) for each in _PHONE.findall(line)):
            file.note(number, "This telephone number may be somebody's.", "Use 555-01 and two digits, or leave it out.")
    if isinstance(shelved.item, Industry):
        for message in shelved.item.messages:
            if real_names().search(message.text):
                file.note(0, "A text message names somebody real.", "Invent a name.")


@cache
def real_names() -> re.Pattern[str]:
    """A pattern that finds companies and people whom examples must not name."""
    listed = tomllib.loads((files("clearspan") / "content" / "real_names.toml").read_text(encoding="utf-8"))
    names = sorted([*listed["companies"], *listed["people"]], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")
