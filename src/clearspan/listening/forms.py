"""Who is asked what: questions cut into forms, and forms given to people so that nobody is asked too much or the same again."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.listening.item import Item
from clearspan.vocabulary.minimums import LEAST

MONTH_DAYS = 30
MONTH_SECONDS = 120
"""Nobody is asked for more than two minutes in any MONTH_DAYS days."""

FORM_SECONDS = 60
"""How long a form of a pulse may take, so that a month has room for two."""

ASKED_FOR_AN_ANSWER = 2
"""People who are asked for each answer that is needed: every other one answers at the least."""

Form = tuple[str, ...]
"""The names of the questions on it."""


@dataclass(frozen=True)
class Reader:
    """Somebody who may be asked: the person's number, and the team, within which forms are spread evenly."""

    person: int
    team: str


@dataclass(frozen=True)
class Asked:
    """What somebody was asked before: on which day (of the wave's opening), for how many seconds, and which questions."""

    person: int
    day: int
    seconds: int
    items: Form


def seconds_of(form: Form, items: Mapping[str, Item]) -> int:
    """How many seconds a form takes."""
    return sum(items[name].seconds for name in form)


def sample(readers: Sequence[Reader], share: float, seed: int) -> list[Reader]:
    """A share of the readers, the same share of every team as near as whole people allow; the same for the same seed."""
    chance = random.Random(seed)
    by_number = sorted(readers, key=lambda reader: reader.person)
    ordered = sorted(((reader.team, chance.random(), reader) for reader in by_number), key=lambda each: each[:2])
    start = chance.random()
    steps = [int(start + place * share) for place in range(len(ordered) + 1)]
    return [reader for place, (_, _, reader) in enumerate(ordered) if steps[place + 1] > steps[place]]


def compose(
    items: Sequence[Item],
    people: int,
    history: Iterable[Asked],
    seed: int,
    limit: int = FORM_SECONDS,
    fewest: int = LEAST.sensitive,
) -> tuple[Form, ...]:
    """The questions cut into forms of at most `limit` seconds, those asked least often so far first; as many forms as each finds
    people enough for `fewest` to answer it, so that a form points at nobody. Raises UsageError for a question that takes longer
    than a form."""
    chance = random.Random(seed)
    often = Counter(name for asked in history for name in asked.items)
    ordered = sorted(sorted(items, key=lambda item: item.name), key=lambda item: (often[item.name], chance.random()))
    forms: list[list[Item]] = []
    for item in ordered:
        if item.seconds > limit:
            raise UsageError(f"the question {item.name} takes {item.seconds} seconds, and a form {limit}", where="wave")
        home = next((form for form in forms if sum(each.seconds for each in form) + item.seconds <= limit), None)
        if home is None:
            forms.append([item])
        else:
            home.append(item)
    most = max(1, people // (ASKED_FOR_AN_ANSWER * fewest))
    return tuple(tuple(item.name for item in form) for form in forms[:most])


def assign(
    readers: Sequence[Reader], forms: Sequence[Form], items: Mapping[str, Item], history: Iterable[Asked], day: int, seed: int
) -> dict[int, int]:
    """person -> number of the form, for everyone who has the seconds left; spread evenly over each team and over all.

    Of the forms that fit, somebody gets the one whose questions they were asked longest ago.
    """
    chance = random.Random(seed)
    used, last = _spent(history, day)
    lengths = [seconds_of(form, items) for form in forms]
    in_team: Counter[tuple[str, int]] = Counter()
    overall: Counter[int] = Counter()
    given: dict[int, int] = {}
    ordered = sorted(readers, key=lambda reader: reader.person)
    chance.shuffle(ordered)
    for reader in ordered:
        fitting = [place for place, length in enumerate(lengths) if used[reader.person] + length <= MONTH_SECONDS]
        if not fitting:
            continue
        ranks = {
            place: (
                sum(last[reader.person].get(name, 0) for name in forms[place]) / len(forms[place]),
                in_team[reader.team, place],
                overall[place],
                chance.random(),
            )
            for place in fitting
        }
        form = min(fitting, key=lambda place: ranks[place])
        given[reader.person] = form
        in_team[reader.team, form] += 1
        overall[form] += 1
    return given


def _spent(history: Iterable[Asked], day: int) -> tuple[dict[int, int], dict[int, dict[str, int]]]:
    """Seconds asked of each person within a month of the day, and the last day on which each was asked each question."""
    used: dict[int, int] = defaultdict(int)
    last: dict[int, dict[str, int]] = defaultdict(dict)
    for asked in history:
        if abs(asked.day - day) < MONTH_DAYS:
            used[asked.person] += asked.seconds
        for name in asked.items:
            last[asked.person][name] = max(asked.day, last[asked.person].get(name, 0))
    return used, last
