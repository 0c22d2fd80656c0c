"""Buildings: examples to redo by hand, stock identities, single-cause tests, draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from reference_turnover import hazard, retire

from klima2035 import framework, inputs, reading
from klima2035.case import Case, SectorResult, Settings
from klima2035.levers import base_paths
from klima2035.sectors import buildings
from klima2035.sectors.buildings import floor_area, heat_demand, heating, mixes
from klima2035.sectors.buildings.common import GAS, GAS_FLOOR, HEAT_PUMP_AIR, OIL, SYSTEMS
from klima2035.sectors.buildings.final_energy import by_carrier, project_heat
from klima2035.variables import DIMS, index

ROOT = Path(__file__).parent.parent / "inputs"
YEARS = np.arange(2017, 2046)
ONES = np.ones((len(buildings.SEGMENTS), 1))
FOSSIL_CARRIERS = ("natural_gas", "biomethane", "heating_oil", "biofuel")


@cache
def loaded() -> inputs.Inputs:
    return reading.load(ROOT, "wuppertal")


@cache
def values() -> dict[str, np.ndarray]:
    return framework.resolve(loaded(), YEARS, 2025, {"grid": "renewable_2045"}, "2026-11-01")


def case(draws: int = 2, change: dict[str, float] | None = None, **levers: float) -> Case:
    """Return Wuppertal; ``change`` multiplies inputs, ``levers`` take a value from 2026 on in draw 0."""
    all_values = {**values(), **{name: values()[name] * factor for name, factor in (change or {}).items()}}
    paths = {
        name: np.repeat(path, draws, axis=1)
        for name, path in base_paths(loaded(), buildings.LEVERS, YEARS, 2025).items()
    }
    for name, value in levers.items():
        paths[name][YEARS >= 2026, 0] = value
    return Case(YEARS, 2025, all_values, paths, Settings(), draws)


def total(result: SectorResult, wanted: Callable[[str, str, str], bool]) -> np.ndarray:
    """Return the sum of the segments that ``wanted(sector, use, carrier)`` picks, (year, draw)."""
    places = [i for i, s in enumerate(buildings.SEGMENTS) if wanted(s.sector, s.use, s.carrier)]
    return result.energy[:, places].sum(axis=1)


@pytest.fixture(scope="module")
def trend() -> SectorResult:
    return buildings.project(case(), ONES)


@pytest.fixture(scope="module")
def ambitious() -> SectorResult:
    return buildings.project(case(**AMBITIOUS), ONES)


AMBITIOUS = {
    "renovation_rate_residential": 0.025, "deep_share_residential": 0.5, "renovation_rate_municipal": 0.06,
    "renovation_rate_commerce": 0.06, "oil_heating_allowed": 0.0, "gas_heating_allowed": 0.0,
    "heat_pump_share": 0.7, "heat_pump_share_nonresidential": 0.7, "district_heat_share": 0.6,
    "ground_heat_pump_share": 0.3, "early_replacement_oil": 0.4, "early_replacement_gas": 0.3,
    "appliance_efficiency": 0.85, "street_lighting_led_share": 1.0,
}  # fmt: skip


# Examples to redo by hand


def small(**given: float) -> Case:
    """Return a case that holds only the constants given, one draw."""
    return Case(YEARS[:1], 2017, {name: np.array([value]) for name, value in given.items()}, {}, Settings(), 1)


def with_values(old: Case, **given: np.ndarray) -> Case:
    return replace(old, values={**old.values, **given})


def test_prebound_at_200_is_0_73() -> None:
    rows = small(prebound_floor=-0.2, prebound_span=1.3, prebound_scale=500.0)
    use = heat_demand.prebound(np.array([[200.0]]), rows)
    assert use[0, 0] == pytest.approx(-0.2 + 1.3 / 1.4)
    assert heat_demand.prebound(np.array([[50.0]]), rows)[0, 0] > use[0, 0]


def test_use_of_one_square_metre() -> None:
    """100 kWh calculated, f = 0.8833, 1.1 m2 reference area a m2 of living area: 97.2 kWh/(m2*a)."""
    rows = small(prebound_floor=-0.2, prebound_span=1.3, prebound_scale=500.0)
    shape = tuple(len(DIMS[dim]) for dim in ("building_type", "age_class", "renovation_state"))
    types = len(DIMS["building_type"])
    rows = with_values(
        rows,
        heat_demand_calculated=np.full((*shape, 1), 100.0),
        reference_area_ratio=np.full((types, 1), 1.1),
        heat_demand_level=np.ones((types, 1)),
    )
    assert heat_demand.use_per_area(rows)[0, 0, 0, 0] == pytest.approx(100 * (-0.2 + 1.3 / 1.2) * 1.1)


def test_seasonal_performance_at_100_kwh_meets_the_field_test() -> None:
    """At 48 °C air heat pumps reach 5.5 - 0.05 x 48 = 3.1, ground heat pumps 4.1 (measured means)."""
    air, ground = heat_demand.seasonal_performance(case(), np.array([[100.0]]))
    assert air[0, 0] == pytest.approx(3.1)
    assert ground[0, 0] == pytest.approx(4.1)
    better, _ = heat_demand.seasonal_performance(case(), np.array([[60.0]]))
    assert better[0, 0] > air[0, 0]


def test_a_heat_pump_of_jaz_4_takes_a_quarter_from_the_grid() -> None:
    served = np.zeros((1, 1, len(SYSTEMS), 1))
    served[0, 0, HEAT_PUMP_AIR] = 10.0
    found = by_carrier(served, np.full_like(served, 0.25), np.full((1, 1, 1), 2.0), np.zeros((1, 1, 3, 1)))
    assert found["electricity"].item() == pytest.approx(5.0)
    assert found["environmental_heat"].item() == pytest.approx(15.0)


def test_renovation_of_a_hundred_square_metres_takes_old_area_first() -> None:
    """Two classes of 100 m2, weights 1 and 0.25: of 10 m2 renovated 8 fall to the old class."""
    now = np.zeros((3, 1, 2, 1))
    now[0] = 100.0
    weights = small(deep_from_usual_weight=0.0)
    weights = with_values(weights, renovation_age_weight=np.array([[1.0], [0.25]]))
    moved = floor_area.renovate(now, np.array([[[10.0]], [[0.0]]]), weights, np.ones((3, 1)))
    assert moved[0, 0, :, 0] == pytest.approx([8.0, 2.0])
    assert now[0, 0, :, 0] == pytest.approx([92.0, 98.0])
    assert now[1, 0, :, 0] == pytest.approx([8.0, 2.0])


def test_renovation_is_capped_by_what_is_left() -> None:
    now = np.zeros((3, 1, 1, 1))
    now[0] = 100.0
    weights = small(deep_from_usual_weight=0.3)
    weights = with_values(weights, renovation_age_weight=np.array([[1.0]]))
    moved = floor_area.renovate(now, np.array([[[150.0]], [[50.0]]]), weights, np.ones((3, 1)))
    assert moved[:2].sum() == pytest.approx(100.0)
    assert now.sum() == pytest.approx(100.0)
    assert now.min() >= 0.0


def test_cohorts_turn_over_like_the_stock_kernel() -> None:
    """An evenly renewed opening stock loses in each year what a turnover by age takes from its ages."""
    here = case()
    age = heating.ageing(here)
    life = here["heating_lifetime"][:1]
    ages = heating.OLDEST + len(YEARS)
    full = np.zeros((1, ages, 1))
    profile = heating.survival(life, heating.fixed(here, "heating_lifetime_shape"), ages)[:, :-1]
    full[:] = profile / profile.sum(axis=1, keepdims=True)
    rate = hazard(life, heating.fixed(here, "heating_lifetime_shape"), ages)
    for year in range(1, 10):
        natural = retire(full, rate)
        assert natural[0, 0] == pytest.approx(age.opening_leave[year, 0, 0], rel=1e-9)


# Stocks


def test_floor_area_closes(trend: SectorResult) -> None:
    heat = project_heat(case(), ONES)
    closing = heat.floor.total[:-1] - heat.floor.demolished[1:] + heat.floor.built[1:]
    np.testing.assert_allclose(closing, heat.floor.total[1:], rtol=1e-12)
    np.testing.assert_allclose(trend.stocks["floor_area"].sum(axis=(2, 3)), heat.floor.total, rtol=1e-12)


@pytest.mark.parametrize("levers", [{}, AMBITIOUS])
def test_heated_area_closes_and_equals_floor_area(levers: dict[str, float]) -> None:
    heat = project_heat(case(**levers), ONES)
    stock, floor = heat.heating, heat.floor
    np.testing.assert_allclose(stock.area.sum(axis=2), floor.total, rtol=1e-10)
    kept = 1.0 - floor.demolished[1:] / floor.total[:-1]
    closing = stock.area[:-1] * kept[:, :, np.newaxis] - stock.natural[1:] - stock.early[1:] + stock.installed[1:]
    np.testing.assert_allclose(closing, stock.area[1:], rtol=1e-9, atol=1e-6)
    assert (stock.worn <= stock.early + 1e-9).all()
    assert (stock.bound <= stock.area + 1e-6).all()


def test_nothing_is_negative(trend: SectorResult, ambitious: SectorResult) -> None:
    for result in (trend, ambitious):
        assert result.energy.min() >= 0.0
        assert all(stock.min() >= 0.0 for stock in result.stocks.values())
        assert all(np.isfinite(flow).all() and flow.min() >= -1e-9 for flow in result.installed.values())
        for name, flow in result.like_for_like.items():
            assert (flow <= result.installed[name] + 1e-9).all(), name


@pytest.mark.parametrize("levers", [{}, AMBITIOUS])
def test_mixes_sum_to_one(levers: dict[str, float]) -> None:
    here = case(**levers)
    rule = mixes.rules(here)
    for mix in (mixes.boiler_mix, mixes.floor_heating_mix, mixes.new_building_mix, mixes.early_mix):
        found = mix(here, rule)
        np.testing.assert_allclose(found.sum(axis=2), 1.0, rtol=1e-12)
        assert found.min() >= 0.0


def test_a_ban_installs_no_more_and_scraps_nothing() -> None:
    heat = project_heat(case(gas_heating_allowed=0.0), ONES)
    late = YEARS >= 2026
    gas = [GAS, GAS_FLOOR]
    assert heat.heating.installed[late][:, :, gas, 0].max() < 1e-9
    assert heat.heating.installed[late][:, :, gas, 1].max() > 0.0
    assert heat.heating.early.max() == 0.0
    assert heat.heating.area[YEARS == 2035][0, 0, GAS, 0] > 0.1 * heat.heating.area[YEARS == 2025][0, 0, GAS, 0]


def test_floor_heating_that_leaves_gas_is_centralised(ambitious: SectorResult, trend: SectorResult) -> None:
    name, at = "centralising_gas_floor_heating", YEARS == 2030
    assert ambitious.installed[name][at, 0] > 5 * trend.installed[name][at, 0]


# Single causes


def test_only_degree_days_change_only_space_heat_moves(trend: SectorResult) -> None:
    cold = buildings.project(case(change={"degree_days": 1.1}), ONES)
    for place, segment in enumerate(buildings.SEGMENTS):
        factor = 1.1 if segment.use == "space_heat" else 1.0
        np.testing.assert_allclose(cold.energy[:, place], trend.energy[:, place] * factor, rtol=1e-12)


def test_longer_life_of_gas_boilers_fewer_replacements_more_gas(trend: SectorResult) -> None:
    longer = dict(values())
    life = longer["heating_lifetime"].copy()
    life[GAS] *= 1.4
    result = buildings.project(replace(case(), values={**longer, "heating_lifetime": life}), ONES)
    at = YEARS == 2035
    assert result.installed["gas_boiler_multi_family"][at, 0] < trend.installed["gas_boiler_multi_family"][at, 0]
    fossil = total(result, lambda _s, _u, c: c in {"natural_gas", "biomethane"})
    assert (fossil[at] > total(trend, lambda _s, _u, c: c in {"natural_gas", "biomethane"})[at]).all()


@pytest.mark.parametrize(
    ("lever", "value"),
    [
        ("renovation_rate_residential", 0.03), ("deep_share_residential", 0.8), ("renovation_rate_commerce", 0.03),
        ("renovation_rate_municipal", 0.03), ("oil_heating_allowed", 0.0), ("gas_heating_allowed", 0.0),
        ("heat_pump_share", 0.6), ("heat_pump_share_nonresidential", 0.6), ("district_heat_share", 0.4),
        ("ground_heat_pump_share", 0.4), ("early_replacement_oil", 0.2), ("early_replacement_gas", 0.2),
        ("appliance_efficiency", 0.8), ("commerce_electricity_efficiency", 0.8),
        ("municipal_electricity_efficiency", 0.8), ("street_lighting_led_share", 1.0),
    ],
)  # fmt: skip
def test_every_lever_acts_after_2025_and_never_before(lever: str, value: float) -> None:
    result = buildings.project(case(**{lever: value}), ONES)
    past, later = YEARS <= 2025, YEARS == 2035
    assert np.array_equal(result.energy[past, :, 0], result.energy[past, :, 1])
    carriers = (*FOSSIL_CARRIERS, "electricity", "district_heat", "biomass")
    bought = total(result, lambda _s, _u, c: c in carriers)
    assert bought[later, 0] < bought[later, 1]


def test_no_oil_is_left_after_the_ban_and_early_replacement(ambitious: SectorResult) -> None:
    oil = ambitious.stocks["heated_area"][:, :, OIL, 0].sum(axis=1)
    assert oil[YEARS == 2035] < 0.02 * oil[YEARS == 2025]


def test_the_fuel_quota_binds_new_boilers_only(trend: SectorResult) -> None:
    green = total(trend, lambda _s, _u, c: c == "biomethane")
    gas = green + total(trend, lambda _s, _u, c: c == "natural_gas")
    assert green[YEARS <= 2028].max() == 0.0
    assert 0.0 < green[YEARS == 2030, 0] < 0.15 * gas[YEARS == 2030, 0]
    before = buildings.project(
        replace(case(), values={**values(), "law_green_fuel_from": np.array([framework.NEVER])}), ONES
    )
    assert total(before, lambda _s, _u, c: c == "biomethane").max() == 0.0


# Calibration and plausibility


def calibration(draws: int = 2) -> np.ndarray:
    random = np.random.default_rng(7)
    groups = {name: random.uniform(0.7, 1.3, draws) for name in dict.fromkeys(s.group for s in buildings.SEGMENTS)}
    return np.array([groups[segment.group] for segment in buildings.SEGMENTS])


def test_calibrated_base_year_is_the_prior_times_calibration() -> None:
    factor = calibration()
    wanted = buildings.base_year(case()) * factor
    found = buildings.project(case(), factor).energy[0]
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


def test_calibration_keeps_shares_and_area() -> None:
    plain, fitted = project_heat(case(), ONES), project_heat(case(), calibration())
    np.testing.assert_allclose(fitted.heating.area.sum(axis=2), plain.heating.area.sum(axis=2), rtol=1e-10)


def test_every_group_has_a_deviation() -> None:
    known = {row.group for row in loaded().records["reconciliation_deviation"]}
    assert {segment.group for segment in buildings.SEGMENTS} <= known


def test_bands_of_plausibility(trend: SectorResult) -> None:
    heat = total(trend, lambda s, u, _c: s == "households" and u in {"space_heat", "hot_water"})
    homes = trend.stocks["floor_area"][:, :2].sum(axis=(1, 2, 3))
    assert 120 <= (heat / homes)[0, 0] * 1e6 <= 160
    power = total(trend, lambda s, _u, c: s == "households" and c == "electricity")
    assert 1.4 <= power[0, 0] * 1e3 / values()["population"][0, 0] <= 1.7
    area = homes[:, 0] / 1e6
    assert area[YEARS == 2018] == pytest.approx(14.96, abs=0.02)
    assert area[YEARS == 2021] == pytest.approx(15.06, abs=0.02)
    achieved = trend.indicators["renovation_rate_achieved_residential"]
    assert achieved[YEARS == 2025, 0] == pytest.approx(0.0067, rel=0.02)


# Draws


def test_one_draw_alone_equals_the_draw_in_a_batch() -> None:
    random = np.random.default_rng(3)
    batch = 5
    wide = {
        name: value * random.uniform(0.97, 1.03, (*(1,) * (value.ndim - 1), batch))
        if value.shape[-1] == 1 and not name.endswith("shape") and not name.startswith("law")
        else value
        for name, value in values().items()
    }
    factor = calibration(batch)
    together = buildings.project(replace(case(batch, **AMBITIOUS), values=wide), factor)
    for draw in (0, 3):
        alone = {
            name: np.ascontiguousarray(np.repeat(value[..., draw, None], 2, axis=-1))
            if value.shape[-1] == batch
            else value
            for name, value in wide.items()
        }
        levers = {
            name: np.repeat(path[:, draw, None], 2, axis=1) for name, path in case(batch, **AMBITIOUS).levers.items()
        }
        single = buildings.project(
            replace(case(), values=alone, levers=levers), np.repeat(factor[:, draw, None], 2, axis=1)
        )
        assert np.array_equal(single.energy[..., 0], together.energy[..., draw])
        for name, flow in together.installed.items():
            assert np.array_equal(single.installed[name][:, 0], flow[:, draw]), name


def test_assets_and_levers_are_complete(trend: SectorResult) -> None:
    names = {asset.name for asset in buildings.ASSETS}
    assert names == set(trend.installed) == set(trend.like_for_like) == set(trend.unit_energy)
    assert len(names) == len(buildings.ASSETS)
    known = {lever.name for lever in buildings.LEVERS}
    assert all(set(asset.levers) <= known for asset in buildings.ASSETS)
    assert index("heating_system", "gas_boiler") == GAS
