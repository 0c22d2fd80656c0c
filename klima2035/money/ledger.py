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
from klima2035.money.grouping import sum_by
from klima2035.money.investment import Investment
from klima2035.result import Cell, Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

COLUMNS = (
    "scenario", "year", "sector", "measure", "asset", "kind", "payer", "funder",
    "programme", "cause", "basis", "value", "value_real", "unit", "price_year",
)  # fmt: skip
TREND = "trend"
BASES = ("full", "additional")
OWN = {"city": "kommunal", "city_company": "kommunal"}


@dataclass(frozen=True)
class Part:
    """One source of money within a cell: where it stands in the components and how it is labelled."""

    funder: str
    programme: str | None = None
    cause: str | None = None
    kind: str = "new"


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
    labels = Labels(investment, funding, made)
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
    components, parts = _components(investment, funding, accounts)
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


@dataclass(frozen=True)
class Accounts:
    """One asset bought by one payer each, sorted: where its lines begin, which asset and payer, and its grants.

    starts, asset, payer (account,); grant_account, grant_programme, grant_funder (grant,): of each kind of grant;
    of_offer (offer,): the grant of an offer.
    """

    starts: Integers
    asset: Integers
    payer: Integers
    grant_account: Integers
    grant_programme: Integers
    grant_funder: Integers
    of_offer: Integers

    @classmethod
    def of(cls, investment: Investment, funding: Funding) -> Accounts:
        """Return the accounts of a book's lines and of a funding's offers."""
        lines, offers = investment.book.lines, funding.offers
        code = lines.asset * len(DIMS["payer"]) + lines.payer
        starts = np.flatnonzero(np.diff(code, prepend=-1))
        of_line = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(code)))
        kinds = np.stack([of_line[offers.line], offers.programme, offers.funder]) if len(offers.line) else _NO_KINDS
        grants, of_offer = np.unique(kinds, axis=1, return_inverse=True)
        account, programme, funder = grants
        mine = of_offer.reshape(-1)
        return cls(starts, lines.asset[starts], lines.payer[starts], account, programme, funder, mine)

    def sums(self, values: Array) -> Array:
        """Sum values of lines (year, line) by account, (year, account)."""
        return np.asarray(np.add.reduceat(values, self.starts, axis=1))

    def grants(self, values: Array) -> Array:
        """Sum values of offers (year, offer) by kind of grant, (year, grant)."""
        return sum_by(values, self.of_offer, len(self.grant_account))


_NO_KINDS = np.zeros((3, 0), dtype=np.int64)


@dataclass(frozen=True)
class Parts:
    """Fixed components (own money, causes, replacement) and grants of each account (account, slot), -1: none."""

    fixed: tuple[str, ...]
    slots: Integers


def _components(investment: Investment, funding: Funding, accounts: Accounts) -> tuple[Array, Parts]:
    """Return the scenario's money by component, (year, account, component) [EUR], grants last."""
    fixed = ("own", "suspended", "programme_exhausted", "rest", "replacement")
    count = np.bincount(accounts.grant_account, minlength=len(accounts.asset))
    slots = np.full((len(accounts.asset), int(count.max(initial=0))), -1, dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(count)])[accounts.grant_account]
    every = np.arange(len(accounts.grant_account))
    slots[accounts.grant_account, every - first] = every
    granted = accounts.grants(funding.grants[..., 0])
    grants = np.concatenate([granted, np.zeros((len(granted), 1))], axis=1)
    values = [funding.own, funding.suspended, funding.exhausted, funding.rest, investment.like_for_like]
    stacked = np.stack([accounts.sums(value[..., 0]) for value in values], axis=-1)
    return np.concatenate([stacked, grants[:, slots]], axis=-1), Parts(fixed, slots)


@dataclass(frozen=True)
class Rows:
    """Positions of the ledger's rows: year, account, measure and component."""

    year: Integers
    line: Integers
    measure: Integers
    part: Integers


def _named(names: Sequence[str | None], at: Integers) -> list[Cell]:
    """Return the name at each position."""
    named: list[Cell] = np.array(names, dtype=object)[at].tolist()
    return named


@dataclass(frozen=True)
class Labels:
    """Turns positions into the labels of ledger rows."""

    investment: Investment
    funding: Funding
    cells: Cells

    def of(self, scenario: str, rows: Rows, cents: Integers) -> dict[str, Sequence[Cell]]:
        """Return every column but the basis."""
        book, count = self.investment.book, len(cents)
        value = cents / 100.0
        real = value * self.investment.deflator[:, 0][rows.year]
        asset, payer = self.cells.accounts.asset[rows.line], self.cells.accounts.payer[rows.line]
        kinds, which = self.kinds(rows, payer)
        return {
            "scenario": [scenario] * count,
            "year": book.years[rows.year].tolist(),
            "sector": _named([asset.sector for asset in book.assets], asset),
            "measure": _named(self.cells.measures, rows.measure),
            "asset": _named([asset.name for asset in book.assets], asset),
            "kind": _named([kind.kind for kind in kinds], which),
            "payer": _named(DIMS["payer"], payer),
            "funder": _named([kind.funder for kind in kinds], which),
            "programme": _named([kind.programme for kind in kinds], which),
            "cause": _named([kind.cause for kind in kinds], which),
            "value": value.tolist(),
            "value_real": real.tolist(),
            "unit": ["EUR"] * count,
            "price_year": [self.investment.price_year] * count,
        }

    def kinds(self, rows: Rows, payer: Integers) -> tuple[list[Part], Integers]:
        """Return every combination of funder, programme, cause and kind, and which of them each row is."""
        part = rows.part
        own = [OWN.get(code, "private") for code in DIMS["payer"]]
        table = [
            *(Part(funder) for funder in own),
            *(Part(funder, kind="replacement") for funder in own),
            *(Part("gap", cause=cause) for cause in DIMS["cause"]),
            *self.grants(),
        ]
        payers, fixed = len(DIMS["payer"]), self.cells.parts.fixed
        open_ = self.cells.accounts.sums(self.funding.has_programme.astype(np.float64)) > 0.0
        rest = np.where(open_[rows.year, rows.line], self.cause("budget"), self.cause("no_programme"))
        public = np.array([code in OWN for code in DIMS["payer"]])[payer]
        rest = np.where(public, rest, self.cause("not_viable"))
        slot = np.maximum(part - len(fixed), 0)
        grant = (
            2 * payers + len(DIMS["cause"]) + self.cells.parts.slots[rows.line, slot]
            if self.cells.parts.slots.size
            else np.zeros_like(part)
        )
        lost = np.where(part == 1, self.cause("suspended"), self.cause("programme_exhausted"))
        which = np.select([part == 0, part == 4, part == 3, part < 3], [payer, payers + payer, rest, lost], grant)
        return table, np.asarray(which, dtype=np.int64)

    def grants(self) -> list[Part]:
        """Return the label of each kind of grant."""
        accounts, programmes = self.cells.accounts, self.funding.offers.programmes
        return [
            Part(DIMS["funder"][funder], programmes[programme])
            for funder, programme in zip(accounts.grant_funder.tolist(), accounts.grant_programme.tolist(), strict=True)
        ]

    def cause(self, code: str) -> int:
        """Return the position of a gap's cause among the labels."""
        return 2 * len(DIMS["payer"]) + DIMS["cause"].index(code)
