"""Job families: how many people, which tools they get and how readily they use them, and what work they finish."""

from dataclasses import dataclass

TOOL_NAMES = ("github_copilot", "chatgpt", "claude", "m365_copilot")
"""The simulated tools; their order is the tool axis of every array."""

COPILOT, CHATGPT, CLAUDE, M365 = range(4)

LEVELS = ("Junior", "Professional", "Senior", "Lead", "Manager", "Director", "Executive")
JUNIOR, PROFESSIONAL, SENIOR, LEAD, MANAGER, DIRECTOR, EXECUTIVE = range(7)


@dataclass(frozen=True)
class Work:
    """The work items of a family: items a person-week, median working hours, and how often AI help is recorded."""

    kind: str
    a_week: float
    hours: float
    tasks: tuple[str, ...]
    ai_recorded: float


@dataclass(frozen=True)
class Family:
    """One job family. `licensed`, `pull` (log-odds of use in a week) and `actions` (median on an active day) are by
    tool, in the order of TOOL_NAMES. `share` is its share of teams, `group` its kind of department."""

    title: str
    share: float
    group: str
    licensed: tuple[float, float, float, float]
    pull: tuple[float, float, float, float]
    actions: tuple[float, float, float, float]
    work: Work


FAMILIES: tuple[Family, ...] = (
    Family(
        "Engineering", 0.24, "Technology",
        (0.92, 0.10, 0.40, 0.35), (1.0, 0.0, 0.7, -0.6), (34, 8, 14, 4),
        Work("pull_request", 1.7, 9, ("implement feature", "fix defect", "write tests", "review code"), 0.9),
    ),
    Family(
        "Product", 0.06, "Technology",
        (0.15, 0.60, 0.45, 0.60), (-0.8, 0.6, 0.4, 0.0), (8, 11, 10, 6),
        Work("ticket", 1.0, 8, ("write specification", "analyse feedback", "plan release"), 0.7),
    ),
    Family(
        "Sales", 0.14, "Commercial",
        (0.0, 0.60, 0.05, 0.80), (-2.0, 0.2, -0.3, 0.2), (5, 9, 7, 7),
        Work("deal", 0.8, 14, ("prospect research", "call preparation", "write proposal", "renewal review"), 0.0),
    ),
    Family(
        "Marketing", 0.07, "Commercial",
        (0.0, 0.85, 0.30, 0.60), (-2.0, 0.9, 0.3, 0.0), (5, 14, 9, 6),
        Work("ticket", 1.2, 7, ("draft copy", "campaign analysis", "audience research"), 0.7),
    ),
    Family(
        "Customer Service", 0.16, "Service",
        (0.0, 0.70, 0.05, 0.45), (-2.0, 0.5, -0.2, -0.4), (5, 12, 6, 5),
        Work("case", 3.0, 3, ("ticket routing", "response drafting", "complaint summary"), 0.85),
    ),
    Family(
        "Operations", 0.14, "Service",
        (0.0, 0.25, 0.20, 0.55), (-2.0, -0.2, 0.0, -0.2), (5, 7, 8, 5),
        Work("ticket", 1.8, 5, ("shift planning", "incident report", "supplier query"), 0.6),
    ),
    Family(
        "Finance", 0.07, "Corporate",
        (0.0, 0.15, 0.50, 0.75), (-2.0, -0.1, 0.3, 0.1), (5, 7, 10, 6),
        Work("ticket", 1.2, 7, ("variance analysis", "forecast update", "invoice query"), 0.6),
    ),
    Family(
        "Human Resources", 0.05, "Corporate",
        (0.0, 0.65, 0.05, 0.65), (-2.0, 0.1, -0.2, 0.0), (5, 8, 6, 5),
        Work("case", 1.2, 5, ("job description", "policy answer", "onboarding plan"), 0.6),
    ),
    Family(
        "Learning & Development", 0.03, "Corporate",
        (0.0, 0.80, 0.20, 0.60), (-2.0, 0.4, 0.2, 0.0), (5, 10, 8, 6),
        Work("ticket", 0.9, 9, ("course outline", "lesson draft", "evaluation"), 0.7),
    ),
    Family(
        "Management & Legal", 0.04, "Corporate",
        (0.0, 0.20, 0.40, 0.85), (-2.0, -0.1, 0.2, 0.2), (5, 6, 8, 6),
        Work("ticket", 0.6, 10, ("contract review", "decision paper", "status report"), 0.5),
    ),
)  # fmt: skip
"""Every job family; its place in this tuple is its number in every array."""

ENGINEERING = 0
LEADERSHIP_FAMILY = 9
GROUPS = ("Technology", "Commercial", "Service", "Corporate")

MONTHLY_PRICE = ("19.00", "60.00", "60.00", "30.00")
"""Price of one licence for a month, in USD, by tool."""
CURRENCY = "USD"
