"""What is said of an effect: as much as was seen, what it rests on, and the naive number only beside it."""

import numpy as np
import pytest

from clearspan.proof.choices import Choices
from clearspan.proof.effect import Design, Effect, effect_of
from clearspan.proof.panel import NEVER, Panel
from clearspan.proof.verdict import Finding, Words, verdict

HOURS = Words("Hours saved", "hours", more_is_better=True, smallest=0.5)


def _effect(
    gain: float, noise: float = 0.2, design: Design = Design.RANDOMISED, ahead: float = 0.0, drift: float = 0.5
) -> Effect:
    """40 units over six periods, half of which gain something from the fourth; `ahead`, they rise by so much a period before."""
    random = np.random.default_rng(12)
    treated = np.arange(40) % 2 == 0
    period = np.arange(6)
    outcome = random.normal(0, noise, (40, 6)) + drift * period
    outcome += treated[:, None] * (gain * (period >= 3) + ahead * period)
    unit, time = np.repeat(np.arange(40), 6), np.tile(period, 40)
    panel = Panel(unit, time, outcome.ravel(), np.where(treated, 3, NEVER), np.arange(40), period)
    return effect_of(panel, design, Choices(adjusted=True))


@pytest.mark.parametrize(
    ("effect", "finding", "said"),
    [
        (_effect(2.0), Finding.ROSE, "Hours saved rose by"),
        (_effect(-2.0), Finding.FELL, "for the worse"),
        (_effect(0.0), Finding.NO_EFFECT, "did not change by as much as 0.5 hours, the least that matters"),
        (_effect(0.0, noise=3.0), Finding.NOT_SEEN, "No effect on hours saved that we could have seen"),
        (_effect(1.0, design=Design.STAGGERED, ahead=0.5), Finding.CANNOT_TELL, "moving apart from the others before"),
        (_effect(1.0, design=Design.STAGGERED), Finding.ROSE, "compared with those without it"),
    ],
    ids=["rose", "fell", "no effect", "not seen", "moved before", "no lot"],
)
def test_the_sentence_says_as_much_as_was_seen(effect: Effect, finding: Finding, said: str) -> None:
    found = verdict(effect, HOURS)
    assert found.finding is finding and said in found.sentence
    assert finding is Finding.CANNOT_TELL or "interval" in found.sentence
    assert found.overturned_by and "No counter-outcome was measured" in found.counter
    lot = "was drawn by lot" if effect.design is Design.RANDOMISED else "was not drawn by lot"
    assert lot in found.rests_on


def test_before_and_after_stands_beside_with_what_the_others_show_too() -> None:
    found = verdict(_effect(2.0, drift=0.5), HOURS)
    naive = _effect(2.0, drift=0.5).naive
    assert naive == pytest.approx(2.0 + 1.5, abs=0.2)
    assert len(found.beside) == 1 and found.beside[0].startswith("Before and after prove nothing alone")
    assert f"{naive:.3g}" not in found.sentence


def test_a_counter_outcome_that_suffers_is_an_alarm() -> None:
    rework = Words("Rework", "hours", more_is_better=False)
    worse = verdict(_effect(2.0), HOURS, (_effect(1.0), rework))
    assert worse.alarm and worse.counter.startswith("At a price: Rework rose by")
    assert not verdict(_effect(2.0), HOURS, (_effect(-1.0), rework)).alarm
