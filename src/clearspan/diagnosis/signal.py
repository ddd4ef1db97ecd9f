"""The signals that causes look at: what each is, in which unit, and how it is said."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where a signal comes from; causes are told apart by answers, use shows that a team is stuck at all."""

    ANSWER = "answer"
    USE = "use"
    WORK = "work"


@dataclass(frozen=True)
class Signal:
    """One signal. Its figure for a group is the sum of people's values over the sum of their weights, in points of 100.

    `by_role` says that job families differ in it by nature, so that a team is compared with its own family. `low` and `high` say
    in words what a figure well below or above the others means.
    """

    name: str
    kind: Kind
    title: str
    low: str
    high: str
    by_role: bool = False


CAMPS = "camps"
"""A figure of a group as a whole: how far it falls into two camps."""


def _asked(name: str, title: str, low: str, high: str) -> Signal:
    return Signal(name, Kind.ANSWER, title, low, high)


SIGNALS: dict[str, Signal] = {
    signal.name: signal
    for signal in (
        _asked("training_fits_role", "Training fits the work", "the training does not fit their work", "the training fits"),
        _asked("material_up_to_date", "Training is up to date", "what they learned is out of date", "it still holds"),
        _asked("use_case_clear", "Use cases are clear", "they do not know for which tasks AI helps", "they know where AI helps"),
        _asked("trust_output", "Trust in output", "they cannot judge when to rely on AI", "they know when to rely on AI"),
        _asked("job_secure", "Job felt secure", "they fear that AI takes their jobs", "they do not fear for their jobs"),
        _asked("involved_in_decisions", "Have a say", "they have no say in how AI is used", "they have a say"),
        _asked("leadership_backs", "Leaders back it", "leaders do not back it with deeds", "leaders back it with deeds"),
        _asked("manager_models_use", "Manager shows own use", "the manager does not show own use", "the manager shows own use"),
        _asked("tools_access", "Access to tools", "they lack access to the tools", "they have the tools"),
        _asked("goals_aligned", "Agree on problems", "they do not agree on the problems to solve", "they agree on the problems"),
        _asked("time_to_learn", "Time to learn", "they have no time to learn and try", "they have time to learn"),
        _asked("rules_clear", "Rules are clear", "they do not know what is allowed", "they know what is allowed"),
        _asked("policy_allows", "Rules leave room", "the rules leave no room for their work", "the rules leave room"),
        _asked("role_expectations", "Role is clear", "they do not know what is expected of the role", "expectations are clear"),
        _asked("team_practice", "Team works differently", "the team works as it always did", "the team has changed how it works"),
        _asked("confidence", "Confidence", "they are not sure that they use AI well", "they are sure of themselves"),
        _asked("benefit", "Benefit felt", "they feel little benefit", "they feel the benefit"),
        Signal("active_weeks", Kind.USE, "Weeks with use", "they use AI in few weeks", "they use AI in most weeks", by_role=True),
        Signal("habit", Kind.USE, "People with a habit", "few have a habit", "many have a habit", by_role=True),
        Signal("begun", Kind.USE, "People who have begun", "many have never begun", "nearly all have begun", by_role=True),
        Signal("depth", Kind.USE, "Actions on an active day", "they do little with it", "they do much with it", by_role=True),
        Signal("licensed", Kind.USE, "People with a licence", "many have no licence", "nearly all have a licence", by_role=True),
        Signal("dark_tools", Kind.USE, "Licensed tools never used", "all their tools are used",
               "some of their tools are never used", by_role=True),
        Signal(CAMPS, Kind.USE, "Two camps of use", "use is alike in the team", "some use it always and others never"),
        Signal("reopened_with_ai", Kind.WORK, "AI-assisted work reopened", "AI-assisted work seldom comes back",
               "AI-assisted work comes back often", by_role=True),
        Signal("reopened_without_ai", Kind.WORK, "Other work reopened", "other work seldom comes back",
               "other work comes back as well", by_role=True),
        Signal("waiting", Kind.WORK, "Waiting before work begins", "work begins at once", "work waits long before it begins",
               by_role=True),
    )
}  # fmt: skip
"""Every signal by name. The names of answers are those of the pulse's questions."""
