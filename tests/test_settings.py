"""Settings come from the environment, the directory's file, or the table; a wrong one is named."""

from pathlib import Path

import pytest

from clearspan.errors import UsageError
from clearspan.settings import SETTINGS, load_settings


def test_defaults_hold_where_nothing_is_written(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert {s.name: settings.values[s.name] for s in SETTINGS} == {s.name: s.default for s in SETTINGS}


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clearspan.toml").write_text('engine = "spark"\nport = 9000\n')
    assert load_settings(tmp_path).text("engine") == "spark"
    monkeypatch.setenv("CLEARSPAN_PORT", "9100")
    assert load_settings(tmp_path).number("port") == 9100


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 1\n", "colour"),
        ('engine = "oracle"\n', "engine"),
        ('port = "x"\n', "port"),
        ("minimum_rate_people = 7\n", "at least 8"),
        ("port = \n", "TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "clearspan.toml").write_text(text)
    with pytest.raises(UsageError, match=named):
        load_settings(tmp_path)
