"""The active share that a group's mix of roles leads one to expect."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape

EXPECTED_ACTIVE_SHARE = Metric(
    name="expected_active_share",
    title="Expected from the mix of roles",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.EXPECTED,
    population=Population.EMPLOYED,
    denominator="The group's members whose role has a released active share.",
    meaning=(
        "The share of people one would expect to use AI if each person used it like the whole organisation's people in the "
        "same role. A group is compared with this, not with a group that does other work."
    ),
    caution=(
        "It is a yardstick inside this organisation, not a goal: where a role hardly uses AI anywhere, the expectation is "
        "low too. It knows nothing but the role: not the tasks, the level or the time since the start."
    ),
    gamed_by="Renaming roles. Weeks that look like show are set aside.",
    counter_metric="active_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=None,
    expected_of="active_share",
)
