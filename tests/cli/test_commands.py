"""Commands print what docs/output.md promises, and exit as it says."""

import contextlib
import functools
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.organisation import Job
from tests.thorough import THOROUGH, often

from clearspan.attack import command_surface
from clearspan.attack.web_surface import WebSurface
from clearspan.cli import attacking
from clearspan.cli.app import main
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.store import Store

pytestmark = pytest.mark.xdist_group("organisation")

USAGE = "email,tool,period_start,period_end,active_days,actions\n"
ROWS = "".join(f"p{number}@b.co,claude,2026-05-04,2026-05-10,3,9\n" for number in range(3))


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    returncode: object
    stdout: str
    stderr: str


def clearspan(*arguments: str) -> Done:
    """The command, run in this process."""
    said, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        patch.setattr(sys, "argv", ["clearspan", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
    return Done(left.value.code, said.getvalue(), complained.getvalue())


def in_this_process(line: Sequence[str], **_: object) -> "subprocess.CompletedProcess[str]":
    """What `clearspan` makes of a command line that would start it anew: [python, -m, clearspan, arguments]."""
    done = clearspan(*line[3:])
    assert isinstance(done.returncode, int)
    return subprocess.CompletedProcess(list(line), done.returncode, done.stdout, done.stderr)


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


def test_the_last_diagnoses_are_printed(job: Job) -> None:
    rows = json.loads(clearspan("diagnose", "--dir", str(job.directory), "--json").stdout)
    assert rows and all(
        set(row) == {"kind", "dimension", "group", "period", "outcome", "version", "sensitive", "details"} for row in rows
    )
    assert {row["kind"] for row in rows} == {"diagnosis"}
    assert "try first" in clearspan("diagnose", "--dir", str(job.directory)).stdout or all(
        row["outcome"] != "cause" for row in rows
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "no_such", "--by", "team", "--period", "2026-08"), "no such metric"),
        (("show", "active_share", "--by", "shoe_size", "--period", "2026-08"), "no such way to group"),
        (("show", "active_share", "--by", "team", "--period", "lately"), "not a period"),
        (("explain", "active_share"), "not the id of a figure"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_exists(job: Job, arguments: tuple[str, ...], said: str) -> None:
    done = clearspan(*arguments, "--dir", str(job.directory))
    assert done.returncode == 2
    assert said in done.stderr


def test_the_program_exits_as_its_command_does(job: Job) -> None:
    arguments = ["show", "no_such", "--by", "team", "--period", "2026-08", "--dir", str(job.directory)]
    done = subprocess.run([sys.executable, "-m", "clearspan", *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such metric" in done.stderr


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A folder with exports of three people and with what a run made of them in `out`, and what the run printed."""
    folder = tmp_path_factory.mktemp("three")
    (folder / "exports").mkdir()
    (folder / "exports" / "usage.csv").write_text(USAGE + ROWS)
    return folder, clearspan("run", str(folder / "exports"), "--out", str(folder / "out"), "--json")


def test_a_run_prints_its_summary_and_exits_with_1_for_what_it_could_not_read(three: tuple[Path, Done], tmp_path: Path) -> None:
    before, good = three
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    exports = tmp_path / "exports"
    said = json.loads(good.stdout)
    assert good.returncode == 0, good.stderr
    assert set(said) == {"files", "people", "periods", "released", "withheld", "seconds"}
    assert said["files"][0] | {"why": ""} == {
        "path": "usage.csv",
        "source": "neutral_usage",
        "why": "",
        "rows": 3,
        "kept": 3,
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


@pytest.mark.thorough("every question that an attack puts to the pages, in place of four in ten; each command in a process anew")
def test_attackers_find_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacking, "WebSurface", functools.partial(WebSurface, budget=often(160, 400)))
    if not THOROUGH:
        monkeypatch.setattr(command_surface, "subprocess", SimpleNamespace(run=in_this_process))
    done = clearspan("attack", "--dir", str(job.directory), "--json")
    report = json.loads(done.stdout)
    leaking = {name: haul for name, haul in report["attackers"].items() if haul["leaks"]}
    assert leaking == {}, done.stdout
    assert done.returncode == 0 and report["attempts"] > 1000


def test_a_forgotten_person_is_gone_and_stays_gone(three: tuple[Path, Done], tmp_path: Path) -> None:
    before, _ = three
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    exports, out = tmp_path / "exports", tmp_path / "out"
    assert clearspan("forget", "P1@b.co", "--dir", str(out)).returncode == 0
    assert Store.open(out).rows("usage").num_rows == 2
    (exports / "more.csv").write_text(USAGE + ROWS.replace("05-04", "05-11").replace("05-10", "05-17"))
    again = json.loads(clearspan("run", str(exports), "--out", str(out), "--json").stdout)
    assert [row["dropped"] for row in again["files"] if row["path"] == "more.csv"] == [1]
    assert Store.open(out).rows("usage").num_rows == 4
    assert clearspan("forget", "nobody@b.co", "--dir", str(out)).returncode == 2
