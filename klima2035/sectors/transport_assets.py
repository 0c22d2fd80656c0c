"""What transport buys and builds, how much of it replaces worn-out things, and what one unit changes."""

from __future__ import annotations

import numpy as np

from klima2035.case import Array, Asset, Case
from klima2035.sectors.transport_energy import DIESEL, PETROL, electric_share
from klima2035.sectors.transport_fleet import BUSES, CHARGING, MEMBER, REGISTERED, TRUCKS, VANS, VEHICLES, Fleet
from klima2035.variables import DIMS

PER_UNIT = 1e3  # GWh -> MWh
ROUTES = DIMS["cycle_route"][1:]

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
    new, loss = case["new_consumption"], 1.0 + case["charging_loss"]
    mileage = case["annual_mileage"] * PER_UNIT
    car, bus, van, truck = (mileage[row] for row in (REGISTERED, BUSES, VANS, TRUCKS))

    def use(name: str) -> Array:
        """Return what one new vehicle of a kind uses, (year, draw)."""
        return np.asarray(new[:, VEHICLES.index(name)])

    def fuels(petrol: Array, diesel: Array) -> dict[str, Array]:
        green = case["biofuel_share"]
        ethanol, biodiesel = petrol * green[:, PETROL], diesel * green[:, DIESEL]
        return {"petrol": petrol - ethanol, "diesel": diesel - biodiesel, "biofuel": ethanol + biodiesel}

    market = case["new_car_share"]
    diesel_part = market[:, DIESEL] / np.maximum(market[:, PETROL] + market[:, DIESEL], 1e-12)
    car_diesel = use("car_diesel") * diesel_part * car
    car_petrol = use("car_petrol") * (1.0 - diesel_part) * car
    none = np.zeros_like(car_diesel)
    electric = electric_share(case)
    hybrid_fuel = use("car_plug_in_hybrid") * (1.0 - electric) * car
    hybrid_power = np.broadcast_to(electric * case["plug_in_consumption"] * loss * car, none.shape)
    saved = fuels(-car_petrol, -car_diesel)
    van_diesel, truck_diesel, bus_diesel = use("van_diesel") * van, use("truck_diesel") * truck, use("bus_diesel") * bus
    battery_car = {"electricity": use("car_battery") * loss * car, **saved}
    now = {
        name: fleet.intensity[:, MEMBER["bus_local", f"bus_{name}"]] * PER_UNIT
        for name in ("diesel", "battery", "hydrogen")
    }
    return {
        "car_battery": battery_car,
        "municipal_vehicle_battery": battery_car,
        "car_plug_in_hybrid": {"electricity": hybrid_power, **fuels(hybrid_fuel - car_petrol, -car_diesel)},
        "bus_battery": {"electricity": use("bus_battery") * loss * bus, **fuels(none, -bus_diesel)},
        "bus_hydrogen": {"hydrogen": use("bus_hydrogen") * bus, **fuels(none, -bus_diesel)},
        "van_battery": {"electricity": use("van_battery") * loss * van, **fuels(none, -van_diesel)},
        "truck_battery": {"electricity": use("truck_battery") * loss * truck, **fuels(none, -truck_diesel)},
        "public_transport_service": {
            "electricity": now["battery"] * loss,
            "hydrogen": now["hydrogen"],
            **fuels(none, now["diesel"]),
        },
    }
