"""The laws of the model, on every shipped scenario and on random ones with every lever moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import SHIPPED, computed_scenario
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_scenarios import random_measures, random_scenario

from klima2035 import levers, pipeline
from klima2035.inputs import Inputs
from klima2035.levers import Active, Move
from klima2035.money import ledger
from klima2035.pipeline import Computed
from klima2035.sectors import LEVERS, SEGMENTS
from klima2035.variables import RESULTS

BASE = pipeline.load_inputs("wuppertal")

# More of these may raise the total: physics, not faults. The reason stands beside each.
MAY_RAISE = {
    "public_transport_supply": "more bus kilometres, burning diesel until the fleet has changed",
    "electrification_100_500": "electric boilers on a grid that is not clean yet",
    "electrification_above_500": "electric kilns on a grid that is not clean yet",
    "electrode_boiler_power": "electrode boilers on a grid that is not clean yet",
    "electrolyser_power": "hydrogen made here with grid power in place of hydrogen bought",
    "chp_availability": "without the power plant's heat the gas boilers run",
}


def check(made: Computed) -> None:
    """All identities that hold within one computation."""
    model, supply = made.model, made.model.supply
    end_use = model.end_use.values.sum(axis=2)
    conversion = model.conversion.values.sum(axis=2)
    np.testing.assert_allclose(end_use, conversion, rtol=1e-9)
    out = supply.delivered + supply.losses + supply.process_steam + supply.unexplained
    np.testing.assert_allclose(supply.fed_in, out, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(supply.plant_heat.sum(axis=1), supply.fed_in, rtol=1e-9, atol=1e-9)
    assert (model.energy >= -1e-9).all()
    assert np.isfinite(model.energy).all()
    for result in model.results.values():
        for name, stock in result.stocks.items():
            assert name in RESULTS, name
            assert (stock >= -1e-6).all(), name
        for name, series in result.installed.items():
            assert np.isfinite(series).all(), name
            assert (series >= -1e-6).all(), name
            assert (result.like_for_like.get(name, series * 0.0) <= series + 1e-6).all(), name
    closes(made)


def closes(made: Computed) -> None:
    """Need = sum over funders including the gap, as floats for every draw and in cents for the ledger."""
    paid = made.funding
    np.testing.assert_allclose(paid.granted() + paid.own + paid.gap, made.investment.additional, rtol=1e-9, atol=1e-3)
    assert (paid.gap >= -1e-6).all()
    table = ledger.table("any", made.investment, paid, made.assembled.levers.contributions)
    cents: dict[tuple[object, ...], int] = {}
    for row in table.dicts():
        key = (row["year"], row["basis"])
        cents[key] = cents.get(key, 0) + round(row["value"] * 100)
    for basis, need in (("full", made.investment.full), ("additional", made.investment.additional)):
        totals = need[..., 0].sum(axis=1)
        for i, year in enumerate(made.investment.book.years.tolist()):
            # each of the ~100 cells of a year is rounded once, to half a cent
            assert abs(cents.get((year, basis), 0) - totals[i] * 100) < 2000, (year, basis)


def test_identities_of_shipped_scenarios(shipped: Computed) -> None:
    check(shipped)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**31))
def test_identities_of_random_scenarios(seed: int) -> None:
    check(pipeline.compute(pipeline.assemble(BASE, random_scenario(BASE, seed))))


@pytest.mark.parametrize("name", SHIPPED)
def test_all_measures_off_is_the_trend_bit_for_bit(name: str, inputs: Inputs) -> None:
    scenario = pipeline.load_scenario(name)
    off = pipeline.compute(pipeline.assemble(inputs, scenario, on=np.zeros((len(scenario.measures), 2))))
    made = computed_scenario(name)
    assert np.array_equal(off.model.energy[..., 0], made.model.energy[..., 1])
    assert np.array_equal(off.model.end_use.values[..., 0], made.model.end_use.values[..., 1])
    assert np.array_equal(off.investment.full[..., 0], made.investment.full[..., 1])


def test_a_draw_alone_equals_the_draw_in_a_batch(inputs: Inputs) -> None:
    """Coalitions of measures as draws: column 5 of a batch is that coalition alone (padded to two)."""
    scenario = pipeline.load_scenario("klimaneutral-2035")
    on = np.random.default_rng(1).integers(0, 2, (len(scenario.measures), 13)).astype(float)
    batch = pipeline.compute(pipeline.assemble(inputs, scenario, on=on))
    alone = pipeline.compute(pipeline.assemble(inputs, scenario, on=on[:, [5, 5]]))
    assert np.array_equal(batch.model.energy[..., 5], alone.model.energy[..., 0])
    assert np.array_equal(batch.model.conversion.values[..., 5], alone.model.conversion.values[..., 0])
    assert np.array_equal(batch.funding.own[..., 5], alone.funding.own[..., 0])


FALLING = {lever.name for lever in LEVERS if lever.combine == "multiply"} - {"parking_price", "public_transport_supply"}


def change_of_total(lever: str, inputs: Inputs) -> np.ndarray:
    """Total CO2e by year with one lever at its far bound from 2030 on, less the trend's."""
    known = next(one for one in LEVERS if one.name == lever)
    low, high = levers.bounds(inputs, known)
    value = {"add": high - low, "lowest": low}.get(known.combine, high)
    if known.combine == "multiply":
        value = low if lever in FALLING else high
    move = Move(lever, value, 2026, 2030, "linear")
    scenario = replace(pipeline.load_scenario("trend"), measures=(Active("one", (move,)),))
    total = pipeline.compute(pipeline.assemble(inputs, scenario)).model.end_use.values[0].sum(axis=1)
    return np.asarray(total[:, 0] - total[:, 1])


@pytest.mark.parametrize("lever", [lever.name for lever in LEVERS if lever.name not in MAY_RAISE])
def test_more_of_a_lever_never_raises_the_total(lever: str, inputs: Inputs) -> None:
    assert change_of_total(lever, inputs).max() <= 1e-3


@pytest.mark.parametrize("lever", MAY_RAISE)
def test_the_listed_cases_do_raise_the_total(lever: str, inputs: Inputs) -> None:
    """A case that no longer raises the total leaves the list."""
    assert change_of_total(lever, inputs).max() > 0.1


def test_scenarios_share_the_past(inputs: Inputs) -> None:
    """History and hindcast do not know the scenario: two of one as_of are equal up to it."""
    one, two = computed_scenario("klimaneutral-2035"), computed_scenario("klimaneutral-2045")
    known = one.model.case.years <= one.model.case.as_of
    assert np.array_equal(one.history.emissions, two.history.emissions)
    assert np.array_equal(one.model.energy[known][..., 0], two.model.energy[known][..., 1])


def test_a_generator_changes_the_total_by_exactly_nothing(inputs: Inputs) -> None:
    scenario = pipeline.load_scenario("klimaneutral-2035")
    solar = tuple(active for active in scenario.measures if active.name in ("rooftop-pv", "open-space-pv"))
    made = pipeline.compute(pipeline.assemble(inputs, replace(scenario, measures=solar)))
    total = made.model.end_use.values[0]
    assert np.array_equal(total[..., 0], total[..., 1])
    assert made.model.supply.generation[-1, :, 0].sum() > made.model.supply.generation[-1, :, 1].sum()


def test_only_degree_days_move_space_heat_only(inputs: Inputs) -> None:
    """Single cause: ten per cent more degree days in 2030 change space heat and nothing else."""
    base = pipeline.assemble(inputs, pipeline.load_scenario("trend"))
    colder = dict(base.case.values)
    colder["degree_days"] = colder["degree_days"].copy()
    colder["degree_days"][2030 - 2017] *= 1.1
    made = pipeline.compute(replace(base, case=replace(base.case, values=colder)))
    plain = pipeline.compute(base)
    moved = np.flatnonzero(np.abs(made.model.energy - plain.model.energy).max(axis=(0, 2)) > 1e-9)
    assert len(moved) > 0
    assert {SEGMENTS[i].use for i in moved} == {"space_heat"}
    years = np.flatnonzero(np.abs(made.model.energy - plain.model.energy).max(axis=(1, 2)) > 1e-9)
    assert years.tolist() == [2030 - 2017]


def test_random_measures_cover_every_lever() -> None:
    assert len(random_measures(BASE, 3)) == len(LEVERS)
