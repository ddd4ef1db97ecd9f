"""Planning a programme: what is asked, and what its test could see, before anything is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from clearspan.programmes.templates import Template
from clearspan.programmes.templates import templates as shipped
from clearspan.vocabulary.grid import PATH_SEPARATOR, Dimension

ENOUGH = 0.8
DIMENSIONS = {
    Dimension.ORGANISATION: "Everyone",
    Dimension.DIVISION: "A division",
    Dimension.DEPARTMENT: "A department",
    Dimension.ROLE: "A job family",
}
"""The populations that a page offers; a single team is no comparison."""


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
class Planning:
    """The page: what was chosen so far, the options, and what the test could see; `wrong` says what is to be corrected."""

    title: str
    lead: str
    chosen: Mapping[str, str]
    templates: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    template: Template
    seen: Seen | None
    outcome: str
    counter_outcome: str
    wrong: str = ""


def planning_address(cause: str, group: str) -> str:
    """Where a programme is planned for a reason that was found in a group: with the template that is most for it, and the
    division of the group, because one team alone is no comparison; empty where no template is for it."""
    fitting = sorted((each.causes.index(cause), each.name) for each in shipped().values() if cause in each.causes)
    template = fitting[0][1] if fitting else ""
    population = f"{Dimension.DIVISION.value}:{group.split(PATH_SEPARATOR, maxsplit=1)[0]}"
    return f"/planning?{urlencode({'template': template, 'population': population})}" if template else ""


def template_choices(templates: Mapping[str, Template]) -> tuple[Choice, ...]:
    """The templates as options."""
    return tuple(Choice(each.name, each.title) for each in templates.values())


def group_choices(groups: Sequence[tuple[Dimension, str]]) -> tuple[Choice, ...]:
    """Populations as options: everyone, then divisions, departments and job families, by name."""
    found = [Choice(f"{Dimension.ORGANISATION.value}:", DIMENSIONS[Dimension.ORGANISATION])]
    for dimension in (Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.ROLE):
        names = sorted({name for each, name in groups if each is dimension and name})
        found += [
            Choice(f"{dimension.value}:{name}", f"{DIMENSIONS[dimension]}: {name.split(PATH_SEPARATOR)[-1]}") for name in names
        ]
    return tuple(found)


def seen_words(power: Mapping[str, object]) -> Seen:
    """What a test could see, from the power that was worked out."""
    at = power["at_hoped"]
    enough = isinstance(at, float) and at >= ENOUGH
    needed, smallest = power["weeks_needed"], power["smallest"]
    if enough:
        hint = "That is enough: an effect of that size would probably not be missed."
    elif needed:
        hint = f"Over {needed} weeks it would be enough."
    elif smallest is None:
        hint = "Take in more teams: so few can be drawn in too few ways."
    else:
        hint = "Take in more teams, or start only if somebody signs why: the likely answer is that it cannot be told."
    return Seen(str(power["sentence"]), hint, enough)
