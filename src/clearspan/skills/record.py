"""What people showed that they can do, in the application store."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import RowMapping, delete, func, insert, select, update

from clearspan.application.skill_tables import (
    AUTHOR_EXEMPTION,
    CANVAS,
    CANVAS_SIGN_OFF,
    EXPECTATION_SIGN_OFF,
    ITEM_ANSWER,
    ITEM_CURVE,
    RATING,
)
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.skills.authors import Exemption
from clearspan.skills.fluency.calibration import Calibration
from clearspan.skills.framework.expectation import SignOff
from clearspan.skills.interview.rating import Rating
from clearspan.skills.irt.graded import ItemCurve
from clearspan.skills.redesign.canvas import Canvas, Step

ENOUGH_TESTS = 20
"""People from whom on it is known which items are used too much."""


@dataclass(frozen=True)
class ItemAnswer:
    """An answer to a question on fluency: the item, what was chosen, the category it was marked, and whether AI was put aside."""

    item: str
    choice: str
    category: int
    ai_free: bool
    answered_at: int


@dataclass(frozen=True)
class StoredCanvas:
    """A canvas with its number and the person who leads it; its steps are signed off where the control's owner signed just
    this."""

    number: int
    person: int
    canvas: Canvas


class SkillRecord:
    """The record of what people showed."""

    def __init__(self, store: Application) -> None:
        self._store = store

    def keep_answer(self, person: int, answer: ItemAnswer) -> None:
        """Nothing; keeps an answer to an item."""
        row = {"person": person, **vars(answer)}
        with self._store.writing() as connection:
            connection.execute(insert(ITEM_ANSWER).values(**row))

    def answers(self, person: int) -> list[ItemAnswer]:
        """The person's first answer to each item, in the order in which they were given."""
        return list(self._first_answers(person).get(person, {}).values())

    def everyone(self) -> list[Mapping[str, int]]:
        """item -> category of each person's first answers, for placing items; it does not say whose they are."""
        return [{name: answer.category for name, answer in mine.items()} for mine in self._first_answers(None).values()]

    def everyone_by(self, until: int) -> dict[int, dict[str, int]]:
        """person -> item -> category of their first answers before a moment (seconds since 1970): for what is said of groups."""
        return {
            person: {name: answer.category for name, answer in mine.items() if answer.answered_at < until}
            for person, mine in self._first_answers(None).items()
        }

    def used(self) -> dict[str, float]:
        """item -> the share of people who answered anything that answered it; nothing while they are fewer than ENOUGH_TESTS."""
        people = self.everyone()
        if len(people) < ENOUGH_TESTS:
            return {}
        names = {name for mine in people for name in mine}
        return {name: sum(name in mine for mine in people) / len(people) for name in names}

    def place_items(self, found: Calibration, day: int) -> int:
        """How many items were placed by answers; their curves are kept in place of earlier ones."""
        rows = [
            {
                "item": name,
                "slope": curve.slope,
                "intercepts": json.dumps(curve.intercepts),
                "answers": found.answers[name],
                "fitted_day": day,
            }
            for name, curve in found.curves.items()
            if found.fitted(name)
        ]
        with self._store.writing() as connection:
            connection.execute(delete(ITEM_CURVE))
            if rows:
                connection.execute(insert(ITEM_CURVE), rows)
        return len(rows)

    def calibration(self, expected: Calibration) -> Calibration:
        """The items as they stand: placed by answers where they were, as expected otherwise."""
        with self._store.reading() as connection:
            rows = connection.execute(select(ITEM_CURVE)).mappings().all()
        placed = {row["item"]: ItemCurve(row["slope"], tuple(json.loads(row["intercepts"]))) for row in rows}
        known = {name: placed.get(name, curve) for name, curve in expected.curves.items()}
        return Calibration(known, {row["item"]: row["answers"] for row in rows if row["item"] in known})

    def keep_canvas(self, person: int, canvas: Canvas, day: int, number: int | None = None) -> int:
        """The number of a canvas that was kept anew, or in place of the person's own one of a number. What the canvas itself
        says of sign-offs is not believed. Raises UsageError for a number that is not theirs."""
        unsigned = replace(canvas, steps=tuple(replace(step, signed_off=False) for step in canvas.steps))
        row = {"team": canvas.team, "drawn": msgspec.json.encode(unsigned).decode(), "changed_day": day}
        with self._store.writing() as connection:
            if number is None:
                made = connection.execute(insert(CANVAS).values(person=person, **row))
                return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
            mine = (CANVAS.c.number == number, CANVAS.c.person == person)
            if connection.execute(update(CANVAS).where(*mine).values(**row)).rowcount == 0:
                raise UsageError("is no canvas of yours", where=f"canvas {number}")
        return number

    def canvases(self, person: int | None = None, team: str | None = None) -> list[StoredCanvas]:
        """The canvases that a person leads, or those of a team, or all."""
        asked = select(CANVAS).order_by(CANVAS.c.number)
        if person is not None:
            asked = asked.where(CANVAS.c.person == person)
        if team is not None:
            asked = asked.where(CANVAS.c.team == team)
        with self._store.reading() as connection:
            rows = connection.execute(asked).mappings().all()
            signatures = connection.execute(select(CANVAS_SIGN_OFF)).mappings().all()
        signed = {(row["canvas"], row["step"], row["digest"]) for row in signatures}
        return [_stored(row, signed) for row in rows]

    def sign_step(self, number: int, label: str, owner: int, day: int) -> None:
        """Nothing; keeps that a control's owner agrees to what becomes of its step. Whoever leads the canvas cannot sign it; a
        step that is drawn anew must be signed anew. Raises UsageError for what cannot be signed."""
        found = next((each for each in self.canvases() if each.number == number), None)
        step = next((each for each in found.canvas.steps if each.label == label), None) if found else None
        if found is None or step is None:
            raise UsageError("there is no such step to sign", where=f"canvas {number}")
        if found.person == owner:
            raise UsageError("whoever leads a redesign cannot sign off its controls", where=f"canvas {number}")
        key = (CANVAS_SIGN_OFF.c.canvas == number, CANVAS_SIGN_OFF.c.step == label)
        row = {"canvas": number, "step": label, "person": owner, "digest": _digest(step), "signed_day": day}
        with self._store.writing() as connection:
            connection.execute(delete(CANVAS_SIGN_OFF).where(*key))
            connection.execute(insert(CANVAS_SIGN_OFF).values(**row))

    def sign_expectation(self, signed: SignOff) -> None:
        """Nothing; keeps an owner's agreement to what is expected of a family, in place of an earlier one to the same."""
        columns = EXPECTATION_SIGN_OFF.c
        row = {"family": signed.family, "digest": signed.digest, "person": signed.owner, "signed_day": signed.day}
        with self._store.writing() as connection:
            connection.execute(
                delete(EXPECTATION_SIGN_OFF).where(columns.family == signed.family, columns.digest == signed.digest)
            )
            connection.execute(insert(EXPECTATION_SIGN_OFF).values(**row))

    def sign_offs(self) -> list[SignOff]:
        """Every agreement to what is expected."""
        with self._store.reading() as connection:
            rows = connection.execute(select(EXPECTATION_SIGN_OFF)).mappings().all()
        return [SignOff(row["family"], row["person"], row["signed_day"], row["digest"]) for row in rows]

    def exempt(self, person: int, day: int) -> None:
        """Nothing; exempts one person from the bar for authors. Raises UsageError where somebody was exempted already."""
        with self._store.writing() as connection:
            if connection.execute(select(func.count()).select_from(AUTHOR_EXEMPTION)).scalar():
                raise UsageError("somebody was exempted already, and only one person can be", where="authors")
            connection.execute(insert(AUTHOR_EXEMPTION).values(place=1, person=person, since_day=day))

    def exemption(self) -> Exemption | None:
        """Who is exempt, and since when."""
        with self._store.reading() as connection:
            row = connection.execute(select(AUTHOR_EXEMPTION)).mappings().first()
        return None if row is None else Exemption(row["person"], row["since_day"])

    def rate(self, kit: str, rating: Rating, day: int) -> None:
        """Nothing; keeps a level that a rater gave, in place of their earlier one."""
        key = {"kit": kit, "thing": rating.thing, "question": rating.question, "person": rating.rater}
        with self._store.writing() as connection:
            connection.execute(delete(RATING).where(*(RATING.c[name] == value for name, value in key.items())))
            connection.execute(insert(RATING).values(**key, level=rating.level, rated_day=day))

    def ratings(self, kit: str) -> list[Rating]:
        """Every level that was given in a kit."""
        with self._store.reading() as connection:
            rows = connection.execute(select(RATING).where(RATING.c.kit == kit)).mappings().all()
        return [Rating(row["thing"], row["question"], row["person"], row["level"]) for row in rows]

    def _first_answers(self, person: int | None) -> dict[int, dict[str, ItemAnswer]]:
        asked = select(ITEM_ANSWER).order_by(ITEM_ANSWER.c.number)
        if person is not None:
            asked = asked.where(ITEM_ANSWER.c.person == person)
        found: dict[int, dict[str, ItemAnswer]] = {}
        with self._store.reading() as connection:
            for row in connection.execute(asked).mappings():
                answer = ItemAnswer(row["item"], row["choice"], row["category"], row["ai_free"], row["answered_at"])
                found.setdefault(row["person"], {}).setdefault(answer.item, answer)
        return found


def _stored(row: RowMapping, signed: set[tuple[int, str, str]]) -> StoredCanvas:
    canvas = msgspec.json.decode(row["drawn"], type=Canvas)
    steps = tuple(replace(step, signed_off=(row["number"], step.label, _digest(step)) in signed) for step in canvas.steps)
    return StoredCanvas(row["number"], row["person"], replace(canvas, steps=steps))


def _digest(step: Step) -> str:
    """The hash of a step as it is drawn, without whether it is signed."""
    return hashlib.sha256(msgspec.json.encode(replace(step, signed_off=False))).hexdigest()
