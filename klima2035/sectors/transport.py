"""Transport: vehicle-km on the territory, mode choice, fleets by drive and age, final energy.

The parts: ``transport_traffic`` (km and what measures can move), ``transport_fleet`` (turnover),
``transport_energy`` (km x use per km), ``transport_assets`` (what is bought). Not in the model: aircraft,
shipping, rail freight and long-distance rail, motorcycles (counted with cars).
"""

from __future__ import annotations

import numpy as np

from klima2035.case import Array, Case, SectorResult
from klima2035.levers import Combine, Lever
from klima2035.sectors import transport_assets as assets
from klima2035.sectors import transport_energy as energy
from klima2035.sectors import transport_fleet as fleets
from klima2035.sectors import transport_traffic as roads
from klima2035.variables import DIMS
from klima2035.variables.transport import LEVER_INPUTS

SEGMENTS = energy.SEGMENTS
ASSETS = assets.ASSETS

_RULES: dict[str, tuple[Combine, str]] = {  # how several measures combine, and who decides
    "cycle_route_talachse": ("add", "city"),
    "cycle_route_langerfeld": ("add", "city"),
    "cycle_route_hatzfeld": ("add", "city"),
    "cycle_route_other": ("add", "city"),
    "e_bike_share": ("highest", "owner"),
    "public_transport_supply": ("multiply", "city_company"),
    "parking_price": ("multiply", "city"),
    "charging_points": ("highest", "city_company"),
    "battery_car_share": ("highest", "owner"),
    "hydrogen_bus_additions": ("add", "city_company"),
    "battery_bus_share": ("highest", "city_company"),
    "zero_emission_bus_share": ("highest", "city_company"),
    "battery_van_share": ("highest", "firm"),
    "battery_truck_share": ("highest", "firm"),
    "freight_km_change": ("multiply", "firm"),
    "municipal_fleet_battery_share": ("highest", "city"),
}
_REGISTERED = {"battery_car_share", "hydrogen_bus_additions"}  # actual values are public registers

_LEVELS = (
    *(name for name in _RULES if name.startswith("cycle_route_")), "e_bike_share", "public_transport_supply",
    "parking_price", "charging_points",
)  # fmt: skip

LEVERS: tuple[Lever, ...] = tuple(
    Lever(v.name, v.unit, *_RULES[v.name], v.text, registered=v.name in _REGISTERED, level=v.name in _LEVELS)
    for v in LEVER_INPUTS
)


def base_year(case: Case) -> Array:
    """Return bottom-up final energy of 2017 before reconciliation, (segment, draw) [GWh/a]."""
    intensity, mileage = fleets.opening_intensity(case)
    return np.asarray(energy.final_energy(case, roads.opening_traffic(case), intensity, mileage)[0])


def project(case: Case, calibration: Array) -> SectorResult:
    """Return energy, stocks and purchases of transport in all years.

    calibration (segment, draw) [1] scales the vehicle-km of each group (for buses and rail, whose km are
    published, the use per km), so that a change of drive moves the reconciled traffic.
    """
    shift = roads.mode_shift(case)
    km = roads.traffic(case, shift)
    fleet = fleets.fleet(case)
    final = energy.final_energy(case, km, fleet.intensity, fleet.mileage)
    final *= calibration
    installed, like_for_like = assets.activity(case, fleet)
    result = SectorResult(
        energy=final,
        stocks={"vehicles": fleet.vehicles},
        installed=installed,
        like_for_like=like_for_like,
        unit_energy=assets.unit_energy(case, fleet),
        indicators=_indicators(case, fleet, km, calibration),
    )
    result.indicators |= {f"modal_split_{mode}": share for mode, share in roads.modal_split(case, shift).items()}
    result.memo["residents_balance"] = _residents_balance(case, result)
    return result


def _indicators(case: Case, fleet: fleets.Fleet, km: roads.Traffic, calibration: Array) -> dict[str, Array]:
    """Return quantities that milestones and reports ask for, by name (year, draw)."""
    by_name = dict(zip(fleets.VEHICLES, np.moveaxis(fleet.vehicles, 1, 0), strict=True))
    out = {
        "battery_cars": by_name["car_battery"],
        "hydrogen_buses": by_name["bus_hydrogen"],
        "charging_points": case.levers["charging_points"],
        "cycle_routes": np.asarray(sum(case.levers[f"cycle_route_{route}"] for route in roads.ROUTES[1:])),
        "charging_peak": by_name["car_battery"] * case["charging_power"],
        "bus_km": km.bus,
    }
    for use, (origin, _, _) in energy.CAR_USES.items():
        scale = calibration[energy.PLACE[use, "petrol"]]
        out[f"car_km_{origin}"] = km.car[:, :, roads.ORIGINS.index(origin)].sum(axis=1) * scale
    freight = calibration[energy.PLACE["trucks", "diesel"]]
    out["freight_km"] = (km.van.sum(axis=1) + km.truck.sum(axis=1)) * freight
    crossing = out["car_km_residents_outbound"]
    abroad = crossing / crossing[0] * case["residents_traffic_outside"]
    out["residents_car_km"] = out["car_km_residents_inside"] + crossing + abroad
    return out


def _residents_balance(case: Case, result: SectorResult) -> Array:
    """Return direct CO2 of the residents' car traffic inside and outside the city, (year, draw) [t/a].

    Fuel of the residents' cars on the territory x direct factor x km everywhere over km on the territory.
    """
    fuels = DIMS["fuel"]
    parts = (
        result.energy[:, energy.PLACE[use, fuel]] * case["emission_factor_co2"][:, fuels.index(fuel)]
        for use in ("cars_inside", "cars_outbound")
        for fuel in ("petrol", "diesel", "biofuel")
    )
    seen = result.indicators
    here = seen["car_km_residents_inside"] + seen["car_km_residents_outbound"]
    return np.asarray(sum(parts) * seen["residents_car_km"] / here)
