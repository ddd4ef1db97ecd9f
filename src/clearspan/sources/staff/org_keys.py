"""Keys of divisions, departments and teams: the names of the parents and their own, so that equal names stay apart."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.vocabulary.grid import PATH_SEPARATOR

_INNER_SEPARATOR = PATH_SEPARATOR.strip()


def org_keys(division: pa.ChunkedArray, department: pa.ChunkedArray, team: pa.ChunkedArray) -> dict[str, pa.ChunkedArray]:
    """The columns division, department and team as keys, from the plain names of each row.

    A key is 'Division / Department / Team' without the levels that are missing. A missing level below a stated one
    takes the key above it (somebody directly in a department is in the department's own team; where a list has
    departments alone they are the teams), so that every team lies in one department wherever anything is above it.
    """
    divisions = _name(division)
    own_department = _below(divisions, _name(department))
    departments = pc.coalesce(own_department, divisions)
    teams = pc.coalesce(_below(departments, _name(team)), departments)
    return {"division": divisions, "department": departments, "team": teams}


def _below(parent: pa.ChunkedArray, name: pa.ChunkedArray) -> pa.ChunkedArray:
    """The parent's key and the name, the name alone where there is no parent, null where there is no name."""
    return pc.if_else(pc.is_null(parent), name, pc.binary_join_element_wise(parent, name, PATH_SEPARATOR))


def _name(names: pa.ChunkedArray) -> pa.ChunkedArray:
    """The names with single spaces and without the separator of keys; empty is null."""
    plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(names, r"\s+", " "))
    plain = pc.replace_substring(plain, PATH_SEPARATOR, _INNER_SEPARATOR)
    return pc.if_else(pc.equal(plain, ""), pa.scalar(None, pa.string()), plain)
