"""Clearspan's own answers: what people answered by link, under the numbers that stand for them in one wave."""

from collections.abc import Iterator

from clearspan.sources.reading.answer_rows import answer_fields, read_answers
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = answer_fields("respondent", IdentifierKind.PULSE_RESPONDENT)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("wave", "date", "respondent", "item", "value"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    return read_answers(arrived, _KEEPS)


SOURCE = Source(
    name="clearspan_answers",
    title="Answers by link",
    kind="pulse",
    version=1,
    tools=(),
    tables=("answer",),
    about=(
        "One row is an answer that somebody gave on Clearspan's own page: the wave, the question's name, and a number on the "
        "question's scale. The person stands in it as a keyed number that holds in one wave alone. Questions that were left open "
        "are absent."
    ),
    where_found="`clearspan pulse close` makes it from the application store, reads it, and deletes it.",
    permission="Whoever runs the pulse; the page on which people answer says what is stored and what becomes of it.",
    grain="an answer",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
