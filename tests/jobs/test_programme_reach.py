"""Who took part is shown by a programme's own course, else by any training about AI; who is near whom, by ties or managers."""

from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pytest

from clearspan.application.store import Application
from clearspan.jobs.programme_reach import Reached
from clearspan.programmes.assignment import Arm, Place
from clearspan.programmes.outcome_panel import Outcome, People, Trial
from clearspan.proof.panel import NEVER

FIRST = 20476
SCHEMAS = {
    "training": {"person": "int32", "course": "string", "about_ai": "int8", "started_day": "int32", "completed_day": "int32"},
    "tie": {"person": "int32", "other": "int32", "week": "int32", "strength": "float64"},
    "person_spell": {"person": "int32", "manager": "int32", "from_day": "int32", "to_day": "int32"},
}


class Tables:
    """Tables of facts as a programme's loader hands them out."""

    def __init__(self, **rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def table(self, name: str) -> Any:
        """The table, empty where no rows were given."""
        columns = SCHEMAS[name]
        rows = [dict(zip(columns, row, strict=True)) for row in self._rows.get(name, [])]
        return ibis.memtable(rows, schema=ibis.schema(columns))


def trial() -> Trial:
    """Two teams of ten: people 0 to 9 start, 10 to 19 wait."""
    places = (Place("a", Arm.TREATMENT, FIRST, "all"), Place("b", Arm.WAITLIST, FIRST + 90, "all"))
    weeks = FIRST + 7 * np.arange(-8, 12)
    nothing = np.zeros((20, len(weeks)))
    people = People(np.arange(20), np.repeat([0, 1], 10), np.ones_like(nothing, dtype=bool))
    return Trial(places, people, Outcome(weeks, nothing, nothing))


@pytest.fixture
def reached(tmp_path: Path) -> Any:
    """Makes a loader of some rows over an application store without practice."""
    with Application(tmp_path, "") as store:
        yield lambda **rows: Reached(Tables(**rows), lambda expression: expression.to_pyarrow(), store, tmp_path)  # type: ignore[arg-type]


def test_a_course_of_its_own_shows_who_took_part_and_a_general_one_only_where_there_is_none(reached: Any) -> None:
    general = [(who, "general", 1, FIRST + 3, None) for who in range(20)] + [(40, "general", 1, FIRST - 50, None)]
    own = [(who, "sprint", None, FIRST + 7, FIRST + 9) for who in range(8)] + [(12, "sprint", None, FIRST + 30, None)]
    safety = [(who, "safety", 0, FIRST + 1, None) for who in range(20)]
    late = [(19, "sprint", 1, FIRST + 80, None)]
    took = reached(training=[*general, *own, *safety, *late]).took(trial(), FIRST + 59)
    assert took.by == "a course of its own"
    assert took.days.tolist() == [FIRST + 7] * 8 + [NEVER] * 4 + [FIRST + 30] + [NEVER] * 7
    took = reached(training=[*general, *safety]).took(trial(), FIRST + 59)
    assert took.by.startswith("any training about AI") and took.days.tolist() == [FIRST + 3] * 20
    assert reached(training=safety).took(trial(), FIRST + 59) is None


def test_ties_before_the_start_say_who_is_near_whom_and_managers_where_there_are_none(reached: Any) -> None:
    ties = [(1, 11, FIRST - 7, 2.0), (1, 11, FIRST - 14, 1.0), (2, 12, FIRST + 7, 9.0), (3, 50, FIRST - 7, 1.0)]
    found = reached(tie=ties).ties(np.arange(20), FIRST)
    seen = set(zip(found.one.tolist(), found.other.tolist(), found.strength.tolist(), strict=True))
    assert found.by == "ties" and seen == {(1, 11, 3.0), (11, 1, 3.0), (3, -1, 1.0)}
    spells = [
        (1, 90, FIRST - 400, None),
        (11, 90, FIRST - 30, None),
        (12, 91, FIRST - 30, None),
        (2, 91, FIRST - 400, FIRST - 200),
    ]
    found = reached(person_spell=spells).ties(np.arange(20), FIRST)
    assert found.by == "managers that teams share"
    assert set(zip(found.one.tolist(), found.other.tolist(), strict=True)) == {(1, 11), (11, 1)}
    assert reached().ties(np.arange(20), FIRST) is None
