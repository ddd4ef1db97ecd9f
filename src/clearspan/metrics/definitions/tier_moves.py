"""How people moved between tiers from one quarter to the next."""

from clearspan.metrics.contribution import PERSON_TOOL_PERIOD, contributions, tiers_at_end
from clearspan.metrics.expression import Table, amount, band, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.period import PeriodKind
from clearspan.vocabulary.shape import Direction, Population, Shape

DOWN, STAYED, UP = "moved down", "stayed", "moved up"


def _contributions(facts: Facts) -> Table:
    now = tiers_at_end(facts, (PeriodKind.QUARTER,))
    before = now.select("person", "tool", "kind", previous=now.start, tier_before=now.tier)
    order = facts.periods.select("kind", "start", "previous")
    rows = now.join(order, ["kind", "start"]).join(before, ["person", "tool", "kind", "previous"])
    rows = rows.select(*PERSON_TOOL_PERIOD, "tier", "tier_before")
    moves = band(
        (rows.tier < rows.tier_before, text(DOWN)),
        (rows.tier == rows.tier_before, text(STAYED)),
        otherwise=text(UP),
    )
    return contributions(rows, amount(rows.tier * 0 + 1), category=moves)


TIER_MOVES = Metric(
    name="tier_moves",
    title="Moves between tiers",
    unit="share of people",
    direction=Direction.NEITHER,
    shape=Shape.DISTRIBUTION,
    population=Population.EMPLOYED,
    denominator="People whose tier is known at the end of both quarters.",
    meaning=(
        "Whether people moved to a higher tier of use, to a lower one, or stayed, between the end of the last quarter and "
        "the end of this one. A steady average can hide that as many fall back as come on."
    ),
    caution=(
        "Someone just at a cut-off moves by chance, and after an unusual quarter most moves lead back to the ordinary. "
        "Newcomers and leavers are not in it. Whoever is in the highest tier cannot move up."
    ),
    gamed_by="Idling before a campaign begins. Weeks that look like show are set aside.",
    counter_metric="habitual_share",
    version=1,
    periods=(PeriodKind.QUARTER,),
    contributions=_contributions,
    categories=(DOWN, STAYED, UP),
    cut=UP,
)
