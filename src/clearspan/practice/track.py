"""A track: a path over weeks for leaders, experts or learners, from a gap to development, evidence and new work."""

from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.item_file import ItemFile
from clearspan.skills.item_files.upkeep import SKILL, Upkeep, read_upkeep

HEADINGS = ("Who it is for", "What is different afterwards", "Protected work", "Sandbox", "Evidence", "New work")
STEP_LINK = r"(?:use_cases|lessons|drills)/[a-z][a-z0-9_]*/[a-z][a-z0-9_]*|team_practice/[a-z][a-z0-9_]*"


class Audience(StrEnum):
    """Whom a track is for."""

    LEADERS = "leaders"
    EXPERTS = "experts"
    LEARNERS = "learners"
    EVERYONE = "everyone"


@dataclass(frozen=True)
class TrackStep:
    """One step, in a week of the track: what it is about, what to do (links to items), and what shows that it is done."""

    week: int
    title: str
    skills: tuple[str, ...]
    do: tuple[str, ...]
    minutes: int
    evidence: str


@dataclass(frozen=True)
class Track:
    """One track. `name` is its file. `levels` are the levels of the organisation for which it is meant; texts are Markdown."""

    name: str
    title: str
    audience: Audience
    weeks: int
    minutes_a_week: int
    skills: tuple[str, ...]
    levels: tuple[str, ...]
    steps: tuple[TrackStep, ...]
    who: str
    outcome: str
    protected: str
    sandbox: str
    evidence: str
    new_work: str
    upkeep: Upkeep


def read_track(file: ItemFile) -> Track | None:
    """The track in a file; None, and notes in the file, where it does not do."""
    fields = file.fields
    weeks = fields.number("weeks", 2, 26)
    steps = tuple(_step(each, weeks) for each in fields.each("step", least=3))
    who, outcome, protected, sandbox, evidence, new_work = (file.section(title).text for title in HEADINGS)
    track = Track(
        name=file.path.stem,
        title=fields.text("title"),
        audience=fields.choice("audience", Audience),
        weeks=weeks,
        minutes_a_week=fields.number("minutes_a_week", 10, 480),
        skills=fields.names("skills", SKILL, "judgment.deciding", least=2),
        levels=fields.names("levels", r".+", "Manager", least=0),
        steps=steps,
        who=who,
        outcome=outcome,
        protected=protected,
        sandbox=sandbox,
        evidence=evidence,
        new_work=new_work,
        upkeep=read_upkeep(file),
    )
    for week in {step.week for step in steps}:
        if sum(step.minutes for step in steps if step.week == week) > track.minutes_a_week:
            fields.note("minutes_a_week", f"The steps of week {week} take longer than `minutes_a_week`.")
    return None if file.troubles() else track


def _step(fields: Fields, weeks: int) -> TrackStep:
    return TrackStep(
        week=fields.number("week", 1, weeks),
        title=fields.text("title"),
        skills=fields.names("skills", SKILL, "judgment.deciding"),
        do=fields.names("do", STEP_LINK, "lessons/judgment/two_questions"),
        minutes=fields.number("minutes", 3, 240),
        evidence=fields.text("evidence"),
    )
