"""The design of draws: scrambled Sobol replicates, fixed by the seed alone.

Draw k is point k div R of scramble k mod R. A Sobol sequence in a thousand dimensions is no better than chance and,
with few points, lets pairs of factors run in step. So factors are taken in small groups: every group has the same
scrambled sequence of few dimensions, in an order of its own within each run of 64 points, and each factor a digital
shift of its own (Latin supercube sampling). Each factor alone fills (0, 1) evenly, factors of one group fill their
space evenly, groups meet by chance. Reference: Owen, Latin supercube sampling for very high-dimensional simulations
(1998). Any block of draws is made in place with the same bits: neither block size nor worker count plays a part.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

REPLICATES = 16  # R: independent scrambles; standard errors come from their spread
GROUP = 8  # factors that share a sequence
RUN = 64  # points whose order is drawn together
BITS = 30  # of a point in a dimension: a thousand million of them, far more than any run draws


class Design:
    """Random numbers of every draw, (factor, draw) in (0, 1)."""

    def __init__(self, factors: int, seed: int, second: bool = False) -> None:
        """Take the number of factors and the seed; ``second``: another design, independent of the first."""
        self.factors, self._key = factors, (seed, REPLICATES) if second else (seed,)  # no key of the first design
        self._groups = -(-factors // GROUP)
        self._engines: list[Any] = []
        self._runs: dict[int, tuple[int, Array]] = {}  # the last run of each scramble

    def block(self, first: int, last: int) -> Array:
        """Return the numbers of draws ``first`` to ``last`` - 1, (factor, draw)."""
        out = np.empty((self.factors, last - first))
        for replicate in range(REPLICATES):
            start = first + (replicate - first) % REPLICATES
            points = range(start // REPLICATES, -(-(last - replicate) // REPLICATES))
            at = start - first
            for run in range(points.start // RUN, (points.stop + RUN - 1) // RUN) if points else ():
                some = range(max(points.start, run * RUN), min(points.stop, (run + 1) * RUN))
                values = self._run(replicate, run)[:, some.start - run * RUN : some.stop - run * RUN]
                out[:, at : at + REPLICATES * (len(some) - 1) + 1 : REPLICATES] = values
                at += REPLICATES * len(some)
        return out

    def _run(self, replicate: int, run: int) -> Array:
        """Return a run of points of one scramble, (factor, point), each in the middle of its cell: never 0 or 1."""
        known, values = self._runs.get(replicate, (-1, np.empty(0)))
        if known != run:
            values = self._made(replicate, run)
            self._runs[replicate] = run, values
        return values

    def _made(self, replicate: int, run: int) -> Array:
        points = self._sequence(replicate, run)
        order = np.random.default_rng([*self._key, replicate, 1, run]).random((self._groups, RUN)).argsort(axis=1)
        of_group = points[order].swapaxes(1, 2).reshape(-1, RUN)[: self.factors]  # (factor, point)
        shift = np.random.default_rng([*self._key, replicate, 2]).integers(0, 1 << BITS, self.factors)
        return np.asarray(((of_group ^ shift[:, np.newaxis]) + 0.5) / float(1 << BITS))

    def _sequence(self, replicate: int, run: int) -> Integers:
        """Return a run of the scrambled Sobol sequence, (point, dimension), as whole numbers of ``BITS`` bits."""
        if not self._engines:
            from scipy.stats import qmc  # noqa: PLC0415 - takes 0.5 s

            keys = [[*self._key, one, 0] for one in range(REPLICATES)]
            self._engines = [qmc.Sobol(GROUP, bits=BITS, rng=np.random.default_rng(key)) for key in keys]
        engine, first = self._engines[replicate], run * RUN
        if engine.num_generated > first:
            engine.reset()
        if engine.num_generated < first:
            engine.fast_forward(first - engine.num_generated)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(np.rint(engine.random(RUN) * (1 << BITS)), dtype=np.int64)
