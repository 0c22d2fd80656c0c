"""Which factors move an outcome: rank correlation with every factor, and the outcome at its low and high end.

What the strongest factors explain is taken off step by step before the weaker ones are judged (forward selection):
with a thousand factors some are in step with a strong one by chance and would seem to matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.draws.design import REPLICATES, Design

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

TILE = 1024  # draws summed at once, always cut at the same places
FIFTH = 0.2  # lowest and highest part of a factor whose outcomes are told
BEYOND_CHANCE = 4.0  # standard errors: without any effect one case in 16,000
STEPS = 6  # strongest factors of an outcome that are taken off before the others are judged


@dataclass(frozen=True)
class Ranking:
    """By factor and outcome, (factor, outcome): Spearman's rank correlation [1] and its standard error; partial [1]:
    the correlation with what the stronger factors leave; low, high: mean of the outcome where the factor lies in
    its lowest and in its highest fifth, stronger factors held at their mean, in the outcome's unit. NaN where too few
    draws tell nothing.
    """

    correlation: Array
    error: Array
    partial: Array
    low: Array
    high: Array
    draws: int

    @property
    def stands_out(self) -> NDArray[np.bool_]:
        """Return which factors are stronger than chance makes any of a thousand, (factor, outcome).

        Without any effect a correlation spreads by 1 / sqrt(draws); four times that is one case in 16,000.
        """
        return np.asarray(np.abs(self.partial) * np.sqrt(self.draws) > BEYOND_CHANCE)


def rank(design: Design, values: Array, known: list[int]) -> Ranking:
    """Return how the factors of a design move outcomes (outcome, draw); known: places of those that move anything.

    A factor's number is its rank up to a constant, because a design fills (0, 1) evenly; the outcome is ranked.
    Sums run over fixed tiles and replicates.
    """
    count = values.shape[1]
    ranks = _ranks(values)
    whole, error = _simple(design, ranks)
    partial, left, rest = whole.copy(), ranks - ranks.mean(axis=1, keepdims=True), values.copy()
    slope = np.zeros_like(whole)
    chosen: list[set[int]] = [set() for _ in values]
    for _ in range(STEPS):
        places = [_next(partial[:, o], known, chosen[o], count) for o in range(len(values))]
        if all(place < 0 for place in places):
            break
        columns = _columns(design, count, sorted({place for place in places if place >= 0}))
        for o, place in enumerate(places):
            if place >= 0:
                share = columns[place] - columns[place].mean()
                square = (share * share).sum()
                left[o] -= share * ((left[o] * share).sum() / square)
                slope[place, o] = (rest[o] * share).sum() / square
                rest[o] -= share * slope[place, o]
                chosen[o].add(place)
        again = _pass(design, left)
        for o in range(len(values)):
            open_ = [place for place in range(design.factors) if place not in chosen[o]]
            partial[open_, o] = again[open_, o]
    low, high = _ends(design, rest, slope)
    return Ranking(whole, error, partial, low, high, count)


def _next(partial: Array, known: list[int], chosen: set[int], count: int) -> int:
    """Return the strongest factor that is left, -1 where none is beyond chance."""
    open_ = [place for place in known if place not in chosen]
    best = max(open_, key=lambda place: (abs(partial[place]), -place), default=-1)
    return best if best >= 0 and abs(partial[best]) * np.sqrt(count) > BEYOND_CHANCE else -1


def _simple(design: Design, ranks: Array) -> tuple[Array, Array]:
    """Return rank correlations and their standard errors from the replicates, (factor, outcome); NaN: too few draws."""
    count = ranks.shape[1]
    sums = _sums(design, ranks)
    whole = _correlation(sums.sum(axis=0), ranks, np.arange(count))
    if count < 2 * REPLICATES:
        return whole, np.full_like(whole, np.nan)
    parts = [_correlation(sums[one], ranks, np.arange(one, count, REPLICATES)) for one in range(REPLICATES)]
    return whole, np.std(parts, axis=0, ddof=1) / np.sqrt(REPLICATES)


def _pass(design: Design, values: Array) -> Array:
    """Return the correlation of values (outcome, draw) with every factor, (factor, outcome)."""
    return _correlation(_sums(design, values).sum(axis=0), values, np.arange(values.shape[1]))


def _sums(design: Design, values: Array) -> Array:
    """Return Σ u r, Σ u and Σ u² by replicate, (replicate, 3, factor, outcome)."""
    count = values.shape[1]
    sums = np.zeros((REPLICATES, 3, design.factors, len(values)))
    for first in range(0, count, TILE):
        last = min(first + TILE, count)
        share, of = design.block(first, last), slice(first, last)
        for replicate in range(REPLICATES):
            at = slice((replicate - first) % REPLICATES, None, REPLICATES)
            part = share[:, at]
            sums[replicate, 0] += np.einsum("fn,on->fo", part, values[:, of][:, at])
            sums[replicate, 1] += part.sum(axis=1)[:, np.newaxis]
            sums[replicate, 2] += (part * part).sum(axis=1)[:, np.newaxis]
    return sums


def _columns(design: Design, count: int, places: list[int]) -> dict[int, Array]:
    """Return the numbers of some factors in every draw, (draw) each."""
    parts = [design.block(first, min(first + TILE, count))[places] for first in range(0, count, TILE)]
    return dict(zip(places, np.concatenate(parts, axis=1), strict=True))


def _ends(design: Design, rest: Array, slope: Array) -> tuple[Array, Array]:
    """Return the mean of outcomes in the lowest and highest fifth of each factor, (factor, outcome).

    rest (outcome, draw): what the strongest factors leave; slope (factor, outcome): what each of them adds a unit.
    """
    sums = np.zeros((2, 3, design.factors, len(rest)))  # low and high: Σ rest, draws, Σ u
    for first in range(0, rest.shape[1], TILE):
        last = min(first + TILE, rest.shape[1])
        share = design.block(first, last)
        for i, inside in enumerate((share < FIFTH, share > 1.0 - FIFTH)):
            weight = inside.astype(np.float64)
            sums[i, 0] += np.einsum("fn,on->fo", weight, rest[:, first:last])
            sums[i, 1] += weight.sum(axis=1)[:, np.newaxis]
            sums[i, 2] += (weight * share).sum(axis=1)[:, np.newaxis]
    many = np.maximum(sums[:, 1], 1.0)
    ends = np.where(sums[:, 1] > 0.0, sums[:, 0] / many + slope * (sums[:, 2] / many - 0.5), np.nan)
    return ends[0], ends[1]


def _ranks(values: Array) -> Array:
    from scipy.stats import rankdata  # noqa: PLC0415 - takes 0.5 s

    return np.asarray(rankdata(values, axis=1) / values.shape[1] - 0.5)


def _correlation(sums: Array, ranks: Array, at: Integers) -> Array:
    """Return correlations from sums Σ u r, Σ u, Σ u² over the draws ``at``."""
    count, some = float(len(at)), ranks[:, at]
    mean, mean_square = some.mean(axis=1), (some * some).mean(axis=1)
    joint = sums[0] / count - sums[1] / count * mean
    spread = (sums[2] / count - (sums[1] / count) ** 2) * (mean_square - mean * mean)
    return np.where(spread > 0.0, joint / np.sqrt(np.where(spread > 0.0, spread, 1.0)), 0.0)
