"""A use case: one task of a role, when AI helps with it and when not, how to ask, how to check, and what it saves with
checking."""

from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import LINK, ROLE_CODE, SKILL, Upkeep, read_upkeep
from clearspan.vocabulary.task import TASKS

HEADINGS = (
    "When to use it",
    "What you may put in",
    "Who does what",
    "Prompt",
    "Worked example",
    "Practise",
    "Check before you use it",
    "How it goes wrong",
    "Risk and escalation",
    "Redesign question",
)
WHO = ("AI does", "AI assists, you decide", "Not with AI")
EXAMPLE = ("What went in", "What came back", "What a person changed")
PRACTISE = ("Your task", "Material")


class Risk(StrEnum):
    """What is at stake if it goes wrong."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class DataClass(StrEnum):
    """The most delicate data that may be put in."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"


@dataclass(frozen=True)
class SuccessMeasure:
    """A use case is taken up when `share` percent of those it is meant for use it `times_a_week` by day `by_day`."""

    share: int = 80
    times_a_week: int = 2
    by_day: int = 30


@dataclass(frozen=True)
class UseCase:
    """One use case. `name` is its folder and file: sales/prepare_first_call. Texts are Markdown.

    `minutes_before` is how long the task takes without AI, `minutes_after` with AI and with checking, of which
    `minutes_checking` is the checking. `tasks` are names of `vocabulary.task`, `work_tasks` what work systems
    call the task (where such a piece of work begins, the use case is at hand), `role_codes` O*NET-SOC codes, `checks` pairs of
    a claim and where to check it.
    """

    name: str
    title: str
    roles: tuple[str, ...]
    role_codes: tuple[str, ...]
    tasks: tuple[str, ...]
    work_tasks: tuple[str, ...]
    risk: Risk
    data_class: DataClass
    minutes_before: int
    minutes_after: int
    minutes_checking: int
    success: SuccessMeasure
    skills: tuple[str, ...]
    drills: tuple[str, ...]
    trigger: str
    allowed: str
    ai_does: tuple[str, ...]
    ai_assists: tuple[str, ...]
    not_with_ai: tuple[str, ...]
    prompt: str
    example: tuple[str, str, str]
    practice_task: str
    practice_material: str
    checks: tuple[tuple[str, str], ...]
    failures: tuple[str, ...]
    escalation: str
    redesign: str
    upkeep: Upkeep

    @property
    def family(self) -> str:
        """The job family: the folder of its file."""
        return self.name.partition("/")[0]


def read_use_case(file: ItemFile) -> UseCase | None:
    """The use case in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    does, assists, never = file.parts(file.section("Who does what"), WHO)
    example = file.parts(file.section("Worked example"), EXAMPLE)
    task, material = file.parts(file.section("Practise"), PRACTISE)
    use_case = UseCase(
        name=f"{file.path.parent.name}/{file.path.stem}",
        title=fields.text("title"),
        roles=fields.names("roles", r"[^\s].{2,60}", "Account executive"),
        role_codes=fields.names("role_codes", ROLE_CODE, "41-3091.00"),
        tasks=fields.names("tasks", "|".join(TASKS), "research", least=0),
        work_tasks=fields.names("work_tasks", r"[a-z][a-z0-9 &/-]{2,60}", "call preparation", least=0),
        risk=fields.choice("risk", Risk),
        data_class=fields.choice("data_class", DataClass),
        minutes_before=fields.number("minutes_before", 2, 960),
        minutes_after=fields.number("minutes_after", 1, 960),
        minutes_checking=fields.number("minutes_checking", 1, 480),
        success=_success(file),
        skills=fields.names("skills", SKILL, "judgment.verifying", least=2),
        drills=fields.names("drills", LINK, "sales/call_brief"),
        trigger=file.section("When to use it").text,
        allowed=file.section("What you may put in").text,
        ai_does=file.points(does, 1, 5),
        ai_assists=file.points(assists, 1, 5),
        not_with_ai=file.points(never, 1, 5),
        prompt=file.block(file.section("Prompt")),
        example=(example[0].text, example[1].text, example[2].text),
        practice_task=task.text,
        practice_material=material.text,
        checks=file.pairs(file.section("Check before you use it"), 3, 8),
        failures=file.points(file.section("How it goes wrong"), 3, 6),
        escalation=file.section("Risk and escalation").text,
        redesign=file.section("Redesign question").text,
        upkeep=read_upkeep(file),
    )
    _note_minutes(file, use_case)
    return None if file.troubles() else use_case


def _success(file: ItemFile) -> SuccessMeasure:
    given = file.fields.within("success", may_miss=True)
    if given is None:
        return SuccessMeasure()
    return SuccessMeasure(given.number("share", 20, 100), given.number("times_a_week", 1, 20), given.number("by_day", 7, 180))


def _note_minutes(file: ItemFile, use_case: UseCase) -> None:
    if use_case.minutes_checking >= use_case.minutes_after:
        file.fields.note("minutes_checking", "`minutes_checking` is a part of `minutes_after`, and must be less.")
    if use_case.minutes_after >= use_case.minutes_before:
        file.fields.note(
            "minutes_after",
            "With checking, the task takes as long as before or longer, so that this is no use case.",
            "`minutes_after` is asking, checking and mending together.",
        )
