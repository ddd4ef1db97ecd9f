"""What a link opens, and what is kept when a form is sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from clearspan.application.store import Application
from clearspan.application.tables import INVITATION, REPLY, TIME_TAKEN, WAVE
from clearspan.listening.item import Item, ItemKind
from clearspan.listening.waves import Wave, wave_of
from clearspan.privacy.token import token_hash

LONGEST_SECONDS = 6 * 3600
"""A form that was open for longer says nothing of how long answering took."""


@dataclass(frozen=True)
class Invitation:
    """What a link opens: the wave, the questions of its form, and whether it was answered."""

    wave: Wave
    items: tuple[Item, ...]
    answered: bool


def find_invitation(store: Application, items: Mapping[str, Item], token: str, today: int) -> Invitation | None:
    """What a link opens on a day; None where there is no such link or its wave takes no answers. Nothing is changed."""
    with store.reading() as connection:
        row = _row(connection, token, today)
    if row is None:
        return None
    wave = wave_of(row)
    return Invitation(wave, tuple(items[name] for name in wave.forms[row["form"]] if name in items), bool(row["used"]))


def read_answers(items: tuple[Item, ...], sent: Mapping[str, str]) -> tuple[dict[str, float], dict[str, str]]:
    """What was answered (name -> value), and what to correct (question -> words). What was left open is absent, and so is what
    the form does not offer."""
    values: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for item in items:
        if item.kind is ItemKind.RANKING:
            chosen = [sent.get(f"{item.name}.{place}", "") for place in range(1, item.places + 1)]
            given = [name for name in chosen if name]
            if len(set(given)) < len(given):
                wrong[item.name] = "One of them stands there twice. Please choose different ones."
            else:
                values |= _ranked(item, chosen)
        elif (value := _offered(item).get(sent.get(item.name, ""))) is not None:
            values[item.name] = value
    return values, wrong


def keep_answers(store: Application, token: str, values: Mapping[str, float], today: int, seconds: int | None) -> bool:
    """Whether the answers were kept: the first time that a link is used, while its wave is open. Link and person part here."""
    with store.writing() as connection:
        row = _row(connection, token, today, hold=True)
        if row is None or row["used"]:
            return False
        mine = INVITATION.c.token_hash == row["token_hash"]
        connection.execute(update(INVITATION).where(mine).values(answered=True, respondent=None))
        common = {"respondent": row["respondent"], "wave": row["name"], "day": today}
        if values:
            connection.execute(insert(REPLY), [{**common, "item": item, "value": value} for item, value in values.items()])
        if seconds is not None and 0 <= seconds <= LONGEST_SECONDS:
            mark = secrets.token_hex(16)
            connection.execute(insert(TIME_TAKEN).values(mark=mark, wave=row["name"], seconds=max(seconds, 1)))
    store.shred()
    return True


def _row(connection: Connection, token: str, today: int, *, hold: bool = False) -> RowMapping | None:
    """The invitation of a token together with its wave, where the wave takes answers; `hold` keeps others from it."""
    hashed = token_hash(token)
    if hashed is None:
        return None
    columns = (INVITATION.c.token_hash, INVITATION.c.form, INVITATION.c.respondent, INVITATION.c.answered.label("used"), WAVE)
    asked = select(*columns).join_from(INVITATION, WAVE, INVITATION.c.wave == WAVE.c.name)
    takes_answers = (WAVE.c.closed_day.is_(None), WAVE.c.opens_day <= today, WAVE.c.closes_day >= today)
    asked = asked.where(INVITATION.c.token_hash == hashed, *takes_answers)
    return connection.execute(asked.with_for_update() if hold else asked).mappings().first()


def _offered(item: Item) -> dict[str, float]:
    """What may be sent for a question, and the value under which it is stored."""
    if item.kind is ItemKind.CHOICE:
        return {option.name: option.value for option in item.options}
    return {str(step): float(step) for step in range(item.low, item.high + 1)}


def _ranked(item: Item, chosen: list[str]) -> dict[str, float]:
    """The places of the options that were chosen, under names of their own; those left open are absent."""
    known = {option.name for option in item.options}
    given = [name for name in chosen if name in known]
    return {f"{item.name}.{name}": float(place) for place, name in enumerate(given, 1)}
