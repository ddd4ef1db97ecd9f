"""Clearspan: connect, measure, diagnose, practise, prove."""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from clearspan.answers.analyst import Analyst


def open(directory: "Path | str") -> "Analyst":
    """The released answers of a folder that `clearspan run` wrote, as data frames. Raises UsageError where there are none."""
    from clearspan.answers.analyst import Analyst

    return Analyst(directory)
