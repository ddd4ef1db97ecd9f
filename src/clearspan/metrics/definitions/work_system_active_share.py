"""Share of the people employed who worked in a work system."""

from clearspan.metrics.contribution import MONTH_QUARTER, contributions
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.systems import at_work
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    rows = at_work(facts, MONTH_QUARTER)
    return contributions(rows, rows.there)


WORK_SYSTEM_ACTIVE_SHARE = Metric(
    name="work_system_active_share",
    title="People at work in a system",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.SHARE,
    population=Population.EMPLOYED,
    denominator="Everyone employed on the last day of the period.",
    meaning=(
        "Where everyday work is done: the share of people who did something in Slack, Asana, GitHub or another work system in "
        "the month or quarter. The system stands where a tool stands elsewhere; it is no AI tool and counts for none."
    ),
    caution=(
        "Being in a system is not working well in it, and work that is done elsewhere is not idle. Each system counts in its own "
        "way: a chat counts a day of reading, a list of tasks one that was begun or finished. Compare a system with itself."
    ),
    gamed_by="Opening the chat, or splitting one task into many.",
    counter_metric="work_system_ai_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
