"""From energy to emissions in invented numbers: what supply cannot give, and electricity by the local mix."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import computed_scenario
from test_energy_by_hand import DRAWS, N, city, demand, path, rows

from klima2035 import model, projection
from klima2035.case import Segment
from klima2035.sectors import energy
from klima2035.variables import DIMS, index

CELLS = (
    ("industry", "hot", "natural_gas"), ("industry", "hot", "biomethane"), ("industry", "hot", "hydrogen"),
    ("households", "rooms", "natural_gas"), ("households", "rooms", "biomethane"),
    ("households", "rooms", "district_heat"), ("transport", "buses", "hydrogen"), ("commerce", "rooms", "natural_gas"),
    ("commerce", "rooms", "biomethane"),
)  # fmt: skip
SEGMENTS = tuple(Segment(sector, "buildings", use, carrier, "") for sector, use, carrier in CELLS)


def test_what_supply_cannot_give_falls_back_on_gas() -> None:
    case, asked = city(), demand()
    supply = replace(
        energy.project(case, asked), delivered=asked.district_heat * 0.9, biomethane_share=path(0.5, 0.6, 0.7, 0.8),
        hydrogen_for_industry=asked.hydrogen_industry * 0.25,
    )  # fmt: skip
    used = 1.0 + np.random.default_rng(4).random((N, len(SEGMENTS), DRAWS))
    found = projection.settle(SEGMENTS, used, supply, asked)
    for i, (sector, use, carrier) in enumerate(CELLS):
        share = np.ones((N, DRAWS))
        for other, part in (("biomethane", supply.biomethane_share), ("hydrogen", 0.25), ("district_heat", 0.9)):
            if carrier == other and (sector, use) != ("transport", "buses"):
                share = share * part
        by_hand = used[:, i] * share
        if carrier == "natural_gas":
            for j, (sector_, use_, carrier_) in enumerate(CELLS):
                if (sector_, use_) == (sector, use):
                    missing = {"biomethane": 1.0 - supply.biomethane_share, "hydrogen": 0.75}.get(carrier_, 0.0)
                    by_hand = by_hand + used[:, j] * missing
        np.testing.assert_allclose(found[:, i], by_hand, err_msg=f"{sector} {carrier}")


def test_hydrogen_without_gas_beside_it_stays_what_it_is() -> None:
    known = projection.layout(SEGMENTS)
    assert [place.tolist() for place in known.gas_beside["biomethane"]] == [[1, 4, 8], [0, 3, 7]]
    assert [place.tolist() for place in known.gas_beside["hydrogen"]] == [[2], [0]]


def test_the_local_mix_by_hand() -> None:
    case = city(generator_factor=rows(40, 42, 10, 3, 90))
    asked = demand(electricity=path(400, 2.0, 300, 350))
    supply = energy.project(case, asked)
    fuels = 100.0 + 300.0 * np.random.default_rng(6).random((2, N, len(DIMS["carrier"]), DRAWS))
    found = projection.local_mix(case, fuels, supply, asked)
    power = index("carrier", "electricity")
    plants = [i for i, carrier in enumerate(supply.plant_carrier) if carrier == "electricity"]
    over = 0
    for year in range(N):
        for draw in range(DRAWS):
            used = (
                asked.electricity[year, draw]
                + supply.electrolysis[year, draw]
                + supply.plant_fuel[year, plants, draw].sum()
            )
            made = supply.generation[year, :, draw]
            over += made.sum() > used
            share = min(made.sum() / used, 1.0)
            own = (made * case["generator_factor"][:, draw]).sum() / made.sum()
            by_hand = fuels[0, year, power, draw] * (1.0 - share) + own * share
            assert found[0, year, power, draw] == pytest.approx(by_hand)
            assert found[1, year, power, draw] == pytest.approx(fuels[1, year, power, draw] * (1.0 - share))
    assert over, "no year makes more than is used"
    others = [i for i in range(len(DIMS["carrier"])) if i != power]
    assert np.array_equal(found[:, :, others], fuels[:, :, others])


def test_stacks_of_the_city_by_hand() -> None:
    """Both gas-fired plants count as one stack of natural gas; waste, coal and lime have their own."""
    parts = {
        "stack_chp_barmen": 3.0,
        "stack_gas_boiler": 2.0,
        "waste_plant_fossil_co2": 7.0,
        "stack_coal_elberfeld": 1.0,
    }
    results = {
        "energy": SimpleNamespace(memo={name: np.array([[value]]) for name, value in parts.items()}),
        "industry": SimpleNamespace(memo={"process_emissions_lime": np.array([[11.0]])}),
    }
    found = {place: float(values[0, 0]) for place, values in model._stacks(results).items()}  # type: ignore[arg-type]
    assert found == {
        ("energy", "waste"): 7.0, ("energy", "natural_gas"): 5.0, ("energy", "coal"): 1.0,
        ("industry", "process"): 11.0,
    }  # fmt: skip


def test_the_factor_of_heat_runs_in_a_line_from_1990_to_the_models_2017(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, seen = computed_scenario("klimaneutral-2035").model, {}
    before = computed_scenario("klimaneutral-2035").assembled.before()
    monkeypatch.setattr(model.history, "build", lambda years, energy, factors, *_: seen.update(factors))
    model.past(made, before)
    heat = DIMS["carrier"].index("district_heat")
    now = energy.base_supply(made.case, made.supply.delivered[0])
    for i, indicator in enumerate(DIMS["indicator"]):
        line = seen[indicator][:, heat, 0]
        assert line[0] == pytest.approx(float(np.asarray(before.heat_factor_1990[i]).ravel()[0]))
        assert line[-1] == pytest.approx(float(now[i].ravel()[0]))
        assert line[9] == pytest.approx(line[0] + (line[-1] - line[0]) * 9 / 27)
