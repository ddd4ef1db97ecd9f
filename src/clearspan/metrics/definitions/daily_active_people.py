"""How many people use a tool on an average working day."""

from clearspan.metrics.contribution import PERSON_TOOL_PERIOD, WEEK_MONTH_QUARTER, contributions, employed
from clearspan.metrics.expression import Table, amount
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.use import WORKDAYS
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = employed(facts, WEEK_MONTH_QUARTER, "weeks", "days")
    rows = rows.join(facts.use.select(*PERSON_TOOL_PERIOD, "workdays"), list(PERSON_TOOL_PERIOD), how="left")
    rows = rows.join(facts.periods.select("kind", "start", "weeks"), ["kind", "start"])
    return contributions(rows, amount(rows.workdays.fill_null(0)) / amount(rows.weeks * WORKDAYS))


DAILY_ACTIVE_PEOPLE = Metric(
    name="daily_active_people",
    title="People active on a working day",
    unit="people",
    direction=Direction.NEITHER,
    shape=Shape.SUM,
    population=Population.EMPLOYED,
    denominator="Everyone employed on the last day of the period.",
    meaning=(
        "How many people used the tool on an average working day of the period. When licences rise and this stays flat, "
        "the tool has been bought but not taken into the working day."
    ),
    caution=(
        "Each person adds the share of five working days a week on which they were active (use on more than five days "
        "counts as five); public holidays and leave count as working days. Only feeds that report days can tell. It is "
        "not a goal: some work needs AI on one day a week."
    ),
    gamed_by="Programs that start the tool every morning. Weeks that look like show are set aside.",
    counter_metric="habitual_share",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
)
