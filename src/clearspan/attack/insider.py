"""A colleague who knows the whole organisation chart, and no figure about anyone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

NOISE = 2
"""The most by which a released count differs from the true one, as published."""


@dataclass(frozen=True)
class Minimums:
    """The policy's published smallest groups: for counts, for rates, and for sensitive measures; in people."""

    count: int = 5
    rate: int = 8
    sensitive: int = 10


@dataclass(frozen=True)
class Insider:
    """Who is where and when, by person number, as colleagues know it.

    `members`: person, kind, start, and a column a dimension with the key of the person's group (null where not stated), of the
    people employed at the end of each period. `licensed`: person, tool, kind, start; likewise those who worked in a work system,
    the tool being 'at_work:' and the system. `left`: last day of those who left. `erased`: those who asked to be forgotten.
    `own`: metric, tool, kind, start, person and value: what each colleague adds to a sum and knows of themselves; an attack uses
    one person's only. None where colleagues do not speak. `leading` are the levels whose people sensitive measures pool, as the
    settings that everybody may read name them.
    """

    members: pa.Table
    licensed: pa.Table
    left: Mapping[int, int] = field(default_factory=dict[int, int])
    erased: frozenset[int] = frozenset()
    minimums: Minimums = Minimums()
    noise: int = NOISE
    own: pa.Table | None = None
    leading: frozenset[str] = frozenset()
