"""The page that shows the neutral files shows files that are read as it says."""

import re
from pathlib import Path

import pytest

import clearspan.sources.vendors
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.header import plain_name
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Source
from clearspan.vocabulary.tool import TOOLS

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "neutral.md").read_text(encoding="utf-8")
SOURCES = read_shelf(clearspan.sources.vendors, Source)
SECTIONS = {
    "Staff list": "roster",
    "Usage": "neutral_usage",
    "Licences and prices": "neutral_licences",
    "Identities": "neutral_identities",
    "Work items": "work_items",
    "Pulse answers": "pulse_answers",
    "Ties": "neutral_ties",
    "Training": "neutral_training",
    "Sharing": "neutral_sharing",
    "Absences": "neutral_absences",
    "Labour cost": "neutral_labour_cost",
}


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(("title", "name"), SECTIONS.items())
def test_each_example_is_taken_for_what_it_shows_and_kept_whole(tmp_path: Path, title: str, name: str) -> None:
    lines = re.findall(r"^    (\S.*)$", section(title), re.MULTILINE)
    path = tmp_path / "example.csv"
    path.write_text("\n".join(lines) + "\n")
    file = arrived(path, tmp_path)

    recognition = recognise(file, SOURCES.values())
    (batch,) = recognition.source.read(file)

    assert recognition.source.name == name
    assert batch.records == len(lines) - 1
    assert (batch.dropped, batch.rejects, batch.fields_dropped) == ({}, [], frozenset())


@pytest.mark.parametrize(("title", "name"), SECTIONS.items())
def test_each_column_that_is_explained_is_read(title: str, name: str) -> None:
    declared = {plain_name(each) for item in SOURCES[name].keeps for each in (item.name, *item.aliases)}
    cells = [row.split("|")[1:3] for row in section(title).splitlines() if row.startswith("| `")]
    shown = [each for row in cells for each in re.findall(r"`([^`]+)`", row[0] + (row[1] if title == "Staff list" else ""))]

    assert [each for each in shown if plain_name(each) not in declared] == []


def test_every_tool_is_named() -> None:
    assert [tool for tool in TOOLS if f"`{tool}`" not in section("Usage")] == []
