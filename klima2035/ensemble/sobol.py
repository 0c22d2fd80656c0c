"""Sobol indices: which share of an outcome's variance each factor explains alone and with all others.

Two independent designs A and B; for each group of factors the draws of A with that group from B. First order:
Saltelli et al. (2010), mean of f_B (f_AB - f_A) over the variance; total: Jansen (1999), half the mean square of
f_A - f_AB over the variance. A group without any effect has exactly 0 in both. Standard errors by leaving out one
replicate at a time (jackknife).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.draws.design import REPLICATES

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Indices:
    """First-order and total index of each group and outcome with standard errors, (group, outcome) [1]."""

    first: Array
    first_error: Array
    total: Array
    total_error: Array


def mixed(first: Array, second: Array, places: Sequence[int]) -> Array:
    """Return the numbers of the first design with the factors at ``places`` from the second, (factor, draw)."""
    out = first.copy()
    at = list(places)
    out[at] = second[at]
    return out


def indices(f_a: Array, f_b: Array, f_ab: Sequence[Array]) -> Indices:
    """Return the indices from outcomes of both designs and of every mixture, (outcome, draw) each."""
    replicate = np.arange(f_a.shape[1]) % REPLICATES
    whole = _estimates(f_a, f_b, f_ab)
    kept = [replicate != one for one in range(REPLICATES)]
    part = np.stack([_estimates(f_a[:, keep], f_b[:, keep], [one[:, keep] for one in f_ab]) for keep in kept])
    error = np.sqrt((REPLICATES - 1) / REPLICATES * ((part - part.mean(axis=0)) ** 2).sum(axis=0))
    return Indices(whole[0], error[0], whole[1], error[1])


def _estimates(f_a: Array, f_b: Array, f_ab: Sequence[Array]) -> Array:
    """Return first-order and total indices, (2, group, outcome); outcomes are centred first, which changes no index."""
    centre = np.concatenate([f_a, f_b], axis=1).mean(axis=1, keepdims=True)
    a, b = f_a - centre, f_b - centre
    variance = np.concatenate([a, b], axis=1).var(axis=1)
    safe = np.where(variance > 0.0, variance, 1.0)
    first = np.stack([(b * (one - centre - a)).mean(axis=1) / safe for one in f_ab])
    total = np.stack([((one - centre - a) ** 2).mean(axis=1) / 2.0 / safe for one in f_ab])
    return np.stack([first, total])
