"""Sums of the ledger's cents without its rows: what a page needs many times a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.money.capacity import PUBLIC
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.ledger import cells
from klima2035.money.ledger_labels import Labels, Rows
from klima2035.variables import DIMS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sums:
    """Money of the measures of a single run, whole cents summed, nominal [EUR/a].

    full, additional: by funder (year,), the gap among them; public: by payer of ``PUBLIC`` and item
    (investment, grants, own, gap; year,), additional cost only.
    """

    full: Mapping[str, Array]
    additional: Mapping[str, Array]
    public: Mapping[str, Mapping[str, Array]]


def of_measures(
    investment: Investment, funding: Funding, contributions: Mapping[tuple[str, str], Array]
) -> Sums:  # fmt: skip
    """Return what measures cost and who pays: the rows of ``investment.csv`` whose measure is not ``trend``, summed.

    contributions: (measure, lever) -> (year, draw), what each measure adds to each lever.
    """
    some = cells(investment, funding, contributions, trend=False)
    cell, part = np.nonzero(some.cents)
    rows = Rows(some.year[cell], some.account[cell], some.measure[cell], part)
    payer = some.accounts.payer[rows.line]
    kinds, which = Labels(investment, funding, some.measures, some.accounts, some.parts).kinds(rows, payer)
    names, years = DIMS["funder"], len(investment.book.years)
    funder = np.array([names.index(kind.funder) for kind in kinds], dtype=np.int64)[which]
    places = {who: i for i, who in enumerate(PUBLIC, start=1)}
    public = np.array([places.get(who, 0) for who in DIMS["payer"]])[payer]
    extra = part != some.parts.fixed.index("replacement")
    shape = (len(PUBLIC) + 1, 2, len(names), years)
    place = np.ravel_multi_index((public, extra.astype(np.int64), funder, rows.year), shape)
    cents = np.bincount(place, some.cents[cell, part], int(np.prod(shape))).reshape(shape)

    def by_funder(amounts: Array) -> Mapping[str, Array]:
        return dict(zip(names, amounts / 100.0, strict=True))

    own = {who: _own_line(by_funder(cents[i + 1, 1])) for i, who in enumerate(PUBLIC)}
    return Sums(by_funder(cents.sum(axis=(0, 1))), by_funder(cents[:, 1].sum(axis=0)), own)


def _own_line(by_funder: Mapping[str, Array]) -> Mapping[str, Array]:
    """Return a public payer's additional investment, the grants to it, its own money and its gap, (year,) [EUR/a]."""
    total = np.sum(list(by_funder.values()), axis=0)
    own, gap = by_funder["kommunal"], by_funder["gap"]
    return {"investment": total, "grants": total - own - gap, "own": own, "gap": gap}
