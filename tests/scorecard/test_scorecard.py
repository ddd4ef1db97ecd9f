"""The scorecard's arithmetic: intervals against published values, calibration against engines of known calibration."""

import numpy as np
import pytest

from clearspan.diagnosis.verdict import Outcome, Verdict
from clearspan.scorecard.figures import figures
from clearspan.scorecard.interval import calibration_error, perfect_calibration, wilson
from clearspan.scorecard.organisation import scored_teams
from clearspan.scorecard.page import DIAGNOSIS, sections
from clearspan.scorecard.seeing import Group, Seen
from clearspan.scorecard.seeing_figures import seen_figures
from clearspan.vocabulary.grid import Dimension


def test_an_interval_is_the_published_one() -> None:
    """81 of 263 and 15 of 148: the score intervals of Newcombe (1998), table I, method 3, to four digits."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_a_calibrated_engine_lies_within_its_band_and_a_boastful_one_outside() -> None:
    draws = np.random.default_rng(3)
    stated = draws.uniform(0.5, 1.0, 1500)
    right = draws.random(1500) < stated
    assert calibration_error(list(stated), list(right)) < perfect_calibration(list(stated))
    boastful = np.minimum(stated + 0.15, 0.99)
    assert calibration_error(list(boastful), list(right)) > perfect_calibration(list(boastful)) + 0.03


def _said(group: str, outcome: Outcome, cause: str = "", probability: float = 0.9) -> Verdict:
    return Verdict(Dimension.TEAM, group, outcome, likeliest=(cause,), probability=probability)


def test_what_is_said_of_siblings_together_is_right_where_it_is_planted_in_one() -> None:
    verdicts = [
        _said("a", Outcome.TOO_FEW),
        _said("a + b", Outcome.CAUSE, "leadership"),
        _said("b", Outcome.TOO_FEW),
        _said("c", Outcome.CAUSE, "workload"),
        _said("d", Outcome.NO_OBSTACLE, "nothing"),
        _said("e", Outcome.CAUSE, "leadership"),
    ]
    found = figures(scored_teams(1, {"a": "leadership", "c": "no_use_cases"}, verdicts))
    assert (found["planted_teams_answered"].value, found["planted_teams_answered"].of) == (1.0, 2)
    assert found["top_1"].value == 0.5
    assert (found["false_alarms"].value, found["false_alarms"].of) == (0.5, 2)
    assert found["calibration_error"].met is False, "three answers are too few to say"
    assert "| Planted cause ranked first" in sections(found, {}, 1, 50)[DIAGNOSIS]


def test_a_team_of_a_starved_department_that_is_told_so_is_no_false_alarm_and_elsewhere_it_is() -> None:
    starved, other = (_said(f"{department} / a", Outcome.CAUSE, "experience_starvation") for department in ("x", "y"))
    assert figures(scored_teams(1, {}, [starved, other], {"x"}))["false_alarms"].of == 1
    wrong = _said("x / b", Outcome.CAUSE, "workload")
    assert figures(scored_teams(1, {}, [wrong], {"x"}))["false_alarms"].value == 1.0


def test_recall_is_read_off_where_five_percent_of_the_sound_would_be_taken_for_planted() -> None:
    sound = tuple(Group(planted=False, score=float(score), named=False) for score in range(100))
    planted = (Group(True, 99.5, True), Group(True, 94.5, False), Group(True, 20.0, False))
    found = seen_figures([Seen((*sound, *planted), (), (True, False), (10, 9), (200, 1))])
    assert (found["islands_recall"].value, found["islands_recall"].of) == (pytest.approx(2 / 3), 3)
    assert found["islands_named"].value == pytest.approx(1 / 3) and found["islands_false"].value == 0.0
    assert found["starvation_recall"].of == 0 and found["gaps_held"].value == 0.5
    assert found["gaming_caught"].value == 0.9 and found["gaming_false"].value == 0.005
