"""Whose ranking counts, in which group, and that a quarter's alignment is published once."""

from pathlib import Path

import pytest
from tests.metrics.metric_world import MONDAY, World, on, week

from clearspan.jobs.align import publish_alignment, rankings_of
from clearspan.listening.packs import items_of, packs
from clearspan.settings import load_settings
from clearspan.vocabulary.finding import FindingKind
from clearspan.vocabulary.period import parse_period
from clearspan.warehouse.findings import Findings

PROBLEMS = [option.name for option in items_of(packs())["rank_ai_problems"].options]
QUARTER = parse_period("2026-Q2")


def ranks(world: World, person: int, day: str, *first: str) -> None:
    """Adds a ranking."""
    for place, problem in enumerate(first, 1):
        row = {"wave": day, "item": f"rank_ai_problems.{problem}", "value": place, "day": on(day), "as_of": on(day)}
        world.add("answer", person=person, source="clearspan_answers", **row)


@pytest.fixture
def world() -> World:
    """Forty people: ten executives, ten of IT, the others business; they ranked in spring."""
    world = World()
    world.feed(range(27))
    for person in range(1, 41):
        level, role = ("Director" if person <= 10 else "Senior"), ("IT" if 10 < person <= 20 else "Sales")
        world.person(person, level=level, role=role, department="d", division="v")
        ranks(world, person, "2026-04-14", "cost_pressure" if person <= 10 else "routine_work", "finding_information")
    return world


def test_the_latest_ranking_of_everyone_employed_counts_in_one_group_each(world: World) -> None:
    ranks(world, 11, "2026-05-20", "skills_missing")
    ranks(world, 12, "2025-06-01", "skills_missing")
    ranks(world, 99, "2026-05-20", "skills_missing")
    facts = world.facts(MONDAY - 7, week(27) - 1)
    found = rankings_of(facts, lambda table: table.to_pyarrow(), QUARTER, PROBLEMS, frozenset({"Director"}), frozenset({"IT"}))
    assert [each.group for each in found] == ["executives"] * 10 + ["it"] * 10 + ["business"] * 20
    first = [PROBLEMS[int(each.places.argmin())] for each in found]
    assert first == ["cost_pressure"] * 10 + ["skills_missing"] + ["routine_work"] * 29
    assert found[10].places.tolist() == [5.0] * 7 + [1.0] and found[0].places.sum() == 36


def test_a_quarter_is_published_once_with_the_groups_of_the_settings(world: World, tmp_path: Path) -> None:
    (tmp_path / "clearspan.toml").write_text('leading_levels = "Director"\nit_groups = "IT"\n')
    facts = world.facts(MONDAY - 7, week(27) - 1)
    asked = (tmp_path, load_settings(tmp_path), facts, lambda table: table.to_pyarrow(), [QUARTER])
    assert publish_alignment(*asked) == ["2026-Q2"] and publish_alignment(*asked) == []
    (finding,) = Findings(tmp_path).of(FindingKind.ALIGNMENT)
    assert [row["group"] for row in finding.details["groups"]] == ["business", "it", "executives"]  # type: ignore[union-attr, index]
