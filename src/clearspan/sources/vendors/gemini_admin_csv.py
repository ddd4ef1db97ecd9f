"""Google Gemini in Workspace: the admin console's user-level usage report, CSV, a user and a window of 28 days."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.figures import any_positive, is_positive
from clearspan.sources.reading.named_days import needed_named_days
from clearspan.sources.reading.needed import needed
from clearspan.sources.reading.typed import whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_EMAIL = "Email"
_ALL = "Overall usage"
_ACTIVE_DAYS = "Active days"
_WINDOW_DAYS = 28

_APPS = {
    "gmail": ("Gmail", ()),
    "docs": ("Docs", ("Google Docs",)),
    "sheets": ("Sheets", ("Google Sheets",)),
    "slides": ("Slides", ("Google Slides",)),
    "drive": ("Drive", ("Google Drive",)),
    "meet": ("Meet", ("Google Meet",)),
    "chat": ("Chat", ("Google Chat",)),
    "vids": ("Vids", ("Google Vids",)),
    "gemini_app": ("Gemini app", ("Gemini",)),
}

_KEEPS = (
    KeptField(
        _EMAIL,
        FieldRole.IDENTIFIER,
        "identifier",
        aliases=("User email", "Email address"),
        required=True,
        identifier=IdentifierKind.EMAIL,
    ),
    KeptField(_ALL, FieldRole.MEASURE, "actions", required=True),
    KeptField(_ACTIVE_DAYS, FieldRole.MEASURE, "active, active_days", required=True),
    *(KeptField(name, FieldRole.MEASURE, f"actions of {surface}", others) for surface, (name, others) in _APPS.items()),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, (_ALL, _ACTIVE_DAYS), ("Gemini app", "Gmail", "Docs", "Google Docs"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    first, last = _window(arrived.name)
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"usage": _usage(rows, first, last)})


def _window(name: str) -> tuple[int, int]:
    """The first and the last day, from the file's name: of one date it is the last. Raises UnreadableFile."""
    example = "gemini-usage-2026-08-01-to-2026-08-28.csv"
    first, last = needed_named_days(name, example)
    if first == last:
        return last - _WINDOW_DAYS + 1, last
    if last - first >= 366:
        raise UnreadableFile("names more than a year.", where=name, remedy=f"Put the report's days into its name: {example}")
    return first, last


def _usage(rows: CsvRows, first: int, last: int) -> pa.Table:
    sieve = rows.sieve
    email = needed(rows, _EMAIL)
    counts = {name: whole_numbers(rows.column(name), name, sieve) for name in (_ALL, _ACTIVE_DAYS)}
    parts = []
    for surface, (name, _) in _APPS.items():
        count = whole_numbers(rows.column(name), name, sieve)
        parts.append(Part(surface, is_positive(count), {"active": any_positive([count]), "actions": count}))
    too_many = pc.greater(counts[_ACTIVE_DAYS], last - first + 1)
    sieve.reject(too_many, _ACTIVE_DAYS, "is more than the days of the report")
    common = {
        "identifier": email,
        "identifier_kind": IdentifierKind.EMAIL.value,
        "tool": "gemini",
        "grain": "window",
        "zone": "not stated",
        "start_day": first,
        "end_day": last,
        "as_of": last + 1,
    }
    figures = {
        "active": any_positive(list(counts.values())),
        "active_days": counts[_ACTIVE_DAYS],
        "actions": counts[_ALL],
    }
    return usage_rows(sieve, common, [whole(figures), *parts])


SOURCE = Source(
    name="gemini_admin_csv",
    title="Google Gemini in Workspace, user-level usage report",
    kind="usage",
    version=1,
    tools=("gemini",),
    tables=("usage",),
    about=(
        "One row is a user and 28 days. The file does not say which: its name must hold the last day, or the first and the last. "
        "A row for an app is there where it was used. Actions are the vendor's uses. The log of events (gemini_events) tells the "
        "same by day and is to be preferred."
    ),
    where_found=(
        "In admin.google.com: Menu, Generative AI, Gemini reports, User-level usage, Download. Put the report's last day into "
        "the file's name, as in gemini-usage-2026-08-28.csv."
    ),
    permission="An administrator with the privilege Reports.",
    grain="window",
    zone="not stated",
    lag_days=3,
    restated_days=0,
    active_means=(
        "At least one active day, or one use. Google counts only what a person asked for or accepted; suggestions that were "
        "ignored are not in this report."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "The header on every tenant: the apps are known with and without 'Google' before the name.",
        "The zone of the days, and whether the window ends on the day of the download or before.",
        "Whether every user with a licence is listed: no licence is taken from this report.",
    ),
)
