"""The page Sources: what needs somebody first, what is missing, and what mends it."""

from dataclasses import replace

import pyarrow as pa
from tests.answers.evidences import cell, evidence_of
from tests.answers.test_health import LAST, arrival

from clearspan.answers.arrivals import read_arrivals
from clearspan.answers.evidence import Collecting
from clearspan.answers.source_state import OLD_DAYS, SLACK_DAYS, State, source_states
from clearspan.answers.sources import sources_page
from clearspan.sources.connection import Connection, LastPull
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema

COPILOT, GEMINI = "github_copilot_users", "gemini_events"
DAY = 86_400


def evidence(*rows: dict[str, object], connections: tuple[Connection, ...] = (), today: int = LAST + 1):
    """Evidence of these arrivals and connections, on a day."""
    arrivals = read_arrivals(pa.Table.from_pylist(list(rows), schema=arrow_schema(TABLES["arrival"])))
    return evidence_of(cell("active_share", "2026-W38", 0.5), arrivals=arrivals, collecting=Collecting(connections, 24, today))


def pulled(today: int, *, name: str = COPILOT, **last: object) -> Connection:
    """A connection that was pulled on a day."""
    return replace(Connection(name), since="2026-08-01", last=LastPull(today * DAY, **({"ok": True} | last)))  # type: ignore[arg-type]


def state(source: str, *rows: dict[str, object], **given: object) -> State:
    """How a source stands."""
    return next(each.state for each in source_states(evidence(*rows, **given)) if each.source.name == source)  # type: ignore[arg-type]


def test_a_pulled_feed_is_behind_only_beyond_the_vendors_delay_and_a_pull_or_two() -> None:
    row = arrival(1, source=COPILOT, connection=COPILOT, asked_from=LAST, asked_to=LAST)
    late = LAST + 1 + SLACK_DAYS + 1
    assert state(COPILOT, row, connections=(pulled(late),), today=late) is State.WELL
    assert state(COPILOT, row, connections=(pulled(late + 1),), today=late + 1) is State.BEHIND
    assert state(COPILOT, row, connections=(pulled(LAST - 9),), today=LAST) is State.BEHIND, "nothing runs that pulls it"
    assert state(COPILOT, row, today=late + OLD_DAYS) is State.OLD
    assert state(COPILOT, row, today=late) is State.WELL
    assert state("roster", arrival(1, source="roster", first_day=None, last_day=None), today=LAST + 900) is State.WELL


def test_a_gap_is_longer_than_a_long_weekend_and_is_named() -> None:
    first = arrival(1, source=COPILOT, first_day=LAST - 30, last_day=LAST - 10)
    assert state(COPILOT, first, arrival(2, source=COPILOT, first_day=LAST - 5)) is State.WELL
    told = sources_page(evidence(first, arrival(2, source=COPILOT, first_day=LAST - 4)))
    (entry,) = told.wanting
    assert entry.wrong[0] == "Missing in between are 5 days: 25 September to 29 September 2026."
    assert told.picture is not None
    assert sum(len(row["gaps"]) for row in told.picture.data["rows"]) == 1  # type: ignore[attr-defined]
    held = arrival(3, source=COPILOT, connection=COPILOT, asked_from=LAST - 9, asked_to=LAST - 5, first_day=None, last_day=None)
    assert state(COPILOT, first, held, arrival(2, source=COPILOT, first_day=LAST - 4)) is State.WELL, "a window without records"


def test_what_needs_new_access_comes_first_with_its_clicks_and_no_entered_value_is_shown() -> None:
    asked = {"administrator": "thistlewick@domain.example"}
    refused = replace(pulled(LAST, name=GEMINI, ok=False, trouble="refuses.", refused=True, seconds=4, waited=3), asked=asked)
    down = pulled(LAST, ok=False, trouble="no usable answer.")
    told = sources_page(evidence(arrival(1, rejected=3, kept=7), connections=(down, refused, Connection("jira_issues"))))
    assert [entry.name for entry in told.wanting] == [GEMINI, COPILOT, "chatgpt_users", "jira_issues"]
    first, second = told.wanting[:2]
    assert first.clicks and first.command == f"clearspan connect {GEMINI}"
    assert not second.clicks and second.command == f"clearspan collect {COPILOT}"
    assert first.links[0].time == "4.0 s, of which 3.0 s waiting for the vendor and 1.0 s our own work"
    assert "thistlewick" not in repr(told)
    assert told.claim.startswith("4 of 4 sources in use need you")


def test_nothing_in_use_says_how_to_begin() -> None:
    told = sources_page(evidence())
    assert told.claim.startswith("We cannot tell yet")
    unused = [entry for _, entries in told.unused for entry in entries]
    assert len(unused) == len(told.rows)
    assert all(entry.command for entry in unused if "API" in entry.ways)
