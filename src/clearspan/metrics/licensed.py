"""Who held a licence of a tool: in which periods, and from when."""

from clearspan.metrics.expression import (
    Table,
    band,
    day,
    first_known,
    flag,
    over_earlier_rows,
    running_total,
    text,
)
from clearspan.metrics.members import FOREVER
from clearspan.vocabulary.tool import ANY_TOOL

LOOKS_APART = 31
"""The most days between two looks at a list of holders that count as one time."""


def licence_spells(licence: Table) -> Table:
    """One row a person, tool and unbroken time of holding: person, tool, since, until, granted (1 where `since` is the day
    of the grant). Statements that overlap or follow each other day by day are one time.

    A statement about a single day is a look at who holds one, as a report of holders is: it goes on with the time before where
    that ended at most LOOKS_APART days earlier, because nothing is said of the days between two looks."""
    keys, order = ("person", "tool"), ("from_day", "until")
    rows = licence.select("person", "tool", "from_day", "granted", until=day(licence.to_day.fill_null(FOREVER))).distinct()
    held = rows.mutate(held_to=over_earlier_rows(rows.until.max(), keys, order))
    reach = band(((held.from_day == held.until) & (held.granted == 0), LOOKS_APART), otherwise=1)
    held = held.mutate(begins=flag(held.from_day > first_known(held.held_to, -LOOKS_APART) + reach))
    numbered = held.mutate(time=running_total(held.begins, keys, order))
    numbered = numbered.mutate(grant=band((numbered.granted == 1, numbered.from_day), otherwise=FOREVER))
    times = numbered.group_by("person", "tool", "time").aggregate(
        since=day(numbered.from_day.min()),
        until=day(numbered.until.max()),
        granted=flag(numbered.grant.min() == numbered.from_day.min()),
    )
    return times.drop("time")


def licensed(spells: Table, members: Table, periods: Table) -> Table:
    """One row a member, tool (and 'any') and period on whose last day they hold a licence: person, tool, kind, start,
    whole (1 where they held it from the period's first day on)."""
    held = spells.join(periods, [spells.since <= periods.end, spells.until >= periods.end])
    held = held.select("person", "tool", "kind", "start", whole=flag(held.since <= held.start))
    held = held.join(members.select("person", "kind", "start"), ["person", "kind", "start"])
    together = held.group_by("person", "kind", "start").aggregate(whole=held.whole.max())
    columns = ("person", "tool", "kind", "start", "whole")
    return held.select(*columns).union(together.mutate(tool=text(ANY_TOOL)).select(*columns))
