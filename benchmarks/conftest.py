"""The scenario that is measured, and its city's tables."""

import pytest

from klima2035 import pipeline

NAME = "klimaneutral-2035"


@pytest.fixture(scope="module")
def scenario():
    return pipeline.load_scenario(NAME)


@pytest.fixture(scope="module")
def inputs(scenario):
    return pipeline.load_inputs(scenario.city)
