"""Grants, own money and gap: by hand, then the identity on random money."""

import money_example as example
import numpy as np
import pytest
from money_example import programme, row

from klima2035.money import costs, funding, investment, ledger, programmes

BUDGET = 100_000.0


def pay(programme_rows=(), more=(), case=None, **activity):
    tables = example.inputs(tuple(programme_rows), tuple(more))
    book = costs.resolve(tables, example.ASSETS, example.YEARS)
    case = case or example.case()
    money = investment.project(case, [example.result(**activity)], book)
    return money, funding.apply(case, money, programmes.resolve(tables.records, book), example.means())


def by_funder(paid):
    """Return the grants of 2018 by the first two funders [EUR]."""
    return [paid.grants[1, paid.offers.funder == i, 0].sum() for i in range(2)]


def test_three_numbers_by_hand():
    """10 pumps: additional 240,000; 30 % of 300,000 = 90,000; savings repay 50,000; 100,000 stay open."""
    worth = 10.0 * 7.721734929184818  # ten pumps x annuity factor at 5 % over 10 years
    _, paid = pay([programme("beg", 0.3)], gas_saved=50_000.0 / worth / 100.0)
    assert paid.granted()[1, 0, 0] == pytest.approx(90_000.0)
    assert paid.own[1, 0, 0] == pytest.approx(50_000.0)
    assert paid.rest[1, 0, 0] == pytest.approx(100_000.0)


def test_the_cap_limits_the_eligible_cost():
    cap = row("programme_eligible_cap", 20e3, programme="beg", asset="heat_*", from_="2018", to="2018")
    _, paid = pay([programme("beg", 0.3)], [cap])
    assert paid.granted()[1:, 0, 0].tolist() == pytest.approx([60_000.0, 90_000.0])


def test_parts_add_up_to_the_own_maximum():
    speed = programme("beg", 0.5)
    speed.index["part"] = "speed"
    share = row("programme_part_share", 0.4, programme="beg", part="speed")
    _, paid = pay([programme("beg", 0.3), speed], [share])
    assert paid.granted()[1, 0, 0] == pytest.approx(150_000.0)  # 30 % + 0.4 x 50 %
    most = row("programme_own_maximum", 0.45, programme="beg")
    _, paid = pay([programme("beg", 0.3), speed], [share, most])
    assert paid.granted()[1, 0, 0] == pytest.approx(108_000.0)  # 0.4 x 45 % + 0.6 x 30 %


def test_the_applicant_takes_the_best_single_programme():
    _, paid = pay([programme("one", 0.3), programme("two", 0.4, "land")])
    assert paid.granted()[1, 0, 0] == pytest.approx(120_000.0)
    assert by_funder(paid) == pytest.approx([0.0, 120_000.0])


def test_two_programmes_combine_within_their_limit():
    both = row("programme_combination", 0.6, programme="one", with_="two")
    _, paid = pay([programme("one", 0.3), programme("two", 0.5, "land")], [both])
    assert by_funder(paid) == pytest.approx([90_000.0, 90_000.0])  # "one" stands first and keeps its grant


def test_a_premium_programme_pays_on_the_price_difference():
    _, paid = pay([programme("bus", 0.6, basis="premium")])
    assert paid.granted()[1, 0, 0] == pytest.approx(0.6 * 20_000.0 * 10)


def test_what_suspension_takes_is_its_own_cause():
    _, paid = pay([programme("bus", 0.3, status="suspended")])
    assert paid.granted()[1, 0, 0] == 0.0
    assert paid.suspended[1, 0, 0] == pytest.approx(90_000.0)
    assert paid.rest[1, 0, 0] == pytest.approx(150_000.0)
    assert {"suspended", "not_viable"} == causes(*pay([programme("bus", 0.3, status="suspended")], routes=0.0))


def test_an_empty_pot_cuts_in_proportion_and_has_its_cause():
    _, paid = pay([programme("beg", 0.3)], [row("programme_pot", 30_000.0, programme="beg")])
    assert paid.granted()[1, 0, 0] == pytest.approx(30_000.0)
    assert paid.paid.pot_share[1, 0, 0] == pytest.approx(1 / 3)
    assert paid.exhausted[1, 0, 0] == pytest.approx(60_000.0)


def test_no_viable_saving_leaves_a_gap_that_is_not_viable():
    assert causes(*pay(routes=0.0)) == {"not_viable"}


def test_a_city_without_programme_or_money():
    assert causes(*pay(pumps=0.0, due=0.0)) == {"no_programme"}
    assert causes(*pay([programme("bike", 0.5, asset="cycle_route")], pumps=0.0, due=0.0)) == {"budget"}


def test_the_budget_is_what_the_city_carries():
    _, paid = pay(case=example.case(budget=BUDGET))
    assert paid.own[1, 1, 0] == pytest.approx(BUDGET)
    assert paid.rest[1, 1, 0] == pytest.approx(900_000.0)


def test_grants_above_additional_cost_leave_a_negative_own_share():
    _, paid = pay([programme("gift", 1.0)])
    assert paid.own[1, 0, 0] == pytest.approx(-60_000.0)
    assert paid.gap[1, 0, 0] == 0.0


def test_a_programme_ends():
    _, paid = pay([programme("beg", 0.3, to="2018")])
    assert paid.granted()[1:, 0, 0].tolist() == pytest.approx([90_000.0, 0.0])


def causes(money, paid):
    rows = ledger.table("x", money, paid, {}).dicts()
    return {item["cause"] for item in rows if item["funder"] == "gap"}


def test_need_is_the_sum_over_funders_and_gap():
    both = [programme("one", 0.3), programme("two", 0.2, "land", status="suspended")]
    money, paid = pay(both, case=example.case(budget=BUDGET), gas_saved=3.0)
    total = paid.granted() + paid.own + paid.gap
    np.testing.assert_allclose(total, money.additional, rtol=1e-12, atol=1e-6)


def test_each_draw_alone_is_as_in_the_batch():
    rows = [programme("one", 0.3), programme("two", 0.4, "land", status="suspended")]
    _, both = pay(rows, gas_saved=5.0, pumps=10.0, due=6.0, routes=0.0)
    _, alone = pay(rows, gas_saved=5.0, pumps=6.0, due=6.0, routes=0.0)
    for name in ("own", "suspended", "exhausted", "rest", "grants"):
        assert np.array_equal(getattr(both, name)[..., 1], getattr(alone, name)[..., 0])


# the ledger


def table(scale=1.0, contributions=None, **activity):
    money, paid = pay(
        [programme("one", 1.0 / 3.0), programme("two", 0.2, "land", status="suspended")],
        [row("programme_pot", 77_777.77 * scale, programme="one")],
        case=example.case(budget=BUDGET / 7.0), gas_saved=1.0 / 3.0, **activity,
    )  # fmt: skip
    return money, paid, ledger.table("x", money, paid, contributions or {})


def test_largest_remainder_keeps_the_sum():
    thirds = np.array([[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], [0.005, -0.001, 0.0], [-0.333, 1.0, 0.0]])
    cents = ledger.round_cents(thirds)
    assert cents.tolist()[0] == [34, 33, 33]
    assert cents.sum(axis=1).tolist() == np.rint(thirds.sum(axis=1) * 100).tolist()


def test_random_money_is_rounded_without_loss():
    rng = np.random.default_rng(1)
    values = rng.normal(0.0, 1e6, (500, 9)) * (rng.random((500, 9)) > 0.4)
    cents = ledger.round_cents(values)
    assert np.array_equal(cents.sum(axis=1), np.rint((values * 100.0).sum(axis=1)).astype(np.int64))
    assert np.abs(cents - values * 100.0).max() < 1.0
    assert not cents[values == 0.0].any()


@pytest.mark.parametrize(("pumps", "routes"), example.combinations((10.0, 7.3, 123.456), (0.0, 1.0, 0.0371)))
def test_the_ledger_closes_to_the_cent(pumps, routes):
    money, _, made = table(pumps=pumps, routes=routes)
    found = example.cells(made)
    for year, asset in example.combinations((2018, 2019), (0, 1)):
        name, at = example.ASSETS[asset].name, year - 2017
        for basis, need in (("full", money.full), ("additional", money.additional)):
            cents = sum(sum(c.values()) for key, c in found.items() if (key[0], key[1], key[3]) == (basis, name, year))
            measures = len({key[2] for key in found if key[1] == name})
            assert abs(cents - 100.0 * need[at, asset, 0]) <= measures + 1e-6
    for (basis, *rest), cell in found.items():
        if basis == "additional":
            full = found["full", *rest]
            assert {key: value for key, value in full.items() if key[1] == "new"} == cell


def test_trend_money_and_the_excess_are_split():
    contributions = {
        ("subsidy", "heat_pump_share"): np.full((3, 2), 0.3),
        ("advice", "heat_pump_share"): np.full((3, 2), 0.1),
    }
    _, _, made = table(contributions=contributions, routes=0.0)
    value = {key[2]: sum(cell.values()) for key, cell in example.cells(made).items() if key[::3] == ("full", 2018)}
    assert value == pytest.approx({"trend": 18_000_000, "subsidy": 9_000_000, "advice": 3_000_000}, abs=1)


def test_without_contributing_measure_the_money_is_the_trends():
    _, _, made = table(contributions={("else", "other_lever"): np.ones((3, 2))})
    assert {item["measure"] for item in made.dicts()} == {"trend"}


def test_columns_are_those_of_the_contract():
    _, _, made = table()
    assert made.columns == ledger.COLUMNS
    first = made.dicts()[0]
    assert first["unit"] == "EUR"
    assert first["price_year"] == 2018
    kinds = {(item["kind"], item["funder"]) for item in made.dicts() if item["basis"] == "full"}
    assert ("replacement", "private") in kinds
    assert all(item["kind"] == "new" for item in made.dicts() if item["basis"] == "additional")
