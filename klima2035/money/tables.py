"""The ledger told in fewer rows: money by year and funder, and the funding ledger line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.result import Cell, Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

FINANCE = ("scenario", "year", "basis", "origin", "funder", "cause")
FUNDING = (
    "scenario", "year", "sector", "asset", "payer", "size", "applicant", "programme", "funder", "status", "confirmed",
    "units", "unit", "unit_cost", "eligible_cost", "rate", "asked", "pot_factor", "granted", "money_unit",
)  # fmt: skip


def finance_by_year(ledger: Table) -> Table:
    """Return money by year, basis, origin (trend or measures), funder and cause of the gap, to the cent."""
    column = ledger.by_column
    origin = ["trend" if name == "trend" else "measures" for name in column["measure"]]
    columns = dict(column, origin=origin)
    keys, nominal, real = sums(columns, FINANCE)
    price_year = column["price_year"][0] if ledger.rows else None
    rows = [
        (*key, value, deflated, "EUR", price_year)
        for key, value, deflated in sorted(zip(keys, nominal, real, strict=True), key=lambda row: _order(row[0]))
    ]
    return Table("finance_by_year", (*FINANCE, "value", "value_real", "unit", "price_year"), tuple(rows))


def _order(key: Sequence[Cell]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in key)


def sums(
    columns: Mapping[str, Sequence[Cell]], by: Sequence[str]
) -> tuple[list[tuple[Cell, ...]], list[float], list[float]]:
    """Return the keys of a ledger by some columns, and the sums of nominal (whole cents) and real euro of each."""
    every = list(zip(*(columns[name] for name in by), strict=True))
    place = {key: i for i, key in enumerate(dict.fromkeys(every))}
    at = np.fromiter((place[key] for key in every), dtype=np.int64, count=len(every))
    cents = np.rint(np.array(columns["value"], dtype=np.float64) * 100.0)
    real = np.bincount(at, np.array(columns["value_real"], dtype=np.float64), len(place))
    nominal = np.rint(np.bincount(at, cents, len(place))) / 100.0
    return list(place), nominal.tolist(), real.tolist()


def funding_ledger(scenario: str, investment: Investment, funding: Funding) -> Table:
    """Return ``funding.csv``: what each programme is asked for and pays to each line in each year.

    eligible_cost and unit_cost for one unit with the tax the payer bears; asked = units x eligible_cost x rate
    if the programme stood alone; granted: in the best admissible choice and within the pot.
    """
    offers = funding.offers
    units = investment.units[..., 0][:, offers.line]
    lost = np.broadcast_to(offers.lost[..., 0], units.shape)
    year, offer = np.nonzero((units > 0.0) & (lost > 0.0))
    columns: dict[str, Sequence[Cell]] = {
        "scenario": [scenario] * len(year),
        "year": investment.book.years[year].tolist(),
        **_who(funding, investment, offer),
        **_how_much(funding, investment, year, offer),
        "money_unit": ["EUR"] * len(year),
    }
    return Table.of_columns("funding", {name: columns[name] for name in FUNDING})


def _who(funding: Funding, investment: Investment, offer: Integers) -> dict[str, Sequence[Cell]]:
    """Return who gets what from whom: the labels of offers."""
    offers, book, lines = funding.offers, investment.book, investment.book.lines
    line = offers.line[offer]
    assets = [book.assets[i] for i in lines.asset[line].tolist()]
    return {
        "sector": [asset.sector for asset in assets],
        "asset": [asset.name for asset in assets],
        "payer": [DIMS["payer"][i] for i in lines.payer[line].tolist()],
        "size": [lines.sizes[i] for i in lines.size[line].tolist()],
        "applicant": [lines.applicants[i] for i in lines.applicant[line].tolist()],
        "programme": [offers.programmes[i] for i in offers.programme[offer].tolist()],
        "funder": [DIMS["funder"][i] for i in offers.funder[offer].tolist()],
        "unit": [asset.unit for asset in assets],
    }


def _how_much(
    funding: Funding, investment: Investment, year: Integers, offer: Integers
) -> dict[str, Sequence[Cell]]:  # fmt: skip
    """Return whether a programme pays at (year, offer), and from which cost to which grant."""
    offers, shape = funding.offers, (len(investment.book.years), len(investment.book.lines))
    units = investment.units[..., 0][:, offers.line]
    used = np.broadcast_to(offers.rate[..., 0], units.shape)[year, offer]
    kept = np.broadcast_to(offers.held[..., 0], (len(offers.line),))[offer]
    cost = np.broadcast_to(investment.unit_cost[..., 0], shape)[year, offers.line[offer]]
    eligible = _eligible(funding, investment, year, offer)
    share = funding.paid.pot_share[..., 0][year, offers.programme[offer]]
    doubtful = offers.unconfirmed[year, offer]
    return {
        "status": ["active" if one > 0.0 else "suspended" for one in used.tolist()],
        "confirmed": ["no" if doubt else "yes" for doubt in doubtful.tolist()],
        "units": units[year, offer].tolist(),
        "unit_cost": cost.tolist(),
        "eligible_cost": (eligible * kept).tolist(),
        "rate": np.where(used > 0.0, used, 0.0).tolist(),
        "asked": funding.paid.asked[..., 0][year, offer].tolist(),
        "pot_factor": share.tolist(),
        "granted": funding.grants[..., 0][year, offer].tolist(),
    }


def _eligible(funding: Funding, investment: Investment, year: Integers, offer: Integers) -> Array:
    """Return the eligible cost of one unit at (year, offer) [EUR/unit]."""
    offers, line = funding.offers, funding.offers.line[offer]
    shape = (len(investment.book.years), len(investment.book.lines))
    cost, premium, taxed = (
        np.broadcast_to(part[..., 0], shape)[year, line]
        for part in (investment.unit_cost, investment.unit_premium, investment.taxed)
    )
    base = np.where(offers.premium[offer, 0], premium, np.where(offers.net[offer, 0], cost / taxed, cost))
    share = np.broadcast_to(offers.eligible[..., 0], (len(offers.line),))[offer]
    return np.asarray(np.minimum(base * share, offers.cap[year, offer, 0]))
