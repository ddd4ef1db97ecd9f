"""Cyclic garbage is looked for more rarely than in a program: most of what a test run holds stays to its end, and to go through
it again and again takes a seventh of the time."""

import gc

ALLOCATIONS = (100_000, 10, 10)
"""Objects after which the youngest are looked at, and collections after which the next older ones are."""


def pytest_collection_finish() -> None:
    """Leave out of every later collection what is there before the first test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ALLOCATIONS)
