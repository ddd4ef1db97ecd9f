"""The choices that a page offers: what may stand in its address, as links and as the options of its form."""

from dataclasses import dataclass, replace

from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL
from clearspan.answers.question import Question
from clearspan.answers.rows import MOST_GROUPS, parts
from clearspan.answers.words import period_words, tool_words
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind

Option = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """Options for each control (value and words), and links to the neighbouring periods and the parts of a long list."""

    periods: tuple[tuple[str, tuple[Option, ...]], ...]
    dimensions: tuple[Option, ...]
    tools: tuple[Option, ...]
    earlier: str
    later: str
    parts: tuple[tuple[int, str], ...]
    groups: int
    plural: str
    most: int
    all: str


def choices(evidence: Evidence, question: Question, path: str) -> Choices:
    """The choices of a page that was asked a question."""
    kinds = [(kind.value, _periods(evidence, kind)) for kind in PeriodKind if evidence.released.periods(kind)]
    same = evidence.released.periods(question.period.kind)
    at = same.index(question.period)
    groups = len(evidence.released.groups(question.dimension))
    return Choices(
        periods=tuple(kinds),
        dimensions=tuple((each.value, PLURAL[each]) for each in Dimension if len(evidence.released.groups(each)) > 1),
        tools=tuple((tool, tool_words(tool)) for tool in evidence.released.tools("active_share")),
        earlier=question.href(path, period=same[at - 1]) if at > 0 else "",
        later=question.href(path, period=same[at + 1]) if at + 1 < len(same) else "",
        parts=tuple((part, question.href(path, part=part)) for part in range(1, parts(groups) + 1)),
        groups=groups,
        plural=PLURAL[question.dimension],
        most=MOST_GROUPS,
        all=replace(question, group=None).href(path),
    )


def _periods(evidence: Evidence, kind: PeriodKind) -> tuple[Option, ...]:
    found = reversed(evidence.released.periods(kind))
    return tuple((period.name, _title(period_words(period))) for period in found)


def _title(words: str) -> str:
    bare = words.removeprefix("the ")
    return bare[0].upper() + bare[1:]
