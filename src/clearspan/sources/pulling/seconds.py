"""Days as vendors ask for them: seconds since 1970, and moments of ISO 8601."""

from datetime import UTC, date, datetime, time, timedelta

from clearspan.sources.pulling.window import Window


def second_span(window: Window) -> tuple[int, int]:
    """The first second of the window, and the first one after it, in UTC."""
    return int(_begin(window.first).timestamp()), int(_begin(window.last + timedelta(days=1)).timestamp())


def moment_span(window: Window) -> tuple[str, str]:
    """The same as ISO moments: 2026-08-20T00:00:00Z."""
    begin, end = _begin(window.first), _begin(window.last + timedelta(days=1))
    return f"{begin:%Y-%m-%dT%H:%M:%SZ}", f"{end:%Y-%m-%dT%H:%M:%SZ}"


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
