"""A judgment drill: a role task, a packet of sources, and an AI output in two presentations, each clean or with one seeded
error."""

from dataclasses import dataclass
from enum import StrEnum

from clearspan.skills.drills.twin import Twin
from clearspan.skills.item_files.upkeep import Upkeep


class Severity(StrEnum):
    """How bad it would be to let the error pass."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Action(StrEnum):
    """What a person may do with an output."""

    ACCEPT = "accept"
    VERIFY = "verify"
    OVERRIDE = "override"
    ESCALATE = "escalate"


@dataclass(frozen=True)
class Payoff:
    """Minutes of work won (above 0) or lost (below 0) by an action on a clean and on a seeded output."""

    clean: dict[Action, int]
    seeded: dict[Action, int]

    def of(self, action: Action, seeded: bool) -> int:
        """The minutes won or lost by an action."""
        return (self.seeded if seeded else self.clean)[action]


_CLEAN = {Action.ACCEPT: 10, Action.VERIFY: 7, Action.OVERRIDE: -5, Action.ESCALATE: -10}
USUAL_PAYOFFS = {
    Severity.LOW: Payoff(_CLEAN, {Action.ACCEPT: -15, Action.VERIFY: 5, Action.OVERRIDE: 7, Action.ESCALATE: -2}),
    Severity.MEDIUM: Payoff(_CLEAN, {Action.ACCEPT: -60, Action.VERIFY: 5, Action.OVERRIDE: 7, Action.ESCALATE: 0}),
    Severity.HIGH: Payoff(_CLEAN, {Action.ACCEPT: -240, Action.VERIFY: 5, Action.OVERRIDE: 7, Action.ESCALATE: 6}),
}
"""What a drill pays where its file does not say otherwise. Accepting something clean wins what the tool is there for; a check
costs three minutes of it; an error that passes costs its repair."""


@dataclass(frozen=True)
class Document:
    """One source of the packet, in Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Drill:
    """One drill. `name` is its folder and file: sales/call_brief. Texts are Markdown; `polished` and `raw` are the same output
    in two presentations, with `{{twin}}` where its clean and its seeded form differ. `stakes` says what happens if the error
    passes."""

    name: str
    title: str
    role: str
    minutes: int
    severity: Severity
    stakes: str
    skills: tuple[str, ...]
    use_cases: tuple[str, ...]
    task: str
    packet: tuple[Document, ...]
    polished: str
    raw: str
    twin: Twin
    payoff: Payoff
    upkeep: Upkeep

    @property
    def family(self) -> str:
        """The job family: the folder of its file."""
        return self.name.partition("/")[0]

    def output(self, *, seeded: bool, polished: bool) -> str:
        """The AI output as somebody sees it."""
        return self.twin.output(self.polished if polished else self.raw, seeded)


@dataclass(frozen=True)
class DrillSet:
    """The drills of a family, and how often they are shown with their error: that share is never told, and differs between
    families."""

    family: str
    seeded_share: float
    drills: tuple[Drill, ...]
