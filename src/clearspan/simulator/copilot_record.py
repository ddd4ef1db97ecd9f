"""One record of the Copilot users-1-day report, with the fields that the vendor had on that day."""

from dataclasses import dataclass
from datetime import date

from clearspan.simulator.dates import iso
from clearspan.vocabulary.period import day_number

AVAILABLE = day_number(date(2025, 10, 10))
CLI_COUNTS = day_number(date(2026, 4, 10))
CODE_REVIEW = day_number(date(2026, 4, 22))
PHASES = day_number(date(2026, 5, 29))
SERVER_SIDE = day_number(date(2026, 6, 15))
CREDITS = day_number(date(2026, 6, 19))
AGENTS = day_number(date(2026, 8, 7))
CLI_CUSTOMS = day_number(date(2026, 9, 17))
"""Days from which the vendor's report has, or counts, something more."""

ORGANISATION_ID, ENTERPRISE_ID = "4411", "77"
IDES = (("vscode", "1.118.0"), ("jetbrains", "2026.2"), ("visualstudio", "17.14"))
LANGUAGES = ("python", "typescript", "java", "go", "csharp")
MODEL = "gpt-5.4"
_STYLES = (("code_completion", "chat_panel_ask_mode"), ("chat_panel_agent_mode", "copilot_cli"))


@dataclass(frozen=True)
class Coder:
    """What does not change about a person's Copilot: account, editor, language, and which parts are used."""

    login: str
    github_id: int
    ide: int
    language: str
    agent: bool
    cli: bool
    measured: bool
    chattiness: float


@dataclass(frozen=True)
class Counts:
    """The seven counters of the report."""

    interactions: int = 0
    generations: int = 0
    acceptances: int = 0
    suggested: int = 0
    added: int = 0
    deleted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.interactions + other.interactions,
            self.generations + other.generations,
            self.acceptances + other.acceptances,
            self.suggested + other.suggested,
            self.added + other.added,
            self.deleted + other.deleted,
        )

    def fields(self, *, interactions: bool = True) -> dict[str, object]:
        """The counters under the vendor's names, with or without interactions."""
        first: dict[str, object] = {"user_initiated_interaction_count": self.interactions}
        rest: dict[str, object] = {
            "code_generation_activity_count": self.generations,
            "code_acceptance_activity_count": self.acceptances,
            "loc_suggested_to_add_sum": self.suggested,
            "loc_suggested_to_delete_sum": 0,
            "loc_added_sum": self.added,
            "loc_deleted_sum": self.deleted,
        }
        return first | rest if interactions else rest


@dataclass(frozen=True)
class Day:
    """A person's day: actions (0 where only credits or a review left a trace), show instead of work, a draw, credits."""

    day: int
    actions: int
    for_show: bool
    reviewed: bool
    credits: float
    draw: float


def record(coder: Coder, of: Day, features: dict[str, Counts]) -> dict[str, object]:
    """The record of a person's day; `features` are its counters by feature."""
    parts = dict(features)
    cli = parts.pop("copilot_cli", Counts())
    ide = sum(parts.values(), Counts())
    if of.day >= CLI_COUNTS and cli.interactions:
        parts["copilot_cli"] = cli
    total = sum(parts.values(), Counts())
    shown = coder.measured
    found: dict[str, object] = {
        "day": iso(of.day),
        "user_id": coder.github_id,
        "user_login": coder.login,
        "organization_id": ORGANISATION_ID,
        "enterprise_id": ENTERPRISE_ID,
        **total.fields(),
        "used_chat": ide.interactions > 0,
        "used_agent": "agent_edit" in parts,
        "used_cli": cli.interactions > 0,
        "totals_by_ide": [_by_ide(coder, ide, of.day)] if shown and of.actions else [],
        "totals_by_feature": [{"feature": name, **part.fields()} for name, part in parts.items()] if shown else [],
        "totals_by_language_feature": _by_language(coder, parts) if shown else [],
        "totals_by_language_model": _by_model(coder, total) if shown and of.actions else [],
    }
    return found | _newer(coder, of, cli)


def by_feature(coder: Coder, of: Day) -> dict[str, Counts]:
    """The day's counters by feature."""
    if of.actions == 0:
        return {}
    if of.for_show:
        feature = "chat_panel_agent_mode" if coder.agent else "chat_panel_ask_mode"
        return {feature: Counts(interactions=of.actions, generations=of.actions)}
    asked = max(int(of.actions * coder.chattiness * (0.6 + 0.8 * of.draw)), 0)
    asked = min(asked, of.actions)
    completed = of.actions - asked
    in_cli = asked // 4 if coder.cli else 0
    by_agent = (asked - in_cli) // 2 if coder.agent else 0
    chat = asked - in_cli - by_agent
    taken = completed // 3
    parts = {
        "code_completion": Counts(0, completed, taken, completed * 5, taken * 6),
        "chat_panel_ask_mode": Counts(chat, chat, chat // 5, chat * 6, chat),
        "chat_panel_agent_mode": Counts(by_agent, by_agent),
        "agent_edit": Counts(0, by_agent, 0, 0, by_agent * 18, by_agent * 4),
        "copilot_cli": Counts(in_cli, in_cli, 0, 0, in_cli * 8, in_cli * 2),
    }
    return {name: part for name, part in parts.items() if part != Counts()}


def styles(features: dict[str, Counts]) -> tuple[int, int]:
    """How many acts of a day were augmenting (completions, questions) and automating (agents, the command line)."""
    augmenting, automating = (sum(features[name].generations for name in names if name in features) for names in _STYLES)
    return augmenting, automating


def _by_ide(coder: Coder, total: Counts, day: int) -> dict[str, object]:
    ide, version = IDES[coder.ide]
    sampled = {"sampled_at": f"{iso(day)}T15:00:00Z", "ide_version": version}
    return {"ide": ide, **total.fields(), "last_known_ide_version": sampled}


def _by_language(coder: Coder, parts: dict[str, Counts]) -> list[dict[str, object]]:
    return [
        {"language": coder.language, "feature": name, **part.fields(interactions=False)}
        for name, part in parts.items()
        if part.generations
    ]


def _by_model(coder: Coder, total: Counts) -> list[dict[str, object]]:
    return [{"language": coder.language, "model": MODEL, **total.fields(interactions=False)}]


def _newer(coder: Coder, of: Day, cli: Counts) -> dict[str, object]:
    """The fields that came after the report was first available."""
    found: dict[str, object] = {}
    if cli.interactions:
        found["totals_by_cli"] = {
            "session_count": -(-cli.interactions // 4),
            "request_count": cli.interactions * 3,
            "prompt_count": cli.interactions,
            "token_usage": {
                "prompt_tokens_sum": cli.interactions * 9000,
                "output_tokens_sum": cli.interactions * 700,
                "avg_tokens_per_request": 3233.3,
            },
        }
    if of.day >= CODE_REVIEW:
        found["used_copilot_code_review_active"] = False
        found["used_copilot_code_review_passive"] = of.reviewed
        found["used_copilot_coding_agent"] = found["used_copilot_cloud_agent"] = False
    if of.day >= PHASES:
        number = 0 if of.actions == 0 else 2 if coder.agent else 1
        phase = "No cohort" if number == 0 else f"Phase {number}"
        found["ai_adoption_phase"] = {"phase_number": number, "phase": phase, "version": "v1"}
    if of.day >= CREDITS and of.credits:
        found["ai_credits_used"] = of.credits
    if of.day >= AGENTS and coder.agent and of.draw > 0.9 and of.actions:
        agent = {"agent_id": "555", "agent_name": "Codex", "user_initiated_interaction_count": 1}
        found["totals_by_3rd_party_agent"] = [agent]
    if of.day >= CLI_CUSTOMS and cli.interactions:
        found["totals_by_skill"] = [{"name": "custom", "interaction_count": 1}]
        found["distinct_skill_use_count"] = 1
    return found
