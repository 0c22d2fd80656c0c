"""One change of one input: what it does to a path in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import interpolate

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

FULL = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one input.

    where: column and label of the rows meant; operation: factor, add, set or delay; value: in the input's canonical
    unit, for factor [1], for delay [a]; from_year: first year of effect, None: the one after ``as_of``; by_year: year
    of full effect.
    """

    key: str
    operation: str
    value: float
    where: tuple[tuple[str, str], ...] = ()
    from_year: int | None = None
    by_year: int | None = None

    def start(self, as_of: int) -> int:
        """Return the first year of effect."""
        return max(self.from_year or as_of + 1, as_of + 1)

    def weight(self, years: Integers, as_of: int) -> Array:
        """Return how much of the change holds in each year, (year,) [1]: 0 before its start, 1 from ``by_year`` on."""
        start = self.start(as_of)
        if self.by_year is None:
            return np.asarray((years >= start) * FULL)
        return np.minimum(np.maximum((years - start + 1) / float(self.by_year - start + 1), 0.0), FULL)

    def moved(self, values: Array, years: Integers, as_of: int) -> Array:
        """Return values (year, ...) after the change: v f, v + a or s, each by the weight of the year."""
        weight = self.weight(years, as_of).reshape(-1, *([1] * (values.ndim - 1)))
        if self.operation == "factor":
            return np.asarray(values * (FULL + (self.value - FULL) * weight))
        if self.operation == "add":
            return np.asarray(values + self.value * weight)
        return np.where(weight == FULL, self.value, values + (self.value - values) * weight)


def delayed(grid: Integers, base: Array, at: Sequence[int], values: Array, change: Change, as_of: int) -> Array:
    """Return a path whose support points after its last unstressed year come later; a line bridges the wait.

    base (year, ...) over ``grid``; at, values: the support points.
    """
    pivot = change.start(as_of) - 1
    place = int(pivot - grid[0])
    later = [i for i, year in enumerate(at) if year > pivot]
    years = (pivot, *(at[i] + round(change.value) for i in later))
    path = interpolate(years, np.concatenate([base[place : place + 1], values[later]]), grid)
    return np.where((grid <= pivot).reshape(-1, *([1] * (base.ndim - 1))), base, path)
