"""Reads refusals and reasons for withholding: they must not tell apart what is hidden."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clearspan.arrow import pc
from clearspan.attack.attacker import SURFACE, Attacker
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.observed import FIGURES, observed_rows
from clearspan.attack.question import BROKEN, Question, Reply
from clearspan.attack.sampling import sample_questions
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Answering

TELLING = re.compile(
    r"\b(all|every\w*|none|nobody|alike|same|unanim\w*|homogen\w*|domina\w*|one person|largest|most)\b", re.IGNORECASE
)

"""Words by which a reason for withholding would tell the withheld figure."""

INSIDES = re.compile(r"Traceback|File \"|\.py\b|\.parquet|SELECT |sqlite|0x[0-9a-f]{6}", re.IGNORECASE)
"""Marks of an error that shows the program's insides."""

UNKNOWN = "no such group 0f3a"
PROBES = 12
"""Sampled questions that are varied into probes on each surface."""


def attack(seen: Seen) -> Haul:
    """Reasons whose words or digits depend on what is withheld, and refusals that differ between hidden and unknown things."""
    tally = Tally()
    _reasons(seen, tally)
    for surface in seen.answering():
        for question in sample_questions(seen.table, min(PROBES, max(surface.budget // 4, 1))):
            _refusals(surface, question, tally)
            _groups(seen, surface, question, tally)
    return tally.haul()


def _reasons(seen: Seen, tally: Tally) -> None:
    minimums = seen.insider.minimums
    published = {str(number) for number in (minimums.count, minimums.rate, minimums.sensitive)}
    reasons = pc.unique(seen.table["withheld"].drop_null()).to_pylist()
    for reason in reasons:
        tally.tried()
        if set(re.findall(r"\d+", reason)) - published:
            tally.leak("A reason for withholding holds a number of its own.", 1, reason)
        if TELLING.search(reason):
            tally.leak("A reason for withholding tells the figure that it withholds.", seen.insider.minimums.count - 1, reason)
    bare = seen.table.filter(pc.is_valid(seen.table["withheld"]))
    tally.tried(bare.num_rows)
    for name in FIGURES:
        for cell in observed_rows(bare.filter(pc.is_valid(bare[name]))):
            tally.leak(f"A withheld cell shows its {name}.", 1, cell.label)


def _refusals(surface: Answering, question: Question, tally: Tally) -> None:
    for wrong in _wrong(question):
        tally.tried()
        reply = surface.ask(wrong)
        if reply.status >= BROKEN:
            tally.leak("A wrong question breaks the surface instead of being refused.", 0, f"{surface.name}: {wrong.label}")
        if INSIDES.search(reply.text):
            tally.leak("A refusal shows the program's insides.", 0, f"{surface.name}: {wrong.label}")


def _wrong(question: Question) -> Iterator[Question]:
    yield replace(question, metric="no_such_metric")
    yield replace(question, by="person")
    yield replace(question, period="2026-W99")
    yield replace(question, period="1970-W02")
    yield replace(question, tool="no_such_tool")
    yield replace(question, by="team' OR '1'='1")


def _groups(seen: Seen, surface: Answering, question: Question, tally: Tally) -> None:
    """A group of which everything is withheld is answered like another such group and like one that does not exist."""
    hidden = list(_hidden_groups(seen, question))[:2]
    if not hidden:
        return
    unknown = _about(surface, question, UNKNOWN)
    replies = [_about(surface, question, group) for group in hidden]
    tally.tried(len(replies))
    for group, reply in zip(hidden, replies, strict=True):
        where = f"{surface.name}: {question.label} group={group}"
        if reply.answered and any(cell.told and cell.group == group for cell in reply.cells):
            tally.leak("A hidden group is shown when asked for by name.", seen.insider.minimums.count - 1, where)
        elif _alike(reply, group) != _alike(unknown, UNKNOWN):
            tally.leak("A hidden group is refused otherwise than one that does not exist.", 1, where)


def _hidden_groups(seen: Seen, question: Question) -> Iterator[str]:
    told: dict[str, bool] = {}
    for cell in seen.asked_about(question):
        told[cell.group] = told.get(cell.group, False) or cell.withheld is None
    return (group for group, shown in told.items() if not shown)


def _about(surface: Answering, question: Question, group: str) -> Reply:
    return surface.ask(replace(question, extra=(*question.extra, ("group", group))))


def _alike(reply: Reply, group: str) -> tuple[int, str]:
    """The reply without the group's name: what is left must not depend on the group."""
    return reply.status, reply.text.replace(group, "GROUP")


ERROR_ORACLE = Attacker(
    "error_oracle",
    "Reads refusals and reasons for what they give away.",
    (f"{SURFACE}refusals and reasons say nothing about what is hidden",),
    attack,
)
