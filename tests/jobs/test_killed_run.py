"""A run that is killed leaves a whole state, and the next one completes it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.organisation import silent

from clearspan.answers import drawing
from clearspan.jobs.run import read_exports, run
from clearspan.settings import load_settings
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, simulate
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

PROGRAM = Path(__file__).with_name("killed_run.py")
MANY_FILES = ("claude", "github-copilot")
STEPS = ("Reading roster", "Storing the facts", "Publishing", "Writing the report")


def test_a_run_killed_at_any_step_leaves_a_whole_state_and_the_next_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw", lambda picture, width: "<svg></svg>")
    simulate(Plan(people=60, seed=7, weeks=20), tmp_path / "files")
    exports, out, whole = tmp_path / "files" / EXPORTS, tmp_path / "out", tmp_path / "whole"
    for folder in MANY_FILES:
        shutil.rmtree(exports / folder)
    read_exports(exports, whole, load_settings(tmp_path), silent)
    rows = {table: Store.open(whole).rows(table).num_rows for table in ("usage", "licence", "person_spell", "work_item")}
    assert all(rows.values())
    line = [sys.executable, str(PROGRAM), str(exports), str(out), *STEPS]
    killed = subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()
    states = [(0, 0), (0, 0), (rows["usage"], 0), (rows["usage"], 1)]
    assert killed == [f"{step}, {kept}, {number}" for step, (kept, number) in zip(STEPS, states, strict=True)]
    assert not (out / "report").exists()
    run(exports, out, silent)
    assert {table: Store.open(out).rows(table).num_rows for table in rows} == rows
    cells = Releases(out).cells().num_rows
    assert (out / "report" / "cells.csv").read_text(encoding="utf-8").count("\n") == cells + 1 > 100
