"""Numbers as people read them."""

import math

import pytest

from klima2035 import numbers

MISSING = (None, math.nan, math.inf)


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"), (-2790000.0, 0, "−2.790.000", "−2,790,000"), (0.0, 2, "0,00", "0.00"),
        (-0.001, 1, "0,0", "0.0"), (999.96, 1, "1.000,0", "1,000.0"),
    ],
)  # fmt: skip
def test_number(value, decimals, german, english):
    assert numbers.number(value, decimals) == german
    assert numbers.number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("value", "german"),
    [(0.012345, "0,0123"), (12345.0, "12.300"), (-1.0, "−1,00"), (0.0, "0"), (1e-12, "0,00000000000100")],
)
def test_significant_digits(value, german):
    assert numbers.significant(value) == german


def test_percent_money_and_quantity():
    assert numbers.percent(0.374) == "37\u00a0%"
    assert numbers.percent(-0.374, 1, "en") == "−37.4%"
    assert numbers.money(1.234e9) == "1,23\u00a0Mrd.\u00a0€"
    assert numbers.money(-2.5e6, "en") == "€−2.50 million"
    assert numbers.money(1234.0) == "1.234\u00a0€"
    assert numbers.quantity(12.0, "GWh/a") == "12,0\u00a0GWh/a"


@pytest.mark.parametrize("function", [numbers.number, numbers.significant, numbers.percent, numbers.money])
def test_no_value_is_a_dash(function):
    assert [function(value) for value in MISSING] == ["–", "–", "–"]
