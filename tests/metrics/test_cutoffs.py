"""Cut-offs are frozen, versioned, and refused when they make no sense."""

import pytest

from clearspan.errors import UsageError
from clearspan.metrics.cutoffs import FIRST, Cutoffs, read_cutoffs, refreshed, written


def test_they_come_back_as_they_were_written() -> None:
    assert read_cutoffs(written(FIRST)) == FIRST


def test_a_refresh_is_a_new_version() -> None:
    assert refreshed(FIRST, tried=1, occasional=4, habitual=10, power_actions=20) == Cutoffs(2, 1, 4, 10, 20)


@pytest.mark.parametrize("weeks", [(0, 3, 9), (3, 3, 9), (1, 9, 9), (1, 3, 13)])
def test_cut_offs_that_do_not_rise_are_refused(weeks: tuple[int, int, int]) -> None:
    with pytest.raises(UsageError, match="do not rise"):
        Cutoffs(1, *weeks, power_actions=15)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', written(FIRST).replace("15", '"15"'), "{"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_cutoffs(text)
