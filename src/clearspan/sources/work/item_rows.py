"""Rows of work items, and of the tasks for which the items themselves say that an AI tool was used."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.work.labels import Marks
from clearspan.sources.work.owners import Owner

EVIDENCE = "work item"


@dataclass(frozen=True)
class Times:
    """Days of each record as int32: made, begun, finished, last changed; all but the first may be null. `started` is None where
    the source never says when work began."""

    created: pa.Array
    started: pa.Array | None
    finished: pa.Array
    updated: pa.Array


def item_facts(sieve: Sieve, who: Owner, times: Times, marks: Marks, columns: dict[str, Any]) -> dict[str, pa.Table]:
    """The tables of the records that the sieve keeps: work_item, task_use and alias rows.

    `columns` holds the item's number, kind and system and, where known, difficulty, reopened and quality. The system's name
    goes before the number, so that two systems' numbers stay apart. A task has evidence of a tool's use where a finished item
    names both the task and the tool; the day is the one on which it was finished.
    """
    sieve.reject(pc.is_null(columns["item"]), "the item's number", "is missing")
    sieve.reject(pc.is_null(times.created), "the day of creation", "is missing")
    started = pa.nulls(len(times.created), pa.int32()) if times.started is None else times.started
    sieve.reject(pc.less(times.finished, pc.coalesce(started, times.created)), "the day of the end", "is before the work began")
    latest = pc.max_element_wise(times.created, started, times.finished, times.updated)
    people = {"identifier": who.identifier, "identifier_kind": who.kind}
    item = {
        **people,
        **columns,
        "item": pc.binary_join_element_wise(columns["system"], columns["item"], ":"),
        "task": marks.task,
        "learner_grade": marks.learner_grade,
        "ai_assisted": marks.ai_assisted,
        "created_day": times.created,
        "started_day": started,
        "finished_day": times.finished,
        "as_of": pc.coalesce(times.updated, latest),
    }
    use = {
        **people,
        "tool": marks.tool,
        "task": marks.task,
        "evidence": EVIDENCE,
        "grain": "day",
        "start_day": times.finished,
        "end_day": times.finished,
        "as_of": pc.coalesce(times.updated, latest),
    }
    told = pc.and_(pc.is_valid(times.finished), pc.and_(pc.is_valid(marks.tool), pc.is_valid(marks.task)))
    return {
        "work_item": kept_rows("work_item", sieve, item),
        "task_use": kept_rows("task_use", sieve, use, told),
        ALIAS: who.aliases(sieve),
    }
