"""The page 'Pulse': what people say, by what the questions are about."""

from clearspan.answers.block import Answer, Block, Step, cannot_tell
from clearspan.answers.blocks.leaders_say import leaders_say
from clearspan.answers.blocks.said import METRIC, said
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.question import Question
from clearspan.answers.sampled import answered_share
from clearspan.answers.words import part_words, period_words
from clearspan.listening.item import CONSTRUCT_WORDS, Construct, Item
from clearspan.listening.packs import items_of, packs
from clearspan.vocabulary.period import Period

TITLE = "Pulse"

OTHER = "Other questions"
"""Heading of questions that are in none of our packs."""


def pulse(evidence: Evidence, question: Question) -> Answer:
    """A block for each thing that was asked about, in the quarter up to the period asked about."""
    at = evidence.nearest(METRIC, question.period)
    asked = [item for item in evidence.released.tools(METRIC) if _shown(evidence, item, at)]
    if not asked:
        return Answer(TITLE, f"What people say of their work with AI, by {at.kind.value}.", (_nothing(evidence),))
    known = evidence.questions
    blocks = [
        said(evidence, question, at, CONSTRUCT_WORDS[about], [known[name] for name in names])
        for about in Construct
        if (names := [name for name in asked if name in known and known[name].construct is about])
    ]
    foreign = [_unknown(name) for name in asked if name not in known]
    blocks += [said(evidence, question, at, OTHER, foreign)] if foreign else []
    return Answer(TITLE, _lead(evidence, asked, at), (*leaders_say(evidence, at, known), *blocks))


def _shown(evidence: Evidence, item: str, at: Period) -> Figure | None:
    whole = evidence.whole(METRIC, at, item)
    return whole if whole is not None and whole.shown and whole.period == at else None


def _lead(evidence: Evidence, asked: list[str], at: Period) -> str:
    employed = evidence.whole("active_share", at)
    shares = [share for item in asked if (share := answered_share(_told(evidence, item, at), employed)) is not None]
    when = period_words(at)
    if not shares:
        return f"What people said in the year up to {when}, from 0 (not at all) to 100 (fully)."
    most, least = part_words(max(shares)), part_words(min(shares))
    who = most if most == least else f"between {least.removeprefix('about ')} and {most.removeprefix('about ')}"
    return f"In the year up to {when}, {who} of everyone employed answered each question. 0 is not at all, 100 is fully."


def _told(evidence: Evidence, item: str, at: Period) -> Figure:
    found = _shown(evidence, item, at)
    assert found is not None
    return found


def _unknown(name: str) -> Item:
    """A question of somebody else's survey, of which only the name is known."""
    first = items_of(packs())["benefit"]
    return Item(
        name=name,
        title=name.replace("_", " ").capitalize(),
        construct=first.construct,
        wording=name,
        kind=first.kind,
        audiences=first.audiences,
        seconds=0,
        source="",
        licence="",
        adaptation="",
    )


def _nothing(evidence: Evidence) -> Block:
    return cannot_tell(
        "nothing",
        "What people say",
        f"no quarter is released in which {evidence.minimums.sensitive} people or more answered a question",
        "Plan a wave (clearspan pulse plan), send its links, and close it; or put the answers of another survey among the "
        "exports. They are shown when the quarter is released.",
        Step("Read what is stored of an answer", "/about-our-data"),
    )
