"""The release and its attackers: with every rule in force nothing is found; with a rule off, its own attacker finds a leak."""

from dataclasses import replace

import pyarrow.compute as pc
import pytest
from tests.attack.rules_off import FIRST, SECOND, UNANIMOUS, Planted, attacked, first_and_second, insider_of, plant, released

from clearspan.attack.attacker import SURFACE
from clearspan.attack.rules import stopping_rules
from clearspan.errors import UsageError
from clearspan.privacy.release.state import empty_state, forget_people

BY_RULE = [
    (attacker, rule)
    for attacker, rules in stopping_rules().items()
    for rule in rules
    if rule != "once" and not rule.startswith(SURFACE)
]


@pytest.fixture(scope="module")
def planted() -> Planted:
    return plant()


def without(planted: Planted, person: int) -> Planted:
    """The organisation after a person was erased: no row speaks of them."""

    def kept(table):
        return table.filter(pc.not_equal(table["person"], person))

    measures = tuple(replace(each, contributions=kept(each.contributions)) for each in planted.measures)
    return Planted(kept(planted.members), measures)


def test_every_rule_in_force(planted: Planted) -> None:
    cells = first_and_second(planted, None)
    report = attacked(planted, cells)
    shown = sum(table["withheld"].null_count for table in cells)
    said = {name: haul.findings for name, haul in report.hauls.items() if haul.leaks}
    assert said == {}
    assert report.attempts > 10_000
    assert shown > 200


@pytest.mark.parametrize(("attacker", "rule"), BY_RULE)
def test_a_rule_off_is_a_leak_to_its_attacker(planted: Planted, attacker: str, rule: str) -> None:
    assert attacked(planted, first_and_second(planted, rule)).hauls[attacker].leaks > 0


def test_a_period_is_not_released_again_after_an_erasure(planted: Planted) -> None:
    first = released(planted, None, (FIRST,), empty_state())
    left = without(planted, 20)
    with pytest.raises(UsageError, match="released before"):
        released(left, None, (FIRST,), forget_people(first.membership, {20}), 2)


def test_a_period_that_is_released_again_after_an_erasure(planted: Planted) -> None:
    first = released(planted, "once", (FIRST,), empty_state())
    again = released(without(planted, 20), "once", (FIRST,), forget_people(first.membership, {20}), 2)
    assert attacked(planted, [again.cells], earlier=first.cells).hauls["erase_and_compare"].leaks > 0
    assert attacked(planted, [first.cells, again.cells]).hauls["erase_and_compare"].leaks > 0


def test_the_release_after_an_erasure(planted: Planted) -> None:
    """Neither the figures of before nor the next ones tell what the erased person did."""
    first = released(planted, None, (FIRST,), empty_state())
    left = without(planted, 20)
    second = released(left, None, (SECOND,), forget_people(first.membership, {20}), 2)
    knows = insider_of(planted)
    later = pc.and_(pc.equal(knows.members["start"], SECOND.start), pc.equal(knows.members["person"], 20))
    knows = replace(knows, members=knows.members.filter(pc.invert(later)), erased=frozenset({20}))
    report = attacked(left, [first.cells, second.cells], earlier=first.cells, knows=knows)
    assert {name: haul.findings for name, haul in report.hauls.items() if haul.leaks} == {}


def test_the_unanimous_team_is_shown_as_a_bound(planted: Planted) -> None:
    cells = first_and_second(planted, None)[0].to_pylist()
    (cell,) = [each for each in cells if (each["metric"], each["group"]) == ("active_share", UNANIMOUS)]
    assert (cell["value"], cell["withheld"]) == (None, None)
    assert 0.5 <= cell["low"] < cell["high"] == 1
