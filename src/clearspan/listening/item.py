"""A question, and the pack in which it comes."""

from dataclasses import dataclass
from enum import StrEnum


class Construct(StrEnum):
    """What a question is about; trust and distrust are two things, not the ends of one."""

    SUPPORT = "support"
    RELEVANCE = "relevance"
    CONFIDENCE = "confidence"
    INVOLVEMENT = "involvement"
    REPLACEMENT_FEAR = "replacement_fear"
    TRUST = "trust"
    DISTRUST = "distrust"
    GUARDRAILS = "guardrails"
    INCENTIVES = "incentives"
    SHARING = "sharing"
    VISION = "vision"
    TIME_TO_LEARN = "time_to_learn"
    BENEFIT = "benefit"
    ROLE = "role"
    TEAMWORK = "teamwork"
    ALIGNMENT = "alignment"
    DIARY = "diary"


CONSTRUCT_WORDS: dict[Construct, str] = {
    Construct.SUPPORT: "Support and access",
    Construct.RELEVANCE: "Relevance to the work",
    Construct.CONFIDENCE: "Confidence, task by task",
    Construct.INVOLVEMENT: "Having a say",
    Construct.REPLACEMENT_FEAR: "Jobs",
    Construct.TRUST: "Trust",
    Construct.DISTRUST: "Distrust",
    Construct.GUARDRAILS: "Rules",
    Construct.INCENTIVES: "What is rewarded",
    Construct.SHARING: "Sharing",
    Construct.VISION: "Where it leads",
    Construct.TIME_TO_LEARN: "Time to learn",
    Construct.BENEFIT: "Benefit felt",
    Construct.ROLE: "Role and example",
    Construct.TEAMWORK: "Working together",
    Construct.ALIGNMENT: "Agreement on what to solve",
    Construct.DIARY: "Diary of time",
}
"""Every construct as people read it, in the order in which pages show them."""


class ItemKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    """A step from `low` to `high`."""
    CHOICE = "choice"
    """One of `options`, each with its number."""
    RANKING = "ranking"
    """The first `places` of `options`, in order; the others share the places after them."""


class Audience(StrEnum):
    """In which kind of wave a question is asked."""

    PULSE = "pulse"
    SELF_CHECK = "self_check"
    DIARY = "diary"


class Better(StrEnum):
    """Which end of the scale is the better one."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Option:
    """One thing to choose or to rank: its name, its words, and for a choice the number under which it is stored."""

    name: str
    words: str
    value: float = 0.0


@dataclass(frozen=True)
class Item:
    """One question: what it is about, our own wording, the scale with the words at its ends, how many seconds an answer takes,
    in which waves it is asked, and where it comes from. `leader_wording` is how leaders are asked the same."""

    name: str
    title: str
    construct: Construct
    wording: str
    kind: ItemKind
    audiences: tuple[Audience, ...]
    seconds: int
    source: str
    licence: str
    adaptation: str
    better: Better = Better.HIGHER
    low: int = 1
    high: int = 5
    low_words: str = ""
    high_words: str = ""
    options: tuple[Option, ...] = ()
    places: int = 0
    leader_wording: str = ""

    def asked(self, audience: Audience) -> str:
        """The question as the people of a kind of wave read it."""
        return self.leader_wording if audience is Audience.SELF_CHECK and self.leader_wording else self.wording


@dataclass(frozen=True)
class Pack:
    """One file of questions that belong together."""

    name: str
    title: str
    items: tuple[Item, ...]
