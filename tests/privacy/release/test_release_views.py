"""Figures of one group for several tools and populations never differ by a few people."""

import numpy as np
import pyarrow as pa
import pytest
from tests.privacy.release.world import MONTHS, UNPERTURBED, ask, make_world, rows, share

from clearspan.privacy.release.policy import Policy
from clearspan.vocabulary.shape import Population, Shape

MONTH = MONTHS[0]
WORLD = make_world(400, seed=6, periods=(MONTH,), team=20)


def of_tool(table: pa.Table, tool: str, keep: np.ndarray) -> pa.Table:
    named = table.set_column(table.column_names.index("tool"), "tool", [pa.array([tool] * table.num_rows)])
    return named.filter(pa.array(keep))


def released(held: dict[str, np.ndarray], policy: Policy = UNPERTURBED) -> list[dict]:
    """Cells of active shares: all tools and each tool of the employed, and each tool of its licensed people."""
    table, everyone = WORLD.contributions(0.5), np.ones(400, dtype=bool)
    people = WORLD.members().select(["person", "kind", "start"])
    employed = pa.concat_tables([of_tool(table, tool, everyone) for tool in ("any", *held)])
    licensed = pa.concat_tables([of_tool(table, tool, keep) for tool, keep in held.items()])
    measures = [
        share(WORLD, contributions=employed),
        share(WORLD, name="active_licence_share", contributions=licensed, population=Population.LICENSED),
        share(
            WORLD, name="licensed_people", contributions=licensed, population=Population.LICENSED, shape=Shape.COUNT,
            headcount=True,
        ),
    ]  # fmt: skip
    populations = {"employed": people, **{f"licensed:{tool}": people.filter(pa.array(keep)) for tool, keep in held.items()}}
    return rows(ask(WORLD, MONTH, measures=measures, populations=populations, policy=policy))


def whole(cells: list[dict], metric: str, tool: str) -> dict:
    (cell,) = [each for each in cells if (each["metric"], each["tool"], each["dimension"]) == (metric, tool, "organisation")]
    return cell


@pytest.mark.parametrize(("unlicensed", "shown"), [(0, True), (1, False), (4, False), (5, True), (40, True)])
def test_the_few_without_a_licence_stay_hidden(unlicensed: int, shown: bool) -> None:
    keep = np.arange(400) >= unlicensed
    cells = released({"chatgpt": keep})
    assert whole(cells, "active_share", "chatgpt")["value"] is not None
    assert (whole(cells, "active_licence_share", "chatgpt")["value"] is not None) is shown
    assert whole(cells, "licensed_people", "chatgpt")["value"] == 400 - unlicensed


@pytest.mark.parametrize(("others", "shown"), [(0, True), (3, False), (5, True)])
def test_the_few_with_another_tool_stay_hidden(others: int, shown: bool) -> None:
    cells = released({"chatgpt": np.ones(400, dtype=bool), "claude": np.arange(400) < others})
    assert whole(cells, "active_share", "any")["value"] is not None
    assert (whole(cells, "active_share", "chatgpt")["value"] is not None) is shown
    assert whole(cells, "active_share", "claude")["value"] is not None


@pytest.mark.parametrize(("elsewhere", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_few_who_work_elsewhere_stay_hidden(elsewhere: int, shown: bool) -> None:
    table, there = WORLD.contributions(0.5), np.arange(400) >= elsewhere
    people = WORLD.members().select(["person", "kind", "start"])
    measures = [
        share(WORLD, contributions=of_tool(table, "any", np.ones(400, dtype=bool))),
        share(WORLD, name="work_system_ai_share", contributions=of_tool(table, "slack", there), population=Population.AT_WORK),
    ]
    populations = {"employed": people, "licensed:chatgpt": people, "at_work:slack": people.filter(pa.array(there))}
    cells = rows(ask(WORLD, MONTH, measures=measures, populations=populations, policy=UNPERTURBED))
    assert whole(cells, "active_share", "any")["value"] is not None
    assert (whole(cells, "work_system_ai_share", "slack")["value"] is not None) is shown


def test_without_the_rule_the_few_show() -> None:
    loose = Policy(rules=UNPERTURBED.rules - {"complement"})
    cells = released({"chatgpt": np.arange(400) >= 1}, loose)
    assert whole(cells, "active_licence_share", "chatgpt")["value"] is not None
