"""Histograms of paths: how many draws fall into each bin of a stated width; counts add up in any order.

A bin is a whole number b that holds the values from b x width to (b + 1) x width. Counts are integers, so
neither block size nor worker count nor the order of parts changes a quantile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

BINS = 1024  # of the largest value of a path: widths are about a thousandth of it
FARTHEST = 64 * BINS  # bins from zero at most: what lies beyond counts in the last one


def widths(paths: Array, floors: Array) -> Array:
    """Return the width of a bin of each path, (path,): a power of two, 1/1024 to 1/2048 of its largest value.

    paths (path, year, draw) of a few draws; floors (path,): least widths, for paths that are zero in all of them.
    """
    largest = np.abs(paths).max(axis=(1, 2))
    exponent = np.floor(np.log2(np.where(largest > 0.0, largest, 1.0) / BINS))
    return np.asarray(np.where(largest > 0.0, 2.0**exponent, floors))


@dataclass(frozen=True)
class Histogram:
    """Counts of draws by cell (path and year, flat) and bin: ``counts`` of all cells one after another.

    first (cell,): lowest bin of each cell; length (cell,): how many bins it has; lowest, highest (cell,): values.
    """

    first: Integers
    length: Integers
    counts: NDArray[np.int32]
    lowest: Array
    highest: Array

    @classmethod
    def of(cls, values: Array, width: Array) -> Histogram:
        """Return the histogram of values (cell, draw) in bins of ``width`` (cell,)."""
        bins = np.clip(np.floor(values / width[:, np.newaxis]), -FARTHEST, FARTHEST).astype(np.int64)
        first = bins.min(axis=1)
        length = bins.max(axis=1) - first + 1
        start = np.cumsum(length) - length
        at = bins + (start - first)[:, np.newaxis]
        counts = np.bincount(at.ravel(), minlength=int(length.sum())).astype(np.int32)
        return cls(first, length, counts, values.min(axis=1), values.max(axis=1))

    def joined(self, other: Histogram) -> Histogram:
        """Return the counts of both."""
        first = np.minimum(self.first, other.first)
        length = np.maximum(self.first + self.length, other.first + other.length) - first
        counts = np.zeros(int(length.sum()), dtype=np.int32)
        for one in (self, other):
            counts[one._places(first, length)] += one.counts
        ends = np.minimum(self.lowest, other.lowest), np.maximum(self.highest, other.highest)
        return Histogram(first, length, counts, *ends)

    def _places(self, first: Integers, length: Integers) -> Integers:
        """Return where each count stands in a histogram with other bins that hold all of these."""
        start, own = np.cumsum(length) - length, np.cumsum(self.length) - self.length
        shift = start + (self.first - first) - own
        return np.asarray(np.repeat(shift, self.length) + np.arange(len(self.counts)))

    def quantiles(self, width: Array, shares: Sequence[float]) -> Array:
        """Return quantiles by cell, (cell, share): linear within a bin, never beyond what was drawn."""
        start = np.cumsum(self.length) - self.length
        total = np.add.reduceat(self.counts.astype(np.int64), start)
        running = np.cumsum(self.counts.astype(np.int64))
        before = running[start] - self.counts[start]
        out = np.empty((len(start), len(shares)))
        for i, share in enumerate(shares):
            wanted = before + share * total
            at = np.minimum(np.searchsorted(running, wanted, side="left"), start + self.length - 1)
            at = np.maximum(at, start)
            inside = (wanted - (running[at] - self.counts[at])) / np.maximum(self.counts[at], 1)
            value = (self.first + (at - start) + np.clip(inside, 0.0, 1.0)) * width
            out[:, i] = np.minimum(np.maximum(value, self.lowest), self.highest)
        return out
