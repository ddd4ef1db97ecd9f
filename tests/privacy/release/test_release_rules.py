"""Each rule holds, and with it switched off its own violation appears: the checks can fail."""

from typing import Any

import pytest
from tests.privacy.release.checker import computable, counted, differences, now_of
from tests.privacy.release.world import DIMENSIONS, MONTHS, QUARTERS, UNPERTURBED, ask, make_world, rows, share

from clearspan.errors import UsageError
from clearspan.privacy.release.measure import Released
from clearspan.privacy.release.policy import RULES, Policy
from clearspan.privacy.release.state import empty_state
from clearspan.vocabulary.shape import Shape

GRID = ("organisation", *DIMENSIONS)
WORLD = make_world(200, seed=11, churn=0.06, team=9)


def without(*names: str) -> Policy:
    return Policy(rules=UNPERTURBED.rules - set(names))


def months(policy: Policy, count: int = 3, **changes: Any) -> list[Released]:
    """The first months, released one after the other."""
    state, done = empty_state(), []
    for period in MONTHS[:count]:
        measure = share(WORLD, until=period, **changes)
        done.append(ask(WORLD, period, measures=[measure], policy=policy, published=state))
        state = done[-1].membership
    return done


def small_cells(policy: Policy) -> int:
    return sum(0 < (row["denominator"] or 99) < 8 for row in rows(months(policy, 1)[0]))


def uniform_cells(policy: Policy) -> int:
    told = [row for row in rows(months(policy, 1)[0]) if row["value"] is not None]
    return sum(row["numerator"] < 5 or row["denominator"] - row["numerator"] < 5 for row in told)


def computed(policy: Policy) -> int:
    found = 0
    for period, released in zip(MONTHS, months(policy), strict=False):
        now = now_of(WORLD.members(period), period.start, "month", GRID)
        minimum = 8 if policy.holds("minimum") else 1
        found += len(computable(rows(released), counted(released, minimum), now))
    return found


def small_changes(policy: Policy) -> int:
    first, second, third = (counted(each) for each in months(policy))
    return len(differences(first, second)) + len(differences(second, third))


def exact_counts(policy: Policy) -> int:
    """Teams whose n is exactly their size, if all are."""
    told = [row for row in rows(months(policy, 1)[0], dimension="team") if row["denominator"] is not None]
    sizes = {group: len(people) for (_, group), people in counted(months(policy, 1)[0]).items()}
    exact = [row for row in told if row["denominator"] == sizes[row["group"]]]
    return len(exact) if len(exact) == len(told) else 0


def dominated_sums(policy: Policy) -> int:
    """Sums of a team in which one person spends a hundred times what the others do."""
    period = MONTHS[0]
    table = WORLD.contributions(1.0, period, "sum")
    team = WORLD.groups[period]["team"]
    big = next(at for at, name in enumerate(team) if (team == name).sum() >= 12)
    values = table.column("value").to_pylist()
    values[big] = 5_000.0
    spent = table.set_column(table.column_names.index("value"), "value", [values])
    measure = share(WORLD, name="cost", shape=Shape.SUM, contributions=spent)
    cells = rows(ask(WORLD, period, measures=[measure], policy=policy), dimension="team", group=team[big])
    return sum(cell["value"] is not None for cell in cells)


def crossings_of_a_small_organisation(policy: Policy) -> int:
    world = make_world(60, seed=1, team=8, periods=QUARTERS)
    cells = rows(ask(world, QUARTERS[0], policy=policy, small=None))
    return sum(cell["dimension"] not in ("organisation", "team") for cell in cells)


def groups_with_a_leader(policy: Policy) -> int:
    """Groups below the organisation whose sensitive figure counts a single leader."""
    period = MONTHS[0]
    measure = share(WORLD, until=period, sensitive=True)
    released = ask(WORLD, period, measures=[measure], policy=policy, leading_levels=frozenset({"level 4"}))
    level = dict(zip(WORLD.people[period].tolist(), WORLD.groups[period]["level"], strict=True))
    sets = counted(released, 10)
    leads = [sum(level[person] == "level 4" for person in people) for people in sets.values()]
    return sum(0 < count < 10 for count in leads)


def second_answers(policy: Policy) -> int:
    first = months(policy, 1)[0]
    try:
        again = ask(WORLD, MONTHS[0], published=first.membership, policy=policy)
    except UsageError:
        return 0
    return again.cells.num_rows


VIOLATIONS = {
    "once": second_answers,
    "minimum": small_cells,
    "homogeneity": uniform_cells,
    "dominance": dominated_sums,
    "complement": computed,
    "membership": small_changes,
    "perturbation": exact_counts,
    "small": crossings_of_a_small_organisation,
    "leaders": groups_with_a_leader,
}


def test_every_rule_has_its_violation() -> None:
    assert set(VIOLATIONS) | {"external"} == RULES, "test_release_external has the one for external"


@pytest.mark.parametrize("rule", VIOLATIONS)
def test_a_rule_holds_and_its_absence_shows(rule: str) -> None:
    violations = VIOLATIONS[rule]
    held = Policy() if rule == "perturbation" else UNPERTURBED
    assert violations(held) == 0
    assert violations(without(rule)) > 0


def test_minimums_may_only_be_raised() -> None:
    assert Policy(minimum_count=6, minimum_rate=12, minimum_sensitive=20).people(sensitive=False) == 12
    with pytest.raises(UsageError, match="minimum_rate is 7"):
        Policy(minimum_rate=7)
    with pytest.raises(UsageError, match="no rule is named"):
        Policy(rules=frozenset({"luck"}))


def test_a_raised_minimum_holds() -> None:
    for row in rows(months(Policy(minimum_rate=15, minimum_sensitive=15), 1)[0]):
        assert row["denominator"] is None or row["denominator"] >= 15
        if row["withheld"] and "fewer than" in row["withheld"]:
            assert "fewer than 15 people" in row["withheld"]


def test_reasons_tell_no_counts() -> None:
    reasons = {row["withheld"] for released in months(Policy()) for row in rows(released) if row["withheld"]}
    assert reasons <= {
        "This group has fewer than 8 people.",
        "Too few people have joined or left since the last release.",
        "Hidden so that figures about a smaller group cannot be worked out.",
        "This figure would say too much about the people in the group.",
    }
