"""Every source on the shelf finds files of its own among those of an organisation that writes every format, and reads all."""

from pathlib import Path

import pytest
from tests.simulator.everything import SOURCES, Read
from tests.simulator.written import Run
from typer.testing import CliRunner

from clearspan.cli.app import app
from clearspan.errors import UsageError
from clearspan.simulator.formats import writers_of
from clearspan.simulator.plan import ALL, USUAL, Plan


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_reads_what_is_written_for_it(name: str, read: dict[str, Read]) -> None:
    assert read[name].files
    assert read[name].records
    assert not read[name].rejected


def test_a_format_bears_the_name_of_the_source_that_reads_it() -> None:
    assert set(writers_of((ALL,))) - set(SOURCES) == {"m365_copilot_user_detail_json"}
    assert set(writers_of((USUAL, "neutral_ties"))) == set(writers_of((USUAL,))) < set(writers_of((ALL,)))


def test_an_organisation_writes_the_formats_that_are_chosen(simulated: Run) -> None:
    chosen = simulated(Plan(people=50, seed=5, weeks=6, formats=("neutral_ties", "viva_person_query")))
    assert {path.name for path in chosen.exports.iterdir()} == {"neutral", "viva"}
    assert [path.name for path in (chosen.exports / "neutral").iterdir()] == ["ties.csv"]
    assert chosen.truth["formats"] == ["neutral_ties", "viva_person_query"]
    with pytest.raises(UsageError, match="cursive"):
        writers_of(("cursive",))


def test_the_command_line_chooses_formats_by_name(tmp_path: Path) -> None:
    asked = ["simulate", "--out", str(tmp_path), "--people", "50", "--weeks", "6", "--formats", "neutral_ties, cursor_members"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    assert {path.name for path in (tmp_path / "exports").iterdir()} == {"cursor", "neutral"}
