"""People followed from a beginning: when they were given a licence, when they first used a tool, what became of it.

A row belongs to the period in which the following ends, so that all rows of a period are known when it closes. People are
followed by whole weeks: to a Sunday.
"""

from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_PERIOD, PERSON_TOOL_PERIOD
from clearspan.metrics.expression import Column, Table, day, flag, larger
from clearspan.metrics.facts import Facts


def beginners(facts: Facts, followed_days: int) -> Table:
    """One row a member, tool (and 'any') and period (month and quarter) that holds the last of the `followed_days` days
    from the Monday of their first week of use on: person, tool, kind, start, week (that Monday).

    Only people whose use was covered for all those days without a gap, and who were employed in all of the last week.
    """
    rows = facts.first_use.mutate(followed_to=day(facts.first_use.week + (followed_days - 1)))
    rows = _followed(facts, rows.filter(rows.run_end >= rows.followed_to))
    return rows.select(*PERSON_TOOL_PERIOD, "week")


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
    """One row a member, tool and period (month and quarter) that holds the Sunday after (or on) the day `followed_days` days
    after they were given a licence: person, tool, kind, start, waited (days from the grant to the first day of use, null
    where there was none). It does not matter what became of the licence.

    Only people whose use was covered up to that Sunday without a gap, and who were employed in all of the last week.
    Where a feed tells only the week of use, its Monday counts, or the day of the grant where that is later.
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
    """The newly licensed with `since`, the day of the first grant that was followed to an end in the period."""
    spells = facts.licence_spells.filter(facts.licence_spells.granted == 1)
    rows = spells.mutate(week=day(_monday(spells.since)), followed_to=day(_monday(spells.since + followed_days) + 6))
    weeks = facts.covered.filter(facts.covered.kind == "week").select("tool", "run_end", week=facts.covered.start)
    rows = rows.join(weeks, ["tool", "week"])
    rows = _followed(facts, rows.filter(rows.run_end >= rows.followed_to))
    return rows.group_by(*PERSON_TOOL_PERIOD).aggregate(since=day(rows.since.min()))


def _followed(facts: Facts, rows: Table) -> Table:
    """The rows in the month and the quarter that hold their Sunday `followed_to`, for the members of those who were
    employed in all of its week."""
    there = facts.staff.filter(facts.staff.full == 1).select("person", there_week=facts.staff.week)
    rows = rows.mutate(there_week=day(rows.followed_to - 6)).join(there, ["person", "there_week"])
    periods = facts.periods.filter(facts.periods.kind.isin([str(kind) for kind in MONTH_QUARTER]))
    ends = periods.select("kind", "start", "end")
    rows = rows.join(ends, [rows.followed_to >= ends.start, rows.followed_to <= ends.end])
    return rows.join(facts.members.select(*PERSON_PERIOD), list(PERSON_PERIOD))


def _monday(of: Column) -> Column:
    return of - (of + 3) % 7
