"""Use for show: weeks that look like bursts, or like empty loops, and are set aside so that they raise no figure.

A week is judged by what was known when it ended: a person's own earlier weeks, how much the tool's other users did in the same
week, and the work that the person finished in the 91 days before. Whoever finished work with AI never shows off here. A loop can
be told from its sixth even week on (from the eighth, where nothing is known of the person's work): from then on its earlier weeks
are set aside in tiers too, and what was released by then stays as it is. Sums are of whole numbers, so that engines agree.
"""

from dataclasses import dataclass

from clearspan.metrics.expression import (
    Column,
    Table,
    count_in,
    counters_above_zero,
    day,
    first_known,
    larger,
    over_rows,
    place_in,
    smaller,
    whole,
)

WORK_DAYS = 91
"""How far back finished work is looked at."""

FEWEST_ITEMS = 4
"""Finished pieces of work of which it is known whether AI helped, from which on their lack says something."""

HISTORY_DAYS, FEWEST_WEEKS = 182, 4
"""How far back a person's own use is looked at, and the weeks of it that it takes to know what is usual."""

FEWEST_USERS = 10
"""Users of a tool in a week, below whom nobody is compared with them."""

WORKDAYS = 5
"""Days of use that a week is taken to hold where the feed does not say."""

MOST_A_DAY = 1_000_000
"""Tenths of actions a day from which on more makes no difference."""

WEEKDAYS = 7


@dataclass(frozen=True)
class Bar:
    """From when on a week looks like show: at the end of `weeks` weeks with use in which what is done in a day differs by less
    than `even` hundredths (deviation over mean), and which hold `much` tenths of what others did; or where one week holds
    `burst` times one's own weeks before, as a rule, and `high` times those of others."""

    weeks: int
    even: int
    much: int
    burst: int
    high: int


NO_OUTPUT = Bar(weeks=6, even=22, much=12, burst=3, high=2)
"""For people who finished work of which none was done with AI."""

UNKNOWN = Bar(weeks=8, even=12, much=20, burst=8, high=6)
"""For people of whose work it is not known."""

_PAIR = ("person", "tool")
_ROW = ("person", "tool", "week")


def counted_weeks(stated: Table) -> Table:
    """One row a person, tool and week with counted use: person, tool, week, actions, active_days."""
    weeks = stated.filter(stated.kind == "week", stated.active == 1, stated.actions > 0)
    dates = counters_above_zero(first_known(weeks.dates, 0), WEEKDAYS)
    days = first_known((weeks.by_date == 1).ifelse(dates, weeks.days_said), WORKDAYS)
    return weeks.select("person", "tool", week=weeks.start, actions=whole(weeks.actions), active_days=day(larger(days, 1)))


def shown_weeks(weeks: Table, work_item: Table) -> Table:
    """One row a person, tool and week that looks like show: person, tool, week, known (the Monday of the first week at whose end
    that can be told). `weeks` is what `counted_weeks` returns."""
    rows = _with_output(_suspected(weeks.join(_usual(weeks), ["tool", "week"])), work_item)
    told = [
        part
        for bar, mine in ((NO_OUTPUT, rows.items >= FEWEST_ITEMS), (UNKNOWN, rows.items < FEWEST_ITEMS))
        for part in (_loops(rows.filter(mine), bar), _bursts(rows.filter(mine), weeks, bar))
    ]
    found = told[0].union(*told[1:]).select("person", "tool", "since", "known")
    inside = weeks.select(*_ROW).join(found, list(_PAIR))
    inside = inside.filter(inside.week >= inside.since, inside.week <= inside.known)
    return inside.group_by(*_ROW).aggregate(known=day(inside.known.min()))


def _usual(weeks: Table) -> Table:
    """What the users of a tool did in a week, as a rule: the lower median; tool, week, usual. Only where there are enough."""
    many = weeks.group_by("tool", "week").aggregate(users=whole(weeks.person.count()))
    many = many.filter(many.users >= FEWEST_USERS).select("tool", "week")
    return _lower_median(weeks, ("tool", "week"), "usual").join(many, ["tool", "week"])


def _lower_median(rows: Table, group: tuple[str, ...], name: str) -> Table:
    """The lower median of `actions` by group, by rank, at least 1."""
    placed = rows.select(*group, "actions", place=place_in(group, "actions"), many=count_in(group))
    middle = placed.filter((2 * placed.place == placed.many - 1) | (2 * placed.place == placed.many - 2))
    return middle.select(*group, **{name: larger(middle.actions, 1)})


def _suspected(rows: Table) -> Table:
    """The rows that end an even stretch, or stand far above others: with `since_6` and `since_8`, the first week of the stretch
    (-1 where there is none)."""
    a_day = smaller(whole(rows.actions * 10 // rows.active_days), MOST_A_DAY)
    rows = rows.select(*_ROW, "actions", "usual", a_day=a_day, square=a_day * a_day)
    stretches = {f"since_{bar.weeks}": _stretch(rows, bar) for bar in (NO_OUTPUT, UNKNOWN)}
    rows = rows.select(*_ROW, "actions", "usual", **stretches)
    even = (rows.since_6 >= 0) | (rows.since_8 >= 0)
    return rows.filter(even | (rows.actions > NO_OUTPUT.high * rows.usual))


def _stretch(rows: Table, bar: Bar) -> Column:
    """The first week of the stretch that ends in a row, -1 where it is too short, not even, or holds too little."""

    def over(column: Column) -> Column:
        return whole(over_rows(column, _PAIR, "week", bar.weeks - 1))

    total, squares, count = over(rows.a_day.sum()), over(rows.square.sum()), over(rows.week.count())
    spread = (bar.weeks * squares - total * total) * bar.weeks * 10_000
    even = spread < bar.even * bar.even * (bar.weeks - 1) * total * total
    much = 10 * over(rows.actions.sum()) > bar.much * over(rows.usual.sum())
    return day(((count == bar.weeks) & even & much).ifelse(over(rows.week.min()), -1))


def _with_output(rows: Table, work_item: Table) -> Table:
    """The rows of people who finished no work with AI in the days before, or too little of which that is known; with `items`, how
    much is known."""
    told = work_item.filter(work_item.finished_day.notnull(), work_item.ai_assisted.notnull())
    told = told.select("person", "finished_day", "ai_assisted")
    done = rows.select(*_ROW, end=rows.week + 6).join(told, "person")
    done = done.filter(done.finished_day <= done.end, done.finished_day > done.end - WORK_DAYS)
    counted = done.group_by(*_ROW).aggregate(items=whole(done.finished_day.count()), helped=whole(done.ai_assisted.sum()))
    found = rows.join(counted, list(_ROW), how="left")
    found = found.select(
        *_ROW, "actions", "usual", "since_6", "since_8", items=first_known(found.items, 0), helped=first_known(found.helped, 0)
    )
    return found.filter((found.items < FEWEST_ITEMS) | (found.helped == 0))


def _loops(rows: Table, bar: Bar) -> Table:
    since = rows[f"since_{bar.weeks}"]
    return rows.filter(since >= 0).select("person", "tool", since=since, known=rows.week)


def _bursts(rows: Table, weeks: Table, bar: Bar) -> Table:
    """The weeks that stand far above the person's own before, and above those of others."""
    high = rows.filter(rows.actions > bar.high * rows.usual).select(*_ROW, did=rows.actions)
    before = weeks.select("person", "tool", "actions", earlier=weeks.week)
    own = high.join(before, list(_PAIR))
    own = own.filter(own.earlier < own.week, own.earlier > own.week - HISTORY_DAYS)
    often = own.group_by(*_ROW).aggregate(weeks=whole(own.earlier.count()))
    often = often.filter(often.weeks >= FEWEST_WEEKS).select(*_ROW)
    found = high.join(_lower_median(own, _ROW, "own"), list(_ROW)).join(often, list(_ROW))
    found = found.filter(found.did > bar.burst * found.own)
    return found.select("person", "tool", since=found.week, known=found.week)
