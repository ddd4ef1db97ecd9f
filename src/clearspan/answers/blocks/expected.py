"""What is against what would be expected of the same mix of roles."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, SINGULAR, labels
from clearspan.answers.picture import Key, Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import figure_cell, group_cell, note, part_of, size_words
from clearspan.answers.words import listed, period_words, reason, size, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension

HEADING = "What one would expect"
FAR = 0.1
"""Ten points from what is expected is called far."""

Pair = tuple[Figure, Figure]


def expected(evidence: Evidence, question: Question) -> Block:
    """Active share of each group against the share that its mix of roles would lead one to expect."""
    at = evidence.nearest("expected_active_share", question.period)
    card = evidence.cards["active_share"]
    dimension = question.dimension
    if dimension not in evidence.released.dimensions("expected_active_share"):
        dimension = Dimension.DIVISION
    of = evidence.released.figures
    model = {f.group: f for f in of("expected_active_share", dimension, question.tool, when=at)}
    pairs = [(f, model[f.group]) for f in of("active_share", dimension, question.tool, when=at) if f.group in model]
    told = [pair for pair in pairs if _told(pair)]
    if len(told) < 2 or dimension is Dimension.ORGANISATION:
        return cannot_tell(
            "expected",
            HEADING,
            f"fewer than two {PLURAL[dimension]} have both a figure and an expected one",
            "The staff list needs a job family for each person, and the job families need enough people to show a figure.",
            Step("Read how the expected value is made", "/measures#expected_active_share"),
        )
    drawn = part_of(pairs, question.part)
    names = labels([pair[0].group for pair in drawn])
    content = {"share": True, "rows": [_row(names[pair[0].group], card, pair) for pair in drawn]}
    when = period_words(at)
    return Block(
        name="expected",
        heading=HEADING,
        claim=_claim(told, dimension),
        caution="The expected value is the share that a group would have if its people used AI as others in the same job family "
        "do. It is a model: a distance is a question to ask, not a verdict.",
        step=Step("Open one group", question.href("/team", dimension=dimension, part=1)),
        picture=Picture(
            "gap",
            f"Active share and expected share of each group in {when}.",
            content,
            (Key("d1", "is"), Key("hollow", "expected"), Key("accent", "ten points or more apart")),
        ),
        table=_table(question, card, drawn, f"Active share and expected share, {when}"),
        figures=tuple(figure for pair in drawn for figure in pair),
    )


def distance(pair: Pair) -> float:
    """How far a group lies above (or, negative, below) what is expected."""
    return pair[0].apart(pair[1])


def _told(pair: Pair) -> bool:
    return pair[0].shown and pair[1].shown


def _row(name: str, card: Metric, pair: Pair) -> dict[str, object]:
    told = _told(pair)
    why = reason(pair[0] if not pair[0].shown else pair[1])
    says = f"{name}: {value_words(card, pair[0])} of {size(pair[0])}; expected {value_words(card, pair[1])}"
    return {
        "label": name,
        "is": pair[0].middle if told else None,
        "expected": pair[1].middle if told else None,
        "colour": "var(--accent)" if told and abs(distance(pair)) >= FAR else "var(--d1)",
        "size": size_words(pair[0]) if told else "withheld",
        "withheld": not told,
        "says": says if told else f"{name}: withheld: {why}",
    }


def _table(question: Question, card: Metric, pairs: Sequence[Pair], caption: str) -> Table:
    names = labels([pair[0].group for pair in pairs])
    rows = [
        (
            group_cell(question, pair[0], names[pair[0].group]),
            figure_cell(card, pair[0]),
            figure_cell(card, pair[1]),
            _distance_words(pair),
            size(pair[0]),
            note(pair[0]),
        )
        for pair in pairs
    ]
    return Table(caption, (SINGULAR[pairs[0][0].dimension].capitalize(), "Is", "Expected", "Apart", "Of", "Note"), rows_of(rows))


def _distance_words(pair: Pair) -> str:
    if not _told(pair) or pair[0].value is None or pair[1].value is None:
        return ""
    points = round(distance(pair) * 100)
    return f"{abs(points)} points {'above' if points > 0 else 'below'}" if points else "none"


def _claim(told: Sequence[Pair], dimension: Dimension) -> str:
    below = [pair for pair in told if distance(pair) <= -FAR]
    above = [pair for pair in told if distance(pair) >= FAR]
    groups = PLURAL[dimension]
    if not below and not above:
        all_of = "Both" if len(told) == 2 else f"All {len(told)}"
        return f"{all_of} {groups} shown lie within ten points of what their mix of job families would lead one to expect."
    if dimension is Dimension.TEAM:
        low = f"{len(below)} of {len(told)} teams lie ten points or more below"
        return f"{low} what their job families lead one to expect, {len(above)} above."
    names = labels([pair[0].group for pair in told])
    parts = [f"{listed([names[p[0].group] for p in below])} {_lies(len(below))} at least ten points below"] if below else []
    parts += [f"{listed([names[p[0].group] for p in above])} {_lies(len(above))} at least ten points above"] if above else []
    return f"{'; '.join(parts)} what the mix of job families would lead one to expect."


def _lies(count: int) -> str:
    return "lies" if count == 1 else "lie"
