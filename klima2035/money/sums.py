"""Sums of the ledger's cents without its rows: what a page needs many times a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.money.capacity import PUBLIC
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.ledger import Labels, Rows, cells
from klima2035.variables import DIMS

Array = NDArray[np.float64]

OWN_LINE = ("investment", "grants", "own", "gap")


@dataclass(frozen=True)
class Sums:
    """Money of the measures of a single run, whole cents summed, nominal [EUR/a].

    full, additional: by funder (year,), the gap among them; public: by payer of ``PUBLIC`` and item of ``OWN_LINE``
    (year,), additional cost only.
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
    kinds, which = Labels(investment, funding, some).kinds(rows, payer)
    names = DIMS["funder"]
    funder = np.array([names.index(kind.funder) for kind in kinds], dtype=np.int64)[which]
    amount, years = some.cents[cell, part].astype(np.float64), len(investment.book.years)
    extra = part != some.parts.fixed.index("replacement")

    def summed(keep: NDArray[np.bool_]) -> Mapping[str, Array]:
        place = rows.year[keep] * len(names) + funder[keep]
        by = np.bincount(place, amount[keep], years * len(names)).reshape(years, -1) / 100.0
        return {name: by[:, i] for i, name in enumerate(names)}

    every = np.ones(len(part), dtype=bool)
    public = {who: _own_line(summed(extra & (payer == DIMS["payer"].index(who)))) for who in PUBLIC}
    return Sums(summed(every), summed(extra), public)


def _own_line(by_funder: Mapping[str, Array]) -> Mapping[str, Array]:
    """Return a public payer's additional investment, the grants to it, its own money and its gap, (year,) [EUR/a]."""
    total = np.sum(list(by_funder.values()), axis=0)
    own, gap = by_funder["kommunal"], by_funder["gap"]
    return {"investment": total, "grants": total - own - gap, "own": own, "gap": gap}
