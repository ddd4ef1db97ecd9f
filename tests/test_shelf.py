"""A shelf is read eagerly and loudly."""

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from clearspan.errors import ShelfError
from clearspan.shelf import read_shelf


@dataclass(frozen=True)
class Thing:
    """A thing that a shelf file may declare."""

    name: str


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "planks"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""A shelf."""')
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "planks_thing", sys.modules[__name__])

    def put(name: str, text: str) -> None:
        (folder / f"{name}.py").write_text(text)

    def read() -> dict[str, Thing]:
        for known in [key for key in sys.modules if key == "planks" or key.startswith("planks.")]:
            del sys.modules[known]
        importlib.invalidate_caches()
        return read_shelf(importlib.import_module("planks"), Thing)

    return put, read


def test_the_folder_listing_is_the_catalogue(shelf) -> None:
    put, read = shelf
    put("oak", "from planks_thing import Thing\nOAK = Thing('oak')\n")
    put("ash", "from planks_thing import Thing\nASH = Thing('ash')\n")
    assert list(read()) == ["ash", "oak"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "declares 0"),
        ("from planks_thing import Thing\nA = Thing('oak')\nB = Thing('oak')\n", "declares 2"),
        ("from planks_thing import Thing\nA = Thing('elm')\n", "named 'oak'"),
        ("import nothing_of_that_name\n", "cannot be imported"),
    ],
)
def test_a_file_that_declares_none_two_or_fails_is_named(shelf, text: str, message: str) -> None:
    put, read = shelf
    put("oak", text)
    with pytest.raises(ShelfError, match=message) as caught:
        read()
    assert "planks.oak" in str(caught.value)
