"""About our data: the contract with every employee, made from the running configuration."""

from dataclasses import dataclass

from clearspan.answers.evidence import Evidence, Minimums
from clearspan.answers.words import tool_words
from clearspan.sources.source import FieldRole, KeptField, Source

_ROLES = {
    FieldRole.IDENTIFIER: "becomes a keyed pseudonym; the original is never stored",
    FieldRole.MEASURE: "kept as a number",
    FieldRole.CATEGORY: "kept as a category",
    FieldRole.TIME: "kept as a day",
}


@dataclass(frozen=True)
class Kept:
    """One field of a source that is kept: the vendor's name for it, what it becomes, and how it is kept."""

    name: str
    becomes: str
    how: str


@dataclass(frozen=True)
class Feed:
    """One source: what it is, whether anything of it has arrived, what it counts as use, and the fields that are kept."""

    name: str
    title: str
    about: str
    tools: str
    arrived: bool
    active_means: str
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class Sight:
    """Who sees what: a person's part, what that part sees, and what it never sees."""

    who: str
    sees: str
    never: str


@dataclass(frozen=True)
class OurData:
    """The contract: in short, purposes, sources, who sees what, how small groups are protected, how long, how to say no."""

    title: str
    lead: str
    promises: tuple[str, ...]
    purposes: tuple[str, ...]
    feeds: tuple[Feed, ...]
    sights: tuple[Sight, ...]
    rules: tuple[str, ...]
    retention: tuple[str, ...]
    saying_no: tuple[str, ...]


PROMISES = (
    "Nobody here sees a name beside a number.",
    "What you write to an AI tool, and what it answers, is never stored. Neither are titles of your work.",
    "Your e-mail address becomes a keyed pseudonym before any fact is written; the key lies outside the store. No name is kept.",
    "To reach you later, the staff list's address is kept apart, encrypted under a key of its own; each look at it is logged.",
    "Nobody is ranked, and no figure here may be used to judge a person.",
)

PURPOSES = (
    "To see where AI has become part of the work and where it has not, by group.",
    "To find out what is in the way: training, use cases, trust, time, tools or backing.",
    "To offer practice that fits the work, and to find out whether it helped.",
    "Not to assess, compare, pay, promote or dismiss anyone.",
)

SIGHTS = (
    Sight(
        "Everyone who can open these pages",
        "released figures about groups",
        "a figure about one person, or about a group below the minimum",
    ),
    Sight("Managers", "the same pages as everyone, their own group among them", "a name and a number together"),
    Sight(
        "Administrators",
        "which files arrived, how many records were kept or rejected and why, and which periods wait",
        "the content of a rejected record",
    ),
    Sight(
        "The enablement lead",
        "whose work was handed in for review, and how far its raters agree",
        "what anyone gave to a piece of work",
    ),
    Sight("Raters of work", "a number, and where a copy without names lies", "whose it is, and what the other rater gave"),
    Sight("Analysts", "the released figures as tables", "the facts behind them"),
)


def our_data(evidence: Evidence) -> OurData:
    """The contract of the running configuration: its sources, its minimums, its rules."""
    arrived = {arrival.source for arrival in evidence.arrivals}
    return OurData(
        title="About our data",
        lead="What is known about you, what for, who sees it, and how to say no.",
        promises=PROMISES,
        purposes=PURPOSES,
        feeds=tuple(_feed(source, name in arrived) for name, source in evidence.sources.items()),
        sights=SIGHTS,
        rules=_rules(evidence.minimums),
        retention=(
            "Facts under pseudonyms are kept until they are deleted or you are forgotten; there is no copy elsewhere.",
            "What you answer by link lies with a number that stands for you in that round until the round closes; then it is a "
            "fact under your pseudonym, and deleted there.",
            "Released figures about groups are never altered, because altering one would tell who left it.",
            "The files that were read are not kept by this program; whoever exported them is responsible for deleting them.",
        ),
        saying_no=(
            "Ask your administrator to forget you. They run one command with your e-mail address.",
            "Every fact, identity and contact of yours is then erased. What stays is a keyed mark that keeps you from "
            "being read in again.",
            "Figures that were already released stay as they are; those released later are made without you.",
            "Nobody is told whether you did.",
        ),
    )


def _feed(source: Source, arrived: bool) -> Feed:
    return Feed(
        name=source.name,
        title=source.title,
        about=source.about,
        tools=", ".join(tool_words(tool) for tool in source.tools),
        arrived=arrived,
        active_means=source.active_means,
        kept=tuple(_kept(field) for field in source.keeps),
    )


def _kept(field: KeptField) -> Kept:
    return Kept(field.name, field.becomes.replace("_", " "), _ROLES[field.role])


def _rules(minimums: Minimums) -> tuple[str, ...]:
    return (
        f"A number of people is shown for groups of at least {minimums.count}, a share or a time for at least {minimums.rate}, "
        f"and anything about skill or opinion for at least {minimums.sensitive}. These minimums can only be raised.",
        "Where nearly everyone or nearly no one in a group is alike, only a bound is shown, such as 'over 90%'.",
        "Where a shown figure would give away a withheld one by subtraction, it is withheld too.",
        "When only a few people join or leave, the group's figure goes on counting its earlier members, and says so.",
        "Counts carry a small noise that is always the same for the same people, so that asking again tells nothing.",
        f"Organisations below about {minimums.small_organisation} people see larger groups, by quarter.",
        "There are no free filters: nobody can ask about people who share two or more traits.",
    )
