"""A run that is killed leaves a whole state, and the next one completes it; so few people are released by quarter alone."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.jobs.killed_run import few_metrics
from tests.organisation import silent

from clearspan.answers import drawing
from clearspan.jobs import refresh as jobs_refresh
from clearspan.jobs.refresh import policy_of, refresh
from clearspan.jobs.run import read_exports, run
from clearspan.settings import load_settings
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, simulate
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

PROGRAM = Path(__file__).with_name("killed_run.py")
MANY_FILES = ("claude", "github-copilot")
STEPS = ("Reading roster", "Storing the facts", "Publishing", "Writing the report")
TABLES = ("usage", "licence", "person_spell", "work_item")


@dataclass(frozen=True)
class Small:
    """A folder of exports, and a folder with all of their facts, of which nothing is released."""

    exports: Path
    whole: Path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """60 people over 20 weeks, without the folders that have a file a day."""
    folder = tmp_path_factory.mktemp("small")
    simulate(Plan(people=60, seed=7, weeks=20), folder / "files")
    exports, whole = folder / "files" / EXPORTS, folder / "whole"
    for many in MANY_FILES:
        shutil.rmtree(exports / many)
    read_exports(exports, whole, load_settings(folder), silent)
    return Small(exports, whole)


def test_a_run_killed_at_any_step_leaves_a_whole_state_and_the_next_completes(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw", lambda picture, width: "<svg></svg>")
    out, rows = tmp_path / "out", _rows(small.whole)
    assert all(rows.values())
    line = [sys.executable, str(PROGRAM), str(small.exports), str(out), *STEPS]
    killed = subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()
    states = [(0, 0), (0, 0), (rows["usage"], 0), (rows["usage"], 1)]
    assert killed == [f"{step}, {kept}, {number}" for step, (kept, number) in zip(STEPS, states, strict=True)]
    assert not (out / "report").exists()
    shutil.rmtree(out / "pictures")
    run(small.exports, out, silent)
    assert _rows(out) == rows
    cells = Releases(out).cells().num_rows
    assert (out / "report" / "cells.csv").read_text(encoding="utf-8").count("\n") == cells + 1 > 50
    assert any((out / "pictures").iterdir())


def test_a_small_organisation_is_released_by_quarter_and_once(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(small.whole)
    first = refresh(small.whole, settings, policy_of(settings), silent)
    monkeypatch.setattr(jobs_refresh, "read_shelf", few_metrics)
    second = refresh(small.whole, settings, policy_of(settings), silent)
    assert first.periods[PeriodKind.QUARTER] and not first.periods[PeriodKind.WEEK]
    assert first.released > 50
    assert second.released == 0 and Releases(small.whole).number() == 1


def _rows(directory: Path) -> dict[str, int]:
    return {table: Store.open(directory).rows(table).num_rows for table in TABLES}
