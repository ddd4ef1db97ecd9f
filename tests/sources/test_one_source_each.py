"""No two sources take the same file: each example is recognised by its own source and by no other."""

from pathlib import Path

import pytest

import clearspan.sources.vendors
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import Source

HERE = Path(__file__).parent
SOURCES = read_shelf(clearspan.sources.vendors, Source)
EXAMPLES = sorted((name, path) for name in SOURCES for path in (HERE / name).glob("**/arrived*"))


@pytest.mark.parametrize(("name", "path"), EXAMPLES, ids=lambda value: str(value)[-60:])
def test_an_example_is_recognised_by_its_own_source_alone(name: str, path: Path) -> None:
    sample = arrived(path).sample()

    assert [source.name for source in SOURCES.values() if source.recognise(sample)] == [name]
