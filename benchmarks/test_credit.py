"""How long the credit of measures takes, start of processes and loading apart: ``python3 -m pytest benchmarks``."""

from dataclasses import replace

import numpy as np
import pytest

from klima2035 import groups
from klima2035.credit import game, shapley, study
from klima2035.credit.game import TONNES, Block, Game
from klima2035.credit.shapley import Known
from klima2035.executors import executor


@pytest.fixture(scope="module", params=[1, 2])
def warm(request, scenario):
    """One or two workers that have loaded their inputs."""
    with executor(request.param) as ready:
        on = np.ones((len(scenario.measures), 1))
        blocks = [Block(game.slim(scenario), on)] * 16
        list(ready.map(game.worth, blocks))
        yield ready


@pytest.mark.parametrize("block", [31, 47, 63, 79, 95, 127])
def test_one_block(benchmark, scenario, inputs, block):
    on = np.random.default_rng(1).integers(0, 2, (len(scenario.measures), block)).astype(np.float64)
    benchmark(game.worth, Block(game.slim(scenario), on))


def test_exact_twelve_groups(benchmark, scenario, inputs, warm):
    """All 4,096 coalitions, values and interactions, without tables."""
    given, _ = groups.load(groups.find("handlungsfelder"), scenario.library, scenario.measures)
    at = game.quantities(scenario, inputs).at(TONNES)

    def whole() -> int:
        played = Game(scenario, given, warm)
        known = Known(played, played.same)
        made = shapley.exact(len(given), known)
        shapley.interactions(len(given), known, at, "exact")
        return made.coalitions

    assert benchmark.pedantic(whole, rounds=3, warmup_rounds=1) == 4096


@pytest.mark.parametrize("count", [30, 35])
def test_sampled_measures(benchmark, scenario, inputs, warm, count):
    """Until the error is small enough, tables included."""
    some = replace(scenario, measures=scenario.measures[:count])
    players = study.players(some, None)
    made = benchmark.pedantic(study.run, (some, inputs, players, warm), rounds=3, warmup_rounds=1)
    assert made.extra["credit"]["tolerance_met"]
