"""How long a pull waits for a vendor: retries, waiting times, and the pace of calls."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MINUTE = 60.0

Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Patience:
    """How often a call is tried, and how many seconds a wait may last: `first` doubles up to `longest`; a vendor that asks for
    more than `refused_above` is not waited for. `timeout` is how long an answer may take to begin."""

    tries: int = 7
    first: float = 1.0
    longest: float = 60.0
    refused_above: float = 900.0
    timeout: float = 60.0

    def wait(self, attempt: int, asked: float | None) -> float:
        """Seconds to wait after the attempt (from 1), what the vendor asked for included."""
        own = min(self.first * 2 ** (attempt - 1), self.longest)
        return own if asked is None else max(asked, 0.0)


def asked_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """The seconds that an answer asks to wait: Retry-After as seconds or as a date (RFC 9110, 10.2.3), or until GitHub's
    X-RateLimit-Reset where nothing remains; None where it asks for nothing."""
    now = now or datetime.now(UTC)
    after = headers.get("retry-after", "").strip()
    if after:
        try:
            return float(after)
        except ValueError:
            return _until(after, now)
    if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdigit():
        return int(headers["x-ratelimit-reset"]) - now.timestamp()
    return None


def _until(text: str, now: datetime) -> float | None:
    try:
        return (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError):
        return None


class Pace:
    """Lets so many calls through in any minute, and makes the next one wait."""

    def __init__(self, a_minute: int, sleep: Sleep, now: Callable[[], float] = time.monotonic) -> None:
        self._sleep = sleep
        self._now = now
        self._calls: deque[float] = deque(maxlen=a_minute)

    def step(self) -> None:
        """Nothing; returns when the next call may go."""
        if len(self._calls) == self._calls.maxlen:
            ready = self._calls[0] + MINUTE - self._now()
            if ready > 0:
                self._sleep(ready)
        self._calls.append(self._now())
