"""The scorecard of effects: it measures what it says, and its goals are met where it is run long enough."""

import pytest
from tests.thorough import THOROUGH, often

from clearspan.scorecard.proof_page import effects_page
from clearspan.scorecard.proof_scores import SIZES, score_effects
from clearspan.scorecard.proof_trial import Truth, simulate

RUNS = often(2, 250)
TRIED = SIZES if THOROUGH else SIZES[:2]


@pytest.mark.thorough("250 programmes of each size, planted and not, in place of 2; the goals must be met")
def test_intervals_hold_the_truth_and_nothing_is_not_called_an_effect() -> None:
    found = score_effects(RUNS, lambda _what, _done: None, TRIED)
    assert found["covered"].of == found["false"].of == RUNS * len(TRIED)
    assert not THOROUGH or abs(found["bias"].value) < abs(found["naive_bias"].value)
    assert found["bias"].low <= 0 <= found["bias"].high or not THOROUGH
    assert not THOROUGH or [name for name, figure in found.items() if figure.met is False] == []
    page = effects_page(found, RUNS)
    assert page.count("\n| ") == len(found) + 1
    assert "before-and-after" in page


def test_a_simulated_programme_shows_what_was_planted() -> None:
    """Against the same programme without an effect, the treated gained the effect, and the others what spilled over."""
    for spills in (0.0, 0.5):
        plain, planted = (simulate(Truth(20, effect, spills), 3) for effect in (0.0, 1.0))
        gained = (planted.outcome - plain.outcome)[:, 24:].mean(axis=1)
        treated = planted.treated
        assert gained[treated].mean() - gained[~treated].mean() == pytest.approx(planted.estimand, abs=0.4)
        assert (gained[~treated].mean() > 0.2) == (spills > 0)
        assert plain.estimand == 0 and plain.before_after > 0
