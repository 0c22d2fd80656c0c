"""Traffic on the territory: who drives how far on which roads, and what city measures can move.

City measures act within a reach table (road class x traffic origin): through traffic and motorways
follow the national volume alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.case import Array, Case
from klima2035.variables import DIMS

ORIGINS = DIMS["traffic_origin"]
MODES = DIMS["mode"]
CAR, PUBLIC_TRANSPORT, FOOT, BIKE = (MODES.index(mode) for mode in ("car", "public_transport", "foot", "bike"))
ROUTES = DIMS["cycle_route"]
MOTORWAY = DIMS["road_class"].index("motorway")


@dataclass(frozen=True)
class Shift:
    """What measures leave of car traffic since 2017: inside, across and trips are factors (year, draw) [1].

    bike, public_transport, parking: the residents' car trips given up since the survey, each as a share
    of the trips that the mechanisms before it leave, (year, draw) [1].
    """

    inside: Array
    across: Array
    bike: Array
    public_transport: Array
    parking: Array


@dataclass(frozen=True)
class Traffic:
    """Vehicle-km on the territory, not yet calibrated [Mkm/a].

    car (year, road_class, traffic_origin, draw); van, truck (year, road_class, draw); bus (year, draw);
    rail (rail, draw).
    """

    car: Array
    van: Array
    truck: Array
    bus: Array
    rail: Array


def coverage(case: Case) -> Array:
    """Return the share of inhabitants with a good cycle route at hand, (year, draw) [1].

    1 - exp(-Σ length x persons in reach per km / population): routes overlap at random.
    """
    lengths = [case["existing_routes"][np.newaxis]]
    lengths += [case.levers[f"cycle_route_{route}"] for route in ROUTES[1:]]
    reached = sum(length * case["persons_in_reach"][i] for i, length in enumerate(lengths))
    return np.asarray(1.0 - np.exp(-reached / case["population"]))


def cycling_potential(case: Case) -> tuple[Array, Array, Array]:
    """Return the share of residents' car km inside, car km across the border and car trips that cycling takes.

    Each (year, draw) [1] = coverage x uptake x Σ over length classes of weight x reach, where
    reach = without e-bike + e-bike share x (with - without); weight: share of km or of trips.
    """
    plain, electric = case["bike_reach"], case["e_bike_reach"]
    reach = plain + case.levers["e_bike_share"][:, np.newaxis] * (electric - plain)
    taken = coverage(case) * case["cycling_uptake"]
    trips = case["car_trip_share"]
    km = trips * case["car_trip_length"]
    inside = km * case["inside_share"]
    weights = (inside, km - inside, trips)
    first, second, third = ((reach * (w / w.sum(axis=0))).sum(axis=1) * taken for w in weights)
    return first, second, third


def mode_shift(case: Case) -> Shift:
    """Return how cycling, bus supply and parking change car traffic of the groups in reach; 1 in 2017.

    Cycling: (1 - p) / (1 - p 2017). Bus supply: share of public transport x (supply^elasticity - 1) x
    diversion / share of the car. Parking: inner-city share x (1 - price^elasticity) x (1 - part that
    drives elsewhere).
    """
    split = case["modal_split"]
    inside, across, trips = cycling_potential(case)
    supply = case.levers["public_transport_supply"]
    supply = (supply / supply[0]) ** case["supply_elasticity"]
    bus = split[PUBLIC_TRANSPORT] / split[CAR] * (supply - 1.0) * case["diversion_from_car"]
    price = case.levers["parking_price"]
    avoided = (1.0 - (price / price[0]) ** case["parking_elasticity"]) * (1.0 - case["parking_diversion"][CAR])
    share = case["inner_city_share"]
    at_home, abroad = share[ORIGINS.index("residents_inside")], share[ORIGINS.index("commuters_inbound")]
    survey = (case.years == case["modal_split_year"][0]) * 1.0
    trips_then = (trips * survey[:, np.newaxis]).sum(axis=0)
    return Shift(
        (1.0 - inside) / (1.0 - inside[0]) * (1.0 - bus) * (1.0 - at_home * avoided),
        (1.0 - across) / (1.0 - across[0]) * (1.0 - bus) * (1.0 - abroad * avoided),
        1.0 - (1.0 - trips) / (1.0 - trips_then),
        bus,
        at_home * avoided,
    )


def modal_split(case: Case, shift: Shift) -> dict[str, Array]:
    """Return the shares of the modes in the residents' trips, (year, draw) [1]; they sum to one.

    The survey's shares with the trips moved since its year; walking and the number of trips stay.
    """
    start, where = case["modal_split"], case["parking_diversion"]
    after_bike = start[CAR] * (1.0 - shift.bike)
    after_bus = after_bike * (1.0 - shift.public_transport)
    gone = after_bus * shift.parking / np.maximum(1.0 - where[CAR], 1e-12)
    shares = {
        "bike": start[BIKE] + start[CAR] * shift.bike + gone * where[BIKE],
        "public_transport": start[PUBLIC_TRANSPORT]
        + after_bike * shift.public_transport
        + gone * where[PUBLIC_TRANSPORT],
        "foot": start[FOOT] + gone * where[FOOT],
    }
    return {"car": 1.0 - sum(shares.values()), **shares}


def activity(case: Case) -> Array:
    """Return car traffic by origin over 2017 without measures, (year, traffic_origin, draw) [1].

    Residents follow population, commuters employees, both times the index of car traffic per head
    (Covid, working at home); through traffic follows the national volume.
    """
    people = case["population"] / case["population"][0] * case["car_traffic_index"]
    staff = case["employees"] / case["employees"][0] * case["car_traffic_index"]
    out = np.empty((len(case.years), len(ORIGINS), case.draws))
    for i, path in enumerate((people, people, staff, case["through_traffic_index"])):
        out[:, i] = path / path[0]
    return out


def traffic(case: Case, shift: Shift) -> Traffic:
    """Return vehicle-km on the territory in every year.

    Car km = km 2017 x activity x (1 - reach x (1 - shift)); vans and trucks off motorways are
    multiplied by the lever ``freight_km_change``, bus km by ``public_transport_supply``.
    """
    grown = activity(case)
    grown = grown[:, np.newaxis] * case["car_traffic_2017"]
    reach = case["measure_reach"]
    for i, factor in enumerate((shift.inside, shift.across, shift.across)):
        grown[:, :, i] *= 1.0 - reach[:, i] * (1.0 - factor[:, np.newaxis])
    freight = []
    change = case.levers["freight_km_change"]
    for name in ("van", "truck"):
        index = case[f"{name}_traffic_index"]
        km = np.empty((len(case.years), len(DIMS["road_class"]), case.draws))
        km[:] = (index / index[0])[:, np.newaxis] * case[f"{name}_traffic_2017"]
        km[:, :MOTORWAY] *= (change / change[0])[:, np.newaxis]
        freight.append(km)
    supply = case.levers["public_transport_supply"]
    bus = supply / supply[0] * case["bus_traffic_2017"]
    return Traffic(grown, freight[0], freight[1], bus, case["rail_traffic"])


def opening_traffic(case: Case) -> Traffic:
    """Return vehicle-km of 2017 with one year on the time axis."""
    names = ("car_traffic_2017", "van_traffic_2017", "truck_traffic_2017", "bus_traffic_2017")
    car, van, truck, bus = (case[name][np.newaxis] for name in names)
    return Traffic(car, van, truck, bus, case["rail_traffic"])
