"""Heating systems by the floor area they serve: cohorts that age, retire and are replaced.

The turnover is that of ``klima2035.stocks``, written by year of installation instead of by age: as
demolition and early replacement take every age alike, a cohort is its first size x survival(age) x
one common factor. That needs a tenth of the memory traffic of an age axis and cuts off no age.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings import mixes
from klima2035.sectors.buildings.common import (
    DIRECT_ELECTRIC,
    FOSSIL,
    GAS,
    GAS_FLOOR,
    KEPT,
    OIL,
    Array,
    fixed,
    lever,
)
from klima2035.sectors.buildings.floor_area import FloorArea
from klima2035.stocks import survival

OLDEST = 60  # years after which nothing of an opening stock is left


@dataclass
class Heating:
    """Heated area and its flows, all (year, building_type, heating_system, draw) [m2] or [m2/a].

    area at the end of the year; natural exits at the end of life; early exits before it and worn,
    the part of them whose life was used up (fossil systems only); installed: inflow; bound: area
    of fossil boilers to which the green fuel quota applies; centralised (year, building_type, draw).
    """

    area: Array
    natural: Array
    early: Array
    worn: Array
    installed: Array
    bound: Array
    centralised: Array


@dataclass(frozen=True)
class Ageing:
    """Survival by age (age, heating_system, draw) and what it means for the opening stock.

    alive S(a); leave S(a-1) - S(a); opening_alive R(t), opening_leave R(t-1) - R(t), opening_age
    Σ a S(a) / Σ S over what is left at t; a stock renewed evenly until the end of 2017.
    """

    alive: Array
    leave: Array
    opening_alive: Array
    opening_leave: Array
    opening_age: Array


def ageing(case: Case) -> Ageing:
    """Return survival of new and of opening systems over the years of the case."""
    years = len(case.years)
    by_age = survival(case["heating_lifetime"], fixed(case, "heating_lifetime_shape"), OLDEST + years)
    alive = np.ascontiguousarray(by_age.swapaxes(0, 1))
    tail = np.cumsum(alive[::-1], axis=0)[::-1]
    ages = np.arange(len(alive), dtype=np.float64)[:, np.newaxis, np.newaxis]
    age_tail = np.cumsum((alive * ages)[::-1], axis=0)[::-1]
    opening_alive = tail[:years] / tail[0]
    return Ageing(
        alive[:years], _steps(alive[:years]), opening_alive, _steps(opening_alive), age_tail[:years] / tail[0]
    )


def _steps(alive: Array) -> Array:
    """Return how much is lost on the way to each age, (age, heating_system, draw); nothing at age 0."""
    out = np.zeros_like(alive)
    np.subtract(alive[:-1], alive[1:], out=out[1:])
    return out


def early_rates(case: Case) -> Array:
    """Return the share of gas boilers, gas floor heating and oil boilers replaced early, (year, 3, draw) [1/a]."""
    gas, oil = lever(case, "early_replacement_gas"), lever(case, "early_replacement_oil")
    return np.stack(np.broadcast_arrays(gas, gas, oil), axis=1)


def turn_over(case: Case, floor: FloorArea, opening_area: Array) -> Heating:
    """Return the heated area over all years; opening_area (building_type, heating_system, draw) [m2].

    Each year: demolition takes all systems of a type alike; natural and early exits; inflow by the
    mixes of ``mixes``; new buildings by theirs. District heat, heat pumps and biomass renew themselves.
    """
    years = len(case.years)
    shape = (years, *opening_area.shape)
    area, natural, early, worn, installed, bound = (np.zeros(shape) for _ in range(6))
    stock = Heating(area, natural, early, worn, installed, bound, np.zeros((years, shape[1], case.draws)))
    area[0] = opening_area
    if years == 1:
        return stock
    age, total = ageing(case), floor.total
    keep = np.ones(total.shape)
    keep[1:] = 1.0 - floor.demolished[1:] / total[:-1]
    cohort, factor = np.zeros(shape), np.ones((years, *opening_area.shape))
    mix = mixes.every(case)
    early_rate = early_rates(case)
    for year in range(1, years):
        standing = area[year - 1] * keep[year][:, np.newaxis]
        scale = factor[year - 1] * keep[year][:, np.newaxis]
        gone = natural[year]
        np.multiply(opening_area, age.opening_leave[year], out=gone)
        gone += np.add.reduce(cohort[1:year] * age.leave[year - 1 : 0 : -1, np.newaxis], axis=0)
        gone *= scale
        np.minimum(gone, standing, out=gone)
        standing -= gone
        forced = standing[:, FOSSIL] * early_rate[year]
        standing[:, FOSSIL] -= forced
        scale[:, FOSSIL] *= 1.0 - early_rate[year]
        inflow = _inflow(gone, forced, floor.built[year], tuple(part[year] for part in mix))
        np.add(standing, inflow, out=area[year])
        np.divide(inflow, scale, out=cohort[year])
        installed[year], factor[year], early[year, :, FOSSIL] = inflow, scale, forced
    _follow_fossil(case, stock, age, cohort, factor)
    stock.centralised[:] = _centralised(stock, mix[1])
    return stock


def _inflow(natural: Array, early: Array, built: Array, mix: tuple[Array, ...]) -> Array:
    """Return what is installed in a year, (building_type, heating_system, draw) [m2/a]."""
    boilers, floors, early_out, new = mix
    free = natural[:, GAS] + natural[:, OIL] + natural[:, DIRECT_ELECTRIC]
    inflow = boilers * free[:, np.newaxis]
    inflow += floors * natural[:, GAS_FLOOR : GAS_FLOOR + 1]
    inflow += early_out * np.add.reduce(early, axis=1, keepdims=True)
    inflow += new * built[:, np.newaxis]
    inflow[:, KEPT] += natural[:, KEPT]
    return np.asarray(inflow)


def _centralised(stock: Heating, floor_mix: Array) -> Array:
    """Return the area that leaves gas floor heating for a central system, (year, building_type, draw) [m2/a]."""
    natural = stock.natural[:, :, GAS_FLOOR]
    stays = floor_mix[:, :, GAS_FLOOR] + floor_mix[:, :, DIRECT_ELECTRIC]
    return np.asarray(natural * np.maximum(1.0 - stays, 0.0) + stock.early[:, :, GAS_FLOOR])


def _follow_fossil(case: Case, stock: Heating, age: Ageing, cohort: Array, factor: Array) -> None:
    """Write the worn part of early exits and the area bound by the green fuel quota (fossil systems only).

    worn = early x mean age of the stock / mean life, at most early; bound: what was installed in
    the years from ``law_green_fuel_from`` on.
    """
    years = len(case.years)
    fossil = cohort[:, :, FOSSIL]
    alive = age.alive[:, np.newaxis, FOSSIL]
    there = stock.area[0][:, FOSSIL] * age.opening_alive[:, np.newaxis, FOSSIL]
    aged = stock.area[0][:, FOSSIL] * age.opening_age[:, np.newaxis, FOSSIL]
    bound = np.zeros_like(aged)
    since = np.arange(years, dtype=np.float64)[:, np.newaxis, np.newaxis, np.newaxis]
    binds = (case.years[:, np.newaxis] >= case["law_green_fuel_from"]) * 1.0
    for year in range(1, years):
        left = fossil[year] * alive[: years - year]
        there[year + 1 :] += left[1:]
        bound[year:] += left * binds[year]
        left *= since[: years - year]
        aged[year:] += left
    early = stock.early[:, :, FOSSIL]
    life = case["heating_lifetime"][FOSSIL]
    stock.worn[:, :, FOSSIL] = early * np.minimum(aged / np.maximum(there, 1e-9) / life, 1.0)
    stock.bound[:, :, FOSSIL] = bound * factor[:, :, FOSSIL]


def opening_shares(case: Case) -> Array:
    """Return the share of a type's area by heating at the end of 2017, (building_type, heating_system, draw)."""
    share = case["opening_heating_share"]
    return np.asarray(share / share.sum(axis=1, keepdims=True))
