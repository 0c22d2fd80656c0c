"""Electricity that is not heating: homes by head, commerce by job, the city by its own figures."""

from __future__ import annotations

import numpy as np

from klima2035.case import Case
from klima2035.sectors.buildings.common import Array, lever, over
from klima2035.sectors.buildings.heat_demand import GWH_PER_KWH
from klima2035.sectors.buildings.registry import PLACE
from klima2035.stocks import mean_of_year


def appliances(case: Case) -> dict[tuple[str, str], Array]:
    """Return electricity by sector and use before the fit to 2017, each (year, draw) [GWh/a].

    Homes: persons x kWh per head x lever. All services: jobs outside industry x kWh per job; the
    city's own trend use is taken out once, the rest is commerce x lever. Street lighting: use of
    unconverted points x (1 - saving x LED share).
    """
    homes = over(case, "population") * over(case, "appliance_electricity_per_person") * GWH_PER_KWH
    jobs = over(case, "employees") * case["service_employee_share"].sum(axis=0)
    services = jobs * over(case, "service_electricity_per_employee") * GWH_PER_KWH
    buildings = over(case, "municipal_building_electricity")
    unlit = over(case, "street_lighting_electricity")
    share = lever(case, "street_lighting_led_share")
    own = buildings + unlit * (1.0 - case["led_saving"] * share[0])
    return {
        ("households", "appliances"): homes * lever(case, "appliance_efficiency"),
        ("commerce", "appliances"): np.maximum(services - own, 0.0) * lever(case, "commerce_electricity_efficiency"),
        ("municipal", "appliances"): buildings * lever(case, "municipal_electricity_efficiency"),
        ("municipal", "street_lighting"): unlit * (1.0 - case["led_saving"] * mean_of_year(share)),
    }


def write(case: Case, calibration: Array, energy: Array) -> None:
    """Write electricity into the segments, energy (year, segment, draw) [GWh/a]; calibration scales use per head."""
    for (sector, use), values in appliances(case).items():
        place = PLACE[sector, use, "electricity"]
        energy[:, place] = values * calibration[place]
