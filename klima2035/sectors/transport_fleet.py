"""One turnover for all road fleets: cars registered here, cars from elsewhere, buses, vans, trucks.

Survival is a matter of the fleet, not of the drive. So exits are worked out by fleet and year of
registration (``stocks.schedule_exits``), and the stock of each kind of vehicle follows from its
registrations and the survival of its fleet; keeping ages gives the same vehicles (a test holds it).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035 import stocks
from klima2035.case import Array, Case
from klima2035.variables import DIMS

VEHICLES = DIMS["vehicle"]
FLEETS = DIMS["fleet"]
DRIVES = DIMS["drive"]
AGES = 26  # age classes 0..25; a vehicle leaves at the end of the last one
BLOCK = 40_000  # numbers worked on at a time, so that they stay in the processor's cache

REGISTERED, EXTERNAL, BUSES, VANS, TRUCKS = range(len(FLEETS))
BATTERY_CARS, CHARGING = len(FLEETS), len(FLEETS) + 1  # further rows of the turnover beside the fleets

_FLEET_OF = {"car": REGISTERED, "bus": BUSES, "van": VANS, "truck": TRUCKS}
_ELSEWHERE = tuple(name for name in VEHICLES if not name.startswith("bus"))
MEMBERS: tuple[tuple[str, str], ...] = (  # (group, kind of vehicle)
    *((f"{name.split('_')[0]}_local", name) for name in VEHICLES),
    *((f"{name.split('_')[0]}_external", name) for name in _ELSEWHERE),
)
MEMBER = {member: i for i, member in enumerate(MEMBERS)}
KIND = np.array([VEHICLES.index(name) for _, name in MEMBERS])
FLEET = np.array([EXTERNAL if group == "car_external" else _FLEET_OF[group.split("_")[0]] for group, _ in MEMBERS])
_COHORT_ROWS = np.concatenate([FLEET[: len(VEHICLES)], len(FLEETS) + FLEET, len(FLEETS) + FLEET])
"""Whose survival holds for kinds of vehicles (first block), for traffic and for use (second block: with decline)."""
GROUPS = {group: np.array([i for i, member in enumerate(MEMBERS) if member[0] == group]) for group, _ in MEMBERS}
_BY_GROUP = np.concatenate(list(GROUPS.values()))
_GROUP_STARTS = np.cumsum([0, *(len(rows) for rows in GROUPS.values())])[:-1]
_GROUP_OF = np.array([list(GROUPS).index(group) for group, _ in MEMBERS])


@dataclass(frozen=True)
class Turnover:
    """Flows of the fleets: registrations, exits (year, row, draw) [vehicles/a or points/a] and what is bought.

    Rows: the five fleets, battery cars registered here, charging points. battery, municipal, hydrogen
    (year, draw) [vehicles/a]: battery cars, battery vehicles of the city, hydrogen buses.
    """

    registrations: Array
    exits: Array
    battery: Array
    municipal: Array
    hydrogen: Array


@dataclass(frozen=True)
class Fleet:
    """The fleets in time: turnover, inflow (year, member, draw) [vehicles/a], vehicles (year, vehicle, draw).

    intensity (year, member, draw) [kWh/km]: use per km of the group's traffic; mileage (year, member,
    draw) [1]: share in the group's traffic. Both are means of opening and closing stock.
    """

    turnover: Turnover
    inflow: Array
    vehicles: Array
    intensity: Array
    mileage: Array


def lifetimes(case: Case) -> Array:
    """Return the mean lifetime of each row of the turnover, (row, draw) [a]."""
    fleets = case["vehicle_lifetime"]
    points = np.broadcast_to(case["charging_point_lifetime"], fleets.shape[1:])
    return np.concatenate([fleets, fleets[:1], points[np.newaxis]])


def targets(case: Case) -> Array:
    """Return the size that each row of the turnover should have, (year, row, draw).

    Cars follow population x motorisation, cars from elsewhere the national fleet, buses the supply,
    vans and trucks employees; charging points follow their lever.
    """
    cars = case["population"] * case["motorisation"]
    paths = (cars, case["national_car_fleet"], case.levers["public_transport_supply"], case["employees"])
    out = np.zeros((len(case.years), CHARGING + 1, case.draws))
    for row, path in zip((REGISTERED, EXTERNAL, BUSES, VANS, TRUCKS), (*paths, paths[-1]), strict=True):
        out[:, row] = path / path[0] * case["fleet_2017"][row]
    out[:, CHARGING] = case.levers["charging_points"]
    return out


def turn_over(case: Case) -> Turnover:
    """Return registrations and exits: registrations = exits + change of the fleet's size, never negative.

    Battery cars registered here: share = max(wanted x min(1, cars that can charge / cars that would),
    law); the city's own vehicles charge in their depots. Cars that can charge = public points x
    cars per point / share without own charging. Exits are those of ``stocks.ageing``.
    """
    years = len(case.years)
    curve = stocks.survival(lifetimes(case), float(case["vehicle_survival_shape"][0]), AGES - 1)
    age = stocks.ageing(curve, years)
    wanted_size = targets(case)
    closing = wanted_size[0].copy()
    closing[BATTERY_CARS] = closing[REGISTERED] * case["opening_share"][VEHICLES.index("car_battery")]
    exits, leave = closing * age.opening_leave, np.empty_like(wanted_size)
    leave[:] = age.leave
    wanted, law = case.levers["battery_car_share"], case["law_zero_emission_new_cars"]
    room = case.levers["charging_points"] * case["battery_cars_per_point"] / (1.0 - case["own_charging_share"])
    own = case["municipal_fleet"] / case["fleet_2017"][REGISTERED]
    own_share = case.levers["municipal_fleet_battery_share"]
    hydrogen = case.levers["hydrogen_bus_additions"]
    registrations, municipal = np.zeros_like(wanted_size), np.zeros((years, case.draws))
    registrations[1:, BUSES] = hydrogen[1:]  # the least that is bought
    for t in range(1, years):
        inflow = registrations[t]
        left = closing - exits[t]
        np.maximum(wanted_size[t] - left, inflow, out=inflow)
        cars = inflow[REGISTERED]
        asking = left[BATTERY_CARS] + cars * wanted[t]
        share = wanted[t] * np.minimum(1.0, room[t] / np.maximum(asking, 1e-9))
        share = np.maximum(share, law[t])
        np.multiply(cars * own, np.maximum(share, own_share[t]), out=municipal[t])
        np.add(cars * share * (1.0 - own), municipal[t], out=inflow[BATTERY_CARS])
        stocks.schedule_exits(exits, leave, t, inflow)
        closing = left + inflow
    bought = np.zeros_like(municipal)
    bought[1:] = np.minimum(hydrogen[1:], registrations[1:, BUSES])
    return Turnover(registrations, exits, registrations[:, BATTERY_CARS], municipal, bought)


def inflows(case: Case, turnover: Turnover) -> Array:
    """Return new vehicles by member, (year, member, draw) [vehicles/a].

    What is not battery splits like the national market (cars) or like the stock of 2017 (vans). Buses:
    hydrogen first, then batteries: the share of the lever, at least what the procurement rule asks.
    """
    new, market = turnover.registrations, case["new_car_share"]
    petrol, diesel, hybrid, battery = (DRIVES.index(n) for n in ("petrol", "diesel", "plug_in_hybrid", "battery"))
    rest = np.maximum(market[:, petrol] + market[:, diesel] + market[:, hybrid], 1e-12)
    mix = {"car_diesel": market[:, diesel] / rest, "car_plug_in_hybrid": market[:, hybrid] / rest}
    mix["car_petrol"] = 1.0 - mix["car_diesel"] - mix["car_plug_in_hybrid"]
    stays = case["battery_retention"]
    national = market[:, battery] * (stays + (1.0 - stays) * market[:, battery])
    national = np.maximum(national, case["law_zero_emission_new_cars"])
    out = np.zeros((len(case.years), len(MEMBERS), case.draws))
    batteries = {"car_local": turnover.battery, "car_external": new[:, EXTERNAL] * national}
    opening = case["opening_share"]
    gasoline, oil = opening[VEHICLES.index("van_petrol")], opening[VEHICLES.index("van_diesel")]
    mix |= {"van_petrol": gasoline / (gasoline + oil), "van_diesel": oil / (gasoline + oil)}
    for fleet, row in (("van", VANS), ("truck", TRUCKS)):
        usual = case[f"new_{fleet}_battery_share"]
        lever = np.maximum(case.levers[f"battery_{fleet}_share"], usual)
        batteries |= {f"{fleet}_local": new[:, row] * lever, f"{fleet}_external": new[:, row] * usual}
    for i, (group, vehicle) in enumerate(MEMBERS):
        if group in batteries:
            charged = batteries[group]
            share = mix.get(vehicle, 1.0)
            out[:, i] = charged if vehicle.endswith("_battery") else (new[:, FLEET[i]] - charged) * share
    _buses(case, turnover, out)
    return out


def _buses(case: Case, turnover: Turnover, out: Array) -> None:
    """Fill in new buses by drive."""
    total, hydrogen = turnover.registrations[:, BUSES], turnover.hydrogen
    others = total - hydrogen
    asked = np.maximum(
        others * case.levers["battery_bus_share"], total * case.levers["zero_emission_bus_share"] - hydrogen
    )
    battery = np.minimum(np.maximum(asked, 0.0), others)
    for vehicle, flow in (("bus_hydrogen", hydrogen), ("bus_battery", battery), ("bus_diesel", others - battery)):
        out[:, MEMBER["bus_local", vehicle]] = flow


def cohorts(inflow: Array, alive: Array) -> Array:
    """Return what is left of all inflows: out[t] = Σ over ages a of inflow[t - a] x alive[a].

    inflow (year, row, draw), alive (row, age, draw) -> (year, row, draw).
    """
    years, rows, draws = inflow.shape
    out = np.zeros_like(inflow)
    left = np.empty((min(years, alive.shape[1]), rows, draws))
    left[:] = np.moveaxis(alive, 1, 0)[: len(left)]
    step = max(1, BLOCK // (years * draws))
    for first in range(0, rows, step):
        part = slice(first, first + step)
        for age, share in enumerate(left[:, part]):
            out[age:, part] += inflow[: years - age, part] * share
    return out


def _opening(profile: Array, alive: Array, years: int) -> Array:
    """Return what is left of an evenly renewed opening stock, (year, fleet, draw): Σ of alive[a] from a = t on."""
    left = np.zeros((years, alive.shape[0], alive.shape[2]))
    tail = np.cumsum(alive[:, ::-1], axis=1)[:, ::-1]
    known = min(years, tail.shape[1])
    left[:known] = np.moveaxis(tail, 1, 0)[:known] / profile
    return left


def opening_share(case: Case) -> Array:
    """Return the share of each member in its fleet at the end of 2017, (member, draw) [1]."""
    national = case["national_car_share"]
    local = case["opening_share"]
    out = np.empty((len(MEMBERS), case.draws))
    for i, (group, vehicle) in enumerate(MEMBERS):
        away = group == "car_external"
        out[i] = national[DRIVES.index(vehicle.removeprefix("car_"))] if away else local[VEHICLES.index(vehicle)]
    return out


def shares_of_group(weights: Array) -> Array:
    """Return weights over the sum of their group, along the member axis, (..., member, draw)."""
    return np.asarray(weights / group_sums(weights))


def group_sums(values: Array) -> Array:
    """Return for each member the sum over its group, (..., member, draw)."""
    sums = np.add.reduceat(values.take(_BY_GROUP, axis=-2), _GROUP_STARTS, axis=-2)
    return sums.take(_GROUP_OF, axis=-2)


def opening_intensity(case: Case) -> tuple[Array, Array]:
    """Return use per km [kWh/km] and share in the group's traffic [1] in 2017, each (1, member, draw)."""
    mileage = shares_of_group(opening_share(case) * case["relative_mileage"][KIND])
    return (mileage * case["stock_consumption"][KIND])[np.newaxis], mileage[np.newaxis]


def fleet(case: Case) -> Fleet:
    """Return the fleets: stock of each kind = rest of the stock of 2017 + rest of the registrations since.

    Vehicles count in traffic with relative mileage x exp(-decline x age). Vehicles up to 2017 use the
    mean of the stock, later ones that of their year of registration.
    """
    turnover = turn_over(case)
    flow = inflows(case, turnover)
    years, local = len(case.years), len(VEHICLES)
    shape = float(case["vehicle_survival_shape"][0])
    alive = stocks.survival(case["vehicle_lifetime"], shape, AGES - 1)
    decline = np.exp(-case["mileage_decline"][:, np.newaxis] * np.arange(AGES, dtype=np.float64)[:, np.newaxis])
    driven = alive * decline
    profile = alive.sum(axis=1)
    start = opening_share(case) * case["fleet_2017"][FLEET]
    relative = case["relative_mileage"][KIND]
    used = flow * case["new_consumption"][:, KIND]
    since = cohorts(
        np.concatenate([flow[:, :local], flow, used], axis=1),
        np.concatenate(np.broadcast_arrays(alive, driven))[_COHORT_ROWS],
    )
    standing, moving, using = np.split(since, (local, local + len(MEMBERS)), axis=1)
    vehicles = standing + _opening(profile, alive, years)[:, FLEET[:local]] * start[:local]
    left = _opening(profile, driven, years)[:, FLEET] * start
    weight = (moving + left) * relative
    use = (using + left * case["stock_consumption"][KIND]) * relative
    mean_weight, mean_use = stocks.mean_of_year(weight), stocks.mean_of_year(use)
    weight_of_group = group_sums(mean_weight)
    return Fleet(turnover, flow, vehicles, mean_use / weight_of_group, mean_weight / weight_of_group)
