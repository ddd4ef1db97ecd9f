"""Date shift: finds shown periods of one group between which fewer people than the minimum came or went."""

from dataclasses import replace

import pytest
from tests.attack.planted import NEXT, WEEK, half, haul, hidden, insider_over, people

from clearspan.attack.insider import Insider
from clearspan.vocabulary.period import Period, parse_period

AFTER = parse_period("2026-W22")


def joined(count: int, periods: tuple[Period, ...] = (WEEK, NEXT)) -> Insider:
    before = dict(enumerate(people(12, team="T1")))
    after = before | dict(enumerate(people(12 + count, team="T1")))
    return insider_over({periods[0]: before} | dict.fromkeys(periods[1:], after))


def week(period: Period, size: int, as_of: Period | None = None, **more: object):
    days = {"kind": str(period.kind), "start_day": period.start, "end_day": period.end}
    return half("team", "T1", size, members_as_of=(as_of or period).end, unchanged=as_of is not None, **days, **more)


@pytest.mark.parametrize(("joiners", "leaks"), [(0, 0), (1, 1), (4, 1), (5, 0)])
def test_joiners_between_two_weeks(joiners: int, leaks: int) -> None:
    found = haul("date_shift", [week(WEEK, 12), week(NEXT, 12 + joiners)], joined(joiners))
    assert [finding.people for finding in found.findings] == [joiners] * leaks


def test_a_joiner_and_two_leavers_are_three_people() -> None:
    before = dict(enumerate(people(12, team="T1")))
    after = {number: person for number, person in enumerate(people(13, team="T1")) if number not in (0, 1)}
    found = haul("date_shift", [week(WEEK, 12), week(NEXT, 11)], insider_over({WEEK: before, NEXT: after}))
    assert [finding.people for finding in found.findings] == [3]


def test_unchanged_members_tell_nothing() -> None:
    found = haul("date_shift", [week(WEEK, 12), week(NEXT, 12, as_of=WEEK)], joined(1))
    assert (found.attempts, found.leaks) == (1, 0)


def test_a_hidden_week_between_does_not_help() -> None:
    lost = hidden("team", "T1", start_day=NEXT.start, end_day=NEXT.end)
    found = haul("date_shift", [week(WEEK, 12), lost, week(AFTER, 13)], joined(1, (WEEK, NEXT, AFTER)))
    assert found.leaks == 1


def test_a_week_and_a_month_that_end_on_one_day() -> None:
    """31 May 2026 is a Sunday: what is counted up to that day is the same in both, but for the joiner."""
    may = parse_period("2026-05")
    knows = joined(1, (WEEK, AFTER, may))
    assert AFTER.end == may.end
    shown = [week(AFTER, 12, as_of=WEEK, metric="tiers", category="none"), week(may, 13, metric="tiers", category="none")]
    assert [finding.people for finding in haul("date_shift", shown, knows).findings] == [1]


@pytest.mark.parametrize(("left", "leaks"), [(0, 0), (7, 0), (8, 1), (11, 1), (12, 0)])
def test_few_people_stay_in_an_unchanged_group(left: int, leaks: int) -> None:
    """Of twelve people 5 stay, or 4: the others are counted as they last were. With all gone nothing moves."""
    knows = replace(joined(0), left=dict.fromkeys(range(left), WEEK.end))
    assert haul("date_shift", [week(WEEK, 12), week(NEXT, 12, as_of=WEEK)], knows).leaks == leaks
