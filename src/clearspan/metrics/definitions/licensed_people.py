"""How many people hold a licence."""

from clearspan.metrics.contribution import PERSON_TOOL_PERIOD, WEEK_MONTH_QUARTER, contributions
from clearspan.metrics.expression import Table, amount
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = facts.licensed.select(*PERSON_TOOL_PERIOD)
    return contributions(rows, amount(rows.person * 0 + 1))


LICENSED_PEOPLE = Metric(
    name="licensed_people",
    title="People with a licence",
    unit="people",
    direction=Direction.NEITHER,
    shape=Shape.COUNT,
    population=Population.LICENSED,
    denominator="People employed who hold a licence of the tool on the last day of the period.",
    meaning="How many people could use the tool. Beside weekly and daily users it shows whether licences turn into use.",
    caution=(
        "A licence is not use. Where a source tells only who holds a licence now, earlier periods begin with the first "
        "export. Licences of people who have left are not counted."
    ),
    gamed_by="Buying licences.",
    counter_metric="active_licence_share",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
    headcount=True,
)
