"""The ledger: money by year, measure, asset, payer and funder, in whole cents.

Column 0 of the draws is the scenario, the last one its trend. An account is one asset bought by one
payer: sizes of case and groups of applicants are summed. What the trend would build anyway
carries ``measure=trend``; the excess is split over measures by what they contribute to the asset's
levers. Cents are rounded once for each cell (year, asset, payer, measure) by the largest
remainder, so that need = sum over funders including the gap, exactly, in both bases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Asset
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.ledger_accounts import Accounts, Parts, by_component
from klima2035.money.ledger_labels import Labels, Rows
from klima2035.result import Table

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

COLUMNS = (
    "scenario", "year", "sector", "measure", "asset", "kind", "payer", "funder",
    "programme", "cause", "basis", "value", "value_real", "unit", "price_year",
)  # fmt: skip
TREND = "trend"
BASES = ("full", "additional")


def table(
    scenario: str,
    investment: Investment,
    funding: Funding,
    contributions: Mapping[tuple[str, str], Array],
) -> Table:
    """Return the ledger of a single run with the columns of ``investment.csv``; rows of 0 cents are left out.

    contributions: (measure, lever) -> (year, draw), what each measure adds to each lever.
    """
    made = cells(investment, funding, contributions)
    cell, part = np.nonzero(made.cents)
    every = np.arange(len(cell))
    additional = np.flatnonzero(part != made.parts.fixed.index("replacement"))
    at, counts = np.concatenate([every, additional]), (len(every), len(additional))
    where = Rows(made.year[cell][at], made.account[cell][at], made.measure[cell][at], part[at])
    basis = [name for name, count in zip(BASES, counts, strict=True) for _ in range(count)]
    labels = Labels(investment, funding, made.measures, made.accounts, made.parts)
    told = labels.of(scenario, where, made.cents[cell, part][at])
    return Table.of_columns("investment", {name: basis if name == "basis" else told[name] for name in COLUMNS})


@dataclass(frozen=True)
class Cells:
    """The ledger before it is labelled: positions of each cell (cell,) and its money by part, cents (cell, part)."""

    measures: tuple[str, ...]
    accounts: Accounts
    parts: Parts
    year: Integers
    account: Integers
    measure: Integers
    cents: Integers


def cells(
    investment: Investment, funding: Funding, contributions: Mapping[tuple[str, str], Array], trend: bool = True
) -> Cells:
    """Return the cells of a single run in whole cents; those without money are left out, and the trend's if asked."""
    first = 0 if trend else _first_move(contributions)
    measures, share = split(investment, contributions, first)
    accounts = Accounts.of(investment, funding)
    components, parts = by_component(investment, funding, accounts)
    components, line_share = components[first:], share[:, accounts.asset]
    own = 0 if trend else 1
    present = np.abs(components).sum(axis=-1)[..., np.newaxis] * line_share[..., own:]
    year, line, measure = np.nonzero(present)
    measure = measure + own
    cents = round_cents(components[year, line] * line_share[year, line, measure][:, np.newaxis])
    return Cells(measures, accounts, parts, year + first, line, measure, cents)


def _first_move(contributions: Mapping[tuple[str, str], Array]) -> int:
    """Return the first year, by its place, in which any measure moves a lever; 0 where none does."""
    moved = [values[:, 0] != 0.0 for values in contributions.values()]
    return int(np.argmax(np.logical_or.reduce(moved))) if moved else 0


def split(
    investment: Investment, contributions: Mapping[tuple[str, str], Array], first: int = 0
) -> tuple[tuple[str, ...], Array]:
    """Return the measures (trend first) and their share of each asset's flow, (year from ``first`` on, asset, measure).

    trend = min(scenario, trend flow) / scenario flow; the rest in proportion to |contribution| to
    each of the asset's levers, levers counting alike; the trend's where nothing contributes.
    """
    measures = (TREND, *dict.fromkeys(name for name, _ in contributions))
    flow, base = investment.installed[first:, :, 0], investment.installed[first:, :, -1]
    excess = np.where(flow > 0.0, 1.0 - np.minimum(base, flow) / np.where(flow > 0.0, flow, 1.0), 0.0)
    moved: dict[str, dict[int, Array]] = {}
    for (name, lever), values in contributions.items():
        moved.setdefault(lever, {})[measures.index(name)] = np.abs(values[first:, 0])
    shares: dict[str, list[tuple[int, Array]]] = {}
    for lever, parts in moved.items():
        total = sum(parts.values(), np.zeros(len(flow)))
        is_moved = total > 0.0
        safe = np.where(is_moved, total, 1.0)
        shares[lever] = [(m, np.where(is_moved, part / safe, 0.0)) for m, part in parts.items()]
    weight = np.zeros((*flow.shape, len(measures)))
    for i, asset in enumerate(investment.assets):
        for lever in asset.levers:
            for m, part in shares.get(lever, ()):
                weight[:, i, m] += part
    total = weight.sum(axis=-1)
    known = total > 0.0
    share = weight * np.where(known, excess / np.where(known, total, 1.0), 0.0)[..., np.newaxis]
    share[..., 0] = 1.0 - share.sum(axis=-1)
    return measures, np.asarray(np.maximum(share, 0.0))


def of_measures(
    assets: Sequence[Asset], flow: Array, base: Array, contributions: Mapping[tuple[str, str], Array]
) -> Array:
    """Return the part of each asset's flow that measures cause, (year, asset, draw) [1], as ``split`` does.

    flow, base (year, asset, draw): what the scenario and its trend install in each draw.
    """
    excess = np.where(flow > 0.0, 1.0 - np.minimum(base, flow) / np.where(flow > 0.0, flow, 1.0), 0.0)
    moves: dict[str, NDArray[np.bool_]] = {}
    for (_, lever), values in contributions.items():
        moved = values != 0.0
        moves[lever] = moves[lever] | moved if lever in moves else moved
    for i, asset in enumerate(assets):
        known = [moves[lever] for lever in asset.levers if lever in moves]
        excess[:, i] *= np.logical_or.reduce(known) if known else 0.0
    return excess


def round_cents(values: Array) -> Integers:
    """Round each row of euro (cell, part) to whole cents by the largest remainder; its sum is rounded once."""
    exact = values * 100.0
    down = np.floor(exact)
    left = exact - down
    missing = np.rint(exact.sum(axis=1)) - down.sum(axis=1)
    rank = np.argsort(np.argsort(-left, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray(down + (rank < missing[:, np.newaxis]), dtype=np.int64)
