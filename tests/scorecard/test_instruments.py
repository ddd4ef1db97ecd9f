"""The scorecard of the instruments: samples are measured, and a goal that is not met says so."""

from dataclasses import replace

from clearspan.scorecard.instrument_figures import instrument_figures
from clearspan.scorecard.instruments import measure
from clearspan.scorecard.page import INSTRUMENTS, sections


def test_instruments_are_laid_beside_what_is_true_and_a_broken_one_shows() -> None:
    sample = measure(5, takers=12)
    found = instrument_figures([sample])
    assert found["fluency_held"].of == found["discernment_held"].of == found["redesign_held"].of == 12
    assert found["extremes_named"].value == 1 and found["bolt_ons_passed"].met and found["bolt_ons_passed"].of > 0
    assert found["fluency_recovered"].value > 0.5
    broken = replace(
        sample, fluency_held=(False,) * 12, bolt_ons_passed=(True,), fluency=tuple((a, -b) for a, b in sample.fluency)
    )
    shown = instrument_figures([broken])
    assert not any(shown[name].met for name in ("fluency_held", "bolt_ons_passed", "fluency_recovered"))
    written = sections(found, found, 1, 50)[INSTRUMENTS]
    assert written.count("| d' within its 95% interval") == 1
