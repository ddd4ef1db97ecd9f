"""Evidence of an organisation that was asked: answers in two quarters, by division and of leaders, and two rankings."""

from functools import cache
from typing import Any

import numpy as np
from tests.answers.evidences import cell, evidence_of

from clearspan.answers.evidence import Evidence
from clearspan.listening.packs import items_of, packs
from clearspan.listening.priorities import GROUPS, Ranking, find_priorities
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.period import parse_period

PROBLEMS = [option.name for option in items_of(packs())["rank_ai_problems"].options]
TASTES = {"business": range(8), "it": (0, 2, 1, 3, 4, 6, 5, 7), "executives": (0, 1, 7, 3, 4, 5, 6, 2)}


def said(period: str, item: str, value: float | None, n: int | None = 600, **given: Any) -> dict[str, Any]:
    """A cell of answers to a question."""
    return cell("pulse_points", period, value, tool=item, n=n, **given)


@cache
def pulsed() -> Evidence:
    """The evidence."""
    rows = [cell("active_share", period, 0.5, n=1000) for period in ("2026-Q1", "2026-Q2")]
    rows += [cell("active_share", "2026-Q2", 0.5, n=200, dimension="division", group=name) for name in ("Finance", "Sales")]
    rows += [said("2026-Q1", "involved_in_decisions", 60), said("2026-Q2", "involved_in_decisions", 48)]
    rows += [said("2026-Q2", item, 55) for item in ("manager_models_use", "replacement_meant", "distrust_output", "house_item")]
    rows += [said("2026-Q2", "manager_models_use", 71, 30, dimension="level", group="leaders")]
    rows += [said("2026-Q2", "involved_in_decisions", 40, 120, dimension="division", group="Sales")]
    hidden = {"withheld": "This group has fewer than 10 people.", "dimension": "division", "group": "Finance"}
    rows += [said("2026-Q2", "involved_in_decisions", None, None, **hidden)]
    return evidence_of(*rows, findings=(ranked("2026-Q1", 2.5), ranked("2026-Q2", 0.4)))


def ranked(period: str, own: float, executives: int = 12) -> Finding:
    """What groups put first, with so much of people's own taste in it."""
    chance = np.random.default_rng(5)
    sizes = {"business": 200, "it": 40, "executives": executives}
    tastes = [(group, np.array(TASTES[group]) + own * chance.normal(size=8)) for group in GROUPS for _ in range(sizes[group])]
    rankings = [Ranking(group, np.argsort(np.argsort(taste)) + 1.0) for group, taste in tastes]
    found = find_priorities(rankings, PROBLEMS, parse_period(period), 10, seed=1)
    assert found is not None
    return found
