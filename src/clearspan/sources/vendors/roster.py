"""Staff lists: who works where, from when to when, as what and under whom; from any HR system that exports CSV."""

from collections.abc import Iterator

from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import read_csv
from clearspan.sources.reading.header import plain_name
from clearspan.sources.source import Batch, Source
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.staff_columns import IDENTIFIERS, STAFF_FIELDS, UNITS, staff_rows, written_names

_OTHER_FEEDS = frozenset(
    map(plain_name, ("period_start", "Report_Refresh_Date", "Metric_Date", "wave", "item_id", "tool", "strength", "identifier"))
)
"""Columns that no staff list has, and reports with some columns of a staff list do."""


def _recognise(sample: Sample) -> str | None:
    by_name = {plain_name(name): name for name in sample.header or ()}
    person, place = (next(written_names(items, by_name), None) for items in (IDENTIFIERS, UNITS))
    if person is None or place is None or _OTHER_FEEDS & by_name.keys():
        return None
    return f"its header has {person} and {place}, and no column of another feed"


def _read(arrived: Arrived) -> Iterator[Batch]:
    by_name = {plain_name(name): name for name in arrived.sample().header or ()}
    written = {item.name: next(written_names((item,), by_name), item.name) for item in STAFF_FIELDS}
    for rows in read_csv(arrived, STAFF_FIELDS):
        yield rows.batch({ROSTER: staff_rows(rows, written, arrived.name)})


SOURCE = Source(
    name="roster",
    title="Staff list (Workday, BambooHR, Microsoft Entra or any CSV)",
    kind="roster",
    version=1,
    tools=(),
    tables=("person_spell",),
    about=(
        "One row is a person from a day on (with an effective date) or on the day of the list (without). All lists together "
        "become spells: effective-dated rows win over snapshots; people whom a later snapshot of the same list no longer has "
        "have left; files whose names differ in the date alone are one list. A list without a date in a column or in its name "
        "says how things are today. Several addresses in a row are one person; an address of two people belongs to neither. "
        "Names of people, salaries and everything else undeclared are dropped."
    ),
    where_found=(
        "Workday: an advanced custom report as CSV. BambooHR: a custom report as CSV. Entra: users with manager, as CSV. "
        "Or write it yourself: see docs/formats/neutral.md."
    ),
    permission="Whoever may export the staff list in the HR system.",
    grain="a person from an effective date, or a person in a snapshot",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=STAFF_FIELDS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether a last day is worked: it is taken as the last day of employment.",
        "Workday's supervisory organisations may carry the name of their head: export a name without it if you do not want that.",
    ),
)
