"""ChatGPT Enterprise and Edu: the GPT report that workspace analytics exports as CSV, a GPT and a period."""

from collections.abc import Iterator

from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.things_made import made_batches, made_keeps
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, Source

_NUMBER, _MAKER = "gpt_id", "gpt_creator_email"
_KEEPS = made_keeps(_NUMBER, _MAKER)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, (_NUMBER, _MAKER, "unique_messagers_workspace"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    return made_batches(arrived, _KEEPS, "gpts made", "gpts-2026-09-01-to-2026-09-30.csv")


SOURCE = Source(
    name="chatgpt_gpts",
    title="ChatGPT workspace analytics, GPT report",
    kind="usage",
    version=1,
    tools=("chatgpt",),
    tables=("usage",),
    about=(
        "One row is a GPT and a period. Of people it names its maker alone; the messages in it are everybody's and are not "
        "the maker's use. So a maker gets one row under the surface 'gpts made', whose actions are the GPTs of theirs "
        "that at least two people used in the period: it helps to find those who build for others. It says nothing about "
        "activity and speaks for no week; messages to GPTs are in the user report. Names, descriptions and addresses of "
        "GPTs are not kept. The days come from period_start and period_end, else from the file's name."
    ),
    where_found="Workspace settings, Workspace analytics, Export, GPT report: weekly, monthly or any days. There is no API.",
    permission="Workspace owner, admin or analytics viewer.",
    grain="week, month or window",
    zone="not stated",
    lag_days=1,
    restated_days=7,
    active_means="Says nothing about activity: null.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "The header was not seen in an export: gpt_id and gpt_creator_email are by analogy with the project report.",
        "Whether the maker is among unique_messagers_workspace: a GPT that one person used is left out.",
        "For how long OpenAI restates a period: export the last week again.",
    ),
)
