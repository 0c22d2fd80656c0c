"""The turnover kernel: survival by age, retirement, early replacement.

All stocks of the model (heating systems, vehicles, process equipment, generators) live by the same
survival curve, so changing a lifetime row moves replacements, energy and money together. Two forms
give the same flows: by age (``retire``), with stock (segment, age, draw), is the plain one that the
tests hold the other against; by vintage (``ageing``, ``schedule_exits``) needs a tenth of its work,
because a vintage is its first size x survival(age) x one factor common to all ages (demolition, early exits).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Ageing:
    """Survival by vintage, each (age or year, ..., draw), as long as the years of the case.

    alive S(a), leave S(a-1) - S(a) for what is installed. For an opening stock that was renewed evenly
    until then: opening_alive R(t), opening_leave R(t-1) - R(t), opening_age Σ a S(a) / Σ S over what is left at t.
    mean_life Σ S, (..., draw) [a]: mean age at exit.
    """

    alive: Array
    leave: Array
    opening_alive: Array
    opening_leave: Array
    opening_age: Array
    mean_life: Array


def ageing(curve: Array, years: int) -> Ageing:
    """Return survival of new and of opening stock over some years from a survival curve (..., age, draw).

    What is older than the curve's last age has left. R(t) = Σ a>=t S(a) / Σ S.
    """
    by_age = np.moveaxis(curve, -2, 0)
    alive = np.zeros((max(len(by_age), years), *by_age.shape[1:]))
    alive[: len(by_age)] = by_age
    tail = np.cumsum(alive[::-1], axis=0)[::-1]
    old = np.arange(len(alive), dtype=np.float64).reshape(-1, *([1] * (alive.ndim - 1)))
    age_tail = np.cumsum((alive * old)[::-1], axis=0)[::-1]
    left = tail[:years] / tail[0]
    return Ageing(alive[:years], _losses(alive[:years]), left, _losses(left), age_tail[:years] / tail[0], tail[0])


def _losses(alive: Array) -> Array:
    """Return how much is lost on the way to each age; nothing at age 0."""
    out = np.zeros_like(alive)
    np.subtract(alive[:-1], alive[1:], out=out[1:])
    return out


def schedule_exits(exits: Array, leave: Array, year: int, vintage: Array) -> None:
    """Add to ``exits`` (year, ..., draw) what leaves of a vintage in each later year.

    leave (age, ..., draw); vintage (..., draw): what is installed in ``year``, over the common factor
    of that year where there is one. Earlier vintages are added first, whatever the number of draws.
    """
    later = exits[year + 1 :]
    later += vintage * leave[1 : len(later) + 1]
