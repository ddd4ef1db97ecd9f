"""The main job, end to end, on a simulated organisation's files."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.organisation import Job, no_pictures, silent

from clearspan.errors import UsageError
from clearspan.jobs import run as jobs_run
from clearspan.jobs.run import read_exports, run
from clearspan.settings import load_settings
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

pytestmark = pytest.mark.xdist_group("organisation")


def test_every_file_is_taken_for_its_source_and_every_record_accounted_for(job: Job) -> None:
    assert {report.source for report in job.summary.files} == {
        "asana_tasks",
        "chatgpt_users",
        "claude_users",
        "github_copilot_users",
        "m365_copilot_user_detail",
        "neutral_identities",
        "neutral_licences",
        "neutral_sharing",
        "neutral_ties",
        "neutral_training",
        "pulse_answers",
        "roster",
        "slack_member_analytics",
        "viva_person_query",
        "work_items",
    }
    assert not job.summary.unusable
    for report in job.summary.files:
        assert report.rows == report.kept + report.dropped + report.rejected
        assert sum(report.reasons.values()) >= report.dropped + report.rejected


def test_figures_are_released_for_every_length_of_period(job: Job) -> None:
    assert all(job.summary.refreshed.periods[kind] for kind in PeriodKind)
    assert job.summary.refreshed.released > 0


def test_series_breaks_of_the_vendors_are_facts(job: Job) -> None:
    breaks = Store.open(job.directory).rows("series_break")
    assert "github_copilot" in breaks["tool"].to_pylist()
    assert all(breaks["what"].to_pylist())


def test_the_report_stands_for_itself(job: Job) -> None:
    page = (job.directory / "report" / "index.html").read_text(encoding="utf-8")
    assert "<svg" in page and "http://" not in page.replace("http://www.w3.org", "") and "<script" not in page
    assert (job.directory / "report" / "cells.csv").stat().st_size > 0


def test_a_second_run_changes_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_run, "warm", no_pictures)
    store, releases = Store.open(job.directory), Releases(job.directory)
    generation, number = store.generation(), releases.number()
    again = run(job.exports, job.directory, silent)
    assert all(report.unchanged for report in again.files)
    assert store.generation() == generation
    assert releases.number() == number
    assert (again.refreshed.released, again.refreshed.withheld) == (0, 0)


def test_the_same_files_in_another_order_and_under_other_names_make_the_same_facts(job: Job, tmp_path: Path) -> None:
    shuffled = tmp_path / "exports"
    files = [*job.exports.rglob("*.csv"), *job.exports.rglob("asana/*.ndjson")]
    for place, path in enumerate(sorted(files, reverse=True)):
        name = path.name if "roster" in str(path) else f"{place:04d}.txt"
        target = shuffled / path.parent.name / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    read_exports(shuffled, tmp_path / "out", load_settings(tmp_path), silent)
    for table in ("licence", "work_item", "answer", "tie"):
        assert _facts(tmp_path / "out", table) == _facts(job.directory, table)


def test_a_restated_day_replaces_and_a_twin_adds_nothing(job: Job) -> None:
    rows = Store.open(job.directory).rows("usage").to_pandas()
    key = ["identity", "tool", "surface", "grain", "start_day", "end_day", "source"]
    assert not rows.duplicated(key).any()


def test_nothing_identifying_is_on_the_disk_outside_the_exports(job: Job) -> None:
    people = json.loads((job.directory.parent / "files" / "truth.json").read_text())
    roster = next(path for path in job.exports.rglob("*.csv") if "roster" in str(path)).read_text(encoding="utf-8-sig")
    addresses = {field for line in roster.splitlines()[1:] for field in line.split(",") if "@" in field and ";" not in field}
    assert people and len(addresses) > 100
    written = b"".join(path.read_bytes() for path in job.directory.rglob("*") if path.is_file() and path.suffix != ".parquet")
    for path in job.directory.rglob("*.parquet"):
        table = pq.read_table(path)
        texts = [table.column(name) for name in table.column_names if str(table.schema.field(name).type) == "string"]
        written += "\n".join(str(value) for column in texts for value in column.unique().to_pylist()).encode()
    found = [address for address in addresses if address.encode() in written]
    assert found == []


def test_a_folder_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a folder"):
        run(tmp_path / "nowhere", tmp_path / "out", silent)


def _facts(directory: Path, table: str) -> list[dict[str, object]]:
    """The facts without what depends on the numbering of arrivals and people."""
    rows = Store.open(directory).rows(table).drop_columns(["arrival", "person", "identity"])
    if "other" in rows.column_names:
        rows = rows.drop_columns(["other"])
    return rows.sort_by([(name, "ascending") for name in rows.column_names]).to_pylist()
