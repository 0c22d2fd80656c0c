"""The shipped library: at least eighteen measures across sectors and deciders, naming things that exist."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from klima2035 import pipeline
from klima2035.inputs import Inputs
from klima2035.measures import Measure
from klima2035.sectors import ASSETS, SECTORS

LIBRARY = dict(pipeline.load_scenario("trend").library)


def test_the_library_spans_sectors_and_deciders() -> None:
    assert len(LIBRARY) >= 18
    assert {measure.sector for measure in LIBRARY.values()} == set(SECTORS)
    assert {"city", "city_company", "owner", "firm"} <= {measure.decider for measure in LIBRARY.values()}


@pytest.mark.parametrize("measure", LIBRARY.values(), ids=lambda measure: measure.name)
def test_what_a_measure_names_exists(measure: Measure, inputs: Inputs) -> None:
    assert set(measure.assets) <= {asset.name for asset in ASSETS}
    assert set(measure.sources) <= set(inputs.sources)
    programmes = {row.index["programme"] for row in inputs.records["programme_rate"]}
    assert set(measure.funding) <= programmes
    assert set(measure.requires) | set(measure.excludes) <= set(LIBRARY)


def test_ranges_of_targets_are_marked_as_assumed_and_one_run_ignores_them(inputs: Inputs) -> None:
    scenario = pipeline.load_scenario("klimaneutral-2035")
    ranged = {active.name: move for active in scenario.measures for move in active.moves if move.spread}
    assert set(ranged) == {"e-cars"}
    for name, move in ranged.items():
        assert move.spread is not None
        assert move.spread.low < move.value < move.spread.high
        assert "Annahme" in LIBRARY[name].text["de"]
        assert LIBRARY[name].decider in ("owner", "firm")
    plain = [replace(one, moves=tuple(replace(move, spread=None) for move in one.moves)) for one in scenario.measures]
    runs = [
        pipeline.compute(pipeline.assemble(inputs, one)) for one in (scenario, replace(scenario, measures=tuple(plain)))
    ]
    first, second = (made.model.end_use.values for made in runs)
    assert (first == second).all()


def test_the_adaptation_measure_costs_and_changes_no_emission(inputs: Inputs) -> None:
    scenario = pipeline.load_scenario("klimaneutral-2035")
    name = "adaptation-heat-heavy-rain"
    on = [[1.0 if active.name == name else 0.0, 0.0] for active in scenario.measures]
    made = pipeline.compute(pipeline.assemble(inputs, scenario, np.array(on)))
    total = made.model.end_use.values[0].sum(axis=1)
    assert (total[:, 0] == total[:, 1]).all()
    assert made.investment.full[..., 0].sum() > made.investment.full[..., 1].sum()
