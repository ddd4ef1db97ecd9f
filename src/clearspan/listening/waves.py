"""The waves in the application store: planned, sent as links, answered, closed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from clearspan.application.store import Application
from clearspan.application.tables import ASKED, INVITATION, REPLY, TIME_TAKEN, WAVE
from clearspan.errors import UsageError
from clearspan.listening.forms import Asked, Form
from clearspan.listening.item import Audience
from clearspan.listening.respondent import respondent
from clearspan.privacy.keyring import Key
from clearspan.privacy.token import new_token, token_hash

REMEMBERED_DAYS = 400
"""How long it is remembered who was asked what."""


@dataclass(frozen=True)
class Wave:
    """One wave. Days are day numbers; `invited` and `answered` are counted when it closes, until then None."""

    name: str
    audience: Audience
    seed: int
    forms: tuple[Form, ...]
    opens_day: int
    closes_day: int
    sent_day: int | None = None
    closed_day: int | None = None
    invited: int | None = None
    answered: int | None = None


@dataclass(frozen=True)
class Reply:
    """One answer: the keyed number of its wave, the question, the value on its scale, and the day."""

    respondent: str
    item: str
    value: float
    day: int


@dataclass(frozen=True)
class Waves:
    """The waves of an application store, under the key that gives people their numbers."""

    store: Application
    key: Key

    def all(self) -> list[Wave]:
        """Every wave, the earliest first."""
        with self.store.reading() as connection:
            rows = connection.execute(select(WAVE).order_by(WAVE.c.opens_day, WAVE.c.name)).mappings()
            return [wave_of(row) for row in rows]

    def find(self, name: str) -> Wave:
        """The wave of that name. Raises UsageError where there is none, or where it was planned under another key."""
        with self.store.reading() as connection:
            return self._find(connection, name)

    def history(self) -> list[Asked]:
        """What everyone was asked so far."""
        forms = {wave.name: wave.forms for wave in self.all()}
        with self.store.reading() as connection:
            rows = connection.execute(select(ASKED)).mappings()
            return [Asked(row["person"], row["day"], row["seconds"], forms[row["wave"]][row["form"]]) for row in rows]

    def plan(self, wave: Wave, assigned: Mapping[int, int], seconds: Sequence[int]) -> None:
        """Nothing; keeps a wave and who gets which of its forms, which take so many seconds. Raises UsageError where the name is
        taken."""
        row = {"name": wave.name, "audience": wave.audience.value, "seed": wave.seed, "key_id": self.key.id}
        days = {"opens_day": wave.opens_day, "closes_day": wave.closes_day, "forms": json.dumps(wave.forms)}
        asked = [
            {"wave": wave.name, "person": person, "form": form, "seconds": seconds[form], "day": wave.opens_day}
            for person, form in sorted(assigned.items())
        ]
        with self.store.writing() as connection:
            if connection.execute(select(WAVE.c.name).where(WAVE.c.name == wave.name)).first():
                raise UsageError("there is a wave of that name", where=wave.name, remedy="Give another name.")
            connection.execute(delete(ASKED).where(ASKED.c.day < wave.opens_day - REMEMBERED_DAYS))
            connection.execute(insert(WAVE).values(**row, **days))
            connection.execute(insert(ASKED), asked)

    def send(self, name: str, day: int, hand_over: Callable[[Mapping[int, str]], None]) -> int:
        """How many invitations were made. `hand_over` gets person -> token once, inside the transaction: what it raises undoes
        everything. Raises UsageError where the wave was sent before: a second link would let somebody answer twice."""
        with self.store.writing() as connection:
            wave = self._find(connection, name)
            if wave.sent_day is not None:
                raise UsageError("the wave was sent before", where=name, remedy="Plan another wave for whom it did not reach.")
            tokens: dict[int, str] = {}
            rows: list[dict[str, object]] = []
            for person, form in connection.execute(select(ASKED.c.person, ASKED.c.form).where(ASKED.c.wave == name)):
                tokens[person] = new_token()
                mine = {"token_hash": token_hash(tokens[person]), "respondent": respondent(self.key, name, person)}
                rows.append({"wave": name, "form": form, "answered": False, **mine})
            connection.execute(insert(INVITATION), rows)
            connection.execute(update(WAVE).where(WAVE.c.name == name).values(sent_day=day))
            hand_over(tokens)
        return len(tokens)

    def people(self, name: str) -> dict[str, int]:
        """keyed number -> person of everyone whom the wave asked."""
        with self.store.reading() as connection:
            self._find(connection, name)
            rows = connection.execute(select(ASKED.c.person).where(ASKED.c.wave == name)).scalars()
            return {respondent(self.key, name, person): person for person in rows}

    def replies(self, name: str) -> list[Reply]:
        """The answers of a wave that have not become facts yet, by keyed number and question."""
        order = (REPLY.c.respondent, REPLY.c.item)
        with self.store.reading() as connection:
            rows = connection.execute(select(REPLY).where(REPLY.c.wave == name).order_by(*order)).mappings()
            return [Reply(row["respondent"], row["item"], row["value"], row["day"]) for row in rows]

    def stop(self, name: str, day: int) -> Wave:
        """The wave, which takes no more answers from now on, with how many were invited and how many answered."""
        with self.store.writing() as connection:
            wave = self._find(connection, name)
            if wave.sent_day is None:
                raise UsageError("the wave was never sent", where=name, remedy="Send it: clearspan pulse send.")
            if wave.closed_day is None:
                mine = INVITATION.c.wave == name
                count = select(func.count()).select_from(INVITATION)
                invited = connection.execute(count.where(mine)).scalar()
                answered = connection.execute(count.where(mine, INVITATION.c.answered)).scalar()
                counts = {"closed_day": day, "invited": invited, "answered": answered}
                connection.execute(update(WAVE).where(WAVE.c.name == name).values(**counts))
                connection.execute(delete(INVITATION).where(mine))
            return self._find(connection, name)

    def clear(self, name: str) -> None:
        """Nothing; deletes the answers of a wave, because they are facts now."""
        with self.store.writing() as connection:
            connection.execute(delete(REPLY).where(REPLY.c.wave == name))
        self.store.shred()

    def minutes(self, audience: Audience) -> list[float]:
        """How many minutes people took for the closed waves of a kind, in order of length."""
        closed = select(WAVE.c.name).where(WAVE.c.audience == audience.value, WAVE.c.closed_day.is_not(None))
        with self.store.reading() as connection:
            found = connection.execute(select(TIME_TAKEN.c.seconds).where(TIME_TAKEN.c.wave.in_(closed))).scalars()
            return sorted(seconds / 60 for seconds in found)

    def forget(self, numbers: Sequence[int]) -> None:
        """Nothing; deletes all that is known of the person who has, or had, these person numbers. Closed waves keep counts."""
        names = [wave.name for wave in self.all()]
        with self.store.writing() as connection:
            known = [respondent(self.key, name, number) for name in names for number in numbers]
            connection.execute(delete(ASKED).where(ASKED.c.person.in_(numbers)))
            for place in range(0, len(known), 500):
                some = known[place : place + 500]
                connection.execute(delete(INVITATION).where(INVITATION.c.respondent.in_(some)))
                connection.execute(delete(REPLY).where(REPLY.c.respondent.in_(some)))
        self.store.shred()

    def _find(self, connection: Connection, name: str) -> Wave:
        row = connection.execute(select(WAVE).where(WAVE.c.name == name)).mappings().first()
        if row is None:
            raise UsageError("there is no such wave", where=name, remedy="List them: clearspan pulse list.")
        if row["key_id"] != self.key.id:
            raise UsageError(
                f"the wave was planned under key {row['key_id']}, and the key here is {self.key.id}",
                where=name,
                remedy="Put the original key file back.",
            )
        return wave_of(row)


def wave_of(row: RowMapping) -> Wave:
    """The wave in a row of its table."""
    told = {name: row[name] for name in ("opens_day", "closes_day", "sent_day", "closed_day", "invited", "answered")}
    forms = tuple(tuple(form) for form in json.loads(row["forms"]))
    return Wave(row["name"], Audience(row["audience"]), row["seed"], forms, **told)
