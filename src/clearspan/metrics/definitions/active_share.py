"""Share of the people employed who used a tool at all."""

from clearspan.metrics.contribution import PERSON_TOOL_PERIOD, WEEK_MONTH_QUARTER, contributions, employed
from clearspan.metrics.expression import Table, flag
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = employed(facts, WEEK_MONTH_QUARTER)
    rows = rows.join(facts.use.select(*PERSON_TOOL_PERIOD, "active"), list(PERSON_TOOL_PERIOD), how="left")
    return contributions(rows, flag(rows.active == 1))


ACTIVE_SHARE = Metric(
    name="active_share",
    title="People who use AI",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator="Everyone employed on the last day of the period, with or without a licence.",
    meaning="How far a tool reaches: the share of people who used it at least once in the week, month or quarter.",
    caution=(
        "Once is enough, so it says nothing about habit or worth. A longer period always shows a larger share: compare "
        "weeks with weeks. What counts as use is each vendor's own definition. All tools together count only the tools "
        "that report: the share rises when one more is connected."
    ),
    gamed_by="Opening the tool once a week, or a campaign that makes everybody try it. Weeks that look like show are set aside.",
    counter_metric="habitual_share",
    version=1,
    periods=WEEK_MONTH_QUARTER,
    contributions=_contributions,
)
