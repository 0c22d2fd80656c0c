"""The city's own line: what it and its companies must find, what follows from it, and what the gas network loses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.inputs import Row
from klima2035.money import capacity
from klima2035.money.capacity import Means
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.running import operation
from klima2035.result import Table
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]

COLUMNS = ("scenario", "year", "payer", "item", "value", "value_real", "unit", "price_year")
PAST_FROM = BASE_YEAR + 1
CARRIER = {carrier: i for i, carrier in enumerate(DIMS["carrier"])}
FOLLOW_UP = (
    "operation",
    "depreciation",
    "interest",
    "staff",
    "concession_fee_lost",
    "profit_lost",
)  # comes of investing
GASES = ("natural_gas", "biomethane", "hydrogen")


def table(
    told: Table, case: Case, investment: Investment, funding: Funding, means: Means, projects: Sequence[Row]
) -> Table:
    """Return ``city_line.csv`` for the years after ``as_of``, zero rows left out.

    told: the ledger; what measures build, its grants, own money and gap are its cents. What follows from it
    (operation to profit_lost) is scenario less trend.
    """
    scenario = str(told.rows[0][0]) if told.rows else ""
    deflator = investment.deflator[:, 0]
    rows = []
    for payer in capacity.PUBLIC:
        found = {**_of_ledger(told, payer, case), **items(payer, case, investment, funding, means, projects)}
        for item, values in found.items():
            for i in np.flatnonzero((case.years > case.as_of) & (np.abs(values) > 0.005)).tolist():
                pair = (round(float(values[i]), 2), float(values[i] * deflator[i]))
                rows.append((scenario, int(case.years[i]), payer, item, *pair, "EUR", investment.price_year))
    return Table("city_line", COLUMNS, tuple(rows))


def items(
    payer: str, case: Case, investment: Investment, funding: Funding, means: Means, projects: Sequence[Row]
) -> dict[str, Array]:
    """Return every item of one payer that is no money of the ledger, (year,) [EUR/a nominal]."""
    lines = investment.book.lines
    mine = lines.payer == DIMS["payer"].index(payer)

    beyond = investment.additional[:, mine].sum(axis=1)
    money = np.broadcast_to(capacity.money_of(case, payer, means), (len(case.years), case.draws))
    follow = _follow_up(case, investment, funding, mine)
    company = payer == "city_company"
    lost = capacity.lost(case, means)
    return {
        "budget": np.asarray(money[:, 0]),
        **follow,
        "staff": _staff(case, beyond[:, 0] - beyond[:, -1]),
        "concession_fee_lost": np.zeros(len(case.years)) if company else concession(case, means),
        "profit_lost": np.asarray(lost[:, 0] - lost[:, -1]) if company else np.zeros(len(case.years)),
        "past_investment": np.full(len(case.years), past(projects, payer, case.as_of)),
    }


def _of_ledger(told: Table, payer: str, case: Case) -> dict[str, Array]:
    """Return additional investment of measures by one payer, and who pays for it, (year,) [EUR/a nominal]."""
    column = told.by_column
    out = {item: np.zeros(len(case.years)) for item in ("investment", "grants", "own", "gap")}
    cells = zip(*(column[name] for name in ("payer", "basis", "measure", "funder", "year", "value")), strict=True)
    for who, basis, measure, funder, year, value in cells:
        if who == payer and basis == "additional" and measure != "trend":
            at, amount = int(year or 0) - BASE_YEAR, float(value or 0.0)
            out["investment"][at] += amount
            out["own" if funder == "kommunal" else "gap" if funder == "gap" else "grants"][at] += amount
    return out


def _follow_up(case: Case, investment: Investment, funding: Funding, mine: NDArray[np.bool_]) -> dict[str, Array]:
    """Return operation, depreciation and interest of what is built after ``as_of``, scenario less trend, (year,).

    Depreciation: additional cost after grants, in equal parts over the service life. Interest: the loan rate
    on the mean of what is not yet written off.
    """
    book, lines, years = investment.book, investment.book.lines, len(case.years)
    later = (case.years > case.as_of)[:, np.newaxis]
    net = (investment.additional - funding.granted())[:, mine]
    net = (net[..., 0] - net[..., -1]) * later
    life = book.life[lines.asset[mine]]
    written, open_ = np.zeros(years), np.zeros(years)
    for year in range(case.as_of + 1 - BASE_YEAR, years):
        age = np.arange(years - year)[:, np.newaxis]
        part = net[year] / life
        written[year:] += (part * (age < life)).sum(axis=1)
        open_[year:] += (net[year] * np.maximum(1.0 - (age + 0.5) / life, 0.0)).sum(axis=1)
    share = lines.share[mine] * lines.cost[mine]
    each = operation(case, investment.installed, investment.book)
    ran = (each[:, lines.asset[mine]] * share).sum(axis=1)
    since = ran - ran[case.as_of - BASE_YEAR]
    rate = float(case["city_loan_rate"][0])
    return {
        "operation": np.asarray((since[:, 0] - since[:, -1]) * later[:, 0]),
        "depreciation": written,
        "interest": open_ * rate,
    }


def _staff(case: Case, built: Array) -> Array:
    """Return what planners and project leads cost, (year,) [EUR/a]: posts for a million euro x cost of a post."""
    level = case["gdp_deflator"][:, 0]
    price_year = round(float(np.asarray(case["report_price_year"]).flat[0]))
    posts = np.maximum(built, 0.0) / level * level[price_year - BASE_YEAR] / 1e6 * case["staff_per_investment"][0]
    return np.asarray(posts * case["staff_cost"][0] * level / level[price_year - BASE_YEAR])


def concession(case: Case, means: Means) -> Array:
    """Return the concession fees that the city loses against the trend, (year,) [EUR/a]; below 0: gains."""
    gas = sum(means.sold[:, CARRIER[name]] for name in GASES)
    power = means.sold[:, CARRIER["electricity"]]
    fees = gas * 1e3 * case["gas_concession_fee"] + power * 1e3 * case["electricity_concession_fee"]
    return np.asarray((fees[:, -1] - fees[:, 0]) * (case.years > case.as_of))


def past(projects: Sequence[Row], payer: str, as_of: int) -> float:
    """Return what known climate projects of a payer cost a year after the base year up to ``as_of`` [EUR/a nominal]."""
    total = 0.0
    for row in projects:
        if row.index["climate"] == "yes" and row.index["payer"] == payer:
            start, end = int(row.index["from"]), int(row.index["to"])
            within = max(0, min(end, as_of) - max(start, PAST_FROM) + 1)
            total += row.value * within / (end - start + 1)
    return total / (as_of - PAST_FROM + 1)


def gas_network(scenario: str, case: Case, investment: Investment, means: Means) -> Table:
    """Return ``gas_network.csv``: what the network costs those who stay, and what is written off early.

    cost of a MWh = (fixed cost of as_of + the rest in proportion to sales) / sales. book_value: written off
    evenly to the year of ``gas_network_written_off``; early_depreciation: what is written off faster because less
    of it is used.
    """
    asset = [one.name for one in investment.assets].index("gas_network_decommissioning")
    closing = investment.full[:, investment.book.lines.asset == asset].sum(axis=1)
    rows: list[tuple[str | int | float, ...]] = []
    for column, run in ((0, "scenario"), (-1, "trend")):
        items = {**_gas(case, means, column), "decommissioning": (closing[:, column], "EUR/a")}
        rows += [
            (scenario, year, run, item, value, unit)
            for item, (values, unit) in items.items()
            for year, value in _after(case, values)
        ]
    return Table("gas_network", ("scenario", "year", "run", "item", "value", "unit"), tuple(rows))


def _after(case: Case, values: Array) -> Iterator[tuple[int, float]]:
    return ((int(year), float(value)) for year, value in zip(case.years, values, strict=True) if year >= case.as_of)


def _gas(case: Case, means: Means, column: int) -> Mapping[str, tuple[Array, str]]:
    now, book_value = case.as_of - BASE_YEAR, float(case["gas_network_book_value"][0])
    sold = np.asarray(sum(means.sold[:, CARRIER[name]] for name in GASES))[:, column]
    level = case["gdp_deflator"][:, 0] / case["gdp_deflator"][now, 0]
    fixed, fee = float(case["gas_network_fixed_share"][0]), float(case["gas_network_fee"][0])
    of_now = sold[now] * 1e3 * fee
    cost = of_now * level * (fixed + (1.0 - fixed) * sold / sold[now])
    rest = max(float(case["gas_network_written_off"][0]) - case.as_of, 1.0)
    left = np.clip(1.0 - (case.years - case.as_of) / rest, 0.0, 1.0) * book_value
    used = np.minimum(np.minimum.accumulate(sold[now:] / sold[now]), 1.0)
    early = np.zeros(len(sold))
    early[now:] = left[now:] * (1.0 - used)
    yearly = np.diff(early, prepend=0.0)
    base = sold[now] * 1e3 * case["gas_concession_fee"][0]
    return {
        "sales": (sold, "GWh/a"),
        "fixed_cost": (of_now * level * fixed, "EUR/a"),
        "network_cost_per_mwh": (cost / np.maximum(sold * 1e3, 1e-9), "EUR/MWh"),
        "book_value": (left, "EUR"),
        "early_depreciation": (np.maximum(yearly, 0.0), "EUR/a"),
        "concession_fee_lost": (base - sold * 1e3 * case["gas_concession_fee"][0], "EUR/a"),
    }
