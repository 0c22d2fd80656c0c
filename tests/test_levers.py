"""Ramps, base paths, bounds, and how measures combine on a lever."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klima2035.inputs import Inputs
from klima2035.levers import Active, Combine, Lever, Move, base_paths, bounds, effective, progress, resolve
from klima2035.tables import Row

YEARS = np.arange(2017, 2046)


def row(role: str, value: float, year: int | None = None) -> Row:
    return Row("x", {"role": role}, value, None, None, "1", year, None, "", "", "assumed", "", "own", "", "t.csv", 1)


def city(rows: list[Row]) -> Inputs:
    return Inputs("town", {}, {"x": tuple(rows)}, {})


def lever(combine: Combine, registered: bool = False) -> Lever:
    return Lever("x", "1", combine, "city", "A lever.", registered)


def run(combine: Combine, base: float, *moves: Move, on: float = 1.0) -> np.ndarray:
    active = [Active(f"m{i}", (move,)) for i, move in enumerate(moves)]
    flat = {"x": np.full((len(YEARS), 1), base)}
    return resolve(flat, (lever(combine),), active, np.full((len(moves), 1), on), YEARS).paths["x"][:, 0]


def at(path: np.ndarray, year: int) -> float:
    return float(path[year - 2017])


def test_a_linear_ramp_in_three_numbers() -> None:
    found = progress(2026, 2029, "linear", np.array([2025, 2026, 2027, 2029, 2040]))
    assert found.tolist() == [0.0, 0.25, 0.5, 1.0, 1.0]


def test_an_s_curve_in_five_numbers() -> None:
    """3p² - 2p³ at a quarter, a half and three quarters of the way."""
    found = progress(2026, 2029, "s-curve", np.array([2025, 2026, 2027, 2028, 2029]))
    assert found.tolist() == pytest.approx([0.0, 0.15625, 0.5, 0.84375, 1.0])


@given(st.integers(2018, 2045), st.integers(0, 20), st.sampled_from(["linear", "s-curve", "step"]))
def test_ramps_rise_from_zero_to_one(start: int, length: int, shape: str) -> None:
    found = progress(start, start + length, shape, YEARS)  # type: ignore[arg-type]
    assert (np.diff(found) >= 0).all()
    assert (found[start > YEARS] == 0).all()
    assert (found[start + length <= YEARS] == 1).all()


def test_base_path_is_actual_then_trend() -> None:
    rows = [row("actual", 1.0, 2017), row("actual", 2.0, 2025), row("base", 9.0, 2021), row("base", 4.0, 2045)]
    found = base_paths(city(rows), (lever("add"),), YEARS, 2025)["x"][:, 0]
    assert [at(found, year) for year in (2017, 2021, 2025, 2035, 2045)] == [1.0, 1.5, 2.0, 3.0, 4.0]


def test_without_registers_the_national_expectation_follows_2017() -> None:
    rows = [row("actual", 1.0, 2017), row("actual", 9.0, 2025), row("base", 2.0, 2025), row("base", 4.0, 2045)]
    found = base_paths(city(rows), (lever("add", registered=True),), YEARS, 2025, registered_additions=False)["x"]
    assert at(found[:, 0], 2025) == 2.0


def test_bounds_are_rows() -> None:
    assert bounds(city([row("minimum", 0.1), row("maximum", 0.9)]), lever("add")) == (0.1, 0.9)


def test_rules_for_several_measures() -> None:
    one, two = Move("x", 0.4, 2026, 2026), Move("x", 0.5, 2026, 2026)
    assert at(run("add", 1.0, one, two), 2030) == pytest.approx(1.9)
    assert at(run("multiply", 1.0, one, two), 2030) == pytest.approx(0.2)
    assert at(run("highest", 0.1, one, two), 2030) == pytest.approx(0.5)
    assert at(run("lowest", 1.0, one, two), 2030) == pytest.approx(0.4)
    assert at(run("exclusive", 1.0, one, two), 2030) == pytest.approx(0.4)


@pytest.mark.parametrize("rule", ["add", "multiply", "highest", "lowest", "exclusive"])
def test_switched_off_measures_leave_the_trend_bit_for_bit(rule: Combine) -> None:
    found = run(rule, 0.3, Move("x", 0.7, 2026, 2030), Move("x", 0.9, 2026, 2030, "s-curve"), on=0.0)
    assert (found == 0.3).all()


@pytest.mark.parametrize("rule", ["add", "multiply", "highest", "lowest", "exclusive"])
def test_nothing_moves_before_the_start(rule: Combine) -> None:
    found = run(rule, 0.3, Move("x", 0.7, 2028, 2030))
    assert (found[YEARS < 2028] == 0.3).all()


def test_a_table_gives_its_values_and_holds_the_last() -> None:
    move = Move("x", 5.0, 2026, 2028, "table", {2026: 3.0, 2028: 5.0})
    found = run("add", 0.0, move)
    assert [at(found, year) for year in (2025, 2026, 2027, 2028, 2040)] == [0.0, 3.0, 4.0, 5.0, 5.0]


def test_prerequisites_and_exclusions() -> None:
    active = [Active("a", (), requires=("b",)), Active("b", ()), Active("c", (), excludes=("b",))]
    on = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
    assert effective(active, on).tolist() == [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]


def test_a_prerequisite_that_is_not_there_means_no_effect() -> None:
    assert effective([Active("a", (), requires=("nosuch",))], np.ones((1, 1))).tolist() == [[0.0]]


def test_half_the_ambition_goes_half_the_way() -> None:
    active = [Active("half", (Move("x", 0.9, 2026, 2026),), ambition=0.5)]
    flat = {"x": np.full((len(YEARS), 1), 0.1)}
    found = resolve(flat, (lever("highest"),), active, np.ones((1, 1)), YEARS).paths["x"][:, 0]
    assert at(found, 2025) == 0.1
    assert at(found, 2030) == pytest.approx(0.5)
