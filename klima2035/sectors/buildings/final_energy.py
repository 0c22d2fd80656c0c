"""Final energy for heat: useful demand, served area, efficiency, law; fitted to the balance of 2017."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings import floor_area, heat_demand, heating
from klima2035.sectors.buildings.common import (
    BIOMASS,
    DIRECT_ELECTRIC,
    DISTRICT_HEAT,
    FOSSIL,
    GAS,
    GAS_FLOOR,
    HEAT_PUMP_AIR,
    HEAT_PUMP_GROUND,
    OIL,
    SECTOR_TYPES,
    SYSTEMS,
    Array,
    over,
    pooled,
)
from klima2035.sectors.buildings.heat_demand import GWH_PER_KWH
from klima2035.sectors.buildings.registry import HEAT_USES, PLACE
from klima2035.stocks import mean_of_year

SYSTEM_CARRIER: tuple[str, ...] = (
    "natural_gas", "natural_gas", "heating_oil", "district_heat",
    "electricity", "electricity", "biomass", "electricity",
)  # fmt: skip
"""Carrier by which the balance fits each heating system, in the order of the systems."""


@dataclass
class Heat:
    """Stocks and heat of the buildings, all (year, building_type, ...).

    useful, solar by use and type; carriers by use: carrier -> (year, building_type, draw) [GWh/a];
    per_area by use: useful heat in mean weather per m2 served [kWh/(m2*a)], what boilers must give;
    inverse by use: final over useful per system (year, building_type, heating_system, draw).
    level (building_type, draw): use in the balance over the bottom-up figure.
    """

    floor: floor_area.FloorArea
    heating: heating.Heating
    total: Array
    carriers: dict[str, dict[str, Array]]
    per_area: dict[str, Array]
    inverse: dict[str, Array]
    solar: Array
    level: Array


def fit(case: Case, share: Array, calibration: Array) -> tuple[Array, Array]:
    """Return the opening shares of systems and the level of demand that meet the balance of 2017.

    share (building_type, heating_system, draw); calibration (segment, draw), balance over bottom-up.
    share' = share k / Σ share k and level' = Σ share k: each carrier's energy is scaled by its k, and
    a later change of carrier keeps the useful demand. Returns (share', level').
    """
    weighted = np.empty((*share.shape[:2], case.draws))
    for sector, types in SECTOR_TYPES.items():
        for system, carrier in enumerate(SYSTEM_CARRIER):
            factor = calibration[PLACE[sector, "space_heat", carrier]]
            for place in types:
                weighted[place, system] = share[place, system] * factor
    level = weighted.sum(axis=1)
    return weighted / level[:, np.newaxis], level


def project_heat(case: Case, calibration: Array) -> Heat:
    """Return stocks and final energy for heat over the case's years; calibration (segment, draw) [1]."""
    use = heat_demand.use_per_area(case)
    floor = floor_area.turn_over(case, use)
    share, level = fit(case, heating.opening_shares(case), calibration)
    total = floor.total
    stock = heating.turn_over(case, floor, share * total[0][:, np.newaxis])
    area = mean_of_year(total)
    room = mean_of_year(floor_area.weighted(floor, use)) / area
    weather = over(case, "degree_days") / case["degree_days_mean"]
    gross = heat_demand.hot_water(case, area)
    solar = heat_demand.solar_heat(case, gross)
    water, solar = _fit_water(gross, solar, level, calibration)
    per_area = {"space_heat": room * level, "hot_water": water / area / GWH_PER_KWH}
    inverse = {"space_heat": _inverse_rooms(case, room), "hot_water": _inverse_water(case, area.shape)}
    served = mean_of_year(stock.area)
    quota = _green_share(case, stock, served)
    carriers = {}
    for name in HEAT_USES:
        heat = per_area[name] * GWH_PER_KWH
        if name == "space_heat":
            heat *= weather[:, np.newaxis]
        carriers[name] = by_carrier(served, inverse[name], heat, quota)
    return Heat(floor, stock, total, carriers, per_area, inverse, solar, level)


def _fit_water(gross: Array, solar: Array, level: Array, calibration: Array) -> tuple[Array, Array]:
    """Return the hot water that boilers make and the solar heat, fitted to 2017, (year, building_type, draw) [GWh/a].

    The level of use per head is set so that in 2017 boilers give (gross - solar) x level'.
    """
    factor = calibration[PLACE["households", "hot_water", "solar_thermal"]]
    fitted_solar = solar * factor
    wanted = (gross[0] - solar[0]) * level + fitted_solar[0]
    fitted = gross * (wanted / gross[0])
    return np.maximum(fitted - fitted_solar, 0.0), fitted_solar


def _inverse_rooms(case: Case, room: Array) -> Array:
    """Return final over useful energy for rooms, (year, building_type, heating_system, draw) [1].

    Heat pumps follow the flow temperature that the type's mean demand needs (before the fit to 2017).
    """
    air, ground = heat_demand.seasonal_performance(case, room)
    return _inverse(1.0 / over(case, "heating_efficiency"), room.shape, air, ground)


def _inverse_water(case: Case, shape: tuple[int, ...]) -> Array:
    """Return final over useful energy for hot water, (year, building_type, heating_system, draw) [1]."""
    air, ground = heat_demand.performance_at(case, case["hot_water_temperature"])
    return _inverse(1.0 / over(case, "hot_water_efficiency"), shape, air, ground)


def _inverse(boilers: Array, shape: tuple[int, ...], air: Array, ground: Array) -> Array:
    """Return 1/efficiency laid out by type, with 1/JAZ (and the tank's losses) for heat pumps."""
    out = np.empty((shape[0], shape[1], len(SYSTEMS), shape[2]))
    out[:] = boilers[:, np.newaxis]
    out[:, :, HEAT_PUMP_AIR] /= air
    out[:, :, HEAT_PUMP_GROUND] /= ground
    return out


def _green_share(case: Case, stock: heating.Heating, served: Array) -> Array:
    """Return the climate-neutral part of the fuel of fossil systems, (year, building_type, 3, draw) [1].

    law: quota x the part of the area whose boiler was installed since the law binds.
    """
    bound = mean_of_year(stock.bound[:, :, FOSSIL]) / np.maximum(served[:, :, FOSSIL], 1e-9)
    return np.asarray(bound * over(case, "law_green_fuel_quota")[:, np.newaxis, np.newaxis])


def by_carrier(served: Array, inverse: Array, heat: Array, quota: Array) -> dict[str, Array]:
    """Return final energy by carrier, each (year, building_type, draw) [GWh/a].

    served [m2] and inverse [1] (year, building_type, heating_system, draw), heat per m2 (year,
    building_type, draw) [GWh/(m2*a)], quota (year, building_type, 3, draw) [1]. Heat pumps take the
    rest of their useful heat from air and ground.
    """
    gas = served[:, :, GAS] * inverse[:, :, GAS] * heat
    gas_floor = served[:, :, GAS_FLOOR] * inverse[:, :, GAS_FLOOR] * heat
    oil = served[:, :, OIL] * inverse[:, :, OIL] * heat
    air = served[:, :, HEAT_PUMP_AIR] * heat
    ground = served[:, :, HEAT_PUMP_GROUND] * heat
    power = air * inverse[:, :, HEAT_PUMP_AIR] + ground * inverse[:, :, HEAT_PUMP_GROUND]
    green_gas = gas * quota[:, :, GAS] + gas_floor * quota[:, :, GAS_FLOOR]
    green_oil = oil * quota[:, :, OIL]
    return {
        "natural_gas": gas + gas_floor - green_gas,
        "biomethane": green_gas,
        "heating_oil": oil - green_oil,
        "biofuel": green_oil,
        "district_heat": served[:, :, DISTRICT_HEAT] * inverse[:, :, DISTRICT_HEAT] * heat,
        "electricity": power + served[:, :, DIRECT_ELECTRIC] * inverse[:, :, DIRECT_ELECTRIC] * heat,
        "environmental_heat": np.maximum(air + ground - power, 0.0),
        "biomass": served[:, :, BIOMASS] * inverse[:, :, BIOMASS] * heat,
    }


def write(heat: Heat, energy: Array) -> None:
    """Write heat into the segments, energy (year, segment, draw) [GWh/a]."""
    for sector, types in SECTOR_TYPES.items():
        for use in HEAT_USES:
            for carrier, values in heat.carriers[use].items():
                energy[:, PLACE[sector, use, carrier]] = pooled(values, types)
    homes = SECTOR_TYPES["households"]
    energy[:, PLACE["households", "hot_water", "solar_thermal"]] = pooled(heat.solar, homes)
