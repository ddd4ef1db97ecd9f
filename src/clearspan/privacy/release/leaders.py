"""Rule 8: one person is not a group. People of leading levels are pooled over the whole organisation.

A team has one leader; what the leader answers about skill or sentiment must neither show as the leader's nor be found by
leaving the leader out. So in sensitive measures leaders belong to no division, department, team, role, tenure band or
location: they count in the organisation and in one group of their own, which is shown only with enough of them.
"""

from typing import Any

from clearspan.privacy.release.columns import ArrowTable, pa
from clearspan.vocabulary.grid import Dimension

LEADERS_GROUP = "leaders"
"""Key of the pooled group, in the dimension of levels."""


def pool_leaders(members: ArrowTable, leading_levels: frozenset[str]) -> ArrowTable:
    """The members with everyone of the leading levels in the group LEADERS_GROUP and in no other but the organisation."""
    levels: list[str | None] = members.column("level").to_pylist()
    leads = pa.array([level in leading_levels for level in levels], type=pa.bool_())
    columns: dict[str, Any] = {name: members.column(name) for name in members.column_names}
    for dimension in Dimension:
        if dimension is Dimension.ORGANISATION:
            continue
        pooled = LEADERS_GROUP if dimension is Dimension.LEVEL else None
        column = columns[dimension.value].cast(pa.string())
        columns[dimension.value] = pa.compute.if_else(leads, pa.scalar(pooled, type=pa.string()), column)
    return pa.table(columns)
