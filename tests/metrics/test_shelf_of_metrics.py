"""What holds for every metric on the shelf."""

from dataclasses import fields
from functools import cache

import pyarrow as pa
import pytest
from tests.metrics.metric_world import METRICS, MONDAY, week
from tests.metrics.small_organisation import WEEKS, organisation

from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.period import PeriodKind, parse_period, period_of, periods_between
from clearspan.vocabulary.shape import Shape

COMPUTED = [name for name, metric in METRICS.items() if metric.contributions is not None]
FIRST, LAST = MONDAY - 7, week(WEEKS) - 1
CLOSED = (parse_period("2026-Q3"), parse_period("2026-11"))
SCHEMA = pa.schema(
    {
        "person": pa.int32(),
        "tool": pa.string(),
        "kind": pa.string(),
        "start": pa.int32(),
        "category": pa.string(),
        "value": pa.float64(),
        "weight": pa.float64(),
    }
)


@cache
def facts() -> Facts:
    return load_facts(organisation().tables(), FIRST, LAST)


@cache
def facts_until(last_day: int) -> Facts:
    return load_facts(organisation().tables(), FIRST, last_day)


@cache
def rows(name: str) -> pa.Table:
    compute = METRICS[name].contributions
    assert compute is not None
    return compute(facts()).to_pyarrow()


def test_the_shelf_holds_the_agreed_metrics() -> None:
    agreed = """
        active_share active_days active_licence_share tiers habitual_share power_share licence_to_first_use first_use_to_habit
        retention_30 retention_60 retention_90 tools_used surfaces_used idle_licence_share idle_licence_cost licensed_people
        weekly_active_people daily_active_people half_use_share expected_active_share tier_moves
        work_system_active_share work_system_ai_share pulse_points reopened_with_ai reopened_without_ai
        turns_a_conversation declined_share handed_over_new handed_over_experienced
        adopters_a_share adopters_stay
    """
    assert set(METRICS) == set(agreed.split())


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_a_card_is_complete_and_names_another_metric(metric: Metric) -> None:
    for item in fields(metric):
        if item.type == "str" or item.type is str:
            text = getattr(metric, item.name)
            optional = item.name in {"cut", "expected_of", "family"}
            assert text == text.strip() and (text or optional), item.name
    for name in ("meaning", "caution", "gamed_by", "denominator"):
        assert getattr(metric, name)[0].isupper() and getattr(metric, name).endswith("."), name
    assert metric.counter_metric in METRICS and metric.counter_metric != metric.name
    assert metric.version >= 1 and metric.periods
    assert (metric.shape is Shape.EXPECTED) == (metric.contributions is None) == bool(metric.expected_of)
    assert (metric.shape is Shape.DISTRIBUTION) == bool(metric.categories)
    assert metric.cut in metric.categories[1:] if metric.categories else metric.cut == ""


def test_no_card_speaks_of_ranks_or_surveillance() -> None:
    for metric in METRICS.values():
        words = " ".join([metric.title, metric.meaning, metric.denominator]).lower()
        assert not {"top", "best", "worst", "rank", "monitor", "underperforming", "leaderboard"} & set(words.split())


@pytest.mark.parametrize("name", COMPUTED)
def test_rows_have_the_shared_columns_and_are_unique(name: str) -> None:
    found = rows(name)
    assert found.schema.equals(SCHEMA)
    assert found.num_rows > 0
    keys = found.select(["person", "tool", "kind", "start"])
    assert keys.group_by(keys.column_names).aggregate([]).num_rows == found.num_rows
    for column in ("person", "tool", "kind", "start", "value", "weight"):
        assert found.column(column).null_count == 0


@pytest.mark.parametrize("name", COMPUTED)
def test_periods_are_those_of_the_card_and_lie_wholly_inside_the_data(name: str) -> None:
    inside = {(kind.value, p.start) for kind in METRICS[name].periods for p in periods_between(FIRST, LAST, kind)}
    found = rows(name).select(["kind", "start"]).group_by(["kind", "start"]).aggregate([]).to_pylist()
    assert {(row["kind"], row["start"]) for row in found} <= inside
    assert {row["kind"] for row in found} == {kind.value for kind in METRICS[name].periods}
    assert all(period_of(row["start"], PeriodKind(row["kind"])).start == row["start"] for row in found)


@pytest.mark.parametrize("name", COMPUTED)
def test_values_keep_to_their_shape(name: str) -> None:
    metric, found = METRICS[name], rows(name)
    values, categories = found.column("value").to_pylist(), found.column("category")
    assert set(found.column("weight").to_pylist()) == {1.0}
    if metric.shape is Shape.DISTRIBUTION:
        assert set(categories.to_pylist()) <= set(metric.categories) and set(values) == {1.0}
        return
    assert categories.null_count == found.num_rows
    if metric.shape is Shape.SHARE:
        assert set(values) <= {0.0, 1.0}
    elif metric.shape is Shape.COUNT:
        assert min(values) >= 0 and max(values) <= 1
    elif metric.sensitive or metric.unit.startswith("of 100 "):
        assert min(values) >= 0 and max(values) <= 100
    elif metric.shape in {Shape.MEAN, Shape.HALF_SHARE} and metric.unit != "people a share":
        assert min(values) > 0
    else:
        assert min(values) >= 0
    assert not metric.headcount or set(values) == {1.0}


@pytest.mark.parametrize("name", COMPUTED)
def test_everyone_counted_is_a_member_or_holds_a_licence(name: str) -> None:
    population = facts().licensed if METRICS[name].population == "licensed" else facts().members
    counted = {(r["person"], r["kind"], r["start"]) for r in rows(name).to_pylist()}
    there = {(r["person"], r["kind"], r["start"]) for r in population.to_pyarrow().to_pylist()}
    assert counted <= there


@pytest.mark.parametrize("name", COMPUTED)
def test_a_period_that_has_closed_never_changes(name: str) -> None:
    compute = METRICS[name].contributions
    assert compute is not None
    for closed in CLOSED:
        before = compute(facts_until(closed.end)).to_pyarrow().to_pylist()
        after = [row for row in rows(name).to_pylist() if period_of(row["start"], PeriodKind(row["kind"])).end <= closed.end]
        assert sorted(before, key=str) == sorted(after, key=str)
    assert before


def test_shares_of_the_upper_tiers_add_up_from_the_tiers() -> None:
    tiers = rows("tiers").to_pylist()
    longer = [r for r in rows("habitual_share").to_pylist() if r["kind"] != "week"]
    habitual = {key(r) for r in longer if r["value"] == 1}
    power = {key(r) for r in rows("power_share").to_pylist() if r["value"] == 1}
    assert habitual == {key(r) for r in tiers if r["category"] in {"habitual", "power"}}
    assert power == {key(r) for r in tiers if r["category"] == "power"}


def key(row: dict[str, object]) -> tuple[object, ...]:
    return row["person"], row["tool"], row["kind"], row["start"]
