"""How metrics start and end: the people of a population in covered periods, and the rows that a metric returns."""

from collections.abc import Sequence

from clearspan.metrics.expression import Column, Table, amount, day, no_text
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import PeriodKind

WEEK_MONTH_QUARTER = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER)
MONTH_QUARTER = (PeriodKind.MONTH, PeriodKind.QUARTER)

PERSON_PERIOD = ("person", "kind", "start")
PERSON_TOOL_PERIOD = ("person", "tool", "kind", "start")


def employed(facts: Facts, kinds: Sequence[PeriodKind], *known: str) -> Table:
    """One row a person employed at the period's end, tool (and 'any') and covered period of the kinds: person, tool, kind,
    start. `known` names what must be known of the tool there: weeks, days, actions or surfaces."""
    covered = _covered(facts, kinds, known)
    return facts.members.select(*PERSON_PERIOD).join(covered, ["kind", "start"]).select(*PERSON_TOOL_PERIOD)


def licence_holders(facts: Facts, kinds: Sequence[PeriodKind]) -> Table:
    """One row a licence holder at the period's end, tool (and 'any') and covered period of the kinds: person, tool, kind,
    start, whole (1 where the licence was held for the whole period), active (1 or 0).

    A person of whom the vendor reported no figure for the period is left out; one who is absent was idle.
    """
    rows = facts.licensed.join(_covered(facts, kinds, ()), ["tool", "kind", "start"])
    found = facts.use.select(*PERSON_TOOL_PERIOD, "active", reported=facts.use.active_weeks * 0 + 1)
    rows = rows.join(found, list(PERSON_TOOL_PERIOD), how="left")
    rows = rows.filter(rows.reported.isnull() | rows.active.notnull())
    return rows.select(*PERSON_TOOL_PERIOD, "whole", active=rows.active.fill_null(0))


def users(facts: Facts, kinds: Sequence[PeriodKind], *known: str) -> Table:
    """The rows of `employed` whose person was active, with the columns of `Facts.use`."""
    used = facts.use.filter(facts.use.active == 1)
    return employed(facts, kinds, *known).join(used, list(PERSON_TOOL_PERIOD))


def tiers_at_end(facts: Facts, kinds: Sequence[PeriodKind]) -> Table:
    """One row a person employed at the period's end, tool (and 'any') and period whose tier can be told at the end of the
    period's last full week: person, tool, kind, start, tier (its number), power_known."""
    periods = facts.periods.filter(facts.periods.kind.isin([str(kind) for kind in kinds]))
    weeks = periods.select("kind", "start", week=periods.last_full_week)
    people = facts.members.select(*PERSON_PERIOD).join(weeks, ["kind", "start"])
    return people.join(facts.standing, ["person", "week"]).select(*PERSON_TOOL_PERIOD, "tier", "power_known")


def contributions(rows: Table, value: Column, *, weight: Column | None = None, category: Column | None = None) -> Table:
    """What a metric returns: person, tool, kind, start, category (null in a single figure), value, weight (1 where not
    given), in the types that every metric shares."""
    return rows.select(
        person=day(rows.person),
        tool=rows.tool.cast("string"),
        kind=rows.kind.cast("string"),
        start=day(rows.start),
        category=no_text() if category is None else category.cast("string"),
        value=amount(value),
        weight=amount(rows.person * 0 + 1 if weight is None else weight),
    )


def _covered(facts: Facts, kinds: Sequence[PeriodKind], known: Sequence[str]) -> Table:
    covered = facts.covered.filter(facts.covered.kind.isin([str(kind) for kind in kinds]))
    for name in known:
        covered = covered.filter(covered[name] == 1)
    return covered.select("tool", "kind", "start")
