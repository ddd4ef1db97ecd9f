"""Pulse answers CSV: what people answered to the questions of a wave."""

from collections.abc import Iterator

from clearspan.sources.reading.answer_rows import answer_fields, read_answers
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = answer_fields("respondent_email", IdentifierKind.EMAIL)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("wave", "respondent_email", "item", "value"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    return read_answers(arrived, _KEEPS)


SOURCE = Source(
    name="pulse_answers",
    title="Pulse answers CSV",
    kind="pulse",
    version=1,
    tools=(),
    tables=("answer",),
    about=(
        "One row is an answer: the wave, the question's name, and a number on the question's scale, empty where the person "
        "skipped the question. A later answer of a person to the same question of a wave replaces the earlier one. Free text is "
        "not kept."
    ),
    where_found="Export it from the survey tool with these column names. See docs/formats/neutral.md.",
    permission="Whoever runs the survey; tell people that answers are counted in groups of at least ten.",
    grain="an answer",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
