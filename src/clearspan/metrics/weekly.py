"""From usage rows to one row a person, tool and week in which something was reported."""

from clearspan.metrics.coverage import Coverage
from clearspan.metrics.expression import Table, counters_above_zero, day, first_known, flag, in_memory, no_number, text
from clearspan.metrics.feeds import Known
from clearspan.vocabulary.tool import ANY_TOOL, WHOLE_TOOL

DAYS = 7
"""Days a week, and so counters in `dates`."""

_FEED = ("tool", "source", "grain", "start_day", "end_day")

_COLUMNS = ("person", "tool", "week", "active", "active_days", "actions", "tools", "first_day")


def known_feeds(usage: Table, last_day: int) -> list[Known]:
    """What the usage table holds up to a day: one entry a feed, surface, period and arrival."""
    rows = usage.filter(usage.end_day <= last_day)
    keys = ("tool", "source", "grain", "surface", "arrival", "start_day", "end_day")
    found: Table = rows.group_by(*keys).aggregate(days=flag(rows.active_days.count() > 0), actions=flag(rows.actions.count() > 0))
    return [Known(**row) for row in found.to_pyarrow().to_pylist()]


def reported(usage: Table, coverage: Coverage) -> Table:
    """One row a person, tool and week or month that the chosen feed states: person, tool, kind, start, active (1, 0, null
    where not reported), dates (packed counters of active rows by weekday), by_date (1 for a feed by day), days_said, actions,
    first_day (first active day, where known).
    """
    rows = usage.filter(usage.surface == WHOLE_TOOL).join(in_memory(coverage.chosen), list(_FEED))
    by_date = rows.day_counter > 0
    used = rows.active == 1
    begun = first_known(rows.first_active_day, by_date.ifelse(rows.start_day, no_number()))
    return rows.group_by("person", "tool", "kind", "start").aggregate(
        active=day(rows.active.max()),
        dates=first_known(rows.day_counter.sum(where=used), 0).cast("int64"),
        by_date=flag(rows.day_counter.max() > 0),
        days_said=day(rows.active_days.max(where=used)),
        actions=rows.actions.sum().cast("int64"),
        first_day=day(begun.min(where=used)),
    )


def places(usage: Table, coverage: Coverage) -> Table:
    """One row a person, tool, week or month that the chosen feed states, and surface of the tool on which they were active
    in it: person, tool, kind, start, surface."""
    parts = usage.filter((usage.surface != WHOLE_TOOL) & (usage.active == 1))
    rows = parts.join(in_memory(coverage.chosen), list(_FEED))
    return rows.select("person", "tool", "kind", "start", "surface").distinct()


def weekly(stated: Table) -> Table:
    """One row a person, tool (and 'any') and week in which something was reported: person, tool, week, active (1, 0, null
    where not reported), active_days and actions (null where not reported), tools (how many are active),
    first_day (first active day in the week, the Monday where only the week is known, null while idle).

    A person who is absent from a covered week was idle. All tools together count the dates of the tools known by day.
    """
    weeks = stated.filter(stated.kind == "week")
    weeks = weeks.mutate(
        week=weeks.start,
        tools=flag(weeks.active == 1),
        begun=(weeks.active == 1).ifelse(first_known(weeks.first_day, weeks.start), no_number()),
    )
    dated = (weeks.by_date == 1).ifelse(counters_above_zero(weeks.dates, DAYS), weeks.days_said)
    each = weeks.mutate(active_days=day(dated), first_day=day(weeks.begun))
    grouped = weeks.group_by("person", "week").aggregate(
        active=day(weeks.active.max()),
        dates=weeks.dates.sum().cast("int64"),
        by_date=weeks.by_date.max(),
        actions=weeks.actions.sum().cast("int64"),
        tools=day(weeks.tools.sum()),
        first_day=day(weeks.begun.min()),
    )
    together = grouped.mutate(
        tool=text(ANY_TOOL),
        active_days=day((grouped.by_date == 1).ifelse(counters_above_zero(grouped.dates, DAYS), no_number())),
    )
    return each.select(*_COLUMNS).union(together.select(*_COLUMNS))
