"""Whom a record is about, where a vendor knows people under several identifiers."""

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.vocabulary.identifier import IdentifierKind

Known = tuple[IdentifierKind, str, pa.Array]
"""A kind of identifier, the vendor's name of the field, and the texts."""


def who(sieve: Sieve, *known: Known) -> dict[str, pa.Array]:
    """The columns identifier and identifier_kind: of each record the first identifier that is there. Rejects records without."""
    identifier = pc.coalesce(*(values for _, _, values in known))
    stated = [values.is_valid().to_numpy(zero_copy_only=False) for _, _, values in known]
    at = np.select(stated, range(len(known)), len(known))
    kind = pa.array([*(name.value for name, _, _ in known), None], pa.string()).take(pa.array(at))
    others = " and ".join(field for _, field, _ in known[1:])
    sieve.reject(pc.is_null(identifier), known[0][1], f"is missing, and so is {others}" if others else "is missing")
    return {"identifier": identifier, "identifier_kind": kind}
