"""Everything the attackers hold: what the surfaces showed, and what the insider knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

from clearspan.attack.card import Card
from clearspan.attack.chart import NOBODY, Chart, Counted, People
from clearspan.attack.crowd import Crowds
from clearspan.attack.insider import Insider
from clearspan.attack.membership import Memberships, Place, Statement, statement_of
from clearspan.attack.observed import Observed, observed_rows
from clearspan.attack.question import Question
from clearspan.attack.sheet import PAGE, Sheet, page_edges, sheets_of
from clearspan.attack.surface import Answering, Paged, Surface
from clearspan.attack.told import Told
from clearspan.vocabulary.period import PeriodKind, parse_period, period_of
from clearspan.vocabulary.shape import Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


@dataclass(frozen=True)
class Seen:
    """What was seen: `views` by surface, `every_version` each cell of each definition once, `table` each cell once under its
    latest definition and sorted by sheet, `earlier` what somebody kept from before; `told_by` the findings by
    surface, `earlier_told` those that somebody kept."""

    surfaces: tuple[Surface, ...]
    views: Mapping[str, pa.Table]
    every_version: pa.Table
    table: pa.Table
    cards: Mapping[str, Card]
    insider: Insider
    chart: Chart
    earlier: pa.Table
    told_by: Mapping[str, tuple[Told, ...]] = field(default_factory=dict[str, tuple[Told, ...]])
    earlier_told: tuple[Told, ...] = ()

    def card(self, metric: str) -> Card:
        """The metric's card; a metric without one is taken for a share of the employed."""
        return self.cards.get(metric, Card(metric, Shape.SHARE, Population.EMPLOYED))

    def answering(self) -> tuple[Answering, ...]:
        """The surfaces that can be asked."""
        return tuple(surface for surface in self.surfaces if isinstance(surface, Answering))

    def paged(self) -> tuple[Paged, ...]:
        """The surfaces with pages for people."""
        return tuple(surface for surface in self.surfaces if isinstance(surface, Paged))

    def findings(self) -> tuple[Told, ...]:
        """Every finding that some surface gives, each once, as the first one says it."""
        first: dict[tuple[str, ...], Told] = {}
        for told in self.told_by.values():
            for each in told:
                first.setdefault(each.key, each)
        return tuple(first.values())

    def sheets(self) -> Iterator[tuple[Sheet, Crowds]]:
        """All sheets whose figures add up, each with the people behind its places; made once, on the first call."""
        return iter(self._sheets)

    def told(self) -> Iterator[tuple[Observed, People]]:
        """Every cell that tells a figure or a bound, with the people it counts; nobody where the insider does not know them."""
        for page in self._pages:
            people = self._page_people(page)
            for cell in self._page(page):
                if cell.told:
                    yield cell, people.get((cell.dimension, cell.group), NOBODY)

    def whom(self, sheet: Sheet) -> Counted:
        """Whom the sheet's figures count."""
        return self._counted(sheet.metric, sheet.tool)

    def _counted(self, metric: str, tool: str) -> Counted:
        card = self.card(metric)
        return Counted(card.population, tool, pooled=card.sensitive)

    def known(self, cells: Iterable[Observed]) -> dict[tuple[object, ...], Observed]:
        """What the table shows of the same cells, by key; without those that it does not hold."""
        wanted = {cell.key: tuple(getattr(cell, name) for name in PAGE) for cell in cells}
        found: dict[tuple[object, ...], Observed] = {}
        for page in dict.fromkeys(wanted.values()):
            found |= {cell.key: cell for cell in self._page(page)}
        return {key: found[key] for key in wanted if key in found}

    def asked_about(self, question: Question) -> list[Observed]:
        """The cells of the table that a well-formed question is about."""
        period = parse_period(question.period or "")
        page = (question.metric, question.tool or ANY_TOOL, str(period.kind), period.start)
        return [cell for cell in self._page(page) if cell.dimension == question.by]

    @cached_property
    def _sheets(self) -> tuple[tuple[Sheet, Crowds], ...]:
        found = []
        numbers: dict[tuple[object, ...], int] = {}
        for page in self._pages:
            card = self.card(str(page[0]))
            if card.adds_up:
                known = self._page_people(page)
                about = (id(self._statement(page)), self._counted(card.name, str(page[1])).whom)
                population = (numbers.setdefault(about, len(numbers)),)
                for sheet in sheets_of(self._page(page)):
                    crowds = Crowds(population, (*population, sheet.places), tuple(known[place] for place in sheet.places))
                    found.append((sheet, crowds))
        return tuple(found)

    def _page_people(self, page: tuple[object, ...]) -> dict[Place, People]:
        statement = self._statement(page)
        if statement is None:
            return {}
        metric, tool, kind, _ = page
        whom = self._counted(str(metric), str(tool))

        def before(day: int) -> Statement | None:
            of_kind = (metric, tool, kind, period_of(day, PeriodKind(str(kind))).start)
            same = self._statement(of_kind)
            if same is not None and same.end == day:
                return same
            return self._statement(self._ending[whom.whom, day]) if (whom.whom, day) in self._ending else None

        return self._memberships.people(statement, whom, before)

    @cached_property
    def _ending(self) -> dict[tuple[tuple[str | None, bool], int], tuple[object, ...]]:
        """For a population and a day, a page about it whose period ends on that day; the longest period wins."""
        found: dict[tuple[tuple[str | None, bool], int], tuple[object, ...]] = {}
        for page in sorted(self._pages, key=lambda each: (-int(str(each[3])), str(each[0]))):
            metric, tool, kind, start = page
            whom = self._counted(str(metric), str(tool)).whom
            found[whom, period_of(int(str(start)), PeriodKind(str(kind))).end] = page
        return found

    def _page(self, page: tuple[object, ...]) -> list[Observed]:
        first, last = self._pages.get(page, (0, 0))
        return observed_rows(self.table.slice(first, last - first))

    def _statement(self, page: tuple[object, ...]) -> Statement | None:
        if page not in self._statements:
            cells = self._page(page)
            self._statements[page] = self._memberships.one_of(statement_of(cells)) if cells else None
        return self._statements[page]

    @cached_property
    def _pages(self) -> dict[tuple[object, ...], tuple[int, int]]:
        edges = page_edges(self.table)
        firsts = self.table.select(list(PAGE)).take([first for first, _ in edges]).to_pylist() if edges else []
        return {tuple(row[name] for name in PAGE): edge for row, edge in zip(firsts, edges, strict=True)}

    @cached_property
    def _statements(self) -> dict[tuple[object, ...], Statement | None]:
        return {}

    @cached_property
    def _memberships(self) -> Memberships:
        return Memberships(self.chart)
