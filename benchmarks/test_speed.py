"""How long the parts take, in one process: ``python3 -m pytest benchmarks`` (not part of the tests).

The whole command, with start of Python, imports and files, is measured by ``whole_process.py``.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from perturbed import perturbed_case

from klima2035 import exports, loading, pipeline

NAME = "klimaneutral-2035"


def fresh_inputs(city):
    loading._inputs.cache_clear()
    return pipeline.load_inputs(city)


def test_load_inputs(benchmark, scenario):
    benchmark(fresh_inputs, scenario.city)


def test_load_scenario(benchmark, inputs):
    benchmark(pipeline.load_scenario, NAME)


def test_assemble_one_scenario(benchmark, scenario, inputs):
    benchmark(pipeline.assemble, inputs, scenario)


def test_compute_one_scenario(benchmark, scenario, inputs):
    """Every array of a scenario beside its trend: two draws."""
    benchmark(pipeline.compute, pipeline.assemble(inputs, scenario))


def test_run_one_scenario(benchmark, scenario, inputs):
    """From loaded inputs to frames and tables."""
    benchmark(pipeline.run, scenario, inputs)


@pytest.mark.parametrize("draws", [256, 1000])
def test_compute_many_draws(benchmark, scenario, inputs, draws):
    """As many coalitions of measures at once, from a fixed seed."""
    on = np.random.default_rng(1).integers(0, 2, (len(scenario.measures), draws)).astype(np.float64)
    assembled = pipeline.assemble(inputs, scenario, on)
    benchmark.pedantic(pipeline.compute, (assembled,), rounds=5, warmup_rounds=1)


def test_compute_perturbed_inputs(benchmark, scenario, inputs):
    """250 draws in which every input with a range and every lever differs: four of these are 1,000 draws."""
    assembled = perturbed_case(inputs, scenario, 250, 1)
    benchmark.pedantic(pipeline.compute, (assembled,), rounds=5, warmup_rounds=1)


def test_compute_thousand_perturbed_draws_on_two_cores(benchmark, scenario, inputs):
    """Four blocks of 250 draws, two at a time: numpy leaves the interpreter free while it calculates."""
    blocks = [perturbed_case(inputs, scenario, 250, seed) for seed in range(4)]
    with ThreadPoolExecutor(2) as pool:

        def every() -> int:
            return sum(made.model.case.draws for made in pool.map(pipeline.compute, blocks))

        assert benchmark.pedantic(every, rounds=5, warmup_rounds=1) == 1000


@pytest.mark.parametrize("export", list(exports.EXPORTS))
def test_write(benchmark, scenario, inputs, tmp_path, export):
    result = pipeline.run(scenario, inputs)
    benchmark.pedantic(exports.EXPORTS[export], (result, tmp_path, "de"), rounds=5, warmup_rounds=1)


def test_compute_financed(benchmark, inputs):
    """Seven passes: what is paid for and what the crafts can build."""
    financed = pipeline.load_scenario("klimaneutral-2035-finanziert")
    benchmark(pipeline.compute, pipeline.assemble(inputs, financed))


def test_leave_out_each_measure(benchmark, scenario, inputs):
    """All measures but one, one after another, twelve at a time."""
    benchmark(lambda: list(pipeline.last_in(inputs, scenario)))
