"""What the idle licences cost."""

from clearspan.metrics.contribution import (
    MONTH_QUARTER,
    PERSON_PERIOD,
    PERSON_TOOL_PERIOD,
    contributions,
    licence_holders,
)
from clearspan.metrics.expression import Table, amount, one_of_each, text
from clearspan.metrics.facts import Facts
from clearspan.metrics.members import FOREVER
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.shape import Direction, Population, Shape
from clearspan.vocabulary.tool import ANY_TOOL


def _contributions(facts: Facts) -> Table:
    rows = licence_holders(facts, MONTH_QUARTER)
    rows = rows.filter((rows.whole == 1) & (rows.tool != ANY_TOOL)).join(_prices(facts), ["tool", "kind", "start"])
    rows = rows.select(*PERSON_TOOL_PERIOD, "currency", cost=amount(1 - rows.active) * amount(rows.monthly))
    money = rows.group_by("kind", "start").aggregate(first=rows.currency.min(), last=rows.currency.max())
    same = money.filter(money.first == money.last).select("kind", "start")
    alike = rows.join(same, ["kind", "start"])
    summed = alike.group_by(*PERSON_PERIOD).aggregate(cost=alike.cost.sum())
    both = rows.select(*PERSON_TOOL_PERIOD, "cost").union(summed.mutate(tool=text(ANY_TOOL)).select(*PERSON_TOOL_PERIOD, "cost"))
    return contributions(both, both.cost)


def _prices(facts: Facts) -> Table:
    """The price of each tool in force on the last day of each period: tool, kind, start, monthly, currency."""
    price = facts.price.mutate(until=facts.price.to_day.fill_null(FOREVER))
    found = price.join(facts.periods, [price.from_day <= facts.periods.end, price.until >= facts.periods.end])
    latest = one_of_each(found, ("tool", "kind", "start"), ("from_day", "as_of", "arrival", "source"))
    return latest.select("tool", "kind", "start", "monthly", "currency")


IDLE_LICENCE_COST = Metric(
    name="idle_licence_cost",
    title="Cost of idle licences",
    unit="money a month, in the currency of the price",
    direction=Direction.LOWER,
    shape=Shape.SUM,
    population=Population.LICENSED,
    denominator="People employed who held a licence of the tool for the whole period and whose tool has a price.",
    meaning=(
        "What the organisation pays a month for licences that were held for the whole month or quarter and not used in it, "
        "at the price in force on its last day."
    ),
    caution=(
        "It is not what could be saved: contracts have terms and minimum numbers, and a licence taken away costs trust. "
        "Several tools are added up only where their prices are in one currency. Licences of people who have left are not "
        "in it."
    ),
    gamed_by="Opening the tool once a month. Weeks that look like show are set aside.",
    counter_metric="active_licence_share",
    version=1,
    periods=MONTH_QUARTER,
    contributions=_contributions,
)
