"""The fixed grid on which group figures are released: one dimension at a time, never crossed."""

from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """How people are grouped. Each person is in at most one group of a dimension."""

    ORGANISATION = "organisation"
    DIVISION = "division"
    DEPARTMENT = "department"
    TEAM = "team"
    ROLE = "role"
    LEVEL = "level"
    TENURE = "tenure"
    LOCATION = "location"


TREE = (Dimension.ORGANISATION, Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.TEAM)
"""The hierarchy, root first: every team lies in one department, every department in one division."""

MARGINS = (Dimension.ROLE, Dimension.LEVEL, Dimension.TENURE, Dimension.LOCATION)
"""The other ways to divide the same organisation."""

WHOLE = "everyone"
"""The one group of the organisation dimension."""

PATH_SEPARATOR = " / "
"""Joins the names of a team and its parents into the team's key, so that equal names in two divisions stay apart."""


@dataclass(frozen=True, order=True)
class TenureBand:
    """A band of days since a person joined; `upto` is exclusive, None for the last."""

    name: str
    upto: int | None


TENURE_BANDS = (
    TenureBand("under 6 months", 183),
    TenureBand("6 to 24 months", 730),
    TenureBand("2 to 5 years", 1826),
    TenureBand("over 5 years", None),
)
