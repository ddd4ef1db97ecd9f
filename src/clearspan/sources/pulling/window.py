"""A span of days that a source is asked for, and which spans are due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Window:
    """The days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Each day of the window."""
        return [self.first + timedelta(days=day) for day in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Rhythm:
    """How a feed is asked: `window_days` at a time (0: a snapshot of today, taken again after `every_days`), `lag_days` after the
    day at the earliest, again while the vendor may restate (`restated_days`), and not further back than `history_days`."""

    window_days: int
    lag_days: int
    restated_days: int
    history_days: int
    every_days: int = 1


@dataclass(frozen=True)
class Pulled:
    """How a window was last pulled: up to which day, and on which day."""

    last: date
    on: date


def due(rhythm: Rhythm, since: date, today: date, pulled: Mapping[date, Pulled]) -> list[Window]:
    """The windows to be pulled today, the oldest first. `pulled` tells of windows by their first day.

    A window is due when it was never pulled, or when it was last pulled before today and has grown since or was not final.
    Windows lie on a fixed line of days, so that the same days are asked under the same window whenever a pull begins; the
    newest one is cut short until its days are over.
    """
    if rhythm.window_days == 0:
        latest = max(pulled, default=date.min)
        return [Window(today, today)] if (today - latest).days >= rhythm.every_days else []
    oldest = max(since, today - timedelta(days=rhythm.history_days))
    newest = today - timedelta(days=max(rhythm.lag_days, 1))
    windows = _line(rhythm.window_days, oldest, newest)
    return [window for window in windows if _is_due(window, rhythm, today, pulled.get(window.first))]


def _line(length: int, oldest: date, newest: date) -> Iterable[Window]:
    """Windows of `length` days, counted from the calendar's first day (a Monday, so that weeks are weeks), from the first that
    begins at `oldest` or later."""
    first = date.fromordinal(-(-(oldest.toordinal() - 1) // length) * length + 1)
    while first <= newest:
        yield Window(first, min(first + timedelta(days=length - 1), newest))
        first += timedelta(days=length)


def _is_due(window: Window, rhythm: Rhythm, today: date, before: Pulled | None) -> bool:
    if before is None:
        return True
    final = before.last + timedelta(days=rhythm.lag_days + rhythm.restated_days)
    return before.on < today and (window.last > before.last or before.on < final)
