"""Accounting settings: each does what its label says, keeps the views equal and leaves the past alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import neutrality, pipeline
from klima2035.case import Settings
from klima2035.inputs import Inputs
from klima2035.naming import label
from klima2035.pipeline import Computed

OTHERS = (
    Settings(waste_heat="physical"),
    Settings(process_emissions="included"),
    Settings(electricity="local_mix"),
    Settings("physical", "included", "local_mix"),
)


def computed(inputs: Inputs, settings: Settings) -> Computed:
    return pipeline.compute(pipeline.assemble(inputs, replace(pipeline.load_scenario("trend"), settings=settings)))


def total(made: Computed) -> np.ndarray:
    return np.asarray(made.model.end_use.values[0].sum(axis=1)[:, 0])


@pytest.mark.parametrize("settings", OTHERS)
def test_views_stay_equal_and_the_past_is_untouched(settings: Settings, inputs: Inputs) -> None:
    made = computed(inputs, settings)
    both = made.model.end_use.values.sum(axis=2), made.model.conversion.values.sum(axis=2)
    np.testing.assert_allclose(*both, rtol=1e-9)
    assert np.array_equal(made.history.emissions, computed_scenario("trend").history.emissions)
    assert np.array_equal(made.model.energy, computed_scenario("trend").model.energy)
    assert not np.allclose(total(made), total(computed_scenario("trend")))
    scenario = replace(pipeline.load_scenario("trend"), settings=settings)
    assert label(scenario, 0.1, "de").startswith("nicht BISKO: ")


def test_process_emissions_add_exactly_the_memo(inputs: Inputs) -> None:
    made = computed(inputs, Settings(process_emissions="included"))
    memo = made.model.results["industry"].memo["process_emissions_lime"][:, 0]
    np.testing.assert_allclose(total(made) - total(computed_scenario("trend")), memo)


def test_physical_waste_heat_weighs_more_than_the_convention(inputs: Inputs) -> None:
    assert (total(computed(inputs, Settings(waste_heat="physical"))) > total(computed_scenario("trend"))).all()


@pytest.mark.parametrize("settings", [Settings(process_emissions="included"), Settings("physical", "included")])
def test_the_co2_budget_counts_stone_and_waste_once_under_every_setting(settings: Settings, inputs: Inputs) -> None:
    made = neutrality.direct_co2(computed(inputs, settings).model)[:, 0]
    np.testing.assert_allclose(made, neutrality.direct_co2(computed_scenario("trend").model)[:, 0], rtol=1e-12)


def test_a_local_mix_counts_generation_once(inputs: Inputs) -> None:
    """While the grid is dirtier than modules' upstream, a local mix is lower; it then displaces nothing elsewhere."""
    made = computed(inputs, Settings(electricity="local_mix"))
    until_2035 = slice(0, 2035 - 2017 + 1)
    assert (total(made) < total(computed_scenario("trend")))[until_2035].all()
    assert not made.model.results["energy"].memo["national_displacement"].any()
    assert computed_scenario("trend").model.results["energy"].memo["national_displacement"].all()


def test_the_ordinary_settings_are_told_as_bisko() -> None:
    scenario = pipeline.load_scenario("trend")
    assert label(scenario, 0.1234, "de") == "nach BISKO-Systematik, Datengüte 0,12"
