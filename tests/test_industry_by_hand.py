"""Industry redone line by line on stirred inputs: what is built, what a megawatt changes, peaks and memo items."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from test_industry import AMBITIOUS
from test_transport import YEARS, loaded, values

from klima2035.case import Array, Case, SectorResult, Settings
from klima2035.levers import base_paths
from klima2035.sectors import adaptation, industry, industry_assets, industry_demand
from klima2035.sectors.industry_layout import CARRIER, CELL_OF, CELLS, FOSSIL, LIME, PAIR_LEAD, PAIRS, SEGMENTS, SPACE
from klima2035.sectors.industry_stock import Turnover, cell_sums, turn_over
from klima2035.stocks import survival
from klima2035.variables import DIMS, index

DRAWS, N = 2, len(YEARS)
TECHNOLOGIES, USES = DIMS["process_technology"], DIMS["process_use"]


@cache
def stirred() -> Case:
    """Wuppertal with every input a little different in every place and draw, and levers moved in draw 0."""
    rng = np.random.default_rng(13)
    changed = {
        name: value * np.ones(DRAWS) if name.endswith("_shape")
        else value * (1.0 - 0.04 * rng.random((*value.shape[:-1], DRAWS))) for name, value in values().items()
    }  # fmt: skip
    own = (*industry.LEVERS, *adaptation.LEVERS)
    paths = {name: np.repeat(path, DRAWS, axis=1) for name, path in base_paths(loaded(), own, YEARS, 2025).items()}
    for name, value in {**AMBITIOUS, "unsealed_area": 20e3, "retention_area": 10e3}.items():
        paths[name][9:, 0] = value * np.linspace(0.5, 1.0, N - 9)
    return Case(YEARS, 2025, changed, paths, Settings(), DRAWS)


@cache
def scale() -> Array:
    return 0.9 + 0.2 * np.random.default_rng(5).random((len(SEGMENTS), DRAWS))


@cache
def projected() -> SectorResult:
    return industry.project(stirred(), scale())


@cache
def parts() -> tuple[Array, Array, Turnover]:
    """Performance and opening by pair, and the turnover of the projection."""
    one = stirred()
    performance = np.stack([
        one["process_efficiency"][USES.index(CELLS[cell].use), TECHNOLOGIES.index(name)] for cell, name in PAIRS
    ])  # fmt: skip
    opening = industry_demand.heat_of_2017(one) * scale()[PAIR_LEAD] * performance
    growth = industry_demand.heat_index(industry_demand.activity(one), industry_demand.intensity(one))
    target = cell_sums(opening[np.newaxis]) * growth
    early = np.stack([one.levers["early_replacement_industry"] * (cell.sector == "industry") for cell in CELLS], axis=1)
    return performance, opening, turn_over(one, opening, target, industry.switch_shares(one), early)


def hours(cell: int) -> Array:
    one = stirred()
    if cell == SPACE:
        return one["industry_space_heat_full_load_hours"]
    return one["process_full_load_hours"][USES.index(CELLS[cell].use)]


def test_what_is_built_by_hand() -> None:
    _, _, flows = parts()
    result = projected()
    for name, pairs in industry_assets.PAIRS_OF.items():
        power = lambda flow: sum(flow[:, i] * 1000.0 / hours(PAIRS[i][0]) for i in pairs)  # noqa: B023, E731
        np.testing.assert_allclose(result.installed[name], power(flows.inflow), err_msg=name)
        np.testing.assert_allclose(result.like_for_like[name], power(flows.due), err_msg=name)


def test_what_a_megawatt_changes_by_hand() -> None:
    performance, opening, flows = parts()
    for name, pairs in industry_assets.PAIRS_OF.items():
        found = projected().unit_energy[name]
        if name == "gas_process_boiler":
            assert found == {}
            continue
        expected: dict[str, Array] = {}
        weight = np.stack([flows.inflow[:, i] * 1000.0 / hours(PAIRS[i][0]) for i in pairs]) + 1e-12
        weight /= weight.sum(axis=0)
        for share, i in zip(weight, pairs, strict=True):
            cell, technology = PAIRS[i]
            run = hours(cell)
            change = {CARRIER[technology]: run / performance[i]}
            if technology == "heat_pump":
                change["environmental_heat"] = run - run / performance[i]
            fossil = [j for j in range(FOSSIL) if PAIRS[j][0] == cell]
            total = sum(opening[j] for j in fossil) + 1e-12
            for j in fossil:
                carrier = CARRIER[PAIRS[j][1]]
                change[carrier] = change.get(carrier, 0.0) - run * opening[j] / total / performance[j]
            for carrier, value in change.items():
                expected[carrier] = expected.get(carrier, 0.0) + share * value
        assert set(found) == set(expected), name
        for carrier, value in expected.items():
            np.testing.assert_allclose(found[carrier], value, atol=1e-9, err_msg=f"{name} {carrier}")


def test_efficiency_by_hand() -> None:
    """Last year's energy of manufacturing x lever; one GWh saved is 1,000 MWh in last year's mix."""
    one, result = stirred(), projected()
    own = [
        i for i, segment in enumerate(SEGMENTS)
        if segment.sector == "industry" and segment.use != "lime_kiln" and segment.carrier != "environmental_heat"
    ]  # fmt: skip
    lever = one.levers["industry_efficiency"]
    for year in (0, 1, 9, 28):
        last = result.energy[year - 1, own] if year else np.zeros((len(own), DRAWS))
        saved = lever[year] * last.sum(axis=0)
        np.testing.assert_allclose(result.installed["industry_efficiency"][year], saved)
        for carrier, change in result.unit_energy["industry_efficiency"].items():
            here = [k for k, i in enumerate(own) if SEGMENTS[i].carrier == carrier]
            part = last[here].sum(axis=0) / np.maximum(last.sum(axis=0), 1e-12)
            np.testing.assert_allclose(change[year], -1000.0 * part, atol=1e-9, err_msg=carrier)
    assert not result.like_for_like["industry_efficiency"].any()


def test_indicators_and_memo_by_hand() -> None:
    one, result = stirred(), projected()
    _, _, flows = parts()
    act = one["industry_activity"] / one["industry_activity"][:1]
    lime = one["lime_production"] * act[:, index("process_branch", "lime")]
    np.testing.assert_allclose(result.indicators["lime_production"], lime)
    np.testing.assert_allclose(result.memo["process_emissions_lime"], lime * one["lime_process_emissions"])
    np.testing.assert_allclose(result.indicators["process_heat_fossil_capacity"], flows.stock[:, :FOSSIL].sum(axis=1))
    electric = sum(flows.stock[:, i] for i, (_, name) in enumerate(PAIRS) if name in ("heat_pump", "electric"))
    share = electric / flows.stock.sum(axis=1)
    np.testing.assert_allclose(result.indicators["process_heat_electric_share"], share)
    for k, name in enumerate(TECHNOLOGIES):
        stock = sum(flows.stock[:, i] for i, (_, technology) in enumerate(PAIRS) if technology == name)
        np.testing.assert_allclose(result.stocks["process_equipment"][:, k], stock)
    peak, kiln, gas = np.zeros((N, DRAWS)), lime * one["lime_process_emissions"], np.zeros((N, DRAWS))
    for i, segment in enumerate(SEGMENTS):
        used = result.energy[:, i]
        if segment.carrier == "district_heat":
            peak += used * 1000.0 / hours(next(k for k, cell in enumerate(CELLS) if cell.label == segment.use))
        if segment.use == "lime_kiln" and segment.carrier in DIMS["fuel"]:
            kiln = kiln + used * one["emission_factor_co2"][:, index("fuel", segment.carrier)]
        if segment.use != "lime_kiln" and (segment.sector, segment.carrier) == ("industry", "natural_gas"):
            gas += used
    np.testing.assert_allclose(result.indicators["district_heat_peak_industry"], peak)
    np.testing.assert_allclose(result.memo["emissions_trading_lime"], kiln)
    chemistry = gas * one["chemistry_gas_share"] * one["emission_factor_co2"][:, index("fuel", "natural_gas")]
    np.testing.assert_allclose(result.memo["emissions_trading_chemistry"], chemistry)


def test_shares_that_switch_by_hand() -> None:
    one = stirred()
    found = industry.switch_shares(one)
    levers = {name: path[20, 0] for name, path in one.levers.items()}
    others = [place for place in PAIRS[FOSSIL:]]  # noqa: C416
    for i, cell in enumerate(CELLS):
        use = USES.index(cell.use)
        lever = {
            "lime_kiln": "electrification_above_500", "space_heat": "electrification_below_100",
            USES[0]: "electrification_below_100", USES[1]: "electrification_100_500",
            USES[2]: "electrification_above_500",
        }[cell.label]  # fmt: skip
        lever = "commerce_process_electrification" if cell.sector == "commerce" else lever
        limit = one["electrification_limit"][index("process_branch", cell.branch), use, 0]
        electric = min(levers[lever], limit)
        pump = electric * one["process_heat_pump_part"][use, 0] if "heat_pump" in cell.other else 0.0
        wishes = {"heat_pump": pump, "electric": electric - pump}
        if i == LIME:
            turned, part = levers["lime_hydrogen_or_biomass"], one["lime_hydrogen_part"][0]
            wishes |= {"hydrogen": turned * part, "biomass": turned * (1.0 - part)}
        elif cell.sector == "industry" and cell.use == USES[0]:
            wishes["district_heat"] = levers["district_heat_share_industry"]
        elif cell.sector == "industry" and cell.use == USES[2]:
            wishes["hydrogen"] = levers["hydrogen_share_above_500"]
        down = max(sum(wishes.values()), 1.0)
        for technology in cell.other:
            by_hand = wishes.get(technology, 0.0) / down
            assert found[20, others.index((i, technology)), 0] == pytest.approx(by_hand), (cell.label, technology)


def test_energy_of_pairs_by_hand() -> None:
    """Each technology serves its share of the mean capacity of its cell; space heat follows the weather."""
    one = stirred()
    performance, opening, flows = parts()
    growth = industry_demand.heat_index(industry_demand.activity(one), industry_demand.intensity(one))
    useful = cell_sums(opening[np.newaxis]) * growth
    useful[:, SPACE] *= one["degree_days"] / one["degree_days_mean"]
    mean = np.concatenate([flows.stock[:1], (flows.stock[1:] + flows.stock[:-1]) / 2.0])
    bought = np.zeros_like(mean)
    for i, (cell, _) in enumerate(PAIRS):
        whole = mean[:, cell == CELL_OF].sum(axis=1)
        bought[:, i] = useful[:, cell] * mean[:, i] / whole / performance[i]
    green = one.levers["biomethane_share_industry"]
    for k, segment in enumerate(SEGMENTS[:-2]):
        cell = next(i for i, one_ in enumerate(CELLS) if (one_.sector, one_.label) == (segment.sector, segment.use))
        of = lambda name: bought[:, PAIRS.index((cell, name))] if (cell, name) in PAIRS else 0.0  # noqa: B023, E731
        gas = of("gas") * (1.0 - green) if segment.sector == "industry" else of("gas")
        expected = {
            "natural_gas": gas, "biomethane": of("gas") * green, "heating_oil": of("oil"), "coal": of("coal"),
            "biomass": of("biomass"), "hydrogen": of("hydrogen"), "district_heat": of("district_heat"),
            "electricity": of("heat_pump") + of("electric"),
        }  # fmt: skip
        if segment.carrier == "environmental_heat":
            by_hand = of("heat_pump") * (performance[PAIRS.index((cell, "heat_pump"))] - 1.0)
        else:
            by_hand = expected[segment.carrier]
        np.testing.assert_allclose(projected().energy[:, k], by_hand, rtol=1e-9, atol=1e-9)


def test_greening_by_hand() -> None:
    one = stirred()
    base = adaptation.base_year(one)
    made = adaptation.project(one, base)
    green, rain = (one.levers[name].copy() for name in ("unsealed_area", "retention_area"))
    green[0], rain[0] = 0.0, 0.0
    assert base.shape == (0, DRAWS)
    assert np.array_equal(made.installed["unsealing_and_greening"], green)
    assert np.array_equal(made.installed["heavy_rain_retention"], rain)
    np.testing.assert_allclose(made.indicators["adaptation_area"], (green + rain).cumsum(axis=0))
    assert not any(values.any() for values in made.like_for_like.values())
    assert made.unit_energy == {name: {} for name in made.installed}


def test_equipment_leaves_by_age_and_early_by_hand() -> None:
    """Every vintage of the fossil equipment apart: what is left of it after early exits reaches its end by age."""
    one = stirred()
    _, opening, flows = parts()
    switch = industry.switch_shares(one)
    shape, ages = float(one["process_lifetime_shape"].flat[0]), 30
    for i in range(FOSSIL):
        cell, technology = PAIRS[i]
        curve = survival(one["process_lifetime"], shape, ages - 1)[TECHNOLOGIES.index(technology), :, 0]
        curve = np.concatenate([curve, np.zeros(N + 1)])
        early = one.levers["early_replacement_industry"][:, 0] * (CELLS[cell].sector == "industry")
        leaving = early * switch[:, [k for k, (other, _) in enumerate(PAIRS[FOSSIL:]) if other == cell], 0].sum(axis=1)
        natural, gone = flows.natural[:, i, 0], flows.early[:, i, 0]
        for t in (1, 9, 15, 28):
            due = opening[i, 0] * curve[t - 1] / curve.sum() * np.prod(1.0 - leaving[1:t])
            for v in range(1, t):
                left = np.prod(1.0 - leaving[v + 1 : t])
                due += flows.inflow[v, i, 0] * (curve[t - v - 1] - curve[t - v]) * left
            assert natural[t] == pytest.approx(due, abs=1e-9), (CELLS[cell].label, technology, t)
            assert gone[t] == pytest.approx((flows.stock[t - 1, i, 0] - natural[t]) * leaving[t], abs=1e-9)
