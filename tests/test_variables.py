"""Every declared array is used: inputs and levers are read by a run, results are made by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from klima2035 import framework, pipeline, telling
from klima2035 import scenario as scenarios
from klima2035.framework import LAW_RULES
from klima2035.measures import Library
from klima2035.pipeline import Computed
from klima2035.sectors import LEVERS
from klima2035.variables import DIMS, INPUTS, RESULTS


class Watched(Mapping[str, Any]):
    """A mapping that notes which names are read one by one; passing over all of them is no reading."""

    def __init__(self, values: Mapping[str, Any], read: set[str]) -> None:
        self.values_of, self.read = values, read

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return self.values_of[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)

    def items(self) -> Any:
        return self.values_of.items()

    def values(self) -> Any:
        return self.values_of.values()


@pytest.fixture(scope="module")
def run() -> tuple[Computed, set[str], set[str]]:
    """Return a computation and the names of the inputs and of the levers that it and its telling read."""
    inputs_read: set[str] = set()
    levers_read: set[str] = set()
    resolve = framework.resolve
    scenario = pipeline.load_scenario("klimaneutral-2035")
    shipped = pipeline.load_inputs(scenario.city)
    inputs = replace(shipped, records=Watched(shipped.records, inputs_read))
    local = replace(scenario, settings=replace(scenario.settings, electricity="local_mix"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(framework, "resolve", lambda *given: Watched(resolve(*given), inputs_read))
        made = []
        for one in (scenario, local):
            assembled = pipeline.assemble(inputs, one)
            case = replace(assembled.case, levers=Watched(assembled.case.levers, levers_read))
            made.append(pipeline.compute(replace(assembled, case=case)))
            assert len(made[-1].history.years)  # worked out when first asked for, and read here
    levers_of_computation = set(levers_read)
    telling.result(scenario, inputs, made[0], made[0].model)
    scenarios._check_states(inputs, Library(scenario.library))
    return made[0], inputs_read, levers_of_computation


def test_every_input_is_read(run: tuple[Computed, set[str], set[str]]) -> None:
    assert sorted(set(INPUTS) - run[1]) == []
    assert {f"law_{rule}" for rule in LAW_RULES} <= run[1]


def test_every_lever_is_read_by_its_sector(run: tuple[Computed, set[str], set[str]]) -> None:
    assert sorted({lever.name for lever in LEVERS} - run[2]) == []


def test_every_result_is_made_with_its_dims(run: tuple[Computed, set[str], set[str]]) -> None:
    arrays = {
        name: values
        for result in run[0].model.results.values()
        for part in (result.stocks, result.indicators, result.memo)
        for name, values in part.items()
    }
    assert sorted(arrays) == sorted(RESULTS)
    for name, variable in RESULTS.items():
        assert arrays[name].shape[1:-1] == tuple(len(DIMS[dim]) for dim in variable.dims), name
