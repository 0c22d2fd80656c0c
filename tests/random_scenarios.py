"""Random scenarios: every lever moved somewhere within its bounds, by one invented measure each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from klima2035 import levers, pipeline
from klima2035.inputs import Inputs
from klima2035.levers import Active, Lever, Move
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS

SHAPES = ("linear", "s-curve", "step")


def target(inputs: Inputs, lever: Lever, share: float) -> float:
    """Return a target that keeps the lever within its bounds, ``share`` of the way from low to high."""
    low, high = levers.bounds(inputs, lever)
    if lever.combine == "add":
        return share * (high - low)
    if lever.combine == "multiply":
        base = [row.value for row in inputs.records[lever.name] if row.index["role"] == "base" and row.value]
        return (low + share * (high - low)) / (base[0] if base else 1.0)
    return low + share * (high - low)


def random_measures(inputs: Inputs, seed: int) -> tuple[Active, ...]:
    """Return one measure for each lever: random target, start, end and shape."""
    rng = np.random.default_rng(seed)
    made = []
    for lever in LEVERS:
        start = int(rng.integers(2026, 2040))
        end = int(rng.integers(start, 2046))
        shape = SHAPES[int(rng.integers(len(SHAPES)))]
        move = Move(lever.name, target(inputs, lever, float(rng.random())), start, end, shape)
        made.append(Active(f"move-{lever.name.replace('_', '-')}", (move,)))
    return tuple(made)


def random_scenario(inputs: Inputs, seed: int) -> Scenario:
    """Return the 2035 scenario with its measures replaced by random ones."""
    return replace(pipeline.load_scenario("klimaneutral-2035"), measures=random_measures(inputs, seed))
