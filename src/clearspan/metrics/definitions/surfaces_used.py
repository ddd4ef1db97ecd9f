"""In how many places of a tool its users use it."""

from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_TOOL_PERIOD, contributions, users
from clearspan.metrics.expression import Table, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    stated = facts.places.filter(facts.places.kind != "week")
    weeks = facts.places.filter(facts.places.kind == "week").select("person", "tool", "surface", week=facts.places.start)
    columns = (*PERSON_TOOL_PERIOD, "surface")
    found = weeks.join(facts.week_rows, "week").select(*columns).union(stated.select(*columns))
    quarters = facts.periods.filter(facts.periods.kind == "month").select("start", "quarter")
    in_quarters = stated.join(quarters, "start").mutate(kind=text("quarter"))
    found = found.union(in_quarters.drop("start").rename(start="quarter").select(*columns))
    counted = found.group_by(*PERSON_TOOL_PERIOD).aggregate(surfaces=found.surface.nunique())
    rows = users(facts, MONTH_QUARTER, "surfaces").join(counted, list(PERSON_TOOL_PERIOD))
    return contributions(rows, rows.surfaces)


SURFACES_USED = Metric(
    name="surfaces_used",
    title="Places in the tool",
    unit="places in the tool",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator="People who used the tool in the period and of whom the vendor says where in it.",
    meaning=(
        "In how many places of a tool (chat, editor, command line, spreadsheet, meeting) its users used it. Use that "
        "spreads to more places has usually found its way into more kinds of work."
    ),
    caution=(
        "Vendors cut their tools into places in their own ways and add new ones: compare a tool with itself, never two "
        "tools. A job that happens in one place needs only one."
    ),
    gamed_by="Clicking through every corner of the tool once. Weeks that look like show are set aside.",
    counter_metric="active_days",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
