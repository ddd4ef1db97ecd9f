"""The one form in which a page tells something: claim, picture, table, caution, next step."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.words import day_words


@dataclass(frozen=True)
class Cell:
    """One cell of a table for people; `href` where it links, `withheld` where a reason stands in place of a figure."""

    text: str
    href: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class Table:
    """A table for people: what it shows, its headings, and rows of cells; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Step:
    """The one next step: what to do, and where."""

    words: str
    href: str


@dataclass(frozen=True)
class Block:
    """A claim, the picture that shows it, the table behind the picture, what it does not say, and the next step.

    `tells` is False where the data cannot carry a claim: then the claim says why, and `caution` what would change that.
    """

    name: str
    heading: str
    claim: str
    caution: str
    step: Step
    picture: Picture | None = None
    table: Table | None = None
    figures: tuple[Figure, ...] = ()
    tells: bool = True


@dataclass(frozen=True)
class Later:
    """A part that is not there yet: what we cannot tell, because of what, what will fill it, and how long that takes."""

    heading: str
    because: str
    fills: str
    takes: str

    @property
    def claim(self) -> str:
        """The sentence that stands in place of a claim."""
        return f"We cannot tell yet, because {self.because}."


@dataclass(frozen=True)
class Answer:
    """One page's answer: its title, its first sentence, its blocks, and what is not there yet."""

    title: str
    lead: str
    blocks: tuple[Block, ...] = ()
    later: tuple[Later, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """Every figure that the page shows, each once, in the order in which it shows them."""
        return tuple(dict.fromkeys(figure for block in self.blocks for figure in block.figures))

    def data_as_of(self) -> str:
        """The latest day that the data behind the page covers, in words; empty where it shows no figure."""
        days = [figure.data_as_of for figure in self.figures()]
        return day_words(max(days)) if days else ""

    def members_as_of(self) -> str:
        """The days as of which the groups' members of the latest period are counted; empty where it shows no figure."""
        figures = self.figures()
        if not figures:
            return ""
        latest = max(figure.period.end for figure in figures)
        days = sorted({figure.members_as_of for figure in figures if figure.period.end == latest})
        return day_words(days[-1]) if days[0] == days[-1] else f"{day_words(days[0])} to {day_words(days[-1])}"


def cannot_tell(name: str, heading: str, because: str, change: str, step: Step) -> Block:
    """A block that says that the data cannot carry a claim, why, and what would change that."""
    return Block(name, heading, f"We cannot tell yet, because {because}.", change, step, tells=False)


def rows_of(cells: Sequence[Sequence[str | Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a table from plain texts and cells."""
    return tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in cells)
