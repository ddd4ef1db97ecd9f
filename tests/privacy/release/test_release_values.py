"""Figures of every shape: what is told, what is coded, and what is withheld."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.privacy.release.checker import counted
from tests.privacy.release.world import MONTHS, TIERS, UNPERTURBED, World, ask, make_world, rows, share

from clearspan.errors import UsageError
from clearspan.privacy.release.measure import Measure
from clearspan.vocabulary.shape import Population, Shape

MONTH = MONTHS[0]


def one_group(people: int) -> World:
    """An organisation that is nothing but one group."""
    world = World((MONTH,))
    world.people[MONTH] = np.arange(1, people + 1)
    nothing = np.full(people, None, dtype=object)
    names = ("division", "department", "team", "role", "level", "tenure", "location")
    world.groups[MONTH] = dict.fromkeys(names, nothing)
    return world


def rows_of(values: list[float], weights: list[float] | None = None, categories: list[str] | None = None) -> pa.Table:
    count = len(values)
    return pa.table(
        {
            "person": pa.array(range(1, count + 1), type=pa.int32()),
            "tool": ["any"] * count,
            "kind": ["month"] * count,
            "start": pa.array([MONTH.start] * count, type=pa.int32()),
            "category": pa.array(categories or [None] * count, type=pa.string()),
            "value": pa.array(values, type=pa.float64()),
            "weight": pa.array(weights or [1.0] * count, type=pa.float64()),
        }
    )


def whole(values: list[float], shape: Shape = Shape.SHARE, weights: list[float] | None = None, **changes: Any) -> dict:
    """The organisation's cell for people with the given values."""
    world = one_group(len(values))
    measure = Measure("m", 1, shape, Population.EMPLOYED, rows_of(values, weights), **changes)
    return rows(ask(world, MONTH, measures=[measure], policy=UNPERTURBED))[0]


@pytest.mark.parametrize(
    ("active", "people", "told"),
    [
        (20, 40, (0.5, None, None)),
        (5, 40, (0.125, None, None)),
        (4, 40, (None, 0.0, 0.15)),
        (35, 40, (0.875, None, None)),
        (36, 40, (None, 0.85, 1.0)),
        (0, 100, (None, 0.0, 0.1)),
        (99, 100, (None, 0.9, 1.0)),
        (5, 10, (0.5, None, None)),
        (8, 12, (None, 0.55, 1.0)),
        (4, 8, (None, 0.5, 1.0)),
        (3, 8, (None, 0.0, 0.5)),
        (4, 7, (None, None, None)),
    ],
)
def test_a_share_is_told_coded_or_withheld(active: int, people: int, told: tuple[float | None, ...]) -> None:
    cell = whole([1.0] * active + [0.0] * (people - active))
    assert (cell["value"], cell["low"], cell["high"]) == tuple(None if x is None else pytest.approx(x) for x in told)
    assert (cell["withheld"] is None) == (told != (None, None, None))


def test_denominators_that_depend_on_behaviour_count() -> None:
    cell = whole([1.0] * 10 + [0.0] * 10, weights=[1.0] * 5 + [0.0] * 5 + [1.0] * 2 + [0.0] * 8)
    assert cell["withheld"] == "This figure would say too much about the people in the group."


def test_sensitive_measures_need_ten_on_each_side() -> None:
    assert whole([1.0] * 9 + [0.0] * 11, sensitive=True)["value"] is None
    assert whole([1.0] * 10 + [0.0] * 10, sensitive=True)["value"] == 0.5


@pytest.mark.parametrize(("active", "value", "low", "high"), [(20, 20, None, None), (3, None, 0, 6), (38, None, 34, 40)])
def test_a_count_is_told_in_people(active: int, value: float, low: float, high: float) -> None:
    cell = whole([1.0] * active + [0.0] * (40 - active), Shape.COUNT)
    assert (cell["value"], cell["low"], cell["high"]) == (value, low, high)


def test_a_headcount_is_the_size_of_the_population() -> None:
    assert whole([1.0] * 40, Shape.COUNT, headcount=True)["value"] == 40


def test_a_mean_is_a_sum_over_weights() -> None:
    cell = whole([1.0, 2.0, 3.0, 4.0, 5.0] * 4, Shape.MEAN)
    assert (cell["numerator"], cell["denominator"], cell["value"]) == (60.0, 20, 3.0)


@pytest.mark.parametrize("values", [[0.0] * 20, [5.0] * 17 + [1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0] + [0.0] * 16])
def test_a_mean_of_people_too_much_alike_is_withheld(values: list[float]) -> None:
    assert whole(values, Shape.MEAN)["withheld"] is not None


def test_a_sum_with_a_dominant_person_is_withheld() -> None:
    others = [10.0, 11.0, 12.0, 13.0] * 5
    rest = sum(others[1:])
    assert whole([rest / 2, *others[1:]], Shape.SUM)["value"] == pytest.approx(1.5 * rest)
    assert whole([rest / 2 + 1, *others[1:]], Shape.SUM)["value"] is None


def test_half_share_is_a_band_around_the_truth() -> None:
    cell = whole([float(at) for at in range(1, 41)], Shape.HALF_SHARE)
    truth = 12 / 40
    assert cell["value"] is None
    assert cell["low"] < truth < cell["high"]
    assert all(round(cell[end] * 100) % 5 == 0 for end in ("low", "high"))
    assert whole([float(at) for at in range(1, 10)], Shape.HALF_SHARE)["withheld"] is not None


def distribution(counts: list[int], **changes: Any) -> list[dict]:
    """The cells of one group with that many people in each tier, of the tiers and of two shares of their upper ends."""
    tiers = [tier for tier, count in zip(TIERS, counts, strict=True) for _ in range(count)]
    world = one_group(len(tiers))
    common = {"version": 1, "population": Population.EMPLOYED, "family": "tiers"}
    measures = [
        Measure(
            name="tiers", shape=Shape.DISTRIBUTION, categories=TIERS, cut="habitual",
            contributions=rows_of([1.0] * len(tiers), categories=tiers), **common,
        ),
        *(
            Measure(
                name=name, shape=Shape.SHARE, contributions=rows_of([float(tier in upper) for tier in tiers]), **common
            )
            for name, upper in (("habitual_share", ("habitual", "power")), ("power_share", ("power",)))
        ),
    ]  # fmt: skip
    return rows(ask(world, MONTH, measures=measures, policy=UNPERTURBED, **changes))


def test_categories_with_enough_people_stand_alone() -> None:
    cells = {cell["category"]: cell["numerator"] for cell in distribution([10, 9, 8, 7, 6]) if cell["metric"] == "tiers"}
    assert cells == {"none": 10, "tried": 9, "occasional": 8, "habitual": 7, "power": 6}


def test_small_categories_are_merged_on_their_side_of_the_cut() -> None:
    cells = {cell["category"]: cell["numerator"] for cell in distribution([10, 3, 4, 9, 2]) if cell["metric"] == "tiers"}
    assert cells == {"none": 10, "tried + occasional": 7, "habitual + power": 11}


def test_a_side_with_too_few_people_is_coded_like_its_share() -> None:
    cells = distribution([10, 10, 10, 2, 1])
    tiers = {cell["category"]: (cell["low"], cell["high"]) for cell in cells if cell["metric"] == "tiers"}
    (habitual,) = [cell for cell in cells if cell["metric"] == "habitual_share"]
    assert tiers["habitual + power"] == (habitual["low"], habitual["high"]) == (0.0, pytest.approx(0.2))
    assert tiers["none + tried + occasional"] == (pytest.approx(0.8), 1.0)


def test_shares_of_a_family_never_differ_by_a_few_people() -> None:
    """Seven habitual people of whom five are power users: telling both would tell of two."""
    cells = {cell["metric"]: cell for cell in distribution([10, 10, 10, 2, 5])}
    assert cells["habitual_share"]["numerator"] == 7
    assert cells["power_share"]["numerator"] is None
    assert cells["power_share"]["high"] == pytest.approx(0.2)


def test_a_family_must_be_one_ladder() -> None:
    world = one_group(20)
    first, second = [1.0] * 10 + [0.0] * 10, [0.0] * 10 + [1.0] * 10
    measures = [
        Measure(name, 1, Shape.SHARE, Population.EMPLOYED, rows_of(values), family="f")
        for name, values in (("a", first), ("b", second))
    ]
    with pytest.raises(UsageError, match="not an upper end"):
        ask(world, MONTH, measures=measures)


def test_expected_is_the_mix_of_released_roles() -> None:
    world = make_world(300, seed=5, periods=(MONTH,))
    expected = Measure("expected", 1, Shape.EXPECTED, Population.EMPLOYED, None, expected_of="active_share")
    released = ask(world, MONTH, measures=[expected, share(world)])
    roles = {cell["group"]: cell["value"] for cell in rows(released, metric="active_share", dimension="role")}
    (total,) = rows(released, metric="active_share", dimension="organisation")
    role_of = dict(zip(world.people[MONTH].tolist(), world.groups[MONTH]["role"], strict=True))
    sets = counted(released)
    told = [cell for cell in rows(released, metric="expected", dimension="team") if cell["value"] is not None]
    assert told
    for cell in told:
        mix = [roles[role_of[person]] or total["value"] for person in sets[("team", cell["group"])]]
        assert cell["value"] == pytest.approx(np.mean(mix))
        assert cell["numerator"] is None


def test_expected_of_nothing_is_said() -> None:
    measure = Measure("expected", 1, Shape.EXPECTED, Population.EMPLOYED, None, expected_of="nowhere")
    with pytest.raises(UsageError, match="no figures in this release"):
        ask(one_group(20), MONTH, measures=[measure])


def test_each_measure_is_about_its_own_population() -> None:
    """A licence measure counts the licensed people of a group, and is withheld where they are few."""
    world = make_world(400, seed=6, periods=(MONTH,))
    table = world.members().select(["person", "kind", "start"])
    licensed = table.take([at for at in range(table.num_rows) if at % 2])
    keep = [at for at in range(table.num_rows) if at % 2]
    contributions = world.contributions(0.5).take(keep)
    measure = share(world, contributions=contributions, population=Population.LICENSED)
    cells = rows(ask(world, MONTH, measures=[measure], policy=UNPERTURBED, populations={"licensed:any": licensed}))
    (total,) = [cell for cell in cells if cell["dimension"] == "organisation"]
    assert total["denominator"] == len(keep)
    assert all(cell["withheld"] for cell in cells if cell["dimension"] == "team" and (cell["denominator"] or 0) < 8)
