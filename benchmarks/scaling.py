"""Time and memory against the number of draws: ``python benchmarks/scaling.py [MOST]`` (default 100000).

Bands, probabilities and ranking of the default scenario under its own framework, with one process a core, beyond
start-up: workers are up and have done a task before the clock starts. Memory: peak of this process and of the largest
worker, in each line up to then.
"""

from __future__ import annotations

import resource
import sys
import time

from klima2035 import executors, pipeline
from klima2035.ensemble import frameworks, tables
from klima2035.ensemble.run import Plan, run

NAME = "klimaneutral-2035"
STEPS = (100, 1_000, 10_000, 100_000, 1_000_000)


def plan(draws: int) -> Plan:
    """Return the plan of so many draws."""
    scenario = pipeline.load_scenario(NAME)
    return Plan(scenario, pipeline.load_inputs(scenario.city), draws, 1, frameworks.of(scenario, alone=True))


def once(draws: int, executor: executors.Executor) -> float:
    """Return the seconds that an ensemble with its tables takes."""
    start = time.perf_counter()
    found = run(plan(draws), executor, None, lambda *_: None, indices=False)
    list(tables.every(found))
    return time.perf_counter() - start


def peak(who: int) -> float:
    """Return the peak memory so far [MB]."""
    return resource.getrusage(who).ru_maxrss / 1024.0


def main() -> None:
    """Print one line for each number of draws."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for draws in (one for one in STEPS if one <= most):
        with executors.executor(None) as executor:
            once(800, executor)
            seconds = once(draws, executor)
            workers = executor.workers
        here, there = peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)
        each = seconds / draws * 1e3
        told = f"{draws:9d} draws {seconds:8.2f} s {each:7.3f} ms a draw {here:5.0f} MB here, {there:5.0f} MB a worker"
        print(f"{told}, {workers} workers", flush=True)


if __name__ == "__main__":
    main()
