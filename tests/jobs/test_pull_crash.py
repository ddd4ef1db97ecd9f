"""A pull that is killed at any moment and begun again ends with the facts of one that was left alone."""

import os
from pathlib import Path

import pytest
from tests.jobs.killed_pull import pulled_through
from tests.thorough import often


@pytest.mark.thorough("200 kills in place of 5; whenever everything has come, a new pull is begun")
def test_a_pull_killed_at_random_moments_from_a_vendor_that_lies_ends_with_the_same_facts(tmp_path: Path) -> None:
    keys, kills = Path(os.environ["CLEARSPAN_KEYS"]), often(5, 200)
    [alone] = pulled_through(tmp_path / "alone", keys, kills=0).facts
    killed = pulled_through(tmp_path / "killed", keys, kills=kills, lying=3)
    assert killed.kills == kills
    assert len(alone) > 0
    assert all(facts == alone for facts in killed.facts)
