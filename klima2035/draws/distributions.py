"""Inverse distribution functions: a row's value at a probability, elementwise over draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from klima2035.spreads import SHAPES

Array = NDArray[np.float64]

KINDS = SHAPES
DEFAULT = "triangular"  # of a row with a range that states no distribution


def quantile(kind: str, share: Array, low: Array, value: Array, high: Array) -> Array:
    """Return values at a probability, (row, draw); share (row, draw) in (0, 1), low, value, high (row, 1).

    uniform: flat from low to high. triangular: highest at value. normal: mean value, one standard deviation
    (high - low) / 2. lognormal: median value, standard deviation of the logarithm ln(high / low) / 2.
    """
    if kind == "uniform":
        return np.asarray(low + share * (high - low))
    if kind == "triangular":
        return _triangular(share, low, value, high)
    from scipy.special import ndtri  # noqa: PLC0415 - takes 0.1 s, only where a row asks for it

    score = ndtri(share)
    if kind == "normal":
        return np.asarray(value + score * ((high - low) / 2.0))
    return np.asarray(value * np.exp(score * (np.log(high / low) / 2.0)))


def _triangular(share: Array, low: Array, value: Array, high: Array) -> Array:
    span = high - low
    rising = low + np.sqrt(share * (span * (value - low)))
    falling = high - np.sqrt((1.0 - share) * (span * (high - value)))
    return np.where(share * span < value - low, rising, falling)
