"""Where we stand: the whole loop on one page, with what is not known yet said plainly."""

from dataclasses import replace

from clearspan.answers.block import Answer, Block, Later
from clearspan.answers.blocks.idle import idle
from clearspan.answers.blocks.moves import moves
from clearspan.answers.blocks.reach import reach
from clearspan.answers.blocks.stuck import HEADING as STUCK
from clearspan.answers.blocks.stuck import stuck
from clearspan.answers.blocks.tiers import tiers
from clearspan.answers.evidence import Evidence
from clearspan.answers.programmes import found_block, running_block
from clearspan.answers.question import Question
from clearspan.answers.reality_gap import belief_block
from clearspan.answers.skills import layers_block
from clearspan.answers.value import ledger_of
from clearspan.answers.words import figure_words, part_words, percent, period_words
from clearspan.vocabulary.grid import Dimension

TITLE = "Where we stand"
LAYERS, BELIEF, RUNNING, CHANGED, NET = (
    "The three layers by job family",
    "Belief against measurement",
    "What is running, and against which target",
    "What a programme changed",
    "Net value, with rework taken off",
)

LATER = (
    Later(
        LAYERS,
        "nobody has been asked yet what they can do with AI, when they trust it, and how they have changed their work",
        "Short practice tasks for each job family: fluency, judgment and workflow redesign, each shown by itself.",
        "A first picture needs about ten people of a job family and five minutes of each.",
    ),
    Later(
        STUCK,
        "use alone does not say why, and {pulse}",
        "Pulse answers beside use and work items, weighed for and against each cause.",
        "One wave of pulse answers, about two weeks.",
    ),
    Later(
        BELIEF,
        "{pulse}",
        "The same few questions to leaders and to everyone else, beside what is measured.",
        "One wave of pulse answers, about two weeks.",
    ),
    Later(
        RUNNING,
        "no programme was declared",
        "Each programme names an outcome, a start and a comparison before it begins.",
        "A programme shows here on the day it starts.",
    ),
    Later(
        CHANGED,
        "a change can be told from chance only against teams that were left as they were",
        "The effect of each programme, with its interval and the comparison it rests on.",
        "About 6 to 12 weeks after a programme starts, depending on how many teams take part.",
    ),
    Later(
        NET,
        "time saved is not reported, and without rework it would be half a truth",
        "A short diary: time saved, time spent checking and redoing, and where the rest went.",
        "About four weeks of diary answers from a sample of people.",
    ),
)
"""The parts of the loop that other parts of the product fill; {pulse} says what is known of people's own answers."""

PULSE = "pulse_answers"
ASKED = "the pulse answers that arrived are kept, but this version does not weigh them yet"
NOT_ASKED = "nobody has been asked yet: no pulse answers have arrived"


def where_we_stand(evidence: Evidence, question: Question) -> Answer:
    """The state of the gap in one sentence, reach against habit, job families, why teams are stuck, moves, idle licences,
    and what is not known."""
    asked = Question(question.period)
    families = Question(question.period, Dimension.ROLE)
    why = stuck(evidence)
    tried, filled = loop_blocks(evidence)
    return Answer(
        title=TITLE,
        lead=lead(evidence, asked),
        blocks=(
            reach(evidence, asked),
            tiers(evidence, families),
            *([why] if why else []),
            moves(evidence, asked, groups=False),
            idle(evidence, asked),
            *tried,
        ),
        later=tuple(part for part in _later(evidence) if part.heading not in filled and (part.heading != STUCK or why is None)),
    )


def loop_blocks(evidence: Evidence) -> tuple[tuple[Block, ...], frozenset[str]]:
    """The three layers, belief against measurement, what runs, what programmes changed and the time ledger, so far as there are
    any; and the headings of the parts that they fill."""
    runs, found, ledger = running_block(evidence), found_block(evidence), ledger_of(evidence)
    layers, belief = layers_block(evidence), belief_block(evidence)
    filled = {LAYERS: layers, BELIEF: belief, RUNNING: runs or found, CHANGED: found, NET: ledger}
    blocks = tuple(each for each in (layers, belief, found, runs, ledger) if each is not None)
    return blocks, frozenset(heading for heading, block in filled.items() if block is not None)


def _later(evidence: Evidence) -> tuple[Later, ...]:
    asked = any(arrival.source == PULSE and arrival.kept for arrival in evidence.arrivals)
    return tuple(replace(part, because=part.because.format(pulse=ASKED if asked else NOT_ASKED)) for part in LATER)


def lead(evidence: Evidence, question: Question) -> str:
    """One sentence on the state of the gap between reach and habit."""
    card = evidence.cards["active_share"]
    active = evidence.whole("active_share", question.period)
    habit = evidence.whole("habitual_share", question.period)
    if active is None or not active.shown:
        return "We cannot tell yet where you stand, because no use of the whole organisation is released for this period."
    used = f"{figure_words(card, active)} used AI in {period_words(active.period, year=False)}"
    used = used[0].upper() + used[1:]
    if habit is None or habit.value is None:
        return f"{used}; whether it is a habit cannot be told yet, because habit needs 12 weeks of weekly data."
    stuck = 1 - habit.value / (active.middle or 1)
    if stuck < 0.15:
        return f"{used}, and for nearly all of them it is a habit."
    return f"{used}. It is a habit for about {percent(habit.value)}: {part_words(stuck)} of the reach has not become routine."
