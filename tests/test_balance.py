"""Reconciliation of 2017: examples that can be redone by hand."""

import numpy as np
import pytest

from klima2035.balance import OBSERVATIONS, Published, reconcile
from klima2035.case import Segment

SHARES = {"households": 0.3, "industry": 0.3, "transport": 0.2, "commerce_and_municipal": 0.2, "municipal": 0.05}


def segment(sector: str, carrier: str = "natural_gas") -> Segment:
    return Segment(sector, "buildings", "all", carrier, f"{sector} {carrier}")


SEGMENTS = (
    segment("households"), segment("industry"), segment("transport"), segment("commerce"), segment("municipal"),
)  # fmt: skip
ENERGY = np.array([[300.0], [300.0], [200.0], [150.0], [50.0]])
FACTOR = np.full((5, 1), 250.0)


def published(total: float, deviation: float = 1.0, loose: float = 1e6) -> Published:
    """Only the total binds; shares and final energy are left free by a huge deviation."""
    one = np.ones(1)
    return Published(
        total * one, deviation * one, {k: v * one for k, v in SHARES.items()}, dict.fromkeys(SHARES, loose * one),
        1000.0 * one, loose * one,
    )  # fmt: skip


def deviations(value: float = 0.1) -> dict[str, np.ndarray]:
    names = [part.group for part in SEGMENTS] + ["grid", "district_heat"]
    return {name: np.array([value]) for name in names}


def test_consistent_figures_are_left_alone() -> None:
    outcome = reconcile(SEGMENTS, ENERGY, FACTOR, deviations(), published(250_000.0))
    np.testing.assert_allclose(outcome.calibration, 1.0, atol=1e-12)
    assert outcome.chi_square[0] == pytest.approx(0.0, abs=1e-12)


def test_a_higher_total_is_shared_by_squared_deviation() -> None:
    """10 % more: each group moves by s² E_g (A P A')⁻¹ r; with equal s in proportion to its emissions."""
    outcome = reconcile(SEGMENTS, ENERGY, FACTOR, deviations(), published(275_000.0, deviation=1e-3))
    emissions = (ENERGY * FACTOR)[:, 0]
    expected = 1.0 + emissions * 25_000.0 / (emissions**2).sum()
    np.testing.assert_allclose(outcome.calibration[:, 0], expected, rtol=1e-6)
    assert float((ENERGY[:, 0] * FACTOR[:, 0] * outcome.calibration[:, 0]).sum()) == pytest.approx(275_000.0, rel=1e-6)


def test_chi_square_counts_the_misfit() -> None:
    """One residual r with variance A P A' + R: chi-square = r² / (A P A' + R)."""
    outcome = reconcile(SEGMENTS, ENERGY, FACTOR, deviations(), published(275_000.0, deviation=5_000.0))
    variance = ((0.1 * (ENERGY * FACTOR)[:, 0]) ** 2).sum() + 5_000.0**2
    assert outcome.chi_square[0] == pytest.approx(25_000.0**2 / variance, rel=1e-6)
    assert outcome.degrees_of_freedom == len(OBSERVATIONS) - 1


def test_an_energy_never_turns_negative() -> None:
    """A group that would have to fall below zero stays at zero and the others carry the rest."""
    loose = deviations(0.01) | {"industry natural_gas": np.array([5.0])}
    outcome = reconcile(SEGMENTS, ENERGY, FACTOR, loose, published(150_000.0, deviation=1.0))
    assert (outcome.calibration >= 0.0).all()
    assert outcome.calibration[1, 0] == pytest.approx(0.0, abs=1e-9)
    assert float((ENERGY[:, 0] * FACTOR[:, 0] * outcome.calibration[:, 0]).sum()) == pytest.approx(150_000.0, rel=1e-3)


def test_shares_pull_the_sectors() -> None:
    one = np.ones(1)
    shares = SHARES | {"households": 0.4, "industry": 0.2}
    wanted = Published(
        250_000.0 * one, 1.0 * one, {k: v * one for k, v in shares.items()}, dict.fromkeys(SHARES, 1e-06 * one),
        1000.0 * one, 1e6 * one,
    )  # fmt: skip
    outcome = reconcile(SEGMENTS, ENERGY, FACTOR, deviations(0.5), wanted)
    emissions = (ENERGY * FACTOR)[:, 0] * outcome.calibration[:, 0]
    assert emissions[0] / emissions.sum() == pytest.approx(0.4, abs=1e-3)
    assert emissions[1] / emissions.sum() == pytest.approx(0.2, abs=1e-3)


def test_draws_do_not_know_of_each_other() -> None:
    energy = np.concatenate([ENERGY, ENERGY * 1.1, ENERGY * 0.9], axis=1)
    factor = np.repeat(FACTOR, 3, axis=1)
    every = reconcile(SEGMENTS, energy, factor, deviations(), published(260_000.0))
    two = reconcile(SEGMENTS, energy[:, [1, 1]], factor[:, [1, 1]], deviations(), published(260_000.0))
    assert np.array_equal(every.calibration[:, 1], two.calibration[:, 0])
