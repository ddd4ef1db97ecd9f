"""The scorecard of effects measures what it says; its goals are held where it is run long enough, by `make validate`."""

from pathlib import Path

import pytest

from clearspan.scorecard.page import DIAGNOSIS, put
from clearspan.scorecard.proof_page import effects_section
from clearspan.scorecard.proof_scores import SIZES, score_effects
from clearspan.scorecard.proof_trial import Truth, simulate

RUNS = 2
TRIED = SIZES[:1]


def test_the_figures_count_every_run_and_the_page_shows_them_all(tmp_path: Path) -> None:
    found = score_effects(RUNS, lambda _what, _done: None, TRIED)
    assert found["covered"].of == found["false"].of == RUNS * len(TRIED)
    assert found["power"].of == found["covered"].of / 2
    assert {name for name, figure in found.items() if figure.met is not None} == {"covered", "covered_nothing", "false", "power"}
    page = tmp_path / "scorecard.md"
    put(page, {DIAGNOSIS: "As it was."})
    put(page, effects_section(found, RUNS))
    text = page.read_text()
    assert text.count("\n| ") == len(found) + 1
    assert "before-and-after" in text and f"\n## {DIAGNOSIS}\n\nAs it was.\n\n## Effects" in text


def test_a_simulated_programme_shows_what_was_planted() -> None:
    """Against the same programme without an effect, the treated gained the effect, and the others what spilled over."""
    for spills in (0.0, 0.5):
        plain, planted = (simulate(Truth(20, effect, spills), 3) for effect in (0.0, 1.0))
        gained = (planted.outcome - plain.outcome)[:, 24:].mean(axis=1)
        treated = planted.treated
        assert gained[treated].mean() - gained[~treated].mean() == pytest.approx(planted.estimand, abs=0.4)
        assert (gained[~treated].mean() > 0.2) == (spills > 0)
        assert plain.estimand == 0 and plain.before_after > 0
