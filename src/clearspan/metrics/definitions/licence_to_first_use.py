"""How long people wait between being given a licence and using it."""

from clearspan.metrics.cohorts import newly_licensed
from clearspan.metrics.contribution import MONTH_QUARTER, contributions
from clearspan.metrics.expression import Table, amount, band, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape

FOLLOWED_DAYS = 90
BANDS = ("within 7 days", "8 to 30 days", "31 to 90 days", "over 90 days or not yet")


def _contributions(facts: Facts) -> Table:
    rows = newly_licensed(facts, FOLLOWED_DAYS)
    upto = [(rows.waited <= days, text(name)) for days, name in zip((7, 30, 90), BANDS, strict=False)]
    return contributions(rows, amount(rows.person * 0 + 1), category=band(*upto, otherwise=text(BANDS[-1])))


LICENCE_TO_FIRST_USE = Metric(
    name="licence_to_first_use",
    title="From licence to first use",
    unit="share of new licence holders",
    direction=Direction.NEITHER,
    shape=Shape.DISTRIBUTION,
    population=Population.EMPLOYED,
    denominator=(
        "People employed on the period's last day who were given a licence 90 days before: the week of their 90th day ended in "
        "the period."
    ),
    meaning="How many days passed from the day on which people were given a licence to the first day on which they used it.",
    caution=(
        "A period shows the people who were given a licence three months before, not those given one in it. A licence that was "
        "taken back unused counts as not yet. Only licences whose day of grant is known are in it. A feed by week tells the "
        "week of first use: the wait may be up to six days longer."
    ),
    gamed_by="Giving licences only to people who already use the tool elsewhere. Weeks that look like show are set aside.",
    counter_metric="retention_90",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
    categories=BANDS,
    cut="31 to 90 days",
)
