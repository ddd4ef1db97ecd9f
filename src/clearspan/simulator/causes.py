"""The planted reasons why a team is stuck: what each does to use, to answers and to work. Nothing diagnoses here."""

from dataclasses import dataclass, field

from clearspan.simulator.families import CHATGPT, CLAUDE

CANNOT_TELL = "cannot_tell"
"""The cause of a team that is stuck for a reason which no data shows: low use, few answers, no pattern."""


@dataclass(frozen=True)
class Cause:
    """What one reason does. Shifts of use are log-odds of use in a week; pulse shifts are points of 100.

    `start` shifts the chance to begin, `use` the use after that, `habit` multiplies how much habit holds, `depth` the
    actions on an active day, `coverage` the share with a licence, `leader_use` shifts the team's head, `blocked` tools
    are not used at all, `load` is the fall of use for one unit of workload above usual. In work, `help` multiplies the
    time that AI saves, `reopen` adds to the chance that AI-assisted work is reopened, `wait` multiplies the time
    before work begins. `spike` is a rise of use in week `spike_week` of the story that soon wears off. `from_week` is the
    week of the story in which the reason begins. `remedy` is the arm that helps most.
    """

    start: float = 0.0
    use: float = 0.0
    habit: float = 1.0
    depth: float = 1.0
    coverage: float = 1.0
    leader_use: float = 0.0
    blocked: tuple[int, ...] = ()
    load: float = 0.0
    help: float = 1.0
    reopen: float = 0.0
    wait: float = 1.0
    quality: float = 0.0
    spike: float = 0.0
    spike_week: int = 0
    answering: float = 1.0
    from_week: int = 0
    remedy: str = ""
    pulse: dict[str, float] = field(default_factory=dict)


FIRST_CAUSES: dict[str, Cause] = {
    "training_too_generic": Cause(
        start=0.2, use=-1.2, habit=0.3, depth=0.5, remedy="role_practice",
        pulse={"training_fits_role": -34, "confidence": -18, "use_case_clear": -6, "training_for_use": -8},
    ),
    "training_outdated": Cause(
        use=-1.3, depth=0.7, from_week=14, remedy="role_practice",
        pulse={"material_up_to_date": -36, "training_fits_role": -8, "confidence": -10, "training_recent_enough": -14},
    ),
    "no_use_cases": Cause(
        start=-2.2, use=-1.1, remedy="role_practice",
        pulse={"use_case_clear": -36, "benefit": -16, "sharing_works": -6},
    ),
    "fear_distrust": Cause(
        start=-2.0, use=-1.2, depth=0.7, remedy="involvement",
        pulse={"job_secure": -34, "trust_output": -30, "involved_in_decisions": -12},
    ),
    "leadership": Cause(
        start=-0.8, use=-1.3, leader_use=-4.0, remedy="leader_modelling",
        pulse={"manager_models_use": -36, "leadership_backs": -30, "vision_clear": -12, "manager_supports_training": -10},
    ),
    "resources_access": Cause(
        coverage=0.3, start=-0.3, use=-0.5, remedy="access",
        pulse={"tools_access": -38, "benefit": -6},
    ),
    "misalignment": Cause(
        use=-1.1, help=0.2, remedy="alignment",
        pulse={"goals_aligned": -36, "benefit": -14, "leadership_backs": -6, "vision_clear": -14},
    ),
    "workload": Cause(
        use=-0.9, load=0.9, wait=2.4, remedy="protected_time",
        pulse={"time_to_learn": -38, "confidence": -6, "manager_supports_training": -8},
    ),
    "no_guardrails": Cause(
        use=-0.8, depth=0.8, reopen=0.24, quality=-0.12, help=0.6, remedy="guardrails",
        pulse={"rules_clear": -36, "trust_output": -12},
    ),
    "role_ambiguity": Cause(
        start=-0.8, use=-1.1, remedy="role_definition",
        pulse={"role_expectations": -36, "use_case_clear": -8, "incentives_fit": -14},
    ),
    "policy_block": Cause(
        start=-0.6, use=-0.9, blocked=(CHATGPT, CLAUDE), remedy="sanctioned_path",
        pulse={"policy_allows": -40, "rules_clear": -6},
    ),
    "team_design": Cause(
        use=-0.5, help=0.0, remedy="team_practice",
        pulse={"team_practice": -36, "benefit": -10, "sharing_works": -8},
    ),
    CANNOT_TELL: Cause(use=-1.3, start=-0.6, answering=0.3),
}  # fmt: skip
"""The first reasons by name."""

TRAINING_CAUSES: dict[str, Cause] = {
    "training_too_rare": Cause(
        start=-0.3, use=-1.2, habit=0.6, depth=0.8, remedy="role_practice",
        pulse={"training_recent_enough": -36, "confidence": -12, "material_up_to_date": -8},
    ),
    "one_time_event": Cause(
        use=-1.7, habit=0.25, spike=4.0, spike_week=24, remedy="role_practice",
        pulse={"training_followed_up": -36, "sharing_works": -8, "training_recent_enough": -6},
    ),
    "training_apart_from_work": Cause(
        start=-0.5, use=-1.1, habit=0.5, remedy="role_practice",
        pulse={"training_in_work": -36, "use_case_clear": -8, "training_fits_role": -6},
    ),
    "completion_as_goal": Cause(
        start=-0.6, use=-1.2, depth=0.7, remedy="role_practice",
        pulse={"training_for_use": -36, "benefit": -10, "incentives_fit": -8},
    ),
    "training_unsupported": Cause(
        start=-0.5, use=-1.0, habit=0.7, remedy="protected_time",
        pulse={"manager_supports_training": -36, "time_to_learn": -12, "training_followed_up": -8},
    ),
}  # fmt: skip
"""The reasons that show in training records too, by name."""

CAUSES: dict[str, Cause] = {**FIRST_CAUSES, **TRAINING_CAUSES}
"""Every reason by name."""


def planted_causes(planted: str) -> dict[str, Cause]:
    """The reasons that a plan plants, by name: `planted` is its choice."""
    return CAUSES if planted == "all" else FIRST_CAUSES
