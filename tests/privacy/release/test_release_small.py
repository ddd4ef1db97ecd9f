"""Rules 7 and 8: small organisations get one useful partition, and leaders are never one of a kind."""

import pyarrow as pa
from tests.privacy.release.checker import counted
from tests.privacy.release.world import MONTHS, QUARTERS, UNPERTURBED, ask, make_world, rows, share, told

from clearspan.privacy.release.leaders import LEADERS_GROUP, pool_leaders
from clearspan.privacy.release.small import Team, merge
from clearspan.privacy.release.state import empty_state


def test_sixty_people_get_something_useful() -> None:
    for seed in range(6):
        world = make_world(60, seed=seed, team=7, periods=QUARTERS)
        released = ask(world, QUARTERS[0], small=None)
        cells = rows(released)
        assert {cell["dimension"] for cell in cells} == {"organisation", "team"}
        assert rows(released, dimension="organisation")[0]["value"] is not None
        groups = rows(released, dimension="team")
        sizes = [len(people) for (dimension, _), people in counted(released).items() if dimension == "team"]
        assert len(groups) >= 3
        assert sum(told(cell) for cell in groups) >= 2
        assert all(size >= 10 for size in sizes)


def test_the_merged_groups_stay_from_quarter_to_quarter() -> None:
    world = make_world(60, seed=2, team=7, periods=QUARTERS, churn=0.05)
    state, names = empty_state(), []
    for quarter in QUARTERS:
        released = ask(world, quarter, small=None, published=state)
        state = released.membership
        names.append({cell["group"] for cell in rows(released, dimension="team")})
        assert sum(told(cell) for cell in rows(released, dimension="team")) >= 1
    assert names[0] == names[1] == names[2] == names[3]


def test_weeks_and_months_of_a_small_organisation_are_not_shown() -> None:
    world = make_world(60, seed=2, team=7)
    assert ask(world, *MONTHS[:3], small=None).cells.num_rows == 0


def test_a_large_organisation_of_tiny_teams_is_treated_as_small() -> None:
    world = make_world(600, seed=2, team=4, periods=QUARTERS)
    cells = rows(ask(world, QUARTERS[0], small=None))
    assert {cell["dimension"] for cell in cells} == {"organisation", "team"}
    assert sum(told(cell) for cell in cells if cell["dimension"] == "team") >= 20


def test_siblings_are_merged_before_others() -> None:
    teams = [
        Team("a", "D1", "V1", 6), Team("b", "D1", "V1", 5), Team("c", "D2", "V1", 12),
        Team("d", "D3", "V2", 4), Team("e", "D4", "V2", 7), Team("f", "", "", 11),
    ]  # fmt: skip
    groups = {"a": "a + b", "b": "a + b", "c": "c", "d": "d + e", "e": "d + e", "f": "f"}
    assert merge(teams, {}) == groups
    later = merge([*teams, Team("g", "D2", "V1", 3)], groups)
    assert later == {**groups, "c": "c + g", "g": "c + g"}


def test_leaders_are_one_group_over_the_organisation() -> None:
    world = make_world(400, seed=3, periods=(MONTHS[0],))
    members = world.members()
    pooled = pool_leaders(members, frozenset({"level 4"})).to_pylist()
    for before, after in zip(members.to_pylist(), pooled, strict=True):
        if before["level"] == "level 4":
            assert after["level"] == LEADERS_GROUP
            assert after["team"] is after["role"] is after["location"] is after["division"] is None
            assert after["organisation"] == "everyone"
        else:
            assert before == after


def test_sensitive_figures_of_leaders_need_ten_of_them() -> None:
    world = make_world(400, seed=3, periods=(MONTHS[0],))
    measure = share(world, sensitive=True)
    leading = frozenset({"level 4"})
    many = ask(world, MONTHS[0], measures=[measure], policy=UNPERTURBED, leading_levels=leading)
    leads = {row["person"] for row in world.members().to_pylist() if row["level"] == "level 4"}
    assert counted(many, 10)[("level", LEADERS_GROUP)] == leads
    assert len(leads) >= 10
    few = members_with_leaders(world.members(), 9)
    cells = ask(world, MONTHS[0], measures=[measure], members=few, leading_levels=frozenset({"boss"}))
    (pooled,) = rows(cells, group=LEADERS_GROUP)
    assert pooled["withheld"] == "This group has fewer than 10 people."


def members_with_leaders(members: pa.Table, count: int) -> pa.Table:
    levels = members.column("level").to_pylist()
    levels[:count] = ["boss"] * count
    return members.set_column(members.column_names.index("level"), "level", [pa.array(levels)])
