"""The band of a scenario: its range over draws, and how likely each milestone is."""

from __future__ import annotations

from typing import Any

from klima2035 import loading
from klima2035.ensemble import frameworks
from klima2035.ensemble import run as ensembles
from klima2035.ensemble.tally import SHARES, probability
from klima2035.executors import Executor
from klima2035.explorer.later import DRAWS, SEED, SMALL_BLOCK, SMALL_TASK
from klima2035.scenario import Scenario

SHOWN = {"low": 0.05, "mid": 0.5, "high": 0.95}
PATHS = {"co2e": ("total_co2e", ""), "need": ("investment_real", "additional")}


def band(scenario: Scenario, executor: Executor) -> dict[str, Any]:
    """Return quantiles of CO2e [t/a] and of additional cost [EUR/a, prices of the report year], and probabilities.

    What ``klima2035 ensemble`` gives for the same number of draws and seed 1 under the scenario's own framework.
    """
    inputs = loading.load_inputs(scenario.city)
    own = frameworks.of(scenario, alone=True)
    plan = ensembles.Plan(scenario, inputs, DRAWS, SEED, own, SMALL_BLOCK, SMALL_TASK)
    tally = ensembles.run(plan, executor, None, lambda _done, _all: None, indices=False).own
    quantiles = tally.bands()
    places = {(indicator, part): at for at, (indicator, part, _) in enumerate(tally.job.keys)}
    shown = {
        name: {word: quantiles[places[path], :, SHARES.index(share)].tolist() for word, share in SHOWN.items()}
        for name, path in PATHS.items()
    }
    reached = {one.id: probability(tally.outcomes.holds[i]) for i, one in enumerate(tally.job.judging)}
    return {"draws": DRAWS, "seed": SEED, **shown, "milestones": {id_: _share(one) for id_, one in reached.items()}}


def _share(one: Any) -> float:
    return float(one[0] if isinstance(one, tuple) else one)
