"""Shapley values of any game: exact from all coalitions, or from random orders with a standard error.

A coalition is a bit mask over players 0..n-1; a game gives a vector of quantities for each coalition, zero for none.
What a player brings is its mean marginal contribution over all orders in which the players may come in:

    exact    φ_i = Σ_S |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)),  S without i
    sampled  φ_i = mean over random orders, each taken forwards and backwards, of v(S + i) - v(S)

Shapley, L. S. (1953): A value for n-person games, doi:10.1515/9781400881970-018; antithetic orders: Mitchell et al.
(2022), Sampling permutations for Shapley value estimation, JMLR 23(43). Nothing here knows what a player is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Worth = Callable[[Sequence[int]], Array]
Same = Callable[[Sequence[int]], Sequence[int]]
Mode = Literal["exact", "sampled"]

MOST_EXACT = 12  # players: 4,096 coalitions
BATCH = 32  # pairs of orders between two looks at the error
MOST_PAIRS = 2048  # of orders: where the tolerance is not met by then, the summary says so


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How small a standard error must become: part of a player's own credit or of the total, whichever is larger."""

    own: float = 0.05
    total: float = 0.002


@dataclass(frozen=True)
class Credits:
    """What each player brings, (player, quantity), with its standard error (zero if exact).

    last_in: v(N) - v(N - i). samples (pair, player, quantity): what each pair of orders says, empty if exact.
    reached: whether the tolerance was met.
    """

    mode: Mode
    value: Array
    error: Array
    last_in: Array
    total: Array
    samples: Array
    coalitions: int
    reached: bool = True


class Known:
    """A game that works each coalition out once; ``same`` tells coalitions that are one and the same."""

    def __init__(self, worth: Worth, same: Same = list) -> None:
        self._worth, self._same = worth, same
        self._alike: dict[int, int] = {}
        self._place: dict[int, int] = {}
        self._rows = np.zeros((0, 0))

    def __len__(self) -> int:
        return len(self._place)

    def __call__(self, masks: Sequence[int]) -> Array:
        """Return the worth of coalitions, (coalition, quantity), those not yet known worked out in one go."""
        unseen = [mask for mask in dict.fromkeys(masks) if mask not in self._alike]
        self._alike |= dict(zip(unseen, self._same(unseen), strict=True)) if unseen else {}
        asked = [self._alike[mask] for mask in masks]
        new = [mask for mask in dict.fromkeys(asked) if mask not in self._place]
        if new:
            found = self._worth(new)
            self._place |= {mask: len(self._place) + i for i, mask in enumerate(new)}
            self._rows = np.concatenate([self._rows, found]) if self._rows.size else found
        return np.asarray(self._rows[[self._place[mask] for mask in asked]])


def everyone(players: int) -> int:
    """Return the coalition of all."""
    return (1 << players) - 1


def last_in(players: int, game: Known) -> Array:
    """Return what is lost without each player while all others stay, (player, quantity)."""
    whole = everyone(players)
    worth = game([whole, *(whole ^ (1 << i) for i in range(players))])
    return np.asarray(worth[0] - worth[1:])


def exact(players: int, game: Known) -> Credits:
    """Return the exact values from all 2^n coalitions.

    Sums are rounded once (``math.fsum``): no order of players or coalitions changes a bit, twins get the same, and
    whoever never changes anything gets exactly 0.
    """
    every = list(range(1 << players))
    worth = game(every)
    masks = np.array(every)
    size = np.array([mask.bit_count() for mask in every])
    weights = np.array([1.0 / (players * math.comb(players - 1, k)) for k in range(players)])
    value = np.zeros((players, worth.shape[1]))
    for i in range(players):
        without = masks[masks & (1 << i) == 0]
        brought = (worth[without | (1 << i)] - worth[without]) * weights[size[without], np.newaxis]
        moves = np.flatnonzero(brought.any(axis=0))
        value[i, moves] = [math.fsum(column) for column in brought[:, moves].T.tolist()]
    none = np.zeros((0, *value.shape))
    return Credits("exact", value, np.zeros_like(value), last_in(players, game), worth[-1], none, len(game))


def order(seed: int, pair: int, players: int) -> list[int]:
    """Return one random order of the players, a function of seed and number alone."""
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, pair]))).random(players)
    return [int(i) for i in np.argsort(random, kind="stable")]


def sampled(
    players: int, game: Known, seed: int, watched: int, tolerance: Tolerance = Tolerance(), most: int = MOST_PAIRS
) -> Credits:
    """Return values from pairs of random orders, one backwards, until the watched quantity's errors are small enough.

    The standard error is that of the mean over pairs, which are independent of each other.
    """
    whole = last_in(players, game)
    total = game([everyone(players)])[0]
    samples = np.zeros((0, players, len(total)))
    reached = False
    while not reached and len(samples) < most:
        first = len(samples)
        pairs = range(first, min(first + BATCH, most))
        samples = np.concatenate([samples, _pairs(game, [order(seed, k, players) for k in pairs])])
        value, error = mean(samples)
        bound = np.maximum(tolerance.own * np.abs(value[:, watched]), tolerance.total * abs(total[watched]))
        reached = bool((error[:, watched] <= bound).all())
    return Credits("sampled", value, error, whole, total, samples, len(game), reached)


def mean(samples: Array) -> tuple[Array, Array]:
    """Return mean and standard error over the first axis."""
    count = len(samples)
    value = samples.sum(axis=0) / count
    spread = ((samples - value) ** 2).sum(axis=0) / max(count - 1, 1)
    return np.asarray(value), np.asarray(np.sqrt(spread / count))


def _pairs(game: Known, orders: Sequence[Sequence[int]]) -> Array:
    """Return what each order and its reverse say on average, (pair, player, quantity)."""
    both = [[list(one), list(one)[::-1]] for one in orders]
    chains = [[_chain(one) for one in pair] for pair in both]
    game([mask for pair in chains for chain in pair for mask in chain])
    out = []
    for pair, masks in zip(both, chains, strict=True):
        parts = []
        for one, chain in zip(pair, masks, strict=True):
            brought = np.diff(game(chain), axis=0)
            part = np.empty_like(brought)
            part[one] = brought
            parts.append(part)
        out.append((parts[0] + parts[1]) / 2.0)
    return np.stack(out)


def _chain(one: Sequence[int]) -> list[int]:
    """Return the coalitions that grow along an order, from none to all."""
    masks = [0]
    for player in one:
        masks.append(masks[-1] | (1 << player))
    return masks


@dataclass(frozen=True)
class Interactions:
    """How two players act together, (player, player), symmetric, in one quantity.

    index: the Shapley interaction index (exact mode only, else none); first_two: v(ij) - v(i) - v(j); last_two:
    v(N) - v(N - i) - v(N - j) + v(N - ij). Below zero they overlap, above they need each other.
    """

    first_two: Array
    last_two: Array
    index: Array | None = None


def interactions(players: int, game: Known, quantity: int, mode: Mode) -> Interactions:
    """Return the interactions of all pairs in one quantity.

    index_ij = Σ_S |S|! (n - |S| - 2)! / (n - 1)! (v(S + ij) - v(S + i) - v(S + j) + v(S)), S without i and j
    (Grabisch and Roubens 1999, doi:10.1007/s001820050125).
    """
    whole = everyone(players)
    pairs = [(i, j) for i in range(players) for j in range(i)]
    corners = [[1 << i | 1 << j, 1 << i, 1 << j] for i, j in pairs]
    game([mask for three in corners for mask in [*three, *(whole ^ one for one in three), 0, whole]])
    first, last = np.zeros((players, players)), np.zeros((players, players))
    for (i, j), (both, one, other) in zip(pairs, corners, strict=True):
        low = game([both, one, other, 0])[:, quantity]
        high = game([whole, whole ^ one, whole ^ other, whole ^ both])[:, quantity]
        first[i, j] = first[j, i] = low[0] - low[1] - low[2] + low[3]
        last[i, j] = last[j, i] = high[0] - high[1] - high[2] + high[3]
    return Interactions(first, last, _index(players, game, quantity, pairs) if mode == "exact" else None)


def _index(players: int, game: Known, quantity: int, pairs: Sequence[tuple[int, int]]) -> Array:
    worth = game(list(range(1 << players)))[:, quantity]
    masks = np.arange(1 << players)
    size = np.array([int(mask).bit_count() for mask in masks])
    out = np.zeros((players, players))
    for i, j in pairs:
        without = masks[masks & (1 << i | 1 << j) == 0]
        weights = np.array([1.0 / ((players - 1) * math.comb(players - 2, k)) for k in range(players - 1)])
        both, one, other = (worth[without | mask] for mask in (1 << i | 1 << j, 1 << i, 1 << j))
        out[i, j] = out[j, i] = math.fsum(((both - one - other + worth[without]) * weights[size[without]]).tolist())
    return out
