"""Figures beside the energy: peaks, achieved renovation rates, dwellings with district heat."""

from __future__ import annotations

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import (
    DIRECT_ELECTRIC,
    DISTRICT_HEAT,
    GAS,
    GAS_FLOOR,
    HEAT_PUMP_AIR,
    HEAT_PUMP_GROUND,
    SECTOR_TYPES,
    TYPES,
    Array,
    pooled,
)
from klima2035.sectors.buildings.final_energy import Heat
from klima2035.sectors.buildings.floor_area import state_mean
from klima2035.variables import index

MW_PER_W = 1e-6


def indicators(case: Case, heat: Heat) -> dict[str, Array]:
    """Return indicators by name, each (year, draw).

    electric_heating_peak, district_heat_peak [MW]; renovation_rate_* [1/a] in full-renovation
    equivalents, as statistics count it; district_heat_dwellings [dwellings]; heat_pumps [systems];
    gas_heated_share [1] of the floor area.
    """
    return {**_peaks(case, heat), **_renovation_rates(case, heat), **_counts(case, heat)}


def _peaks(case: Case, heat: Heat) -> dict[str, Array]:
    """Return the power drawn on the design day [MW]: W/m2 by state x area served / performance in the cold."""
    load = state_mean(heat.floor, case["design_heat_load"]) * (case["design_simultaneity"] * MW_PER_W)
    area, every = heat.heating.area, tuple(range(len(TYPES)))
    electric = (
        area[:, :, HEAT_PUMP_AIR] / case["cop_design_air"]
        + area[:, :, HEAT_PUMP_GROUND] / case["cop_design_ground"]
        + area[:, :, DIRECT_ELECTRIC]
    )
    return {
        "electric_heating_peak": pooled(electric * load, every),
        "district_heat_peak": pooled(area[:, :, DISTRICT_HEAT] * load, every),
    }


def _renovation_rates(case: Case, heat: Heat) -> dict[str, Array]:
    """Return achieved renovation in full-renovation equivalents over the year's opening area [1/a]."""
    flow = heat.floor.equivalents
    groups = {
        "residential": SECTOR_TYPES["households"],
        "commerce": (index("building_type", "commerce"),),
        "municipal": SECTOR_TYPES["municipal"],
    }
    out = {}
    for name, types in groups.items():
        rate = np.zeros((len(case.years), case.draws))
        rate[1:] = pooled(flow, types)[1:] / pooled(heat.total, types)[:-1]
        out[f"renovation_rate_achieved_{name}"] = rate
    return out


def _counts(case: Case, heat: Heat) -> dict[str, Array]:
    """Return dwellings on the heat network and heat pumps in homes and elsewhere, end of year."""
    area, every = heat.heating.area, tuple(range(len(TYPES)))
    dwellings = area[:, :, DISTRICT_HEAT] / case["area_per_dwelling"]
    pumps = (area / case["area_per_system"])[:, :, HEAT_PUMP_AIR : HEAT_PUMP_GROUND + 1]
    return {
        "district_heat_dwellings": pooled(dwellings, SECTOR_TYPES["households"]),
        "heat_pumps": pooled(pumps.sum(axis=2), every),
        "gas_heated_share": pooled(area[:, :, GAS] + area[:, :, GAS_FLOOR], every) / pooled(heat.total, every),
    }
