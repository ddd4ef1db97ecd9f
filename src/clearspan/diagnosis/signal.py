"""The signals that causes look at: what each is, in which unit, and how it is said."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where a signal comes from; causes are told apart by answers and training records, use shows that a team is stuck at all."""

    ANSWER = "answer"
    USE = "use"
    WORK = "work"
    RECORD = "record"


@dataclass(frozen=True)
class Signal:
    """One signal. Its figure for a group is the sum of people's values over the sum of their weights, in points of 100.

    `by_role` says that job families differ in it by nature, so that a team is compared with its own family. `low` and `high` say
    in words what a figure well below or above the others means. A figure `of_few` is of some people of a group: of
    fewer than the minimum for rates it is not looked at.
    """

    name: str
    kind: Kind
    title: str
    low: str
    high: str
    by_role: bool = False
    of_few: bool = False


CAMPS = "camps"
"""A figure of a group as a whole: how far it falls into two camps."""


LEARNING_FUNCTION = "learning_function"
"""A figure of the people whose work is learning and development, the same for every group: how many have a habit."""


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
        _asked("training_recent_enough", "Training is recent", "their last training is too long ago", "their training is recent"),
        _asked("training_followed_up", "Training is taken up again", "what they learned was not taken up again",
               "what they learned is taken up again"),
        _asked("training_in_work", "Learn while at work", "they learn apart from their work", "they learn while they work"),
        _asked("training_for_use", "Train to use it", "they do the training to have it done", "they do the training to use it"),
        _asked("manager_supports_training", "Manager makes room", "the manager makes no room for training",
               "the manager makes room for training"),
        _asked("vision_clear", "Aim is clear", "they do not know what AI is for here", "they know what is to be reached"),
        _asked("incentives_fit", "Good use counts", "working well with AI does not count", "working well with AI counts"),
        _asked("sharing_works", "Good uses are shared", "they do not hear of good uses", "they hear of good uses"),
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
        Signal("trained_lately", Kind.RECORD, "Trained in the last half year", "few were trained in the last half year",
               "most were trained in the last half year", by_role=True),
        Signal("one_week_only", Kind.RECORD, "Learned in one week only", "they learned in several weeks of the year",
               "all they learned in a year lies in one week", by_role=True),
        Signal("learning_in_work", Kind.RECORD, "Learning that is practice", "what they learned came by courses, not by practice",
               "much of what they learned was practice", by_role=True),
        Signal("role_training", Kind.RECORD, "Training made for the role", "hardly any of their training was made for the role",
               "much of their training was made for the role", by_role=True),
        Signal("time_on_training", Kind.RECORD, "Time spent on a course", "they rush through courses",
               "they take their time for courses", by_role=True),
        Signal("training_finished", Kind.RECORD, "Assigned training finished in time", "assigned training is left lying",
               "assigned training is finished in time", by_role=True),
        Signal("learner_work", Kind.WORK, "Work of learners", "learners do less of the work that suits them",
               "learners do more of the work that suits them", of_few=True),
        Signal("others_learner_work", Kind.WORK, "Learners' work done by others", "others do less of what suits learners",
               "others do more of what suits learners", of_few=True),
        Signal(LEARNING_FUNCTION, Kind.USE, "Habit of those who teach", "those who make the training seldom use AI themselves",
               "those who make the training use AI as a habit"),
        Signal("waiting", Kind.WORK, "Waiting before work begins", "work begins at once", "work waits long before it begins",
               by_role=True),
    )
}  # fmt: skip
"""Every signal by name. The names of answers are those of the pulse's questions."""
