"""The design of draws: scrambled Sobol replicates, fixed by the seed alone.

Draw k is point k div R of scramble k mod R. Any block of draws is made in place with the same bits, so neither
block size nor worker count plays a part. Reference: Owen, Scrambling Sobol' and Niederreiter-Xing points (1998).
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

REPLICATES = 16  # R: independent scrambles; standard errors come from their spread
BITS = 30


class Design:
    """Random numbers of every draw, (factor, draw) in (0, 1)."""

    def __init__(self, factors: int, seed: int, second: bool = False) -> None:
        """Take the number of factors and the seed; ``second``: another design, independent of the first."""
        self.factors, self._key = factors, (seed, 1) if second else (seed,)
        self._engines: list[Any] = []

    def block(self, first: int, last: int) -> Array:
        """Return the numbers of draws ``first`` to ``last`` - 1, (factor, draw)."""
        out = np.empty((self.factors, last - first))
        for replicate in range(REPLICATES):
            start = first + (replicate - first) % REPLICATES
            count = len(range(start, last, REPLICATES))
            if count:
                out[:, start - first :: REPLICATES] = self._points(replicate, start // REPLICATES, count).T
        return out

    def _points(self, replicate: int, first: int, count: int) -> Array:
        """Return points of one scramble, (point, factor), each in the middle of its cell: never 0 or 1."""
        engine = self._scrambles()[replicate]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # counts that are no power of two: told once, where the draws are asked for
            if engine.num_generated > first:
                engine.reset()
            if engine.num_generated < first:
                engine.fast_forward(first - engine.num_generated)
            return np.asarray(engine.random(count)) + 0.5**BITS / 2.0

    def _scrambles(self) -> list[Any]:
        if not self._engines:
            from scipy.stats import qmc  # noqa: PLC0415 - takes 0.5 s

            self._engines = [
                qmc.Sobol(self.factors, bits=BITS, rng=np.random.default_rng([*self._key, replicate]))
                for replicate in range(REPLICATES)
            ]
        return self._engines
