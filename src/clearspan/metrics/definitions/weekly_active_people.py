"""How many people use a tool in a week."""

from clearspan.metrics.contribution import PERSON_TOOL_PERIOD, WEEK_MONTH_QUARTER, contributions, employed
from clearspan.metrics.expression import Table, amount
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = employed(facts, WEEK_MONTH_QUARTER, "weeks")
    rows = rows.join(facts.use.select(*PERSON_TOOL_PERIOD, "active_weeks"), list(PERSON_TOOL_PERIOD), how="left")
    rows = rows.join(facts.periods.select("kind", "start", "weeks"), ["kind", "start"])
    return contributions(rows, amount(rows.active_weeks.fill_null(0)) / amount(rows.weeks))


WEEKLY_ACTIVE_PEOPLE = Metric(
    name="weekly_active_people",
    title="People active in a week",
    unit="people",
    direction=Direction.NEITHER,
    shape=Shape.SUM,
    population=Population.EMPLOYED,
    denominator="Everyone employed on the last day of the period.",
    meaning=(
        "How many people used the tool in the week; for a month or quarter, in an average week of it. It belongs on one "
        "chart with the number of licences."
    ),
    caution=(
        "It grows with the organisation: compare shares between groups. In a month or quarter each person adds the share of "
        "its weeks in which they were active. A week belongs to the month that holds its "
        "Thursday. A feed by month or window cannot tell."
    ),
    gamed_by="Opening the tool once a week. Weeks that look like show are set aside.",
    counter_metric="habitual_share",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
)
