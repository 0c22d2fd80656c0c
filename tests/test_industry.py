"""Industry, the lime works and adaptation: examples anyone can redo, then laws."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from reference_turnover import age_profile, hazard, retire

from klima2035.case import Case, Settings
from klima2035.inputs import interpolate
from klima2035.sectors import adaptation, industry, industry_demand
from klima2035.sectors.industry_layout import CELL_OF, CELLS, FOSSIL, LEAD, LIME, PAIRS, SPACE, pair
from klima2035.sectors.industry_stock import AGES, cell_sums, turn_over
from klima2035.variables import DIMS, INPUTS
from klima2035.variables.adaptation import INPUTS as ADAPTATION_INPUTS
from klima2035.variables.industry import DEMAND, EQUIPMENT
from klima2035.variables.industry import LIME as LIME_INPUTS

INPUT_FOLDER = Path(__file__).parents[1] / "inputs"
YEARS = np.arange(2017, 2046)
AMBITIOUS = {
    "electrification_below_100": 0.9, "electrification_100_500": 0.7, "electrification_above_500": 0.5,
    "hydrogen_share_above_500": 0.3, "lime_hydrogen_or_biomass": 0.6, "commerce_process_electrification": 0.8,
    "biomethane_share_industry": 0.15, "district_heat_share_industry": 0.1, "industry_efficiency": 0.01,
    "early_replacement_industry": 0.04,
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    """Return the shipped rows of industry, whose units are canonical."""
    found: list[dict[str, str]] = []
    for name in ("germany/industry.csv", "wuppertal/industry.csv"):
        found += csv.DictReader((INPUT_FOLDER / name).read_text(encoding="utf-8").splitlines())
    return found


def value_of(variable, found):
    """Return one variable as the case holds it, (year, *dims, draw) or (*dims, draw)."""
    here = [
        row for row in found if row["key"] == variable.name and row.get("variant", "") in ("", "actual", "reference")
    ]
    if variable.time == "framework":
        here = [row for row in here if (row["variant"] == "actual") == (int(row["year"]) <= 2025)]
    at = sorted({int(row["year"] or 0) if variable.time != "constant" else 0 for row in here})
    table = np.full((len(at), *(len(DIMS[dim]) for dim in variable.dims)), np.nan)
    for row in here:
        year = 0 if variable.time == "constant" else int(row["year"])
        place = tuple(DIMS[dim].index(row[dim]) for dim in variable.dims)
        table[(at.index(year), *place)] = float(row["value"])
    assert np.isfinite(table).all(), variable.name
    values = table[0] if variable.time == "constant" else interpolate(tuple(at), table, YEARS)
    return values[..., np.newaxis]


@pytest.fixture(scope="module")
def values():
    found = rows()
    shipped = {variable.name: value_of(variable, found) for variable in (*DEMAND, *LIME_INPUTS, *EQUIPMENT)}
    factor = np.zeros((len(YEARS), len(DIMS["fuel"]), 1))
    for fuel, grams in (("natural_gas", 202.9), ("heating_oil", 266.5), ("coal", 363.5)):
        factor[:, DIMS["fuel"].index(fuel)] = grams
    degree_days = np.full((len(YEARS), 1), 3000.0)
    degree_days[1:9, 0] = (2900, 3000, 2850, 3300, 2800, 2850, 2780, 2900)
    employees = np.full((len(YEARS), 1), 122_300.0)
    return shipped | {
        "emission_factor_co2": factor, "degree_days": degree_days, "degree_days_mean": np.array([3000.0]),
        "employees": employees,
    }  # fmt: skip


def case(values, draws=2, **levers):
    """Return a case; levers act from 2026 on in draw 0, the other draws have none."""
    paths = {lever.name: np.zeros((len(YEARS), draws)) for lever in (*industry.LEVERS, *adaptation.LEVERS)}
    for name, value in levers.items():
        paths[name][9:, 0] = value
    return Case(YEARS, 2025, values, paths, Settings(), draws)


def run(one, calibration=1.0):
    return industry.project(one, np.full((len(industry.SEGMENTS), one.draws), calibration))


def energy(result, carrier, **wanted):
    chosen = [
        i for i, segment in enumerate(industry.SEGMENTS)
        if segment.carrier == carrier and all(getattr(segment, key) == label for key, label in wanted.items())
    ]  # fmt: skip
    return result.energy[:, chosen].sum(axis=1)


def test_a_heat_pump_turns_one_part_of_electricity_into_three_parts_of_heat(values):
    result = run(case(values, electrification_below_100=0.9))
    commerce = {"sector": "commerce", "use": "process_heat_below_100"}
    cop = float(values["process_efficiency"][0, DIMS["process_technology"].index("heat_pump"), 0])
    pumps = result.energy[-1, [industry.SEGMENTS.index(s) for s in industry.SEGMENTS if s.use == "space_heat"
                               and s.carrier == "environmental_heat"], 0]  # fmt: skip
    assert cop == 3.0
    assert pumps > 0.0
    unit = result.unit_energy["process_heat_pump"]
    # 1 MW for h hours: a third bought as electricity, two thirds from the environment
    np.testing.assert_allclose(unit["environmental_heat"][-1, 0], 2.0 * unit["electricity"][-1, 0], rtol=1e-9)
    assert energy(result, "environmental_heat", **commerce)[-1, 0] == 0.0


def test_lime_needs_fuel_and_gives_off_process_co2_per_tonne(values):
    # 230,000 t CaO x 1.05 MWh/t = 241.5 GWh, half gas, half coal; 230,000 t x 0.785 = 180,550 t CO2
    result = run(case(values))
    assert energy(result, "natural_gas", use="lime_kiln")[0, 0] == pytest.approx(120.75)
    assert energy(result, "coal", use="lime_kiln")[0, 0] == pytest.approx(120.75)
    assert result.memo["process_emissions_lime"][0, 0] == pytest.approx(180_550.0)
    fuel = 120.75 * (202.9 + 363.5)
    assert result.memo["emissions_trading_lime"][0, 0] == pytest.approx(180_550.0 + fuel)


def test_process_co2_stays_whatever_the_kilns_burn(values):
    result = run(case(values, lime_hydrogen_or_biomass=0.8, early_replacement_industry=0.1))
    process = result.memo["process_emissions_lime"]
    assert np.array_equal(process[:, 0], process[:, 1])
    assert process.min() > 100_000.0
    assert result.memo["emissions_trading_lime"][-1, 0] < result.memo["emissions_trading_lime"][-1, 1]


def test_energy_of_2017_is_base_year_times_calibration(values):
    one = case(values, **AMBITIOUS)
    base = industry.base_year(one)
    groups = sorted({segment.group for segment in industry.SEGMENTS})
    factor = np.array([0.8 + 0.07 * groups.index(segment.group) for segment in industry.SEGMENTS])[:, np.newaxis]
    result = industry.project(one, np.broadcast_to(factor, base.shape))
    np.testing.assert_allclose(result.energy[0], base * factor, rtol=1e-12, atol=0.0)
    assert set(LEAD) == set(groups)


def test_energies_of_2017_are_plausible(values):
    base = industry.base_year(case(values))[:, 0]
    total = {
        group: sum(base[i] for i, segment in enumerate(industry.SEGMENTS) if segment.group == group) for group in LEAD
    }
    bands = {
        "industry electricity": (750, 850), "industry natural_gas": (750, 950), "industry coal": (120, 250),
        "industry heating_oil": (40, 60), "industry district_heat": (40, 80), "commerce process gas": (60, 100),
        "commerce process electricity": (80, 120),
    }  # fmt: skip
    for group, (low, high) in bands.items():
        assert low <= total[group] <= high, group


def flows_of(one):
    opening = np.broadcast_to(industry_demand.heat_of_2017(one), (len(PAIRS), one.draws)).copy()
    index = industry_demand.heat_index(industry_demand.activity(one), industry_demand.intensity(one))
    target = cell_sums(opening[np.newaxis]) * index
    return turn_over(one, opening, target, industry.switch_shares(one), industry._early(one))


def test_stock_closes_and_nothing_is_negative(values):
    one = case(values, **AMBITIOUS)
    flows = flows_of(one)
    leaving = flows.natural.copy()
    leaving[:, :FOSSIL] += flows.early
    change = flows.inflow[1:] - leaving[1:]
    np.testing.assert_allclose(np.diff(flows.stock, axis=0), change, rtol=0.0, atol=1e-10)
    result = run(one)
    for array in (flows.stock, flows.inflow, flows.natural, flows.early, flows.due, result.energy):
        assert array.min() >= -1e-12
    for asset, installed in result.installed.items():
        assert (result.like_for_like[asset] <= installed + 1e-9).all()
        assert installed.min() >= 0.0


def test_the_stock_by_age_matches_what_the_flows_say(values):
    """A turnover by age, stepped by hand for one kind of equipment, gives the same exits."""
    one = case(values)
    flows = flows_of(one)
    gas = pair(LIME, "gas")
    lifetime = np.broadcast_to(values["process_lifetime"][:1], (1, one.draws))
    rate = hazard(lifetime, 3.0, AGES)
    stock = flows.stock[0, gas] * age_profile(lifetime, 3.0, AGES)
    for year in range(1, len(YEARS)):
        natural = retire(stock, rate)
        stock[:, 0] = flows.inflow[year, gas]
        np.testing.assert_allclose(natural[0], flows.natural[year, gas], rtol=1e-12)


def test_a_lifetime_row_moves_replacement_and_energy(values):
    longer = values | {"process_lifetime": values["process_lifetime"] * 1.4}
    levers = {"electrification_100_500": 0.7}
    short, long = run(case(values, **levers)), run(case(longer, **levers))
    assert (
        short.installed["electrode_boiler_process"][9:, 0].sum()
        > long.installed["electrode_boiler_process"][9:, 0].sum()
    )
    assert energy(short, "natural_gas")[-1, 0] < energy(long, "natural_gas")[-1, 0]


@pytest.mark.parametrize("lever", ["electrification_below_100", "electrification_100_500", "electrification_above_500"])
def test_electrification_lowers_gas_and_raises_electricity(values, lever):
    result = run(case(values, **{lever: 0.5}))
    gas, electricity = energy(result, "natural_gas"), energy(result, "electricity")
    assert gas[-1, 0] < gas[-1, 1]
    assert electricity[-1, 0] > electricity[-1, 1]
    assert np.array_equal(result.energy[:9, :, 0], result.energy[:9, :, 1])


def test_every_lever_moves_something_and_only_after_its_start(values):
    for lever in industry.LEVERS:
        others = {"electrification_below_100": 0.5} if lever.name == "early_replacement_industry" else {}
        with_it = run(case(values, **others, **{lever.name: AMBITIOUS.get(lever.name, 0.01)}))
        without = run(case(values, **others))
        assert not np.array_equal(with_it.energy[-1, :, 0], without.energy[-1, :, 0]), lever.name
        assert np.array_equal(with_it.energy[:9], without.energy[:9]), lever.name


def test_biomethane_is_asked_for_and_leaves_the_gas_unchanged_in_sum(values):
    result = run(case(values, biomethane_share_industry=0.2))
    asked = energy(result, "biomethane")
    both = energy(result, "natural_gas", sector="industry") + asked
    np.testing.assert_allclose(both[:, 0], both[:, 1], rtol=1e-12)
    assert asked[-1, 0] == pytest.approx(0.2 * both[-1, 0])


def test_early_replacement_credits_only_the_life_used_up(values):
    levers = {"electrification_below_100": 0.9}
    late, early = run(case(values, **levers)), run(case(values, **levers, early_replacement_industry=0.1))
    asset = "process_heat_pump"
    np.testing.assert_allclose(late.like_for_like[asset], late.installed[asset], rtol=1e-12)
    assert early.like_for_like[asset][10, 0] < early.installed[asset][10, 0]
    assert energy(early, "natural_gas")[-5, 0] < energy(late, "natural_gas")[-5, 0]


def test_only_space_heat_follows_degree_days(values):
    colder = values | {"degree_days": values["degree_days"] * 1.1}
    mild, cold = run(case(values)), run(case(colder))
    for i, segment in enumerate(industry.SEGMENTS):
        ratio = 1.1 if segment.use == "space_heat" else 1.0
        np.testing.assert_allclose(cold.energy[:, i], ratio * mild.energy[:, i], rtol=1e-12)


def test_useful_heat_survives_a_switch(values):
    """Heat delivered is the demand of the cell, whichever technologies serve it."""
    one = case(values, **AMBITIOUS)
    one = replace(one, values=values, levers=one.levers | {"industry_efficiency": np.zeros((len(YEARS), 2))})
    opening = np.broadcast_to(industry_demand.heat_of_2017(one), (len(PAIRS), 2)).copy()
    flows = flows_of(one)
    useful = cell_sums(opening[np.newaxis]) * np.ones((len(YEARS), 1, 1))
    performance = industry._performance(one)
    bought = industry.final_energy(flows.stock, useful, performance)
    np.testing.assert_allclose(cell_sums(bought * performance), useful, rtol=1e-12)


def test_a_batch_of_draws_equals_each_draw_alone(values):
    draws = 6
    factor = 1.0 + 0.03 * np.arange(draws)
    spread = {name: array * factor if name != "process_lifetime_shape" else array for name, array in values.items()}
    batch = case(spread, draws)
    for name, value in AMBITIOUS.items():
        batch.levers[name][9:] = value * np.linspace(0.0, 1.0, draws)
    together = run(batch)
    for k in range(0, draws, 2):
        part = {n: (a[..., k : k + 2] if a.shape[-1] == draws else a) for n, a in spread.items()}
        levers = {name: path[:, k : k + 2] for name, path in batch.levers.items()}
        alone = run(Case(YEARS, 2025, part, levers, Settings(), 2))
        assert np.array_equal(alone.energy, together.energy[..., k : k + 2])
        for name in alone.installed:
            assert np.array_equal(alone.installed[name], together.installed[name][:, k : k + 2])


def test_shares_cannot_exceed_one_when_levers_ask_for_too_much(values):
    ask = {lever.name: 1.0 for lever in industry.LEVERS if lever.unit == "1"}
    shares = industry.switch_shares(case(values, **ask))
    for cell in range(len(CELLS)):
        total = shares[:, CELL_OF[FOSSIL:] == cell].sum(axis=1)
        assert total.max() <= 1.0 + 1e-12


def test_layout_covers_every_use_once():
    keys = [(segment.sector, segment.use, segment.carrier) for segment in industry.SEGMENTS]
    assert len(keys) == len(set(keys))
    assert len(PAIRS) == len(set(PAIRS))
    assert CELLS[SPACE].label == "space_heat"
    assert {segment.field for segment in industry.SEGMENTS} == {"industry"}
    assert all(lever.name in INPUTS for lever in (*industry.LEVERS, *adaptation.LEVERS))


def test_adaptation_builds_and_changes_no_energy(values):
    one = case(values, unsealed_area=20_000.0, retention_area=10_000.0)
    base = adaptation.base_year(one)
    result = adaptation.project(one, np.ones_like(base))
    assert base.shape == (0, 2)
    assert result.energy.shape == (len(YEARS), 0, 2)
    assert result.installed["unsealing_and_greening"][9:, 0].sum() == 20_000.0 * 20
    assert result.installed["heavy_rain_retention"][:, 1].sum() == 0.0
    assert len(ADAPTATION_INPUTS) == len(adaptation.ASSETS) == 2
    assert np.array_equal(run(one).energy[..., 0], run(one).energy[..., 1])
