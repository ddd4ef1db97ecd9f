"""Two figures of each group side by side: the picture and the table of views that compare two tools or two systems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearspan.answers.block import Cell, Table, rows_of
from clearspan.answers.figure import Figure
from clearspan.answers.group import SINGULAR, labels
from clearspan.answers.picture import Key, Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import MOST_GROUPS, dot_row, figure_cell, group_cell
from clearspan.metrics.metric import Metric

COLOURS = (("d1", "var(--d1)"), ("accent", "var(--accent)"))
"""The class and the colour of either side."""


@dataclass(frozen=True)
class Pairs:
    """Figures of one metric by group, for two things that are compared: their names, and for each the figure of each group."""

    card: Metric
    names: tuple[str, str]
    sides: tuple[Mapping[str, Figure], Mapping[str, Figure]]

    def groups(self) -> list[str]:
        """The groups of which either side is shown, in their fixed order."""
        seen = dict.fromkeys([*self.sides[0], *self.sides[1]])
        order = [group for group in seen if any(side[group].shown for side in self.sides if group in side)]
        first = list(self.sides[0])
        return sorted(order, key=lambda group: first.index(group) if group in self.sides[0] else len(first))

    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the groups, side by side."""
        return tuple(side[group] for group in self.groups() for side in self.sides if group in side)

    def picture(self, sentence: str) -> Picture:
        """Two dots a group, one below the other; at most MOST_GROUPS groups, the table has all."""
        groups = self.groups()[:MOST_GROUPS]
        called = labels(groups)
        rows = [{"label": called[group], "marks": self._marks(group, called[group])} for group in groups]
        key = tuple(Key(token, name) for (token, _), name in zip(COLOURS, self.names, strict=True))
        return Picture("pairs", sentence, {"share": True, "rows": rows}, key)

    def table(self, question: Question, caption: str) -> Table:
        """A row a group with both figures."""
        groups = self.groups()
        called = labels(groups)
        rows: list[Sequence[str | Cell]] = []
        for group in groups:
            shown = next(side[group] for side in self.sides if group in side and side[group].shown)
            cells = [figure_cell(self.card, side[group]) if group in side else NOTHING for side in self.sides]
            rows.append((group_cell(question, shown, called[group]), *cells))
        heading = SINGULAR[next(iter(self.figures())).dimension].capitalize()
        return Table(caption, (heading, *self.names), rows_of(rows))

    def _marks(self, group: str, called: str) -> list[dict[str, object]]:
        found = []
        for lane, (side, name, (_, colour)) in enumerate(zip(self.sides, self.names, COLOURS, strict=True)):
            if group in side:
                found.append({**dot_row(f"{called}, {name}", self.card, side[group], colour), "lane": lane})
        return found


NOTHING = Cell("nothing is released", withheld=True)
