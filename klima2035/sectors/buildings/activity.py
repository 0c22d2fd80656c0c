"""What is built and bought in buildings, what of it was due anyway, and the energy one unit changes."""

from __future__ import annotations

import numpy as np

from klima2035.case import Case, SectorResult
from klima2035.sectors.buildings.common import (
    GAS,
    GROUPS,
    HEAT_PUMP_AIR,
    HEAT_PUMP_GROUND,
    SECTOR_TYPES,
    lever,
    over,
    pooled,
)
from klima2035.sectors.buildings.final_energy import SYSTEM_CARRIER, Heat
from klima2035.sectors.buildings.floor_area import DEEP, USUAL
from klima2035.sectors.buildings.registry import HEAT_USES, RENOVATION_TYPES, SYSTEM_ASSETS, system_asset

MWH_PER_KWH = 1e-3
MWH_PER_GWH = 1e3
TINY = 1e-9  # keeps a ratio of two zeros zero


def write(case: Case, heat: Heat, result: SectorResult) -> None:
    """Write installed units, units due anyway and energy per unit of every asset into the result."""
    _systems(case, heat, result)
    _system_energy(case, heat, result)
    _renovation(case, heat, result)
    _centralising(case, heat, result)
    _street_lighting(case, result)


def _systems(case: Case, heat: Heat, result: SectorResult) -> None:
    """Heating systems [systems/a]: inflow over area per system; due: natural exits and worn early exits.

    The due area of a group is spread over all its new systems, new buildings included, in proportion.
    """
    stock, size = heat.heating, case["area_per_system"]
    counted = stock.installed / size
    due = (stock.natural + stock.worn).sum(axis=2) / np.maximum(stock.installed.sum(axis=2), TINY)
    due_counted = counted * due[:, :, np.newaxis]
    for group, types in GROUPS.items():
        new, anyway = counted[:, types[0]], due_counted[:, types[0]]
        for place in types[1:]:
            new, anyway = new + counted[:, place], anyway + due_counted[:, place]
        for system, name in enumerate(SYSTEM_ASSETS):
            asset = system_asset(name, group)
            result.installed[asset] = new[:, system]
            result.like_for_like[asset] = anyway[:, system]


def _system_energy(case: Case, heat: Heat, result: SectorResult) -> None:
    """Energy of one system against a gas boiler for the same area [MWh/(system*a)], by carrier."""
    rooms, water = (heat.per_area[use] for use in HEAT_USES)
    inverse_rooms, inverse_water = (heat.inverse[use] for use in HEAT_USES)
    final = rooms[:, :, np.newaxis] * inverse_rooms + water[:, :, np.newaxis] * inverse_water
    for group, types in GROUPS.items():
        size = case["area_per_system"][types[0]] * MWH_PER_KWH
        needed, warmth = final[:, types[0]], rooms[:, types[0]] + water[:, types[0]]
        if len(types) > 1:
            weight = heat.total[:, types[0]] / pooled(heat.total, types)
            needed = needed * weight[:, np.newaxis] + final[:, types[1]] * (1.0 - weight)[:, np.newaxis]
            warmth = warmth * weight + (rooms[:, types[1]] + water[:, types[1]]) * (1.0 - weight)
        needed = needed * size
        gas = -size / size[GAS] * needed[:, GAS : GAS + 1]
        for system, name in enumerate(SYSTEM_ASSETS):
            carriers = {SYSTEM_CARRIER[system]: needed[:, system]}
            carriers["natural_gas"] = carriers.get("natural_gas", 0.0) + gas[:, system]
            if system in {HEAT_PUMP_AIR, HEAT_PUMP_GROUND}:
                carriers["environmental_heat"] = warmth * size[system] - needed[:, system]
            result.unit_energy[system_asset(name, group)] = {} if system == GAS else carriers


def _renovation(case: Case, heat: Heat, result: SectorResult) -> None:
    """Renovated area [m2/a]; due: the part whose shell was due; energy [MWh/(m2*a)] in the type's mix of carriers."""
    floor, due = heat.floor, case["renovation_due_share"]
    rooms = {carrier: values for carrier, values in heat.carriers["space_heat"].items() if carrier != "biomethane"}
    stacked = np.stack(list(rooms.values()), axis=1)
    useful = heat.per_area["space_heat"] * heat.total
    for group, types in RENOVATION_TYPES.items():
        energy = pooled(stacked.swapaxes(1, 2), types)  # (year, carrier, draw)
        base = pooled(useful, types)
        for depth, flow, saved, state in (
            ("usual", floor.usual, floor.saved_usual, USUAL), ("deep", floor.deep, floor.saved_deep, DEEP),
        ):  # fmt: skip
            asset = f"renovation_{depth}_{group}"
            area = pooled(flow, types)
            per_m2 = pooled(saved * heat.level, types) / np.maximum(area, TINY)
            result.installed[asset] = area
            result.like_for_like[asset] = area * due[state]
            scale = -per_m2 * MWH_PER_GWH / base
            change = energy * scale[:, np.newaxis]
            result.unit_energy[asset] = {carrier: change[:, place] for place, carrier in enumerate(rooms)}


def _centralising(case: Case, heat: Heat, result: SectorResult) -> None:
    """Dwellings that leave gas floor heating for a central system [dwellings/a]; nothing of it was due."""
    dwellings = pooled(heat.heating.centralised / case["area_per_dwelling"], SECTOR_TYPES["households"])
    result.installed["centralising_gas_floor_heating"] = dwellings
    result.like_for_like["centralising_gas_floor_heating"] = np.zeros_like(dwellings)
    result.unit_energy["centralising_gas_floor_heating"] = {}


def _street_lighting(case: Case, result: SectorResult) -> None:
    """Points converted to LED [points/a]; due: the old points whose luminaire reaches the end of its life."""
    share = lever(case, "street_lighting_led_share")
    points = case["street_lighting_points"]
    new = np.zeros((len(case.years), case.draws))
    new[1:] = np.maximum(share[1:] - share[:-1], 0.0) * points
    worn = np.zeros_like(new)
    worn[1:] = (1.0 - share[:-1]) * points / case["street_lighting_lifetime"]
    saved = over(case, "street_lighting_electricity") * case["led_saving"] * MWH_PER_GWH / points
    result.installed["street_lighting"] = new
    result.like_for_like["street_lighting"] = np.minimum(new, worn)
    result.unit_energy["street_lighting"] = {"electricity": -saved}
