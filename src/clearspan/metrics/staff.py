"""How long people have been there: for each person and week, how many of the last 12 weeks they were employed in full."""

from clearspan.metrics.cutoffs import WINDOW_WEEKS
from clearspan.metrics.expression import Table, band, day, first_known, flag, one_of_each, over_rows, smaller
from clearspan.metrics.members import FOREVER


def employment(person_spell: Table) -> Table:
    """One row a spell: person, since, until, hired (null where the roster does not say).

    A person's first spell reaches back to the day of hire; where that is not known and the spell begins with the roster
    itself, the person is taken to have been there before.
    """
    first = one_of_each(person_spell.mutate(earliest=-person_spell.from_day), ("person",), ("earliest",))
    starts = first.select("person", first_from=first.from_day, hired=first.hired_day)
    opening = person_spell.aggregate(roster_begins=person_spell.from_day.min())
    spells = person_spell.join(starts, "person").cross_join(opening)
    before = band(
        (spells.from_day != spells.first_from, spells.from_day),
        (spells.hired.notnull(), smaller(spells.hired, spells.from_day)),
        (spells.from_day == spells.roster_begins, 0),
        otherwise=spells.from_day,
    )
    return spells.select("person", "hired", since=day(before), until=day(spells.to_day.fill_null(FOREVER)))


def staff(employment: Table, spine: Table) -> Table:
    """One row a person and week from the first to the last in which they were employed: person, week, full (1 where
    employed from Monday to Sunday), full_weeks (how many of the last 12 weeks were full), from_week (the first of those).

    `spine` holds every Monday without a gap, from 11 weeks before the data window on.
    """
    pairs = spine.join(employment, [spine.week + 6 >= employment.since, spine.week <= employment.until])
    ends = pairs.group_by("person", "week").aggregate(
        full=flag((flag(pairs.since <= pairs.week).max() + flag(pairs.until >= pairs.week + 6).max()) == 2)
    )
    reach = ends.group_by("person").aggregate(first=ends.week.min(), last=ends.week.max())
    dense = reach.join(spine, [reach.first <= spine.week, reach.last >= spine.week]).select("person", "week")
    rows = dense.join(ends, ["person", "week"], how="left")
    rows = rows.select("person", "week", full=day(first_known(rows.full, 0)))
    rows = rows.mutate(full_week=band((rows.full == 1, rows.week), otherwise=FOREVER))
    before = WINDOW_WEEKS - 1
    return rows.select(
        "person",
        "week",
        "full",
        full_weeks=day(over_rows(rows.full.sum(), ("person",), "week", before)),
        from_week=day(over_rows(rows.full_week.min(), ("person",), "week", before)),
    )
