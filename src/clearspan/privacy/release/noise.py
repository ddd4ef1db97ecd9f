"""Perturbation by cell key: the same contributors always get the same noise.

Each person has a record key, a keyed hash of the person's number. A cell's key is the sum of the record keys of the
people who contribute to the count, modulo 2^32; a published table turns its last eight bits into -2 to 2. The noise has mean 0
and variance 312/256 = 1.22. It depends on nothing but who contributes: asking again, on another surface or in another
release, averages nothing out.
"""

import hashlib

import numpy as np

from clearspan.privacy.release.columns import Floats, Ints

KEY_SPACE = 2**32

TABLE: Ints = np.repeat(np.array([-2, -1, 0, 1, 2], dtype=np.int64), [26, 52, 100, 52, 26])
"""Noise by the last eight bits of the cell key: 256 entries, published with the maths."""

WIDEST = 2
"""Largest noise on a count, in people."""


def record_keys(people: Ints, noise_key: bytes) -> Floats:
    """The record key of each person, (people,); whole numbers below 2^32, as floats so that sums stay exact."""
    secret = hashlib.sha256(b"clearspan cell key" + noise_key).digest()
    digests = b"".join(
        hashlib.blake2b(int(person).to_bytes(8, "little", signed=True), key=secret, digest_size=4).digest() for person in people
    )
    return np.frombuffer(digests, dtype="<u4").astype(np.float64)


def noise(key_sums: Floats, *, on: bool) -> Ints:
    """The noise of cells by the sums of their contributors' record keys; 0 where nobody contributes or noise is off."""
    if not on:
        return np.zeros(len(key_sums), dtype=np.int64)
    keys = np.mod(key_sums, KEY_SPACE).astype(np.int64)
    drawn = TABLE[keys & 255]
    return np.where(key_sums > 0, drawn, 0)
