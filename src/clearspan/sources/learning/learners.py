"""Whom a training record is about, and what it says about having completed."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import EARLIEST_DAY
from clearspan.sources.reading.who import who
from clearspan.sources.staff.roster_dates import day_in_name
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_DONE = pa.array(["completed", "complete", "passed", "done", "finished", "attended", "equivalent", "yes", "true", "1"])
_NOT_DONE = pa.array(
    [
        *("incomplete", "not attempted", "notattempted", "failed", "browsed", "in progress", "inprogress", "not started"),
        *("notstarted", "registered", "approved", "assigned", "enrolled", "past due", "withdrawn", "cancelled", "expired"),
        *("no", "false", "0"),
    ]
)


def learners(sieve: Sieve, email: tuple[str, pa.Array], own: tuple[str, pa.Array]) -> tuple[dict[str, pa.Array], pa.Table]:
    """The columns identifier and identifier_kind, and alias rows. `email` and `own` are the fields' names and texts; the system's
    own id of a learner counts as an address where it is one. Rejects records without either."""
    name, number = own
    is_address = pc.fill_null(pc.match_substring(number, "@"), False)
    nothing = pa.scalar(None, pa.string())
    address = pc.coalesce(email[1], pc.if_else(is_address, number, nothing))
    plain = pc.if_else(is_address, nothing, number)
    person = who(sieve, (IdentifierKind.EMAIL, email[0], address), (IdentifierKind.LEARNER_ID, name, plain))
    return person, stated_pairs(sieve, address, IdentifierKind.LEARNER_ID, plain)


def completed(words: pa.Array, day: pa.Array) -> pa.Array:
    """int8: 1 where a day of completion is stated or the words say so, 0 where they say not (yet), null where neither."""
    plain = pc.utf8_lower(words)
    done = pc.if_else(pc.is_in(plain, value_set=_DONE), pa.scalar(1, pa.int8()), pa.scalar(None, pa.int8()))
    said = pc.if_else(pc.is_in(plain, value_set=_NOT_DONE), pa.scalar(0, pa.int8()), done)
    return pc.if_else(pc.is_valid(day), pa.scalar(1, pa.int8()), said)


def said_on(file: str, *dates: pa.Array) -> pa.Array:
    """The day to which each record refers: the latest of its days, else the day in the file's name, else the earliest day, so
    that a record that knows more replaces it."""
    latest = pc.max_element_wise(*dates)
    return pc.fill_null(latest, pa.scalar(day_in_name(file) or EARLIEST_DAY, pa.int32()))
