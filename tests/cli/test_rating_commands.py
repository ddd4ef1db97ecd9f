"""Ratings from the command line: kept one by one, agreement first, results only where raters agree."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clearspan.cli.app import app
from clearspan.jobs import ratings

RUN = CliRunner()
RATERS = {"ada@example.com": 1, "bob@example.com": 2, "cleo@example.com": 3}


def _said(*arguments: str) -> tuple[int, str]:
    done = RUN.invoke(app, ["skills", "interview", *arguments])
    return done.exit_code, done.output if done.exception is None or done.exit_code == 0 else f"{done.output}{done.exception}"


def test_two_people_rate_and_nothing_is_recommended_before_they_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ratings, "employed", lambda _, address: RATERS.get(address))
    here = ("--dir", str(tmp_path))
    for rater in ("ada@example.com", "bob@example.com"):
        assert _said("rate", "1", "stopped_doing", "3", "--by", rater, *here) == (0, "Kept.\n")
    assert "each of two raters" in _said("rate", "1", "stopped_doing", "3", "--by", "cleo@example.com", *here)[1]
    assert "no question nonsense" in _said("rate", "1", "nonsense", "3", "--by", "ada@example.com", *here)[1]
    assert "no address of somebody" in _said("rate", "1", "stopped_doing", "3", "--by", "eve@example.com", *here)[1]
    assert _said("rate", "1", "right", "2", "--by", "ada@example.com", "--kit", "work_review", *here)[0] == 0
    code, said = _said("agreement", "--family", "sales", *here)
    assert code == 0 and "stopped_doing: no kappa yet" in said and "1: Two people must rate every question" in said
    found = json.loads(_said("agreement", "--json", *here)[1])
    assert found["kappa"]["stopped_doing"]["holds"] is False and found["results"] == {}
    assert "no bar for finance" in _said("agreement", "--family", "finance", *here)[1]


def test_adverse_impact_is_told_with_its_interval() -> None:
    code, said = _said("impact", "48/80", "12/40")
    assert code == 0 and "Stop, and find out why" in said and "Ratio 0.50 (0.30 to 0.83)" in said
    assert json.loads(_said("impact", "3/5", "1/40", "--json")[1])["impact"] == "too_few"
    assert "not taken on / applied" in _said("impact", "80/48", "1/40")[1]
