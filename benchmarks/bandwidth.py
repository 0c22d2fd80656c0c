"""How near an ensemble's block comes to what the memory can move: ``python benchmarks/bandwidth.py``.

Counts the bytes that numpy's element-wise operations and reductions read and write for one block of draws, times the
block, and sets the rate against that of a plain copy of an array too large for any cache. More than one copy's rate
means that arrays were found in the cache.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np

from klima2035 import draws, executors, pipeline
from klima2035.ensemble import block, job
from klima2035.pipeline import Assembled

NAME = "klimaneutral-2035"
ROUNDS = 5
LARGE = 64_000_000  # numbers: 512 MB


class Counted(np.ndarray):
    """An array that adds up the bytes of all that is read for it and written of it."""

    moved = 0
    calls = 0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
        """Apply a ufunc to plain arrays and count."""
        given = [plain(one) for one in inputs]
        if out is not None:
            options["out"] = tuple(plain(one) for one in out)
        made = getattr(ufunc, method)(*given, **options)
        Counted.moved += sum(one.nbytes for one in given if isinstance(one, np.ndarray))
        Counted.moved += made.nbytes if isinstance(made, np.ndarray) else 0
        Counted.calls += 1
        if out is not None:
            return out[0]
        return made.view(Counted) if isinstance(made, np.ndarray) else made


def plain(value: Any) -> Any:
    """Return a counted array as a plain one."""
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def counted(assembled: Assembled) -> Assembled:
    """Return a case whose values and levers count what is made of them."""
    case = assembled.case
    values = {name: value.view(Counted) for name, value in case.values.items()}
    levers = {name: value.view(Counted) for name, value in case.levers.items()}
    trend = {name: value.view(Counted) for name, value in assembled.trend.items()}
    return replace(assembled, case=replace(case, values=values, levers=levers), trend=trend)


def copy_rate() -> float:
    """Return the bytes a second that a plain copy reads and writes."""
    source, target = np.ones(LARGE), np.empty(LARGE)
    np.copyto(target, source)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        np.copyto(target, source)
    return 2.0 * source.nbytes * ROUNDS / (time.perf_counter() - start)


def main() -> None:
    """Print bytes, seconds and the share of the copy's rate."""
    executors.keep_memory()
    scenario = pipeline.load_scenario(NAME)
    inputs = pipeline.load_inputs(scenario.city)
    known = draws.uncertain(inputs, scenario.library)
    shares = draws.Design(len(known.names), 1).block(0, job.TASK)
    drawn = known.drawn(shares)
    start = time.perf_counter()
    assembled = block.assemble(drawn, scenario, job.TASK, known.goals(scenario, shares))
    rows = time.perf_counter() - start
    starts = range(0, job.TASK - job.BLOCK + 1, job.BLOCK)
    block.evaluate(assembled, 0, job.BLOCK)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for first in starts:
            block.evaluate(assembled, first, first + job.BLOCK)
    seconds = (time.perf_counter() - start) / ROUNDS / len(starts)
    block.evaluate(counted(assembled), 0, job.BLOCK)
    limit = copy_rate()
    print(f"rows of {job.TASK} draws      {rows * 1e3 / job.TASK:8.3f} ms a draw")
    print(f"a block of {job.BLOCK} draws     {seconds * 1e3 / job.BLOCK:8.3f} ms a draw")
    print(f"moved                  {Counted.moved / 1e6 / job.BLOCK:8.3f} MB a draw in {Counted.calls} operations")
    print(f"rate                   {Counted.moved / seconds / 1e9:8.2f} GB/s")
    print(f"plain copy             {limit / 1e9:8.2f} GB/s")
    print(f"share of the copy      {Counted.moved / seconds / limit:8.0%}")
    print(f"at the copy's rate     {Counted.moved / limit * 1e3 / job.BLOCK:8.3f} ms a draw")


if __name__ == "__main__":
    main()
