"""A text column of JSON objects, such as a record inside a CSV, as a struct of the declared fields."""

import numpy as np
import pyarrow as pa

from clearspan.sources.reading.json_rows import Gatherer
from clearspan.sources.reading.pages import RawRecords
from clearspan.sources.reading.sieve import Sieve


def json_column(column: pa.Array, name: str, declared: pa.StructType, sieve: Sieve) -> tuple[pa.StructArray, set[str]]:
    """The objects, null where a text is empty or its record is not kept, and the names that are not declared.

    Rejects what is no JSON object and what does not fit, naming name.field.
    """
    at = np.flatnonzero(sieve.open & column.is_valid().to_numpy(zero_copy_only=False))
    texts = column.take(pa.array(at)).cast(pa.binary()).to_pylist()
    found = Gatherer(declared).of_records(RawRecords(texts))
    places = np.full(len(column), -1, np.int64)
    places[at[found.sieve.numbers - 1]] = np.arange(len(found.rows))
    for reject in found.sieve.rejects:
        wrong = np.zeros(len(column), np.bool_)
        wrong[at[reject.record - 1]] = True
        field, reason = (f"{name}.{reject.field}", reject.reason) if reject.field else (name, "is not a JSON object")
        sieve.reject(wrong, field, reason)
    return found.rows.take(pa.array(places, mask=places < 0)), {f"{name}.{key}" for key in found.undeclared}
