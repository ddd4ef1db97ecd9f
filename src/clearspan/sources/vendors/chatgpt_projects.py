"""ChatGPT Enterprise and Edu: the project report that workspace analytics exports as CSV, a project and a period."""

from collections.abc import Iterator

from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.things_made import made_batches, made_keeps
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, Source

_NUMBER, _MAKER = "project_id", "project_creator_email"
_KEEPS = made_keeps(_NUMBER, _MAKER)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, (_NUMBER, _MAKER, "unique_messagers_workspace"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    return made_batches(arrived, _KEEPS, "projects made", "projects-2026-09-01-to-2026-09-30.csv")


SOURCE = Source(
    name="chatgpt_projects",
    title="ChatGPT workspace analytics, project report",
    kind="usage",
    version=1,
    tools=("chatgpt",),
    tables=("usage",),
    about=(
        "One row is a project and a period. Of people it names its maker alone; the messages in it are everybody's and are not "
        "the maker's use. So a maker gets one row under the surface 'projects made', whose actions are the projects of theirs "
        "that at least two people used in the period: it helps to find those who build for others. It says nothing about "
        "activity and speaks for no week; messages in projects are in the user report. Names, descriptions and addresses of "
        "projects are not kept. The days come from period_start and period_end, else from the file's name."
    ),
    where_found="Workspace settings, Workspace analytics, Export, Project report: weekly, monthly or any days. No API.",
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
        "Whether every export has period_start and period_end.",
        "Whether the maker is among unique_messagers_workspace: a project that one person used is left out.",
        "For how long OpenAI restates a period: export the last week again.",
    ),
)
