"""Figures of a clean output come from its sources, or from arithmetic that is shown and right."""

import pytest

from clearspan.skills.drills.figures import figures, unsupported, wrong_sum

PACKET = "In March 1,250 parts came, in April 1400. 38 were rejected. The rate was 2.5%."


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert figures(PACKET) == {1250, 1400, 38, 2.5}
    assert unsupported(["1250 and 1,400 parts, two lots, 38.0 rejected", "3 points"], PACKET, []) == []
    assert unsupported(["**1,362** parts are good, 12% more"], PACKET, []) == ["1,362", "12"]
    sums = ["1,400 - 38 = 1,362", "(1400 − 1250) / 1250 × 100 = 12%"]
    assert unsupported(["**1,362** parts are good, 12% more"], PACKET, sums) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1400 - 38 = 1363", "makes 1362."),
        ("1400 - 39 = 1361", "uses 39, which no source has."),
        ("38 / 1400 * 100 = 2.7", ""),
        ("38 / 1400 * 100 = 2.8", "makes 2.71429."),
        ("38 of 1400", "is not written as 450 - 38 = 412."),
        ("open(38) = 38", "is not arithmetic of + - * / and brackets."),
        ("38 ** 38 = 38", "is not arithmetic of + - * / and brackets."),
        ("38 / 0 = 38", "is not arithmetic of + - * / and brackets."),
    ],
)
def test_a_computation_is_worked_out_again(text: str, told: str) -> None:
    assert wrong_sum(text, PACKET) == told
