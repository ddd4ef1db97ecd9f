"""Reads question packs: TOML files of data, each refused as a whole where its licence or one of its questions does not do."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from clearspan.errors import ShelfError
from clearspan.listening.item import Audience, Better, Construct, Item, ItemKind, Option, Pack
from clearspan.vocabulary.licence import OPEN_LICENCES, forbids_use
from clearspan.vocabulary.scale import DIARY, RANK, SCALES

OWN_FOLDER = "pulse"
"""Folder of a data directory in which an organisation keeps packs of its own."""

_NAME = re.compile(r"[a-z][a-z0-9_]{1,63}")
_LONGEST = 160
"""Characters of a question: more do not fit on a phone."""
_SLOWEST = 600
"""Seconds that a question may take."""

_PACK_FIELDS = {"name", "title", "source", "licence", "adaptation", "audiences", "item"}
_REQUIRED = ("name", "title", "construct", "wording", "seconds")
_OPTIONAL = ("kind", "low", "high", "low_words", "high_words", "better", "options", "places", "leader_wording")
_INHERITED = ("source", "licence", "adaptation", "audiences")

Written = Mapping[str, Any]


@cache
def packs() -> dict[str, Pack]:
    """The packs that come with Clearspan, by name."""
    with as_file(files("clearspan") / "content" / "pulse") as folder:
        return read_packs([folder])


def packs_of(directory: Path) -> dict[str, Pack]:
    """The packs that come with Clearspan and those that an organisation keeps in its data directory, by name."""
    own = directory / OWN_FOLDER
    if not own.is_dir():
        return packs()
    with as_file(files("clearspan") / "content" / "pulse") as folder:
        return read_packs([folder, own])


def items_of(found: Mapping[str, Pack]) -> dict[str, Item]:
    """Every question of some packs, by name."""
    return {item.name: item for pack in found.values() for item in pack.items}


def read_packs(folders: Iterable[Path]) -> dict[str, Pack]:
    """The packs of some folders by name; one of a later folder takes the place of one of that name in an earlier folder.

    Raises ShelfError, naming the file and the question, for the first that does not do.
    """
    paths = {path.name: path for folder in folders for path in folder.glob("*.toml")}
    found: dict[str, Pack] = {}
    homes: dict[str, str] = {}
    for _, path in sorted(paths.items()):
        pack = read_pack(path)
        for item in pack.items:
            if item.name in homes:
                raise _wrong(path, item.name, f"has the name of a question in {homes[item.name]}")
            homes[item.name] = path.name
        found[pack.name] = pack
    return found


def read_pack(path: Path) -> Pack:
    """The pack in a file. Raises ShelfError, naming the file and the question."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, "", f"cannot be read: {error}") from error
    if unknown := set(written) - _PACK_FIELDS:
        raise _wrong(path, "", f"has fields that no pack has: {', '.join(sorted(unknown))}")
    if written.get("name") != path.stem:
        raise _wrong(path, "", f"declares {written.get('name')!r}, and its file is named {path.stem!r}")
    if not written.get("item"):
        raise _wrong(path, "", "holds no question")
    inherited = {name: written[name] for name in _INHERITED if name in written}
    items = tuple(_item(path, {**inherited, **each}) for each in written["item"])
    return Pack(written["name"], _text(path, "", written, "title"), items)


def _item(path: Path, written: Written) -> Item:
    name = str(written.get("name", ""))
    if not _NAME.fullmatch(name):
        raise _wrong(path, name, "has no name of small letters, digits and underscores")
    if unknown := set(written) - {*_REQUIRED, *_OPTIONAL, *_INHERITED}:
        raise _wrong(path, name, f"has fields that no question has: {', '.join(sorted(unknown))}")
    for each in (*_REQUIRED, *_INHERITED):
        if each not in written:
            raise _wrong(path, name, f"does not say its {each}")
    _check_licence(path, name, str(written["licence"]))
    try:
        item = _typed(path, written)
    except (ValueError, TypeError) as error:
        raise _wrong(path, name, str(error)) from error
    if trouble := _trouble(item):
        raise _wrong(path, name, trouble)
    return item


def _typed(path: Path, written: Written) -> Item:
    name = str(written["name"])

    def text(field: str) -> str:
        return _text(path, name, written, field)

    def number(field: str, usual: int = 0) -> int:
        return int(written.get(field, usual))

    return Item(
        name=name,
        title=text("title"),
        construct=Construct(written["construct"]),
        wording=text("wording"),
        kind=ItemKind(written.get("kind", "scale")),
        audiences=tuple(Audience(each) for each in written["audiences"]),
        seconds=number("seconds"),
        source=text("source"),
        licence=text("licence"),
        adaptation=text("adaptation"),
        better=Better(written.get("better", "higher")),
        low=number("low", 1),
        high=number("high", 5),
        low_words=str(written.get("low_words", "")),
        high_words=str(written.get("high_words", "")),
        options=tuple(_option(each) for each in written.get("options", ())),
        places=number("places"),
        leader_wording=str(written.get("leader_wording", "")),
    )


def _option(written: Written) -> Option:
    if set(written) - {"name", "words", "value"} or not {"name", "words"} <= set(written):
        raise ValueError("has an option that is not name, words and value")
    return Option(str(written["name"]), str(written["words"]), float(written.get("value", 0)))


def _trouble(item: Item) -> str:
    """What is wrong with a question, or nothing."""
    names, values = [option.name for option in item.options], [option.value for option in item.options]
    checks = {
        "must take between 1 and 600 seconds": 1 <= item.seconds <= _SLOWEST,
        f"is longer than {_LONGEST} characters": max(len(item.wording), len(item.leader_wording)) <= _LONGEST,
        "is asked of nobody": bool(item.audiences),
        "has two options of one name": len(set(names)) == len(names),
        "has an option whose name is not small letters, digits and underscores": all(_NAME.fullmatch(each) for each in names),
        f"is a ranking, and its name does not begin with {RANK}": (item.kind is ItemKind.RANKING) == item.name.startswith(RANK),
        f"is for the diary alone, and its name does not begin with {DIARY}": (item.audiences == (Audience.DIARY,))
        == item.name.startswith(DIARY),
    }
    if item.kind is ItemKind.SCALE:
        checks |= {
            "has a scale that is none of 1 to 5, 1 to 7, 0 to 10 and 0 to 100": (item.high, item.low) in SCALES,
            "does not say what the ends of its scale mean": bool(item.low_words and item.high_words),
        }
    elif item.kind is ItemKind.CHOICE:
        checks["needs two options with different values"] = len(values) > 1 and len(set(values)) == len(values)
    else:
        checks["needs more options than places, and at least one place"] = 0 < item.places < len(names)
    return next((words for words, holds in checks.items() if not holds), "")


def _check_licence(path: Path, name: str, licence: str) -> None:
    if forbids_use(licence):
        raise _wrong(
            path,
            name,
            f"stands under {licence}, which forbids commercial use or changes, so that it cannot be asked here",
            "Write the question in your own words from a source that allows it, or leave it out.",
        )
    if licence not in OPEN_LICENCES:
        known = ", ".join(sorted(OPEN_LICENCES))
        raise _wrong(path, name, "does not stand under a licence that is known to allow changes", f"Known are {known}.")


def _text(path: Path, name: str, written: Written, field: str) -> str:
    value = written.get(field)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, name, f"has no {field}")
    return value


def _wrong(path: Path, item: str, what: str, remedy: str = "") -> ShelfError:
    return ShelfError(what, where=f"{path.name}, question {item}" if item else path.name, remedy=remedy)
