"""Who works in which work system: the systems beside the AI tools, in which AI is to become part of the work.

A person works in a system in a week where the system's own feed says that they did something there (an activity of one of
the kinds ACTS with an amount above 0), or where an item of theirs was begun or finished there. Being invited, mentioned or
assigned is no work.

A system is known of in a week where anyone's row falls into it and the feed neither begins after its Tuesday nor ends before
its Friday; in a month or quarter where it is known of in each week that belongs to it.
"""

from collections.abc import Sequence

from clearspan.metrics.expression import Table, day, flag, text
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import PeriodKind

ACTS = ("active", "reviews")
"""Kinds of activity that say that a person did something in the system."""

TUESDAY, FRIDAY = 1, 4
"""Days from Monday."""
A_WEEK = 6
"""Last day less first day of a week."""
MIDDLE = 3
"""From the first day of a week to the one that decides to which ISO week it belongs."""


def at_work(facts: Facts, kinds: Sequence[PeriodKind]) -> Table:
    """One row a person employed at the period's end, work system and period of the kinds in which the system is known of:
    person, tool (the system's name), kind, start, there (1 where the person worked in it, 0 where not)."""
    seen = _seen(facts)
    found = seen.filter(seen.did == 1).select("person", "system", "week").distinct()
    found = found.join(_periods(facts, kinds), "week").select("person", "system", "kind", "start").distinct()
    known = _known(facts, seen, kinds)
    people = facts.members.select("person", "kind", "start").join(known, ["kind", "start"])
    people = people.select("person", "system", "kind", "start")
    found = found.mutate(worked=day(found.start * 0 + 1))
    rows = people.join(found, ["person", "system", "kind", "start"], how="left")
    return rows.select("person", "kind", "start", tool=rows.system, there=flag(rows.worked == 1))


def staff_of_systems(facts: Facts) -> Table:
    """One row a person, work system and month or quarter in whose last month they worked in it: person, tool, kind, start.

    Periods that end on one day count the same people, whatever their length: so the last month decides for a quarter.
    """
    months = at_work(facts, (PeriodKind.MONTH,))
    months = months.filter(months.there == 1).drop("there")
    of_kind = {kind: facts.periods.filter(facts.periods.kind == str(kind)) for kind in (PeriodKind.MONTH, PeriodKind.QUARTER)}
    ends = of_kind[PeriodKind.MONTH].select("start", "end")
    last = ends.join(of_kind[PeriodKind.QUARTER].select("end", begins="start"), "end").select("start", "begins")
    in_quarters = months.drop("kind").join(last, "start").mutate(kind=text(str(PeriodKind.QUARTER)))
    columns = ("person", "tool", "kind", "start")
    return months.select(*columns).union(in_quarters.drop("start").rename(start="begins").select(*columns))


def _seen(facts: Facts) -> Table:
    """One row a person and sign of work: person, system, week, first and last (days that the sign covers), did (1 or 0)."""
    acts = facts.activity.filter(facts.activity.kind.isin(list(ACTS)))
    length = acts.end_day - acts.start_day
    acts = acts.filter((length == 0) | (length == A_WEEK))
    signs = acts.select(
        "person",
        "system",
        first=acts.start_day,
        last=acts.end_day,
        day=day(acts.start_day + flag(acts.end_day > acts.start_day) * MIDDLE),
        did=flag(acts.amount > 0),
    )
    items = facts.work_item.filter(facts.work_item.system.notnull())
    begun, ended = (
        items.filter(moment.notnull()).select("person", "system", first=moment, last=moment, day=moment, did=day(moment * 0 + 1))
        for moment in (items.started_day, items.finished_day)
    )
    every = signs.union(begun, ended)
    every = every.filter((every.first >= facts.first_day) & (every.last <= facts.last_day))
    return every.join(facts.calendar.select("day", "week"), "day")


def _known(facts: Facts, seen: Table, kinds: Sequence[PeriodKind]) -> Table:
    """One row a work system and period in which it is known of: system, kind, start."""
    spans = seen.group_by("system").aggregate(begins=seen.first.min(), ends=seen.last.max())
    weeks = seen.select("system", "week").distinct().join(spans, "system")
    weeks = weeks.filter((weeks.begins <= weeks.week + TUESDAY) & (weeks.ends >= weeks.week + FRIDAY))
    inside = weeks.join(_periods(facts, kinds), "week")
    counted = inside.group_by("system", "kind", "start").aggregate(found=day(inside.week.count()))
    whole = counted.join(facts.periods.select("kind", "start", "weeks"), ["kind", "start"])
    return whole.filter(whole.found == whole.weeks).select("system", "kind", "start")


def _periods(facts: Facts, kinds: Sequence[PeriodKind]) -> Table:
    """The weeks of the periods of these kinds: week, kind, start."""
    return facts.week_rows.filter(facts.week_rows.kind.isin([str(kind) for kind in kinds]))
