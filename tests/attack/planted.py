"""Small planted organisations, the cells of their groups, and a surface that shows what it is given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from clearspan.attack.card import Card
from clearspan.attack.finding import Haul
from clearspan.attack.insider import Insider
from clearspan.attack.observed import OBSERVED, Observed, table_of
from clearspan.attack.question import Question, Reply
from clearspan.attack.run import all_attackers, look
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period
from clearspan.vocabulary.shape import Population, Shape

WEEK = parse_period("2026-W20")
NEXT = parse_period("2026-W21")
SHARE = Card("active_share", Shape.SHARE, Population.EMPLOYED)
LICENSED_SHARE = Card("active_licence_share", Shape.SHARE, Population.LICENSED)
COST = Card("idle_licence_cost", Shape.SUM, Population.LICENSED)
TIERS = Card("tiers", Shape.DISTRIBUTION, Population.EMPLOYED, ("none", "tried", "occasional", "habitual", "power"))
CARDS = (SHARE, LICENSED_SHARE, COST, TIERS)

Person = Mapping[str, str]
"""Dimension -> group of one person."""


def people(count: int, **groups: str) -> list[Person]:
    """`count` people who are alike in every dimension."""
    return [{"organisation": "everyone", **groups}] * count


def insider(roll: Sequence[Person], periods: Iterable = (WEEK,), licensed: Mapping[str, Sequence[int]] | None = None) -> Insider:
    """An insider who knows the people 0, 1, 2, ... of `roll` in the same places in every period, and who holds which tool."""
    return insider_over({period: dict(enumerate(roll)) for period in periods}, licensed or {})


def insider_over(rolls: Mapping, licensed: Mapping[str, Sequence[int]] | None = None) -> Insider:
    """An insider who knows for each period who (by number) was where."""
    members = [
        {"person": number, "kind": str(period.kind), "start": period.start}
        | {str(dimension): person.get(dimension) for dimension in Dimension}
        for period, roll in rolls.items()
        for number, person in roll.items()
    ]
    held = [
        {"person": number, "tool": tool, "kind": str(period.kind), "start": period.start}
        for period in rolls
        for tool, holders in (licensed or {}).items()
        for number in holders
    ]
    columns = {name: pa.string() for name in map(str, Dimension)}
    member_schema = pa.schema([("person", pa.int32()), ("kind", pa.string()), ("start", pa.int32()), *columns.items()])
    held_schema = pa.schema([("person", pa.int32()), ("tool", pa.string()), ("kind", pa.string()), ("start", pa.int32())])
    return Insider(pa.Table.from_pylist(members, member_schema), pa.Table.from_pylist(held, held_schema))


def cell(dimension: str, group: str, numerator: float | None, denominator: int | None, **more: object) -> Observed:
    """A shown cell of active_share in the week, or of whatever `more` says; withheld where the numerator is None."""
    value = numerator / denominator if numerator is not None and denominator else None
    n = None if denominator is None else float(5 * round(denominator / 5))
    shown = Observed(
        "active_share", "any", dimension, group, "week", WEEK.start, WEEK.end,
        n=n, numerator=numerator, denominator=denominator, value=value, members_as_of=WEEK.end,
    )  # fmt: skip
    shown = (
        shown
        if numerator is not None
        else replace(shown, withheld="too few people, or protects others", n=None, denominator=None)
    )
    return replace(shown, **more)


def half(dimension: str, group: str, size: int, **more: object) -> Observed:
    """A shown cell of which about half did, so that its value alone tells nothing."""
    return cell(dimension, group, size // 2, size, **more)


def hidden(dimension: str, group: str, **more: object) -> Observed:
    """A withheld cell."""
    return cell(dimension, group, None, None, **more)


@dataclass
class MemorySurface:
    """Shows the cells it is given; `answer` may reply to a question in place of the well-behaved answer."""

    shown: Sequence[Observed]
    name: str = "memory"
    budget: int = 400
    answer: Callable[[Question], Reply | None] = lambda question: None
    asked: list[Question] = field(default_factory=list)

    def cards(self) -> tuple[Card, ...]:
        """Every planted card."""
        return CARDS

    def cells(self) -> pa.Table:
        """All cells."""
        return table_of(self.shown)

    def ask(self, question: Question) -> Reply:
        """The cells on the grid that were asked for; everything else is refused in words that never change."""
        self.asked.append(question)
        reply = self.answer(question)
        return reply if reply is not None else self._well_behaved(question)

    def _well_behaved(self, question: Question) -> Reply:
        refused = Reply(404, "nothing is released about that")
        if question.verb != "GET" or question.path is not None or set(dict(question.extra)) - {"group"}:
            return refused
        try:
            period = parse_period(question.period or "")
        except ValueError:
            return refused
        found = [
            each
            for each in self.shown
            if (each.metric, each.tool, each.dimension) == (question.metric, question.tool, question.by)
            and (each.kind, each.start_day) == (period.kind, period.start)
        ]
        if group := dict(question.extra).get("group"):
            found = [each for each in found if each.group == group and each.withheld is None]
        return Reply(200, "[]", tuple(found)) if found else refused


@dataclass
class PagedSurface(MemorySurface):
    """Shows pages as well: one page, with a table of `shares` of the group T1, and a download."""

    shares: str = "about 50%"
    download: str = ""

    def page(self, path: str) -> Reply:
        """The page at the root, its download, and no other."""
        if path == "/":
            table = f"<table><tr><th>Team</th><th>Active</th></tr><tr><th>T1</th><td>{self.shares}</td></tr></table>"
            return Reply(200, f'<p>Some 99% of words are no figure.</p>{table}<a href="/shown.csv" download>All</a>')
        return Reply(200, self.download) if path == "/shown.csv" else Reply(404, "")


@dataclass(frozen=True)
class FileSurface:
    """A surface that cannot be asked."""

    table: pa.Table
    name: str = "file"
    shows: tuple[Card, ...] = CARDS

    def cards(self) -> tuple[Card, ...]:
        """The cards that it shows."""
        return self.shows

    def cells(self) -> pa.Table:
        """All cells."""
        return self.table


def haul(
    attacker: str, shown: Sequence[Observed], knows: Insider, surfaces: Sequence = (), earlier: Sequence[Observed] = ()
) -> Haul:
    """What one attacker of the shelf brings back from a file of the cells and from `surfaces`."""
    table = table_of(shown) if shown else OBSERVED.empty_table()
    seen = look([FileSurface(table), *surfaces], knows, table_of(earlier))
    return all_attackers()[attacker].attack(seen)
