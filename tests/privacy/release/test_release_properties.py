"""Over random organisations, month after month: nothing about too few people is shown, and none of it can be computed."""

from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.privacy.release.checker import computable, counted, differences, lopsided, now_of
from tests.privacy.release.world import DIMENSIONS, MONTHS, UNPERTURBED, World, ask, make_world, rows, share

from clearspan.privacy.release.measure import Released
from clearspan.privacy.release.state import empty_state

GRID = ("organisation", *DIMENSIONS)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    return make_world(
        draw(st.integers(40, 220)),
        seed=draw(st.integers(0, 10_000)),
        team=draw(st.floats(6, 16)),
        periods=MONTHS[:3],
        churn=draw(st.sampled_from([0.0, 0.03, 0.1])),
        departments=draw(st.integers(1, 4)),
        divisions=draw(st.integers(1, 3)),
        roles=draw(st.integers(1, 6)),
        locations=draw(st.integers(1, 4)),
    )


def visible(cells: list[dict[str, Any]], released: Released) -> dict[tuple[str, str], frozenset[int]]:
    """The people of the groups that the release shows at all."""
    sets = counted(released)
    groups = {(cell["dimension"], cell["group"]) for cell in cells if cell["denominator"] is not None}
    return {group: sets[group] for group in groups}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), probability=st.sampled_from([0.2, 0.5, 0.6, 0.9]))
def test_nothing_leaks(world: World, probability: float) -> None:
    state, before = empty_state(), {}
    for period in world.periods:
        measure = share(world, probability, period)
        released = ask(world, period, measures=[measure], policy=UNPERTURBED, published=state)
        cells, sets = rows(released), counted(released)
        now = now_of(world.members(period), period.start, "month", GRID)
        shown = visible(cells, released)
        assert not computable(cells, sets, now)
        assert not lopsided(cells, sets)
        assert not differences(shown, shown)
        assert not differences(before, shown)
        before, state = sets, released.membership


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), probability=st.floats(0, 1))
def test_what_is_told_is_true_of_enough_people(world: World, probability: float) -> None:
    period = world.periods[0]
    measure = share(world, probability, period)
    released = ask(world, period, measures=[measure])
    active = {row["person"] for row in measure.contributions.to_pylist() if row["value"] > 0 and row["start"] == period.start}
    sets = counted(released)
    for cell in rows(released):
        if cell["withheld"] is not None:
            assert cell["numerator"] is cell["denominator"] is cell["n"] is cell["value"] is None
            continue
        people = sets[(cell["dimension"], cell["group"])]
        assert len(people) >= 8
        assert cell["denominator"] >= 8
        assert cell["n"] % 5 == 0
        truth = len(people & active) / len(people)
        if cell["value"] is None:
            assert cell["numerator"] is None
            assert cell["low"] - 1e-9 <= truth <= cell["high"] + 1e-9
        else:
            assert 5 <= cell["numerator"] <= cell["denominator"] - 5
            assert cell["value"] == cell["numerator"] / cell["denominator"]
            assert abs(cell["numerator"] - len(people & active)) <= 2 + 2


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_asking_again_gives_the_same_cells(world: World) -> None:
    period = world.periods[0]
    first, again = (ask(world, period, measures=[share(world, until=period)]) for _ in range(2))
    assert first.cells.equals(again.cells)
    assert first.membership.equals(again.membership)


def test_the_order_of_rows_does_not_matter() -> None:
    world, period = make_world(120, seed=4), MONTHS[0]
    one = ask(world, period)
    measure = share(world, until=period)
    shuffled = np.random.default_rng(1).permutation(measure.contributions.num_rows)
    two = ask(
        world,
        period,
        measures=[share(world, contributions=measure.contributions.take(shuffled))],
        members=world.members(period).take(shuffled),
    )
    assert one.cells.equals(two.cells)
