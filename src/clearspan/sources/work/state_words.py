"""What the name of a status, a section or a stage says: waiting, being worked on, or done."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.work.histories import DOING, DONE, WAITING

_WAITING_WORDS = frozenset(
    {"to do", "todo", "open", "new", "backlog", "selected for development", "ready", "ready for development", "planned", "triage",
     "inbox", "not started", "next", "later", "upcoming", "recently assigned", "untitled section", "ideas", "requested"}
)  # fmt: skip
_DONE_WORDS = frozenset(
    {"done", "closed", "resolved", "complete", "completed", "finished", "released", "shipped", "cancelled", "canceled",
     "won't do", "archived", "closed won", "closed lost"}
)  # fmt: skip


def state_codes(names: pa.Array, known: Mapping[str, int]) -> npt.NDArray[np.int64]:
    """The state of each name: as `known` says (names in small letters), else by the usual words, else being worked on."""
    coded = pc.utf8_lower(pc.fill_null(names, "")).dictionary_encode()
    codes = [known.get(name, _usual(name)) for name in coded.dictionary.to_pylist()]
    return np.array(codes, dtype=np.int64)[np.asarray(coded.indices)] if codes else np.empty(0, np.int64)


def learnt(names: pa.Array, states: pa.Array) -> dict[str, int]:
    """Name in small letters -> state, from records that tell both; `states` are codes or null."""
    pairs = pa.table({"name": pc.utf8_lower(names), "state": states}).group_by(["name", "state"]).aggregate([])
    return {
        name: state
        for name, state in zip(pairs["name"].to_pylist(), pairs["state"].to_pylist(), strict=True)
        if name is not None and state is not None
    }


def _usual(name: str) -> int:
    return WAITING if name in _WAITING_WORDS else DONE if name in _DONE_WORDS else DOING
