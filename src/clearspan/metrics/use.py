"""From weeks to months and quarters: one row a person, tool and period in which something was reported."""

from clearspan.metrics.expression import Table, day, first_known, flag, no_number, smaller, text
from clearspan.vocabulary.tool import ANY_TOOL

WORKDAYS = 5
"""Working days a week; use on more days than that counts as use on every working day."""

_KEYS = ("person", "tool", "kind", "start")
_COUNTS = ("active_weeks", "day_weeks", "days", "workdays")


def use(weekly: Table, stated: Table, week_rows: Table, periods: Table) -> Table:
    """One row a person, tool (and 'any'), kind and start in which something was reported: active (1, 0, null where not
    reported), actions, tools (how many are active), and from the weeks that belong to the period:
    active_weeks, day_weeks (active weeks whose days are known), days (active days in them), workdays (likewise, at most
    5 a week).

    Only the rows of a covered tool and period are to be used. All tools together take in whatever is known of each tool.
    """
    by_week = _counted(weekly)
    months = week_rows.filter(week_rows.kind == "month")
    in_months = by_week.drop("kind", "start").join(months, "week")
    of_tools = _grouped(in_months.filter(in_months.tool != ANY_TOOL)).union(_stated_months(stated))
    of_any = _grouped(in_months.filter(in_months.tool == ANY_TOOL))
    monthly = _with_any(of_tools, of_any)
    quarter = periods.filter(periods.kind == "month").select("start", "quarter")
    by_quarter = monthly.join(quarter, "start").mutate(kind=text("quarter"))
    by_quarter = by_quarter.drop("start").rename(start="quarter")
    quarterly = _with_any(
        _grouped(by_quarter.filter(by_quarter.tool != ANY_TOOL)),
        _grouped(by_quarter.filter(by_quarter.tool == ANY_TOOL)),
    )
    return _ordered(by_week).union(_ordered(monthly), _ordered(quarterly))


def _counted(weekly: Table) -> Table:
    """Each week as a period of its own, with what it adds to longer ones."""
    days = first_known(weekly.active_days, 0)
    return weekly.mutate(
        kind=text("week"),
        start=weekly.week,
        active_weeks=flag(weekly.active == 1),
        day_weeks=flag(days > 0),
        days=day(days),
        workdays=day(smaller(days, WORKDAYS)),
    )


def _grouped(rows: Table) -> Table:
    """The parts of each person, tool and period taken together."""
    return rows.group_by(*_KEYS).aggregate(
        active=day(rows.active.max()),
        actions=rows.actions.sum().cast("int64"),
        tools=day(rows.tools.max()),
        **{name: day(rows[name].sum()) for name in _COUNTS},
    )


def _stated_months(stated: Table) -> Table:
    """The months that a feed states as such; nothing is known of their weeks."""
    months = stated.filter(stated.kind == "month")
    nothing = {name: day(months.start * 0) for name in _COUNTS}
    return _ordered(months.mutate(tools=flag(months.active == 1), **nothing))


def _with_any(of_tools: Table, of_any: Table) -> Table:
    """The tools and all of them together: whether, how much and with how many tools follows from the tools, the counts
    of weeks and days from the weeks of all tools together."""
    parts = of_tools.mutate(tool=text(ANY_TOOL), **{name: day(of_tools[name] * 0) for name in _COUNTS})
    weeks = of_any.mutate(active=no_number(), actions=no_number("int64"), tools=day(of_any.tools * 0))
    both = _ordered(parts).union(_ordered(weeks))
    together = both.group_by(*_KEYS).aggregate(
        active=day(both.active.max()),
        actions=both.actions.sum().cast("int64"),
        tools=day(both.tools.sum()),
        **{name: day(both[name].sum()) for name in _COUNTS},
    )
    return _ordered(of_tools).union(_ordered(together))


def _ordered(rows: Table) -> Table:
    return rows.select(*_KEYS, "active", "actions", "tools", *_COUNTS)
