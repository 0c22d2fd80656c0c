"""Law as dated rows: it holds from its year on, and only as far as it was known."""

from __future__ import annotations

import numpy as np

from klima2035 import framework
from klima2035.tables import Row

YEARS = np.arange(2017, 2031)


def rule(name: str, year: int, value: float, known_from: str) -> Row:
    index = {"rule": name, "known_from": known_from}
    return Row("law", index, value, None, None, "1", year, None, "", "", "law", "", "source", "", "t.csv", 1)


def laws(*rows: Row, on: str = "2026-11-01") -> dict[str, np.ndarray]:
    return framework.resolve_law(rows, YEARS, on)


def test_a_rule_holds_from_its_year_on_until_the_next() -> None:
    found = laws(rule("green_fuel_quota", 2029, 0.15, "2024-01-01"), rule("green_fuel_quota", 2026, 0.1, "2024-01-01"))
    assert found["law_green_fuel_quota"][:, 0].tolist() == [0.0] * 9 + [0.1] * 3 + [0.15] * 2


def test_what_is_decided_later_is_not_known() -> None:
    rows = (rule("pv_duty_public", 2020, 0.2, "2019-05-01"), rule("pv_duty_public", 2028, 0.9, "2026-11-02"))
    assert laws(*rows)["law_pv_duty_public"][-1, 0] == 0.2
    assert laws(*rows, on="2026-11-02")["law_pv_duty_public"][-1, 0] == 0.9
    assert laws(*rows, on="2019-05-01")["law_pv_duty_public"][3, 0] == 0.2


def test_rules_without_rows_bind_nothing() -> None:
    found = laws()
    assert found["law_green_fuel_from"].tolist() == [framework.NEVER]
    assert not found["law_zero_emission_new_cars"].any()
    assert found["law_zero_emission_new_cars"].shape == (len(YEARS), 1)


def test_the_latest_known_date_counts() -> None:
    rows = (rule("green_fuel_from", 2023, 2024.0, "2023-09-01"), rule("green_fuel_from", 2025, 2026.0, "2025-09-01"))
    assert laws(*rows)["law_green_fuel_from"].tolist() == [2026.0]
    assert laws(*rows, on="2024-01-01")["law_green_fuel_from"].tolist() == [2024.0]
