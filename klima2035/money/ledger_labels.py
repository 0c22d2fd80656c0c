"""Labels of the ledger's rows: positions become names, and a row says which money it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.ledger_accounts import Accounts, Parts
from klima2035.result import Cell
from klima2035.variables import DIMS

Integers = NDArray[np.int64]

OWN = {"city": "kommunal", "city_company": "kommunal"}


@dataclass(frozen=True)
class Part:
    """One source of money within a cell: where it stands in the components and how it is labelled."""

    funder: str
    programme: str | None = None
    cause: str | None = None
    kind: str = "new"


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
    measures: tuple[str, ...]
    accounts: Accounts
    parts: Parts

    def of(self, scenario: str, rows: Rows, cents: Integers) -> dict[str, Sequence[Cell]]:
        """Return every column but the basis."""
        book, count = self.investment.book, len(cents)
        value = cents / 100.0
        real = value * self.investment.deflator[:, 0][rows.year]
        asset, payer = self.accounts.asset[rows.line], self.accounts.payer[rows.line]
        kinds, which = self.kinds(rows, payer)
        return {
            "scenario": [scenario] * count,
            "year": book.years[rows.year].tolist(),
            "sector": _named([asset.sector for asset in book.assets], asset),
            "measure": _named(self.measures, rows.measure),
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
        payers, fixed = len(DIMS["payer"]), self.parts.fixed
        open_ = self.accounts.sums(self.funding.has_programme.astype(np.float64)) > 0.0
        rest = np.where(open_[rows.year, rows.line], self.cause("budget"), self.cause("no_programme"))
        public = np.array([code in OWN for code in DIMS["payer"]])[payer]
        rest = np.where(public, rest, self.cause("not_viable"))
        slot = np.maximum(part - len(fixed), 0)
        grant = (
            2 * payers + len(DIMS["cause"]) + self.parts.slots[rows.line, slot]
            if self.parts.slots.size
            else np.zeros_like(part)
        )
        lost = np.where(part == 1, self.cause("suspended"), self.cause("programme_exhausted"))
        which = np.select([part == 0, part == 4, part == 3, part < 3], [payer, payers + payer, rest, lost], grant)
        return table, np.asarray(which, dtype=np.int64)

    def grants(self) -> list[Part]:
        """Return the label of each kind of grant."""
        accounts, programmes = self.accounts, self.funding.offers.programmes
        return [
            Part(DIMS["funder"][funder], programmes[programme])
            for funder, programme in zip(accounts.grant_funder.tolist(), accounts.grant_programme.tolist(), strict=True)
        ]

    def cause(self, code: str) -> int:
        """Return the position of a gap's cause among the labels."""
        return 2 * len(DIMS["payer"]) + DIMS["cause"].index(code)
