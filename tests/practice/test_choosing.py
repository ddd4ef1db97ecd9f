"""Choosing by a chance that is kept, and pacing."""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clearspan.practice.choosing import AGAIN_DAYS, FLOOR, Candidate, Situation, choose, propensities, score
from clearspan.practice.pacing import Preferences, may_nudge
from clearspan.practice.recall import Recalled, begin, chance_known, reviewed, used_at_work

MONDAY = datetime(2026, 11, 23, 10)
SHELF = [Candidate(f"{kind}/sales/{n}", "sales", ("fluency.directing",), 5) for kind in ("lessons", "drills") for n in range(3)]
OTHERS = [Candidate(f"lessons/operations/{n}", "operations", ("fluency.directing",), 5) for n in range(3)]


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=60))
def test_chances_add_up_and_none_is_nothing(scores: list[float]) -> None:
    chances = propensities(scores)
    assert abs(sum(chances) - 1) < 1e-9 and min(chances) >= FLOOR / len(scores) - 1e-12


def test_what_was_chosen_came_with_the_chance_that_is_kept() -> None:
    situation = Situation("sales", 100)
    drawn = [choose([*SHELF, *OTHERS], situation, f"{person}:100") for person in range(4000)]
    counted = Counter(choice.link for choice in drawn if choice)
    kept = {choice.link: choice.propensity for choice in drawn if choice}
    # 4,000 draws: a share p varies with sd sqrt(p (1 - p) / 4000) <= 0.008; five of them is 0.04.
    assert all(abs(counted[link] / 4000 - chance) < 0.04 for link, chance in kept.items())
    assert not any(counted[each.link] for each in OTHERS)
    # An inverse-propensity estimate of how many choices fall on each link is unbiased for one each.
    assert all(abs(counted[link] / kept[link] / 4000 - 1) < 0.3 for link in kept)


def test_who_leads_gets_what_is_for_managers_and_whose_job_is_unknown_gets_anything() -> None:
    leading = [Candidate("lessons/managers/a", "managers", (), 5)]

    def families(situation: Situation) -> set[str]:
        drawn = (choose([*SHELF, *OTHERS, *leading], situation, str(n)) for n in range(300))
        return {choice.link.split("/")[1] for choice in drawn if choice}

    assert families(Situation("sales", 100)) == {"sales"}
    assert families(Situation("sales", 100, leads=("managers",))) == {"sales", "managers"}
    assert families(Situation(None, 100)) == {"sales", "operations", "managers"}


def test_causes_gaps_and_what_was_done_move_the_choice() -> None:
    def share(kind: str, situation: Situation) -> float:
        drawn = [choose(SHELF, situation, str(n)) for n in range(400)]
        return sum(choice is not None and choice.link.startswith(kind) for choice in drawn) / 400

    usual = share("drills", Situation("sales", 100))
    assert share("drills", Situation("sales", 100, causes=frozenset({"fear_distrust"}))) > usual + 0.1
    lessons = [Candidate(f"lessons/judgment/{skill}", "judgment", (f"{skill}.x",), 5) for skill in ("fluency", "judgment")]
    plain, short = (Situation("sales", 100, short=each) for each in ({}, {"fluency": 1.0}))
    assert [score(each, short)[0] - score(each, plain)[0] for each in lessons] == [1.0, 0.0], "by its own skills, not its kind"
    done = {each.link: 100 - AGAIN_DAYS + 1 for each in SHELF if each.kind == "drills"}
    assert share("drills", Situation("sales", 100, done=done)) == 0
    assert choose(SHELF, Situation("sales", 100, done={each.link: 99 for each in SHELF}), "x") is None


def test_nudges_keep_quiet_hours_weekends_and_one_a_day() -> None:
    yes = Preferences(nudges=True)
    assert may_nudge(yes, MONDAY, None) and not may_nudge(Preferences(), MONDAY, None)
    assert not may_nudge(yes, MONDAY.replace(hour=17), None) and not may_nudge(yes, MONDAY.replace(hour=8), None)
    assert not may_nudge(yes, MONDAY + timedelta(days=5), None)
    assert not may_nudge(yes, MONDAY, MONDAY - timedelta(hours=1)) and may_nudge(yes, MONDAY, MONDAY - timedelta(days=1))
    assert may_nudge(Preferences(nudges=True, quiet_from=0, quiet_to=0), MONDAY.replace(hour=3), None)


def test_a_question_comes_back_when_about_nine_in_ten_still_know() -> None:
    from datetime import UTC

    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    first = begin(now)
    assert timedelta(days=1) <= first.due - now <= timedelta(days=10)
    assert 0.85 < chance_known(first.card, first.due) < 0.95
    known, lost = (reviewed(first.card, how, first.due) for how in (Recalled.GOOD, Recalled.FORGOT))
    assert known.due - first.due > first.due - now > lost.due - first.due
    assert used_at_work(first.card, now + timedelta(hours=2)) == first and used_at_work(first.card, first.due).due > first.due
