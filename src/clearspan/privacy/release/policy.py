"""The policy of a release: minimums that may only be raised, and the rules that are in force."""

from dataclasses import dataclass

from clearspan.errors import UsageError

ONCE = "once"
MINIMUM = "minimum"
HOMOGENEITY = "homogeneity"
DOMINANCE = "dominance"
COMPLEMENT = "complement"
MEMBERSHIP = "membership"
PERTURBATION = "perturbation"
SMALL = "small"
LEADERS = "leaders"
EXTERNAL = "external"

RULES = frozenset({ONCE, MINIMUM, HOMOGENEITY, DOMINANCE, COMPLEMENT, MEMBERSHIP, PERTURBATION, SMALL, LEADERS, EXTERNAL})
"""Every rule by name. No setting, file or command switches one off: only code that constructs a Policy can, to prove
that the attackers notice."""

FLOOR = {"minimum_count": 5, "minimum_rate": 8, "minimum_sensitive": 10}
"""The smallest minimums that a policy accepts, in people."""

EXTERNAL_FLOOR = 100
"""A group must have more people than this before anything about it leaves the organisation."""


@dataclass(frozen=True)
class Policy:
    """How many people must stand behind what is shown, and which rules hold. Raises UsageError for a lowered minimum.

    `minimum_count` people must stand on each side of a share and behind each count. `minimum_rate` people must be in a
    set before anything about it is shown: every cell carries n, so this holds for counts as well.
    `minimum_sensitive` replaces both for skill and sentiment.
    """

    minimum_count: int = FLOOR["minimum_count"]
    minimum_rate: int = FLOOR["minimum_rate"]
    minimum_sensitive: int = FLOOR["minimum_sensitive"]
    rules: frozenset[str] = RULES

    def __post_init__(self) -> None:
        for name, least in FLOOR.items():
            given = getattr(self, name)
            if given < least:
                raise UsageError(
                    f"{name} is {given}, and it may only be raised above {least}",
                    where="privacy policy",
                    remedy=f"Give {least} or more.",
                )
        if not self.minimum_count <= self.minimum_rate <= self.minimum_sensitive:
            raise UsageError(
                "the minimums must not fall from counts to rates to sensitive measures",
                where="privacy policy",
                remedy="Raise the later ones as well.",
            )
        if unknown := self.rules - RULES:
            raise UsageError(f"no rule is named {', '.join(sorted(unknown))}", where="privacy policy")

    def holds(self, rule: str) -> bool:
        """Whether the rule is in force."""
        return rule in self.rules

    def people(self, *, sensitive: bool) -> int:
        """People that a set must have before a figure about it is shown."""
        if not self.holds(MINIMUM):
            return 1
        return self.minimum_sensitive if sensitive else self.minimum_rate

    def side(self, *, sensitive: bool) -> int:
        """People that must stand on each side of a share that is shown as a number."""
        return self.minimum_sensitive if sensitive else self.minimum_count
