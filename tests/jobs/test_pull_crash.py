"""A pull that is killed at any moment and begun again ends with the facts of one that was left alone."""

import os
from pathlib import Path

from tests.jobs.killed_pull import pulled_through


def test_killed_at_random_moments_by_a_vendor_that_lies(tmp_path: Path) -> None:
    keys = Path(os.environ["CLEARSPAN_KEYS"])
    alone = pulled_through(tmp_path / "alone", keys, kills=0)
    killed = pulled_through(tmp_path / "killed", keys, kills=5, lying=3)
    assert killed.kills > 0
    assert len(alone.facts) > 0
    assert killed.facts == alone.facts
