"""People followed from a beginning: when they were given a licence, when they first used a tool, what became of it."""

from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_PERIOD, PERSON_TOOL_PERIOD
from clearspan.metrics.expression import Column, Table, day, flag, larger
from clearspan.metrics.facts import Facts


def beginners(facts: Facts, followed_days: int) -> Table:
    """One row a member, tool (and 'any') and period (month and quarter) in which they first used it: person, tool, kind,
    start, week (the Monday of the first week of use).

    Only periods of which everyone has been followed for `followed_days` days from the Monday of their first week without
    a gap in the feed, and only people who were still employed in the last week of it.
    """
    last = facts.periods.select("kind", "start", "last_week")
    rows = facts.first_use.join(last, ["kind", "start"])
    rows = rows.filter(rows.run_end >= rows.last_week + (followed_days - 1))
    rows = rows.join(facts.members.select(*PERSON_PERIOD), list(PERSON_PERIOD))
    return _still_there(facts, rows, rows.week + (followed_days - 7)).select(*PERSON_TOOL_PERIOD, "week")


def retained(facts: Facts, weeks_after: int) -> Table:
    """The beginners with `active`: 1 where they used the tool in the week `weeks_after` weeks after their first one or in
    the week after that, else 0."""
    rows = beginners(facts, 7 * (weeks_after + 2))
    used = facts.weekly.filter(facts.weekly.active == 1).select("person", "tool", used_week=facts.weekly.week)
    later = rows.join(used, ["person", "tool"])
    later = later.filter(
        (later.used_week >= later.week + 7 * weeks_after) & (later.used_week <= later.week + 7 * (weeks_after + 1))
    )
    back = later.select(*PERSON_TOOL_PERIOD).distinct().mutate(back=1)
    found = rows.join(back, list(PERSON_TOOL_PERIOD), how="left")
    return found.select(*PERSON_TOOL_PERIOD, active=flag(found.back == 1))


def newly_licensed(facts: Facts, followed_days: int) -> Table:
    """One row a holder, tool and period (month and quarter) in which they were given a licence that they hold at its end:
    person, tool, kind, start, waited (days from the grant to the first day of use, null where there was none).

    Only periods of which everyone has been followed for `followed_days` days, without a gap in the feed, and only people
    who were still employed then. Where a feed tells only the week of use, its Monday counts, or the day of the grant
    where that is later.
    """
    given = _given(facts, followed_days)
    used = facts.weekly.filter(facts.weekly.active == 1).select("person", "tool", "week", "first_day")
    uses = given.join(used.rename(used_week="week"), ["person", "tool"])
    uses = uses.filter(uses.used_week + 6 >= uses.since)
    uses = uses.mutate(wait=larger(uses.first_day - uses.since, 0))
    first = uses.group_by(*PERSON_TOOL_PERIOD).aggregate(waited=day(uses.wait.min()))
    rows = given.join(first, list(PERSON_TOOL_PERIOD), how="left")
    return rows.select(*PERSON_TOOL_PERIOD, "waited")


def _given(facts: Facts, followed_days: int) -> Table:
    periods = facts.periods.filter(facts.periods.kind.isin([str(kind) for kind in MONTH_QUARTER]))
    spells = facts.licence_spells.filter(facts.licence_spells.granted == 1)
    rows = spells.join(periods, [spells.since >= periods.start, spells.since <= periods.end])
    rows = rows.group_by(*PERSON_TOOL_PERIOD).aggregate(since=day(rows.since.min()), end=rows.end.max())
    rows = rows.join(facts.licensed.select(*PERSON_TOOL_PERIOD), list(PERSON_TOOL_PERIOD))
    weeks = facts.covered.filter(facts.covered.kind == "week").select("tool", "run_end", week=facts.covered.start)
    rows = rows.mutate(week=_monday(rows.since)).join(weeks, ["tool", "week"])
    rows = rows.filter(rows.run_end >= rows.end + followed_days)
    return _still_there(facts, rows, _monday(rows.since + followed_days)).select(*PERSON_TOOL_PERIOD, "since")


def _still_there(facts: Facts, rows: Table, week: Column) -> Table:
    there = facts.staff.filter(facts.staff.full == 1).select("person", there_week=facts.staff.week)
    return rows.mutate(there_week=day(week)).join(there, ["person", "there_week"])


def _monday(of: Column) -> Column:
    return of - (of + 3) % 7
