"""Two exports of released cells compared: which cells differ, and what explains it: data, definition or people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from clearspan.answers.words import day_words
from clearspan.errors import UnreadableFile
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.warehouse.releases import EXPORT_SCHEMA

KEY = ("metric", "tool", "dimension", "group", "kind", "start_day", "category")
"""What makes two rows the same cell."""

FIGURES = ("numerator", "denominator", "n", "value", "low", "high")
DEFINITION = ("metric_version",)
PEOPLE = ("members_as_of", "unchanged")
DATA = ("data_as_of", "rows", "release")


class Explained(StrEnum):
    """What explains that a cell differs."""

    DEFINITION = "definition"
    PEOPLE = "people"
    DATA = "data"
    WITHHELD = "newly withheld"
    SHOWN = "newly shown"
    REASON = "another reason for withholding"
    ONLY_FIRST = "only in the first"
    ONLY_SECOND = "only in the second"
    NOTHING = "nothing in the exports"


@dataclass(frozen=True)
class Difference:
    """One cell that differs: where it stands, how each export shows it (None where it does not), and what explains it."""

    metric: str
    tool: str
    dimension: str
    group: str
    period: str
    category: str
    first: Mapping[str, object] | None
    second: Mapping[str, object] | None
    explained: tuple[Explained, ...]
    words: str

    def record(self) -> dict[str, object]:
        """The difference as a plain record, for JSON."""
        return {
            "metric": self.metric,
            "tool": self.tool,
            "by": self.dimension,
            "group": self.group,
            "period": self.period,
            "category": self.category,
            "first": self.first,
            "second": self.second,
            "explained_by": [each.value for each in self.explained],
            "words": self.words,
        }


@dataclass(frozen=True)
class Comparison:
    """How many cells are alike in both exports, and those that are not."""

    alike: int
    differences: tuple[Difference, ...]

    def counts(self) -> dict[str, int]:
        """How many differences each explanation has."""
        found = Counter(each for difference in self.differences for each in difference.explained)
        return {each.value: found[each] for each in Explained if found[each]}

    def record(self) -> dict[str, object]:
        """The comparison as a plain record, for JSON."""
        told = [difference.record() for difference in self.differences]
        return {"alike": self.alike, "differ": len(told), "explained_by": self.counts(), "differences": told}


def compare(first: Path, second: Path) -> Comparison:
    """The comparison of two exports, .csv or .parquet. Raises UnreadableFile where one is no export of released cells."""
    one, other = _latest(_read(first)), _latest(_read(second))
    differences: list[Difference] = []
    alike = 0
    for key in sorted(one.keys() | other.keys(), key=_order):
        before, after = one.get(key), other.get(key)
        if before is not None and after is not None and _same(before, after):
            alike += 1
        else:
            differences.append(_difference(before, after))
    return Comparison(alike, tuple(differences))


def _read(path: Path) -> pa.Table:
    remedy = "Give files that `clearspan export`, the report or /api/cells.csv wrote."
    fault = "the file does not exist"
    try:
        if path.suffix == ".parquet":
            cells = pyarrow.parquet.read_table(path)
        else:
            types = {field.name: field.type for field in EXPORT_SCHEMA}
            convert = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
            cells = pyarrow.csv.read_csv(path, convert_options=convert)
    except FileNotFoundError:
        raise UnreadableFile(fault, where=path.name, remedy=remedy) from None
    except (OSError, pa.ArrowInvalid):
        raise UnreadableFile("the file is no export of released cells", where=path.name, remedy=remedy) from None
    missing = [name for name in CELL_COLUMNS if name not in cells.column_names]
    if missing:
        what = f"the file is no export of released cells: it has no column {missing[0]}"
        raise UnreadableFile(what, where=path.name, remedy=remedy)
    return cells.select(list(CELL_COLUMNS))


def _latest(cells: pa.Table) -> dict[tuple[object, ...], dict[str, object]]:
    """The rows by cell: of each the latest definition's, and of that the first release."""
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for row in cells.to_pylist():
        row["category"] = row["category"] or ""
        key = tuple(row[name] for name in KEY)
        held = found.get(key)
        if held is None or (row["metric_version"], -row["release"]) > (held["metric_version"], -int(str(held["release"]))):
            found[key] = row
    return found


def _order(key: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(f"{part:>12}" if isinstance(part, int) else str(part) for part in key)


def _same(first: Mapping[str, object], second: Mapping[str, object]) -> bool:
    return all(first[name] == second[name] for name in (*FIGURES, *DEFINITION, *PEOPLE, "withheld"))


def _difference(first: Mapping[str, object] | None, second: Mapping[str, object] | None) -> Difference:
    place = first or second or {}
    if first is None or second is None:
        explained: tuple[Explained, ...] = (Explained.ONLY_SECOND if first is None else Explained.ONLY_FIRST,)
    else:
        explained = _explained(first, second)
    return Difference(
        metric=str(place["metric"]),
        tool=str(place["tool"]),
        dimension=str(place["dimension"]),
        group=str(place["group"]),
        period=str(place["period"]),
        category=str(place["category"]),
        first=_shown(first),
        second=_shown(second),
        explained=explained,
        words=" ".join(_words(each, first, second) for each in explained),
    )


def _explained(first: Mapping[str, object], second: Mapping[str, object]) -> tuple[Explained, ...]:
    found: list[Explained] = []
    if (first["withheld"] is None) != (second["withheld"] is None):
        found.append(Explained.SHOWN if second["withheld"] is None else Explained.WITHHELD)
    elif first["withheld"] != second["withheld"]:
        found.append(Explained.REASON)
    for explanation, columns in ((Explained.DEFINITION, DEFINITION), (Explained.PEOPLE, PEOPLE), (Explained.DATA, DATA)):
        if any(first[name] != second[name] for name in columns):
            found.append(explanation)
    return tuple(found) or (Explained.NOTHING,)


def _shown(row: Mapping[str, object] | None) -> dict[str, object] | None:
    return None if row is None else {name: row[name] for name in (*FIGURES, "withheld", *DEFINITION, *PEOPLE, *DATA)}


def _words(explained: Explained, first: Mapping[str, object] | None, second: Mapping[str, object] | None) -> str:
    if first is None or second is None:
        return f"It is {explained.value} export."
    if explained is Explained.DEFINITION:
        return f"The definition went from version {first['metric_version']} to {second['metric_version']}."
    if explained is Explained.PEOPLE:
        return f"Its people are those of {_people(first)} in the first, and of {_people(second)} in the second."
    if explained is Explained.DATA:
        return f"The data reach {_data(first)} in the first, and {_data(second)} in the second."
    if explained is Explained.NOTHING:
        return "Nothing in the exports explains it: they come from two installations, or one was altered."
    reason = second["withheld"] if explained is not Explained.SHOWN else first["withheld"]
    return f"It is {explained.value}: {reason}" if explained is not Explained.SHOWN else f"It was withheld: {reason}"


def _people(row: Mapping[str, object]) -> str:
    return f"{day_words(int(str(row['members_as_of'])))}{' (unchanged)' if row['unchanged'] else ''}"


def _data(row: Mapping[str, object]) -> str:
    return f"{day_words(int(str(row['data_as_of'])))} in some {int(str(row['rows'])):,} rows (release {row['release']})"


def sentences(comparison: Comparison) -> Sequence[str]:
    """What the comparison comes to, in sentences."""
    if not comparison.differences:
        return (f"The exports are alike: {comparison.alike:,} cells.",)
    counts = ", ".join(f"{name} ({number:,})" for name, number in comparison.counts().items())
    return (f"{comparison.alike:,} cells are alike, {len(comparison.differences):,} differ.", f"What explains it: {counts}.")
