"""Floor area by building type, age class and renovation state: demolition, construction, renovation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import Array, by_type, fixed, over, rows_first
from klima2035.variables import DIMS, index

EXISTING, USUAL, DEEP = range(len(DIMS["renovation_state"]))
NEWEST = len(DIMS["age_class"]) - 1
BLOCK = 40_000  # numbers worked on at a time, so that they stay in the processor's cache
ONE_SQUARE_METRE = 1.0  # keeps a share of an empty pool finite


@dataclass
class FloorArea:
    """The stock and its flows.

    states (year, renovation_state, building_type, age_class, draw) [m2] at the end of each year;
    total (year, building_type, draw) [m2]; demolished, built, usual, deep (year, building_type, draw)
    [m2/a], usual and deep being the area renovated into that state, equivalents the same in
    full-renovation equivalents; saved_usual, saved_deep (year, building_type, draw) [kWh/a]: useful
    heat that the year's renovations save in mean weather, before calibration.
    """

    states: Array
    total: Array
    demolished: Array
    built: Array
    usual: Array
    deep: Array
    equivalents: Array
    saved_usual: Array
    saved_deep: Array

    @property
    def area(self) -> Array:
        """The stock as reports hold it, (year, building_type, age_class, renovation_state, draw) [m2]."""
        return np.moveaxis(self.states, 1, 3)


def opening_by_type(case: Case) -> Array:
    """Return the floor area at the end of 2017, (building_type, draw) [m2].

    Homes: published living area x share of one/two-family houses; commerce: jobs x share x m2 per
    job (the city's non-residential area is not published); public buildings: rows of their own.
    """
    homes = case["residential_floor_area"]
    small = case["one_two_family_area_share"]
    jobs = case["employees"][0] * case["service_employee_share"][index("building_type", "commerce")]
    rows = {
        "one_two_family": homes * small,
        "multi_family": homes * (1.0 - small),
        "commerce": jobs * case["commerce_area_per_employee"],
        "municipal": case["municipal_floor_area"],
        "other_public": case["other_public_floor_area"],
    }
    out = np.empty((len(DIMS["building_type"]), case.draws))
    for place, name in enumerate(DIMS["building_type"]):
        out[place] = rows[name]
    return out


def opening(case: Case) -> Array:
    """Return the opening stock, (renovation_state, building_type, age_class, draw) [m2].

    The age shares of each type are scaled to sum to one, so that a draw of single rows keeps the area.
    """
    ages = case["opening_age_share"] / case["opening_age_share"].sum(axis=1, keepdims=True)
    by_age = opening_by_type(case)[:, np.newaxis] * ages
    usual, deep = case["opening_usual_share"], case["opening_deep_share"]
    over_full = np.maximum(usual + deep, 1.0)
    states = (1.0 - (usual + deep) / over_full, usual / over_full, deep / over_full)
    return np.stack([by_age * state for state in states])


def demolition_rate(case: Case) -> Array:
    """Return the share of each age class torn down in a year, (year, building_type, age_class, draw) [1/a].

    Weibull hazard at the age of the class's middle year: 1 - exp(-((a+1)^k - a^k) (Γ(1+1/k)/L)^k).
    """
    shape = fixed(case, "building_lifetime_shape")
    age = np.maximum(case.years[:, np.newaxis, np.newaxis] - case["construction_mid_year"], 0.0)
    step = (age + 1.0) ** shape - age**shape
    scale = (math.gamma(1.0 + 1.0 / shape) / case["building_lifetime"]) ** shape
    return np.asarray(-np.expm1(-step[:, np.newaxis] * scale[:, np.newaxis]))


def renovation_rates(case: Case) -> Array:
    """Return what is asked for in usual and deep renovation per m2 of stock, (2, year, building_type, draw) [1/a].

    Both in full-renovation equivalents, as the lever counts: area rate F = r / ((1 - s) e_usual +
    s e_deep) with s the deep share; usual (1 - s) F e_usual, deep s F e_deep.
    """
    rate = by_type(case, "renovation_rate_residential", "renovation_rate_commerce", "renovation_rate_municipal")
    share = by_type(case, "deep_share_residential", "deep_share_commerce", "deep_share_municipal")
    worth = case["full_equivalent"]
    area_rate = rate / ((1.0 - share) * worth[USUAL] + share * worth[DEEP])
    rates = (1.0 - share) * area_rate * worth[USUAL], share * area_rate * worth[DEEP]
    return np.stack([np.broadcast_to(part, (*part.shape[:-1], case.draws)) for part in rates])


def turn_over(case: Case, use: Array) -> FloorArea:
    """Return the stock over all years; ``use`` (building_type, age_class, renovation_state, draw) [kWh/(m2*a)].

    Each year: demolition by age, renovation from the less renovated area (old classes first by
    their weight, capped by what is left; deep also from usually renovated area), construction into
    the newest age class.
    """
    years, types, draws = len(case.years), len(DIMS["building_type"]), case.draws
    states = rows_first(years, DEEP + 1, types, NEWEST + 1, draws)
    states[0] = opening(case)
    if years == 1:
        none = np.zeros((years, types, draws))
        return FloorArea(states, np.add.reduce(states, axis=(1, 3)), none, none, none, none, none, none, none)
    torn_down, built = rows_first(years, types, NEWEST + 1, draws), np.zeros((years, types, draws))
    torn_down[:] = demolition_rate(case)
    built[1:] = over(case, "construction")[1:]
    by_age = area_by_age(states[0], 1.0 - torn_down, built)
    total = np.add.reduce(by_age, axis=2)
    demolished = np.zeros_like(total)
    np.add.reduce(by_age[:-1] * torn_down[1:], axis=2, out=demolished[1:])
    asked = renovation_rates(case)
    asked[:, 1:] *= total[:-1]
    keep = np.subtract(1.0, torn_down, out=torn_down)
    worth = worth_of_moves(case)
    moved = np.zeros_like(states)
    stood, stays, went = states.swapaxes(2, 3), keep.swapaxes(1, 2), moved.swapaxes(2, 3)
    for year in range(1, years):
        now = stood[year]
        np.multiply(stood[year - 1], stays[year], out=now)
        went[year] = renovate(states[year], asked[:, year], case, worth).swapaxes(1, 2)
        now[EXISTING, NEWEST] += built[year]
    area = np.add.reduce(moved, axis=3)
    moved *= _gains(use)
    saved = np.add.reduce(moved, axis=3)
    return FloorArea(states, total, demolished, built, area[:, 0], area[:, 1] + area[:, 2],
                     np.add.reduce(area * worth[:, np.newaxis], axis=1),
                     saved[:, 0], saved[:, 1] + saved[:, 2])  # fmt: skip


def area_by_age(start: Array, keep: Array, built: Array) -> Array:
    """Return the area of every age class whatever its state, (year, building_type, age_class, draw) [m2].

    start (renovation_state, building_type, age_class, draw) at the end of 2017; keep (year, ...): share that
    stays; built (year, building_type, draw) goes to the newest class.
    """
    out = np.empty_like(keep)
    out[0] = np.add.reduce(start, axis=0)
    by_class, stays = out.swapaxes(1, 2), keep.swapaxes(1, 2)
    for year in range(1, len(out)):
        np.multiply(by_class[year - 1], stays[year], out=by_class[year])
        by_class[year, NEWEST] += built[year]
    return out


def _gains(use: Array) -> Array:
    """Return useful heat saved per m2 that moves, in the order of ``renovate``, (move, type, age_class, draw)."""
    out = rows_first(DEEP + 1, *use.shape[:2], use.shape[-1])
    for move, (before, after) in enumerate(((EXISTING, USUAL), (EXISTING, DEEP), (USUAL, DEEP))):
        np.subtract(use[:, :, before], use[:, :, after], out=out[move])
    return out


def worth_of_moves(case: Case) -> Array:
    """Return the full-renovation equivalents of a m2 that moves existing->usual, existing->deep, usual->deep.

    (move, draw) [1]; an upgrade counts for what it adds.
    """
    worth = case["full_equivalent"]
    return np.stack([worth[USUAL], worth[DEEP], worth[DEEP] - worth[USUAL]])


def renovate(now: Array, asked: Array, case: Case, worth: Array) -> Array:
    """Move area between renovation states in place and return what moved.

    now (renovation_state, building_type, age_class, draw) [m2]; asked (usual and deep, building_type, draw)
    [m2/a] and worth (move, draw) [1] of a square metre moved, both in full-renovation equivalents.
    Returns existing->usual, existing->deep, usual->deep: (move, building_type, age_class, draw) [m2/a].
    """
    here = now.swapaxes(1, 2)  # (renovation_state, age_class, building_type, draw), as the stock lies in memory
    weight, again = case["renovation_age_weight"][:, np.newaxis], case["deep_from_usual_weight"]
    pools = np.add.reduce(here[:DEEP] * weight, axis=1)
    worth_of_pools = pools[EXISTING] * worth[:DEEP, np.newaxis]
    worth_of_pools[1] += pools[USUAL] * (again * worth[2])
    part = weight * (asked / np.maximum(worth_of_pools, ONE_SQUARE_METRE))[:, np.newaxis]
    moved = np.empty_like(here)
    taken = here[EXISTING] / np.maximum(part[0] + part[1], 1.0)
    np.multiply(taken, part, out=moved[:DEEP])
    np.multiply(here[USUAL], np.minimum(part[1] * again, 1.0), out=moved[2])
    existing = here[EXISTING]
    existing -= moved[0]
    existing -= moved[1]
    np.maximum(existing, 0.0, out=existing)
    renovated = here[USUAL:]
    renovated += moved[:DEEP]
    renovated[0] -= moved[2]
    renovated[1] += moved[2]
    return moved.swapaxes(1, 2)


def weighted(floor: FloorArea, weight: Array) -> Array:
    """Return Σ area x weight over age class and state, year by year: (year, building_type, draw).

    weight (building_type, age_class, renovation_state, draw).
    """
    states = floor.states
    by_state = rows_first(*states.shape[1:])
    by_state[:] = np.moveaxis(weight, 2, 0)
    out = np.empty((len(states), *states.shape[2:3], states.shape[-1]))
    step = max(1, BLOCK // by_state.size)
    for first in range(0, len(states), step):
        part = slice(first, first + step)
        np.add.reduce(states[part] * by_state, axis=(1, 3), out=out[part])
    return out


def state_mean(floor: FloorArea, weight: Array) -> Array:
    """Return the area-weighted mean of a weight (renovation_state, draw), (year, building_type, draw)."""
    by_state = np.add.reduce(floor.states, axis=3) * weight[:, np.newaxis]
    return np.asarray(np.add.reduce(by_state, axis=1) / floor.total)
