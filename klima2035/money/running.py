"""Running cost: energy, its CO2 price, and the operation of what was built.

Nominal euro of the year, as in ``investment``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case, Segment
from klima2035.money.carbon_price import co2_price
from klima2035.money.costs import Book
from klima2035.money.grouping import sum_by
from klima2035.money.investment import Investment, lift
from klima2035.result import Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]

HEATING = ("space_heat", "hot_water")  # uses of electricity that have a tariff of their own


@dataclass(frozen=True)
class RunningCost:
    """Running cost by sector and carrier, (year, row, draw) [EUR/a nominal]: energy, CO2 price, operation.

    ``rows`` names (sector, carrier, item); the item is energy, co2_price or operation.
    """

    rows: tuple[tuple[str, str, str], ...]
    values: Array
    deflator: Array
    price_year: int


def running_cost(
    case: Case, segments: Sequence[Segment], energy: Array, book: Book, investment: Investment
) -> RunningCost:
    """Return what energy, its CO2 price and the operation of what was built cost, nominal.

    energy (year, segment, draw) [GWh/a]; energy cost = energy x price; operation = stock built
    since 2018 and still within its service life x unit cost x operation share.
    """
    sectors, carriers = DIMS["sector"], DIMS["carrier"]
    cell = np.array([sectors.index(s.sector) * len(carriers) + carriers.index(s.carrier) for s in segments])
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    used = cell[order][starts]
    heating = np.array([s.carrier == "electricity" and s.use in HEATING for s in segments])[order, np.newaxis]
    ordered = energy[:, order]
    demand = np.add.reduceat(ordered, starts, axis=1) * 1e3  # MWh
    charged = np.add.reduceat(ordered * np.where(heating, case["heat_tariff_share"], 1.0), starts, axis=1) * 1e3
    flat = (len(case.years), len(sectors) * len(carriers), -1)
    energy_cost = charged * book.price.reshape(flat)[:, used]
    co2_cost = demand * co2_price(case).reshape(flat)[:, used]
    named = [(sectors[i // len(carriers)], carriers[i % len(carriers)]) for i in used.tolist()]
    operated = _operation(case, investment)
    rows = [(s, c, "energy") for s, c in named] + [(s, c, "co2_price") for s, c in named]
    rows += [(sector, "", "operation") for sector in sectors]
    shape = (len(case.years), -1, case.draws)
    parts = [np.broadcast_to(part, (shape[0], part.shape[1], case.draws)) for part in (energy_cost, co2_cost, operated)]
    return RunningCost(tuple(rows), np.concatenate(parts, axis=1), investment.deflator, investment.price_year)


def operation(case: Case, installed: Array, book: Book) -> Array:
    """Return yearly operation of what was built since 2018 and stands, net of tax, (year, asset, draw) [EUR/a].

    installed (year, asset, draw) [unit/a].
    """
    built = np.cumsum(installed, axis=0)
    past = np.arange(len(case.years))[:, np.newaxis] - book.life
    before = np.take_along_axis(built, np.maximum(past, 0)[..., np.newaxis], axis=0)
    standing = built - before * (past >= 0)[..., np.newaxis]
    return np.asarray(standing * book.cost * lift(case, book) * book.operation)


def _operation(case: Case, investment: Investment) -> Array:
    """Return yearly operation of what stands, by sector of the consumer, (year, sector, draw) [EUR/a]."""
    book = investment.book
    each = operation(case, investment.installed, book)
    return sum_by(each, book.consumer, len(DIMS["sector"]))


def table(scenario: str, running: RunningCost, years: Sequence[int]) -> Table:
    """Return running cost of the first draw as a table, nominal and real, zero rows left out."""
    values = running.values[..., 0]
    real = values * running.deflator[:, :1]
    rows = [
        (scenario, int(year), *running.rows[j], float(values[i, j]), float(real[i, j]), "EUR/a", running.price_year)
        for i, year in enumerate(years)
        for j in np.flatnonzero(values[i]).tolist()
    ]
    columns = ("scenario", "year", "sector", "carrier", "item", "value", "value_real", "unit", "price_year")
    return Table("running_cost", columns, tuple(rows))
