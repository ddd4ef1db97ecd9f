"""Rule 5: of whom a group's figure tells, when people join, move, leave and are erased."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.privacy.release.checker import counted
from tests.privacy.release.world import MONTHS, UNPERTURBED, World, ask, make_world, rows, share

from clearspan.privacy.release.state import FORGOTTEN, empty_state, forget_people, read_state, write_state

GIVES_AWAY = "Hidden so that figures about a smaller group cannot be worked out."
TEAM = ("team", "V0 / D0 / T0")


def two_months(leave: int = 0, join: int = 0) -> World:
    """Two teams of 30 in one department; in the second month some of the first leave and others join it."""
    first = np.arange(1, 61)
    second = np.concatenate([first[leave:], np.arange(101, 101 + join)])
    world = World(MONTHS[:2])
    for period, people in zip(MONTHS[:2], (first, second), strict=True):
        team = np.where((people <= 30) | (people > 100), TEAM[1], "V0 / D0 / T1").astype(object)
        same = {name: np.full(len(people), None, dtype=object) for name in ("role", "level", "tenure", "location")}
        above = {"division": np.full(len(people), "V0", object), "department": np.full(len(people), "V0 / D0", object)}
        world.people[period], world.groups[period] = people, {"team": team, **above, **same}
    return world


def second(world: World, forgotten: frozenset[int] = frozenset()):
    first = ask(world, MONTHS[0], policy=UNPERTURBED)
    state = forget_people(first.membership, set(forgotten)) if forgotten else first.membership
    return first, ask(world, MONTHS[1], policy=UNPERTURBED, published=state)


def team_cell(released):
    return rows(released, dimension="team", group=TEAM[1])[0]


def test_nobody_changed() -> None:
    first, after = second(two_months())
    assert team_cell(after)["unchanged"] is False
    assert team_cell(after)["members_as_of"] == MONTHS[1].end
    assert counted(first)[TEAM] == counted(after)[TEAM]


def test_a_few_changes_keep_the_last_members() -> None:
    first, after = second(two_months(leave=3, join=4))
    cell = team_cell(after)
    assert cell["unchanged"] is True
    assert cell["members_as_of"] == MONTHS[0].end
    assert counted(after)[TEAM] == counted(first)[TEAM] == frozenset(range(1, 31))


def test_enough_changes_roll_the_members_forward() -> None:
    _, after = second(two_months(leave=4, join=4))
    cell = team_cell(after)
    assert cell["unchanged"] is False
    assert cell["members_as_of"] == MONTHS[1].end
    assert counted(after)[TEAM] == frozenset({*range(5, 31), *range(101, 105)})


def test_leavers_of_an_unchanged_group_count_with_their_last_row() -> None:
    world = two_months(leave=3)
    measure = share(world)
    of = {(row["person"], row["start"]): row["value"] for row in measure.contributions.to_pylist()}
    _, after = second(world)
    expected = sum(of.get((person, MONTHS[1].start), of[person, MONTHS[0].start]) for person in range(1, 31))
    assert team_cell(after)["numerator"] == expected
    assert team_cell(after)["denominator"] == 30


def test_an_erased_person_makes_the_last_members_uncomputable() -> None:
    world = two_months(leave=3)
    _, after = second(world, forgotten=frozenset({1}))
    assert team_cell(after)["withheld"] == "Too few people have joined or left since the last release."
    members = world.members().to_pylist()
    gone = pa.Table.from_pylist([row for row in members if row["person"] != 1], schema=world.members().schema)
    first = ask(world, MONTHS[0], policy=UNPERTURBED)
    known = {"members": gone, "populations": {"employed": gone.select(["person", "kind", "start"])}}
    after = ask(world, MONTHS[1], policy=UNPERTURBED, published=first.membership, **known)
    assert team_cell(after)["withheld"] == "Too few people have joined or left since the last release."


def test_erasure_alone_cannot_be_seen() -> None:
    """Nobody left but one person was erased: no figure of the next month is about exactly one person fewer."""
    world = two_months()
    first = ask(world, MONTHS[0], policy=UNPERTURBED)
    table = world.members()
    keep = [at for at, row in enumerate(table.to_pylist()) if row["person"] != 1]
    members = table.take(keep)
    measure = share(world)
    after = ask(
        world,
        MONTHS[1],
        policy=UNPERTURBED,
        published=forget_people(first.membership, {1}),
        members=members,
        populations={"employed": members.select(["person", "kind", "start"])},
        measures=[replace(measure, contributions=measure.contributions.take(keep))],
    )
    shown = {(row["dimension"], row["group"]) for row in rows(after) if row["withheld"] is None}
    assert ("team", "V0 / D0 / T1") in shown
    assert not shown & {TEAM, ("department", "V0 / D0"), ("division", "V0"), ("organisation", "everyone")}


def test_the_state_survives_being_written_and_read() -> None:
    world = make_world(150, seed=3)
    state = ask(world, MONTHS[0]).membership
    assert write_state(read_state(state)).equals(state)
    person = int(world.people[MONTHS[0]][0])
    lists = forget_people(state, {person}).column("people").to_pylist()
    assert not any(person in people for people in lists)
    assert any(FORGOTTEN in people for people in lists)


def test_moving_between_teams_never_counts_a_person_twice() -> None:
    world = make_world(300, seed=8, churn=0.15)
    state = None
    for period in MONTHS[:4]:
        released = ask(world, period, **({"published": state} if state is not None else {}))
        state = released.membership
        sets = counted(released)
        told = {(row["dimension"], row["group"]) for row in rows(released) if row["withheld"] is None}
        for dimension in ("team", "department", "role", "level"):
            people = [person for group in told if group[0] == dimension for person in sets[group]]
            assert len(people) == len(set(people))


@pytest.mark.parametrize(("people", "seed", "churn"), [(150, 1, 0.15), (250, 0, 0.1)])
def test_cells_say_of_whom_every_group_consists(people: int, seed: int, churn: float) -> None:
    """A group's people are those of now without those of the dimension's unchanged groups, hidden ones among them."""
    world = make_world(people, seed=seed, churn=churn, periods=MONTHS[:3])
    state, hidden = empty_state(), 0
    for period in world.periods:
        released = ask(world, period, published=state)
        state, sets = released.membership, counted(released)
        unchanged = rows(released, unchanged=True)
        hidden += sum(cell["withheld"] == GIVES_AWAY for cell in unchanged)
        for cell in rows(released, unchanged=False, withheld=None):
            dimension, group = cell["dimension"], cell["group"]
            if dimension == "organisation":
                continue
            now = set(world.people[period][world.groups[period][dimension] == group].tolist())
            kept = [sets[dimension, each["group"]] for each in unchanged if each["dimension"] == dimension]
            assert sets[dimension, group] == now.difference(*kept)
    assert hidden
