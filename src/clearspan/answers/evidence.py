"""Everything that an answer may look at, loaded once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clearspan.answers.arrivals import Arrival
from clearspan.answers.figure import Figure
from clearspan.answers.question import Question
from clearspan.answers.released import Released
from clearspan.listening.item import Item
from clearspan.listening.packs import items_of, packs
from clearspan.metrics.metric import Metric
from clearspan.practice.library import Library, shipped
from clearspan.privacy.identity_counts import IdentityCounts
from clearspan.programmes.register import Held
from clearspan.sources.connection import Connection
from clearspan.sources.source import Source
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.tool import ANY_TOOL
from clearspan.warehouse.alterations import Alterations


@dataclass(frozen=True)
class Minimums:
    """The smallest groups of which something is shown, in people, as the running configuration sets them."""

    count: int = 5
    rate: int = 8
    sensitive: int = 10
    small_organisation: int = 150


@dataclass(frozen=True)
class Collecting:
    """The connections of the installation, after how many hours each is pulled again, and today's day number."""

    connections: tuple[Connection, ...] = ()
    every_hours: int = 24
    today: int = 0


@dataclass(frozen=True)
class Evidence:
    """Released figures, the cards of the metrics and sources, what became of each file that arrived, the connections, and how
    many identifiers each source knows (None: not counted yet), what is said of groups in words, and after which release people
    were last erased or joined."""

    released: Released
    cards: Mapping[str, Metric]
    sources: Mapping[str, Source]
    arrivals: tuple[Arrival, ...] = ()
    minimums: Minimums = Minimums()
    collecting: Collecting = Collecting()
    identities: IdentityCounts | None = None
    findings: tuple[Finding, ...] = ()
    altered: Alterations = field(default_factory=Alterations)
    questions: Mapping[str, Item] = field(default_factory=lambda: items_of(packs()))
    """The questions that people are asked, by name."""
    library: Library = field(default_factory=shipped)
    """What may be practised, the organisation's own content included."""
    programmes: tuple[Held, ...] = ()
    """The programmes as they stand."""

    def whole(self, metric: str, period: Period, tool: str = ANY_TOOL) -> Figure | None:
        """The figure of the whole organisation in the nearest period, or None where none is released."""
        return self.one(metric, Dimension.ORGANISATION, WHOLE, period, tool)

    def one(self, metric: str, dimension: Dimension, group: str, period: Period, tool: str = ANY_TOOL) -> Figure | None:
        """The single figure of a group in the nearest period, or None where none is released."""
        found = self.released.figures(metric, dimension, tool, when=self.nearest(metric, period), group=group)
        return found[0] if len(found) == 1 else None

    def latest(self) -> Period | None:
        """The period that pages open with: the latest released week, else month, else quarter."""
        for kind in PeriodKind:
            if periods := self.released.periods(kind):
                return periods[-1]
        return None

    def usual(self) -> Dimension:
        """The dimension that pages open with: divisions where there are two or more, else the first other with two groups."""
        wanted = (Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.TEAM, Dimension.ROLE, Dimension.TENURE)
        return next((each for each in wanted if len(self.released.groups(each)) > 1), Dimension.DIVISION)

    def nearest(self, metric: str, period: Period) -> Period:
        """The period itself where the metric is released in it; else the last one before its end in which it is.

        A metric that is released by month alone is told, in a week, by the month before. The period itself where none is.
        """
        found = [each for each in self.released.periods_of(metric) if each == period or each.end <= period.end]
        same = [each for each in found if each.kind is period.kind]
        finest = [[each for each in found if each.kind is kind] for kind in PeriodKind]
        return max(same or next((each for each in finest if each), [period]))

    def at(self, metric: str, dimension: Dimension, question: Question, tool: str | None = None) -> list[Figure]:
        """The figures of a metric by a dimension in the period nearest to the one asked about.

        Where nothing is shown in it, those of the last longer period in which something is.
        """
        nearest = self.nearest(metric, question.period)
        longer = [kind for kind in PeriodKind if list(PeriodKind).index(kind) > list(PeriodKind).index(nearest.kind)]
        ended = [each for each in self.released.periods_of(metric) if each.end <= question.period.end]
        others = [max(each for each in ended if each.kind is kind) for kind in longer if any(e.kind is kind for e in ended)]
        found = [self._told(metric, dimension, tool or question.tool, period) for period in (nearest, *others)]
        return next((figures for figures in found if any(figure.shown for figure in figures)), found[0])

    def _told(self, metric: str, dimension: Dimension, tool: str, period: Period) -> list[Figure]:
        return in_category_order(self.cards[metric], self.released.figures(metric, dimension, tool, when=period))


def in_category_order(card: Metric, figures: list[Figure]) -> list[Figure]:
    """The figures of each group in the order of the metric's categories; a merged category stands where its first does."""
    ranks = {name: rank for rank, name in enumerate(card.categories)}
    groups = {group: place for place, group in enumerate(dict.fromkeys(figure.group for figure in figures))}
    return sorted(figures, key=lambda figure: (groups[figure.group], ranks.get(figure.category.split(" + ")[0], len(ranks))))
