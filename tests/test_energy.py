"""Energy supply: heat balance, Carnot allocation, order of plants, generation, hydrogen, limits."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
from reference_turnover import retire

from klima2035 import framework, inputs, levers, projection, reading, registers, stocks
from klima2035.case import Array, Case, Demand, Settings, Supply
from klima2035.sectors import LEVERS, energy, energy_heat, energy_limits, energy_stocks
from klima2035.tables import table
from klima2035.variables import DIMS, index
from klima2035.variables.energy import INPUTS as ENERGY
from klima2035.variables.framework import INPUTS as FRAMEWORK

ROOT = Path(__file__).parents[1] / "inputs"
WASTE, COAL, CHP, GAS = (index("plant", p) for p in ("waste_plant", "coal_elberfeld", "chp_barmen", "gas_boiler"))
PUMP = index("plant", "large_heat_pump")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> inputs.Inputs:
    """The shipped tables of energy and framework alone, through the public loader."""
    root = tmp_path_factory.mktemp("inputs")
    for place in ("germany", "wuppertal"):
        (root / place).mkdir()
        for name in ("inputs.yaml", "energy.csv", "framework.csv", "sources.csv", "levers_energy.csv"):
            if (ROOT / place / name).exists():
                shutil.copy(ROOT / place / name, root / place / name)
    known = {variable.name: variable for variable in (*ENERGY, *FRAMEWORK)}
    with pytest.MonkeyPatch.context() as patch:
        for module in (reading, registers, table):
            patch.setattr(module, "INPUTS", known)
        return reading.load(root, "wuppertal")


def make_case(shipped: inputs.Inputs, draws: int = 2, as_of: int = 2025, registered: bool = True) -> Case:
    years = framework.model_years(2045)
    known = {variable.name: variable for variable in (*ENERGY, *FRAMEWORK)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(framework, "INPUTS", known)
        values = framework.resolve(shipped, years, as_of, {"grid": "renewable_2045"}, "2026-11-01")
    base = levers.base_paths(shipped, energy.LEVERS, years, as_of, registered)
    paths = {name: np.repeat(path, draws, axis=1) for name, path in base.items()}
    return Case(years, as_of, values, paths, Settings(), draws)


def make_demand(case: Case, heat: float = 350.0) -> Demand:
    flat = np.zeros((len(case.years), case.draws))
    return Demand(
        district_heat=flat + heat, district_heat_peak=flat + 0.55 * heat, hydrogen_transport=flat + 8.0,
        hydrogen_industry=flat + 50.0, biomethane=flat + 100.0, biomass=flat + 150.0,
        electricity=flat + 1800.0, electric_heating_peak=flat + 20.0, charging_peak=flat + 10.0,
        gas_heated_share=flat + 0.6,
    )  # fmt: skip


def move(case: Case, **paths: float) -> Case:
    """The same case with levers at a value from 2026 on, in draw 0."""
    changed = dict(case.levers)
    for name, value in paths.items():
        changed[name] = changed[name].copy()
        changed[name][9:, 0] = value
    return dataclasses.replace(case, levers=changed)


def scattered(case: Case, seed: int = 1) -> Case:
    """The same case with every input different in every draw."""
    rng = np.random.default_rng(seed)
    values = {
        name: value * np.ones(case.draws)
        if name.endswith("_shape")
        else value * (1.0 + 0.05 * rng.random((*value.shape[:-1], case.draws)))
        for name, value in case.values.items()
    }
    return dataclasses.replace(case, values=values)


def factor(case: Case, supply: Supply, indicator: str = "co2e", waste_heat: str = "convention") -> Array:
    case = dataclasses.replace(case, settings=Settings(waste_heat=waste_heat))
    by_plant = projection.plant_emissions(case, supply, projection.fuel_factors(case))
    return by_plant[DIMS["indicator"].index(indicator)].sum(axis=1) / np.maximum(supply.delivered, 1e-9)


def test_carnot_share_of_a_plant_by_hand(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    heat, power = np.zeros((1, 8, 2)), np.zeros((1, 8, 2))
    heat[0, CHP], power[0, CHP] = 100.0, 50.0
    warm = np.full((8, 1), 92.85)  # 366 K: z = 1 - 283 / 366 = 0.22678
    case = dataclasses.replace(case, values={**case.values, "plant_supply_temperature": warm})
    share = energy_heat.carnot_share(case, heat, power)
    assert share[0, CHP, 0] == pytest.approx(22.678 / 72.678, abs=1e-4)
    assert share[0, GAS, 0] == 1.0


def test_load_curve_covers_base_load_in_full_and_everything_at_the_peak() -> None:
    load, base = np.array([0.25]), np.array([0.4])
    assert energy_heat.covered(np.array([0.05]), load, base)[0] == pytest.approx(0.05 / 0.25)
    assert energy_heat.covered(np.array([1.0, 3.0]), load, base).tolist() == [1.0, 1.0]
    rising = energy_heat.covered(np.linspace(0.0, 1.0, 50), load, base)
    assert np.all(np.diff(rising) > 0.0)
    # against the sorted curve itself, added up in 100,000 steps
    lowest, time = 0.1, (np.arange(100_000) + 0.5) / 100_000
    curve = lowest + 0.9 * (1.0 - time) ** (0.9 / 0.15 - 1.0)
    for x in (0.15, 0.4, 0.8):
        by_hand = np.minimum(curve, x).mean() / curve.mean()
        assert energy_heat.covered(np.array([x]), load, base)[0] == pytest.approx(by_hand, rel=1e-4)


def test_heat_fed_in_is_delivered_losses_and_shown_rest(shipped: inputs.Inputs) -> None:
    case = scattered(make_case(shipped, draws=5))
    supply = energy.project(case, make_demand(case))
    out = supply.delivered + supply.losses + supply.process_steam + supply.unexplained
    np.testing.assert_allclose(supply.fed_in, out, rtol=1e-12)
    np.testing.assert_allclose(supply.fed_in, supply.plant_heat.sum(axis=1), rtol=1e-9)
    assert np.all(supply.unmet_heat == 0.0)


def test_losses_by_hand(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    net = energy_heat.network(case, np.full((1, 2), 350.0), slice(0, 1))
    hot, steam = 0.65 * 350.0, 0.35 * 350.0
    assert net.losses[0, 0] == pytest.approx(hot * 0.151 / 0.849 + steam * 0.25 / 0.75)


def test_plants_stay_within_their_limits_and_feed_what_they_can(shipped: inputs.Inputs) -> None:
    case = move(scattered(make_case(shipped, draws=5)), large_heat_pump_power=100.0, electrode_boiler_power=50.0)
    supply = energy.project(case, make_demand(case, 900.0))
    plants = energy_heat.limits(case, np.full((len(case.years), 5), 50.0))
    assert np.all(supply.plant_heat >= 0.0)
    assert np.all(supply.plant_heat <= plants + 1e-9)
    assert np.all(supply.plant_heat[2:, COAL] == 0.0)
    ambient = supply.plant_heat[:, PUMP] - supply.plant_fuel[:, PUMP]
    assert np.all(ambient <= case["river_heat_limit"] + 1e-9)


def test_unmet_heat_and_power_are_flagged_never_filled_in(shipped: inputs.Inputs) -> None:
    case = move(make_case(shipped), chp_availability=0.0, gas_boiler_availability=0.0)
    supply = energy.project(case, make_demand(case))
    assert np.all(supply.unmet_heat[10:, 0] > 50.0)
    assert np.all(supply.unmet_peak[10:, 0] > 50.0)
    assert np.all(supply.unmet_heat[:, 1] == 0.0)
    np.testing.assert_allclose(supply.fed_in, supply.plant_heat.sum(axis=1), rtol=1e-9)
    assert np.all(supply.delivered[10:, 0] < 350.0)
    assert np.all(supply.delivered[:, 1] == 350.0)


def test_no_heat_asked_gives_no_heat_and_finite_numbers(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    zero = np.zeros_like(case["process_steam"])
    case = dataclasses.replace(case, values={**case.values, "process_steam": zero, "unexplained_heat": zero})
    supply = energy.project(case, make_demand(case, 0.0))
    assert np.all(supply.plant_heat == 0.0)
    assert np.all(np.isfinite(factor(case, supply)))


def test_closing_elberfeld_lowers_the_factor_and_the_stack(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    supply = energy.project(case, make_demand(case))
    convention, physical = factor(case, supply), factor(case, supply, waste_heat="physical")
    assert 180.0 < convention[0, 0] < 290.0
    assert 35.0 < convention[3, 0] < 95.0
    assert np.all(physical > convention)
    assert np.all(physical[3:] > 100.0)
    assert supply.result.memo["stack_coal_elberfeld"][:3, 0].tolist() == [450000.0, 230400.0, 0.0]
    # the same plants with Elberfeld left open: only this one cause
    open_path = np.ones_like(case["coal_elberfeld_availability"])
    stays = dataclasses.replace(case, values={**case.values, "coal_elberfeld_availability": open_path})
    assert np.all(factor(stays, energy.project(stays, make_demand(stays)))[1:] > convention[1:])


def test_base_supply_is_the_first_year_of_the_projection(shipped: inputs.Inputs) -> None:
    case = scattered(make_case(shipped, draws=4))
    demand = make_demand(case)
    supply = energy.project(case, demand)
    both = energy.base_supply(case, demand.district_heat[0])
    np.testing.assert_allclose(both[0], factor(case, supply)[0], rtol=1e-12)
    np.testing.assert_allclose(both[1], factor(case, supply, "co2")[0], rtol=1e-12)


def test_network_heat_carries_what_its_plants_emit(shipped: inputs.Inputs) -> None:
    case = scattered(make_case(shipped, draws=3))
    supply = energy.project(case, make_demand(case))
    fuels = projection.fuel_factors(case)
    useful = supply.delivered + supply.process_steam + supply.unexplained
    burnt = supply.plant_fuel * projection.plant_factors(supply, fuels)[0] * supply.heat_share
    burnt[:, WASTE] = supply.plant_heat[:, WASTE] * case["waste_convention_factor"]
    np.testing.assert_allclose(factor(case, supply) * useful, burnt.sum(axis=1), rtol=1e-12)


def test_heat_pumps_feed_hot_water_only(shipped: inputs.Inputs) -> None:
    case = move(make_case(shipped), large_heat_pump_power=100.0, steam_network_conversion=0.0)
    before = energy.project(case, make_demand(case))
    wider = move(case, steam_network_conversion=1.0)
    after = energy.project(wider, make_demand(wider))
    assert np.all(after.losses[10:, 0] < before.losses[10:, 0])
    left = before.fed_in - before.plant_heat[:, WASTE]
    assert np.all(before.plant_heat[:, PUMP] < 0.6 * left)
    assert np.all(after.plant_heat[10:, PUMP, 0] > before.plant_heat[10:, PUMP, 0])


def test_generation_changes_no_heat_and_no_factor(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    more = move(case, pv_rooftop_additions=40.0, pv_open_space_additions=3.0)
    plain, sunny = energy.project(case, make_demand(case)), energy.project(more, make_demand(more))
    assert np.array_equal(plain.plant_heat, sunny.plant_heat)
    assert np.array_equal(plain.delivered, sunny.delivered)
    assert np.array_equal(factor(case, plain), factor(more, sunny))
    assert np.all(
        sunny.result.memo["national_displacement"][10:, 0] > plain.result.memo["national_displacement"][10:, 0]
    )


def test_photovoltaics_follow_the_register_in_the_hindcast(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    power = energy.project(case, make_demand(case)).result.indicators["pv_power"][:, 0]
    for year, actual in ((2018, 16.51), (2021, 30.24), (2023, 57.24), (2025, 92.16)):
        assert power[year - 2017] == pytest.approx(actual, rel=0.01)
    blind = make_case(shipped, registered=False)
    expected = energy.project(blind, make_demand(blind)).result.indicators["pv_power"][:, 0]
    assert 25.0 < expected[8] < power[8]


def test_stock_of_generators_closes_and_keeps_within_the_potential(shipped: inputs.Inputs) -> None:
    case = move(scattered(make_case(shipped, draws=4)), pv_rooftop_additions=80.0)
    flows = energy_stocks.turnover(case)
    np.testing.assert_allclose(flows.stock[1:], flows.stock[:-1] + flows.built[1:] - flows.retired[1:], atol=1e-9)
    assert np.all(flows.stock >= 0.0)
    assert np.all(flows.built >= flows.replaced)
    assert np.all(flows.stock[:, 0] <= case["pv_rooftop_potential"] + 1e-9)
    assert flows.stock[-1, 0, 0] == pytest.approx(case["pv_rooftop_potential"][0])


def test_turnover_by_vintage_is_the_turnover_kernel(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    flows = energy_stocks.turnover(case)
    ages = 120
    alive = stocks.survival(case["pv_lifetime"][np.newaxis], float(case["plant_lifetime_shape"][0]), ages + 1)
    rate = 1.0 - alive[:, 1:-1] / np.maximum(alive[:, :-2], 1e-300)
    stock = np.zeros((1, ages, 1))
    stock[0, :10, 0] = case["generator_power"][0, 0] / 10.0
    for year in range(1, len(case.years)):
        gone = retire(stock, rate)
        assert gone[0, 0] == pytest.approx(flows.retired[year, 0, 0], rel=1e-9)
        stock[0, 0] = flows.built[year, 0, 0]
        assert stock.sum() == pytest.approx(flows.stock[year, 0, 0], rel=1e-12)


def test_a_batch_gives_each_draw_what_it_gives_alone(shipped: inputs.Inputs) -> None:
    case = scattered(make_case(shipped, draws=40))
    demand = make_demand(case)
    together = energy.project(case, demand)
    part = slice(17, 19)
    few = dataclasses.replace(
        case, draws=2, values={name: value[..., part] for name, value in case.values.items()},
        levers={name: path[:, part] for name, path in case.levers.items()},
    )  # fmt: skip
    alone = energy.project(
        few, Demand(**{f.name: getattr(demand, f.name)[:, part] for f in dataclasses.fields(Demand)})
    )
    for name in ("plant_heat", "plant_fuel", "heat_share", "losses", "generation", "electrolysis", "biomethane_share"):
        assert np.array_equal(getattr(together, name)[..., part], getattr(alone, name)), name
    for group in ("installed", "like_for_like", "indicators", "memo"):
        for name, series in getattr(together.result, group).items():
            assert np.array_equal(series[..., part], getattr(alone.result, group)[name]), name


def test_hydrogen_is_made_first_then_bought_up_to_the_limit(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    supply = energy.project(case, make_demand(case))
    made = supply.electrolysis * 33.33 / 55.0
    served = 8.0 + supply.hydrogen_for_industry
    np.testing.assert_allclose(made + supply.hydrogen_bought, served, rtol=1e-12)
    assert made[-1, 0] == pytest.approx(1.0 * 6500.0 * 1e-3 * 33.33 / 55.0)
    assert supply.hydrogen_for_industry[5, 0] < 50.0
    assert supply.hydrogen_for_industry[-1, 0] == 50.0
    grid, bought = case["grid_factor_co2e"], case["hydrogen_bought_factor"]
    fuels = projection.fuel_factors(case)
    by_plant = projection.plant_emissions(case, supply, fuels)
    mixed = projection.all_factors(case, supply, fuels, by_plant).of("co2e", "hydrogen")
    np.testing.assert_allclose(mixed * served, supply.electrolysis * grid + supply.hydrogen_bought * bought, rtol=1e-12)


def test_biomethane_share_is_safe_without_demand() -> None:
    limit, asked = np.array([40.0, 40.0, 40.0, 0.0]), np.array([0.0, 20.0, 160.0, 5.0])
    assert energy_limits.served(limit, asked).tolist() == [1.0, 1.0, 0.25, 0.0]


def test_levers_and_assets_fit_together(shipped: inputs.Inputs) -> None:
    case = make_case(shipped)
    result = energy.project(case, make_demand(case)).result
    assert {asset.name for asset in energy.ASSETS} == set(result.installed) == set(result.like_for_like)
    known = {lever.name for lever in LEVERS}  # networks follow heating and cars too
    assert all(set(asset.levers) <= known for asset in energy.ASSETS)
    shape = (len(case.years), case.draws)
    for asset in energy.ASSETS:
        built, same = result.installed[asset.name], result.like_for_like[asset.name]
        assert built.shape == shape
        assert np.all((same >= 0.0) & (same <= built + 1e-12))
        assert np.all(built[0] == 0.0)
    for lever in energy.LEVERS:
        low, high = levers.bounds(shipped, lever)
        assert np.all((case.levers[lever.name] >= low) & (case.levers[lever.name] <= high))
    assert len(energy_heat.CARRIERS) == len(DIMS["plant"])


def test_each_plant_burns_what_its_name_says() -> None:
    burnt = dict(zip(DIMS["plant"], energy_heat.CARRIERS, strict=True))
    assert burnt["electrode_boiler"] == burnt["large_heat_pump"] == "electricity"
    assert burnt["gas_boiler"] == burnt["chp_barmen"] == "natural_gas"
    assert burnt["waste_plant"] == "waste"
