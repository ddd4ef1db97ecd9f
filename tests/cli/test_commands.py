"""Commands print what docs/output.md promises, and exit as it says."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.organisation import Job

from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.store import Store

pytestmark = pytest.mark.xdist_group("organisation")


def clearspan(*arguments: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-W", "ignore", "-m", "clearspan", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_sources_are_listed() -> None:
    rows = json.loads(clearspan("sources", "--json").stdout)
    assert {"github_copilot_users", "chatgpt_users", "claude_users", "viva_person_query", "roster"} <= {
        row["name"] for row in rows
    }
    assert all(set(row) == {"name", "title", "kind", "file", "api", "version"} for row in rows)


def test_every_metric_has_its_card() -> None:
    cards = json.loads(clearspan("metrics", "--json").stdout)
    assert len(cards) >= 20
    assert all(card["meaning"] and card["caution"] and card["gamed_by"] and card["counter_metric"] for card in cards)


def test_released_cells_are_shown(job: Job) -> None:
    period = job.summary.refreshed.periods[PeriodKind.MONTH][-1]
    done = clearspan("show", "active_share", "--by", "department", "--period", period, "--dir", str(job.directory), "--json")
    rows = json.loads(done.stdout)
    assert done.returncode == 0 and rows
    assert all({"group", "n", "value", "low", "high", "withheld"} <= set(row) for row in rows)
    assert any(row["value"] is not None for row in rows)
    assert all(row["n"] is None or row["n"] % 5 == 0 for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "no_such", "--by", "team", "--period", "2026-08"), "no such metric"),
        (("show", "active_share", "--by", "shoe_size", "--period", "2026-08"), "no such way to group"),
        (("show", "active_share", "--by", "team", "--period", "lately"), "not a period"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_exists(job: Job, arguments: tuple[str, ...], said: str) -> None:
    done = clearspan(*arguments, "--dir", str(job.directory))
    assert done.returncode == 2
    assert said in done.stderr


def test_a_run_prints_its_summary_and_exits_with_1_for_what_it_could_not_read(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "usage.csv").write_text(
        "email,tool,period_start,period_end,active_days,actions\na@b.co,claude,2026-05-04,2026-05-10,3,9\n"
    )
    good = clearspan("run", str(exports), "--out", str(tmp_path / "out"), "--json")
    said = json.loads(good.stdout)
    assert good.returncode == 0, good.stderr
    assert set(said) == {"files", "people", "periods", "released", "withheld", "seconds"}
    assert said["files"][0] | {"why": ""} == {
        "path": "usage.csv",
        "source": "neutral_usage",
        "why": "",
        "rows": 1,
        "kept": 1,
        "dropped": 0,
        "rejected": 0,
        "reasons": {},
        "examples": [],
        "unchanged": False,
    }
    (exports / "novel.txt").write_text("It was a dark and stormy night.\n")
    bad = clearspan("run", str(exports), "--out", str(tmp_path / "out"), "--json")
    assert bad.returncode == 1
    assert [row["source"] for row in json.loads(bad.stdout)["files"]] == [None, "neutral_usage"]


def test_attackers_find_nothing(job: Job) -> None:
    done = clearspan("attack", "--dir", str(job.directory), "--json")
    report = json.loads(done.stdout)
    leaking = {name: haul for name, haul in report["attackers"].items() if haul["leaks"]}
    assert leaking == {}, done.stdout
    assert done.returncode == 0 and report["attempts"] > 1000


def test_a_run_killed_at_any_moment_leaves_a_whole_state_and_the_next_completes(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    line = [sys.executable, "-W", "ignore", "-m", "clearspan", "run", str(job.exports), "--out", str(out)]
    for seconds in (1.0, 2.5, 5.0):
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        state = Store.open(out)
        assert state.generation().number == 0 or state.rows("usage").num_rows > 0
    assert clearspan("run", str(job.exports), "--out", str(out)).returncode == 0
    whole = Store.open(job.directory)
    for table in ("usage", "licence", "person_spell", "work_item"):
        assert Store.open(out).rows(table).num_rows == whole.rows(table).num_rows


def test_a_forgotten_person_is_gone_and_stays_gone(job: Job, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    rows = "".join(f"p{n}@b.co,claude,2026-05-04,2026-05-10,3,9\n" for n in range(3))
    (exports / "usage.csv").write_text("email,tool,period_start,period_end,active_days,actions\n" + rows)
    out = tmp_path / "out"
    clearspan("run", str(exports), "--out", str(out))
    assert clearspan("forget", "P1@b.co", "--dir", str(out)).returncode == 0
    assert Store.open(out).rows("usage").num_rows == 2
    (exports / "more.csv").write_text(
        "email,tool,period_start,period_end,active_days,actions\n" + rows.replace("05-04", "05-11").replace("05-10", "05-17")
    )
    again = json.loads(clearspan("run", str(exports), "--out", str(out), "--json").stdout)
    assert [row["dropped"] for row in again["files"] if row["path"] == "more.csv"] == [1]
    assert Store.open(out).rows("usage").num_rows == 4
    assert clearspan("forget", "nobody@b.co", "--dir", str(out)).returncode == 2
