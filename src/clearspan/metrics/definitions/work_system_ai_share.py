"""Share of the people who worked in a work system who used AI in the same period."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions
from clearspan.metrics.expression import Table, flag
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.systems import staff_of_systems
from clearspan.vocabulary.shape import Direction, Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


def _contributions(facts: Facts) -> Table:
    rows = staff_of_systems(facts)
    covered = facts.covered.filter(facts.covered.tool == ANY_TOOL).select("kind", "start")
    used = facts.use.filter(facts.use.tool == ANY_TOOL).select("person", "kind", "start", "active")
    rows = rows.join(covered, ["kind", "start"]).join(used, ["person", "kind", "start"], how="left")
    return contributions(rows, flag(rows.active == 1))


WORK_SYSTEM_AI_SHARE = Metric(
    name="work_system_ai_share",
    title="AI among people at work in a system",
    unit="share of people at work in the system",
    direction=Direction.NEITHER,
    shape=Shape.SHARE,
    population=Population.AT_WORK,
    denominator="People employed on the last day of the period who did something in the work system in its last month.",
    meaning=(
        "Whether AI goes along with everyday work: of the people who worked in Slack, Asana or another system in the month or "
        "quarter, the share who used any AI tool in it. Where it is alike in each system, AI use is consistent across them."
    ),
    caution=(
        "It says that the same people did both in the same period, not that they used AI inside the system or for that work. "
        "Most people work in several systems, so the figures of two systems count many of the same people."
    ),
    gamed_by="Opening an AI tool once a month. Weeks that look like show are set aside.",
    counter_metric="habitual_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
