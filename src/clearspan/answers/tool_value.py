"""What each tool returns for its money: licences in use and idle, time to learn it, and what programmes about it proved; where
none did, the bar that it has to pass."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Key, Picture
from clearspan.answers.rows import figure_cell
from clearspan.answers.words import number, tool_words
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import parse_period

IDLE, HABIT, EARLY = "idle_licence_cost", "first_use_to_habit", "within 12 weeks"
NOT_PROVED = "no programme about it alone was read out with diaries"
RETURNED = (
    "It counts time that went into work, beyond a control drawn by lot, net of checking and redoing, against the licences of "
    "those in the programme, the programme and the time to learn. It holds for that programme's teams and task."
)
CHANGES = (
    "A programme about one tool alone, drawn by lot, with its cost, a price of the tool, and diaries in both groups. It takes "
    "90 days."
)
COSTS = (
    "The minutes are the bar, not the value. Idle means held for the whole month and not used in it; in use is the rest. A habit "
    "is that of new users, as the time to learn it."
)
GAIN, LOSS, OPEN = 1, -1, 0
BRIEF = 4


def tool_blocks(evidence: Evidence, finding: Finding, *, brief: bool = False) -> list[Block]:
    """What tools with a price, or about which a programme was tried, returned, and what they cost; none where there is none.
    `brief` leaves columns out, for half a page of paper."""
    priced = {str(row["tool"]): row for row in finding.rows("tools")}
    tried = finding.rows("tool_returns")
    tools = list(dict.fromkeys([*priced, *(str(row["tool"]) for row in tried)]))
    if not tools:
        return []
    proved = {tool: [row for row in tried if row["tool"] == tool] for tool in tools}
    found = [_Tool(evidence, finding, tool, priced.get(tool), proved[tool]) for tool in tools]
    return [_returns(found), *([_costs(found, brief)] if priced else [])]


def _returns(found: Sequence["_Tool"]) -> Block:
    told = any(tool.told for tool in found)
    headings = ("Tool", "Programme about it", "Returned, 90% of draws", "For")
    return Block(
        name="tool-returns",
        heading="What each tool returns",
        claim=_claim(found),
        caution=RETURNED if told else CHANGES,
        step=Step("Plan a programme about one tool", "/planning"),
        picture=_picture(found) if told else None,
        table=Table(
            "Tools, and what programmes about them proved", headings, rows_of([row for tool in found for row in tool.proved()])
        ),
        tells=told,
    )


def _costs(found: Sequence["_Tool"], brief: bool) -> Block:
    priced = [tool for tool in found if tool.price is not None]
    headings = ("Tool", "A licence a month", "Idle, a month", "Pays from, a day", "People", "In use, a month", "A habit")
    columns = BRIEF if brief else len(headings)
    return Block(
        name="tools",
        heading="What tools cost",
        claim=_bar(priced),
        caution=COSTS,
        step=Step("See idle licences", "/adoption"),
        table=Table("Tools with a price", headings[:columns], rows_of([tool.cells()[:columns] for tool in priced])),
        figures=tuple(figure for tool in priced for figure in (tool.idle, tool.habit) if figure is not None),
    )


class _Tool:
    """What is known of one tool: its price (None: none is known), its idle licences, how soon it is a habit, and what the
    programmes about it proved."""

    def __init__(
        self,
        evidence: Evidence,
        finding: Finding,
        tool: str,
        price: Mapping[str, Any] | None,
        proved: Sequence[Mapping[str, Any]],
    ) -> None:
        self._cards, self.name, self.price = evidence.cards, tool_words(tool), price
        self.told = [row for row in proved if not row["why"]]
        self.why = next((str(row["why"]) for row in proved if row["why"]), NOT_PROVED)
        period = parse_period(finding.period)
        self.idle: Figure | None = evidence.whole(IDLE, period, tool)
        found = evidence.released.figures(HABIT, Dimension.ORGANISATION, tool, when=evidence.nearest(HABIT, period), group=WHOLE)
        self.habit = next((each for each in found if EARLY in each.category.split(" + ")), None)

    @property
    def sides(self) -> list[int]:
        """Of each programme about it, whether it was a gain, a loss, or open."""
        return [GAIN if row["low"] > 0 else LOSS if row["high"] < 0 else OPEN for row in self.told]

    @property
    def bar(self) -> float | None:
        """Minutes a licence and working day that would pay for it; None where it is not known."""
        return None if self.price is None else self.price["break_even_minutes"]

    def cells(self) -> Sequence[str | Cell]:
        """What it costs, as a row of a table."""
        assert self.price is not None
        bar = "not known" if self.bar is None else _minutes(self.bar)
        idle = "not told" if self.idle is None else figure_cell(self._cards[IDLE], self.idle)
        habit = "not told" if self.habit is None else _habit(figure_cell(self._cards[HABIT], self.habit), self.habit.category)
        people = f"about {self.price['people']}"
        return self.name, str(self.price["monthly"]), idle, bar, people, self._in_use(), habit

    def _in_use(self) -> str:
        """What the licences cost that are not idle, in the price's currency."""
        if self.price is None or self.idle is None or self.idle.value is None:
            return "not told"
        amount, currency = str(self.price["monthly"]).split()
        rest = Decimal(amount.replace(",", "")) * int(self.price["people"]) - Decimal(str(self.idle.value))
        return f"about {number(max(float(rest), 0.0))} {currency}"

    def proved(self) -> list[Sequence[str | Cell]]:
        """What the programmes about it proved, as rows of a table."""
        if not self.told:
            return [(self.name, Cell(f"cannot tell: {self.why}", withheld=True), "", "")]
        return [
            (
                self.name,
                Cell(str(row["title"]), href=f"/programmes/{row['programme']}"),
                f"{row['median']:+.0%} ({row['low']:+.0%} to {row['high']:+.0%})",
                str(row["cost"]),
            )
            for row in self.told
        ]

    def rows(self) -> list[dict[str, object]]:
        """Its rows of the picture: one a programme about it, hatched where nothing is proved."""
        if not self.told:
            says = f"{self.name}: cannot tell, {self.why}"
            return [_mark(self.name, says, None)]
        return [_mark(self.name, f"{self.name}, {row['title']}: {row['sentence']}", row) for row in self.told]


def _minutes(value: float) -> str:
    return "a minute" if value == 1 else f"{value:g} minutes"


def _habit(told: Cell, category: str) -> Cell:
    return told if told.withheld else Cell(f"{told.text} {category}", told.href)


def _mark(name: str, says: str, row: Mapping[str, Any] | None) -> dict[str, object]:
    figures = (
        {"v": None, "low": None, "high": None} if row is None else {"v": row["median"], "low": row["low"], "high": row["high"]}
    )
    plain = {"label": name[:1].upper() + name[1:], "says": says, "hollow": None, "hollow_says": "", "colour": "var(--d1)"}
    return {**plain, **figures, "withheld": row is None}


def _picture(found: Sequence[_Tool]) -> Picture | None:
    """The returns of tools with their intervals; None where nothing is proved of any."""
    if not any(tool.told for tool in found):
        return None
    rows = [row for tool in found for row in tool.rows()]
    keys = (Key("d1", "return on what was spent, 90% of draws"), Key("hatched", "not proved"))
    return Picture(
        "effects", "What each tool returned on what was spent, by tool.", {"share": True, "rows": rows, "line": None}, keys
    )


def _claim(found: Sequence[_Tool]) -> str:
    gains, losses, open_ = (sum(side in tool.sides for tool in found) for side in (GAIN, LOSS, OPEN))
    untold = sum(not tool.told for tool in found)
    if untold == len(found):
        which = f"any of {untold} tools" if untold > 1 else "the one tool with a price"
        return f"We cannot tell yet what {which} returns, because no programme about one alone proved it."
    parts = [
        f"{count} {words}"
        for count, words in ((losses, "lost money"), (gains, "returned more than it cost"), (open_, "could have done either"))
        if count
    ]
    rest = f" Of {untold} nothing is proved." if untold else ""
    return f"Of {len(found)} tools, in programmes about them, {' and '.join(parts)}.{rest}"


def _bar(priced: Sequence[_Tool]) -> str:
    """What the dearest licence would have to bring, and of how many tools that is not known."""
    known = [(tool.bar, tool.name) for tool in priced if tool.bar is not None]
    if not known:
        return f"{len(priced)} tools have a price; what their time is worth is not known."
    return f"A licence of {max(known)[1]} has to bring the most: {_minutes(max(known)[0])} of work a day."
