"""Consistency across Slack and Asana: whether AI goes along with everyday work alike in both.

Consistent has three parts here, all told from released figures: of the people who worked in Slack in a month and of those who
worked in Asana, about the same share used AI in it (between the systems); each group's share lies near that of everyone in
the system (between groups); and it does so month after month (over time).
"""

from collections.abc import Mapping

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL
from clearspan.answers.pairs import Pairs
from clearspan.answers.question import Question
from clearspan.answers.view import View, by_group, period_for, whole_of
from clearspan.answers.words import period_words, span_words, tool_words, value_words
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period

QUESTION = "Is AI used consistently across Slack and Asana?"
METRIC = "work_system_ai_share"
SYSTEMS = ("slack", "asana")
ALIKE = 0.1
"""Shares that lie within ten points of each other are said to be alike."""
ROUNDING = 1e-9
PLACES = (Dimension.DEPARTMENT, Dimension.DIVISION, Dimension.ROLE)
BACK = 3
"""Periods over which steadiness is told."""


def _block(evidence: Evidence, question: Question) -> Block:
    at = period_for(evidence, METRIC, question)
    wholes = {} if at is None else {system: whole_of(evidence, METRIC, system, at) for system in SYSTEMS}
    slack, asana = (wholes.get(system) for system in SYSTEMS)
    if at is None or slack is None or asana is None:
        missing = [tool_words(system) for system in SYSTEMS if wholes.get(system) is None]
        return cannot_tell(
            VIEW.name,
            QUESTION,
            f"nothing is released of the people at work in {' and '.join(missing)}",
            "Slack needs its member analytics, Asana its tasks, each for every week of a month, beside at least one AI tool.",
            Step("See how to connect them", "/sources#unused"),
        )
    pairs = _pairs(evidence, at)
    when = period_words(at)
    drawn = pairs.groups()
    return Block(
        name=VIEW.name,
        heading=QUESTION,
        claim=f"{_between_systems(pairs, slack, asana, at)}{_between_groups(pairs, slack, asana)}{_over_time(evidence, at)}",
        caution="Consistent means here: of the people who worked in either system in the month, about the same share (within ten "
        "points) used AI in it, in each group and month after month. It does not say that they used AI inside Slack or "
        "Asana, and many people work in both. Being active in Slack is a day of reading or writing, in Asana a task begun or "
        "finished.",
        step=Step("Read how it is counted, and how it could be gamed", f"/measures#{METRIC}"),
        picture=pairs.picture(f"Share who used AI among the people at work in Slack and in Asana in {when}.") if drawn else None,
        table=pairs.table(question, f"Share who used AI among the people at work in it, {when}") if drawn else None,
        figures=(slack, asana, *pairs.figures()),
    )


def _pairs(evidence: Evidence, at: Period) -> Pairs:
    """The figures by the dimension in which most groups show both systems."""
    found = [
        Pairs(
            evidence.cards[METRIC],
            (tool_words(SYSTEMS[0]), tool_words(SYSTEMS[1])),
            (by_group(evidence, METRIC, SYSTEMS[0], place, at), by_group(evidence, METRIC, SYSTEMS[1], place, at)),
        )
        for place in PLACES
    ]
    return max(found, key=lambda pairs: sum(_both(pairs, group) for group in pairs.groups()))


def _both(pairs: Pairs, group: str) -> bool:
    return all(group in side and side[group].shown for side in pairs.sides)


def _between_systems(pairs: Pairs, slack: Figure, asana: Figure, at: Period) -> str:
    said = [value_words(pairs.card, figure) for figure in (slack, asana)]
    alike = not _far(slack, asana)
    verdict = "AI use is consistent between the two" if alike else "AI use is not consistent between the two"
    return f"{verdict}: {said[0]} of the people at work in Slack used AI in {period_words(at, year=False)}, {said[1]} in Asana."


def _between_groups(pairs: Pairs, slack: Figure, asana: Figure) -> str:
    told = [(figure, whole) for side, whole in zip(pairs.sides, (slack, asana), strict=True) for figure in _shown(side)]
    groups = {figure.group for figure, _ in told}
    if len(groups) < 2:
        return " Too few groups are large enough to say whether it is so in each."
    off = {figure.group for figure, whole in told if _far(figure, whole)}
    plural = PLURAL[told[0][0].dimension]
    if not off:
        return f" It is so in all {len(groups)} {plural} shown."
    return f" {len(off)} of the {len(groups)} {plural} shown lie more than ten points from everyone in the system."


def _far(one: Figure, other: Figure) -> bool:
    """Whether two shares surely lie more than ten points apart."""
    return abs(one.apart(other)) > ALIKE + ROUNDING


def _shown(side: Mapping[str, Figure]) -> list[Figure]:
    return [figure for figure in side.values() if figure.shown]


def _over_time(evidence: Evidence, at: Period) -> str:
    same = [period for period in evidence.released.periods_of(METRIC) if period.kind is at.kind and period.end <= at.end]
    before = same[-BACK:]
    if len(before) < 2:
        return ""
    series = {system: [whole_of(evidence, METRIC, system, period) for period in before] for system in SYSTEMS}
    moved = [
        tool_words(system)
        for system, figures in series.items()
        for known in [[figure for figure in figures if figure is not None]]
        if any(_far(one, known[-1]) for one in known)
    ]
    span = span_words(len(before), at.kind)
    return f" Over {span} it moved by more than ten points in {' and '.join(moved)}." if moved else f" Over {span} it was steady."


VIEW = View(
    name="ai_across_work_systems",
    question=QUESTION,
    means="Of the people who worked in Slack, and of those in Asana, the share who used any AI tool in the same month.",
    block=_block,
)
