"""The turnover kernel: survival by age and the exits of each vintage.

All stocks of the model (heating systems, vehicles, process equipment, generators) live by the same
survival curve, so changing a lifetime row moves replacements, energy and money together. Stocks are
kept by vintage, because a vintage is its first size x survival(age) x one factor common to all ages
(demolition, early exits): a tenth of the work of keeping every age. Tests hold the result against a
turnover by age.
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
    return Ageing(alive[:years], losses(alive[:years]), left, losses(left), age_tail[:years] / tail[0], tail[0])


def losses(alive: Array) -> Array:
    """Return how much is lost on the way to each age, S(a-1) - S(a), like ``alive`` (age, ...); nothing at age 0."""
    out = np.zeros_like(alive)
    np.subtract(alive[:-1], alive[1:], out=out[1:])
    return out


def mean_of_year(stock: Array) -> Array:
    """Return the mean of opening and closing stock, (year, ...); the first year has its closing stock."""
    mean = stock.copy()
    mean[1:] += stock[:-1]
    mean[1:] *= 0.5
    return mean


def schedule_exits(exits: Array, leave: Array, year: int, vintage: Array) -> None:
    """Add to ``exits`` (year, ..., draw) what leaves of a vintage in each later year.

    leave (age, ..., draw); vintage (..., draw): what is installed in ``year``, over the common factor
    of that year where there is one. Earlier vintages are added first, whatever the number of draws.
    """
    later = exits[year + 1 :]
    later += vintage * leave[1 : len(later) + 1]
