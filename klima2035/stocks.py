"""The turnover kernel: survival by age, retirement, early replacement.

Arrays hold age second to last and draw last: stock (segment, age, draw). All stocks of the model
(heating systems, vehicles, process equipment, generators) turn over here, so changing a lifetime
row moves replacements, energy and money together.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def survival(lifetime: Array, shape: float, ages: int) -> Array:
    """Return the share that survives to each age, Weibull with mean ``lifetime`` [a].

    lifetime (..., draw) -> (..., age 0..ages, draw). S(a) = exp(-(Γ(1 + 1/shape) a / lifetime)^shape).
    """
    age = np.arange(ages + 1, dtype=np.float64)[:, np.newaxis]
    scaled = math.gamma(1.0 + 1.0 / shape) * age / lifetime[..., np.newaxis, :]
    return np.asarray(np.exp(-(scaled**shape)))


def hazard(lifetime: Array, shape: float, ages: int) -> Array:
    """Return the share of each age that retires within a year [1/a]; the last age retires fully.

    lifetime (..., draw) -> (..., age, draw); h(a) = 1 - S(a + 1) / S(a).
    """
    alive = survival(lifetime, shape, ages)
    below = np.maximum(alive[..., :-1, :], 1e-300)
    rate = 1.0 - alive[..., 1:, :] / below
    rate[..., -1, :] = 1.0
    return np.asarray(rate)


def age_profile(lifetime: Array, shape: float, ages: int) -> Array:
    """Return the age shares of a stock that has always been renewed evenly, summing to one over age.

    lifetime (..., draw) -> (..., age, draw); share(a) ∝ S(a).
    """
    alive = survival(lifetime, shape, ages)[..., :-1, :]
    return np.asarray(alive / alive.sum(axis=-2, keepdims=True))


def retire(
    stock: Array, rate: Array, early_share: Array | None = None, lifetime: Array | None = None
) -> tuple[Array, Array, Array]:
    """Age a stock by one year in place and return what left it.

    stock (segment, age, draw) at the end of last year; rate (segment, age, draw) [1/a];
    early_share (segment, draw) of the survivors that is replaced before its time, at any age;
    lifetime (segment, draw) [a]: mean age at natural exit (``mean_exit_age`` of the rate where not given).

    Returns natural (segment, draw), early (segment, draw) and worn (segment, draw): the part of
    the early exits' life that was already used up, mean age over the mean age at natural exit.
    After the call age 0 is empty: put the year's inflow there.
    """
    natural = stock * rate
    stock -= natural
    natural_sum = natural.sum(axis=1)
    if early_share is None:
        early_sum = worn = np.zeros_like(natural_sum)
    else:
        early = stock * early_share[:, np.newaxis, :]
        stock -= early
        early_sum = early.sum(axis=1)
        ages = np.arange(stock.shape[1], dtype=np.float64)[:, np.newaxis]
        life = mean_exit_age(rate) if lifetime is None else lifetime
        worn = np.minimum((early * ages).sum(axis=1) / life, early_sum)
    stock[:, 1:] = stock[:, :-1].copy()
    stock[:, 0] = 0.0
    return natural_sum, early_sum, worn


def mean_exit_age(rate: Array) -> Array:
    """Return the mean age at exit that a hazard implies, (segment, draw) [a]."""
    alive = np.cumprod(1.0 - rate, axis=1)
    return np.asarray(1.0 + alive[:, :-1].sum(axis=1))
