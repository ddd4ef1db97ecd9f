"""The Arrow type of a JSON record, made of the fields that its source keeps."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.conforming import FREE_TEXT
from clearspan.sources.reading.json_rows import NUMBER
from clearspan.sources.source import FieldRole, KeptField


def declared_type(keeps: Iterable[KeptField], flags: Iterable[str] = (), written: Iterable[str] = ()) -> pa.StructType:
    """The struct of the kept fields: measures are numbers, `flags` are true or false, `written` is what
    somebody wrote, all others are text. Flags that are not kept come last: they are read and gone.

    A dotted name is nested; `[]` after a part of the name means a list.
    """
    kinds = dict.fromkeys(flags, pa.bool_()) | dict.fromkeys(written, FREE_TEXT)
    tree: dict[str, Any] = {}
    for item in keeps:
        *parents, leaf = item.name.split(".")
        branch = tree
        for parent in parents:
            branch = branch.setdefault(parent, {})
        kind = NUMBER if item.role is FieldRole.MEASURE else pa.string()
        branch[leaf] = kinds.pop(item.name, kind)
    return _struct(tree | kinds)


def _struct(tree: dict[str, Any]) -> pa.StructType:
    fields = []
    for name, inner in tree.items():
        kind = _struct(inner) if isinstance(inner, dict) else inner
        fields.append(pa.field(name.removesuffix("[]"), pa.list_(kind) if name.endswith("[]") else kind))
    return pa.struct(fields)


def leaf(rows: pa.StructArray, name: str) -> pa.Array:
    """The column of a dotted name; null where an object on the way is."""
    column: pa.Array = rows
    for part in name.split("."):
        column = pc.struct_field(column, part)
    return column
