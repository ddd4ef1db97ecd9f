"""Reads a shelf: a folder in which every file declares exactly one thing, named after its file."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from clearspan.errors import ShelfError

T = TypeVar("T")


def read_shelf(folder: ModuleType, kind: type[T]) -> dict[str, T]:
    """Every declared `kind` on the shelf, by file name, in alphabetical order.

    A file declares its thing as a module-level constant of type `kind` whose `name` attribute equals the file's name.
    Raises ShelfError, naming the file, where one cannot be imported or declares none, two, or a misnamed thing.
    """
    found: dict[str, T] = {}
    for entry in sorted(pkgutil.iter_modules(folder.__path__), key=lambda item: item.name):
        found[entry.name] = _declared(f"{folder.__name__}.{entry.name}", entry.name, kind)
    return found


def _declared(module_name: str, name: str, kind: type[T]) -> T:
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        raise ShelfError(f"cannot be imported: {error!r}", where=module_name) from error
    things = [value for key, value in vars(module).items() if isinstance(value, kind) and not key.startswith("_")]
    if len(things) != 1:
        raise ShelfError(
            f"declares {len(things)} of {kind.__name__}, and a shelf file declares exactly one",
            where=module_name,
        )
    declared = getattr(things[0], "name", None)
    if declared != name:
        raise ShelfError(f"declares {declared!r}, and its file is named {name!r}", where=module_name)
    return things[0]
