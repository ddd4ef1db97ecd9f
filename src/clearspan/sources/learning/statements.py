"""Statements that people began and completed courses, put together to what is known of each person and course."""

from dataclasses import dataclass, field

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.fact_rows import raw_rows
from clearspan.sources.reading.sieve import Sieve

_SCHEMA = pa.schema(
    [
        ("record", pa.int64()),
        ("identifier", pa.string()),
        ("identifier_kind", pa.string()),
        ("id", pa.string()),
        ("course", pa.string()),
        ("meaning", pa.string()),
        ("day", pa.int32()),
        ("about_ai", pa.int8()),
        ("minutes", pa.float64()),
    ]
)
_WHO = ["identifier", "identifier_kind", "course"]


@dataclass
class Statements:
    """The statements gathered so far; raw identifiers, in memory only. `meaning` is assigned, started, completed or voided; of a
    voided one `course` is the id of the statement that it voids."""

    parts: list[pa.Table] = field(default_factory=list[pa.Table])

    def add(self, columns: dict[str, pa.Array], sieve: Sieve) -> None:
        """Takes the statements that the sieve keeps; one person in capitals and in small letters is one person."""
        spelt = pc.utf8_lower(columns["identifier"])
        whole = {"record": pa.array(sieve.numbers), **columns, "identifier": spelt}
        table = pa.table([whole[item.name].cast(item.type) for item in _SCHEMA], schema=_SCHEMA)
        self.parts.append(table.filter(sieve.kept()))

    def training(self) -> pa.Table:
        """Raw rows of training, one a person and course. A statement told twice counts once, a voided one not at all."""
        told = pa.concat_tables([*self.parts, _SCHEMA.empty_table()]).combine_chunks()
        voided = told.filter(pc.equal(told["meaning"], "voided"))["course"]
        told = told.filter(pc.not_equal(told["meaning"], "voided"))
        told = told.filter(pc.invert(pc.fill_null(pc.is_in(told["id"], value_set=voided.combine_chunks()), False)))
        told = _once(told)
        days = {
            meaning: pc.if_else(pc.equal(told["meaning"], meaning), told["day"], None)
            for meaning in ("assigned", "started", "completed")
        }
        for meaning, column in days.items():
            told = told.append_column(f"{meaning}_day", column)
        first = [(f"{meaning}_day", "min") for meaning in days]
        found = told.group_by(_WHO, use_threads=False).aggregate(
            [*first, ("day", "max"), ("about_ai", "max"), ("minutes", "sum"), ("record", "min")]
        )
        done = pc.is_valid(found["completed_day_min"])
        columns = {
            **{name: found[name] for name in _WHO},
            "record": found["record_min"],
            "attempt": 1,
            "channel": "course",
            "about_ai": found["about_ai_max"],
            **{f"{meaning}_day": found[f"{meaning}_day_min"] for meaning in days},
            "completed": done.cast(pa.int8()),
            "minutes": found["minutes_sum"],
            "as_of": found["day_max"],
        }
        return raw_rows("training", found.num_rows, columns)


def _once(told: pa.Table) -> pa.Table:
    """The statements without those whose id was told before; one without an id is always kept."""
    known = told.filter(pc.is_valid(told["id"]))
    first = known.group_by(["id"], use_threads=False).aggregate([("record", "min")])["record_min"]
    kept = pc.or_(pc.is_null(told["id"]), pc.is_in(told["record"], value_set=first.combine_chunks()))
    return told.filter(kept)
