"""Energy supply in a city of three years and invented numbers: every formula redone line by line."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from klima2035.case import Array, Case, Demand, Settings
from klima2035.sectors import energy, energy_heat, energy_limits, energy_stocks
from klima2035.stocks import survival
from klima2035.variables import DIMS, index

YEARS = np.arange(2017, 2021)
N, DRAWS = len(YEARS), 2
PLANTS = DIMS["plant"]


def path(*values: float) -> Array:
    """A path (year, draw): draw 1 is a tenth higher."""
    return np.array(values)[:, np.newaxis] * np.array([1.0, 1.1])


def pair(value: float) -> Array:
    return value * np.array([1.0, 1.1])


def rows(*values: float) -> Array:
    return np.array(values)[:, np.newaxis] * np.array([1.0, 1.05])


def city(**changes: Array) -> Case:
    values = {
        "electrolysis_electricity": pair(55.0), "hydrogen_heating_value": pair(33.0),
        "hydrogen_limit": path(4, 5, 6, 7),
        "electrolyser_full_load_hours": pair(4000.0), "forest_area": pair(5e6), "energy_wood_yield": pair(0.9),
        "wood_trade_limit": path(3, 4, 5, 6), "network_loss_share": rows(0.15, 0.25),
        "steam_delivery_share": pair(0.3), "process_steam": path(20, 18, 16, 14), "unexplained_heat": path(9, 8, 7, 6),
        "plant_full_load_hours": rows(6000, 4500, 7000, 5000, 4000, 3500, 1500, 1200),
        "plant_heat_power": rows(30, 0, 0, 0, 60, 70, 0, 90),
        "plant_efficiency": rows(0.7, 3.0, 9.0, 0.85, 0.8, 0.82, 0.98, 0.93),
        "plant_power_ratio": rows(0.0, 0.0, 0.0, 0.0, 0.3, 0.6, 0.0, 0.0), "waste_power_share": pair(0.12),
        "waste_volume": path(90, 91, 92, 93), "waste_calorific_value": pair(2.8e3),
        "waste_heat_limit": path(110, 111, 112, 113),
        "river_heat_limit": path(4, 5, 6, 7), "coal_elberfeld_availability": path(1.0, 0.5, 0.0, 0.0),
        "carnot_reference_temperature": pair(10.0), "plant_supply_temperature": rows(100, 80, 85, 90, 120, 110, 95, 90),
        "generator_power": rows(10, 2, 1, 3, 0.5), "generator_full_load_hours": rows(900, 950, 1800, 4000, 7000),
        "pv_rooftop_potential": pair(40.0), "pv_open_space_potential": pair(6.0), "pv_repowering_share": pair(0.8),
        "pv_lifetime": pair(20.0), "plant_lifetime": rows(30, 18, 25, 22, 40, 20, 19, 26),
        "electrolyser_lifetime": pair(15.0),
        "plant_lifetime_shape": np.array([3.0]), "pv_opening_age": pair(7.5),
        "law_pv_duty_public": path(0, 0.2, 0.1, 0.5),
        "pv_duty_power": pair(5.0), "waste_fossil_co2": pair(0.4), "coal_elberfeld_stack": pair(1000.0),
        "steam_network_length": pair(50.0), "steam_network_life_used": pair(0.6), "network_length": pair(200.0),
        "network_extension_ratio": pair(0.5), "chp_renewal_year": np.array([2019.4, 2018.0]),
        "grid_free_capacity": pair(3.0),
        "gas_closing_from": pair(0.9), "gas_network_length": pair(1000.0), "grid_factor_co2e": path(500, 450, 400, 350),
        "emission_factor_co2": np.broadcast_to(np.arange(100.0, 111.0)[:, np.newaxis], (N, 11, 2)).copy(),
        "biomethane_limit": path(10, 10, 10, 10), "network_full_load_hours": pair(3000.0),
        "network_base_load_share": pair(0.3),
    }  # fmt: skip
    levers = {
        "electrolyser_power": path(0, 1, 3, 3), "steam_network_conversion": path(0, 0.1, 0.4, 0.3),
        "large_heat_pump_power": path(0, 2, 6, 4), "geothermal_power": path(0, 0, 3, 3),
        "biomass_plant_power": path(1, 1, 5, 5), "electrode_boiler_power": path(0, 4, 4, 8),
        "chp_availability": path(1.0, 0.9, 0.8, 0.7) / 1.1, "gas_boiler_availability": path(1.0, 1.0, 0.5, 0.4) / 1.1,
        "pv_rooftop_additions": path(0, 3, 4, 30), "pv_open_space_additions": path(0, 1, 1, 9),
        "heat_network_extension": path(0, 1, 2, 3), "waste_fossil_separation": path(0, 0.1, 0.2, 0.3),
    }  # fmt: skip
    return Case(YEARS, 2018, {**values, **changes}, levers, Settings(), DRAWS)


def demand(**changes: Array) -> Demand:
    asked = {field.name: path(50, 60, 55, 70) for field in fields(Demand)}
    small = {"hydrogen_transport": path(1, 2, 3, 4), "hydrogen_industry": path(1, 9, 90, 2)}
    peaks = {"district_heat_peak": path(100, 90, 120, 110), "gas_heated_share": path(0.8, 0.7, 0.75, 0.4)}
    return Demand(**{**asked, **small, **peaks, **changes})


def test_hydrogen_by_hand() -> None:
    case, asked = city(), demand()
    found = energy_limits.split_hydrogen(case, asked)
    for draw in range(DRAWS):
        per_kwh = case["electrolysis_electricity"][draw] / case["hydrogen_heating_value"][draw]
        power = case.levers["electrolyser_power"][:, draw]
        for year in range(N):
            mean = power[year] if year == 0 else (power[year] + power[year - 1]) / 2
            capacity = mean * case["electrolyser_full_load_hours"][draw] / 1000 / per_kwh
            buses, wish = asked.hydrogen_transport[year, draw], asked.hydrogen_industry[year, draw]
            industry = min(wish, max(capacity + case["hydrogen_limit"][year, draw] - buses, 0.0))
            made = min(buses + industry, capacity)
            assert found.for_industry[year, draw] == pytest.approx(industry)
            assert found.made[year, draw] == pytest.approx(made)
            assert found.bought[year, draw] == pytest.approx(buses + industry - made)
            assert found.electrolysis[year, draw] == pytest.approx(made * per_kwh)
    none = energy_limits.split_hydrogen(
        city(hydrogen_limit=path(0, 0, 0, 0)), demand(hydrogen_transport=path(9, 9, 9, 9))
    )
    assert none.for_industry.tolist() == np.zeros((N, DRAWS)).tolist()


def test_shared_limits_by_hand() -> None:
    case, asked = city(), demand()
    net = energy_heat.network(case, asked.district_heat)
    plants = energy_heat.run_plants(case, net, energy_limits.wood_supply(case))
    power, made = np.arange(N * 5.0 * DRAWS).reshape(N, 5, DRAWS), path(1, 2, 3, 4)
    found = {
        name: (unit, limit, wish)
        for name, unit, limit, wish in energy_limits.shared_limits(case, asked, plants, power, made)
    }
    wood = case["forest_area"] * case["energy_wood_yield"] / 1e6 + case["wood_trade_limit"]
    pump, stove, waste = (index("plant", name) for name in ("large_heat_pump", "biomass_plant", "waste_plant"))
    expected = {
        "biomethane": ("GWh/a", case["biomethane_limit"], asked.biomethane),
        "hydrogen": ("GWh/a", case["hydrogen_limit"] + made, asked.hydrogen_transport + asked.hydrogen_industry),
        "wood": ("GWh/a", wood, asked.biomass + plants.fuel[:, stove]),
        "river_heat": ("GWh/a", case["river_heat_limit"], plants.heat[:, pump] - plants.fuel[:, pump]),
        "roof_area": ("MW", np.broadcast_to(case["pv_rooftop_potential"], (N, DRAWS)), power[:, 0]),
        "open_space": ("MW", np.broadcast_to(case["pv_open_space_potential"], (N, DRAWS)), power[:, 1]),
        "waste_heat": ("GWh/a", plants.limit[:, waste], plants.heat[:, waste]),
    }
    assert list(found) == list(expected)
    for name, (unit, limit, wish) in expected.items():
        assert found[name][0] == unit
        np.testing.assert_allclose(found[name][1], limit, err_msg=name)
        np.testing.assert_allclose(found[name][2], wish, err_msg=name)


def test_networks_by_hand() -> None:
    case, delivered = city(), path(100, 110, 120, 130)
    net = energy_heat.network(case, delivered)
    for draw in range(DRAWS):
        hot_loss, steam_loss = case["network_loss_share"][:, draw]
        for year in range(N):
            share = case["steam_delivery_share"][draw] * (1 - case.levers["steam_network_conversion"][year, draw])
            steam = delivered[year, draw] * share
            hot_in, steam_in = (delivered[year, draw] - steam) / (1 - hot_loss), steam / (1 - steam_loss)
            losses = hot_in + steam_in - delivered[year, draw]
            process, rest = case["process_steam"][year, draw], case["unexplained_heat"][year, draw]
            assert net.steam_share[year, draw] == pytest.approx(share)
            assert net.losses[year, draw] == pytest.approx(losses)
            assert net.fed_in[year, draw] == pytest.approx(delivered[year, draw] + losses + process + rest)
            assert net.hot_share[year, draw] == pytest.approx(hot_in / (hot_in + steam_in + process))
            assert (net.process_steam[year, draw], net.unexplained[year, draw]) == (process, rest)
    one = energy_heat.network(case, delivered[2:3], slice(2, 3))
    assert one.fed_in[0].tolist() == net.fed_in[2].tolist()


def test_limits_of_plants_by_hand() -> None:
    case, wood = city(), path(5, 6, 70, 8)
    found = energy_heat.limits(case, wood)
    for draw in range(DRAWS):
        efficiency = case["plant_efficiency"][:, draw]
        for year in range(N):
            for i, plant in enumerate(PLANTS):
                lever = case.levers.get(f"{plant}_power")
                built = 0.0 if lever is None else lever[[year, max(year - 1, 0)], draw].mean()
                most = (case["plant_heat_power"][i, draw] + built) * case["plant_full_load_hours"][i, draw] / 1000
                if plant == "waste_plant":
                    burnt = case["waste_volume"][year, draw] * case["waste_calorific_value"][draw] / 1000
                    most = min(
                        most,
                        burnt * (efficiency[i] - case["waste_power_share"][draw]),
                        case["waste_heat_limit"][year, draw],
                    )
                if plant == "large_heat_pump":
                    most = min(most, case["river_heat_limit"][year, draw] / (1 - 1 / efficiency[i]))
                if plant == "biomass_plant":
                    most = min(most, wood[year, draw] * efficiency[i])
                if plant == "coal_elberfeld":
                    most *= case["coal_elberfeld_availability"][year, draw]
                if plant == "chp_barmen":
                    most *= case.levers["chp_availability"][year, draw]
                if plant == "gas_boiler":
                    most *= case.levers["gas_boiler_availability"][year, draw]
                assert found[year, i, draw] == pytest.approx(most), (plant, year)


def test_plants_run_one_after_the_other() -> None:
    case = city()
    net = energy_heat.network(case, path(300, 310, 320, 330))
    wood = path(50, 60, 70, 80)
    plants = energy_heat.run_plants(case, net, wood)
    limit = energy_heat.limits(case, wood)
    np.testing.assert_allclose(plants.limit, limit)
    for draw in range(DRAWS):
        hours = case["network_full_load_hours"][draw]
        for year in range(N):
            fed = net.fed_in[year, draw]
            peak, stacked, done, hot = fed / hours * 1000, 0.0, 0.0, fed * net.hot_share[year, draw]
            for i, plant in enumerate(PLANTS):
                ready = limit[year, i, draw] / case["plant_full_load_hours"][i, draw] * 1000
                stacked += ready
                base = case["network_base_load_share"][draw]
                together = (
                    float(energy_heat.covered(np.array(stacked / peak), np.array(hours / 8760), np.array(base))) * fed
                )
                given = min(limit[year, i, draw], max(together - done, 0.0))
                if plant in ("large_heat_pump", "geothermal"):
                    given = min(given, hot)
                    hot -= given
                else:
                    hot *= 1 - given / max(fed - done, 1e-12)
                done += given
                assert plants.heat[year, i, draw] == pytest.approx(given, abs=1e-9), (plant, year)
                assert plants.peak_power[year, i, draw] == pytest.approx(ready)
                power = given * case["plant_power_ratio"][i, draw]
                fuel = (given + power) / case["plant_efficiency"][i, draw]
                if plant == "waste_plant":
                    fuel = case["waste_volume"][year, draw] * case["waste_calorific_value"][draw] / 1000
                    power = fuel * case["waste_power_share"][draw]
                assert plants.fuel[year, i, draw] == pytest.approx(fuel)
                assert plants.power[year, i, draw] == pytest.approx(power)
                cold = case["carnot_reference_temperature"][draw] + 273.15
                z = 1 - cold / (case["plant_supply_temperature"][i, draw] + 273.15)
                share = z * given / (z * given + power) if power else 1.0
                assert plants.heat_share[year, i, draw] == pytest.approx(share)
    served, missing = energy_heat.short(net, plants)
    lack = net.fed_in - plants.heat.sum(axis=1)
    assert (lack > 1.0).any(), "the example has too much power to show a shortage"
    np.testing.assert_allclose(missing, np.where(lack > 1e-6, lack, 0.0))
    np.testing.assert_allclose(served.delivered, net.delivered * (1 - missing / net.fed_in))
    np.testing.assert_allclose(
        served.losses + served.process_steam + served.unexplained + served.delivered, served.fed_in
    )


def test_turnover_of_plants_by_hand() -> None:
    case = city()
    flows = energy_stocks.turnover(case)
    for draw in range(DRAWS):
        for i, name in enumerate(energy_stocks.SEGMENTS):
            roof, solar = name == "pv_rooftop", name.startswith("pv_")
            row = "pv_lifetime" if solar else "electrolyser_lifetime"
            life = case["plant_lifetime"][PLANTS.index(name), draw] if name in PLANTS else case[row][draw]
            alive = survival(np.array([life]), 3.0, 60)[:, 0]
            levers = case.levers[f"{name}_additions" if solar else f"{name}_power"][:, draw]
            stock = case["generator_power"][DIMS["generator"].index(name), draw] if solar else levers[0]
            room = case[f"{name}_potential"][draw] if solar else np.inf
            again = case["pv_repowering_share"][draw] if solar else 1.0
            built = [0.0] * N
            opening = np.clip(case["pv_opening_age"][draw] - np.arange(20), 0.0, 1.0)
            opening = opening / opening.sum() * stock
            for year in range(1, N):
                gone = sum(built[then] * (alive[year - then - 1] - alive[year - then]) for then in range(1, year))
                if roof:
                    gone += sum(o * (alive[a + year - 1] - alive[a + year]) / alive[a] for a, o in enumerate(opening))
                added = levers[year] if solar else max(levers[year] - levers[year - 1], 0.0)
                if roof:
                    duty = case["law_pv_duty_public"][:, draw]
                    added += max(duty[year] - duty[year - 1], 0.0) * case["pv_duty_power"][draw]
                wanted = again * gone
                built[year] = min(added + wanted, max(room - (stock - gone), 0.0))
                stock = stock - gone + built[year]
                found = [
                    float(part[year, i, draw]) for part in (flows.retired, flows.built, flows.replaced, flows.stock)
                ]
                assert found == pytest.approx([gone, built[year], min(wanted, built[year]), stock]), (name, year)


def test_generation_by_hand() -> None:
    case = city()
    flows = energy_stocks.turnover(case)
    yields, power = energy_stocks.generation(case, flows)
    for i in range(5):
        stock = flows.stock[:, i] if i < 2 else np.broadcast_to(case["generator_power"][i], (N, DRAWS))
        np.testing.assert_allclose(power[:, i], stock)
        mean = np.concatenate([stock[:1], (stock[1:] + stock[:-1]) / 2])
        np.testing.assert_allclose(yields[:, i], mean * case["generator_full_load_hours"][i] / 1000)


def test_design_peak_by_hand() -> None:
    case, asked = city(), demand()
    net = energy_heat.network(case, asked.district_heat)
    flat = (net.process_steam + net.unexplained) * 1000 / 8760
    by_hand = asked.district_heat_peak * (net.delivered + net.losses) / net.delivered + flat
    np.testing.assert_allclose(energy.design_peak(net, asked), by_hand)


def whole() -> tuple[Case, Demand, energy.Supply]:
    case, asked = city(), demand(district_heat=path(300, 310, 320, 330))
    return case, asked, energy.project(case, asked)


def rise(values: Array) -> Array:
    return np.concatenate([np.zeros((1, DRAWS)), np.maximum(values[1:] - values[:-1], 0.0)])


def test_what_is_built_by_hand() -> None:
    case, asked, supply = whole()
    built, alike = supply.result.installed, supply.result.like_for_like
    converted = rise(case.levers["steam_network_conversion"]) * case["steam_network_length"]
    np.testing.assert_allclose(built["heat_network_conversion"], converted)
    np.testing.assert_allclose(alike["heat_network_conversion"], converted * case["steam_network_life_used"])
    highest = path(100, 100, 120, 120)
    extended = rise(highest) / asked.district_heat_peak[0] * case["network_length"] * case["network_extension_ratio"]
    np.testing.assert_allclose(
        built["heat_network_extension"][1:], (extended + case.levers["heat_network_extension"])[1:]
    )
    assert not built["heat_network_extension"][0].any()
    assert not alike["heat_network_extension"].any()
    chp = PLANTS.index("chp_barmen")
    electric = case["plant_heat_power"][chp] * case["plant_power_ratio"][chp]
    renewed = np.zeros((N, DRAWS))
    for year, draw in ((2, 0), (1, 1)):  # in 2019 and in 2018
        renewed[year, draw] = electric[draw] * case.levers["chp_availability"][year, draw]
    np.testing.assert_allclose(built["chp_renewal"], renewed)
    np.testing.assert_allclose(alike["chp_renewal"], renewed)
    flows = energy_stocks.turnover(case)
    for i, name in enumerate(energy_stocks.SEGMENTS):
        np.testing.assert_allclose(built[name], flows.built[:, i])
        np.testing.assert_allclose(alike[name], flows.replaced[:, i])


def test_grid_and_gas_network_by_hand() -> None:
    case, asked, supply = whole()
    ready, efficiency = supply.result.stocks["plant_power"], case["plant_efficiency"]
    pump, boiler = PLANTS.index("large_heat_pump"), PLANTS.index("electrode_boiler")
    network = ready[:, pump] / efficiency[pump] + ready[:, boiler] / efficiency[boiler]
    peak = asked.electric_heating_peak + asked.charging_peak + network + case.levers["electrolyser_power"]
    np.testing.assert_allclose(supply.result.indicators["network_electric_peak"], network)
    np.testing.assert_allclose(supply.result.indicators["electric_peak"], peak)
    above = np.maximum(np.maximum.accumulate(peak, axis=0) - peak[0] - case["grid_free_capacity"], 0.0)
    np.testing.assert_allclose(supply.result.installed["distribution_grid_reinforcement"], rise(above))
    closed = np.zeros((N, DRAWS))
    for year in range(N):
        share = asked.gas_heated_share[year] / asked.gas_heated_share[0] / case["gas_closing_from"]
        closed[year] = np.maximum(closed[max(year - 1, 0)], np.maximum(1.0 - share, 0.0))
    by_hand = rise(closed) * case["gas_network_length"]
    assert (by_hand > 0.0).any()
    np.testing.assert_allclose(supply.result.installed["gas_network_decommissioning"], by_hand)
    assert not supply.result.like_for_like["distribution_grid_reinforcement"].any()
    assert not supply.result.like_for_like["gas_network_decommissioning"].any()


def test_unit_energy_indicators_and_memo_by_hand() -> None:
    case, asked, supply = whole()
    unit, told, memo = supply.result.unit_energy, supply.result.indicators, supply.result.memo
    hours, efficiency = case["plant_full_load_hours"], case["plant_efficiency"]
    for name in ("large_heat_pump", "geothermal", "biomass_plant", "electrode_boiler"):
        i = PLANTS.index(name)
        own = "biomass" if name == "biomass_plant" else "electricity"
        assert set(unit[name]) == {own, "natural_gas"}
        np.testing.assert_allclose(unit[name][own], np.broadcast_to(hours[i] / efficiency[i], (N, DRAWS)))
        np.testing.assert_allclose(unit[name]["natural_gas"], np.broadcast_to(-hours[i] / efficiency[7], (N, DRAWS)))
    for i, name in enumerate(("pv_rooftop", "pv_open_space")):
        saved = np.broadcast_to(-case["generator_full_load_hours"][i], (N, DRAWS))
        np.testing.assert_allclose(unit[name]["electricity"], saved)
    used = np.broadcast_to(case["electrolyser_full_load_hours"], (N, DRAWS))
    np.testing.assert_allclose(unit["electrolyser"]["electricity"], used)
    net, missing = energy_heat.short(
        energy_heat.network(case, asked.district_heat), replace(plants_of(case, asked), heat=supply.plant_heat)
    )
    np.testing.assert_allclose(supply.unmet_heat, missing)
    np.testing.assert_allclose(told["pv_power"], supply.result.stocks["generator_power"][:, :2].sum(axis=1))
    np.testing.assert_allclose(told["district_heat_fed_in"], net.fed_in)
    np.testing.assert_allclose(told["waste_plant_heat"], supply.plant_heat[:, 0])
    np.testing.assert_allclose(told["network_loss_share"], net.losses / (net.delivered + net.losses))
    ready = supply.result.stocks["plant_power"].sum(axis=1)
    np.testing.assert_allclose(told["district_heat_plant_power"], ready)
    peak = energy.design_peak(energy_heat.network(case, asked.district_heat), asked)
    np.testing.assert_allclose(supply.unmet_peak, np.maximum(peak - ready, 0.0))
    np.testing.assert_allclose(told["local_generation"], supply.generation.sum(axis=1))
    separated = 1.0 - case.levers["waste_fossil_separation"]
    np.testing.assert_allclose(
        memo["waste_plant_fossil_co2"], case["waste_volume"] * case["waste_fossil_co2"] * separated
    )
    stack = case["coal_elberfeld_stack"] * case["coal_elberfeld_availability"]
    np.testing.assert_allclose(memo["stack_coal_elberfeld"], stack)
    for i, name in ((5, "stack_chp_barmen"), (7, "stack_gas_boiler")):
        np.testing.assert_allclose(memo[name], supply.plant_fuel[:, i] * case["emission_factor_co2"][:, 0])
    shown = supply.generation.sum(axis=1) * case["grid_factor_co2e"]
    np.testing.assert_allclose(memo["national_displacement"], shown)
    local = replace(case, settings=Settings(electricity="local_mix"))
    assert not energy.project(local, asked).result.memo["national_displacement"].any()


def plants_of(case: Case, asked: Demand) -> energy_heat.Plants:
    wood = np.maximum(energy_limits.wood_supply(case) - asked.biomass, 0.0)
    return energy_heat.run_plants(case, energy_heat.network(case, asked.district_heat), wood)


def test_plants_get_the_wood_that_heating_leaves() -> None:
    case, asked, supply = whole()
    np.testing.assert_allclose(supply.plant_heat, plants_of(case, asked).heat)
    more = energy.project(case, replace(asked, biomass=np.zeros((N, DRAWS))))
    assert (more.plant_heat[:, 3] > supply.plant_heat[:, 3]).any()


def test_factors_of_plants_by_hand() -> None:
    case, _, supply = whole()
    co2e = np.broadcast_to(np.arange(200.0, 211.0)[:, np.newaxis], (N, 11, 2)).copy()
    grid, table = path(300, 280, 260, 240), pair(30.0)
    own = {"emission_factor_co2e": co2e, "grid_factor_co2": grid, "waste_convention_factor": table}
    case = replace(case, values={**case.values, **own})
    heat, fuel, share = supply.plant_heat, supply.plant_fuel, supply.heat_share
    for indicator, convention in (("co2e", table), ("co2", 0.0 * table)):
        plain = energy._plant_factors(case, heat, fuel, share, indicator, slice(None))
        for i, carrier in enumerate(energy_heat.CARRIERS[1:], start=1):
            by_hand = case[f"grid_factor_{indicator}"]
            if carrier != "electricity":
                by_hand = case[f"emission_factor_{indicator}"][:, index("fuel", carrier)]
            np.testing.assert_allclose(plain[:, i], by_hand, err_msg=carrier)
        np.testing.assert_allclose(plain[:, 0], convention * heat[:, 0] / (fuel[:, 0] * share[:, 0]))
        stack = energy._plant_factors(case, heat, fuel, share, indicator, slice(None), "physical")
        fossil = case["waste_fossil_co2"] * (1.0 - case.levers["waste_fossil_separation"])
        np.testing.assert_allclose(stack[:, 0], fossil / case["waste_calorific_value"] * 1000.0)
        assert np.array_equal(stack[:, 1:], plain[:, 1:])
