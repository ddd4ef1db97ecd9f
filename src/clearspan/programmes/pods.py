"""The pods of an application store: who is in which, by link; what a pod tells itself; and when a pod is over, nothing of it."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from clearspan.application.store import Application
from clearspan.application.tables import POD, POD_ENTRY, POD_MEMBER
from clearspan.errors import UsageError
from clearspan.programmes.composing import Composed
from clearspan.programmes.templates import PodRule

TOKEN_BYTES = 16
WEEK = 7

COMMITMENTS = (
    "Use AI for one task that I do every week anyway",
    "Show one person of the pod how I did it",
    "Write down what I had to check, and what was wrong",
    "Leave one step out that AI made unnecessary",
    "Ask the pod about something that did not work",
)
"""What a member may promise for a week: chosen, not written, so that no text of anybody's work is stored."""

KEPT = {"no": 0, "partly": 1, "yes": 2}

EXIT = (
    ("exit_useful", "How useful was the pod for your own work?"),
    ("exit_changed", "How much of your weekly work is done differently now?"),
    ("exit_again", "Would you do it again?"),
    ("exit_lead", "How much did whoever led help you?"),
)
"""The exit interview: steps from 1 (not at all) to 5 (fully); only the pod sees what comes of it."""


@dataclass(frozen=True)
class Pod:
    """A pod: its key, programme, first day, weeks, behaviours that each member is to try, and its task."""

    pod: str
    programme: str
    start_day: int
    weeks: int
    behaviours: int
    task: str

    def week(self, day: int) -> int:
        """The week of the pod on a day, from 1; at most one past its last."""
        return min(max((day - self.start_day) // WEEK + 1, 1), self.weeks + 1)


@dataclass(frozen=True)
class Seat:
    """What a link opens: the pod, the place in it, whether its holder leads, and whether they agreed that the pod sees what they
    tell it."""

    pod: Pod
    place: int
    leads: bool
    agreed: bool


@dataclass(frozen=True)
class Told:
    """What a member told the pod in a week: what they promised (a place in COMMITMENTS, None: nothing), whether they kept it, how
    many new behaviours they tried so far."""

    place: int
    leads: bool
    promised: int | None
    kept: int | None
    behaviours: int


@dataclass(frozen=True)
class Pods:
    """The pods of an application store."""

    store: Application

    def form(self, programme: str, composed: Sequence[Composed], rule: PodRule, start_day: int, task: str) -> Mapping[int, str]:
        """person -> token of their link, handed over once; of a token only its hash is kept. Raises UsageError where the
        programme has pods already."""
        tokens: dict[int, str] = {}
        with self.store.writing() as connection:
            if connection.execute(select(POD.c.pod).where(POD.c.programme == programme)).first():
                raise UsageError("its pods are formed already", where=programme, remedy="Their links were written once.")
            for each in composed:
                key = secrets.token_hex(8)
                row = {"pod": key, "programme": programme, "start_day": start_day, "weeks": rule.weeks}
                connection.execute(insert(POD).values(**row, behaviours=rule.behaviours, task=task))
                members = []
                for place, person in enumerate(each.people, 1):
                    tokens[person] = secrets.token_urlsafe(TOKEN_BYTES)
                    mine = {"pod": key, "place": place, "person": person, "leads": person in each.leaders}
                    members.append({**mine, "token_hash": _hash(tokens[person])})
                connection.execute(insert(POD_MEMBER), members)
        return tokens

    def seat(self, token: str) -> Seat | None:
        """What a link opens; None where there is no such link."""
        with self.store.reading() as connection:
            return _seat(connection, token)

    def agree(self, token: str, day: int) -> None:
        """Nothing; keeps that the holder of a link agreed that their pod sees what they tell it."""
        with self.store.writing() as connection:
            connection.execute(update(POD_MEMBER).where(POD_MEMBER.c.token_hash == _hash(token)).values(agreed_day=day))

    def tell(self, token: str, week: int, said: Mapping[str, int]) -> bool:
        """Whether it was kept what a member says in a week: item -> number. Nothing is kept of who has not agreed."""
        with self.store.writing() as connection:
            seat = _seat(connection, token)
            if seat is None or not seat.agreed:
                return False
            for item, value in said.items():
                where = (POD_ENTRY.c.pod == seat.pod.pod, POD_ENTRY.c.place == seat.place)
                connection.execute(delete(POD_ENTRY).where(*where, POD_ENTRY.c.week == week, POD_ENTRY.c.item == item))
                row = {"pod": seat.pod.pod, "place": seat.place, "week": week, "item": item, "value": value}
                connection.execute(insert(POD_ENTRY).values(**row))
            return True

    def told(self, pod: Pod, week: int) -> list[Told]:
        """What the members of a pod who agreed told it by a week, in the order of their places."""
        with self.store.reading() as connection:
            members = connection.execute(
                select(POD_MEMBER.c.place, POD_MEMBER.c.leads)
                .where(POD_MEMBER.c.pod == pod.pod, POD_MEMBER.c.agreed_day.is_not(None))
                .order_by(POD_MEMBER.c.place)
            ).all()
            entries = connection.execute(select(POD_ENTRY).where(POD_ENTRY.c.pod == pod.pod)).mappings().all()
        found = []
        for place, leads in members:
            mine = [each for each in entries if each["place"] == place]
            now = {each["item"]: each["value"] for each in mine if each["week"] == week}
            tried = {each["item"] for each in mine if each["item"].startswith("tried_") and each["value"]}
            found.append(Told(place, leads, now.get("promised"), now.get("kept"), len(tried)))
        return found

    def exit_means(self, pod: Pod) -> dict[str, float] | None:
        """The pod's answers to its exit interview as means, to be seen by the pod alone; None until half of its people
        answered."""
        with self.store.reading() as connection:
            size = (
                connection.execute(select(func.count()).select_from(POD_MEMBER).where(POD_MEMBER.c.pod == pod.pod)).scalar() or 0
            )
            rows = (
                connection.execute(select(POD_ENTRY).where(POD_ENTRY.c.pod == pod.pod, POD_ENTRY.c.item.startswith("exit_")))
                .mappings()
                .all()
            )
        if len({row["place"] for row in rows}) * 2 < max(size, 2):
            return None
        values = {item: [row["value"] for row in rows if row["item"] == item] for item, _ in EXIT}
        return {item: sum(given) / len(given) for item, given in values.items() if given}

    def size(self, pod: Pod) -> int:
        """How many people a pod has."""
        with self.store.reading() as connection:
            return (
                connection.execute(select(func.count()).select_from(POD_MEMBER).where(POD_MEMBER.c.pod == pod.pod)).scalar() or 0
            )

    def forget(self, numbers: Sequence[int]) -> None:
        """Nothing; deletes the places of the person who has, or had, these numbers, and all that they told."""
        with self.store.writing() as connection:
            mine = select(POD_MEMBER.c.pod, POD_MEMBER.c.place).where(POD_MEMBER.c.person.in_(numbers))
            for pod, place in connection.execute(mine).all():
                connection.execute(delete(POD_ENTRY).where(POD_ENTRY.c.pod == pod, POD_ENTRY.c.place == place))
            connection.execute(delete(POD_MEMBER).where(POD_MEMBER.c.person.in_(numbers)))

    def end(self, programme: str) -> None:
        """Nothing; deletes what the pods of a programme told each other, and their links, when it is closed."""
        with self.store.writing() as connection:
            pods = select(POD.c.pod).where(POD.c.programme == programme)
            connection.execute(delete(POD_ENTRY).where(POD_ENTRY.c.pod.in_(pods)))
            connection.execute(update(POD_MEMBER).where(POD_MEMBER.c.pod.in_(pods)).values(token_hash=None))

    def leading(self) -> dict[int, int]:
        """person -> how many pods they lead that are not over."""
        with self.store.reading() as connection:
            rows = connection.execute(
                select(POD_MEMBER.c.person, func.count()).where(POD_MEMBER.c.leads, POD_MEMBER.c.token_hash.is_not(None))
                .group_by(POD_MEMBER.c.person)
            )  # fmt: skip
            return {person: count for person, count in rows.all()}


def leaders_of(store: Application, programme: str) -> list[int]:
    """Who leads the pods of a programme: their own use is not counted in what it changed."""
    with store.reading() as connection:
        rows = select(POD_MEMBER.c.person).join(POD, POD.c.pod == POD_MEMBER.c.pod)
        rows = rows.where(POD.c.programme == programme, POD_MEMBER.c.leads).order_by(POD_MEMBER.c.person)
        return list(connection.execute(rows).scalars())


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _seat(connection: Connection, token: str) -> Seat | None:
    joined = select(POD, POD_MEMBER.c.place, POD_MEMBER.c.leads, POD_MEMBER.c.agreed_day)
    joined = joined.join_from(POD_MEMBER, POD, POD.c.pod == POD_MEMBER.c.pod).where(POD_MEMBER.c.token_hash == _hash(token))
    row = connection.execute(joined).mappings().first()
    if row is None:
        return None
    pod = Pod(*(row[name] for name in ("pod", "programme", "start_day", "weeks", "behaviours", "task")))
    return Seat(pod, row["place"], bool(row["leads"]), row["agreed_day"] is not None)
