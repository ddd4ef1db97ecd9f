"""Viva Insights: the CSV of a person query or of a Copilot report, with Copilot metrics, a person and a week or a day."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.figures import any_positive, any_reported, is_positive, total
from clearspan.sources.reading.header import plain_name
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, whole_numbers
from clearspan.sources.reading.usage_rows import Part, licence_rows, usage_rows, whole
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_ACTIONS = "Total Copilot actions taken"
_ACTIVE_DAYS = "Total Copilot active days"
_ENABLED_DAYS = "Total Copilot enabled days"
_DATES = ("%m/%d/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p")

_APP_ACTIONS = {
    "teams": "Copilot actions taken in Teams",
    "outlook": "Copilot actions taken in Outlook",
    "word": "Copilot actions taken in Word",
    "excel": "Copilot actions taken in Excel",
    "powerpoint": "Copilot actions taken in PowerPoint",
    "chat_work": "Copilot actions taken in Copilot chat (work)",
}
_APP_DAYS = {
    "teams": "Days of active Copilot usage in Teams",
    "outlook": "Days of active Copilot usage in Outlook",
    "word": "Days of active Copilot usage in Word",
    "excel": "Days of active Copilot usage in Excel",
    "powerpoint": "Days of active Copilot usage in PowerPoint",
    "onenote": "Days of active Copilot usage in OneNote",
    "loop": "Days of active Copilot usage in Loop",
    "chat_work": "Days of active Copilot chat (work) usage",
    "chat_web": "Days of active Copilot Chat (web) usage",
}
_PROMPTS = {
    "chat_work": "Copilot chat (work) prompts submitted",
    "chat_web": "Copilot Chat (web) prompts submitted",
    "word": "Chat (Copilot in Word) prompts submitted",
    "excel": "Chat (Copilot in Excel) prompts submitted",
    "powerpoint": "Chat (Copilot in PowerPoint) prompts submitted",
}
_WITHOUT_LICENCE = (_APP_DAYS["chat_web"], _PROMPTS["chat_web"])
"""Chat on the web needs no licence, so a figure of it says nothing about one."""

_FEATURES = (
    "Intelligent recap actions taken",
    "Summarize chat actions taken using Copilot in Teams",
    "Summarize meeting actions taken using Copilot in Teams",
    "Summarize email thread actions taken using Copilot in Outlook",
    "Summarize presentation actions taken using Copilot in PowerPoint",
    "Summarize Word document actions taken using Copilot in Word",
    "Compose chat message actions taken using Copilot in Teams",
    "Generate email draft actions taken using Copilot in Outlook",
    "Rewrite text actions taken using Copilot in Word",
    "Draft Word document actions taken using Copilot",
    "Create presentation actions taken using Copilot",
    "Create Excel formula actions taken using Copilot",
    "Add content to presentation actions taken",
    "Organize presentation actions taken",
    "Organize presentation actions taken using Copilot in PowerPoint",
    "Visualize as table actions taken using Copilot in Excel",
    "Visualize as table actions taken using Copilot in Word",
)
"""Features overlap the totals, and some each other: they tell whether anything was done and are never added up."""


def _measure(name: str, becomes: str) -> KeptField:
    """The field, which British tenants spell with an s for the z."""
    british = name
    for american in ("ummarize", "rganize", "isualize"):
        british = british.replace(american, american.replace("ize", "ise"))
    return KeptField(name, FieldRole.MEASURE, becomes, aliases=() if british == name else (british,))


_KEEPS = (
    KeptField("PersonId", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.VIVA_PERSON),
    KeptField("MetricDate", FieldRole.TIME, "start_day, end_day", required=True),
    _measure(_ACTIONS, "actions"),
    _measure(_ACTIVE_DAYS, "active, active_days"),
    _measure(_ENABLED_DAYS, "licence"),
    *(_measure(name, f"actions of {surface}") for surface, name in _APP_ACTIONS.items()),
    *(_measure(name, f"active_days of {surface}") for surface, name in _APP_DAYS.items()),
    *(_measure(name, f"prompts of {surface}") for surface, name in _PROMPTS.items()),
    *(_measure(name, "active") for name in _FEATURES),
)

_COUNTS = tuple(item.name for item in _KEEPS if item.role is FieldRole.MEASURE)


def _recognise(sample: Sample) -> str | None:
    why = header_why(sample, ("PersonId", "MetricDate"))
    return why if any("copilot" in plain_name(name) for name in sample.header or ()) else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    grain = _grain(arrived)
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch(_facts(rows, grain))


def _grain(arrived: Arrived) -> str:
    """week where all dates lie whole weeks apart, else day; a single date is a day where it cannot begin a week."""
    dates: set[int] = set()
    most_days = 0
    for rows in read_csv(arrived, [item for item in _KEEPS if item.required or item.name == _ACTIVE_DAYS]):
        sieve = Sieve(rows.sieve.numbers)
        dates |= set(pc.unique(days(rows.column("MetricDate"), "MetricDate", sieve, _DATES)).drop_null().to_pylist())
        most_days = max(most_days, pc.max(whole_numbers(rows.column(_ACTIVE_DAYS), "", sieve)).as_py() or 0)
    weekdays = {(day + 3) % 7 for day in dates}
    if len(weekdays) > 1:
        return "day"
    begins_a_week = weekdays <= {0, 5, 6}
    return "week" if len(dates) > 1 or most_days > 1 or begins_a_week else "day"


def _facts(rows: CsvRows, grain: str) -> dict[str, pa.Table]:
    sieve = rows.sieve
    person = rows.column("PersonId")
    sieve.reject(pc.is_null(person), "PersonId", "is missing")
    start = days(rows.column("MetricDate"), "MetricDate", sieve, _DATES)
    sieve.reject(pc.is_null(start), "MetricDate", "is missing")
    counts = {name: whole_numbers(rows.column(name), name, sieve) for name in _COUNTS}
    enabled = counts[_ENABLED_DAYS]
    told = any_reported([counts[name] for name in _COUNTS if name not in _WITHOUT_LICENCE])
    licensed = pc.if_else(pc.is_valid(enabled), pc.greater(enabled, 0), told)
    last = pa.scalar(6 if grain == "week" else 0, pa.int32())
    common = {
        "identifier": person,
        "identifier_kind": IdentifierKind.VIVA_PERSON.value,
        "tool": "m365_copilot",
        "as_of": pc.add(pc.add(start, last), pa.scalar(1, pa.int32())),
    }
    span = {"grain": grain, "zone": "tenant", "start_day": start, "end_day": pc.add(start, last)}
    licence = {"from_day": start, "to_day": pc.add(start, last), "granted": 0}
    return {
        "usage": usage_rows(sieve, {**common, **span}, _figures(counts, licensed)),
        "licence": licence_rows(sieve, {**common, **licence}, licensed),
    }


def _figures(counts: dict[str, pa.Array], licensed: pa.Array) -> list[Part]:
    """The whole, and a part for each app in which something was done."""
    parts = []
    nothing = pa.nulls(len(licensed), pa.int64())
    for surface in dict.fromkeys([*_APP_ACTIONS, *_APP_DAYS]):
        found = {
            name: counts[fields[surface]] if surface in fields else nothing
            for name, fields in (("actions", _APP_ACTIONS), ("active_days", _APP_DAYS), ("prompts", _PROMPTS))
        }
        active = any_positive(list(found.values()))
        parts.append(Part(surface, is_positive(active), {**found, "active": active}))
    actions = pc.coalesce(counts[_ACTIONS], total([counts[name] for name in _APP_ACTIONS.values()]))
    active = any_positive([counts[name] for name in _COUNTS if name != _ENABLED_DAYS])
    idle_without_licence = pc.and_(pc.invert(licensed), pc.fill_null(pc.equal(active, 0), False))
    of_all: dict[str, Any] = {
        "active": pc.if_else(idle_without_licence, pa.scalar(None, pa.int8()), active),
        "active_days": counts[_ACTIVE_DAYS],
        "actions": actions,
    }
    return [whole(of_all), *parts]


SOURCE = Source(
    name="viva_person_query",
    title="Viva Insights person query with Copilot metrics",
    kind="usage",
    version=1,
    tools=("m365_copilot",),
    tables=("usage", "licence"),
    about=(
        "One row is a person and a week or a day; which of the two is told by the dates in the file. Empty means without a "
        "licence: the row is kept with nothing reported and no licence. 0 means licensed and idle. The total of actions is "
        "the vendor's, else the sum over the apps, which do not overlap; features are never added. A row for an app is "
        "there only where it was used."
    ),
    where_found=(
        "Viva Insights, Analysis, Person query, Set up analysis, with the Copilot metrics, grouped by week; Run, then download "
        "CSV. The table behind the template reports for Copilot (adoption, super users), exported as CSV with PersonId and "
        "MetricDate, is the same."
    ),
    permission="The role Insights Analyst.",
    grain="week or day",
    zone="tenant",
    lag_days=6,
    restated_days=7,
    active_means="At least one action, prompt or active day in any app. Enabled days are not activity.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "PersonId is no address: only the Viva administrator can say who it is.",
        "Which day a week begins on: the tenant sets it; the first day is stored as sent.",
        "The vendor changes the definitions of these metrics without a date in the file.",
        "Metric names in tenants of other languages than English: only English ones, American or British, are known.",
        "An export of the Copilot Dashboard that has groups in place of PersonId is no feed of people and is not taken.",
    ),
)
