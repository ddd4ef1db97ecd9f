"""When people began: the first week in which each person is known to have used each tool."""

from clearspan.metrics.cutoffs import WINDOW_WEEKS
from clearspan.metrics.expression import Table, first_known


def first_use(weekly: Table, employment: Table, covered: Table) -> Table:
    """One row a person and tool (and 'any') whose first use is known: person, tool, week (its Monday), run_end (last day of
    the unbroken run of covered weeks from there on).

    The first active week counts as first use only when the tool was covered without use in the 12 weeks before, or ever
    since the person was hired; else the person may have begun before the data does.
    """
    active = weekly.filter(weekly.active == 1)
    first = active.group_by("person", "tool").aggregate(week=active.week.min())
    weeks = covered.filter(covered.kind == "week").select("tool", "run_start", "run_end", week=covered.start)
    rows = first.join(weeks, ["tool", "week"])
    hired = employment.group_by("person").aggregate(hired=employment.hired.min())
    rows = rows.join(hired, "person")
    watched = rows.run_start <= rows.week - 7 * WINDOW_WEEKS
    since_hired = rows.run_start <= first_known(rows.hired, -1)
    return rows.filter(watched | since_hired).select("person", "tool", "week", "run_end")
