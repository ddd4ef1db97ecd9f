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
    before work begins. `from_week` is the week of the story in which it begins. `remedy` is the arm that helps most.
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
    answering: float = 1.0
    from_week: int = 0
    remedy: str = ""
    pulse: dict[str, float] = field(default_factory=dict)


CAUSES: dict[str, Cause] = {
    "training_too_generic": Cause(
        start=0.2, use=-1.2, habit=0.3, depth=0.5, remedy="role_practice",
        pulse={"training_fits_role": -34, "confidence": -18, "use_case_clear": -6},
    ),
    "training_outdated": Cause(
        use=-1.3, depth=0.7, from_week=14, remedy="role_practice",
        pulse={"material_up_to_date": -36, "training_fits_role": -8, "confidence": -10},
    ),
    "no_use_cases": Cause(
        start=-2.2, use=-1.1, remedy="role_practice",
        pulse={"use_case_clear": -36, "benefit": -16},
    ),
    "fear_distrust": Cause(
        start=-2.0, use=-1.2, depth=0.7, remedy="involvement",
        pulse={"job_secure": -34, "trust_output": -30, "involved_in_decisions": -12},
    ),
    "leadership": Cause(
        start=-0.8, use=-1.3, leader_use=-4.0, remedy="leader_modelling",
        pulse={"manager_models_use": -36, "leadership_backs": -30},
    ),
    "resources_access": Cause(
        coverage=0.3, start=-0.3, use=-0.5, remedy="access",
        pulse={"tools_access": -38, "benefit": -6},
    ),
    "misalignment": Cause(
        use=-1.1, help=0.2, remedy="alignment",
        pulse={"goals_aligned": -36, "benefit": -14, "leadership_backs": -6},
    ),
    "workload": Cause(
        use=-0.9, load=0.9, wait=2.4, remedy="protected_time",
        pulse={"time_to_learn": -38, "confidence": -6},
    ),
    "no_guardrails": Cause(
        use=-0.8, depth=0.8, reopen=0.24, quality=-0.12, help=0.6, remedy="guardrails",
        pulse={"rules_clear": -36, "trust_output": -12},
    ),
    "role_ambiguity": Cause(
        start=-0.8, use=-1.1, remedy="role_definition",
        pulse={"role_expectations": -36, "use_case_clear": -8},
    ),
    "policy_block": Cause(
        start=-0.6, use=-0.9, blocked=(CHATGPT, CLAUDE), remedy="sanctioned_path",
        pulse={"policy_allows": -40, "rules_clear": -6},
    ),
    "team_design": Cause(
        use=-0.5, help=0.0, remedy="team_practice",
        pulse={"team_practice": -36, "benefit": -10},
    ),
    CANNOT_TELL: Cause(use=-1.3, start=-0.6, answering=0.3),
}  # fmt: skip
"""Every planted reason by name."""


@dataclass(frozen=True)
class Item:
    """One pulse question: its text, its scale (`low` to `high`), and the organisation's usual answer in points of 100.
    For every item a higher answer is better."""

    text: str
    usual: float
    low: int = 1
    high: int = 5


PULSE_ITEMS: dict[str, Item] = {
    "training_fits_role": Item("The AI training I had fits the work I do.", 60),
    "material_up_to_date": Item("What I learned about AI still matches the tools we have.", 62),
    "use_case_clear": Item("I know which of my tasks AI helps with.", 62),
    "trust_output": Item("I know when I can rely on what AI gives me.", 58),
    "job_secure": Item("I do not expect AI to take my job away.", 60),
    "involved_in_decisions": Item("I have a say in how we use AI.", 50),
    "leadership_backs": Item("Our leaders back the use of AI with deeds.", 64),
    "manager_models_use": Item("My manager shows how they use AI.", 58),
    "tools_access": Item("I have access to the AI tools I need.", 68),
    "goals_aligned": Item("We agree on the problems that AI should solve.", 58),
    "time_to_learn": Item("I have time to learn and try.", 55),
    "rules_clear": Item("I know what I may and may not do with AI.", 64),
    "policy_allows": Item("The rules leave room for what my work needs.", 66),
    "role_expectations": Item("I know what is expected of my role when it comes to AI.", 60),
    "team_practice": Item("My team has changed how it works together because of AI.", 52),
    "confidence": Item("How sure are you that you use AI well in your work?", 58, 0, 100),
    "benefit": Item("How much does AI help your work?", 56, 0, 100),
    "organisation_prepares_us": Item("How well does the organisation prepare people for AI?", 60, 0, 100),
}
"""Every pulse question by name."""

GAP_ITEM = "organisation_prepares_us"
"""The question that leaders and staff answer apart where a perception gap is planted."""
