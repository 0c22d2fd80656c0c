"""What decides an outcome: functions whose Sobol indices are known, and sums whose ranks are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest

from klima2035.draws import REPLICATES, Design
from klima2035.ensemble import ranking, sobol
from klima2035.ensemble.ranking import Ranking
from klima2035.ensemble.sobol import Indices

A, B = 7.0, 0.1  # of the Ishigami function
WEIGHTS = np.array([4.0, -3.0, 2.0, 1.0, 0.0])
STRENGTH = WEIGHTS / np.sqrt((WEIGHTS**2).sum())

Function = Callable[[np.ndarray], np.ndarray]


def ishigami(shares: np.ndarray) -> np.ndarray:
    """sin x1 + a sin² x2 + b x3⁴ sin x1 on (-π, π), (outcome, draw). Ishigami and Homma (1990)."""
    x = np.pi * (2.0 * shares - 1.0)
    return (np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0]))[np.newaxis]


def analytic() -> tuple[np.ndarray, np.ndarray, float]:
    """First-order and total indices of the Ishigami function, and its variance, from its partial variances."""
    one = 0.5 * (1.0 + B * np.pi**4 / 5.0) ** 2
    two = A**2 / 8.0
    both = B**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = one + two + both
    return np.array([one, two, 0.0]) / variance, np.array([one + both, two, both]) / variance, variance


def indices(function: Function, factors: int, mixes: Sequence[Sequence[int]], points: int, seed: int = 1) -> Indices:
    """Indices of groups of factors, the way an ensemble computes them."""
    count = REPLICATES * points
    first = Design(factors, seed).block(0, count)
    second = Design(factors, seed, second=True).block(0, count)
    f_b = function(sobol.mixed(first, second, range(factors)))
    return sobol.indices(function(first), f_b, [function(sobol.mixed(first, second, mix)) for mix in mixes])


@cache
def ishigami_indices(points: int = 512, seed: int = 1) -> Indices:
    return indices(ishigami, 3, [(0,), (1,), (2,), (0, 2), (0, 1, 2)], points, seed)


def test_the_known_values_are_those_of_the_literature() -> None:
    first, total, variance = analytic()
    np.testing.assert_allclose(first, [0.3139, 0.4424, 0.0], atol=5e-5)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=5e-5)
    assert variance == pytest.approx(13.8446, abs=1e-4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_indices_of_the_ishigami_function(seed: int) -> None:
    first, total, _ = analytic()
    made = ishigami_indices(1024, seed)
    for found, error, wanted in ((made.first, made.first_error, first), (made.total, made.total_error, total)):
        gap = np.abs(found[:3, 0] - wanted)
        assert (gap < 0.03).all()
        assert (gap < 3.0 * error[:3, 0]).all()
        assert (error[:3, 0] < 0.02).all()


def test_a_group_explains_what_its_factors_and_their_joint_effect_explain() -> None:
    """x1 and x3 together: S1 + S13, with no part left to x2."""
    first, total, _ = analytic()
    made = ishigami_indices()
    assert made.first[3, 0] == pytest.approx(total[0], abs=0.03)
    assert made.total[3, 0] == pytest.approx(1.0 - first[1], abs=0.03)


def test_a_group_of_all_factors_explains_everything() -> None:
    made = ishigami_indices()
    assert made.first[4, 0] == pytest.approx(1.0, abs=0.03)
    assert made.total[4, 0] == pytest.approx(1.0, abs=0.03)


def test_a_factor_that_moves_nothing_has_no_index() -> None:
    made = indices(lambda shares: shares[:1], 2, [(0,), (1,)], 64)
    assert made.total[1, 0] == made.total_error[1, 0] == 0.0
    assert made.first[1, 0] == made.first_error[1, 0] == 0.0
    assert made.first[0, 0] == pytest.approx(1.0, abs=0.1)


def test_a_factor_that_moves_nothing_has_no_index_beside_strong_ones() -> None:
    """Chance correlation of the two designs must not look like an effect, however few the draws."""
    made = indices(lambda shares: shares[:1] + 2.0 * shares[1:2], 3, [(0,), (1,), (2,)], 16)
    assert made.first[2, 0] == made.total[2, 0] == 0.0


def test_outcomes_side_by_side_have_the_indices_that_each_has_alone() -> None:
    draw = np.random.default_rng(3)
    f_a, f_b, *mixed = draw.normal(size=(5, 3, 1024)) * np.array([1.0, 20.0, 0.01])[:, np.newaxis]
    together = sobol.indices(f_a, f_b, mixed)
    for i in range(3):
        alone = sobol.indices(f_a[[i]], f_b[[i]], [one[[i]] for one in mixed])
        for name in ("first", "first_error", "total", "total_error"):
            np.testing.assert_allclose(getattr(together, name)[:, i], getattr(alone, name)[:, 0], rtol=1e-12)


def test_an_outcome_that_never_moves_has_no_indices() -> None:
    made = indices(lambda shares: np.full((1, shares.shape[1]), 3.0), 2, [(0,)], 4)
    assert (made.first[0, 0], made.total[0, 0]) == (0.0, 0.0)


def test_a_large_constant_changes_no_index() -> None:
    """Outcomes are centred first: a total of millions with small changes loses no digits."""
    far = indices(lambda shares: ishigami(shares) + 1e9, 3, [(0,), (1,), (2,)], 64)
    near = indices(ishigami, 3, [(0,), (1,), (2,)], 64)
    np.testing.assert_allclose(far.first, near.first, atol=1e-5)
    np.testing.assert_allclose(far.total, near.total, atol=1e-5)


def test_errors_shrink_with_the_number_of_draws() -> None:
    """Sixteen times the draws: errors fall to a quarter or less, as even draws do better than chance."""
    few, many = ishigami_indices(32), ishigami_indices(512)
    assert (many.total_error[:3, 0] < 0.4 * few.total_error[:3, 0]).all()
    assert many.first_error[:3, 0].sum() < 0.4 * few.first_error[:3, 0].sum()


def test_errors_tell_how_far_seeds_spread() -> None:
    made = [ishigami_indices(64, seed) for seed in range(30)]
    spread = np.std([one.total[:3, 0] for one in made], axis=0, ddof=1)
    told = np.sqrt(np.mean([one.total_error[:3, 0] ** 2 for one in made], axis=0))
    assert ((told / spread > 0.6) & (told / spread < 1.7)).all()


# a weighted sum


def linear(shares: np.ndarray) -> np.ndarray:
    return WEIGHTS @ shares


@cache
def ranked(points: int, seed: int = 1) -> Ranking:
    design = Design(len(WEIGHTS), seed)
    return ranking.rank(design, linear(design.block(0, REPLICATES * points))[np.newaxis], list(range(5)))


def test_the_variance_of_a_sum_is_the_sum_of_variances() -> None:
    values = linear(Design(len(WEIGHTS), 1).block(0, REPLICATES * 256))
    assert values.var() == pytest.approx((WEIGHTS**2).sum() / 12.0, rel=0.005)
    assert values.mean() == pytest.approx(WEIGHTS.sum() / 2.0, abs=1e-3)


def test_first_order_indices_of_a_sum_are_shares_of_its_variance() -> None:
    made = indices(lambda shares: linear(shares)[np.newaxis], 5, [(one,) for one in range(5)], 256)
    np.testing.assert_allclose(made.first[:, 0], STRENGTH**2, atol=0.02)
    np.testing.assert_allclose(made.total[:, 0], STRENGTH**2, atol=0.02)


def test_rank_correlations_of_a_sum_are_near_its_weights() -> None:
    """Of normal numbers Spearman's correlation is 6/π asin(r/2), a little less than r; even ones lie near it."""
    found = ranked(256)
    np.testing.assert_allclose(found.correlation[:, 0], STRENGTH, atol=0.04)
    assert np.argsort(-np.abs(found.correlation[:, 0])).tolist() == [0, 1, 2, 3, 4]
    assert found.stands_out[:, 0].tolist() == [True, True, True, True, False]


def test_the_strongest_are_taken_off_before_the_others_are_judged() -> None:
    """What is left to each after the stronger ones: 4, then -3 of what is not 4, then 2 of what is neither."""
    found = ranked(256)
    rest = np.cumsum((WEIGHTS**2)[::-1])[::-1]
    wanted = WEIGHTS / np.sqrt(np.where(rest > 0.0, rest, 1.0))
    np.testing.assert_allclose(found.partial[:3, 0], wanted[:3], atol=0.08)
    assert found.partial[3, 0] > found.correlation[3, 0] + 0.4  # ranks of a sum are no sum: not quite one
    assert abs(found.partial[4, 0]) < 0.1


@pytest.mark.parametrize("points", [8, 32])
def test_among_a_thousand_factors_only_those_that_move_something_stand_out(points: int) -> None:
    """Also with few draws, where many factors are by chance in step with the strongest."""
    design = Design(1000, 3)
    shares = design.block(0, REPLICATES * points)
    values = 10.0 * shares[400] + 4.0 * shares[7] + shares[:8].sum(axis=0) * 0.01
    found = ranking.rank(design, values[np.newaxis], list(range(1000)))
    assert np.flatnonzero(found.stands_out[:, 0]).tolist() == [7, 400]


def test_a_factor_that_moves_nothing_known_is_never_the_strongest() -> None:
    """Factors without a row are left out of what is taken off."""
    design = Design(3, 1)
    shares = design.block(0, 512)
    found = ranking.rank(design, (shares[0] + shares[1])[np.newaxis], [1, 2])
    assert found.partial[0, 0] > 0.9 > found.correlation[0, 0]


def test_rank_correlations_equal_those_of_scipy() -> None:
    from scipy.stats import spearmanr  # noqa: PLC0415

    design = Design(3, 2)
    shares = design.block(0, REPLICATES * 64)
    values = np.stack([ishigami(shares)[0], shares[2] ** 3 + 0.1 * shares[0]])
    found = ranking.rank(design, values, [0, 1, 2])
    for factor in range(3):
        for outcome in range(2):
            wanted = spearmanr(shares[factor], values[outcome]).statistic
            assert found.correlation[factor, outcome] == pytest.approx(wanted, abs=0.003)


def test_means_of_the_lowest_and_highest_fifth_by_hand() -> None:
    """In its lowest fifth a factor has mean 0.1, all others one half."""
    found = ranked(256)
    others = WEIGHTS.sum() / 2.0 - WEIGHTS / 2.0
    np.testing.assert_allclose(found.low[:, 0], others + 0.1 * WEIGHTS, atol=0.05)
    np.testing.assert_allclose(found.high[:, 0], others + 0.9 * WEIGHTS, atol=0.05)


def test_means_of_a_weak_factor_are_those_of_its_draws() -> None:
    """Where nothing is taken off: plain means over the draws in the fifth."""
    design = Design(2, 1)
    shares = design.block(0, 512)
    values = np.random.default_rng(1).random(512)
    found = ranking.rank(design, values[np.newaxis], [0, 1])
    assert found.low[1, 0] == pytest.approx(values[shares[1] < 0.2].mean())
    assert found.high[1, 0] == pytest.approx(values[shares[1] > 0.8].mean())


def test_errors_of_correlations_shrink_with_the_number_of_draws() -> None:
    assert ranked(256).error.mean() < 0.5 * ranked(16).error.mean()


def test_errors_of_correlations_tell_how_far_seeds_spread() -> None:
    made = [ranked(64, seed) for seed in range(40)]
    spread = np.std([one.correlation[:, 0] for one in made], axis=0, ddof=1)
    told = np.sqrt(np.mean([one.error[:, 0] ** 2 for one in made], axis=0))
    assert ((told / spread > 0.6) & (told / spread < 1.7)).all()


def test_tiles_change_nothing_but_the_last_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draw count that fills neither a tile nor the replicates evenly."""
    design = Design(len(WEIGHTS), 4)
    values = linear(design.block(0, 203))[np.newaxis]
    whole = ranking.rank(design, values, list(range(5)))
    monkeypatch.setattr(ranking, "TILE", 50)
    tiled = ranking.rank(design, values, list(range(5)))
    for name in ("correlation", "error", "partial", "low", "high"):
        np.testing.assert_allclose(getattr(tiled, name), getattr(whole, name), rtol=1e-9, atol=1e-12)


def test_few_draws_tell_no_error_and_no_empty_fifth() -> None:
    design = Design(2, 1)
    found = ranking.rank(design, design.block(0, 3)[:1], [0, 1])
    assert np.isnan(found.error).all()
    assert not found.stands_out.any()
    shares = design.block(0, 3)
    assert np.array_equal(np.isnan(found.low[:, 0]), (shares >= 0.2).all(axis=1))
    assert np.array_equal(np.isnan(found.high[:, 0]), (shares <= 0.8).all(axis=1))
