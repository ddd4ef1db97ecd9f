"""Sets weeks that look like show aside: in what feeds state, in places, and, once they can be told, in tiers."""

from dataclasses import dataclass

from clearspan.metrics.arrow_rows import ArrowTable, arrow_rows
from clearspan.metrics.cutoffs import NEW_WEEKS, WINDOW_WEEKS
from clearspan.metrics.expression import Table, day, first_known, in_memory, larger, no_number, text, whole
from clearspan.metrics.show import FEWEST_USERS, shown_weeks
from clearspan.vocabulary.tool import ANY_TOOL

_COLUMNS = (("person", "int32"), ("tool", "string"), ("week", "int32"), ("known", "int32"))

NOTHING = arrow_rows({name: (kind, []) for name, kind in _COLUMNS})
"""The rows where no week looks like show."""

_ROW = ("person", "tool", "week")
_STATED = ("person", "tool", "kind", "start")
_STANDING = ("active_12", "active_4", "actions_12")


@dataclass(frozen=True, eq=False)
class Show:
    """The weeks that look like show, one row a person, tool and week: person, tool, week, known (the Monday of the first week at
    whose end that can be told). `rows` are the same in memory; they are few."""

    rows: ArrowTable
    table: Table

    @property
    def none(self) -> bool:
        """Whether there are no such weeks: nothing is to be joined then."""
        return self.rows.num_rows == 0

    def at_once(self) -> Table:
        """Those that could be told at their own end: person, tool, kind (week), start."""
        told = self.table.filter(self.table.known == self.table.week)
        return told.select("person", "tool", kind=text("week"), start=told.week, aside=day(told.week * 0 + 1))


def find_show(sent: Table, work_item: Table) -> Show:
    """The weeks of counted use that look like show; none where so few people use anything that nobody is compared with them."""
    people = sent.aggregate(people=sent.person.nunique()).to_pyarrow()["people"][0].as_py()
    rows = shown_weeks(sent, work_item).to_pyarrow() if people >= FEWEST_USERS else NOTHING
    return Show(rows, in_memory(rows))


def without_show(stated: Table, shown: Show) -> Table:
    """What feeds state, with the weeks as idle that could be told for show at their own end."""
    if shown.none:
        return stated
    rows = stated.join(shown.at_once(), list(_STATED), how="left")
    keeps = first_known(rows.aside, 0) == 0
    idle = {name: keeps.ifelse(rows[name], 0) for name in ("active", "dates", "days_said", "actions")}
    idle = {name: column.cast("int64") if name in ("dates", "actions") else day(column) for name, column in idle.items()}
    return rows.select(*_STATED, "by_date", **idle, first_day=day(keeps.ifelse(rows.first_day, no_number())))


def unshown_places(places: Table, shown: Show) -> Table:
    """The places in tools without those of weeks that could be told for show at their own end."""
    if shown.none:
        return places
    rows = places.join(shown.at_once(), list(_STATED), how="left")
    return rows.filter(rows.aside.isnull()).select(*_STATED, "surface")


def without_later(rolled: Table, weekly: Table, spine: Table, shown: Show) -> Table:
    """What `rolling` returns, with weeks taken out of the counts from the week on in which they can be told for show. Of all
    tools together a week goes where every tool used in it was for show, and else only the actions."""
    if shown.none:
        return rolled
    late = shown.table.filter(shown.table.known > shown.table.week).select(*_ROW, "known")
    out = _out_of_tools(late, weekly)
    out = out.union(_out_of_all(late, weekly))
    out = out.join(spine, [out.known <= spine.week, out.of + 7 * (WINDOW_WEEKS - 1) >= spine.week])
    recent = (out.week <= out.of + 7 * (NEW_WEEKS - 1)).ifelse(out.used, 0)
    gone = out.select(*_ROW, "used", "acts", recent=recent)
    sums = gone.group_by(*_ROW).aggregate(used=day(gone.used.sum()), recent=day(gone.recent.sum()), acts=whole(gone.acts.sum()))
    rows = rolled.join(sums, list(_ROW), how="left")
    less = zip(_STANDING, ("used", "recent", "acts"), strict=True)
    left = {name: larger(rows[name] - first_known(rows[part], 0), 0) for name, part in less}
    return rows.select(*_ROW, **{name: whole(each) if name == "actions_12" else day(each) for name, each in left.items()})


def _out_of_tools(late: Table, weekly: Table) -> Table:
    """Of each tool, the weeks and their actions: person, tool, of (the week), known, used (1), acts."""
    active = weekly.filter(weekly.active == 1).select(*_ROW, acts=whole(first_known(weekly.actions, 0)))
    rows = late.join(active, list(_ROW))
    return rows.select("person", "tool", "known", "acts", of=rows.week, used=day(rows.week * 0 + 1))


def _out_of_all(late: Table, weekly: Table) -> Table:
    """Of all tools together, likewise: the actions of each, and the week itself where nothing else was used in it."""
    tools = weekly.filter(weekly.active == 1, weekly.tool != ANY_TOOL).select(*_ROW, acts=whole(first_known(weekly.actions, 0)))
    rows = tools.join(late, list(_ROW), how="left").select(*_ROW, "acts", "known")
    weeks = rows.group_by("person", "week").aggregate(
        tools=day(rows.tool.count()), late=day(rows.known.count()), known=day(rows.known.max())
    )
    whole_weeks = weeks.filter(weeks.late == weeks.tools)
    nothing = whole(whole_weeks.week * 0)
    gone = whole_weeks.select(
        "person",
        tool=text(ANY_TOOL),
        known=whole_weeks.known,
        acts=nothing,
        of=whole_weeks.week,
        used=day(whole_weeks.week * 0 + 1),
    )
    acted = rows.filter(rows.known.notnull())
    acts = acted.select(
        "person", tool=text(ANY_TOOL), known=acted.known, acts=acted.acts, of=acted.week, used=day(acted.week * 0)
    )
    return gone.union(acts)
