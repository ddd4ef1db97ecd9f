"""The access table: what each role may ask for, and about which teams."""

from dataclasses import dataclass
from enum import StrEnum

from clearspan.vocabulary.role import Role


class Subject(StrEnum):
    """What can be asked for."""

    GROUP_FIGURES = "released figures of groups"
    LIBRARY = "use cases, lessons and drills"
    OWN = "one's own practice and data"
    TEAM_PRACTICE = "what a team could do next, with its material"
    PROGRAMMES = "programmes and their verdicts"
    WORK_REVIEWS = "handing in work for review, and how far raters agree"
    CHANGING_PROGRAMMES = "starting and changing programmes"
    VALUE = "costs and value"
    DATA_HEALTH = "what arrives from where, without any figure of people"
    ACCESS_LOG = "who looked at what, and what people contest"


class Reach(StrEnum):
    """About whom."""

    NOBODY = "nobody"
    SELF = "themselves"
    OWN_TEAM = "their own team"
    ALL_GROUPS = "every group large enough"


_EVERYONE = {Subject.GROUP_FIGURES: Reach.ALL_GROUPS, Subject.LIBRARY: Reach.ALL_GROUPS, Subject.PROGRAMMES: Reach.ALL_GROUPS}
"""Group figures are open to all because each is released for all to see: a team may read whatever others read about it."""

ACCESS: dict[Role, dict[Subject, Reach]] = {
    Role.EMPLOYEE: {**_EVERYONE, Subject.OWN: Reach.SELF, Subject.TEAM_PRACTICE: Reach.OWN_TEAM},
    Role.MANAGER: {**_EVERYONE, Subject.OWN: Reach.SELF, Subject.TEAM_PRACTICE: Reach.OWN_TEAM},
    Role.LEAD: {
        **_EVERYONE,
        Subject.OWN: Reach.SELF,
        Subject.TEAM_PRACTICE: Reach.ALL_GROUPS,
        Subject.WORK_REVIEWS: Reach.ALL_GROUPS,
        Subject.CHANGING_PROGRAMMES: Reach.ALL_GROUPS,
        Subject.VALUE: Reach.ALL_GROUPS,
        Subject.DATA_HEALTH: Reach.ALL_GROUPS,
    },
    Role.EXECUTIVE: {**_EVERYONE, Subject.OWN: Reach.SELF, Subject.VALUE: Reach.ALL_GROUPS},
    Role.ADMINISTRATOR: {**_EVERYONE, Subject.OWN: Reach.SELF, Subject.DATA_HEALTH: Reach.ALL_GROUPS},
    Role.PRIVACY_OFFICER: {
        **_EVERYONE,
        Subject.OWN: Reach.SELF,
        Subject.DATA_HEALTH: Reach.ALL_GROUPS,
        Subject.ACCESS_LOG: Reach.ALL_GROUPS,
    },
}
"""role -> subject -> about whom; what is not listed is refused. No role sees another person's data."""


@dataclass(frozen=True)
class Access:
    """What somebody with some roles may ask for."""

    roles: frozenset[Role]

    def reach(self, subject: Subject) -> Reach:
        """The widest reach that one of the roles gives."""
        reaches = [ACCESS[role].get(subject, Reach.NOBODY) for role in self.roles]
        return max(reaches, key=list(Reach).index, default=Reach.NOBODY)

    def may(self, subject: Subject) -> bool:
        """Whether they may ask for it at all."""
        return self.reach(subject) is not Reach.NOBODY


def allowed(subject: Subject) -> list[Role]:
    """The roles that may ask for a subject, in the order of the roles."""
    return [role for role in Role if subject in ACCESS[role]]
