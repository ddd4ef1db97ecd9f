"""In which tier each person stands in each tool: weeks active of the last 12, and how much in them."""

from clearspan.metrics.cutoffs import NEW_WEEKS, WINDOW_WEEKS, Cutoffs
from clearspan.metrics.expression import Table, band, day, first_known, flag, larger, over_rows, smaller

TIERS = ("none", "tried", "occasional", "habitual", "power")
"""The tiers, lowest first; a tier's number is its place here."""

HABITUAL = TIERS.index("habitual")
POWER = TIERS.index("power")

_PAIR = ("person", "tool")


def rolling(weekly: Table, staff: Table, spine: Table) -> Table:
    """One row a person, tool and week with use in the last 12 weeks: person, tool, week, active_12 and active_4 (weeks
    active of the last 12 and 4), actions_12. Only weeks count in which the person was employed in full."""
    full = staff.filter(staff.full == 1).select("person", "week")
    active = weekly.filter(weekly.active == 1).join(full, ["person", "week"])
    active = active.select("person", "tool", "week", acts=first_known(active.actions, 0).cast("int64"))
    reach = active.group_by(*_PAIR).aggregate(first=active.week.min(), last=active.week.max())
    reach = reach.select(*_PAIR, "first", until=reach.last + 7 * (WINDOW_WEEKS - 1))
    dense = reach.join(spine, [reach.first <= spine.week, reach.until >= spine.week]).select(*_PAIR, "week")
    rows = dense.join(active, [*_PAIR, "week"], how="left")
    rows = rows.select(*_PAIR, "week", used=flag(rows.acts.notnull()), acts=first_known(rows.acts, 0))
    return rows.select(
        *_PAIR,
        "week",
        active_12=day(over_rows(rows.used.sum(), _PAIR, "week", WINDOW_WEEKS - 1)),
        active_4=day(over_rows(rows.used.sum(), _PAIR, "week", NEW_WEEKS - 1)),
        actions_12=over_rows(rows.acts.sum(), _PAIR, "week", WINDOW_WEEKS - 1).cast("int64"),
    )


def standing(rolled: Table, staff: Table, covered: Table, cutoffs: Cutoffs) -> Table:
    """One row a person, tool (and 'any') and week for which the tier can be told: person, tool, week, tier (its number in
    TIERS), power_known (1 where the feed counts actions in all its weeks of the last 12; else the tier is
    at most habitual).

    It can be told after 4 full weeks of employment, when every full week of the last 12 is covered for the tool.
    """
    weeks = covered.filter(covered.kind == "week").select("tool", "run_start", "actions_from", week=covered.start)
    judged = staff.filter((staff.full == 1) & (staff.full_weeks >= NEW_WEEKS)).join(weeks, "week")
    judged = judged.filter(judged.run_start <= judged.from_week)
    rows = judged.join(rolled, [*_PAIR, "week"], how="left")
    active_12, active_4 = first_known(rows.active_12, 0), first_known(rows.active_4, 0)
    new = rows.full_weeks < WINDOW_WEEKS
    habit = (active_12 >= cutoffs.habitual) | (new & (active_4 >= NEW_WEEKS))
    power_known = flag(rows.actions_from <= larger(rows.run_start, rows.week - 7 * (WINDOW_WEEKS - 1)))
    weeks_judged = smaller(rows.full_weeks, WINDOW_WEEKS)
    power = habit & (power_known == 1) & (rows.actions_12 >= weeks_judged * cutoffs.power_actions)
    tier = band(
        (power, POWER),
        (habit, HABITUAL),
        (active_12 >= cutoffs.occasional, TIERS.index("occasional")),
        (active_12 >= cutoffs.tried, TIERS.index("tried")),
        otherwise=TIERS.index("none"),
    )
    return rows.select(*_PAIR, "week", tier=day(tier), power_known=power_known)
