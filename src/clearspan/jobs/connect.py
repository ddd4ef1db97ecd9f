"""Connects a source: asks for what is missing, tries it on the newest days, and keeps it when the vendor answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from clearspan import clock
from clearspan.errors import UsageError
from clearspan.jobs.pull import api_of
from clearspan.jobs.trial import Trial, try_api
from clearspan.privacy.secrets import keep_secret, read_secret, variable
from clearspan.sources.connection import Connection, Connections
from clearspan.sources.pulling.api import Ask
from clearspan.sources.pulling.http_caller import ADDRESS, SIGN_IN_ADDRESS, HttpCaller
from clearspan.sources.pulling.patience import Patience
from clearspan.sources.source import Source

HISTORY_DAYS = 90
"""How far back a new connection pulls where nothing else is said and the vendor keeps as much."""

OPTIONAL = (ADDRESS, SIGN_IN_ADDRESS)

Enter = Callable[[Ask], str | None]
"""Asks a person for something; None where nobody can be asked."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to connect: under which name, with what already entered, and from which day on."""

    name: str
    entered: Mapping[str, str]
    since: date | None = None


def connect(directory: Path, source: Source, wish: Wish, enter: Enter, patience: Patience | None = None) -> Trial:
    """What the trial pull found; the connection and its secrets are kept when it returns.

    Raises UsageError where something is missing, unknown, or there is no keyring for a secret that was typed; VendorError where
    the vendor refuses or does not answer; nothing is kept then.
    """
    api = api_of(source)
    today = clock.now().date()
    open_asks = [ask for ask in api.asks if not ask.secret]
    _refuse_unknown(wish, open_asks)
    asked = {name: wish.entered[name] for name in OPTIONAL if name in wish.entered}
    asked |= {ask.name: _entered(wish, ask, enter) for ask in open_asks}
    typed: dict[str, str] = {}
    secrets: dict[str, str] = {}
    for ask in (ask for ask in api.asks if ask.secret):
        found = read_secret(wish.name, ask.name)
        secrets[ask.name] = found or _typed(wish, ask, enter)
        if not found:
            typed[ask.name] = secrets[ask.name]
    with HttpCaller(api, asked | secrets, patience or Patience(tries=3)) as caller:
        trial = try_api(source, api, caller, today)
    for name, secret in typed.items():
        keep_secret(wish.name, name, secret)
    since = wish.since or today - timedelta(days=min(api.history_days, HISTORY_DAYS))
    Connections(directory).keep(Connection(wish.name, asked, since.isoformat()))
    return trial


def _refuse_unknown(wish: Wish, asks: Sequence[Ask]) -> None:
    names = [*(ask.name for ask in asks), *OPTIONAL]
    for name in wish.entered:
        if name not in names:
            raise UsageError(
                f"{name!r} is not asked for",
                where=wish.name,
                remedy=f"It takes {', '.join(names)}; secrets are typed when asked, or stand in the environment.",
            )


def _entered(wish: Wish, ask: Ask, enter: Enter) -> str:
    value = wish.entered.get(ask.name) or enter(ask) or ask.default
    if value is None:
        raise UsageError(f"{ask.name} is missing: {ask.what}", where=wish.name, remedy=f"Add --set {ask.name}=...")
    return value


def _typed(wish: Wish, ask: Ask, enter: Enter) -> str:
    value = enter(ask)
    if not value:
        remedy = f"Put it into the environment variable {variable(wish.name, ask.name)}, or run this in a terminal."
        raise UsageError(f"{ask.name} is missing: {ask.what}", where=wish.name, remedy=remedy)
    return value
