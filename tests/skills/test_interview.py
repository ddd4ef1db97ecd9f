"""The interview kit: published agreement and impact figures, nothing said below the bar of agreement, gaps of job
descriptions."""

import numpy as np
import pytest

from clearspan.errors import UsageError
from clearspan.skills.interview.adverse_impact import Impact, adverse_impact, fisher
from clearspan.skills.interview.agreement import Weight, kappa_of, weighted_kappa
from clearspan.skills.interview.job_description import check_description
from clearspan.skills.interview.kit_file import interview_kit, work_review
from clearspan.skills.interview.rating import Rating, agreement, blind, group_result, meets_bar


def test_kappas_and_their_errors_are_the_published_ones() -> None:
    """Hout, Duncan and Sobel (1987), sexual fun, as given by R's vcd: kappa .1293 (error .0686), by distance .2374 (.0783).
    Fleiss (1981), table 13.1: .676."""
    fun = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], dtype=float)
    for weight, value, error in ((Weight.NONE, 0.1293, 0.0686), (Weight.LINEAR, 0.2374, 0.0783)):
        found = kappa_of(fun, weight)
        assert found.value == pytest.approx(value, abs=5e-5) and found.of == 91
        assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(error, abs=1e-4)
    assert kappa_of(np.array([[75.0, 1, 4], [5, 4, 1], [0, 0, 10]]), Weight.NONE).value == pytest.approx(0.676, abs=5e-4)
    assert weighted_kappa([1, 2, 3, 4], [1, 2, 3, 4], 4).value == 1
    assert not weighted_kappa([2, 2], [2, 2], 4).known


def test_four_fifths_comes_with_a_test_and_an_interval() -> None:
    """The illustration in the questions and answers on the Uniform Guidelines: 48 of 80 and 12 of 40 is half of it."""
    found = adverse_impact((48, 80), (12, 40))
    assert found.ratio.value == pytest.approx(0.5) and found.impact is Impact.ADVERSE and found.probability < 0.01
    assert found.ratio.low < 0.5 < found.ratio.high < 1
    assert adverse_impact((12, 40), (48, 80)).ratio == found.ratio
    assert fisher((3, 4), (1, 4)) == pytest.approx(34 / 70), "Fisher's own cups of tea"
    assert adverse_impact((6, 12), (4, 12)).impact is Impact.BELOW, "chance could do that"
    assert adverse_impact((30, 60), (27, 60)).impact is Impact.NO_SIGN
    assert adverse_impact((3, 5), (1, 40)).impact is Impact.TOO_FEW
    nobody = adverse_impact((20, 40), (0, 20))
    assert nobody.ratio.value == 0 and 0 < nobody.ratio.low < nobody.ratio.high and nobody.impact is Impact.ADVERSE


def _rated(things: int, noise: float) -> list[Rating]:
    chance = np.random.default_rng(3)
    truth = chance.integers(1, 5, things)
    questions = ("stopped_doing", "wrong_in_a_quiet_way", "fit_to_hand_over")
    return [
        Rating(thing, question, rater, int(np.clip(np.rint(truth[thing] + noise * chance.standard_normal()), 1, 4)))
        for thing in range(things)
        for question in questions
        for rater in (7, 9)
    ]


def test_there_is_no_recommendation_below_the_agreement_nor_before_two_have_rated() -> None:
    kit = interview_kit()
    bar = kit.bars["sales"]
    good, poor = _rated(60, 0.3), _rated(60, 3.0)
    agreed = agreement(good)
    assert all(map(agreed.holds, kit.questions)) and not any(map(agreement(poor).holds, kit.questions))
    assert not agreement(good[:18]).holds("stopped_doing"), "three interviews say nothing of raters"
    results = {meets_bar(thing, good, bar, agreed).met for thing in range(60)}
    assert results == {True, False}
    refused = meets_bar(1, poor, bar, agreement(poor))
    assert refused.met is None and "no recommendation" in refused.because
    assert meets_bar(1, [each for each in good if each.rater == 7], bar, agreed).met is None
    split = [each if each.rater == 7 else Rating(each.thing, each.question, 9, 1) for each in good if each.thing == 1]
    assert meets_bar(1, split, bar, agreed).met is False, "the lower of both counts"
    with pytest.raises(UsageError, match="each of two raters"):
        agreement([good[0], good[0]])


def test_raters_are_drawn_blind_evenly_and_never_lead_the_author() -> None:
    given = blind(range(40), (1, 2, 3, 4, 5), {thing: 1 for thing in range(10)}, seed=4)
    assert all(one != other for one, other in given.values()) and not any(1 in given[thing] for thing in range(10))
    load = [sum(rater in pair for pair in given.values()) for rater in (1, 2, 3, 4, 5)]
    assert max(load) - min(load) <= 2 and given != blind(range(40), (1, 2, 3, 4, 5), {}, seed=5)
    with pytest.raises(UsageError, match="fewer than two raters"):
        blind([1], (1, 2), {1: 2}, seed=1)
    ratings = [Rating(thing, question, rater, 3) for thing in (1, 2) for question in work_review().questions for rater in (1, 2)]
    assert group_result([*ratings, Rating(3, "right", 1, 1)], frozenset({1, 2})).value == 3


def test_the_kit_asks_three_questions_and_sets_bars_where_ai_is_a_matter_of_course() -> None:
    kit = interview_kit()
    assert list(kit.questions) == ["stopped_doing", "wrong_in_a_quiet_way", "fit_to_hand_over"]
    assert set(kit.bars) == {"sales", "marketing", "operations", "customer_service"}
    assert any("ranked" in rule for rule in kit.rules) and len(work_review().questions) == 4


def test_a_job_description_is_told_what_it_leaves_out_and_what_to_take_out() -> None:
    kit = interview_kit()
    old = "Maintain the order book.\nNeeds 5+ years of work with ChatGPT.\nWe want AI natives; AI certification is mandatory."
    found = check_description(old, kit)
    assert [(each.trap.name, each.line) for each in found.traps] == [("years_of_ai", 2), ("ai_native", 3), ("certificate", 3)]
    assert {duty.name for duty in found.missing} >= {"check", "decide", "redesign", "data", "learn"}
    assert "use" in {duty.name for duty in found.said}
    whole = check_description("\n".join(duty.write for duty in kit.duties), kit)
    assert whole.traps == whole.missing == ()
    assert "use" in {duty.name for duty in check_description("Maintain the email list.", kit).missing}, "AI is not in e-mail"
