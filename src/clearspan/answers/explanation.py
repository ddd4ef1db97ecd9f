"""One figure explained: where it stands, what it says, its passport, and what has changed since it was released."""

from dataclasses import dataclass

from clearspan.answers.changed_since import Change, changed_since
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.figure_id import Place, place_of
from clearspan.answers.group import SINGULAR, label, place
from clearspan.answers.measures import record as card_record
from clearspan.answers.passport import Passport, passport
from clearspan.answers.words import category_words, day_words, figure_words, number, period_words, tool_words
from clearspan.errors import NotReleased

NOTHING = "no figure is shown under that id"
"""Said alike of an id that never was, and of one whose figure is withheld."""

NOTHING_REMEDY = "It may be withheld to protect people, or not exist. Take the id from a figure that is shown."


@dataclass(frozen=True)
class Explanation:
    """A figure's page: its name, what it says in words, facts about it as pairs of heading and text, and what changed since."""

    title: str
    lead: str
    figure: Figure
    passport: Passport
    facts: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    card: dict[str, object]

    def record(self) -> dict[str, object]:
        """The explanation as a plain record, for JSON: the figure as released, and no other figure."""
        return {
            "id": self.figure.id,
            "says": self.lead,
            "figure": self.figure.record(),
            "passport": self.passport.record(),
            "card": self.card,
            "changed_since": [change.record() for change in self.changes],
        }


def explanation(evidence: Evidence, figure: str) -> Explanation:
    """The figure of an id, explained. Raises UsageError where the text is no id, NotReleased where no shown figure has it."""
    found = figure_of(evidence, figure)
    card = evidence.cards[found.metric]
    carried = passport(card, [found])
    return Explanation(
        title=_title(evidence, found),
        lead=_lead(evidence, found),
        figure=found,
        passport=carried,
        facts=_facts(found, carried),
        changes=changed_since(evidence, found),
        card=card_record(card),
    )


def figure_of(evidence: Evidence, text: str) -> Figure:
    """The shown figure of an id. Raises UsageError where the text is no id, NotReleased where no shown figure has it."""
    asked = place_of(text)
    for figure in _beside(evidence, asked):
        if figure.shown and figure.id == text.strip():
            return figure
    raise NotReleased(NOTHING, remedy=NOTHING_REMEDY)


def _beside(evidence: Evidence, asked: Place) -> list[Figure]:
    """The figures of the same metric, tool, dimension and period."""
    if asked.metric not in evidence.cards:
        return []
    return evidence.released.figures(asked.metric, asked.dimension, asked.tool, when=asked.period)


def _title(evidence: Evidence, figure: Figure) -> str:
    category = f": {category_words(figure.category)}" if figure.category else ""
    return f"{evidence.cards[figure.metric].title}{category}"


def _lead(evidence: Evidence, figure: Figure) -> str:
    where = place(figure.group)
    name = f"{label(figure.group)} ({where})" if where else label(figure.group)
    said = figure_words(evidence.cards[figure.metric], figure)
    return f"{name}, {tool_words(figure.tool)}, {period_words(figure.period)}: {said}."


def _facts(figure: Figure, carried: Passport) -> tuple[tuple[str, str], ...]:
    unchanged = ", unchanged since" if figure.unchanged else ""
    return (
        ("Definition", carried.definition),
        ("Version of the definition", str(carried.version)),
        ("Denominator", carried.denominator),
        ("Group", f"{SINGULAR[figure.dimension]}, members as of {day_words(figure.members_as_of)}{unchanged}"),
        ("Rows of facts behind the whole measure", f"some {number(carried.rows)}"),
        ("Data as of", day_words(figure.data_as_of)),
        ("Release", f"number {figure.release}; a released figure never changes"),
        *(("Caution", caveat) for caveat in carried.caveats),
    )
