"""A text column of JSON objects, such as a record inside a CSV, as a struct of the declared fields."""

from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from clearspan.sources.reading.conforming import Unfit, conforming
from clearspan.sources.reading.sieve import Mask, Sieve
from clearspan.sources.reading.undeclared import undeclared_keys


def json_column(column: pa.Array, name: str, declared: pa.StructType, sieve: Sieve) -> tuple[pa.StructArray, set[str]]:
    """The objects, null where a text is empty or its record is not kept, and the names that are not declared.

    Rejects what is no JSON object and what does not fit, naming name.field.
    """
    texts = column.to_pylist()
    found = [_parsed(text) if text is not None and kept else None for text, kept in zip(texts, sieve.open, strict=True)]
    objects = [value if isinstance(value, dict) else None for value in found]
    strange = [value is not None and read is None for value, read in zip(found, objects, strict=True)]
    sieve.reject(pa.array(strange, pa.bool_()), name, "is not a JSON object")
    undeclared = {f"{name}.{key}" for key in undeclared_keys([value for value in objects if value is not None], declared)}
    try:
        return pa.array(objects, declared), undeclared
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return _each(objects, name, declared, sieve), undeclared


def _parsed(text: str) -> Any:
    """The value; False stands for what is no JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return False


def _each(values: list[Any], name: str, declared: pa.StructType, sieve: Sieve) -> pa.StructArray:
    """The objects one by one."""
    fit: list[Any] = []
    conform = conforming(declared, name)
    for place, value in enumerate(values):
        try:
            fit.append(conform(value))
        except Unfit as unfit:
            fit.append(None)
            sieve.reject(_only(place, len(values)), unfit.name, unfit.reason)
    return pa.array(fit, declared)


def _only(place: int, length: int) -> Mask:
    mask = np.zeros(length, dtype=np.bool_)
    mask[place] = True
    return mask
