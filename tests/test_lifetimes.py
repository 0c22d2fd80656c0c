"""Changing a lifetime row moves replacements, energy and euros: they come from the same flows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from klima2035 import pipeline
from klima2035.inputs import Inputs


@pytest.mark.parametrize(
    ("row", "asset"),
    [
        ("heating_lifetime", "heat_pump_air_multi_family"),
        ("vehicle_lifetime", "car_battery"),
        ("process_lifetime", "gas_process_boiler"),
        ("pv_lifetime", "pv_rooftop"),
    ],
)
def test_a_shorter_life_means_more_replacement_other_energy_more_money(row: str, asset: str, inputs: Inputs) -> None:
    base = pipeline.assemble(inputs, pipeline.load_scenario("trend"))
    assert row in base.case.values
    shorter = {**base.case.values, row: base.case.values[row] * 0.7}
    plain = pipeline.compute(base)
    made = pipeline.compute(replace(base, case=replace(base.case, values=shorter)))
    place = [one.name for one in made.investment.assets].index(asset)
    assert made.investment.installed[1:, place].sum() > plain.investment.installed[1:, place].sum()
    lines = np.flatnonzero(made.investment.book.lines.asset == place)
    assert made.investment.full[:, lines].sum() > plain.investment.full[:, lines].sum()
    if row == "pv_lifetime":
        assert not np.array_equal(made.model.supply.generation, plain.model.supply.generation)
    else:
        assert not np.array_equal(made.model.energy, plain.model.energy)
