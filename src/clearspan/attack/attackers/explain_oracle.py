"""Asks for figures to be explained: an explanation must not tell more than the released cell."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.observed import FIGURES, Observed
from clearspan.attack.question import BROKEN
from clearspan.attack.sampling import sample_questions
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Answering, Explaining

ASKED = 6
"""Figures that are asked about on a surface with a large budget, and as many that are hidden."""

OUTCOMES = frozenset({"same", "differs", "not comparable"})
UNKNOWN = "no such group 0f3a"


def attack(seen: Seen) -> Haul:
    """Figures in an explanation that are not the released ones, answers that differ between hidden and unknown figures, and
    verdicts in words that hold a number."""
    tally = Tally()
    for surface in seen.surfaces:
        if isinstance(surface, Explaining) and isinstance(surface, Answering):
            _shown(seen, surface, surface, tally)
    return tally.haul()


def _shown(seen: Seen, surface: Explaining, answering: Answering, tally: Tally) -> None:
    wide = answering.budget >= 40
    asked = 0
    for question in sample_questions(seen.table, ASKED if wide else 1):
        reply = answering.ask(question)
        ids = {str(row["figure"]): cell for row, cell in zip(_rows(reply.text), reply.cells, strict=False) if row.get("figure")}
        known = seen.known(ids.values())
        for figure, cell in list(ids.items())[: 2 if wide else 1]:
            asked += 1
            _explained(seen, surface, figure, known.get(cell.key), tally)
        if ids and wide:
            _hidden(surface, next(iter(ids)), [cell for cell in reply.cells if not cell.told], tally)
        if not wide and asked:
            return


def _explained(seen: Seen, surface: Explaining, figure: str, cell: Observed | None, tally: Tally) -> None:
    tally.tried()
    first = surface.explain(figure)
    where = f"{surface.name}: {figure}"
    if first.status >= BROKEN:
        tally.leak("An explanation breaks the surface.", 0, where)
    if not first.answered:
        return
    told = _object(first.text)
    released = {name: getattr(cell, name) for name in FIGURES} if cell else {}
    for name, value in _figures(told):
        if not any(abs(value - float(each)) < 1e-9 for each in released.values() if each is not None):
            tally.leak(f"An explanation tells a {name} that was not released.", 1, where)
    again = told.get("recomputed")
    if isinstance(again, Mapping):
        minimums = seen.insider.minimums
        published = {str(number) for number in (minimums.count, minimums.rate, minimums.sensitive)}
        words = str(again.get("why"))
        if set(again) != {"outcome", "why"} or again["outcome"] not in OUTCOMES or set(re.findall(r"\d+", words)) - published:
            tally.leak("A recomputation tells more than whether, and why.", 1, where)


def _hidden(surface: Explaining, shown: str, hidden: list[Observed], tally: Tally) -> None:
    """A withheld figure's id is refused like one that does not exist."""
    unknown = surface.explain(_id(shown, UNKNOWN, ""))
    for cell in hidden[:2]:
        tally.tried()
        reply = surface.explain(_id(shown, cell.group, cell.category))
        if (reply.status, reply.text) != (unknown.status, unknown.text):
            tally.leak("A withheld figure is explained, or refused otherwise than one that does not exist.", 1, cell.label)


def _id(shown: str, group: str, category: str) -> str:
    """The id of another group's figure, as documented: the last part stands for the group and the category."""
    digest = hashlib.blake2b(f"{group}\0{category}".encode(), digest_size=6).digest()
    return ".".join([*shown.split(".")[:-1], base64.b32encode(digest).decode().rstrip("=").lower()])


def _rows(text: str) -> list[Mapping[str, object]]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [row for row in found if isinstance(row, Mapping) and "group" in row] if isinstance(found, list) else []


def _object(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _figures(value: object) -> Iterator[tuple[str, float]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name in FIGURES and isinstance(each, int | float) and not isinstance(each, bool):
                yield str(name), float(each)
            else:
                yield from _figures(each)
    elif isinstance(value, list):
        for each in value:
            yield from _figures(each)


EXPLAIN_ORACLE = Attacker(
    "explain_oracle",
    "Asks for figures to be explained, shown and hidden ones.",
    (f"{SURFACE}an explanation tells no more than the released cell",),
    attack,
)
