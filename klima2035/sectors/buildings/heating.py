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
    SYSTEMS,
    TYPES,
    Array,
    fixed,
    lever,
)
from klima2035.sectors.buildings.floor_area import FloorArea
from klima2035.stocks import Ageing, schedule_exits, survival
from klima2035.stocks import ageing as stock_ageing

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


def ageing(case: Case) -> Ageing:
    """Return survival of new and of opening systems over the years of the case, (age, heating_system, draw)."""
    years = len(case.years)
    curve = survival(case["heating_lifetime"], fixed(case, "heating_lifetime_shape"), OLDEST + years)
    return stock_ageing(curve, years)


def early_rates(case: Case) -> Array:
    """Return the share of gas boilers, gas floor heating and oil boilers replaced early, (year, 3, draw) [1/a]."""
    out = np.empty((len(case.years), 3, case.draws))
    out[:, :2] = lever(case, "early_replacement_gas")[:, np.newaxis]
    out[:, 2] = lever(case, "early_replacement_oil")
    return out


def turn_over(case: Case, floor: FloorArea, opening_area: Array) -> Heating:
    """Return the heated area over all years; opening_area (building_type, heating_system, draw) [m2].

    Each year: demolition takes all systems of a type alike; natural and early exits; inflow by the
    mixes of ``mixes``; new buildings by theirs. District heat, heat pumps and biomass renew themselves.
    """
    years, types = len(case.years), len(TYPES)
    flows = _Flows(*(np.zeros((years, len(SYSTEMS), types, case.draws)) for _ in range(6)))
    flows.area[0] = opening_area.swapaxes(0, 1)
    bound, worn = np.zeros_like(flows.area), np.zeros_like(flows.area)
    if years == 1:
        return _by_type(flows, worn, bound, np.zeros((years, types, case.draws)))
    age, every = ageing(case), mixes.every(case)
    np.multiply(flows.area[0], age.opening_leave[:, :, np.newaxis], out=flows.natural)
    leave = np.empty_like(flows.area)
    leave[:] = age.leave[:, :, np.newaxis]
    keep = np.ones((years, types, case.draws))
    keep[1:] = 1.0 - floor.demolished[1:] / floor.total[:-1]
    mix = [np.ascontiguousarray(part.swapaxes(1, 2)) for part in every]
    drive = _Drive(
        leave, keep, _full(early_rates(case), types), mix[0], mix[1], mix[2], mix[3] * floor.built[:, np.newaxis]
    )
    flows.factor[0] = 1.0
    for year in range(1, years):
        _step(year, drive, flows)
    _follow_fossil(case, flows, age, worn, bound)
    return _by_type(flows, worn, bound, _centralised(flows, mix[1]))


@dataclass(frozen=True, slots=True)
class _Drive:
    """What moves the stock in each year, (year, heating_system, building_type, draw).

    leave by age; keep (year, building_type, draw): share not demolished; early: rates of the fossil systems;
    what follows boilers, gas floor heating and early exits, summing to one; new: systems of new buildings [m2/a].
    """

    leave: Array
    keep: Array
    early: Array
    after_boilers: Array
    after_floors: Array
    after_early: Array
    new: Array


@dataclass(frozen=True, slots=True)
class _Flows:
    """What the loop over years notes down, (year, heating_system, building_type, draw) [m2] or [m2/a].

    natural holds the exits that are due of the vintages known so far, before the common factor that
    demolition and early exits leave; vintage is the inflow over that factor.
    """

    area: Array
    natural: Array
    early: Array
    installed: Array
    vintage: Array
    factor: Array


def _full(path: Array, types: int) -> Array:
    """Return a path (year, row, draw) repeated for every building type, (year, row, building_type, draw)."""
    return np.repeat(path[:, :, np.newaxis], types, axis=2)


def _step(year: int, drive: _Drive, flows: _Flows) -> None:
    """Turn the stock over by one year, last year's being known."""
    scale, gone, forced, inflow = (
        flows.factor[year],
        flows.natural[year],
        flows.early[year, FOSSIL],
        flows.installed[year],
    )
    standing = np.multiply(flows.area[year - 1], drive.keep[year], out=flows.area[year])
    np.multiply(flows.factor[year - 1], drive.keep[year], out=scale)
    gone *= scale
    np.minimum(gone, standing, out=gone)
    standing -= gone
    fossil, fossil_scale, kept, early = standing[FOSSIL], scale[FOSSIL], inflow[KEPT], drive.early[year]
    np.multiply(fossil, early, out=forced)
    fossil -= forced
    fossil_scale *= 1.0 - early
    np.multiply(drive.after_boilers[year], gone[GAS] + gone[OIL] + gone[DIRECT_ELECTRIC], out=inflow)
    inflow += drive.after_floors[year] * gone[GAS_FLOOR]
    inflow += drive.after_early[year] * (forced[0] + forced[1] + forced[2])
    inflow += drive.new[year]
    kept += gone[KEPT]
    standing += inflow
    np.divide(inflow, scale, out=flows.vintage[year])
    schedule_exits(flows.natural, drive.leave, year, flows.vintage[year])


def _by_type(flows: _Flows, worn: Array, bound: Array, centralised: Array) -> Heating:
    """Return the stock and its flows as reports hold them, building types before heating systems."""
    area, natural, early, due, installed, tied = (
        row.swapaxes(1, 2) for row in (flows.area, flows.natural, flows.early, worn, flows.installed, bound)
    )
    return Heating(area, natural, early, due, installed, tied, centralised)


def _centralised(flows: _Flows, floor_mix: Array) -> Array:
    """Return the area that leaves gas floor heating for a central system, (year, building_type, draw) [m2/a]."""
    stays = floor_mix[:, GAS_FLOOR] + floor_mix[:, DIRECT_ELECTRIC]
    return np.asarray(flows.natural[:, GAS_FLOOR] * np.maximum(1.0 - stays, 0.0) + flows.early[:, GAS_FLOOR])


def _follow_fossil(case: Case, flows: _Flows, age: Ageing, worn: Array, bound: Array) -> None:
    """Write the worn part of early exits and the area bound by the green fuel quota (fossil systems only).

    worn = early x mean age of the stock / mean life, at most early; bound: what was installed in
    the years from ``law_green_fuel_from`` on.
    """
    years, fossil = len(case.years), np.ascontiguousarray(flows.vintage[:, FOSSIL])
    alive = np.empty_like(fossil)
    alive[:] = age.alive[:, FOSSIL, np.newaxis]
    since = np.arange(years, dtype=np.float64)[:, np.newaxis, np.newaxis, np.newaxis]
    both = np.stack([alive, alive * since], axis=1)  # what stands, and its age
    opening = np.stack([age.opening_alive[:, FOSSIL], age.opening_age[:, FOSSIL]], axis=1)
    before = flows.area[0, FOSSIL] * opening[:, :, :, np.newaxis]
    tied = np.zeros_like(fossil)
    binding = fossil * (case.years[:, np.newaxis] >= case["law_green_fuel_from"])[:, np.newaxis, np.newaxis]
    for year in range(1, years):
        before[year + 1 :] += fossil[year] * both[1 : years - year]
        tied[year:] += binding[year] * alive[: years - year]
    there, aged = before[:, 0], before[:, 1]
    early, life = flows.early[:, FOSSIL], case["heating_lifetime"][FOSSIL, np.newaxis]
    worn[:, FOSSIL] = early * np.minimum(aged / np.maximum(there, 1e-9) / life, 1.0)
    bound[:, FOSSIL] = tied * flows.factor[:, FOSSIL]


def opening_shares(case: Case) -> Array:
    """Return the share of a type's area by heating at the end of 2017, (building_type, heating_system, draw)."""
    share = case["opening_heating_share"]
    return np.asarray(share / share.sum(axis=1, keepdims=True))
