"""Reads tasks and exposure of occupations, and the use of AI by task, from the files of public sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clearspan.errors import BadRecord
from clearspan.practice.occupations.layout import ECONOMIC_INDEX, ONET, opened_table
from clearspan.practice.occupations.record import Occupation, OccupationTask, TaskUse, text_key

HANDED_OVER = ("directive", "feedback_loop")
TOGETHER = ("task_iteration", "validation", "learning")
"""Kinds of conversation, as the index classifies them; those of neither count for nothing."""

RATINGS = {"E0": 0.0, "E1": 1.0, "E2": 0.5, "E3": 0.5}
"""Exposure by a person's label of a task: none, by a language model alone, with software around it, with images."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """What a file held: in words, and its records."""

    holds: str
    tasks: tuple[OccupationTask, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    uses: tuple[TaskUse, ...] = ()


def read_onet(path: Path) -> Found:
    """The tasks, titles or exposure in a file of O*NET or of ratings made of it.

    Raises UnreadableFile, UnknownSource, or BadRecord for a number that is none.
    """
    with opened_table(path, ONET) as (layout, rows):
        if layout.name in ("tasks", "labelled_tasks"):
            return Found(layout.holds, tasks=tuple(_task(path, row) for row in rows if row["code"] and row["task"]))
        found = (Occupation(row["code"], row["title"], _number(path, row, "beta")) for row in rows if row["code"])
        return Found(layout.holds, occupations=tuple(found))


def read_economic_index(path: Path) -> Found:
    """The use of AI by task or occupation in a file of the Anthropic Economic Index, of its early or its long format.

    Of the long format the rows for the whole world and the last period count. Raises as `read_onet` does.
    """
    with opened_table(path, ECONOMIC_INDEX) as (layout, rows):
        if layout.name == "observed":
            occupations = (Occupation(row["code"], row.get("title", ""), observed=_number(path, row, "observed")) for row in rows)
            return Found(layout.holds, occupations=tuple(each for each in occupations if each.code))
        uses = _long(path, rows) if layout.name == "long" else (_use(path, row) for row in rows if _is_task(row["task"]))
        return Found(layout.holds, uses=tuple(uses))


def _task(path: Path, row: Row) -> OccupationTask:
    core = {"core": True, "supplemental": False}.get(row.get("task_type", "").casefold())
    number = row["task_id"].removesuffix(".0")
    rated = RATINGS.get(row.get("human_labels", "").upper(), _number(path, row, "beta"))
    return OccupationTask(row["code"], number, row["task"], core, rated)


def _use(path: Path, row: Row) -> TaskUse:
    kinds = {kind: _number(path, row, kind) or 0.0 for kind in (*HANDED_OVER, *TOGETHER)}
    return TaskUse(text_key(row["task"]), _number(path, row, "share"), _automation(kinds), _number(path, row, "penetration"))


def _long(path: Path, rows: Iterable[Row]) -> Iterable[TaskUse]:
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    kinds: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["geo"] != "GLOBAL" and row.get("geography") != "global":
            continue
        end = row.get("end", "")
        if row["facet"] == "onet_task" and row["variable"] == "onet_task_pct" and _is_task(row["cluster"]):
            shares[end][text_key(row["cluster"])] = _number(path, row, "value") or 0.0
        elif row["facet"] == "onet_task::collaboration" and row["variable"] == "onet_task_collaboration_pct":
            task, _, kind = row["cluster"].rpartition("::")
            if _is_task(task):
                kinds[end][text_key(task)][kind.replace(" ", "_")] = _number(path, row, "value") or 0.0
    last = max([*shares, *kinds], default="")
    names = dict.fromkeys([*shares[last], *kinds[last]])
    return [TaskUse(name, shares[last].get(name), _automation(kinds[last].get(name, {}))) for name in names]


def _automation(kinds: Mapping[str, float]) -> float | None:
    over, together = (sum(kinds.get(kind, 0.0) for kind in group) for group in (HANDED_OVER, TOGETHER))
    return over / (over + together) if over + together > 0 else None


def _is_task(name: str) -> bool:
    return text_key(name) not in ("", "none", "not_classified", "nan")


def _number(path: Path, row: Row, column: str) -> float | None:
    text = row.get(column, "")
    if text.casefold() in ("", "nan", "na", "null"):
        return None
    try:
        return float(text)
    except ValueError as error:
        raise BadRecord(f"a value under {column} is no number", where=path.name) from error
