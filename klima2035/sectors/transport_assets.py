"""What transport buys and builds, how much of it replaces worn-out things, and what one unit changes."""

from __future__ import annotations

import numpy as np

from klima2035.case import Array, Asset, Case
from klima2035.sectors.transport_energy import DIESEL, PETROL, electric_share
from klima2035.sectors.transport_fleet import BUSES, CHARGING, MEMBER, REGISTERED, TRUCKS, VANS, VEHICLES, Fleet
from klima2035.variables import DIMS

PER_UNIT = 1e3  # GWh -> MWh
ROUTES = DIMS["cycle_route"][1:]

_FLEETS = {"car": REGISTERED, "bus": BUSES, "van": VANS, "truck": TRUCKS}  # whose mileage a vehicle has

_CARS = ("battery_car_share", "charging_points", "municipal_fleet_battery_share")
_BUSES = ("hydrogen_bus_additions", "battery_bus_share", "zero_emission_bus_share", "public_transport_supply")
ASSETS: tuple[Asset, ...] = (
    Asset("car_battery", "transport", "vehicles", _CARS[:2]),
    Asset("car_plug_in_hybrid", "transport", "vehicles", _CARS),
    Asset("car_combustion", "transport", "vehicles", _CARS),
    Asset("municipal_vehicle_battery", "transport", "vehicles", ("municipal_fleet_battery_share",)),
    Asset("bus_diesel", "transport", "vehicles", _BUSES),
    Asset("bus_battery", "transport", "vehicles", _BUSES),
    Asset("bus_hydrogen", "transport", "vehicles", ("hydrogen_bus_additions",)),
    Asset("van_battery", "transport", "vehicles", ("battery_van_share",)),
    Asset("van_combustion", "transport", "vehicles", ("battery_van_share",)),
    Asset("truck_battery", "transport", "vehicles", ("battery_truck_share",)),
    Asset("truck_combustion", "transport", "vehicles", ("battery_truck_share",)),
    Asset("charging_point", "transport", "points", ("charging_points",)),
    *(Asset(f"cycle_route_{route}", "transport", "km", (f"cycle_route_{route}",)) for route in ROUTES),
    Asset("e_bike_support", "transport", "vehicles", ("e_bike_share",)),
    Asset("public_transport_service", "transport", "Mkm/a", ("public_transport_supply",)),
    Asset("parking_management", "transport", "points", ("parking_price",)),
)


def rise(path: Array) -> Array:
    """Return the yearly rise of a path, never negative and zero in the first year, (year, ...)."""
    out = np.zeros_like(path)
    np.maximum(path[1:] - path[:-1], 0.0, out=out[1:])
    return out


def _bought(fleet: Fleet) -> dict[str, tuple[Array, int]]:
    """Return new vehicles by asset and the row of the turnover that they renew, (year, draw) [vehicles/a]."""

    def new(*names: str) -> Array:
        """Return new vehicles of some kinds, (year, draw) [vehicles/a]."""
        return np.asarray(sum(fleet.inflow[:, MEMBER[f"{name.split('_')[0]}_local", name]] for name in names))

    city = fleet.turnover.municipal
    return {
        "car_battery": (new("car_battery") - city, REGISTERED),
        "car_plug_in_hybrid": (new("car_plug_in_hybrid"), REGISTERED),
        "car_combustion": (new("car_petrol", "car_diesel"), REGISTERED),
        "municipal_vehicle_battery": (city, REGISTERED),
        "bus_diesel": (new("bus_diesel"), BUSES),
        "bus_battery": (new("bus_battery"), BUSES),
        "bus_hydrogen": (new("bus_hydrogen"), BUSES),
        "van_battery": (new("van_battery"), VANS),
        "van_combustion": (new("van_petrol", "van_diesel"), VANS),
        "truck_battery": (new("truck_battery"), TRUCKS),
        "truck_combustion": (new("truck_diesel"), TRUCKS),
        "charging_point": (fleet.turnover.registrations[:, CHARGING], CHARGING),
    }


def activity(case: Case, fleet: Fleet) -> tuple[dict[str, Array], dict[str, Array]]:
    """Return what is bought or built and how much of it would have been due anyway, by asset (year, draw).

    Vehicles and charging points: due anyway is their part in natural exits over registrations. A rise
    of a lever builds cycle routes, e-bikes (x households), bus km and managed parking (all spaces once
    per doubling of the price).
    """
    turnover = fleet.turnover
    due = np.minimum(turnover.exits / np.maximum(turnover.registrations, 1e-12), 1.0)
    installed, like_for_like = {}, {}
    for name, (flow, row) in _bought(fleet).items():
        installed[name] = flow
        like_for_like[name] = flow * due[:, row]
    levers = case.levers
    for route in ROUTES:
        installed[f"cycle_route_{route}"] = rise(levers[f"cycle_route_{route}"])
    supply, price = levers["public_transport_supply"], levers["parking_price"]
    installed["e_bike_support"] = rise(levers["e_bike_share"]) * case["households"]
    installed["public_transport_service"] = rise(supply / supply[0]) * case["bus_traffic_2017"]
    installed["parking_management"] = np.minimum(rise(price / price[0]), 1.0) * case["parking_spaces"]
    nothing = np.zeros((len(case.years), 1))
    return installed, {name: like_for_like.get(name, nothing) for name in installed}


def unit_energy(case: Case, fleet: Fleet) -> dict[str, dict[str, Array]]:
    """Return what one unit changes in yearly final energy, by asset and carrier (year, draw) [MWh/(unit a)].

    Vehicles: own use less that of a new combustion vehicle of the same year, at the fleet's yearly
    mileage wherever it is driven. Bus service: use of the mean bus per Mkm.
    """
    loss = 1.0 + case["charging_loss"]
    less = {kind: _diesel(case, -_yearly(case, f"{kind}_diesel")) for kind in ("bus", "van", "truck")}
    now = {
        name: fleet.intensity[:, MEMBER["bus_local", f"bus_{name}"]] * PER_UNIT
        for name in ("diesel", "battery", "hydrogen")
    }
    return {
        **_cars(case),
        "bus_battery": {"electricity": _yearly(case, "bus_battery"), **less["bus"]},
        "bus_hydrogen": {"hydrogen": _yearly(case, "bus_hydrogen"), **less["bus"]},
        "van_battery": {"electricity": _yearly(case, "van_battery"), **less["van"]},
        "truck_battery": {"electricity": _yearly(case, "truck_battery"), **less["truck"]},
        "public_transport_service": {
            "electricity": now["battery"] * loss,
            "hydrogen": now["hydrogen"],
            **_diesel(case, now["diesel"]),
        },
    }


def _cars(case: Case) -> dict[str, dict[str, Array]]:
    """Return what one new car changes against the petrol and diesel cars of the same year, as ``unit_energy``."""
    market = case["new_car_share"]
    part = market[:, DIESEL] / np.maximum(market[:, PETROL] + market[:, DIESEL], 1e-12)
    diesel = _yearly(case, "car_diesel", part)
    petrol = _yearly(case, "car_petrol", 1.0 - part)
    electric = electric_share(case)
    power = electric * case["plug_in_consumption"] * (1.0 + case["charging_loss"]) * _mileage(case, "car")
    battery = {"electricity": _yearly(case, "car_battery"), **_fuels(case, -petrol, -diesel)}
    hybrid = _fuels(case, _yearly(case, "car_plug_in_hybrid", 1.0 - electric) - petrol, -diesel)
    return {
        "car_battery": battery,
        "municipal_vehicle_battery": battery,
        "car_plug_in_hybrid": {"electricity": np.broadcast_to(power, diesel.shape), **hybrid},
    }


def _yearly(case: Case, name: str, part: Array | None = None) -> Array:
    """Return the yearly use of a new vehicle with its charging loss, (year, draw) [MWh/a]; part [1] of it if given."""
    use = case["new_consumption"][:, VEHICLES.index(name)]
    if name.endswith("_battery"):
        use = use * (1.0 + case["charging_loss"])
    return np.asarray((use if part is None else use * part) * _mileage(case, name))


def _mileage(case: Case, name: str) -> Array:
    """Return the yearly mileage of a vehicle's fleet, (draw), in the thousands that turn GWh into MWh."""
    return np.asarray(case["annual_mileage"][_FLEETS[name.split("_", maxsplit=1)[0]]] * PER_UNIT)


def _fuels(case: Case, petrol: Array, diesel: Array) -> dict[str, Array]:
    """Return petrol and diesel by carrier: the green part of each is biofuel."""
    green = case["biofuel_share"]
    ethanol, biodiesel = petrol * green[:, PETROL], diesel * green[:, DIESEL]
    return {"petrol": petrol - ethanol, "diesel": diesel - biodiesel, "biofuel": ethanol + biodiesel}


def _diesel(case: Case, diesel: Array) -> dict[str, Array]:
    """Return diesel alone by carrier."""
    return _fuels(case, np.zeros_like(diesel), diesel)
