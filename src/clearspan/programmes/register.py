"""The programmes of an application store: declared, assigned, started, read out, closed; each change in a log that is chained."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from clearspan.application.store import Application
from clearspan.application.tables import PROGRAMME, PROGRAMME_LOG, PROGRAMME_TEAM
from clearspan.errors import StoreError, UsageError
from clearspan.programmes.assignment import Arm, Assignment, Place
from clearspan.programmes.programme import Programme, read_programme
from clearspan.programmes.stage import Stage, step


@dataclass(frozen=True)
class Signature:
    """When something was done (seconds since 1970), and by which unit or function."""

    at: int
    by: str


@dataclass(frozen=True)
class Entry:
    """One change: its number from 1, when, by whom, what, and the hash of it and of the entry before."""

    number: int
    at: int
    by: str
    what: str
    digest: str


@dataclass(frozen=True)
class Held:
    """A programme as it stands: what was declared, its stage, its places once assigned, its log, the power that was shown, and
    why it was started though it cannot answer."""

    programme: Programme
    stage: Stage
    created_day: int
    start_day: int | None
    seed: int | None
    digest: str
    places: tuple[Place, ...]
    log: tuple[Entry, ...]
    power: Mapping[str, Any] | None
    signed: str

    @property
    def assignment(self) -> Assignment | None:
        """The frozen assignment; None before it is drawn."""
        return None if self.seed is None else Assignment(self.programme.design, self.seed, self.places)


@dataclass(frozen=True)
class Register:
    """The programmes of an application store."""

    store: Application

    def add(self, programme: Programme, day: int, signature: Signature) -> None:
        """Nothing; keeps a draft. Raises UsageError where the name is taken."""
        row = {"name": programme.name, "stage": Stage.DRAFT.value, "created_day": day}
        with self.store.writing() as connection:
            if connection.execute(select(PROGRAMME.c.name).where(PROGRAMME.c.name == programme.name)).first():
                raise UsageError("there is a programme of that name", where=programme.name, remedy="Give another name.")
            connection.execute(insert(PROGRAMME).values(**row, declared=json.dumps(programme.written(), sort_keys=True)))
            _log(connection, programme.name, signature, f"declared: {programme.title}")

    def all(self) -> list[Held]:
        """Every programme, the earliest first."""
        with self.store.reading() as connection:
            rows = connection.execute(select(PROGRAMME).order_by(PROGRAMME.c.created_day, PROGRAMME.c.name)).mappings().all()
            return [_held(connection, row) for row in rows]

    def find(self, name: str) -> Held:
        """The programme of that name. Raises UsageError where there is none."""
        with self.store.reading() as connection:
            return _found(connection, name)

    def assign(self, name: str, assignment: Assignment, start_day: int, signature: Signature) -> Held:
        """The programme with its assignment, which from now on is never changed. Raises UsageError where it has one."""
        with self.store.writing() as connection:
            held = _found(connection, name)
            stage = step(held.stage, Stage.ASSIGNED, name)
            rows = [
                {"programme": name, "team": place.team, "arm": place.arm.value, "start_day": place.start_day,
                 "stratum": place.stratum, "block": place.block}
                for place in assignment.places
            ]  # fmt: skip
            connection.execute(insert(PROGRAMME_TEAM), rows)
            values = {"stage": stage.value, "start_day": start_day, "seed": assignment.seed, "digest": assignment.digest}
            connection.execute(update(PROGRAMME).where(PROGRAMME.c.name == name).values(**values))
            starting = len(assignment.side(Arm.TREATMENT))
            what = f"assigned, {assignment.design.value}, seed {assignment.seed}: {starting} teams start, "
            what += f"{len(rows) - starting} are compared; SHA-256 {assignment.digest}"
            _log(connection, name, signature, what)
            return _found(connection, name)

    def show_power(self, name: str, power: Mapping[str, Any], signature: Signature) -> None:
        """Nothing; keeps what the test could see, as it was shown before the start."""
        with self.store.writing() as connection:
            values = {"power": json.dumps(power, sort_keys=True)}
            connection.execute(update(PROGRAMME).where(PROGRAMME.c.name == name).values(**values))
            _log(connection, name, signature, f"power shown: {power.get('sentence', '')}"[:400])

    def start(self, name: str, signature: Signature, signed: str = "") -> Held:
        """The programme, running; `signed` says why, where it starts though its test cannot answer."""
        with self.store.writing() as connection:
            held = _found(connection, name)
            stage = step(held.stage, Stage.RUNNING, name)
            connection.execute(update(PROGRAMME).where(PROGRAMME.c.name == name).values(stage=stage.value, signed=signed or None))
            _log(connection, name, signature, f"started; signed though it cannot answer: {signed}" if signed else "started")
            return _found(connection, name)

    def move(self, name: str, to: Stage, signature: Signature, why: str = "") -> Held:
        """The programme in its next stage. Raises UsageError where that does not follow."""
        with self.store.writing() as connection:
            held = _found(connection, name)
            stage = step(held.stage, to, name)
            connection.execute(update(PROGRAMME).where(PROGRAMME.c.name == name).values(stage=stage.value))
            _log(connection, name, signature, stage.value + (f": {why}" if why else ""))
            return _found(connection, name)

    def note(self, name: str, what: str, signature: Signature) -> None:
        """Nothing; adds a line to a programme's log."""
        with self.store.writing() as connection:
            _log(connection, name, signature, what)


def check_log(programme: str, log: tuple[Entry, ...]) -> None:
    """Nothing. Raises StoreError, naming the first entry that was changed, left out or put in."""
    before = ""
    for number, entry in enumerate(log, 1):
        signature = Signature(entry.at, entry.by)
        if entry.number != number or entry.digest != _digest(before, programme, number, signature, entry.what):
            raise StoreError("the log was changed", where=f"{programme}, entry {number}", remedy="Restore it from a backup.")
        before = entry.digest


def _log(connection: Connection, programme: str, signature: Signature, what: str) -> None:
    mine = select(PROGRAMME_LOG.c.number, PROGRAMME_LOG.c.digest).where(PROGRAMME_LOG.c.programme == programme)
    last = connection.execute(mine.order_by(PROGRAMME_LOG.c.number.desc())).first()
    number, before = (last.number + 1, last.digest) if last else (1, "")
    what = what[:400]
    digest = _digest(before, programme, number, signature, what)
    row = {"programme": programme, "number": number, "at": signature.at, "by": signature.by, "what": what, "digest": digest}
    connection.execute(insert(PROGRAMME_LOG).values(**row))


def _digest(before: str, programme: str, number: int, signature: Signature, what: str) -> str:
    content = "\0".join((before, programme, str(number), str(signature.at), signature.by, what))
    return hashlib.sha256(content.encode()).hexdigest()


def _found(connection: Connection, name: str) -> Held:
    row = connection.execute(select(PROGRAMME).where(PROGRAMME.c.name == name)).mappings().first()
    if row is None:
        raise UsageError("there is no such programme", where=name, remedy="List them: clearspan programme list.")
    return _held(connection, row)


def _held(connection: Connection, row: RowMapping) -> Held:
    name = row["name"]
    teams = connection.execute(select(PROGRAMME_TEAM).where(PROGRAMME_TEAM.c.programme == name)).mappings()
    places = sorted(Place(each["team"], Arm(each["arm"]), each["start_day"], each["stratum"], each["block"]) for each in teams)
    entries = select(PROGRAMME_LOG).where(PROGRAMME_LOG.c.programme == name).order_by(PROGRAMME_LOG.c.number)
    log = tuple(
        Entry(each["number"], each["at"], each["by"], each["what"], each["digest"])
        for each in connection.execute(entries).mappings()
    )
    return Held(
        programme=read_programme(json.loads(row["declared"])),
        stage=Stage(row["stage"]),
        created_day=row["created_day"],
        start_day=row["start_day"],
        seed=row["seed"],
        digest=row["digest"] or "",
        places=tuple(places),
        log=log,
        power=json.loads(row["power"]) if row["power"] else None,
        signed=row["signed"] or "",
    )
