"""The turnover kernel in numbers that fit on a hand: survival, ageing, losses, exits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from klima2035.stocks import ageing, losses, mean_of_year, schedule_exits, survival

CURVES = np.array([[[1.0, 1.0], [0.5, 0.8], [0.25, 0.2]], [[1.0, 1.0], [0.9, 0.6], [0.4, 0.0]]])  # (type, age, draw)


def test_survival_by_the_weibull_formula() -> None:
    found = survival(np.array([[10.0, 20.0], [5.0, 8.0]]), 2.0, 3)
    assert found.shape == (2, 4, 2)
    for kind, lives in enumerate(((10.0, 20.0), (5.0, 8.0))):
        for draw, life in enumerate(lives):
            for age in range(4):
                expected = math.exp(-((math.gamma(1.5) * age / life) ** 2))
                assert found[kind, age, draw] == pytest.approx(expected, rel=1e-14)


def test_the_mean_of_survival_is_the_lifetime() -> None:
    found = survival(np.array([12.0]), 3.0, 200)[:, 0]
    assert found.sum() - 0.5 == pytest.approx(12.0, abs=0.01)  # trapezium rule over ages
    assert (np.diff(found) <= 0.0).all()


def test_ageing_of_new_and_opening_stock_by_hand() -> None:
    found = ageing(CURVES, 2)
    assert found.alive[:, 0, 0].tolist() == [1.0, 0.5]
    assert found.leave[:, 0, 0].tolist() == [0.0, 0.5]
    assert found.mean_life.tolist() == [[1.75, 2.0], [2.3, 1.6]]
    np.testing.assert_allclose(found.opening_alive[:, 0, 0], [1.0, 0.75 / 1.75])
    np.testing.assert_allclose(found.opening_leave[:, 0, 0], [0.0, 1.0 / 1.75])
    np.testing.assert_allclose(found.opening_age[:, 0, 0], [(0.5 + 2 * 0.25) / 1.75] * 2)
    np.testing.assert_allclose(found.opening_alive[:, 1, 1], [1.0, 0.6 / 1.6])
    np.testing.assert_allclose(found.opening_age[:, 1, 0], [(0.9 + 2 * 0.4) / 2.3] * 2)


def test_what_is_older_than_the_curve_has_left() -> None:
    found = ageing(CURVES, 5)
    assert [len(part) for part in (found.alive, found.leave, found.opening_alive, found.opening_age)] == [5] * 4
    assert found.alive[:, 0, 0].tolist() == [1.0, 0.5, 0.25, 0.0, 0.0]
    assert found.leave[:, 0, 0].tolist() == [0.0, 0.5, 0.25, 0.25, 0.0]
    np.testing.assert_allclose(found.opening_age[:, 0, 0], np.array([1.0, 1.0, 0.5, 0.0, 0.0]) / 1.75)
    np.testing.assert_allclose(found.leave.sum(axis=0), 1.0)


def test_losses_are_the_steps_of_survival() -> None:
    np.testing.assert_allclose(losses(np.array([[1.0], [0.7], [0.1]])), [[0.0], [0.3], [0.6]])


def test_exits_are_added_in_each_later_year() -> None:
    exits = np.full((5, 2), 0.5)
    leave = np.array([[0.0, 0.0], [0.1, 0.2], [0.3, 0.4], [0.5, 0.3], [0.1, 0.1], [9.0, 9.0]])
    schedule_exits(exits, leave, 1, np.array([10.0, 100.0]))
    np.testing.assert_allclose(exits, [[0.5, 0.5], [0.5, 0.5], [1.5, 20.5], [3.5, 40.5], [5.5, 30.5]])
    schedule_exits(exits, leave, 4, np.array([10.0, 100.0]))
    np.testing.assert_allclose(exits[4], [5.5, 30.5])


def test_mean_of_a_year_is_that_of_opening_and_closing_stock() -> None:
    stock = np.array([[4.0, 1.0], [6.0, 2.0], [2.0, 0.0]])
    assert mean_of_year(stock).tolist() == [[4.0, 1.0], [5.0, 1.5], [4.0, 1.0]]
    assert stock[1].tolist() == [6.0, 2.0]
