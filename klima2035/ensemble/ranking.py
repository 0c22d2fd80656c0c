"""Which factors move an outcome: rank correlation with every factor, and the outcome at its low and high end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.draws.design import REPLICATES, Design

Array = NDArray[np.float64]

TILE = 4096  # draws summed at once, always cut at the same places
FIFTH = 0.2


@dataclass(frozen=True)
class Ranking:
    """By factor and outcome, (factor, outcome): Spearman's rank correlation [1] and its standard error; mean of the
    outcome where the factor lies in its lowest and in its highest fifth, in the outcome's unit.
    """

    correlation: Array
    error: Array
    low: Array
    high: Array

    @property
    def certain(self) -> Array:
        """Return how strong each factor is for certain, (factor, outcome): the correlation less two standard errors.

        Few draws leave factors by chance in step with a strong one in some replicates; their error shows it.
        """
        return np.abs(self.correlation) - 2.0 * np.nan_to_num(self.error, nan=np.inf)


def rank(design: Design, values: Array) -> Ranking:
    """Return how every factor of a design moves outcomes (outcome, draw).

    A factor's number is its rank up to a constant, because a design fills (0, 1) evenly; the outcome is ranked.
    Sums run over fixed tiles and replicates.
    """
    count = values.shape[1]
    ranks = _ranks(values)
    sums = np.zeros((REPLICATES, 3, design.factors, len(values)))  # Σ u r, Σ u and Σ u² (the same for all outcomes)
    fifths = np.zeros((4, design.factors, len(values)))  # low: sum, count; high: sum, count
    for first in range(0, count, TILE):
        last = min(first + TILE, count)
        share, of = design.block(first, last), slice(first, last)
        for replicate in range(REPLICATES):
            at = slice((replicate - first) % REPLICATES, None, REPLICATES)
            part = share[:, at]
            sums[replicate, 0] += np.einsum("fn,on->fo", part, ranks[:, of][:, at])
            sums[replicate, 1] += part.sum(axis=1)[:, np.newaxis]
            sums[replicate, 2] += (part * part).sum(axis=1)[:, np.newaxis]
        for i, inside in enumerate((share < FIFTH, share > 1.0 - FIFTH)):
            weight = inside.astype(np.float64)
            fifths[2 * i] += np.einsum("fn,on->fo", weight, values[:, of])
            fifths[2 * i + 1] += weight.sum(axis=1)[:, np.newaxis]
    whole = _correlation(sums.sum(axis=0), ranks, np.arange(count))
    parts = [_correlation(sums[one], ranks, np.arange(one, count, REPLICATES)) for one in range(min(REPLICATES, count))]
    error = np.std(parts, axis=0, ddof=1) / np.sqrt(len(parts)) if len(parts) > 1 else np.full_like(whole, np.nan)
    return Ranking(whole, error, fifths[0] / np.maximum(fifths[1], 1.0), fifths[2] / np.maximum(fifths[3], 1.0))


def _ranks(values: Array) -> Array:
    from scipy.stats import rankdata  # noqa: PLC0415 - takes 0.5 s

    return np.asarray(rankdata(values, axis=1) / values.shape[1] - 0.5)


def _correlation(sums: Array, ranks: Array, at: NDArray[np.int64]) -> Array:
    """Return correlations from sums Σ u r, Σ u, Σ u² over the draws ``at``."""
    count, some = float(len(at)), ranks[:, at]
    mean, mean_square = some.mean(axis=1), (some * some).mean(axis=1)
    joint = sums[0] / count - sums[1] / count * mean
    spread = (sums[2] / count - (sums[1] / count) ** 2) * (mean_square - mean * mean)
    return np.where(spread > 0.0, joint / np.sqrt(np.where(spread > 0.0, spread, 1.0)), 0.0)
