"""Days as vendors ask for them: milliseconds since 1970."""

from datetime import UTC, date, datetime, time, timedelta

from clearspan.sources.pulling.window import Window


def span(window: Window) -> tuple[int, int]:
    """The first and the last millisecond of the window, in UTC."""
    return _begin(window.first), _begin(window.last + timedelta(days=1)) - 1


def _begin(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000
