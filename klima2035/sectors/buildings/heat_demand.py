"""Useful heat for rooms and hot water, in mean weather."""

from __future__ import annotations

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import SECTOR_TYPES, Array, over
from klima2035.variables import DIMS

GWH_PER_KWH = 1e-6


def prebound(demand: Array, case: Case) -> Array:
    """Return use over calculated demand, f(q) = a + b/(1 + q/c) [1], for q of any shape [kWh/(m2*a)].

    People heat a leaky house less than the standard assumes and a tight one more: f falls with q,
    so a renovation saves less than the calculation says. Holds before and after renovation.
    """
    floor, span, scale = case["prebound_floor"], case["prebound_span"], case["prebound_scale"]
    return np.asarray(floor + span / (1.0 + demand / scale))


def use_per_area(case: Case) -> Array:
    """Return useful room heat per m2 of living (net) area in mean weather.

    (building_type, age_class, renovation_state, draw) [kWh/(m2*a)] = q x f(q) x reference area ratio x level.
    """
    demand = case["heat_demand_calculated"]
    per_type = case["reference_area_ratio"] * case["heat_demand_level"]
    return np.asarray(demand * prebound(demand, case) * per_type[:, np.newaxis, np.newaxis])


def hot_water(case: Case, floor: Array) -> Array:
    """Return useful heat for hot water, (year, building_type, draw) [GWh/a].

    floor (year, building_type, draw) [m2]. Homes: persons x kWh per head, split by living area;
    others: jobs x share of the type x kWh per job. Neither insulation nor weather touches it.
    """
    out = np.empty(floor.shape)
    small, large = SECTOR_TYPES["households"]
    per_head = over(case, "population") * (case["hot_water_per_person"] * GWH_PER_KWH)
    living = floor[:, small] + floor[:, large]
    for place in (small, large):
        out[:, place] = per_head * floor[:, place] / living
    per_job = over(case, "employees") * (case["hot_water_per_employee"] * GWH_PER_KWH)
    for place in range(large + 1, len(DIMS["building_type"])):
        out[:, place] = per_job * case["service_employee_share"][place]
    return out


def solar_heat(case: Case, hot: Array) -> Array:
    """Return the hot water that solar collectors make, (year, building_type, draw) [GWh/a]; homes only.

    collector area x yield, split between the types of homes like their hot water.
    """
    out = np.zeros(hot.shape)
    small, large = SECTOR_TYPES["households"]
    heat = over(case, "solar_thermal_area") * (case["solar_thermal_yield"] * GWH_PER_KWH)
    homes = hot[:, small] + hot[:, large]
    for place in (small, large):
        out[:, place] = heat * hot[:, place] / homes
    return out


def seasonal_performance(case: Case, specific: Array) -> tuple[Array, Array]:
    """Return the yearly performance (JAZ) of air and ground heat pumps for rooms, like ``specific`` [1].

    specific (year, building_type, draw) [kWh/(m2*a)]: mean useful demand. The flow temperature is a
    line through two points of demand; JAZ = intercept - slope x T_flow, never below one.
    """
    low, high = case["low_demand"], case["high_demand"]
    cool, hot = case["flow_temperature_low_demand"], case["flow_temperature_high_demand"]
    flow = cool + (hot - cool) * (specific - low) / (high - low)
    return performance_at(case, flow)


def performance_at(case: Case, flow: Array) -> tuple[Array, Array]:
    """Return JAZ of air and ground heat pumps at a flow temperature [degC]: intercept - slope x T, at least one."""
    loss = case["jaz_slope_per_kelvin"] * flow
    air = np.maximum(case["jaz_air_intercept"] - loss, 1.0)
    ground = np.maximum(case["jaz_ground_intercept"] - loss, 1.0)
    return air, ground
