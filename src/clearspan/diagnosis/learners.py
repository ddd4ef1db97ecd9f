"""Who is a learner: the entry level of a job family, or where a family names none, who joined less than 24 months ago."""

import re
from collections.abc import Sequence

import numpy as np

from clearspan.diagnosis.panel import Bools
from clearspan.vocabulary.grid import TENURE_BANDS

YOUNG = frozenset(band.name for band in TENURE_BANDS if band.upto is not None and band.upto <= 730)
"""Bands of service of under 24 months."""

_ENTRY = re.compile(
    r"\b(junior|jr|graduate|trainee|apprentice|intern|entry|associate|assistant|level 1|l1|i|1|g1|grade 1)\b", re.I
)
"""Words of entry levels. A number counts as one only where no letter follows it."""


def is_entry(level: str | None) -> bool:
    """Whether the name of a level says that it is the entry level."""
    return bool(level and _ENTRY.search(level))


def learners(role: Sequence[str | None], level: Sequence[str | None], tenure: Sequence[str | None]) -> Bools:
    """By person: whether they are a learner."""
    entry = np.array([is_entry(name) for name in level], dtype=np.bool_)
    young = np.array([name in YOUNG for name in tenure], dtype=np.bool_)
    named = {family for family, is_low in zip(role, entry, strict=True) if is_low}
    return np.where([family in named for family in role], entry, young).astype(np.bool_)
