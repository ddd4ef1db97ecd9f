"""JSON values read as a declared type one by one: numbers and truth may be written as text; what does not fit is named."""

import re
from collections.abc import Callable
from typing import Any

import pyarrow as pa

NUMBER_TEXT = r"[+-]?\d{1,15}(\.\d{1,9})?"
"""How a number may be written as text."""

FREE_TEXT = pa.large_string()
"""The declared type of what somebody wrote: a text, or a list that may hold other things than texts."""

_MOST_PARTS = 64

_NUMBER_TEXT = re.compile(NUMBER_TEXT)
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


class Unfit(Exception):
    """A value does not fit its declared type; carries the field and the reason, never the value."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(reason)


def conforming(declared: pa.DataType, name: str) -> Callable[[Any], Any]:
    """What reads a value as its declared type; null stays null. It raises Unfit, naming the dotted field."""
    if pa.types.is_struct(declared):
        return _objects(declared, name)
    if pa.types.is_list(declared):
        return _lists(declared, name)
    if declared == FREE_TEXT:
        return free_text
    read = _truth if pa.types.is_boolean(declared) else _number if pa.types.is_floating(declared) else _text
    exact = bool if pa.types.is_boolean(declared) else float if pa.types.is_floating(declared) else str

    def conform(value: Any) -> Any:
        return value if value is None or type(value) is exact else read(value, name)

    return conform


def free_text(value: Any) -> str | None:
    """What somebody wrote: the text itself, or the texts of a list, one a line; None of anything else."""
    if isinstance(value, list):
        return "\n".join(part for part in value[:_MOST_PARTS] if isinstance(part, str))
    return value if isinstance(value, str) else None


def _objects(declared: pa.StructType, name: str) -> Callable[[Any], dict[str, Any] | None]:
    dot = f"{name}." if name else ""
    inner = [(item.name, conforming(item.type, dot + item.name)) for item in declared]

    def conform(value: Any) -> dict[str, Any] | None:
        if value is None or value in ("", []):
            return None
        if not isinstance(value, dict):
            raise Unfit(name, "is not an object")
        return {field: read(found) for field, read in inner if (found := value.get(field)) is not None}

    return conform


def _lists(declared: pa.ListType, name: str) -> Callable[[Any], list[Any] | None]:
    read = conforming(declared.value_type, name)

    def conform(value: Any) -> list[Any] | None:
        if value is None or value == "":
            return None
        if not isinstance(value, list):
            raise Unfit(name, "is not a list")
        return [read(item) for item in value]

    return conform


def _text(value: Any, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unfit(name, "is not text")
    return str(value)


def _truth(value: Any, name: str) -> bool | None:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower() if isinstance(value, str | int) else "?"
    if text == "":
        return None
    if text not in _TRUTH:
        raise Unfit(name, "is neither true nor false")
    return _TRUTH[text]


def _number(value: Any, name: str) -> float | None:
    if isinstance(value, str):
        text = value.strip()
        if text == "":
            return None
        if not _NUMBER_TEXT.fullmatch(text):
            raise Unfit(name, "is not a number")
        return float(text)
    if not isinstance(value, int | float):
        raise Unfit(name, "is not a number")
    return float(value)
