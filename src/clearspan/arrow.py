"""Arrow as the program uses it: its compute functions, and memory that is used again instead of being asked for anew."""

import os
from typing import Any

import pyarrow as pa
import pyarrow.compute

pc: Any = pyarrow.compute
"""Arrow's compute functions; pyarrow makes them at run time, where a type checker cannot see them."""

KEPT_FREE_MS = 5_000
"""How long freed memory is kept for what comes next; the system takes as long to hand out a page as Arrow to fill it."""


def keep_freed_memory() -> None:
    """Nothing; from now on the process keeps for a while what Arrow frees; `ARROW_DEFAULT_MEMORY_POOL` decides if set."""
    if "jemalloc" in pa.supported_memory_backends() and "ARROW_DEFAULT_MEMORY_POOL" not in os.environ:
        pa.set_memory_pool(pa.jemalloc_memory_pool())
        pa.jemalloc_set_decay_ms(KEPT_FREE_MS)
