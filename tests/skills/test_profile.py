"""Three scores and never one, from what was seen alone; who may publish; skill without AI."""

from dataclasses import fields, replace

import numpy as np
import pytest
from tests.skills.drilled import people

from clearspan.skills.authors import EXEMPT_DAYS, Author, Exemption, may_publish
from clearspan.skills.framework.expectation import expectation_of
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.irt.ability import ability
from clearspan.skills.irt.graded import two_parameter
from clearspan.skills.judgment.judgment import Purpose, Verdict, judge
from clearspan.skills.profile import Profile, profile_of, short_of
from clearspan.skills.redesign.verdict import Assessment
from clearspan.skills.redesign.verdict import Verdict as CanvasVerdict
from clearspan.skills.retention import Exercise, retention_in_group, retention_of

DRILLED = judge(people(2.0, 0.0, 1, 96, seed=2)[0], Purpose.PROFILE)
FLUENT = ability(tuple(two_parameter(1.6, place / 4) for place in range(-4, 12)), (1,) * 14 + (0, 0))
REDESIGN = Assessment(CanvasVerdict.REDESIGNED, 3, 0, 2, 60.0, 30.0, ())


def test_a_profile_has_three_scores_with_intervals_and_no_sum() -> None:
    profile = profile_of(FLUENT, DRILLED, [REDESIGN] * 3)
    assert {field.name for field in fields(Profile)} == {"fluency", "judgment", "redesign", "leaning"}
    assert [score.layer for score in profile.layers()] == ["fluency", "judgment", "redesign"]
    for score in profile.layers():
        assert (
            score.known
            and score.lowest <= score.level <= score.highest
            and score.figure.low < score.figure.value < score.figure.high
        )
    assert profile.redesign.level == 3 and profile.redesign.figure.low >= 1
    more = profile_of(FLUENT, DRILLED, [REDESIGN] * 12).redesign.figure
    assert more.high - more.low < profile.redesign.figure.high - profile.redesign.figure.low


def test_too_little_is_said_and_refused_redesigns_do_not_count() -> None:
    few = judge(people(2.0, 0.0, 1, 47, seed=2)[0], Purpose.PROFILE)
    refused = Assessment(CanvasVerdict.REFUSED, None, 0, 1, None, None, ())
    profile = profile_of(ability((two_parameter(1, 0),) * 3, (1, 1, 1)), few, [REDESIGN, refused])
    assert not any(score.known for score in profile.layers())
    said = " ".join(score.because for score in profile.layers())
    assert "3 of at least 8 questions" in said and "47 of 48 drills" in said and "1 of at least 2 processes" in said
    expected = expectation_of(framework(), "sales", "professional")
    assert short_of(profile, expected) == {}, "what is not known is not short"
    known = profile_of(ability((two_parameter(1.6, 0),) * 10, (0,) * 10), DRILLED, [])
    assert short_of(known, expected)["fluency"] == pytest.approx(2.0) and "redesign" not in short_of(known, expected)


def test_an_author_passes_or_needs_a_co_author_and_no_score_is_told() -> None:
    today = 20_700
    able = Author(1, profile_of(FLUENT, DRILLED, []), today - 10)
    weak = Author(2, profile_of(ability((two_parameter(1.6, 0),) * 10, (0,) * 10), DRILLED, []), today - 1)
    assert may_publish(able, today).may_publish and not may_publish(weak, today).may_publish
    assert may_publish(weak, today, co_author=able).may_publish
    assert not may_publish(weak, today, co_author=replace(able, person=2)).may_publish, "nobody is their own co-author"
    assert not may_publish(weak, today, co_author=weak).may_publish
    for rusty in (replace(able, last_use=today - 61), replace(able, last_use=None)):
        assert not may_publish(rusty, today).may_publish, "who has not used it lately teaches from memory"
    leaning = replace(able, profile=replace(able.profile, leaning=Verdict.TRUSTS_TOO_MUCH))
    assert not may_publish(leaning, today).may_publish
    exempt = Exemption(2, today - EXEMPT_DAYS)
    assert may_publish(weak, today, exempt=exempt).may_publish and not may_publish(weak, today + 1, exempt=exempt).may_publish
    assert not may_publish(replace(weak, person=3), today, exempt=exempt).may_publish, "one person, and no other"
    for words in (may_publish(weak, today).words, may_publish(able, today).words):
        assert not any(letter.isdigit() for letter in words) and "level" not in words


def _exercises(person: int, with_ai: float, without: float, each: int, chance: np.random.Generator) -> list[Exercise]:
    return [
        Exercise(person, day, free, bool(chance.random() < (without if free else with_ai)))
        for free in (False, True)
        for day in range(each)
    ]


def test_the_gap_without_ai_is_found_in_a_group_and_told_to_one_person_only_from_enough() -> None:
    chance = np.random.default_rng(5)
    group = {person: _exercises(person, 0.67, 0.5, 8, chance) for person in range(60)}
    found = retention_in_group(group)
    assert found.gap.holds(0.17) and found.gap.low > 0 and found.without_ai.holds(0.5)
    assert not retention_in_group(dict(list(group.items())[:9])).gap.known
    one_kind = {person: [each for each in exercises if each.ai_free] for person, exercises in group.items()}
    assert not retention_in_group(one_kind).gap.known, "people are compared with themselves"
    assert not retention_of(_exercises(1, 0.9, 0.4, 11, chance)).gap.known
    mine = retention_of(_exercises(1, 1.0, 0.0, 12, chance))
    assert mine.gap.value == 1.0 and mine.gap.low > 0.5
