"""The form of a drill: by a hidden share that no history changes, raw and polished in turns."""

import pytest

from clearspan.skills.judgment.form import Form, drawn_form


@pytest.mark.parametrize("share", [0.25, 0.6])
def test_errors_come_by_the_share_of_the_set_and_the_last_one_says_nothing_of_the_next(share: float) -> None:
    seeded, after_error = [], []
    for person in range(120):
        done: list[Form] = []
        for drill in range(12):
            form = drawn_form(share, done, f"{person}:{drill}")
            assert form == drawn_form(share, done, f"{person}:{drill}")
            if done and done[-1].seeded:
                after_error.append(form.seeded)
            done.append(form)
        for kind in (True, False):
            polished = [form.polished for form in done if form.seeded is kind]
            assert abs(2 * sum(polished) - len(polished)) <= 1
        seeded += [form.seeded for form in done]
    assert sum(seeded) / len(seeded) == pytest.approx(share, abs=0.04), "three errors of 1440 draws"
    assert sum(after_error) / len(after_error) == pytest.approx(share, abs=0.07)
