"""How long people take from first using a tool to a habit of it."""

from clearspan.metrics.cohorts import beginners
from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_TOOL_PERIOD, contributions
from clearspan.metrics.expression import Table, amount, band, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.standing import HABITUAL
from clearspan.vocabulary.shape import Direction, Population, Shape

WEEKS = (12, 18, 26)
BANDS = ("within 12 weeks", "13 to 18 weeks", "19 to 26 weeks", "over 26 weeks or not yet")


def _contributions(facts: Facts) -> Table:
    begun = beginners(facts, 7 * WEEKS[-1])
    habits = facts.standing.filter(facts.standing.tier >= HABITUAL)
    first = habits.group_by("person", "tool").aggregate(habit=habits.week.min())
    rows = begun.join(first, ["person", "tool"], how="left").select(*PERSON_TOOL_PERIOD, "week", "habit")
    upto = [(rows.habit <= rows.week + 7 * (weeks - 1), text(name)) for weeks, name in zip(WEEKS, BANDS, strict=False)]
    return contributions(rows, amount(rows.person * 0 + 1), category=band(*upto, otherwise=text(BANDS[-1])))


FIRST_USE_TO_HABIT = Metric(
    name="first_use_to_habit",
    title="From first use to habit",
    unit="share of new users",
    direction=Direction.NEITHER,
    shape=Shape.DISTRIBUTION,
    population=Population.EMPLOYED,
    denominator="People employed on the period's last day whose first 26 weeks with the tool ended in the period.",
    meaning=(
        "How many weeks passed from the week of first use, which counts as the first, to the end of the first week in "
        "which use was a habit."
    ),
    caution=(
        "A period shows the people who began half a year before, not those who began in it. A habit needs 9 weeks of use (4 "
        "for people newer than 12 weeks), so nobody is quicker. First use counts only after 12 watched weeks without use or "
        "since the day of hire; people who began before the data does are not in it."
    ),
    gamed_by="One token prompt a week. Weeks that look like show are set aside.",
    counter_metric="retention_90",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
    categories=BANDS,
    cut="19 to 26 weeks",
)
