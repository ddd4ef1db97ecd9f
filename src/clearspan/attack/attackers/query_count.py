"""Asks off the fixed grid: filters, crossings, date ranges, other verbs and hidden parameters."""

from collections.abc import Iterator
from dataclasses import replace

from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.compare import clashes_with
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.question import Question
from clearspan.attack.sampling import sample_questions
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Answering

VARIED = 4
"""Sampled questions that are varied on each surface that has the budget."""

EXTRAS = (
    ("role", "Sales"),
    ("level", "3"),
    ("person", "1"),
    ("people", "1,2,3"),
    ("where", "1=1"),
    ("filter", "role=Sales"),
    ("from", "2026-05-03"),
    ("to", "2026-05-09"),
    ("start_day", "20576"),
    ("end_day", "20577"),
    ("minimum_count", "1"),
    ("minimum", "1"),
    ("rules", ""),
    ("raw", "true"),
    ("noise", "0"),
    ("seed", "1"),
    ("release", "1"),
    ("exclude", "1"),
    ("limit", "1"),
)
"""Parameters that would leave the grid or the rules, if a surface heeded them."""

PERIODS = ("2026-05-03..2026-05-09", "2026-05-03", "2026-W20,2026-W21", "2026", "day", "all", "2026-W20/2026-W22", "")
VERBS = ("POST", "PUT", "PATCH", "DELETE")
PATHS = (
    "/api/people",
    "/api/person/1",
    "/api/facts",
    "/api/membership",
    "/api/contributions",
    "/static/../release/membership.parquet",
    "/static/%2e%2e/identity/identity.sqlite",
    "/identity/identity.sqlite",
    "/release/membership.parquet",
    "/api/show/../facts/usage",
)


def attack(seen: Seen) -> Haul:
    """Cells that are not on the grid or not as released there, verbs that are answered, and paths that lead to facts."""
    tally = Tally()
    for surface in seen.answering():
        for question in sample_questions(seen.table, max(1, min(VARIED, surface.budget // 40))):
            wide = surface.budget >= 40
            for varied in list(_variations(question))[:: 1 if wide else 12]:
                tally.tried()
                _judge(seen, surface, varied, tally)
        if surface.budget >= 40:
            _elsewhere(surface, tally)
    return tally.haul()


def _variations(question: Question) -> Iterator[Question]:
    for pair in EXTRAS:
        yield replace(question, extra=(pair,))
    for first, second in (("team", "role"), ("role", "level"), ("department", "tenure")):
        yield replace(question, by=f"{first},{second}")
        yield replace(question, by=first, extra=(("by", second),))
    for by in ("person", "identity", "manager", "employment", "team/role", "*", ""):
        yield replace(question, by=by)
    for period in PERIODS:
        yield replace(question, period=period)
    for group in ("a,b", "*", "%", "not everyone"):
        yield replace(question, extra=(("group", group),))
    yield replace(question, tool="any,chatgpt")
    yield replace(question, metric=f"{question.metric},tiers")


def _judge(seen: Seen, surface: Answering, question: Question, tally: Tally) -> None:
    reply = surface.ask(question)
    if not reply.answered:
        return
    known = seen.known(reply.cells)
    where = f"{surface.name}: {question.label}"
    if any(cell.told and cell.key not in known for cell in reply.cells):
        tally.leak("A question off the grid is answered with a figure that was never released.", 1, where)
    for clash in clashes_with(known, reply.cells):
        tally.leak(f"A parameter changes a released figure: {clash.about}.", 1, where)


def _elsewhere(surface: Answering, tally: Tally) -> None:
    for verb in VERBS:
        tally.tried()
        if surface.ask(Question("active_share", "team", verb=verb)).answered:
            tally.leak("A verb that changes things is answered.", 0, f"{surface.name}: {verb}")
    for path in PATHS:
        tally.tried()
        if surface.ask(Question("", path=path)).answered:
            tally.leak("A path leads to what is not released.", 1, f"{surface.name}: {path}")


QUERY_COUNT = Attacker(
    "query_count",
    "Asks off the fixed grid and counts what comes back.",
    (f"{SURFACE}only cells of the fixed grid are answered",),
    attack,
)
