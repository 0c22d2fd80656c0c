"""Buildings redone line by line: Wuppertal's inputs, each stirred a little, formulas written out once more."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from test_buildings import AMBITIOUS, YEARS, case

from klima2035.case import Array, Case, SectorResult
from klima2035.sectors import buildings
from klima2035.sectors.buildings import electricity, final_energy, floor_area, heat_demand, mixes
from klima2035.sectors.buildings.common import GROUPS, SECTOR_TYPES
from klima2035.sectors.buildings.registry import PLACE
from klima2035.stocks import survival
from klima2035.variables import DIMS, index

DRAWS, N, TYPES = 2, len(YEARS), len(DIMS["building_type"])
SYSTEMS = DIMS["heating_system"]
GAS, FLOOR, OIL, NETWORK, AIR, GROUND, WOOD, DIRECT = range(8)
MOVED = {
    **AMBITIOUS, "gas_heating_allowed": 0.4, "oil_heating_allowed": 0.2, "commerce_electricity_efficiency": 0.9,
    "municipal_electricity_efficiency": 0.8,
}  # fmt: skip


@cache
def stirred() -> Case:
    """Wuppertal with every input a little different in every place and draw, and levers moved in draw 0."""
    plain, rng = case(DRAWS, **MOVED), np.random.default_rng(11)
    values = {
        name: value * np.ones(DRAWS) if name.endswith("_shape")
        else value * (1.0 - 0.04 * rng.random((*value.shape[:-1], DRAWS))) for name, value in plain.values.items()
    }  # fmt: skip
    return replace(plain, values=values)


@cache
def scale() -> Array:
    return 0.9 + 0.2 * np.random.default_rng(5).random((len(buildings.SEGMENTS), DRAWS))


@cache
def heat() -> final_energy.Heat:
    return final_energy.project_heat(stirred(), scale())


@cache
def projected() -> SectorResult:
    return buildings.project(stirred(), scale())


def mean(stock: Array) -> Array:
    return np.concatenate([stock[:1], (stock[1:] + stock[:-1]) / 2.0])


def test_mixes_by_hand() -> None:
    one = stirred()
    found = dict(zip(("boiler", "floor", "early", "new"), mixes.every(one), strict=True))
    for year, place, draw in ((0, 0, 0), (12, 1, 0), (28, 3, 0), (20, 2, 1)):
        lever = {name: path[year, draw] for name, path in one.levers.items()}
        pump = lever["heat_pump_share"] if place < 2 else lever["heat_pump_share_nonresidential"]
        both = max(pump + lever["district_heat_share"], 1.0)
        pump, network = pump / both, lever["district_heat_share"] / both
        ground = lever["ground_heat_pump_share"]
        other = one["alternatives_mix"][place, :, draw] / one["alternatives_mix"][place, :, draw].sum()

        def allowed(wanted: Array, turned: bool) -> list[float]:
            gas, oil = lever["gas_heating_allowed"], lever["oil_heating_allowed"]  # noqa: B023
            kept = [wanted[GAS] * gas, wanted[FLOOR] * gas, wanted[OIL] * oil]
            banned = wanted[:3].sum() - sum(kept)
            to_pumps, to_network = (pump, network) if turned else (0.0, 0.0)  # noqa: B023
            out = [part * (1.0 - to_pumps - to_network) for part in kept]
            out.append(wanted[NETWORK] + banned * other[NETWORK] + sum(kept) * to_network)  # noqa: B023
            pumps = wanted[AIR] + wanted[GROUND] + banned * (other[AIR] + other[GROUND])  # noqa: B023
            pumps += sum(kept) * to_pumps
            out += [pumps * (1.0 - ground), pumps * ground]  # noqa: B023
            return out + [wanted[system] + banned * other[system] for system in (WOOD, DIRECT)]  # noqa: B023

        trend = one["trend_replacement_mix"][year, place, :, draw]
        trend = trend / trend.sum()
        new = one["new_building_mix"][year, place, :, draw]
        centralised = trend * one["floor_heating_conversion"][draw]
        centralised[:3] = 0.0
        centralised[FLOOR] = 1.0 - centralised.sum()
        expected = {
            "boiler": allowed(trend, True),
            "floor": allowed(centralised, True),
            "new": allowed(new / new.sum(), False),
        }
        expected["early"] = [
            *other[:AIR],
            *((other[AIR] + other[GROUND]) * part for part in (1 - ground, ground)),
            *other[WOOD:],
        ]
        for name, parts in expected.items():
            np.testing.assert_allclose(found[name][year, place, :, draw], parts, atol=1e-12, err_msg=name)
            assert sum(parts) == pytest.approx(1.0)


def test_hot_water_and_sun_by_hand() -> None:
    one, rng = stirred(), np.random.default_rng(1)
    floor = 1e6 * (1.0 + rng.random((N, TYPES, DRAWS)))
    water = heat_demand.hot_water(one, floor)
    sun = heat_demand.solar_heat(one, water)
    for year, draw in ((0, 0), (17, 1)):
        persons = one["population"][year, draw] * one["hot_water_per_person"][draw] / 1e6
        jobs = one["employees"][year, draw] * one["hot_water_per_employee"][draw] / 1e6
        collectors = one["solar_thermal_area"][year, draw] * one["solar_thermal_yield"][draw] / 1e6
        for place in range(TYPES):
            share = floor[year, place, draw] / floor[year, :2, draw].sum()
            by_hand = persons * share if place < 2 else jobs * one["service_employee_share"][place, draw]
            assert water[year, place, draw] == pytest.approx(by_hand)
            assert sun[year, place, draw] == pytest.approx(collectors * share if place < 2 else 0.0)


def test_use_per_area_and_performance_by_hand() -> None:
    one = stirred()
    use = heat_demand.use_per_area(one)
    for place, age, state, draw in ((0, 0, 0, 0), (1, 5, 1, 1), (4, 11, 2, 0)):
        demand = one["heat_demand_calculated"][place, age, state, draw]
        f = one["prebound_floor"][draw] + one["prebound_span"][draw] / (1.0 + demand / one["prebound_scale"][draw])
        level = one["reference_area_ratio"][place, draw] * one["heat_demand_level"][place, draw]
        assert use[place, age, state, draw] == pytest.approx(demand * f * level)
    cool = np.full((1, 1, DRAWS), 60.0)
    air, ground = heat_demand.performance_at(one, cool)
    slope = one["jaz_slope_per_kelvin"] * 60.0
    np.testing.assert_allclose(air[0, 0], np.maximum(one["jaz_air_intercept"] - slope, 1.0))
    np.testing.assert_allclose(ground[0, 0], np.maximum(one["jaz_ground_intercept"] - slope, 1.0))
    hot = heat_demand.performance_at(one, np.full((1, 1, DRAWS), 1e4))
    assert hot[0].tolist() == hot[1].tolist() == [[[1.0, 1.0]]]
    low, high = one["low_demand"], one["high_demand"]
    for demand in (low * 0.5, (low + high) / 2.0, high * 1.2):
        start, end = one["flow_temperature_low_demand"], one["flow_temperature_high_demand"]
        flow = start + (end - start) * (demand - low) / (high - low)
        found = heat_demand.seasonal_performance(one, demand[np.newaxis, np.newaxis])
        inside = (demand >= low).all() and (demand <= high).all()
        if inside:
            np.testing.assert_allclose(found, heat_demand.performance_at(one, flow[np.newaxis, np.newaxis]))


def test_electricity_by_hand() -> None:
    one = stirred()
    found = electricity.appliances(one)
    led = one.levers["street_lighting_led_share"]
    homes = one["population"] * one["appliance_electricity_per_person"] / 1e6 * one.levers["appliance_efficiency"]
    jobs = one["employees"] * one["service_employee_share"].sum(axis=0) * one["service_electricity_per_employee"] / 1e6
    own, lamps = one["municipal_building_electricity"], one["street_lighting_electricity"]
    commerce = jobs - own - lamps * (1.0 - one["led_saving"] * led[0])
    assert (commerce > 0.0).all()
    expected = {
        ("households", "appliances"): homes,
        ("commerce", "appliances"): commerce * one.levers["commerce_electricity_efficiency"],
        ("municipal", "appliances"): own * one.levers["municipal_electricity_efficiency"],
        ("municipal", "street_lighting"): lamps * (1.0 - one["led_saving"] * mean(led)),
    }
    assert set(found) == set(expected)
    for cell, values in expected.items():
        place = PLACE[(*cell, "electricity")]
        np.testing.assert_allclose(found[cell], values)
        np.testing.assert_allclose(projected().energy[:, place], values * scale()[place])
    few = replace(
        one, values={**one.values, "service_electricity_per_employee": one["service_electricity_per_employee"] * 0.0}
    )
    assert not electricity.appliances(few)["commerce", "appliances"].any()


def test_heat_by_hand() -> None:
    """Area served x useful heat a square metre / efficiency, fitted to 2017; pumps take the rest from outside."""
    one, made = stirred(), heat()
    use = heat_demand.use_per_area(one)
    rooms_of = lambda year: (made.floor.area[year] * use).sum(axis=(1, 2))  # noqa: E731
    water = heat_demand.hot_water(one, mean(made.total))
    sun = heat_demand.solar_heat(one, water)
    factor = scale()[PLACE["households", "hot_water", "solar_thermal"]]
    served, bound = mean(made.heating.area), mean(made.heating.bound)
    for year in (0, 1, 14, 28):
        area = mean(made.total)[year]
        room = rooms_of(year) if year == 0 else (rooms_of(year) + rooms_of(year - 1)) / 2.0
        room = room / area
        np.testing.assert_allclose(made.per_area["space_heat"][year], room * made.level)
        wanted = (water[0] - sun[0]) * made.level + sun[0] * factor
        boiled = water[year] * wanted / water[0] - sun[year] * factor
        np.testing.assert_allclose(made.per_area["hot_water"][year], boiled / area * 1e6)
        np.testing.assert_allclose(made.solar[year], sun[year] * factor)
        weather = one["degree_days"][year] / one["degree_days_mean"]
        quota = one["law_green_fuel_quota"][year]
        for name, needed, row in (
            ("space_heat", room * made.level * weather, "heating"),
            ("hot_water", boiled / area * 1e6, "hot_water"),
        ):
            efficiency = one[f"{row}_efficiency"][year]
            air, ground = (
                heat_demand.seasonal_performance(one, room[np.newaxis]) if name == "space_heat"
                else heat_demand.performance_at(one, one["hot_water_temperature"])
            )  # fmt: skip
            each = served[year] * needed[:, np.newaxis] / 1e6 / efficiency
            each[:, AIR] /= air.reshape(-1, DRAWS)
            each[:, GROUND] /= ground.reshape(-1, DRAWS)
            green = bound[year, :, :3] / np.maximum(served[year, :, :3], 1e-9) * quota
            pumped = (served[year, :, AIR] + served[year, :, GROUND]) * needed / 1e6
            expected = {
                "natural_gas": (each[:, :2] * (1.0 - green[:, :2])).sum(axis=1),
                "heating_oil": each[:, OIL] * (1.0 - green[:, OIL]),
                "biomethane": (each[:, :2] * green[:, :2]).sum(axis=1), "biofuel": each[:, OIL] * green[:, OIL],
                "district_heat": each[:, NETWORK], "biomass": each[:, WOOD],
                "electricity": each[:, [AIR, GROUND, DIRECT]].sum(axis=1),
                "environmental_heat": np.maximum(pumped - each[:, AIR] - each[:, GROUND], 0.0),
            }  # fmt: skip
            assert set(made.carriers[name]) == set(expected)
            for carrier, values in expected.items():
                np.testing.assert_allclose(made.carriers[name][carrier][year], values, rtol=1e-9, err_msg=carrier)
                for sector, types in SECTOR_TYPES.items():
                    found = projected().energy[year, PLACE[sector, name, carrier]]
                    np.testing.assert_allclose(found, values[list(types)].sum(axis=0), rtol=1e-9)
        sunny = projected().energy[year, PLACE["households", "hot_water", "solar_thermal"]]
        np.testing.assert_allclose(sunny, made.solar[year, :2].sum(axis=0))


def test_heat_saved_is_area_moved_times_what_each_move_gains() -> None:
    """With a use of 3 - (worth of the state) kWh/m2, each move gains what it counts for as a renovation."""
    one = stirred()
    worth = one["full_equivalent"]
    use = np.empty_like(heat_demand.use_per_area(one))
    use[:] = 3.0 - np.array([np.zeros(DRAWS), worth[floor_area.USUAL], worth[floor_area.DEEP]])
    found = floor_area.turn_over(one, use)
    np.testing.assert_allclose(found.saved_usual, found.usual * worth[floor_area.USUAL], rtol=1e-12)
    np.testing.assert_allclose(found.saved_usual + found.saved_deep, found.equivalents, rtol=1e-12)
    assert (found.saved_deep[1:] > 0.0).all()


def test_systems_bought_by_hand() -> None:
    one, made, result = stirred(), heat(), projected()
    stock, size = made.heating, one["area_per_system"]
    due = (stock.natural + stock.worn).sum(axis=2) / np.maximum(stock.installed.sum(axis=2), 1e-9)
    inverse = made.inverse
    final = sum(made.per_area[use][:, :, np.newaxis] * inverse[use] for use in ("space_heat", "hot_water"))
    warm = made.per_area["space_heat"] + made.per_area["hot_water"]
    carrier_of = dict(zip(range(8), final_energy.SYSTEM_CARRIER, strict=True))
    for group, types in GROUPS.items():
        places = list(types)
        weight = made.total[:, places] / made.total[:, places].sum(axis=1, keepdims=True)
        use = (final[:, places] * weight[:, :, np.newaxis]).sum(axis=1)
        warmth = (warm[:, places] * weight).sum(axis=1)
        for system, name in enumerate(buildings.registry.SYSTEM_ASSETS):
            asset = f"{name}_{group}"
            counted = stock.installed[:, places, system] / size[places, system]
            np.testing.assert_allclose(result.installed[asset], counted.sum(axis=1), err_msg=asset)
            np.testing.assert_allclose(
                result.like_for_like[asset], (counted * due[:, places]).sum(axis=1), err_msg=asset
            )
            if system == GAS:
                assert result.unit_energy[asset] == {}
                continue
            large = size[places[0], system] / 1000.0
            expected = {carrier_of[system]: use[:, system] * large}
            expected["natural_gas"] = expected.get("natural_gas", 0.0) - use[:, GAS] * large
            if system in (AIR, GROUND):
                expected["environmental_heat"] = warmth * large - use[:, system] * large
            assert set(result.unit_energy[asset]) == set(expected)
            for carrier, values in expected.items():
                np.testing.assert_allclose(
                    result.unit_energy[asset][carrier], values, atol=1e-9, err_msg=f"{asset} {carrier}"
                )


def test_renovation_and_other_assets_by_hand() -> None:
    one, made, result = stirred(), heat(), projected()
    useful = made.per_area["space_heat"] * made.total
    for group, types in buildings.registry.RENOVATION_TYPES.items():
        places = list(types)
        for depth, area, saved, state in (
            ("usual", made.floor.usual, made.floor.saved_usual, 1), ("deep", made.floor.deep, made.floor.saved_deep, 2),
        ):  # fmt: skip
            asset = f"renovation_{depth}_{group}"
            built = area[:, places].sum(axis=1)
            np.testing.assert_allclose(result.installed[asset], built)
            np.testing.assert_allclose(result.like_for_like[asset], built * one["renovation_due_share"][state])
            less = (saved * made.level)[:, places].sum(axis=1) / np.maximum(built, 1e-9)
            part = less / useful[:, places].sum(axis=1)
            carriers = set(made.carriers["space_heat"]) - {"biomethane"}
            assert set(result.unit_energy[asset]) == carriers
            for carrier in carriers:
                by_hand = -made.carriers["space_heat"][carrier][:, places].sum(axis=1) * 1000.0 * part
                np.testing.assert_allclose(result.unit_energy[asset][carrier], by_hand, atol=1e-12)
    homes = made.heating.centralised[:, :2] / one["area_per_dwelling"][:2]
    np.testing.assert_allclose(result.installed["centralising_gas_floor_heating"], homes.sum(axis=1))
    assert not result.like_for_like["centralising_gas_floor_heating"].any()
    led, points = one.levers["street_lighting_led_share"], one["street_lighting_points"]
    new = np.concatenate([0.0 * led[:1], np.maximum(led[1:] - led[:-1], 0.0)]) * points
    worn = np.concatenate([0.0 * led[:1], 1.0 - led[:-1]]) * points / one["street_lighting_lifetime"]
    np.testing.assert_allclose(result.installed["street_lighting"], new)
    np.testing.assert_allclose(result.like_for_like["street_lighting"], np.minimum(new, worn))
    saved = one["street_lighting_electricity"] * one["led_saving"] * 1000.0 / points
    np.testing.assert_allclose(result.unit_energy["street_lighting"]["electricity"], -saved)


def test_indicators_of_buildings_by_hand() -> None:
    one, made, told = stirred(), heat(), projected().indicators
    area = made.heating.area
    load = floor_area.state_mean(made.floor, one["design_heat_load"]) * one["design_simultaneity"] / 1e6
    electric = (
        area[:, :, AIR] / one["cop_design_air"] + area[:, :, GROUND] / one["cop_design_ground"] + area[:, :, DIRECT]
    )
    expected = {
        "electric_heating_peak": (electric * load).sum(axis=1),
        "district_heat_peak": (area[:, :, NETWORK] * load).sum(axis=1),
        "district_heat_dwellings": (area[:, :2, NETWORK] / one["area_per_dwelling"][:2]).sum(axis=1),
        "heat_pumps": (area / one["area_per_system"])[:, :, [AIR, GROUND]].sum(axis=(1, 2)),
        "gas_heated_share": area[:, :, [GAS, FLOOR]].sum(axis=(1, 2)) / made.total.sum(axis=1),
    }  # fmt: skip
    for name, types in (
        ("residential", [0, 1]),
        ("commerce", [index("building_type", "commerce")]),
        ("municipal", list(SECTOR_TYPES["municipal"])),
    ):
        rate = made.floor.equivalents[1:, types].sum(axis=1) / made.total[:-1, types].sum(axis=1)
        expected[f"renovation_rate_achieved_{name}"] = np.concatenate([0.0 * rate[:1], rate])
    assert set(told) == set(expected)
    for name, values in expected.items():
        np.testing.assert_allclose(told[name], values, err_msg=name)


def test_pumps_and_ground_in_a_made_up_mix() -> None:
    rng = np.random.default_rng(2)
    one = stirred()
    wanted = rng.random((N, TYPES, len(SYSTEMS), DRAWS))
    wanted /= wanted.sum(axis=2, keepdims=True)
    rule = mixes.rules(one)
    found = mixes.allowed_mix(wanted, rule, one)
    banned = (wanted[:, :, GAS] + wanted[:, :, FLOOR]) * (1.0 - rule.gas) + wanted[:, :, OIL] * (1.0 - rule.oil)
    fossil = wanted[:, :, :3].sum(axis=2) - banned
    instead = rule.alternatives[:, AIR] + rule.alternatives[:, GROUND]
    pumps = wanted[:, :, AIR] + wanted[:, :, GROUND] + banned * instead + fossil * rule.heat_pump
    np.testing.assert_allclose(found[:, :, GROUND], pumps * rule.ground)
    np.testing.assert_allclose(found[:, :, AIR], pumps * (1.0 - rule.ground), atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=2), 1.0)


def test_heating_systems_turn_over_by_hand() -> None:
    """Every vintage of every system kept apart, one year after the other."""
    one, stock, floor = stirred(), heat().heating, heat().floor
    boilers, floors, early_mix, new = mixes.every(one)
    place, draw = 1, 0
    curve = survival(one["heating_lifetime"], float(one["heating_lifetime_shape"].flat[0]), 60 + N)[..., draw]
    left = np.array([[curve[s, t:].sum() / curve[s].sum() for t in range(N)] for s in range(8)])
    gone_opening = np.concatenate([np.zeros((8, 1)), left[:, :-1] - left[:, 1:]], axis=1)
    opening = stock.area[0, place, :, draw].copy()
    vintages: list[tuple[int, Array]] = []
    factor, area = np.ones(8), opening.copy()
    lever = {name: one.levers[name][:, draw] for name in ("early_replacement_gas", "early_replacement_oil")}
    for t in range(1, N):
        keep = 1.0 - floor.demolished[t, place, draw] / floor.total[t - 1, place, draw]
        factor = factor * keep
        natural = opening * gone_opening[:, t] * factor
        for year, size in vintages:
            natural = natural + size * (curve[:, t - year - 1] - curve[:, t - year]) * factor
        natural = np.minimum(natural, area * keep)
        area = area * keep - natural
        rate = np.zeros(8)
        rate[[GAS, FLOOR]], rate[OIL] = lever["early_replacement_gas"][t], lever["early_replacement_oil"][t]
        early = area * rate
        area = area - early
        old = np.arange(t, 61 + N)
        aged = opening * np.array([(curve[i, t:] * old).sum() / curve[i].sum() for i in range(8)])
        aged += sum((size * curve[:, t - year] * (t - year) for year, size in vintages), np.zeros(8))
        there = opening * left[:, t] + sum((size * curve[:, t - year] for year, size in vintages), np.zeros(8))
        worn = early * np.minimum(aged / np.maximum(there, 1e-9) / one["heating_lifetime"][:, draw], 1.0)
        np.testing.assert_allclose(stock.worn[t, place, :3, draw], worn[:3], atol=1e-6)
        inflow = boilers[t, place, :, draw] * (natural[GAS] + natural[OIL] + natural[DIRECT])
        inflow = inflow + floors[t, place, :, draw] * natural[FLOOR] + early_mix[t, place, :, draw] * early.sum()
        inflow = inflow + new[t, place, :, draw] * floor.built[t, place, draw]
        inflow[NETWORK : WOOD + 1] += natural[NETWORK : WOOD + 1]
        factor = factor * (1.0 - rate)
        area = area + inflow
        vintages.append((t, inflow / factor))
        np.testing.assert_allclose(stock.natural[t, place, :, draw], natural, atol=1e-6)
        np.testing.assert_allclose(stock.early[t, place, :, draw], early, atol=1e-6)
        np.testing.assert_allclose(stock.installed[t, place, :, draw], inflow, atol=1e-6)
        np.testing.assert_allclose(stock.area[t, place, :, draw], area, atol=1e-5)
        stays = floors[t, place, FLOOR, draw] + floors[t, place, DIRECT, draw]
        by_hand = natural[FLOOR] * max(1.0 - stays, 0.0) + early[FLOOR]
        assert stock.centralised[t, place, draw] == pytest.approx(by_hand)
        tied = sum(
            (size * curve[:, t - year] for year, size in vintages if YEARS[year] >= one["law_green_fuel_from"][draw]),
            np.zeros(8),
        )
        np.testing.assert_allclose(stock.bound[t, place, :3, draw], (tied * factor)[:3], atol=1e-6)
