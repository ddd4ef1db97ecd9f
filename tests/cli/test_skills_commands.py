"""The commands `clearspan skills ...` print what they promise, and exit 1 where something is to mend."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.skills.test_canvas import FILE
from typer.testing import CliRunner

from clearspan import clock
from clearspan.cli.app import app

RUN = CliRunner()


def _said(*arguments: str) -> tuple[int, str]:
    done = RUN.invoke(app, ["skills", *arguments])
    return done.exit_code, done.output


def test_the_framework_is_shown_and_an_own_one_checked(tmp_path: Path) -> None:
    code, said = _said("framework", "show")
    assert code == 0 and "judgment.verifying" in said and "1  Asks the tool whether it is sure." in said
    code, said = _said("framework", "show", "--family", "Customer Support", "--json")
    found = json.loads(said)
    assert found["family"] == "customer_service" and found["expected"]["lead"]["judgment.deciding"] == 4
    assert "A proposal" in _said("framework", "show", "--family", "sales")[1]
    (tmp_path / "own.toml").write_text('name = "own"\n')
    code, said = _said("framework", "check", str(tmp_path / "own.toml"))
    assert code == 1 and "own.toml, line 1: `title` is missing" in said


def test_a_canvas_is_assessed_and_refused_where_a_control_would_go_unsigned(tmp_path: Path) -> None:
    path = tmp_path / "canvas.toml"
    path.write_text(FILE)
    code, said = _said("canvas", "check", str(path))
    assert code == 0 and "Answer a complaint: a redesign." in said and "59 before, 12 after" in said
    path.write_text(FILE.replace('change = "kept"', 'change = "removed"').replace('after = "human"\nminutes_before = 4\n', ""))
    code, said = _said("canvas", "check", str(path), "--json")
    assert code == 1 and json.loads(said)["verdict"] == "refused"
    path.write_text("process = 3")
    assert _said("canvas", "check", str(path))[0] == 1


def test_the_kit_and_a_job_description(tmp_path: Path) -> None:
    code, said = _said("interview", "kit", "--family", "sales")
    assert code == 0 and "What did you stop doing?" in said and "Bar: 3" in said and "no software that rates" in said
    path = tmp_path / "job.txt"
    path.write_text("Sell.\nYou are a prompt engineering ninja.\n")
    code, said = _said("job-description", str(path))
    assert code == 0 and "Line 2: It names a knack" in said and "Missing: Say that results are checked" in said


def test_a_badge_is_verified_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Path(__file__).parents[1] / "programmes" / "badge.json"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, tzinfo=UTC))
    code, said = _said("verify-badge", str(golden), "--email", "ada@example.org")
    assert code == 0 and "Nothing speaks against it. Issued by did:key:z6Mk" in said
    code, said = _said("verify-badge", str(golden), "--issuer", "did:key:z6MkOther", "--json")
    assert code == 1 and json.loads(said)["good"] is False
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 12, 1, tzinfo=UTC))
    code, said = _said("verify-badge", str(golden))
    assert code == 1 and "not in force" in said
