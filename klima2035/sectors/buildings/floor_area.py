"""Floor area by building type, age class and renovation state: demolition, construction, renovation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import Array, by_type, fixed, over
from klima2035.variables import DIMS, index

EXISTING, USUAL, DEEP = range(len(DIMS["renovation_state"]))
NEWEST = len(DIMS["age_class"]) - 1
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


def renovation_rates(case: Case) -> tuple[Array, Array]:
    """Return what is asked for in usual and in deep renovation per m2 of stock, (year, building_type, draw) [1/a].

    Both in full-renovation equivalents, as the lever counts: area rate F = r / ((1 - s) e_usual +
    s e_deep) with s the deep share; usual (1 - s) F e_usual, deep s F e_deep.
    """
    rate = by_type(case, "renovation_rate_residential", "renovation_rate_commerce", "renovation_rate_municipal")
    share = by_type(case, "deep_share_residential", "deep_share_commerce", "deep_share_municipal")
    worth = case["full_equivalent"]
    area_rate = rate / ((1.0 - share) * worth[USUAL] + share * worth[DEEP])
    return (1.0 - share) * area_rate * worth[USUAL], share * area_rate * worth[DEEP]


def turn_over(case: Case, use: Array) -> FloorArea:
    """Return the stock over all years; ``use`` (building_type, age_class, renovation_state, draw) [kWh/(m2*a)].

    Each year: demolition by age, renovation from the less renovated area (old classes first by
    their weight, capped by what is left; deep also from usually renovated area), construction into
    the newest age class.
    """
    years, types, draws = len(case.years), len(DIMS["building_type"]), case.draws
    states = np.empty((years, DEEP + 1, types, NEWEST + 1, draws))
    states[0] = opening(case)
    total, demolished, built = (np.zeros((years, types, draws)) for _ in range(3))
    total[0] = np.add.reduce(states[0], axis=(0, 2))
    built[1:] = over(case, "construction")[1:]
    keep = 1.0 - demolition_rate(case)
    usual, deep = renovation_rates(case)
    gains = np.stack([use[:, :, EXISTING] - use[:, :, USUAL], use[:, :, EXISTING] - use[:, :, DEEP],
                      use[:, :, USUAL] - use[:, :, DEEP]])  # fmt: skip
    area, saved = np.zeros((years, 3, types, draws)), np.zeros((years, 3, types, draws))
    worth = worth_of_moves(case)
    for year in range(1, years):
        now, before = states[year], total[year - 1]
        np.multiply(states[year - 1], keep[year], out=now)
        left = np.add.reduce(now, axis=(0, 2))
        moved = renovate(now, usual[year] * before, deep[year] * before, case, worth)
        np.add.reduce(moved, axis=2, out=area[year])
        moved *= gains
        np.add.reduce(moved, axis=2, out=saved[year])
        now[EXISTING, :, NEWEST] += built[year]
        np.subtract(before, left, out=demolished[year])
        np.add(left, built[year], out=total[year])
    return FloorArea(states, total, demolished, built, area[:, 0], area[:, 1] + area[:, 2],
                     np.add.reduce(area * worth[:, np.newaxis], axis=1),
                     saved[:, 0], saved[:, 1] + saved[:, 2])  # fmt: skip


def worth_of_moves(case: Case) -> Array:
    """Return the full-renovation equivalents of a m2 that moves existing->usual, existing->deep, usual->deep.

    (move, draw) [1]; an upgrade counts for what it adds.
    """
    worth = case["full_equivalent"]
    return np.stack([worth[USUAL], worth[DEEP], worth[DEEP] - worth[USUAL]])


def renovate(now: Array, usual: Array, deep: Array, case: Case, worth: Array) -> Array:
    """Move area between renovation states in place and return what moved.

    now (renovation_state, building_type, age_class, draw) [m2]; usual, deep (building_type, draw)
    [m2/a] asked and worth (move, draw) [1] of a square metre moved, both in full-renovation equivalents.
    Returns existing->usual, existing->deep, usual->deep: (move, building_type, age_class, draw) [m2/a].
    """
    weight, again = case["renovation_age_weight"], case["deep_from_usual_weight"]
    pools = np.add.reduce(now[:DEEP] * weight, axis=2)
    both = pools[USUAL] * (again * worth[2]) + pools[EXISTING] * worth[1]
    plain = pools[EXISTING] * worth[0]
    deep_part = weight * (deep / np.maximum(both, ONE_SQUARE_METRE))[:, np.newaxis]
    usual_part = weight * (usual / np.maximum(plain, ONE_SQUARE_METRE))[:, np.newaxis]
    taken = now[EXISTING] / np.maximum(deep_part + usual_part, 1.0)
    moved = np.empty_like(now)
    np.multiply(taken, usual_part, out=moved[0])
    np.multiply(taken, deep_part, out=moved[1])
    np.multiply(now[USUAL], np.minimum(deep_part * again, 1.0), out=moved[2])
    now[EXISTING] -= moved[0]
    now[EXISTING] -= moved[1]
    np.maximum(now[EXISTING], 0.0, out=now[EXISTING])
    now[USUAL] += moved[0]
    now[USUAL] -= moved[2]
    now[DEEP] += moved[1]
    now[DEEP] += moved[2]
    return moved


def weighted(floor: FloorArea, weight: Array) -> Array:
    """Return Σ area x weight over age class and state, year by year: (year, building_type, draw).

    weight (building_type, age_class, renovation_state, draw).
    """
    states = floor.states
    by_state = np.ascontiguousarray(np.moveaxis(weight, 2, 0))
    out = np.empty((states.shape[0], states.shape[2], states.shape[-1]))
    for year in range(states.shape[0]):
        np.add.reduce(states[year] * by_state, axis=(0, 2), out=out[year])
    return out


def state_mean(floor: FloorArea, weight: Array) -> Array:
    """Return the area-weighted mean of a weight (renovation_state, draw), (year, building_type, draw)."""
    by_state = np.add.reduce(floor.states, axis=3) * weight[:, np.newaxis]
    return np.asarray(np.add.reduce(by_state, axis=1) / floor.total)
