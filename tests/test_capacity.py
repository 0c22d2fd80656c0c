"""What payers can carry, by hand: rent levy, CO2 price saved, the companies' plan, the city's follow-up cost."""

from dataclasses import replace

import money_example as example
import numpy as np
import pytest
from money_example import row

from klima2035.money import capacity, city, costs, funding, investment, programmes
from klima2035.money.capacity import Means
from klima2035.variables import DIMS

WORTH = 7.721734929184818  # annuity factor at 5 % over 10 years
AREA = 470.0


def landlord(*rules, co2=0.0, gas_saved=0.0):
    """Ten heat pumps of a landlord: 20,000 EUR each beyond a boiler, six of them due anyway."""
    tables = example.inputs((), (row("case_share", 1.0, asset="heat_pump", size="medium"),
                                 row("case_area", AREA, asset="heat_pump", size="medium"), *rules))  # fmt: skip
    payers = [r for r in tables.records["payer_share"] if r.index["asset"] != "heat_pump"]
    payers.append(row("payer_share", 1.0, asset="heat_pump", payer="landlord"))
    tables = replace(tables, records={**tables.records, "payer_share": tuple(payers)})
    case = example.case()
    case = replace(case, values={**case.values, "co2_price_national": np.full((3, 1), co2)})
    book = costs.resolve(tables, example.ASSETS, example.YEARS)
    money = investment.project(case, [example.result(pumps=10.0, due=10.0, routes=0.0, gas_saved=gas_saved)], book)
    return funding.apply(case, money, programmes.resolve(tables.records, book), example.means())


def test_a_levy_below_its_cap_repays_a_tenth_of_the_cost_a_year():
    paid = landlord(row("levy_rate", 0.1, asset="heat_pump"), row("levy_cap", 6.0, asset="heat_pump"))
    assert paid.own[1, 0, 0] == pytest.approx(0.1 * 200_000.0 * WORTH)


def test_the_cap_of_the_levy_binds_for_the_floor_area():
    paid = landlord(row("levy_rate", 0.1, asset="heat_pump"), row("levy_cap", 2.0, asset="heat_pump"))
    assert paid.own[1, 0, 0] == pytest.approx(2.0 * AREA * 10 * WORTH)
    assert paid.rest[1, 0, 0] == pytest.approx(200_000.0 - 2.0 * AREA * 10 * WORTH)


def test_a_levy_never_repays_more_than_the_cost():
    paid = landlord(row("levy_rate", 0.5, asset="heat_pump"), row("levy_cap", 60.0, asset="heat_pump"))
    assert paid.own[1, 0, 0] == pytest.approx(200_000.0)
    assert paid.gap[1, 0, 0] == 0.0


def test_landlords_save_their_part_of_the_co2_price():
    rules = (row("levy_rate", 0.1, asset="heat_pump"), row("levy_cap", 1e-9, asset="heat_pump"))
    paid = landlord(*rules, co2=50.0, gas_saved=20.0)
    price = 50.0 * 0.2  # EUR/MWh at 200 g/kWh
    assert paid.own[1, 0, 0] == pytest.approx(10 * 20.0 * price * 0.5 * WORTH, rel=1e-6)


def test_what_needs_more_co2_takes_nothing_from_the_levy():
    rules = (row("levy_rate", 0.1, asset="heat_pump"), row("levy_cap", 6.0, asset="heat_pump"))
    assert landlord(*rules, co2=50.0, gas_saved=-20.0).own[1, 0, 0] == landlord(*rules).own[1, 0, 0]


def test_less_gas_sold_and_more_buses_shrink_the_companies_plan():
    case = example.case()
    margin = np.zeros((len(DIMS["carrier"]), 1))
    gas = DIMS["carrier"].index("natural_gas")
    margin[gas] = 7.0
    values = {**case.values, "sales_margin": margin, "fare_cover": np.array([0.4]),
              "plan_follows_result": np.array([0.5]), "city_company_plan": np.full((3, 1), 1e6)}  # fmt: skip
    case = replace(case, values=values)
    sold = np.zeros((3, len(DIMS["carrier"]), 1))
    sold[:, gas, 0] = (500.0, 500.0, 400.0)
    means = Means(sold, np.array([0.0, 0.0, 300e3])[:, np.newaxis])
    lost = capacity.lost(case, means)[:, 0]
    assert lost.tolist() == pytest.approx([0.0, 0.0, 0.5 * (100e3 * 7.0 + 0.6 * 300e3)])
    assert capacity.money_of(case, "city_company", means)[2, 0] == pytest.approx(1e6 - 440e3)
    poor = replace(case, values={**values, "city_company_plan": np.full((3, 1), 1e5)})
    assert capacity.money_of(poor, "city_company", means)[2, 0] == 0.0


def test_past_projects_are_spread_over_their_years():
    def project(amount: float, first: str, last: str, climate: str = "yes", payer: str = "city"):
        return row("project_amount", amount, project="x", from_=first, to=last, climate=climate, payer=payer)

    rows = (
        project(8e6, "2016", "2019"), project(5e6, "2020", "2020", climate="no"), project(1e6, "2025", "2025"),
        project(9e6, "2010", "2013"),  # over before: nothing, and nothing taken away
    )  # fmt: skip
    assert city.past(rows, "city", 2025) == pytest.approx((4e6 + 1e6) / 8)
    assert city.past(rows, "city_company", 2025) == 0.0
