"""Pods keep every constraint, are alike, and are the same for the same people."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from clearspan.programmes.composing import Member, compose
from clearspan.programmes.templates import PodRule, templates

COACH = templates()["coach_and_five"].pod
PODS = templates()["champion_pods"].pod
PEOPLE = some.lists(
    some.builds(
        Member,
        person=some.integers(1, 500),
        function=some.sampled_from(["Sales", "Support"]),
        role=some.sampled_from(["a", "b", "c"]),
        years=some.floats(0, 20),
        reach=some.floats(0, 30),
        offers=some.booleans(),
        leads=some.integers(0, 2),
    ),
    max_size=70,
    unique_by=lambda member: member.person,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, some.sampled_from([COACH, PODS, PodRule(5, 8, 2, role_share=0.6)]), some.randoms())
def test_every_constraint_holds_and_order_does_not_matter(members: list[Member], rule: PodRule, random: object) -> None:
    found = compose(members, rule)
    known = {each.person: each for each in members}
    for pod in found.pods:
        mine = [known[person] for person in pod.people]
        assert rule.smallest <= len(mine) <= rule.largest and len(pod.leaders) == rule.leading
        assert {each.function for each in mine} == {pod.function}
        assert all(known[person].offers and known[person].leads < rule.load for person in pod.leaders)
        assert max(sum(each.role == role for each in mine) for role in "abc") <= rule.role_share * len(mine) + 1e-9
    placed = [person for pod in found.pods for person in pod.people] + [person for left in found.left for person in left.people]
    assert sorted(placed) == sorted(known)
    assert set(found.overloaded) == {each.person for each in members if each.offers and each.leads >= rule.load}
    mixed = list(members)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert compose(mixed, rule) == found


def test_pods_are_alike_in_years_and_reach_and_six_coaches_get_five_each() -> None:
    people = [Member(number, "Sales", "a", number % 17, number % 7, offers=number < 6) for number in range(36)]
    found = compose(people, COACH)
    assert len(found.pods) == 6 and all(len(pod.others) == 5 for pod in found.pods) and not found.left
    known = {each.person: each for each in people}
    years = [sum(known[person].years for person in pod.others) / 5 for pod in found.pods]
    reach = [sum(known[person].reach for person in pod.others) / 5 for pod in found.pods]
    assert max(years) - min(years) < 1.5 and max(reach) - min(reach) < 1.0


def test_who_leads_too_much_is_named_and_offered_nothing() -> None:
    people = [Member(number, "Sales", offers=number == 1, leads=1) for number in range(12)]
    found = compose(people, PODS)
    assert not found.pods and found.overloaded == (1,)
    assert found.left[0].why == "nobody who may lead offered to"
    assert compose([replace(each, leads=0) for each in people], PODS).pods[0].leaders == (1,)
