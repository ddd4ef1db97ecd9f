"""Everything the attackers hold: what the surfaces showed, and what the insider knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from clearspan.attack.card import Card
from clearspan.attack.chart import Chart, Counted, People
from clearspan.attack.crowd import Crowds
from clearspan.attack.insider import Insider
from clearspan.attack.observed import Observed, observed_rows
from clearspan.attack.question import Question
from clearspan.attack.sheet import PAGE, Sheet, page_edges, sheets_of
from clearspan.attack.surface import Answering, Surface
from clearspan.vocabulary.period import parse_period
from clearspan.vocabulary.shape import Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


@dataclass(frozen=True)
class Seen:
    """What was seen: `views` by surface, `table` the union sorted by sheet, `earlier` what somebody kept from before."""

    surfaces: tuple[Surface, ...]
    views: Mapping[str, pa.Table]
    table: pa.Table
    cards: Mapping[str, Card]
    insider: Insider
    chart: Chart
    earlier: pa.Table

    def card(self, metric: str) -> Card:
        """The metric's card; a metric without one is taken for a share of the employed."""
        return self.cards.get(metric, Card(metric, Shape.SHARE, Population.EMPLOYED))

    def answering(self) -> tuple[Answering, ...]:
        """The surfaces that can be asked."""
        return tuple(surface for surface in self.surfaces if isinstance(surface, Answering))

    def sheets(self) -> Iterator[Sheet]:
        """All sheets whose figures add up, one after the other."""
        for (metric, *_), (first, last) in self._pages.items():
            if self.card(str(metric)).adds_up:
                yield from sheets_of(observed_rows(self.table.slice(first, last - first)))

    def known(self, cells: Iterable[Observed]) -> dict[tuple[object, ...], Observed]:
        """What the table shows of the same cells, by key; without those that it does not hold."""
        wanted = {cell.key: tuple(getattr(cell, name) for name in PAGE) for cell in cells}
        found: dict[tuple[object, ...], Observed] = {}
        for page in dict.fromkeys(wanted.values()):
            first, last = self._pages.get(page, (0, 0))
            found |= {cell.key: cell for cell in observed_rows(self.table.slice(first, last - first))}
        return {key: found[key] for key in wanted if key in found}

    def asked_about(self, question: Question) -> list[Observed]:
        """The cells of the table that a well-formed question is about."""
        period = parse_period(question.period or "")
        page = (question.metric, question.tool or ANY_TOOL, str(period.kind), period.start)
        first, last = self._pages.get(page, (0, 0))
        return [cell for cell in observed_rows(self.table.slice(first, last - first)) if cell.dimension == question.by]

    @cached_property
    def _pages(self) -> dict[tuple[object, ...], tuple[int, int]]:
        edges = page_edges(self.table)
        firsts = self.table.select(list(PAGE)).take([first for first, _ in edges]).to_pylist() if edges else []
        return {tuple(row[name] for name in PAGE): edge for row, edge in zip(firsts, edges, strict=True)}

    def whom(self, sheet: Sheet) -> Counted:
        """Whom the sheet's figures count."""
        return Counted(self.card(sheet.metric).population, sheet.tool)

    def crowds(self, sheet: Sheet) -> Crowds:
        """The people behind each of the sheet's places; nobody where the insider does not know the place."""
        whom = self.whom(sheet)
        sets = [
            self._people(dimension, group, sheet.kind, int(as_of), whom)
            for (dimension, group), as_of in zip(sheet.places, sheet.as_of, strict=True)
        ]
        signature = (sheet.places, sheet.kind, sheet.start, sheet.as_of.tobytes(), whom.held)
        return Crowds(signature, tuple(sets))

    def _people(self, dimension: str, group: str, kind: str, as_of: int, whom: Counted) -> People:
        people = self.chart.counted(dimension, group, kind, as_of, whom)
        return people if people is not None else self.chart.nobody
