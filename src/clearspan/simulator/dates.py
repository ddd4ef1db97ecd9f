"""Days as text."""

from clearspan.vocabulary.period import day_of


def iso(day: int) -> str:
    """A day number as YYYY-MM-DD."""
    return day_of(day).isoformat()
