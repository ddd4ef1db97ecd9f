"""How evenly use is spread: the share of users who make half of it."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions, users
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = users(facts, MONTH_QUARTER, "actions")
    rows = rows.filter(rows.actions > 0)
    return contributions(rows, rows.actions)


HALF_USE_SHARE = Metric(
    name="half_use_share",
    title="Who makes half of the use",
    unit="share of users",
    direction=Direction.NEITHER,
    shape=Shape.HALF_SHARE,
    population=Population.EMPLOYED,
    denominator="People with at least one counted action in the period.",
    meaning=(
        "The smallest share of a group's users who together make half of its actions. Near a half, everyone uses the tool "
        "alike; near a tenth, a few people carry the group's figure and the others have hardly begun."
    ),
    caution=(
        "A group with few users has a coarse figure. People who do not use the tool at all are not in it: read it beside "
        "the share of people who do. It says that use is uneven, never who is who."
    ),
    gamed_by="Asking the busiest users to hold back. Weeks that look like show are set aside.",
    counter_metric="active_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
