"""Transport redone line by line: Wuppertal's inputs, each stirred a little, formulas written out once more."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from test_transport import YEARS, case

from klima2035.case import Array, Case, SectorResult
from klima2035.sectors import transport
from klima2035.sectors import transport_assets as assets
from klima2035.sectors import transport_energy as energy
from klima2035.sectors import transport_fleet as fleets
from klima2035.sectors import transport_traffic as roads
from klima2035.stocks import ageing, survival
from klima2035.variables import DIMS, index

DRAWS = 2
N = len(YEARS)
MOVED = {
    "cycle_route_talachse": 20.0, "cycle_route_langerfeld": 1.9, "cycle_route_hatzfeld": 5.0, "cycle_route_other": 45.0,
    "e_bike_share": 0.55, "public_transport_supply": 1.3, "parking_price": 2.5, "charging_points": 7000.0,
    "battery_car_share": 0.95, "municipal_fleet_battery_share": 1.0, "freight_km_change": 0.9,
    "hydrogen_bus_additions": 8.0,
    "battery_bus_share": 0.4, "zero_emission_bus_share": 0.6, "battery_van_share": 0.7, "battery_truck_share": 0.5,
}  # fmt: skip
WHOLE = ("vehicle_survival_shape", "modal_split_year")


@cache
def stirred() -> Case:
    """Wuppertal with every input a little different in every place and draw, and levers moved in draw 0."""
    plain, rng = case(DRAWS, **MOVED), np.random.default_rng(7)
    values = {
        name: value * np.ones(DRAWS) if name in WHOLE
        else value * (1.0 + 0.04 * rng.random((*value.shape[:-1], DRAWS))) for name, value in plain.values.items()
    }  # fmt: skip
    return replace(plain, values=values)


@cache
def calibration() -> Array:
    return 1.0 + 0.2 * np.random.default_rng(3).random((len(transport.SEGMENTS), DRAWS))


@cache
def projected() -> SectorResult:
    return transport.project(stirred(), calibration())


@cache
def fleet() -> fleets.Fleet:
    return fleets.fleet(stirred())


def test_cycling_by_hand() -> None:
    one = stirred()
    found = roads.cycling_potential(one)
    for year, draw in ((0, 0), (9, 0), (28, 1)):
        lengths = [
            one["existing_routes"][draw],
            *(one.levers[f"cycle_route_{name}"][year, draw] for name in roads.ROUTES[1:]),
        ]
        near = sum(length * one["persons_in_reach"][i, draw] for i, length in enumerate(lengths))
        reached = 1.0 - np.exp(-near / one["population"][year, draw])
        share = one.levers["e_bike_share"][year, draw]
        expected = [0.0, 0.0, 0.0]
        sums = [0.0, 0.0, 0.0]
        for k in range(len(DIMS["trip_length"])):
            plain, electric = one["bike_reach"][k, draw], one["e_bike_reach"][k, draw]
            reach = (1.0 - share) * plain + share * electric
            trips = one["car_trip_share"][k, draw]
            km = trips * one["car_trip_length"][k, draw]
            inside = one["inside_share"][k, draw]
            for j, weight in enumerate((km * inside, km * (1.0 - inside), trips)):
                expected[j] += reach * weight
                sums[j] += weight
        for j in range(3):
            by_hand = reached * one["cycling_uptake"][draw] * expected[j] / sums[j]
            assert found[j][year, draw] == pytest.approx(by_hand)


def test_what_moves_away_from_the_car_by_hand() -> None:
    one = stirred()
    found = roads.mode_shift(one)
    inside, across, trips = roads.cycling_potential(one)
    survey = int(one["modal_split_year"][0]) - 2017
    share, where, split = one["inner_city_share"], one["parking_diversion"], one["modal_split"]
    assert survey > 0
    for year, draw in ((0, 0), (9, 0), (28, 0), (20, 1)):
        supply = one.levers["public_transport_supply"][year, draw] / one.levers["public_transport_supply"][0, draw]
        price = one.levers["parking_price"][year, draw] / one.levers["parking_price"][0, draw]
        more = supply ** one["supply_elasticity"][draw] - 1.0
        bus = split[1, draw] / split[0, draw] * more * one["diversion_from_car"][draw]
        avoided = (1.0 - price ** one["parking_elasticity"][draw]) * (1.0 - where[0, draw])
        home = share[index("traffic_origin", "residents_inside"), draw] * avoided
        away = share[index("traffic_origin", "commuters_inbound"), draw] * avoided
        left_inside = (1.0 - inside[year, draw]) / (1.0 - inside[0, draw])
        left_across = (1.0 - across[year, draw]) / (1.0 - across[0, draw])
        assert found.inside[year, draw] == pytest.approx(left_inside * (1.0 - bus) * (1.0 - home))
        assert found.across[year, draw] == pytest.approx(left_across * (1.0 - bus) * (1.0 - away))
        assert found.bike[year, draw] == pytest.approx(1.0 - (1.0 - trips[year, draw]) / (1.0 - trips[survey, draw]))
        assert found.public_transport[year, draw] == pytest.approx(bus, abs=1e-12)
        assert found.parking[year, draw] == pytest.approx(home, abs=1e-12)
        cars, rest = split[0, draw], found.bike[year, draw]
        after_bike = cars * (1.0 - rest)
        gone = after_bike * (1.0 - bus) * home / (1.0 - where[0, draw])
        modes = roads.modal_split(one, found)
        expected = {
            "bike": split[3, draw] + cars * rest + gone * where[3, draw],
            "public_transport": split[1, draw] + after_bike * bus + gone * where[1, draw],
            "foot": split[2, draw] + gone * where[2, draw],
        }
        expected["car"] = 1.0 - sum(expected.values())
        assert set(modes) == set(expected)
        for mode, value in expected.items():
            assert modes[mode][year, draw] == pytest.approx(value), mode


def test_traffic_by_hand() -> None:
    one = stirred()
    shift, reach = roads.mode_shift(one), one["measure_reach"]
    km = roads.traffic(one, shift)
    for year, draw in ((0, 0), (9, 0), (28, 0), (20, 1)):
        index_ = one["car_traffic_index"][:, draw]
        grown = [
            one[name][year, draw] / one[name][0, draw] * index_[year] / index_[0]
            for name in ("population", "population", "employees")
        ]
        grown.append(one["through_traffic_index"][year, draw] / one["through_traffic_index"][0, draw])
        moved = (shift.inside[year, draw], shift.across[year, draw], shift.across[year, draw], 1.0)
        for road in range(3):
            for origin in range(4):
                by_hand = one["car_traffic_2017"][road, origin, draw] * grown[origin]
                by_hand *= 1.0 - reach[road, origin, draw] * (1.0 - moved[origin])
                assert km.car[year, road, origin, draw] == pytest.approx(by_hand)
            change = one.levers["freight_km_change"][:, draw]
            for name, found in (("van", km.van), ("truck", km.truck)):
                path = one[f"{name}_traffic_index"][:, draw]
                by_hand = path[year] / path[0] * one[f"{name}_traffic_2017"][road, draw]
                by_hand *= 1.0 if road == roads.MOTORWAY else change[year] / change[0]
                assert found[year, road, draw] == pytest.approx(by_hand)
        supply = one.levers["public_transport_supply"][:, draw]
        assert km.bus[year, draw] == pytest.approx(supply[year] / supply[0] * one["bus_traffic_2017"][draw])
    opening = roads.opening_traffic(one)
    for name in ("car", "van", "truck", "bus"):
        assert np.array_equal(getattr(opening, name)[0], one[f"{name}_traffic_2017"])
    assert np.array_equal(opening.rail, one["rail_traffic"])


def by_hand_energy(year: int, draw: int) -> dict[tuple[str, str], float]:
    """Every cell of final energy, from the intensities of the fleet, one number at a time."""
    one, vehicles = stirred(), fleet()
    km = roads.traffic(one, roads.mode_shift(one))
    factor, bio = one["road_class_factor"][..., draw], one["biofuel_share"][year, :, draw]
    loss = 1.0 + one["charging_loss"][draw]
    company = one["plug_in_company_share"][draw]
    grid = company * one["plug_in_electric_company"][draw] + (1.0 - company) * one["plug_in_electric_private"][draw]
    use = lambda group, kind: vehicles.intensity[year, fleets.MEMBER[group, kind], draw]  # noqa: E731
    petrol_, diesel_, hybrid_, battery_ = (
        DIMS["drive"].index(n) for n in ("petrol", "diesel", "plug_in_hybrid", "battery")
    )
    out: dict[tuple[str, str], float] = {}

    def fill(name: str, petrol: float | None, diesel: float, power: float) -> None:
        green = diesel * bio[diesel_]
        out[name, "diesel"] = diesel - green
        if petrol is not None:
            out[name, "petrol"] = petrol * (1.0 - bio[petrol_])
            green += petrol * bio[petrol_]
        out[name, "biofuel"] = green
        out[name, "electricity"] = power * loss

    for name, (origin, group, _) in energy.CAR_USES.items():
        path = km.car[year, :, roads.ORIGINS.index(origin), draw]
        driven = {drive: float((path * factor[drive]).sum()) for drive in (petrol_, diesel_, hybrid_, battery_)}
        petrol = driven[petrol_] * use(group, "car_petrol") + driven[hybrid_] * use(group, "car_plug_in_hybrid") * (
            1.0 - grid
        )
        part = vehicles.mileage[year, fleets.MEMBER[group, "car_plug_in_hybrid"], draw]
        power = (
            driven[battery_] * use(group, "car_battery")
            + driven[hybrid_] * part * grid * one["plug_in_consumption"][draw]
        )
        fill(name, petrol, driven[diesel_] * use(group, "car_diesel"), power)
    for name, label, path in (("van", "vans", km.van[year, :, draw]), ("truck", "trucks", km.truck[year, :, draw])):
        near = path * one["local_freight_share"][..., draw]
        near[roads.MOTORWAY] = 0.0
        parts = {}
        for drive, kind in ((petrol_, "petrol"), (diesel_, "diesel"), (battery_, "battery")):
            if (f"{name}_local", f"{name}_{kind}") in fleets.MEMBER:
                local = (near * factor[drive]).sum() * use(f"{name}_local", f"{name}_{kind}")
                parts[kind] = local + ((path - near) * factor[drive]).sum() * use(f"{name}_external", f"{name}_{kind}")
        fill(label, parts.get("petrol"), parts["diesel"], parts["battery"])
    bus = km.bus[year, draw]
    fill("buses", None, bus * use("bus_local", "bus_diesel"), bus * use("bus_local", "bus_battery"))
    out["buses", "hydrogen"] = bus * use("bus_local", "bus_hydrogen")
    out["rail", "electricity"] = float((one["rail_traffic"] * one["rail_consumption"])[:, draw].sum())
    return out


@pytest.mark.parametrize(("year", "draw"), [(0, 0), (12, 0), (28, 1)])
def test_final_energy_by_hand(year: int, draw: int) -> None:
    expected = by_hand_energy(year, draw)
    assert set(expected) == set(energy.PLACE)
    for cell, value in expected.items():
        place = energy.PLACE[cell]
        found = projected().energy[year, place, draw] / calibration()[place, draw]
        assert found == pytest.approx(value), cell


def test_new_vehicles_by_hand() -> None:
    one, made = stirred(), fleet()
    turn = made.turnover
    market, opening = one["new_car_share"], one["opening_share"]
    petrol_, diesel_, hybrid_, battery_ = (
        DIMS["drive"].index(n) for n in ("petrol", "diesel", "plug_in_hybrid", "battery")
    )
    gas, oil = (opening[index("vehicle", name)] for name in ("van_petrol", "van_diesel"))
    flow = lambda group, kind: made.inflow[:, fleets.MEMBER[group, kind]]  # noqa: E731
    rest = market[:, petrol_] + market[:, diesel_] + market[:, hybrid_]
    stays = one["battery_retention"]
    seen = market[:, battery_]
    national = np.maximum(seen * (stays + (1.0 - stays) * seen), one["law_zero_emission_new_cars"])
    for group, row, charged in (
        ("car_local", fleets.REGISTERED, turn.battery),
        ("car_external", fleets.EXTERNAL, turn.registrations[:, fleets.EXTERNAL] * national),
    ):
        others = turn.registrations[:, row] - charged
        np.testing.assert_allclose(flow(group, "car_battery"), charged)
        np.testing.assert_allclose(flow(group, "car_diesel"), others * market[:, diesel_] / rest, atol=1e-9)
        np.testing.assert_allclose(flow(group, "car_plug_in_hybrid"), others * market[:, hybrid_] / rest, atol=1e-9)
        np.testing.assert_allclose(flow(group, "car_petrol"), others * market[:, petrol_] / rest, atol=1e-9)
    for kind, row in (("van", fleets.VANS), ("truck", fleets.TRUCKS)):
        usual = one[f"new_{kind}_battery_share"]
        for place, share in (("local", np.maximum(usual, one.levers[f"battery_{kind}_share"])), ("external", usual)):
            new = turn.registrations[:, row]
            np.testing.assert_allclose(flow(f"{kind}_{place}", f"{kind}_battery"), new * share)
            part = oil / (gas + oil) if kind == "van" else 1.0
            np.testing.assert_allclose(flow(f"{kind}_{place}", f"{kind}_diesel"), new * (1.0 - share) * part)
    van = turn.registrations[:, fleets.VANS] * (
        1.0 - np.maximum(one["new_van_battery_share"], one.levers["battery_van_share"])
    )
    np.testing.assert_allclose(flow("van_local", "van_petrol"), van * gas / (gas + oil))
    total, hydrogen = turn.registrations[:, fleets.BUSES], turn.hydrogen
    wanted = one.levers["zero_emission_bus_share"] * total - hydrogen
    battery = np.clip(np.maximum(wanted, one.levers["battery_bus_share"] * (total - hydrogen)), 0.0, total - hydrogen)
    np.testing.assert_allclose(flow("bus_local", "bus_hydrogen"), hydrogen)
    np.testing.assert_allclose(flow("bus_local", "bus_battery"), battery)
    np.testing.assert_allclose(flow("bus_local", "bus_diesel"), total - hydrogen - battery)


def test_registrations_by_hand() -> None:
    """Exits are those of each year's registrations and of the opening stock, by survival of the fleet."""
    one, turn = stirred(), fleet().turnover
    lives = np.concatenate(
        [one["vehicle_lifetime"], one["vehicle_lifetime"][:1], np.broadcast_to(one["charging_point_lifetime"], (1, 2))]
    )
    age = ageing(survival(lives, float(one["vehicle_survival_shape"][0]), fleets.AGES - 1), N)
    size = fleets.targets(one)
    for row, path in (
        (fleets.REGISTERED, one["population"] * one["motorisation"]), (fleets.EXTERNAL, one["national_car_fleet"]),
        (fleets.BUSES, one.levers["public_transport_supply"]),
        (fleets.VANS, one["employees"]), (fleets.TRUCKS, one["employees"]),
    ):  # fmt: skip
        np.testing.assert_allclose(size[:, row], path / path[0] * one["fleet_2017"][row])
    np.testing.assert_allclose(size[:, fleets.CHARGING], one.levers["charging_points"])
    assert not size[:, fleets.BATTERY_CARS].any()
    for draw in range(DRAWS):
        stock = size[0, :, draw].copy()
        stock[fleets.BATTERY_CARS] = stock[0] * one["opening_share"][index("vehicle", "car_battery"), draw]
        opening, new = stock.copy(), np.zeros((N, len(stock)))
        for t in range(1, N):
            gone = opening * age.opening_leave[t, :, draw]
            for then in range(1, t):
                gone = gone + new[then] * age.leave[t - then, :, draw]
            left = stock - gone
            new[t] = np.maximum(size[t, :, draw] - left, 0.0)
            new[t, fleets.BUSES] = max(new[t, fleets.BUSES], one.levers["hydrogen_bus_additions"][t, draw])
            cars, wish = new[t, 0], one.levers["battery_car_share"][t, draw]
            points = one.levers["charging_points"][t, draw] * one["battery_cars_per_point"][draw]
            room = points / (1.0 - one["own_charging_share"][draw])
            share = wish * min(1.0, room / (left[fleets.BATTERY_CARS] + cars * wish))
            share = max(share, one["law_zero_emission_new_cars"][t, draw])
            city = cars * one["municipal_fleet"][draw] / one["fleet_2017"][0, draw]
            own = city * max(share, one.levers["municipal_fleet_battery_share"][t, draw])
            new[t, fleets.BATTERY_CARS] = share * (cars - city) + own
            assert turn.municipal[t, draw] == pytest.approx(own)
            assert turn.battery[t, draw] == pytest.approx(new[t, fleets.BATTERY_CARS])
            assert turn.hydrogen[t, draw] == pytest.approx(
                min(one.levers["hydrogen_bus_additions"][t, draw], new[t, fleets.BUSES])
            )
            np.testing.assert_allclose(turn.registrations[t, :, draw], new[t])
            np.testing.assert_allclose(turn.exits[t, :, draw], gone)
            stock = left + new[t]


def test_use_and_mileage_of_the_fleet_by_hand() -> None:
    """Vehicles by age, one year after the other; what they drive falls with age."""
    one, made, draw = stirred(), fleet(), 1
    alive = survival(one["vehicle_lifetime"], float(one["vehicle_survival_shape"][0]), fleets.AGES - 1)[..., draw]
    opening = fleets.opening_share(one)[:, draw]
    weights, uses = np.zeros((N, len(fleets.MEMBERS))), np.zeros((N, len(fleets.MEMBERS)))
    for i, (group, kind) in enumerate(fleets.MEMBERS):
        fleet_, place = fleets.FLEET[i], index("vehicle", kind)
        national = (
            one["national_car_share"][DIMS["drive"].index(kind.removeprefix("car_")), draw]
            if group == "car_external"
            else None
        )
        assert opening[i] == (one["opening_share"][place, draw] if national is None else national)
        start = opening[i] * one["fleet_2017"][fleet_, draw] / alive[fleet_].sum()
        fade = np.exp(-one["mileage_decline"][fleet_, draw] * np.arange(fleets.AGES))
        for t in range(N):
            old = start * (alive[fleet_] * fade)[t:].sum()
            new = [made.inflow[t - a, i, draw] * alive[fleet_, a] * fade[a] for a in range(min(t + 1, fleets.AGES))]
            used = sum(flow * one["new_consumption"][t - a, place, draw] for a, flow in enumerate(new))
            weights[t, i] = (old + sum(new)) * one["relative_mileage"][place, draw]
            uses[t, i] = (old * one["stock_consumption"][place, draw] + used) * one["relative_mileage"][place, draw]
        if i < len(fleets.VEHICLES):
            t = 9
            stock = start * alive[fleet_, t:].sum() + sum(
                made.inflow[t - a, i, draw] * alive[fleet_, a] for a in range(t + 1)
            )
            assert made.vehicles[t, i, draw] == pytest.approx(stock)
    for t in (0, 1, 9, 28):
        weight = weights[t] if t == 0 else (weights[t] + weights[t - 1]) / 2
        use = uses[t] if t == 0 else (uses[t] + uses[t - 1]) / 2
        for i, (group, _) in enumerate(fleets.MEMBERS):
            total = sum(weight[j] for j, (other, _) in enumerate(fleets.MEMBERS) if other == group)
            assert made.mileage[t, i, draw] == pytest.approx(weight[i] / total)
            assert made.intensity[t, i, draw] == pytest.approx(use[i] / total)
    intensity, mileage = fleets.opening_intensity(one)
    for i, (group, kind) in enumerate(fleets.MEMBERS):
        near = [j for j, (other, _) in enumerate(fleets.MEMBERS) if other == group]
        parts = opening * one["relative_mileage"][fleets.KIND, draw]
        assert mileage[0, i, draw] == pytest.approx(parts[i] / parts[near].sum())
        use = mileage[0, i, draw] * one["stock_consumption"][index("vehicle", kind), draw]
        assert intensity[0, i, draw] == pytest.approx(use)


def test_what_is_bought_by_hand() -> None:
    one, made = stirred(), fleet()
    installed, alike = assets.activity(one, made)
    turn = made.turnover
    member = lambda kind: fleets.MEMBER[f"{kind.split('_')[0]}_local", kind]  # noqa: E731
    flow = lambda *kinds: sum(made.inflow[:, member(kind)] for kind in kinds)  # noqa: E731
    rows = {
        "car_battery": (flow("car_battery") - turn.municipal, 0), "car_plug_in_hybrid": (flow("car_plug_in_hybrid"), 0),
        "car_combustion": (flow("car_petrol", "car_diesel"), 0), "municipal_vehicle_battery": (turn.municipal, 0),
        "bus_diesel": (flow("bus_diesel"), 2), "bus_battery": (flow("bus_battery"), 2),
        "bus_hydrogen": (flow("bus_hydrogen"), 2),
        "van_battery": (flow("van_battery"), 3), "van_combustion": (flow("van_petrol", "van_diesel"), 3),
        "truck_battery": (flow("truck_battery"), 4), "truck_combustion": (flow("truck_diesel"), 4),
        "charging_point": (turn.registrations[:, fleets.CHARGING], fleets.CHARGING),
    }  # fmt: skip
    for name, (bought, row) in rows.items():
        due = np.minimum(turn.exits[:, row] / np.maximum(turn.registrations[:, row], 1e-12), 1.0)
        np.testing.assert_allclose(installed[name], bought, err_msg=name)
        np.testing.assert_allclose(alike[name], bought * due, err_msg=name)
    rise = lambda path: np.concatenate([0 * path[:1], np.maximum(path[1:] - path[:-1], 0.0)])  # noqa: E731
    supply, price = one.levers["public_transport_supply"], one.levers["parking_price"]
    others = {
        **{f"cycle_route_{route}": rise(one.levers[f"cycle_route_{route}"]) for route in roads.ROUTES[1:]},
        "e_bike_support": rise(one.levers["e_bike_share"]) * one["households"],
        "public_transport_service": rise(supply) / supply[0] * one["bus_traffic_2017"],
        "parking_management": np.minimum(rise(price) / price[0], 1.0) * one["parking_spaces"],
    }
    for name, built in others.items():
        np.testing.assert_allclose(installed[name], built, err_msg=name)
        assert not np.any(alike[name]), name
    assert set(installed) == set(alike) == set(rows) | set(others)
    for name in installed:
        assert np.array_equal(projected().installed[name], installed[name])
        assert np.array_equal(projected().like_for_like[name], alike[name])
    assert np.array_equal(projected().stocks["vehicles"], made.vehicles)


def test_what_one_vehicle_changes_by_hand() -> None:
    one, made = stirred(), fleet()
    found = assets.unit_energy(one, made)
    t, draw = 11, 1
    new = lambda kind: one["new_consumption"][t, index("vehicle", kind), draw]  # noqa: E731
    km = {
        name: one["annual_mileage"][row, draw] * 1000
        for name, row in (("car", 0), ("bus", 2), ("van", 3), ("truck", 4))
    }
    petrol_, diesel_ = DIMS["drive"].index("petrol"), DIMS["drive"].index("diesel")
    bio, loss = one["biofuel_share"][t, :, draw], 1.0 + one["charging_loss"][draw]
    part = one["new_car_share"][t, diesel_, draw]
    part /= part + one["new_car_share"][t, petrol_, draw]
    grid = energy.electric_share(one)[draw]

    def fuels(petrol: float, diesel: float) -> dict[str, float]:
        return {
            "petrol": petrol * (1 - bio[petrol_]), "diesel": diesel * (1 - bio[diesel_]),
            "biofuel": petrol * bio[petrol_] + diesel * bio[diesel_],
        }  # fmt: skip

    old_bus, old_van, old_truck = (fuels(0, -new(f"{kind}_diesel") * km[kind]) for kind in ("bus", "van", "truck"))
    petrol, diesel = new("car_petrol") * (1 - part) * km["car"], new("car_diesel") * part * km["car"]
    battery = {"electricity": new("car_battery") * loss * km["car"], **fuels(-petrol, -diesel)}
    now = {
        kind: made.intensity[t, fleets.MEMBER["bus_local", f"bus_{kind}"], draw] * 1000
        for kind in ("diesel", "battery", "hydrogen")
    }
    expected = {
        "car_battery": battery, "municipal_vehicle_battery": battery,
        "car_plug_in_hybrid": {
            "electricity": grid * one["plug_in_consumption"][draw] * loss * km["car"],
            **fuels(new("car_plug_in_hybrid") * (1 - grid) * km["car"] - petrol, -diesel),
        },
        "bus_battery": {"electricity": new("bus_battery") * loss * km["bus"], **old_bus},
        "bus_hydrogen": {"hydrogen": new("bus_hydrogen") * km["bus"], **old_bus},
        "van_battery": {"electricity": new("van_battery") * loss * km["van"], **old_van},
        "truck_battery": {"electricity": new("truck_battery") * loss * km["truck"], **old_truck},
        "public_transport_service": {
            "electricity": now["battery"] * loss, "hydrogen": now["hydrogen"], **fuels(0, now["diesel"]),
        },
    }  # fmt: skip
    assert set(found) == set(expected) == set(projected().unit_energy)
    for name, parts in expected.items():
        assert {carrier: float(value[t, draw]) for carrier, value in found[name].items()} == pytest.approx(parts), name


def test_indicators_by_hand() -> None:
    one, made, told = stirred(), fleet(), projected().indicators
    km = roads.traffic(one, roads.mode_shift(one))
    kind = lambda name: made.vehicles[:, index("vehicle", name)]  # noqa: E731
    scale = calibration()
    expected = {
        "battery_cars": kind("car_battery"), "hydrogen_buses": kind("bus_hydrogen"), "bus_km": km.bus,
        "charging_points": one.levers["charging_points"], "charging_peak": kind("car_battery") * one["charging_power"],
        "cycle_routes": sum(one.levers[f"cycle_route_{route}"] for route in roads.ROUTES[1:]),
        "freight_km": (km.van + km.truck).sum(axis=1) * scale[energy.PLACE["trucks", "diesel"]],
    }  # fmt: skip
    for use, (origin, _, _) in energy.CAR_USES.items():
        driven = km.car[:, :, roads.ORIGINS.index(origin)].sum(axis=1)
        expected[f"car_km_{origin}"] = driven * scale[energy.PLACE[use, "petrol"]]
    out = expected["car_km_residents_outbound"]
    abroad = out / out[0] * one["residents_traffic_outside"]
    expected["residents_car_km"] = expected["car_km_residents_inside"] + out + abroad
    for name, values in expected.items():
        np.testing.assert_allclose(told[name], values, err_msg=name)
    here = expected["car_km_residents_inside"] + out
    burnt = sum(
        projected().energy[:, energy.PLACE[use, fuel]] * one["emission_factor_co2"][:, index("fuel", fuel)]
        for use in ("cars_inside", "cars_outbound")
        for fuel in ("petrol", "diesel", "biofuel")
    )
    np.testing.assert_allclose(projected().memo["residents_balance"], burnt * expected["residents_car_km"] / here)
