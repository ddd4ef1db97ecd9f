"""Random numbers keyed by what they are for, never by the order in which they are drawn."""

from zlib import crc32

import numpy as np

from clearspan.simulator.arrays import Floats


class Streams:
    """Independent streams of one seed. People (or teams) lie on the first axis, so that a unit's draw depends on the
    seed, the purpose, the keys (a week, a day) and the unit's own number, and not on how many units follow it."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def at(self, purpose: str, *keys: int) -> np.random.Generator:
        """The generator of one purpose at one place, such as ("sick", week)."""
        entropy = np.random.SeedSequence([self._seed, crc32(purpose.encode()), *keys])
        return np.random.Generator(np.random.Philox(entropy))

    def uniform(self, shape: int | tuple[int, ...], purpose: str, *keys: int) -> Floats:
        """Uniform draws from 0 (inclusive) to 1 (exclusive)."""
        return self.at(purpose, *keys).random(shape)

    def normal(self, shape: int | tuple[int, ...], purpose: str, *keys: int) -> Floats:
        """Standard normal draws."""
        return self.at(purpose, *keys).standard_normal(shape)
