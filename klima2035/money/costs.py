"""Rows of cost, price and payer tables become arrays by asset, line and carrier.

Resolved once for a city; the case then lifts real costs with its own price indices. Who buys what in
which size, the lines, stands in ``cases``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset
from klima2035.complaints import names
from klima2035.errors import InputError, fault
from klima2035.inputs import Inputs, Row, interpolate
from klima2035.money import cases
from klima2035.money.cases import ALL, Integers, Lines, Value, covers
from klima2035.units import UNITS
from klima2035.variables import BASE_YEAR, DIMS, LAST_YEAR
from klima2035.variables.columns import INDICES

Array = NDArray[np.float64]

MONEY_PER: dict[str, tuple[str, float]] = {
    # unit of an asset: (dimension of its unit cost, canonical unit of that -> EUR per unit of the asset)
    "m2": ("money per area", 1.0),
    "MW": ("money per power", 1e3),
    "MWp": ("money per power", 1e3),
    "km": ("money per length", 1.0),
    "GWh/a": ("money per energy and year", 1.0),
    "Mkm/a": ("money per traffic", 1.0),
}


@dataclass(frozen=True)
class Book:
    """Costs, payers and prices of one city, independent of scenario and framework.

    cost, reference (year, asset, draw): net of tax, in EUR of 2017 by the asset's own index,
    planning included. taxed, construction, carried, worth, tariff, assumed (asset, draw or asset): 1 where value
    added tax applies, where the construction index lifts, share of growth owners pay anyway, where
    the cost rests on assumptions. consumer (asset,): position of the sector at whose prices its energy is
    bought. operation [1/a], revenue (year, asset, draw) [EUR of 2017 a year].
    renewed (asset,): True where what was built is built again at the end of its life. levy_rate, levy_cap
    (asset,) [1/a], [EUR/(m2*a)]: what a landlord may add to the rent, 0 without a rule. lines: see
    ``cases``. price (year, sector, carrier, draw) [EUR/MWh, nominal, without CO2 price].
    """

    assets: tuple[Asset, ...]
    years: Integers
    cost: Array
    reference: Array
    taxed: Array
    construction: Array
    consumer: Integers
    operation: Array
    life: Integers
    revenue: Array
    carried: Array
    worth: Array
    tariff: Array
    assumed: NDArray[np.bool_]
    renewed: NDArray[np.bool_]
    levy_rate: Array
    levy_cap: Array
    lines: Lines
    price: Array

    def between(self, first: int, last: int) -> Book:
        """Return the book for the years at places ``first`` to ``last`` - 1."""
        names = ("years", "cost", "reference", "revenue", "price")
        cut: dict[str, Any] = {name: getattr(self, name)[first:last] for name in names}
        return replace(self, **cut)


def plain(row: Row) -> Array:
    """Return the value of a row as an array over one draw."""
    return np.array([row.value])


def per_unit(row: Row, asset: Asset) -> float:
    """Return the factor from the canonical unit of a money row to EUR per unit of the asset."""
    needed, scale = MONEY_PER.get(asset.unit, ("money per unit", 1.0))
    given = UNITS[row.unit][0] if row.unit != "1" else needed
    if given != needed:
        wanted = names(unit for unit, (dimension, _) in UNITS.items() if dimension == needed)
        raise InputError(
            [row.fault("unit", "cost_unit", name=asset.name, unit=asset.unit, given=row.unit, wanted=wanted)]
        )
    return scale


def by_asset(inputs: Inputs, key: str) -> dict[str, list[Row]]:
    """Return the rows of one key by asset, in order of year."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in inputs.records.get(key, ()):
        out[row.index["asset"]].append(row)
    for rows in out.values():
        rows.sort(key=lambda row: row.year or 0)
    return out


def resolve(inputs: Inputs, assets: Sequence[Asset], years: Integers, value: Value = plain) -> Book:
    """Return costs, payers and prices as arrays; that each asset has them, ``check`` has seen.

    ``value`` gives a row's value (draw,): the row's own, or one for each draw of an ensemble.
    """
    costs, references = by_asset(inputs, "unit_cost"), by_asset(inputs, "unit_cost_reference")
    lives = by_asset(inputs, "service_life")
    actual = actual_indices(inputs)
    vat = inputs.constant("vat_rate")
    heads = [costs[asset.name][0].index for asset in assets]
    planning = _constants(inputs, "planning_share", assets, value)
    context = _Context(years, actual, vat, value)
    named = zip(assets, heads, strict=True)
    cost = _stack(context.real(costs[a.name], a, head["tax"], head["index"]) for a, head in named)
    cost = cost * (1.0 + planning)
    reference = _references(references, assets, cost, context)
    return Book(
        tuple(assets), years, cost, reference,
        taxed=np.array([[float(head["tax"] != "exempt")] for head in heads]),
        construction=np.array([[float(head["index"] == "construction")] for head in heads]),
        consumer=np.array([DIMS["sector"].index(head["consumer"]) for head in heads]),
        operation=_constants(inputs, "operation_share", assets, value),
        life=np.array([round(lives[asset.name][0].value) for asset in assets]),
        revenue=_revenues(inputs, assets, context),
        carried=_constants(inputs, "carried_by_owner", assets, value),
        worth=_constants(inputs, "saved_price_share", assets, value, absent=1.0),
        tariff=_constants(inputs, "electricity_price_share", assets, value, absent=1.0),
        assumed=np.array([any(row.quality == "assumed" for row in costs[a.name]) for a in assets]),
        renewed=np.array([any(covers(row, a.name) for row in inputs.records["renewed_at_end"]) for a in assets]),
        levy_rate=_ruled(inputs, "levy_rate", assets), levy_cap=_ruled(inputs, "levy_cap", assets),
        lines=cases.resolve(inputs.records, assets, value),
        price=_prices(inputs, years, actual["general"], value),
    )  # fmt: skip


def actual_indices(inputs: Inputs) -> dict[str, dict[int, Array]]:
    """Return both price indices as known today, by year (draw): they turn any price year into 2017."""
    years = np.arange(BASE_YEAR, LAST_YEAR + 1)
    out: dict[str, dict[int, Array]] = {}
    for kind, key in zip(INDICES, ("construction_price_index", "gdp_deflator"), strict=True):
        last = max(inputs.points[key]["actual"].years)
        path = inputs.framework(key, years, last, "reference")
        out[kind] = dict(zip(years.tolist(), path / path[0], strict=True))
    return out


@dataclass(frozen=True)
class _Context:
    """What turns a row into real money: years, price levels as known today, tax rate, the row's value."""

    years: Integers
    actual: Mapping[str, Mapping[int, Array]]
    vat: Array
    value: Value

    def real(self, rows: Sequence[Row], asset: Asset, tax: str, index: str) -> Array:
        """Return a cost path (year, draw) in EUR of 2017 net of tax: linear between rows, flat outside."""
        level = self.actual[index]
        net = 1.0 / (1.0 + self.vat) if tax == "gross" else np.ones(1)
        points = [
            self.value(row) * (per_unit(row, asset) / level[row.price_year or row.year or BASE_YEAR]) * net
            for row in rows
        ]
        return interpolate(tuple(row.year or BASE_YEAR for row in rows), _stack(points, 0), self.years)


def _references(rows: Mapping[str, list[Row]], assets: Sequence[Asset], cost: Array, context: _Context) -> Array:
    """Return what would be bought anyway, (year, asset, draw): a share of another asset's cost or a price."""
    place = {asset.name: i for i, asset in enumerate(assets)}
    out = []
    for asset in assets:
        first = rows[asset.name][0]
        other = first.index.get("reference", "")
        if other:
            out.append(cost[:, place[other]] * context.value(first))
        else:
            tax, index = first.index.get("tax", "net"), first.index.get("index", "construction")
            out.append(context.real(rows[asset.name], asset, tax, index))
    return _stack(out)


def _revenues(inputs: Inputs, assets: Sequence[Asset], context: _Context) -> Array:
    """Return yearly revenue of one unit, (year, asset, draw) [EUR of 2017]; 0 without a row."""
    rows = by_asset(inputs, "unit_revenue")
    none = np.zeros((len(context.years), 1))
    return _stack(
        context.real(rows[asset.name], asset, "net", "general") if asset.name in rows else none for asset in assets
    )


def _constants(inputs: Inputs, key: str, assets: Sequence[Asset], value: Value, absent: float = 0.0) -> Array:
    """Return one optional value for each asset, (asset, draw); ``absent`` for an asset without a row."""
    rows = {row.index["asset"]: row for row in inputs.records[key]}
    found = [value(rows[asset.name]) if asset.name in rows else np.full(1, absent) for asset in assets]
    return _stack(found, 0)


def _ruled(inputs: Inputs, key: str, assets: Sequence[Asset]) -> Array:
    """Return the value of the first row whose pattern takes in each asset, (asset, 1); 0 where none does."""
    rows = inputs.records[key]
    return np.array([[next((row.value for row in rows if covers(row, asset.name)), 0.0)] for asset in assets])


def _prices(inputs: Inputs, years: Integers, deflator: Mapping[int, Array], value: Value) -> Array:
    """Return nominal energy prices without CO2 price, (year, sector, carrier, draw) [EUR/MWh]."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(inputs.records["energy_price"], key=lambda row: row.year or 0):
        rows[row.index["sector"], row.index["carrier"]].append(row)
    cells = []
    lacking = []
    for sector in DIMS["sector"]:
        for carrier in DIMS["carrier"]:
            own = rows.get((sector, carrier)) or rows.get((ALL, carrier))
            if not own:
                lacking.append(f"{sector}/{carrier}")
                continue
            points = _stack([value(r) * deflator[r.year or 0] / deflator[r.price_year or r.year or 0] for r in own], 0)
            cells.append(interpolate(tuple(row.year or BASE_YEAR for row in own), points, years))
    if lacking:
        raise InputError([fault("inputs", 1, 1, "no_price", absent=names(lacking))])
    stacked = _stack(cells)
    return stacked.reshape(len(years), len(DIMS["sector"]), len(DIMS["carrier"]), -1)


def _stack(parts: Iterable[Array], axis: int = 1) -> Array:
    """Stack arrays whose last axis (draw) is 1 or N along a new axis before it."""
    listed = list(parts)
    draws = max(part.shape[-1] for part in listed)
    return np.stack([np.broadcast_to(part, (*part.shape[:-1], draws)) for part in listed], axis)
