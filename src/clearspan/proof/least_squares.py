"""Ordinary least squares with errors by cluster.

CRV1: Liang and Zeger (1986) with the factor G/(G-1) (n-1)/(n-k). CRV3: leaving out one cluster at a time, MacKinnon,
Nielsen and Webb, Fast and reliable jackknife and bootstrap methods for cluster-robust inference (2023).
"""

from dataclasses import dataclass

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arrays import Floats, Ints, sums_by


@dataclass(frozen=True)
class Fitted:
    """Coefficients (k,), their standard errors of both kinds (k,), and what is left (n,)."""

    coefficients: Floats
    crv1: Floats
    crv3: Floats
    left: Floats


def fit(outcome: Floats, held: Floats, cluster: Ints) -> Fitted:
    """The regression of `outcome` (n,) on `held` (n, k) with errors by `cluster` (n,).

    CRV3 is NaN where leaving out a cluster leaves nothing to compare. Raises CannotTell where columns of `held` repeat each
    other.
    """
    n, k = held.shape
    square = held.T @ held
    if n <= k or np.linalg.matrix_rank(square) < k:
        raise CannotTell("the columns repeat each other, or there are fewer rows than columns", remedy="Leave out controls.")
    inverse = np.linalg.inv(square)
    coefficients = inverse @ (held.T @ outcome)
    left = outcome - held @ coefficients
    clusters = int(cluster.max()) + 1
    score = np.column_stack([sums_by(cluster, column * left, clusters) for column in held.T])
    factor = clusters / (clusters - 1) * (n - 1) / (n - k)
    crv1 = factor * inverse @ (score.T @ score) @ inverse
    return Fitted(coefficients, np.sqrt(np.maximum(np.diag(crv1), 0)), _jackknife(held, cluster, score, square), left)


def _jackknife(held: Floats, cluster: Ints, score: Floats, square: Floats) -> Floats:
    clusters, k = score.shape
    products = np.empty((clusters, k, k))
    for row in range(k):
        for column in range(row, k):
            both = sums_by(cluster, held[:, row] * held[:, column], clusters)
            products[:, row, column] = products[:, column, row] = both
    without = square - products
    scale = np.abs(np.linalg.det(square))
    if (np.abs(np.linalg.det(without)) < 1e-10 * scale).any():
        return np.full(k, np.nan)
    moved = np.linalg.solve(without, score[:, :, None])[:, :, 0]
    return np.sqrt((clusters - 1) / clusters * (moved**2).sum(axis=0))
