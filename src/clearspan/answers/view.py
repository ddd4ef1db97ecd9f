"""What a saved view declares: a named question over released figures, with no filter of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.answers.block import Block
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.question import Question
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind

MOST_USEFUL = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.WEEK)
"""A view speaks of months, because in weeks more groups are too small to show; of quarters or weeks where there are none."""


@dataclass(frozen=True)
class View:
    """One saved view: its name, the question as it is asked, how it is read (which figure answers it), and its answer."""

    name: str
    question: str
    means: str
    block: Callable[[Evidence, Question], Block]


def period_for(evidence: Evidence, metric: str, question: Question) -> Period | None:
    """The last period of a metric that has ended by the end of the one asked about: a month where there is one. None where
    nothing is released."""
    ended = [period for period in evidence.released.periods_of(metric) if period.end <= question.period.end]
    kinds = [[period for period in ended if period.kind is kind] for kind in MOST_USEFUL]
    return next((max(found) for found in kinds if found), None)


def by_group(evidence: Evidence, metric: str, tool: str, dimension: Dimension, period: Period) -> dict[str, Figure]:
    """The single figures of a metric for a tool by group, withheld ones too; empty where nothing is released."""
    return {figure.group: figure for figure in evidence.released.figures(metric, dimension, tool, when=period)}


def whole_of(evidence: Evidence, metric: str, tool: str, period: Period) -> Figure | None:
    """The figure of everyone in exactly that period; None where it is not shown."""
    found = list(by_group(evidence, metric, tool, Dimension.ORGANISATION, period).values())
    return found[0] if len(found) == 1 and found[0].shown else None
