"""Data health: what arrived, what became of it, and what waits."""

import json

import pyarrow as pa
from tests.answers.evidences import cell, evidence_of

from clearspan.answers.arrivals import read_arrivals
from clearspan.answers.health import health
from clearspan.privacy.identity_counts import IdentifierCount, IdentityCounts, PeopleCount
from clearspan.vocabulary.period import parse_period
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema

LAST = parse_period("2026-W40").end


def arrival(number: int, **given: object) -> dict[str, object]:
    """One row of arrivals."""
    row = {
        "arrival": number,
        "path": f"{number}.csv",
        "digest": "",
        "source": "chatgpt_users",
        "source_version": 1,
        "why": "its header",
    }
    counts = {"rows": 10, "kept": 10, "dropped": 0, "rejected": 0, "reasons": "{}", "fields_dropped": "[]"}
    return row | counts | {"first_day": LAST - 30, "last_day": LAST, "arrived_at": 1_790_000_000} | given


def _health(*rows: dict[str, object]):
    arrivals = read_arrivals(pa.Table.from_pylist(list(rows), schema=arrow_schema(TABLES["arrival"])))
    return health(evidence_of(cell("active_share", "2026-W38", 0.5), arrivals=arrivals))


def test_whom_no_staff_list_has_is_counted_by_source_with_the_worst_first() -> None:
    people = (PeopleCount("chatgpt_users", 40, 0), PeopleCount("github_copilot_users", 30, 12))
    by_kind = (IdentifierCount("github_copilot_users", "github_login", "alone", 30, 12, 2),)
    told = health(evidence_of(identities=IdentityCounts(people, by_kind, (("SAML nameId", 1),)))).unlisted
    assert told
    assert told.claim.startswith("Of the people in GitHub Copilot usage metrics, per user, 40% are on no staff list")
    assert [(row.unlisted, row.share, row.kinds) for row in told.rows] == [("12", "40%", "github login"), ("0", "0%", "")]
    assert told.aside.startswith("2 identifiers are marked as bots")
    assert "identities join" in told.step

    assert health(evidence_of()).unlisted is None
    well = health(evidence_of(identities=IdentityCounts(people[:1], (), ()))).unlisted
    assert well and (well.claim, well.step, well.aside) == ("Everyone whom a tool knows is on a staff list.", "", "")


def test_all_well_is_said_plainly() -> None:
    assert _health(arrival(1)).claim == "Every file was read, and every record was kept or left out by rule."


def test_trouble_is_named_with_file_and_reasons() -> None:
    bad = arrival(2, kept=7, rejected=3, reasons=json.dumps({"day: not a date": 2, "user: missing": 1}))
    told = _health(arrival(1), bad, arrival(3, source=None, why="no source recognises it", kept=0, rejected=10))
    assert told.claim.startswith("1 file could not be taken for any source; 13 of 30 records could not be used")
    assert "2.csv" in told.claim
    file = next(file for file in told.troubled if file.path == "2.csv")
    assert file.reasons == ("2 day: not a date", "1 user: missing")
    assert file.trouble


def test_data_past_the_last_release_waits() -> None:
    (waiting,) = _health(arrival(1)).waiting
    assert waiting.startswith("Released up to the week of 14 September 2026 (by week).")
    assert "Data up to 4 October 2026 wait" in waiting


def test_nothing_arrived_says_how_to_begin() -> None:
    assert "clearspan run" in _health().lead
