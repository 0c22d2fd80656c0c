"""Counts carried on and levers that go on from here, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from klima2035.case import Array
from klima2035.tracking import reprojection, states
from klima2035.tracking.split import State


def state(rest: list[float], heat: list[float], factor: list[float], weather: float) -> State:
    arrays: list[Array] = [np.array(values) for values in (rest, heat, factor)]
    return State(rest=arrays[0], heat=arrays[1], factor=arrays[2], weather=weather)


def test_a_count_is_carried_on_by_hand() -> None:
    """Counted 12 where the model had 10: from 8 on 8 + 2 x 0.8. A factor of 0 has no ratio: it stays."""
    were = state([10.0, 0.0, 4.0], [20.0, 0.0, 10.0], [0.5, 0.0, 0.2], 1.0)
    are = state([12.0, 3.0, 0.0], [18.0, 0.0, 20.0], [0.4, 0.3, 0.3], 1.0)
    found = states.carried(state([8.0, 0.0, 6.0], [10.0, 5.0, 3.0], [0.25, 0.1, 0.2], 0.5), were, are)
    assert found.rest.tolist() == pytest.approx([8.0 + 2.0 * 0.8, 3.0, 2.0])
    assert found.heat.tolist() == pytest.approx([10.0 - 1.0, 5.0, 3.0 + 5.0 * 0.6])
    assert found.factor.tolist() == pytest.approx([0.2, 0.1, 0.3])


def path(*values: float) -> Array:
    return np.array(values)[:, np.newaxis]


@pytest.mark.parametrize(("rule", "wanted", "expected"), [
    ("add", path(2.0, 3.0, 5.0), path(10.0, 13.0, 17.0)),
    ("multiply", path(2.0, 3.0, 5.0), path(10.0, 18.0, 35.0)),
    ("highest", path(2.0, 30.0, 5.0), path(10.0, 30.0, 14.0)),
    ("lowest", path(2.0, 30.0, 5.0), path(10.0, 12.0, 5.0)),
    ("one", path(2.0, 3.0, 5.0), path(10.0, 3.0, 5.0)),
])  # fmt: skip
def test_a_share_goes_on_as_planned_by_hand(rule: str, wanted: Array, expected: Array) -> None:
    """The plan moved 2 to what is wanted; the base from here is 10, 12, 14. Where it moved nothing, the base holds."""
    found = reprojection._amount(rule, path(10.0, 12.0, 14.0), path(2.0, 2.0, 2.0), wanted, 1)
    assert found.ravel().tolist() == pytest.approx(expected.ravel().tolist())


@pytest.mark.parametrize(("rule", "expected"), [
    ("add", path(9.0, 12.0, 17.0)),  # 3 - 2 is built at the counted year: one more a year after it
    ("multiply", path(10.0 / 1.5, 12.0, 14.0 / 1.5 * 3.0)),
    ("highest", path(10.0, 12.0, 15.0)),
])  # fmt: skip
def test_a_stock_goes_on_being_built_by_hand(rule: str, expected: Array) -> None:
    found = reprojection._level(rule, path(10.0, 12.0, 14.0), path(2.0, 2.0, 2.0), path(2.0, 3.0, 6.0), 1)
    assert found.ravel().tolist() == pytest.approx(expected.ravel().tolist())


def test_nothing_before_has_no_ratio() -> None:
    found = reprojection._amount("multiply", path(10.0, 12.0), path(0.0, 2.0), path(3.0, 3.0), 1)
    assert found.ravel().tolist() == pytest.approx([10.0, 18.0])
