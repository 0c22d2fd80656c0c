"""Sums by group on the second axis of an array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sum_by(values: Array, group: NDArray[np.int64], groups: int) -> Array:
    """Return sums of values (year, row, ...) over rows of one group, (year, group, ...); group (row,)."""
    out = np.zeros((values.shape[0], groups, *values.shape[2:]))
    if len(group):
        order = np.argsort(group, kind="stable")
        ordered = group[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        out[:, ordered[starts]] = np.add.reduceat(values[:, order], starts, axis=1)
    return out
