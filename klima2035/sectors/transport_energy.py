"""Final energy of transport: traffic x use per km, split into carriers."""

from __future__ import annotations

import numpy as np

from klima2035.case import Array, Case, Segment
from klima2035.sectors.transport_fleet import MEMBER
from klima2035.sectors.transport_traffic import MOTORWAY, ORIGINS, Traffic
from klima2035.variables import DIMS

DRIVES = DIMS["drive"]
PETROL, DIESEL, PLUG_IN, BATTERY = (DRIVES.index(name) for name in ("petrol", "diesel", "plug_in_hybrid", "battery"))

CAR_USES = {  # use: (traffic origin, whose cars, group of the reconciliation)
    "cars_inside": ("residents_inside", "car_local", "transport residents fuel"),
    "cars_outbound": ("residents_outbound", "car_local", "transport residents fuel"),
    "cars_commuting": ("commuters_inbound", "car_external", "transport commuters fuel"),
    "cars_through": ("through", "car_external", "transport through fuel"),
}
_ROAD = ("petrol", "diesel", "biofuel", "electricity")
_CELLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    *((use, _ROAD, group) for use, (_, _, group) in CAR_USES.items()),
    ("vans", _ROAD, "transport freight fuel"),
    ("trucks", _ROAD[1:], "transport freight fuel"),
    ("buses", (*_ROAD[1:], "hydrogen"), "transport public fuel"),
    ("rail", ("electricity",), "transport electricity"),
)
SEGMENTS: tuple[Segment, ...] = tuple(
    Segment("transport", "transport", use, carrier, group) for use, carriers, group in _CELLS for carrier in carriers
)
"""A group scales all carriers of its traffic alike: what is reconciled are vehicle-km, not litres."""

PLACE = {(segment.use, segment.carrier): i for i, segment in enumerate(SEGMENTS)}


def electric_share(case: Case) -> Array:
    """Return the share of km that plug-in hybrids drive electrically, (draw) [1]: private and company cars."""
    company = case["plug_in_company_share"]
    private = (1.0 - company) * case["plug_in_electric_private"]
    return np.asarray(private + company * case["plug_in_electric_company"])


def final_energy(case: Case, traffic: Traffic, intensity: Array, mileage: Array) -> Array:
    """Return final energy before calibration, (year, segment, draw) [GWh/a].

    traffic [Mkm/a]; intensity (year, member, draw) [kWh/km]; mileage (year, member, draw) [1]. The time
    axis is that of ``traffic`` (all years, or 2017 alone). Plug-in hybrids: fuel x (1 - electric share) and
    electric use x electric share; all charging with its loss; biofuel split off each fuel once.
    """
    years = intensity.shape[0]
    out = np.zeros((years, len(SEGMENTS), case.draws))
    biofuel = case["biofuel_share"][:years]
    factor = case["road_class_factor"]
    by_drive = _weighted(traffic.car, factor, (PETROL, DIESEL, PLUG_IN, BATTERY))
    on_grid = electric_share(case)
    electric = on_grid * case["plug_in_consumption"]
    for use, (origin, group, _) in CAR_USES.items():
        km = {drive: values[:, ORIGINS.index(origin)] for drive, values in by_drive.items()}
        parts = {name: MEMBER[group, f"car_{name}"] for name in ("petrol", "diesel", "plug_in_hybrid", "battery")}
        petrol = km[PETROL] * intensity[:, parts["petrol"]]
        petrol += km[PLUG_IN] * intensity[:, parts["plug_in_hybrid"]] * (1.0 - on_grid)
        power = km[BATTERY] * intensity[:, parts["battery"]]
        power += km[PLUG_IN] * mileage[:, parts["plug_in_hybrid"]] * electric
        _fill(case, out, biofuel, use, petrol, km[DIESEL] * intensity[:, parts["diesel"]], power)
    _freight(case, traffic, intensity, biofuel, out)
    diesel, battery, hydrogen = (MEMBER["bus_local", f"bus_{name}"] for name in ("diesel", "battery", "hydrogen"))
    _fill(case, out, biofuel, "buses", None, traffic.bus * intensity[:, diesel], traffic.bus * intensity[:, battery])
    out[:, PLACE["buses", "hydrogen"]] = traffic.bus * intensity[:, hydrogen]
    out[:, PLACE["rail", "electricity"]] = (traffic.rail * case["rail_consumption"]).sum(axis=0)
    return out


def _weighted(km: Array, factor: Array, drives: tuple[int, ...]) -> dict[int, Array]:
    """Return km (year, road_class, ...) weighted with the road classes' factors by drive, each (year, ..., draw)."""
    out = {}
    for drive in drives:
        total = km[:, 0] * factor[drive, 0]
        for road in range(1, km.shape[1]):
            total += km[:, road] * factor[drive, road]
        out[drive] = total
    return out


def _fill(case: Case, out: Array, biofuel: Array, use: str, petrol: Array | None, diesel: Array, power: Array) -> None:
    """Put fuels and electricity of one use in their places; fuels and power (year, draw) [GWh/a]."""
    green = diesel * biofuel[:, DIESEL]
    out[:, PLACE[use, "diesel"]] = diesel - green
    if petrol is not None:
        ethanol = petrol * biofuel[:, PETROL]
        out[:, PLACE[use, "petrol"]] = petrol - ethanol
        green = green + ethanol
    out[:, PLACE[use, "biofuel"]] = green
    out[:, PLACE[use, "electricity"]] = power * (1.0 + case["charging_loss"])


def _freight(case: Case, traffic: Traffic, intensity: Array, biofuel: Array, out: Array) -> None:
    """Fill in vans and trucks: vehicles of the city drive their share off motorways, others the rest."""
    share, factor = case["local_freight_share"], case["road_class_factor"]
    for name, use, km in (("van", "vans", traffic.van), ("truck", "trucks", traffic.truck)):
        city = km * share
        city[:, MOTORWAY] = 0.0
        near_km, far_km = (_weighted(part, factor, (PETROL, DIESEL, BATTERY)) for part in (city, km - city))
        by_drive = {}
        for drive, label in ((PETROL, "petrol"), (DIESEL, "diesel"), (BATTERY, "battery")):
            if (f"{name}_local", f"{name}_{label}") in MEMBER:
                near = near_km[drive] * intensity[:, MEMBER[f"{name}_local", f"{name}_{label}"]]
                far = far_km[drive] * intensity[:, MEMBER[f"{name}_external", f"{name}_{label}"]]
                by_drive[drive] = near + far
        _fill(case, out, biofuel, use, by_drive.get(PETROL), by_drive[DIESEL], by_drive[BATTERY])
