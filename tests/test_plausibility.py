"""What must hold outside the identities: published points and bands of plausibility."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import framework
from klima2035.pipeline import Computed
from klima2035.sectors import SEGMENTS


def total(year: int, made: Computed | None = None) -> float:
    made = made or computed_scenario("trend")
    return float(made.model.end_use.values[0, year - 2017, :, 0].sum())


def sector(name: str, year: int = 2017) -> float:
    rows = [i for i, row in enumerate(computed_scenario("trend").model.end_use.rows) if row[0] == name]
    return float(computed_scenario("trend").model.end_use.values[0, year - 2017, rows, 0].sum())


def energy(year: int = 2017, **wanted: str) -> float:
    keep = [i for i, s in enumerate(SEGMENTS) if all(getattr(s, key) == value for key, value in wanted.items())]
    return float(computed_scenario("trend").model.energy[year - 2017, keep, 0].sum())


def test_2017_meets_the_published_balance() -> None:
    assert total(2017) == pytest.approx(2_790_000, abs=40_000)
    assert energy() == pytest.approx(8000, abs=250)
    for name, share in (("households", 0.31), ("industry", 0.28), ("transport", 0.21)):
        assert sector(name) / total(2017) == pytest.approx(share, abs=0.005), name
    commerce = sector("commerce") + sector("municipal")
    assert commerce / total(2017) == pytest.approx(0.20, abs=0.005)


def test_reconciliation_is_consistent() -> None:
    made = computed_scenario("trend").model.reconciliation
    assert float(made.chi_square[0]) < 12.6  # 95 % of chi-square with 6 degrees of freedom
    assert (np.abs(made.over_deviation) < 2.0).all()


def test_1990_meets_the_published_points() -> None:
    past = computed_scenario("trend").history
    assert past.emissions[0, 0, :, :, 0].sum() == pytest.approx(4_400_000)
    assert past.energy[0, :, :, 0].sum() == pytest.approx(11_400)


def test_the_weak_mid_point_is_met() -> None:
    year = 2007 - 1990
    assert computed_scenario("trend").history.emissions[0, year, :, :, 0].sum() == pytest.approx(3_000_000, abs=300_000)


def test_2020_and_2021() -> None:
    assert 0.51 <= total(2020) / 4_400_000 <= 0.60
    assert total(2021) > total(2020)


def test_bands_per_head_and_area() -> None:
    people = float(computed_scenario("trend").model.case["population"][0, 0])
    household_electricity = energy(sector="households", carrier="electricity", use="appliances") * 1e6 / people
    assert 1400 <= household_electricity <= 1700
    assert 1.2 <= sector("transport") / people <= 1.9
    heat = sum(energy(sector="households", use=use) for use in ("space_heat", "hot_water"))
    area = computed_scenario("trend").model.results["buildings"].stocks["floor_area"][0, :2, ..., 0].sum()
    assert 120 <= heat * 1e6 / area <= 160


def test_total_per_head_is_below_the_national_mean() -> None:
    """Germany 2017: about 900 Mt for 82.8 million people, 10.9 t a head (Climate Watch, all sectors: 832.7 Mt)."""
    assert total(2017) / float(computed_scenario("trend").model.case["population"][0, 0]) < 832.65e6 / 82.792e6


def test_elberfeld_shows_in_the_territorial_view_only_as_the_operator_says() -> None:
    model = computed_scenario("trend").model
    row = model.territorial.rows.index(("energy", "coal"))
    stack = model.territorial.values[1, :, row, 0]
    assert stack[0] == pytest.approx(450_000, rel=0.01)
    assert stack[2] == 0.0
    assert total(2017) - total(2019) < 450_000


def test_nothing_is_forced_to_zero() -> None:
    made = computed_scenario("klimaneutral-2035")
    assert total(2035, made) > 0.01 * 4_400_000


def test_the_programme_sees_only_its_time() -> None:
    """As of 2020: framework values after 2020 are projected, so 2021 differs from what happened."""
    then, now = computed_scenario("programm-2021"), computed_scenario("trend")
    assert then.model.case.as_of == 2020
    years = framework.model_years(2045)
    known = years <= 2020
    np.testing.assert_allclose(then.model.energy[known][..., 1], now.model.energy[known][..., 1])
    assert not np.allclose(then.model.energy[2022 - 2017, :, 1], now.model.energy[2022 - 2017, :, 1])
