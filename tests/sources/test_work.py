"""What work systems have in common: histories in any order, hours of a day, what labels say, and an item that comes again."""

import itertools
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearspan.sources.reading.arrived import arrived_page
from clearspan.sources.vendors.google_calendar import SOURCE as CALENDAR
from clearspan.sources.work.calendar_days import COUNTED, EVENTS, MEETING, calendar_days
from clearspan.sources.work.histories import DOING, DONE, WAITING, Moves, history
from clearspan.sources.work.labels import marks_of, tools_of_accounts, tools_of_co_authors
from clearspan.sources.work.listed import Listed
from clearspan.sources.work.meetings import FOCUS_MINUTES, WORK_BEGINS, WORK_ENDS, Spans, focus_hours, hours
from clearspan.sources.work.owners import machine_logins
from clearspan.sources.work.weekly import monday_of
from clearspan.vocabulary.period import week_of

EXAMPLES = Path(__file__).parent
STATES = (WAITING, DOING, DONE)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(st.sampled_from(STATES), min_size=1, max_size=7), min_size=1, max_size=4), st.randoms())
def test_a_history_is_the_same_in_any_order_and_told_twice(items: list[list[int]], random: object) -> None:
    moves = [
        (item, moment, before, after)
        for item, states in enumerate(items)
        for moment, (before, after) in enumerate(itertools.pairwise(states))
        if before != after
    ]
    told = moves * 2
    random.shuffle(told)  # type: ignore[attr-defined]
    columns = np.array(told, dtype=np.int64).reshape(-1, 4).T
    found = history(Moves(*columns), len(items))
    for item, states in enumerate(items):
        own = [move for move in moves if move[0] == item]
        begun = [moment for _, moment, _, after in own if after == DOING]
        ended = [moment for _, moment, _, after in own if after == DONE]
        assert found.started[item].as_py() == (begun[0] if begun else None)
        assert found.finished[item].as_py() == (ended[-1] if ended and states[-1] == DONE else None)
        assert found.reopened[item].as_py() == sum(before == DONE for _, _, before, _ in own)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 95), st.integers(1, 30)), max_size=12))
def test_hours_are_those_of_a_day_painted_minute_by_minute(spans: list[tuple[int, int, int]]) -> None:
    days = 3
    painted = np.zeros((days, 1440), dtype=bool)
    rows = [(day, quarter * 15, min(1440, quarter * 15 + length * 10)) for day, quarter, length in spans]
    for day, begin, end in rows:
        painted[day, begin:end] = True
    busy = Spans(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)

    assert hours(busy, days).tolist() == pytest.approx((painted.sum(axis=1) / 60).tolist())
    free = [
        sum(run for run in _free_runs(painted[day, WORK_BEGINS:WORK_ENDS]) if run >= FOCUS_MINUTES) / 60 for day in range(days)
    ]
    assert focus_hours(busy, np.ones(days, dtype=bool)).tolist() == pytest.approx(free)
    assert not focus_hours(busy, np.zeros(days, dtype=bool)).any()


def _free_runs(minutes: np.ndarray) -> list[int]:
    return [len(list(run)) for taken, run in itertools.groupby(minutes.tolist()) if not taken]


def test_a_meeting_over_midnight_is_cut_and_a_day_that_was_asked_for_counts_without_one() -> None:
    event = {
        "record": 1,
        "owner": "mira",
        "id": "e",
        "what": MEETING,
        "day": 20_703,
        "begin": 1380,
        "last_day": 20_704,
        "end": 60,
    }
    asked = [{"owner": "mira", "first": 20_703, "last": 20_705}]
    rows = calendar_days(pa.Table.from_pylist([event], EVENTS), pa.Table.from_pylist(asked, COUNTED)).to_pylist()
    told = {(row["kind"], row["start_day"] - 20_703): row["amount"] for row in rows}
    assert [told["meeting_hours", day] for day in range(3)] == [1.0, 1.0, 0.0]
    assert [told["meetings", day] for day in range(3)] == [1.0, 0.0, 0.0]
    assert [told["focus_hours", day] for day in range(3)] == [8.0, 8.0, 8.0]


def test_the_week_of_a_day_begins_on_its_monday() -> None:
    days = list(range(20_700, 20_720))
    assert monday_of(pa.array(days, pa.int32())).to_pylist() == [week_of(day).start for day in days]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("ai:Copilot", ("github_copilot", 1, None, None)),
        ("AI: Claude-Code", ("claude_code", 1, None, None)),
        ("ai:some other tool", (None, None, None, None)),
        ("AI_Assisted", (None, 1, None, None)),
        ("no-ai", (None, 0, None, None)),
        ("Good First Issue", (None, None, 1, None)),
        ("learner:no", (None, None, 0, None)),
        ("task:Fix-Defect", (None, None, None, "fix defect")),
        ("task:call +49 170 1234567", (None, None, None, None)),
        ("task:write to mira@example.com", (None, None, None, None)),
        ("payments", (None, None, None, None)),
    ],
)
def test_a_label_says_only_what_is_declared(label: str, said: tuple[object, ...]) -> None:
    labels = pa.array([label])
    marks = marks_of(Listed(labels, np.zeros(1, dtype=np.int64)), labels, 1)
    assert tuple(column[0].as_py() for column in (marks.tool, marks.ai_assisted, marks.learner_grade, marks.task)) == said


def test_people_are_told_from_programs_and_tools() -> None:
    logins = pa.array(["dependabot[bot]", "acme-ci", "svc-deploy", "abbot", "mira", None])
    assert machine_logins(logins).to_pylist() == [True, True, True, False, False, False]
    assert tools_of_accounts(pa.array(["Copilot", "copilot-swe-agent[bot]", "mira"])).to_pylist() == ["github_copilot"] * 2 + [
        None
    ]
    addresses = ["198982749+Copilot@users.noreply.github.com", "noreply@anthropic.com", "1+mira@users.noreply.github.com"]
    assert tools_of_co_authors(pa.array(addresses)).to_pylist() == ["github_copilot", "claude_code", None]


def test_a_calendar_in_pages_is_the_calendar_in_one(tmp_path: Path) -> None:
    text = (EXAMPLES / "google_calendar/pulled-week/arrived.ndjson").read_text()
    lines = text.splitlines()
    once = list(CALENDAR.read(arrived_page(text.encode(), "once")))[-1]
    twice = list(CALENDAR.read(arrived_page("\n".join([*reversed(lines), *lines]).encode(), "twice")))[-1]
    for name, rows in once.facts.items():
        assert sorted(map(str, rows.to_pylist())) == sorted(map(str, twice.facts[name].to_pylist()))
