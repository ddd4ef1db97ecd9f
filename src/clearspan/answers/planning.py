"""Planning a programme: what a diagnosis proposes, what is asked, and what its test could see, before anything is decided."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from clearspan.answers.group import label
from clearspan.metrics.metric import Metric
from clearspan.practice.library import Library
from clearspan.programmes.target import Target
from clearspan.programmes.templates import Template
from clearspan.programmes.templates import templates as shipped
from clearspan.skills.framework.expectation import family_named
from clearspan.skills.framework.framework_file import framework
from clearspan.vocabulary.grid import PATH_SEPARATOR, Dimension
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS

ENOUGH = 0.8
DIMENSIONS = {
    Dimension.ORGANISATION: "Everyone",
    Dimension.DIVISION: "A division",
    Dimension.DEPARTMENT: "A department",
    Dimension.ROLE: "A job family",
}
"""The populations that a page offers; a single team is no comparison."""
OWNER = "Enablement"
MOST_DIGITS = 9


@dataclass(frozen=True)
class Choice:
    """One option of a field: its value and its words."""

    value: str
    words: str


@dataclass(frozen=True)
class Seen:
    """What a test could see: a sentence, a hint what would help where that is too little, and whether it is enough."""

    sentence: str
    hint: str
    enough: bool


@dataclass(frozen=True)
class Found:
    """What a diagnosis found that led here: the cause by name, the team by key, a clause for people, and where it can be read."""

    cause: str
    team: str
    words: str
    href: str


@dataclass(frozen=True)
class Options:
    """What may be chosen in each field."""

    templates: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    counters: tuple[Choice, ...]
    tools: tuple[Choice, ...]
    lengths: tuple[Choice, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Planning:
    """The page: what was chosen so far, the options, what led here, and what the test could see; `counted` says whether evidence
    names the chosen task, `wrong` what is to be corrected."""

    title: str
    lead: str
    chosen: Mapping[str, str]
    options: Options
    template: Template
    target: Target | None
    seen: Seen | None
    counted: bool
    found: Found | None = None
    wrong: str = ""


def planning_address(cause: str, group: str) -> str:
    """Where a programme is planned for a reason that was found in a team; empty where no template is for it."""
    return f"/planning?{urlencode({'cause': cause, 'team': group})}" if template_for(cause, shipped()) else ""


def template_for(cause: str, templates: Mapping[str, Template]) -> str:
    """The template that is most for a cause; empty where none is."""
    fitting = sorted((each.causes.index(cause), each.name) for each in templates.values() if cause in each.causes)
    return fitting[0][1] if fitting else ""


def proposal(found: Found, template: Template, task: str) -> dict[str, str]:
    """What is proposed for a reason that was found in a team, as fields of the form: its template, the division of the team,
    because one team alone is no comparison, and the task."""
    division = found.team.split(PATH_SEPARATOR, maxsplit=1)[0]
    return {"template": template.name, "population": f"{Dimension.DIVISION.value}:{division}", "task": task}


def named(chosen: Mapping[str, str], template: Template, taken: Iterable[str]) -> dict[str, str]:
    """The form's fields with a free name and a title that fit template and population, where nobody wrote others; they are held
    in `proposed_name` and `proposed_title`."""
    group = chosen["population"].partition(":")[2]
    slug = re.sub(r"[^a-z0-9]+", "-", f"{template.name} {label(group) if group else ''}".lower()).strip("-")[:44]
    used = set(taken)
    name = next((name for name in (slug, *(f"{slug}-{number}" for number in range(2, 100))) if name not in used), "")
    fitting = {"name": name, "title": f"{template.title}, {label(group)}" if group else template.title}
    own = {field: chosen[field] for field in fitting if chosen[field].strip() not in {"", chosen.get(f"proposed_{field}", "")}}
    return {**chosen, **fitting, **{f"proposed_{field}": words for field, words in fitting.items()}, **own}


def task_of(role: str, tasks: Mapping[str, Sequence[str]], library: Library, template: Template) -> str:
    """The task that is proposed for a job family: the one in which most of its people are seen to use AI; else one of its use
    cases; else the template's."""
    if seen := tasks.get(role):
        return seen[0]
    family = family_named(framework(), role) if role else None
    cases = [case for name, case in sorted(library.use_cases.items()) if family and name.startswith(f"{family}/")]
    return next((task for case in cases for task in case.work_tasks), template.target.task)


def filled(template: Template, sent: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form: what was sent, and the template's where nothing was, or where it was sent for another template,
    which `of` names."""
    target = template.target
    usual = {
        "outcome": template.outcome,
        "counter_outcome": template.counter_outcome,
        "length": str(template.length_days),
        "tool": target.tool,
        "share": f"{100 * target.share:.0f}",
        "times": str(target.times),
        "day": str(target.day),
    }
    other = sent.get("of", template.name) != template.name
    texts = {"owner": OWNER, "sponsor": "", "name": "", "title": "", "cost": "", "task": target.task}
    kept = {name: sent[name] for name in sent if not (other and name in usual)}
    if other and kept.get("task") == kept.get("usual_task"):
        kept["task"] = target.task
    return {**texts, **usual, **kept, "template": template.name, "of": template.name, "usual_task": target.task}


def whole_number(text: str) -> int | None:
    """The number that is written in up to MOST_DIGITS digits; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def target_of(chosen: Mapping[str, str]) -> Target:
    """The target of the form's fields. Raises UsageError where it names no task or cannot be reached."""
    share, times, day = (whole_number(chosen[name]) or 0 for name in ("share", "times", "day"))
    return Target(chosen["tool"], chosen["task"].strip().lower(), times, share / 100, day)


def template_choices(templates: Mapping[str, Template]) -> tuple[Choice, ...]:
    """The templates as options."""
    return tuple(Choice(each.name, each.title) for each in templates.values())


def metric_choices(names: Iterable[str], cards: Mapping[str, Metric]) -> tuple[Choice, ...]:
    """Metrics as options, by title."""
    return tuple(sorted((Choice(name, cards[name].title) for name in set(names)), key=lambda each: each.words))


def tool_choices() -> tuple[Choice, ...]:
    """The tools as options; any first."""
    return (Choice(ANY_TOOL, "Any AI tool"), *(Choice(name, words) for name, words in TOOLS.items()))


def group_choices(groups: Sequence[tuple[Dimension, str]]) -> tuple[Choice, ...]:
    """Populations as options: everyone, then divisions, departments and job families, by name."""
    found = [Choice(f"{Dimension.ORGANISATION.value}:", DIMENSIONS[Dimension.ORGANISATION])]
    for dimension in (Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.ROLE):
        names = sorted({name for each, name in groups if each is dimension and name})
        found += [
            Choice(f"{dimension.value}:{name}", f"{DIMENSIONS[dimension]}: {', '.join(reversed(name.split(PATH_SEPARATOR)))}")
            for name in names
        ]
    return tuple(found)


def seen_words(power: Mapping[str, object]) -> Seen:
    """What a test could see, from the power that was worked out."""
    at = power["at_hoped"]
    enough = isinstance(at, float) and at >= ENOUGH
    needed, smallest = power["weeks_needed"], power["smallest"]
    if enough:
        hint = "An effect of that size would probably not be missed."
    elif needed:
        hint = f"Over {needed} weeks it would be enough."
    elif smallest is None:
        hint = "Take in more teams: so few can be drawn in too few ways."
    else:
        hint = "Take in more teams, or start only if somebody signs why: the likely answer is that it cannot be told."
    return Seen(str(power["sentence"]), hint, enough)
