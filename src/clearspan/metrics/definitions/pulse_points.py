"""What people answer to a question, in points of 100."""

from clearspan.metrics.contribution import PERSON_PERIOD, contributions
from clearspan.metrics.expression import Column, Table, amount, band, no_number, one_of_each
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.period import PeriodKind
from clearspan.vocabulary.scale import DIARY, RANK, SCALES
from clearspan.vocabulary.shape import Direction, Population, Shape

COUNTED_DAYS = 364
"""An answer counts for a year, so that a small team, asked a few questions at a time, reaches the minimum."""

_QUESTION = ("source", "item", "kind", "start")


def _contributions(facts: Facts) -> Table:
    quarters = facts.periods.filter(facts.periods.kind == str(PeriodKind.QUARTER)).select("kind", "start", "end")
    said = facts.answer.filter(facts.answer.value.notnull())
    said = said.filter(~said.item.startswith(DIARY), ~said.item.startswith(RANK))
    said = said.select("person", "identity", "source", "item", "wave", "day", "value", "as_of", "arrival")
    told = said.join(quarters, [said.day <= quarters.end, said.day > quarters.end - COUNTED_DAYS])
    scales = told.group_by(*_QUESTION).aggregate(most=told.value.max())
    latest = one_of_each(told, ("person", "item", "kind", "start"), ("day", "as_of", "arrival", "wave", "identity"))
    rows = latest.join(scales, list(_QUESTION)).join(facts.members.select(*PERSON_PERIOD), list(PERSON_PERIOD))
    rows = rows.mutate(tool=rows.item, points=_points(rows.value, rows.most))
    return contributions(rows.filter(rows.points.notnull()), rows.points)


def _points(value: Column, most: Column) -> Column:
    """The value on the shortest scale that holds all answers to the question; null outside it."""
    nothing = no_number("float64")
    scales = [(most <= high, 100 * (amount(value) - low) / (high - low)) for high, low in SCALES]
    points = band(*scales, otherwise=nothing)
    return band((points >= 0, points), otherwise=nothing)


PULSE_POINTS = Metric(
    name="pulse_points",
    title="Answers to the pulse",
    unit="points of 100",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator="People employed on the last day of the quarter who answered the question in the year before it ended.",
    meaning=(
        "What people say, question by question: the mean of their latest answers, where 0 is the lowest and 100 the highest step "
        "of the question's scale. The question stands in the place of the tool."
    ),
    caution=(
        "Those who do not answer may think otherwise, so see how many did. Answers are up to a year old. Which end is the better "
        "one depends on the question, and for some there is none. Where a file does not state a scale, it is taken for "
        "the shortest of 1 to 5, 1 to 7, 0 to 10 and 0 to 100 that holds all answers to it."
    ),
    gamed_by="Telling people what to answer, or asking only those who are content.",
    counter_metric="habitual_share",
    version=1,
    periods=(PeriodKind.QUARTER,),
    contributions=_contributions,
    sensitive=True,
)
