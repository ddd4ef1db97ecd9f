"""Recognises a file of a public source by its column headers, whatever its name and release."""

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clearspan.errors import UnknownSource, UnreadableFile

ALIASES = {
    "code": ("O*NET-SOC Code", "onetsoc_code", "onet_soc_code", "O*NET-SOC 2019 Code", "occ_code", "SOC Code", "soc_code"),
    "title": ("Title", "O*NET-SOC Title", "occupation_title", "Occupation"),
    "task_id": ("Task ID", "task_id", "Task Element ID"),
    "task": ("Task", "Task Statement", "task_name", "task", "Task Element Name"),
    "task_type": ("Task Type", "task_type"),
    "alpha": ("human_rating_alpha", "dv_rating_alpha", "alpha"),
    "beta": ("human_rating_beta", "dv_rating_beta", "beta"),
    "human_labels": ("human_labels", "human_exposure_agg"),
    "share": ("pct", "task_pct", "percentage"),
    "penetration": ("penetration", "task_penetration"),
    "observed": ("observed_exposure",),
    "directive": ("directive",),
    "feedback_loop": ("feedback_loop", "feedback loop"),
    "task_iteration": ("task_iteration", "task iteration"),
    "validation": ("validation",),
    "learning": ("learning",),
    "geo": ("geo_id",),
    "geography": ("geography",),
    "end": ("date_end",),
    "facet": ("facet",),
    "variable": ("variable",),
    "cluster": ("cluster_name",),
    "value": ("value",),
}
"""What a column holds -> the headers under which releases call it; the first that is there counts."""


@dataclass(frozen=True)
class Layout:
    """One layout of a file: its name, the columns that it must have, and what it holds."""

    name: str
    needs: tuple[str, ...]
    holds: str


ONET = (
    Layout("labelled_tasks", ("code", "task_id", "task", "beta"), "tasks of occupations with their exposure"),
    Layout("tasks", ("code", "task_id", "task"), "tasks of occupations"),
    Layout("occupation_exposure", ("code", "title", "beta"), "exposure of occupations"),
    Layout("occupations", ("code", "title"), "titles of occupations"),
)
ECONOMIC_INDEX = (
    Layout("long", ("geo", "facet", "variable", "cluster", "value"), "use by task, and how far it is handed over"),
    Layout(
        "collaboration",
        ("task", "directive", "feedback_loop", "task_iteration", "validation", "learning"),
        "how far tasks are handed over",
    ),
    Layout("task_share", ("task", "share"), "use by task"),
    Layout("penetration", ("task", "penetration"), "how far use has reached, by task"),
    Layout("observed", ("code", "observed"), "exposure that was observed, by occupation"),
)
"""Layouts by source, the fullest first."""


@contextmanager
def opened_table(path: Path, layouts: tuple[Layout, ...]) -> Iterator[tuple[Layout, Iterator[Mapping[str, str]]]]:
    """The layout of a file of commas or tabs, and its rows by what the columns hold.

    Raises UnreadableFile where it is no such file, UnknownSource where its headers fit no layout.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            heads = stream.readline()
            stream.seek(0)
            reader = csv.reader(stream, delimiter="\t" if "\t" in heads else ",")
            columns = _columns(next(reader, []))
            layout = next((each for each in layouts if set(each.needs) <= set(columns)), None)
            if layout is None:
                wanted = "; ".join(f"{each.holds}: {', '.join(ALIASES[need][0] for need in each.needs)}" for each in layouts)
                raise UnknownSource(
                    "its column headers are those of no known layout", where=path.name, remedy=f"Known are {wanted}."
                )
            yield layout, _rows(reader, columns)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = "Take the file as text (tab or comma), not as a spreadsheet."
        raise UnreadableFile(f"cannot be read as a table ({type(error).__name__})", where=path.name, remedy=remedy) from error


def _columns(heads: list[str]) -> dict[str, int]:
    """Where each known column stands."""
    places = {_plain(head): place for place, head in enumerate(heads)}
    found: dict[str, int] = {}
    for name, aliases in ALIASES.items():
        place = next((places[_plain(alias)] for alias in aliases if _plain(alias) in places), None)
        if place is not None:
            found[name] = place
    return found


def _rows(reader: Iterator[list[str]], columns: Mapping[str, int]) -> Iterator[Mapping[str, str]]:
    last = max(columns.values())
    for row in reader:
        if len(row) > last:
            yield {name: row[place].strip() for name, place in columns.items()}


def _plain(head: str) -> str:
    return re.sub(r"[\s_]+", " ", head).strip().casefold()
