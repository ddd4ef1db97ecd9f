"""Words in staff lists: kinds of employment, whether somebody is still employed, and what a manager's number is."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.typed import NOTHING
from clearspan.vocabulary.identifier import IdentifierKind

EMPLOYEE, CONTRACTOR = "employee", "contractor"

_CONTRACTOR = r"(?i)conting|contract|freelanc|external|guest|agency|temp"
_EMPLOYEE = r"(?i)employee|regular|permanent|full.?time|part.?time|member|staff"
_STILL = pa.array(
    ["active", "1", "true", "yes", "enabled", "on leave", "leave", "full-time", "part-time", "full time", "part time"]
)
_GONE = pa.array(["inactive", "terminated", "0", "false", "no", "disabled", "left", "former", "deactivated"])
_LONGEST_NOTHING = max(map(len, NOTHING.to_pylist()))
_GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


def stated(column: pa.Array) -> pa.Array:
    """The texts, null where they only say that there is nothing (n/a, none, -)."""
    if column.null_count == len(column):
        return column
    if pc.min(pc.binary_length(column)).as_py() > _LONGEST_NOTHING:
        return column
    nothing = pc.is_in(pc.utf8_lower(column), value_set=NOTHING)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), column)


def employment_kinds(column: pa.Array) -> pa.Array:
    """employee or contractor where the words say so, the words in small letters where they do not."""

    def kinds(words: pa.Array) -> pa.Array:
        other = pc.if_else(pc.match_substring_regex(words, _EMPLOYEE), EMPLOYEE, pc.utf8_lower(words))
        return pc.if_else(pc.match_substring_regex(words, _CONTRACTOR), CONTRACTOR, other)

    return by_distinct(column, kinds)


def still_employed(column: pa.Array) -> pa.Array:
    """int8: 1 where the words say that the person is employed, 0 where they say not, null where they say neither."""

    def employed(texts: pa.Array) -> pa.Array:
        words = pc.utf8_lower(texts)
        gone = pc.if_else(pc.is_in(words, value_set=_GONE), pa.scalar(0, pa.int8()), pa.scalar(None, pa.int8()))
        return pc.if_else(pc.is_in(words, value_set=_STILL), pa.scalar(1, pa.int8()), gone)

    return by_distinct(column, employed)


def manager_kinds(number: pa.Array, *, has_employee_numbers: bool) -> pa.Array:
    """What kind of identifier each manager's number is: an address by its @, the directory's own id where it is a GUID or the
    list has no employee numbers, else an employee number; null where none is stated."""
    if number.null_count == len(number):
        return pa.nulls(len(number), pa.string())
    plain = IdentifierKind.EMPLOYEE_ID if has_employee_numbers else IdentifierKind.NEUTRAL_ID
    guid = pc.match_substring_regex(number, _GUID)
    kinds = pc.if_else(guid, IdentifierKind.NEUTRAL_ID.value, plain.value)
    kinds = pc.if_else(pc.match_substring(number, "@"), IdentifierKind.EMAIL.value, kinds)
    return pc.if_else(pc.is_null(number), pa.scalar(None, pa.string()), kinds)
