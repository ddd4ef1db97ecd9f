"""Who is counted in which group: the people employed on the last day of each period, where they were on that day."""

from clearspan.metrics.expression import Column, Table, band, no_text, one_of_each, text
from clearspan.vocabulary.grid import TENURE_BANDS, WHOLE

FOREVER = 2_000_000_000
"""Stands for the last day of what has no end."""


def members(person_spell: Table, periods: Table) -> Table:
    """One row a person and period: person, kind, start, and the keys of the person's groups as text, null where the
    roster does not say: organisation, division, department, team, role, level, tenure, location.

    Where two spells of a person hold the last day, the one that began later counts, then the newer statement.
    """
    spells = person_spell.mutate(until=person_spell.to_day.fill_null(FOREVER))
    within = spells.join(periods, [spells.from_day <= periods.end, spells.until >= periods.end])
    latest = one_of_each(within, ("person", "kind", "start"), ("from_day", "as_of", "arrival", "identity"))
    return latest.select(
        "person",
        "kind",
        "start",
        "division",
        "department",
        "team",
        "role",
        "level",
        "location",
        organisation=text(WHOLE),
        tenure=_tenure(latest),
    )


def _tenure(rows: Table) -> Column:
    served = rows.end - rows.hired_day
    bands = [(served < each.upto, text(each.name)) for each in TENURE_BANDS if each.upto is not None]
    last = next(each.name for each in TENURE_BANDS if each.upto is None)
    return band((rows.hired_day.isnull(), no_text()), *bands, otherwise=text(last))
