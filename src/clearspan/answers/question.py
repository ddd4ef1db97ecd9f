"""What a page was asked: the period, the grouping, the tool and the group, all on the fixed grid."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.tool import ANY_TOOL


@dataclass(frozen=True)
class Question:
    """One place on the grid. `part` counts, from 1, the parts into which a long list of groups is divided."""

    period: Period
    dimension: Dimension = Dimension.DIVISION
    tool: str = ANY_TOOL
    group: str | None = None
    part: int = 1

    def href(self, path: str, **changes: object) -> str:
        """The address of a page that asks this question, or this one with changes; what is not asked is left out."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        words: dict[str, str] = {}
        if asked.group is not None:
            words["group"] = asked.group
        if asked.group is not None or asked.dimension is not Dimension.DIVISION:
            words["dimension"] = asked.dimension.value
        if asked.tool != ANY_TOOL:
            words["tool"] = asked.tool
        if asked.part > 1:
            words["part"] = str(asked.part)
        words["period"] = asked.period.name
        return f"{path}?{urlencode(words)}"
