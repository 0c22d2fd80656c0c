"""Activity x unit cost: what is invested by asset and payer, and what one unit saves a year.

Nominal euro of the year. A line is one asset bought by one payer in one size (see ``cases``). *Full* cost and
*additional* cost (full less what turnover would have cost anyway) are kept apart throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset, Case, SectorResult
from klima2035.money.carbon_price import co2_price
from klima2035.money.costs import Book
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

_CARRIER = {carrier: i for i, carrier in enumerate(DIMS["carrier"])}


@dataclass(frozen=True)
class Investment:
    """What is built and what it costs, nominal euro, (year, line, draw) unless said otherwise.

    installed, replaced (year, asset, draw) [unit/a]; units: installed by line; unit_cost,
    unit_premium: cost of one unit and its excess over the reference with tax; taxed [1]: tax part of them, 1 for
    none; full, like_for_like; saving, saving_co2 (year, asset, draw) [EUR/a]: yearly energy cost with revenue, and
    CO2 price, that one unit saves; growth: what
    owners pay as a matter of course for growing demand; deflator (year, draw): factor to real euro
    of price_year.
    """

    book: Book
    installed: Array
    replaced: Array
    units: Array
    unit_cost: Array
    unit_premium: Array
    taxed: Array
    full: Array
    like_for_like: Array
    saving: Array
    saving_co2: Array
    growth: Array
    deflator: Array
    price_year: int

    @property
    def additional(self) -> Array:
        """Return full less like-for-like cost, (year, line, draw) [EUR/a]."""
        return self.full - self.like_for_like

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Return the assets in the order of ``installed``."""
        return self.book.assets


@dataclass(frozen=True)
class Flows:
    """What is built and saved, before money: installed, replaced (year, asset, draw) [unit/a]; saving, saving_co2
    (year, asset, draw) [EUR/a]; lift (year, asset, draw): factor from EUR of 2017 to the year; deflator (year, draw).
    """

    installed: Array
    replaced: Array
    saving: Array
    saving_co2: Array
    lift: Array
    deflator: Array
    price_year: int

    def between(self, first: int, last: int) -> Flows:
        """Return the flows of the years at places ``first`` to ``last`` - 1."""
        names = ("installed", "replaced", "saving", "saving_co2", "lift", "deflator")
        cut: dict[str, Any] = {name: getattr(self, name)[first:last] for name in names}
        return replace(self, **cut)


def project(case: Case, results: Sequence[SectorResult], book: Book) -> Investment:
    """Return the investment that the sectors' activity needs, by line."""
    return cost(case, book, flows(case, results, book))


def flows(case: Case, results: Sequence[SectorResult], book: Book) -> Flows:
    """Return what the sectors build and save, by asset."""
    return Flows(*activity(case, results, book), *saving(case, results, book), lift(case, book), *_deflator(case))


def cost(case: Case, book: Book, flow: Flows) -> Investment:
    """Return what flows cost by line, all years or some of them: case, book and flows of the same years.

    full = units x cost x tax; like_for_like = units replaced anyway x reference cost x tax.
    """
    lines, line = book.lines, book.lines.asset
    tax = 1.0 + case["vat_rate"] * book.taxed[line] * case["vat_paid"][lines.payer]
    scale = tax * lines.cost
    of_unit = (book.cost * flow.lift).take(line, axis=1) * scale
    reference = (book.reference * flow.lift).take(line, axis=1) * scale
    units = flow.installed.take(line, axis=1) * lines.share
    due = flow.replaced.take(line, axis=1) * lines.share
    growth = units - due
    np.maximum(growth, 0.0, out=growth)
    growth *= of_unit
    growth *= book.carried[line]
    premium = np.subtract(of_unit, reference)
    return Investment(
        book, flow.installed, flow.replaced, units, of_unit, np.maximum(premium, 0.0, out=premium), tax[np.newaxis],
        full=units * of_unit, like_for_like=np.multiply(due, reference, out=due), saving=flow.saving,
        saving_co2=flow.saving_co2, growth=growth, deflator=flow.deflator, price_year=flow.price_year,
    )  # fmt: skip


def activity(case: Case, results: Sequence[SectorResult], book: Book) -> tuple[Array, Array]:
    """Return what is built and what of it replaces something worn out, (year, asset, draw) [unit/a].

    What does not renew itself in its sector is built again at the end of its service life, with its
    reference: what would have been bought instead would be worn out too.
    """
    installed = {name: values for result in results for name, values in result.installed.items()}
    replaced = {name: values for result in results for name, values in result.like_for_like.items()}
    shape = (len(case.years), len(book.assets), case.draws)
    built, due = np.zeros(shape), np.zeros(shape)
    for i, asset in enumerate(book.assets):
        built[:, i] = installed[asset.name]
        if asset.name in replaced:
            due[:, i] = replaced[asset.name]
    for i in np.flatnonzero(book.renewed).tolist():
        life = int(book.life[i])
        for year in range(life, shape[0]):
            due[year, i] += built[year - life, i]
            built[year, i] += built[year - life, i]
    return built, due


def saving(case: Case, results: Sequence[SectorResult], book: Book) -> tuple[Array, Array]:
    """Return the yearly energy cost and the CO2 price that one unit of each asset saves, (year, asset, draw) [EUR/a].

    saving = -Σ carrier (change of energy x price with CO2 price) + revenue. A unit that costs more
    energy money than it saves has a negative saving.
    """
    changes = {name: carriers for result in results for name, carriers in result.unit_energy.items()}
    cells = [
        (i, _CARRIER[carrier], values)
        for i, asset in enumerate(book.assets)
        for carrier, values in changes.get(asset.name, {}).items()
    ]
    out = np.zeros((len(case.years), len(book.assets), case.draws))
    of_co2 = np.zeros_like(out)
    out += book.revenue * (case["gdp_deflator"] / case["gdp_deflator"][:1])[:, np.newaxis]
    if cells:
        of_asset, of_carrier = (np.array([cell[i] for cell in cells]) for i in range(2))
        change = np.empty((len(case.years), len(cells), case.draws))
        for i, (_, _, values) in enumerate(cells):
            change[:, i] = values
        tariff = np.where(
            (of_carrier == _CARRIER["electricity"])[:, np.newaxis], book.tariff.take(of_asset, axis=0), 1.0
        )
        change *= tariff
        of_cell = book.consumer[of_asset] * len(_CARRIER) + of_carrier
        starts = np.flatnonzero(np.diff(of_asset, prepend=-1))
        used = of_asset[starts]
        co2 = co2_price(case)
        for prices, total in ((book.price + co2, out), (co2, of_co2)):
            each = change * prices.reshape(len(prices), -1, prices.shape[-1]).take(of_cell, axis=1)
            total[:, used] -= np.add.reduceat(each, starts, axis=1) * book.worth[used]
    return out, of_co2


def assumed_share(investment: Investment, year: int) -> float:
    """Return the share of a year's full cost that rests on assumed cost rows [1]; 0 without investment."""
    at = int(np.flatnonzero(investment.book.years == year)[0])
    full = investment.full[at, :, 0]
    rests = investment.book.assumed[investment.book.lines.asset]
    total = float(full.sum())
    return float(full[rests].sum()) / total if total > 0.0 else 0.0


def lift(case: Case, book: Book) -> Array:
    """Return the factor from EUR of 2017 to the year, (year, asset, draw), by each asset's index."""
    general = case["gdp_deflator"] / case["gdp_deflator"][:1]
    building = case["construction_price_index"] / case["construction_price_index"][:1]
    return np.asarray(general[:, np.newaxis] + book.construction * (building - general)[:, np.newaxis])


def _deflator(case: Case) -> tuple[Array, int]:
    """Return the factor from nominal to real euro, (year, draw), and the price year."""
    year = round(float(np.asarray(case["report_price_year"]).flat[0]))
    level = case["gdp_deflator"]
    return np.asarray(level[year - BASE_YEAR] / level), year
