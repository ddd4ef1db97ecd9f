"""The cut-offs that divide people's use into tiers: frozen, with a version, until an administrator refreshes them."""

import json
from dataclasses import asdict, dataclass, fields

from clearspan.errors import UsageError

WINDOW_WEEKS = 12
"""Weeks over which use is judged; the dense spine and its frames are built to this length."""

NEW_WEEKS = 4
"""A person employed for fewer full weeks has no tier yet; below WINDOW_WEEKS the last NEW_WEEKS decide about habit."""


@dataclass(frozen=True)
class Cutoffs:
    """The least number of weeks active of the last 12 for each tier, and of actions a week (mean) for power use."""

    version: int
    tried: int
    occasional: int
    habitual: int
    power_actions: int

    def __post_init__(self) -> None:
        if not 1 <= self.tried < self.occasional < self.habitual <= WINDOW_WEEKS:
            raise UsageError("the cut-offs of the tiers do not rise from 1 to 12 weeks", remedy="Check the cut-offs you entered.")
        if self.power_actions < 1 or self.version < 1:
            raise UsageError("power_actions and version start at 1", remedy="Check the cut-offs you entered.")


FIRST = Cutoffs(version=1, tried=1, occasional=3, habitual=9, power_actions=15)
"""Habit is use in 9 of the last 12 weeks, power use is habit with 15 actions a week on average (the habit segments of
microsoft/vivainsights, identify_usage_segments)."""


def written(cutoffs: Cutoffs) -> str:
    """The cut-offs as JSON text, to be kept beside the warehouse."""
    return json.dumps(asdict(cutoffs), indent=2, sort_keys=True)


def read_cutoffs(kept: str) -> Cutoffs:
    """The cut-offs in a JSON text that `written` made. Raises UsageError for anything else."""
    names = {item.name for item in fields(Cutoffs)}
    try:
        values = json.loads(kept)
    except ValueError as error:
        raise UsageError("the cut-offs are not JSON", remedy="Write them anew.") from error
    if not isinstance(values, dict) or set(values) != names or not all(type(v) is int for v in values.values()):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        raise UsageError(f"the cut-offs need exactly the whole numbers {', '.join(sorted(names))}")
    return Cutoffs(**values)  # pyright: ignore[reportUnknownArgumentType]


def refreshed(before: Cutoffs, *, tried: int, occasional: int, habitual: int, power_actions: int) -> Cutoffs:
    """The next version of the cut-offs, with an administrator's values."""
    return Cutoffs(before.version + 1, tried, occasional, habitual, power_actions)
