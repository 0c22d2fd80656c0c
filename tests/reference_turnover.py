"""A turnover kept by age, the plain form that the model's turnover by vintage (``stocks.ageing``) is held against."""

from __future__ import annotations

import numpy as np

from klima2035.case import Array
from klima2035.stocks import survival


def hazard(lifetime: Array, shape: float, ages: int) -> Array:
    """Return the share of each age that retires within a year [1/a]; the last age retires fully.

    lifetime (..., draw) -> (..., age, draw); h(a) = 1 - S(a + 1) / S(a).
    """
    alive = survival(lifetime, shape, ages)
    rate = 1.0 - alive[..., 1:, :] / np.maximum(alive[..., :-1, :], 1e-300)
    rate[..., -1, :] = 1.0
    return np.asarray(rate)


def age_profile(lifetime: Array, shape: float, ages: int) -> Array:
    """Return the age shares of a stock that has always been renewed evenly, (..., draw) -> (..., age, draw)."""
    alive = survival(lifetime, shape, ages)[..., :-1, :]
    return np.asarray(alive / alive.sum(axis=-2, keepdims=True))


def retire(stock: Array, rate: Array) -> Array:
    """Age a stock (segment, age, draw) by one year in place and return what left it, (segment, draw).

    rate (segment, age, draw) [1/a]. After the call age 0 is empty: put the year's inflow there.
    """
    gone = stock * rate
    stock -= gone
    stock[:, 1:] = stock[:, :-1].copy()
    stock[:, 0] = 0.0
    return np.asarray(gone.sum(axis=1))
