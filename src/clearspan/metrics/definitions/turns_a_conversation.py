"""How many prompts a conversation with a tool holds."""

from clearspan.metrics.contribution import MONTH_QUARTER
from clearspan.metrics.expression import Table
from clearspan.metrics.facts import Facts
from clearspan.metrics.interaction import turns
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape


def _contributions(facts: Facts) -> Table:
    return turns(facts)


TURNS_A_CONVERSATION = Metric(
    name="turns_a_conversation",
    title="Turns in a conversation",
    unit="prompts",
    direction=Direction.NEITHER,
    shape=Shape.MEAN,
    population=Population.EMPLOYED,
    denominator=("People employed on the last day of the period of whom the tool's feed states both prompts and conversations."),
    meaning=(
        "How often people ask again within one conversation: a person's prompts over their conversations, on average over "
        "people. Experienced people go back and forth; one question and out is how beginners use it."
    ),
    caution=(
        "Few turns can be a simple task well asked, many turns a tool that does not understand: it is a way of working "
        "and not a merit, and nobody should be told to have more or fewer of them. Vendors begin a new conversation at "
        "different moments: compare a tool with itself."
    ),
    gamed_by="Splitting one question into many. Weeks that look like show are set aside.",
    counter_metric="declined_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
