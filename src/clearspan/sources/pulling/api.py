"""What a source declares about the vendor's API: what is asked of the administrator, how calls are signed, and how to fetch."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.sign import Sign
from clearspan.sources.pulling.window import Window


@dataclass(frozen=True)
class Ask:
    """One thing that `clearspan connect` asks for; a secret goes into the keyring, anything else into the connection's file."""

    name: str
    what: str
    secret: bool = False
    default: str | None = None


@dataclass(frozen=True)
class Page:
    """What the vendor sent for a window, as `read` takes it: in memory only, never written down."""

    body: bytes


@dataclass(frozen=True)
class Api:
    """The vendor's API. `fetch` yields the pages of a window; paging, retries, limits and signing are the caller's business.

    `window_days` is how many days one pull covers (0: a snapshot of today), `history_days` how far back the vendor answers.
    A snapshot is taken again after `every_days`.
    Where `by_change` is set, a window holds what was changed in those days, not what happened in them. `a_minute` is how many
    calls the vendor allows. `{name}` in `base` and in the sign's address stands for what was asked under that name.
    """

    base: str
    asks: tuple[Ask, ...]
    sign: Sign
    window_days: int
    history_days: int
    fetch: Callable[[Caller, Window], Iterator[Page]]
    a_minute: int = 60
    by_change: bool = False
    every_days: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    clicks: tuple[str, ...] = ()
    """What an administrator does, click by click, to get what is asked."""
