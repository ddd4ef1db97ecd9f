"""Cornerstone: transcripts as a custom report exports them to CSV."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.learning.learners import completed, learners, said_on
from clearspan.sources.learning.subjects import about_ai
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.typed import days, numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.roster_dates import slashed_pattern
from clearspan.vocabulary.identifier import IdentifierKind

_DATES = {
    "assigned_day": "Transcript Assigned Date",
    "registered": "Transcript Registration Date",
    "started_day": "Transcript Start Date",
    "completed_day": "Transcript Completed Date",
}
_KEEPS = (
    KeptField("User Email", FieldRole.IDENTIFIER, "identifier", ("User Email Address", "Email"), identifier=IdentifierKind.EMAIL),
    KeptField(
        "User ID",
        FieldRole.IDENTIFIER,
        "alias; identifier where there is no address",
        ("Username",),
        identifier=IdentifierKind.LEARNER_ID,
    ),
    KeptField("Training Object ID", FieldRole.CATEGORY, "course", ("Object ID", "LO Object ID", "Locator Number")),
    KeptField("Training Title", FieldRole.CATEGORY, "about_ai, by its words; course, where no object id is stated"),
    KeptField("Training Type", FieldRole.CATEGORY, "channel"),
    KeptField("Transcript Status", FieldRole.CATEGORY, "completed", required=True),
    KeptField("Transcript Attempt Number", FieldRole.MEASURE, "attempt; 1 where it is empty", ("Registration Number",)),
    KeptField("Transcript Assigned Date", FieldRole.TIME, "assigned_day", ("Assigned Date",)),
    KeptField("Transcript Registration Date", FieldRole.TIME, "assigned_day, where no other is stated", ("Registration Date",)),
    KeptField("Transcript Start Date", FieldRole.TIME, "started_day"),
    KeptField("Transcript Completed Date", FieldRole.TIME, "completed_day", ("Completed Date", "Transcript Completion Date")),
    KeptField("Training Hours", FieldRole.MEASURE, "minutes"),
)
_CHANNELS = {
    "online class": "course",
    "online course": "course",
    "curriculum": "course",
    "event": "live",
    "session": "live",
    "video": "video",
    "material": "material",
}
_HOURS_ON_A_DAY = r"^(\d{1,2}/\d{1,2}/\d{4}) .*$"


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("Transcript Status", "Training Title"), ("User ID", "User Email", "User Email Address"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch(_facts(rows, arrived.name))


def _facts(rows: CsvRows, file: str) -> dict[str, pa.Table]:
    sieve = rows.sieve
    course = pc.coalesce(rows.column("Training Object ID"), rows.column("Training Title"))
    sieve.reject(pc.is_null(course), "Training Title", "is missing, and so is Training Object ID")
    person, aliases = learners(sieve, ("User Email", rows.column("User Email")), ("User ID", rows.column("User ID")))
    stated = {name: by_distinct(rows.column(field), _day_alone) for name, field in _DATES.items()}
    patterns = slashed_pattern(stated.values())
    dates = {name: days(column, _DATES[name], sieve, patterns) for name, column in stated.items()}
    assigned = pc.coalesce(dates["assigned_day"], dates.pop("registered"))
    types = by_distinct(rows.column("Training Type"), pc.utf8_lower)
    channels = pa.array(list(_CHANNELS.values())).take(pc.index_in(types, value_set=pa.array(list(_CHANNELS))))
    attempt = numbers(rows.column("Transcript Attempt Number"), "Transcript Attempt Number", sieve, least=1)
    hours = numbers(rows.column("Training Hours"), "Training Hours", sieve, least=0)
    done = completed(rows.column("Transcript Status"), dates["completed_day"])
    row = {
        **person,
        "course": course,
        "attempt": pc.fill_null(pc.floor(attempt), 1).cast(pa.int32(), safe=False),
        "channel": pc.coalesce(channels, types),
        "about_ai": about_ai(rows.column("Training Title")),
        **dates,
        "assigned_day": assigned,
        "completed": done,
        "minutes": pc.if_else(pc.equal(done, 1), pc.multiply(hours, 60.0), pa.scalar(None, pa.float64())),
        "as_of": said_on(file, assigned, *dates.values()),
    }
    return {"training": kept_rows("training", sieve, row), ALIAS: aliases}


def _day_alone(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(texts, _HOURS_ON_A_DAY, r"\1")


SOURCE = Source(
    name="cornerstone_transcripts",
    title="Cornerstone transcripts",
    kind="training",
    version=1,
    tools=(),
    tables=("training",),
    about=(
        "One row is a person's training on the transcript. Completed counts where a day of completion is stated or the status "
        "is Completed. The course is known by its object id; where the report has none, by its title. A course is about AI "
        "where a word of its title says so, else it is unknown. Training hours are those of the catalogue, of completed "
        "training, as minutes. Dates with slashes are read in whichever order of day and month the rows show to be meant. "
        "Names and scores are not kept."
    ),
    where_found=(
        "Reports, Reporting 2.0 or Custom Reports, New, Transcript report, with the fields User ID, User Email, Training Title, "
        "Training Object ID, Training Type, Training Hours, Transcript Status, Transcript Assigned Date, Transcript Registration "
        "Date and Transcript Completed Date; run it and export as CSV."
    ),
    permission="Whoever may create transcript reports over all users.",
    grain="a training on the transcript",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "What a report's columns are called in your portal: field names follow its language and labels.",
        "In which time zone dates are.",
        "How much time a person spent: the catalogue's hours stand for it.",
        "Cornerstone's APIs depend on the contract and are not asked.",
    ),
)
