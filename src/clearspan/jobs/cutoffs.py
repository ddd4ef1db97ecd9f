"""The tiers' cut-offs of a directory: frozen when it is first measured, until an administrator refreshes them."""

from pathlib import Path

from clearspan.metrics.cutoffs import FIRST, Cutoffs, read_cutoffs, refreshed, written

FILE_NAME = "cutoffs.json"


def cutoffs_of(directory: Path) -> Cutoffs:
    """The cut-offs in force; the first ones, which are written down, where there are none yet."""
    path = directory / FILE_NAME
    if not path.exists():
        path.write_text(written(FIRST), encoding="utf-8")
    return read_cutoffs(path.read_text(encoding="utf-8"))


def refresh_cutoffs(directory: Path, tried: int, occasional: int, habitual: int, power_actions: int) -> Cutoffs:
    """The next version of the cut-offs, from now on in force. Raises UsageError where they do not rise."""
    before = cutoffs_of(directory)
    after = refreshed(before, tried=tried, occasional=occasional, habitual=habitual, power_actions=power_actions)
    (directory / FILE_NAME).write_text(written(after), encoding="utf-8")
    return after
