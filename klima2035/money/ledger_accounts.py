"""Accounts of the ledger: one asset bought by one payer each, and what its money consists of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.money.funding import Funding
from klima2035.money.grouping import sum_by
from klima2035.money.investment import Investment
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

_NO_KINDS = np.zeros((3, 0), dtype=np.int64)


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


@dataclass(frozen=True)
class Parts:
    """Fixed components (own money, causes, replacement) and grants of each account (account, slot), -1: none."""

    fixed: tuple[str, ...]
    slots: Integers


def by_component(investment: Investment, funding: Funding, accounts: Accounts) -> tuple[Array, Parts]:
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
