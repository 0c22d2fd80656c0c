"""Shared fixtures: the city's inputs and computed scenarios, loaded once a session."""

from __future__ import annotations

from functools import cache

import pytest

from klima2035 import pipeline
from klima2035.inputs import Inputs
from klima2035.pipeline import Computed

SHIPPED = ("trend", "klimaneutral-2035", "klimaneutral-2045", "programm-2021")


@cache
def computed_scenario(name: str) -> Computed:
    """Compute a shipped scenario beside its trend, once."""
    scenario = pipeline.load_scenario(name)
    return pipeline.compute(pipeline.assemble(pipeline.load_inputs(scenario.city), scenario))


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    return pipeline.load_inputs("wuppertal")


@pytest.fixture(params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Computed:
    return computed_scenario(request.param)
