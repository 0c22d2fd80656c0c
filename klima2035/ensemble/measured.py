"""What an ensemble measures in each draw: paths over the years and a few headline figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames, neutrality
from klima2035.model import Model
from klima2035.money import ledger
from klima2035.money.capacity import PUBLIC
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.variables import DIMS, focus

Array = NDArray[np.float64]
Key = tuple[str, str, str]  # indicator, part of it (sector, funder, basis) or empty, unit

GRANTING = ("bund", "land", "eu")
NEED = {"city": "city_need", "city_company": "company_need"}
MONEY: tuple[Key, ...] = (
    ("investment", "full", "EUR/a"), ("investment", "additional", "EUR/a"), ("investment_real", "additional", "EUR/a"),
    *(("funder", name, "EUR/a") for name in (*GRANTING, "private", "kommunal", "gap")),
    *((NEED[name], "", "EUR/a") for name in PUBLIC),
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Paths (path, year, draw) with their keys, and direct CO2 with process CO2 (year, draw) [t/a]."""

    keys: tuple[Key, ...]
    paths: Array
    direct: Array


def measure(made: Model, trend: Array, money: Array) -> Measured:
    """Return every path of a block of draws.

    trend: CO2e of the same draws without any measure (year, draw) [t/a]; money: as ``money`` gives it.
    """
    found: list[tuple[Key, Array]] = [((name, "", unit), path) for name, unit, path in frames.indicator_paths(made)]
    found += _sectors(made)
    found.append((("saved_co2e", "", "tCO2e/a"), trend - found[0][1]))
    paths = np.empty((len(found) + len(MONEY), len(made.case.years), made.case.draws))
    for i, (_, path) in enumerate(found):
        paths[i] = path
    paths[len(found) :] = money
    return Measured((*(key for key, _ in found), *MONEY), paths, neutrality.direct_co2(made))


def _sectors(made: Model) -> list[tuple[Key, Array]]:
    """Return CO2e by end-use sector and by field of the programme."""
    views = (("co2e_sector", made.end_use), ("co2e_field", made.conversion))
    return [((indicator, name, "tCO2e/a"), view.of(name)) for indicator, view in views for name in view.names]


def money(
    invested: Investment, base: Array, paid: Funding, contributions: Mapping[tuple[str, str], Array]
) -> tuple[Array, Array]:
    """Return what measures cost and who pays, (path of MONEY, year, draw), and what public payers lack.

    base: what the trend installs (year, asset, draw). Nominal euro but for investment_real, unrounded. The second:
    (year, payer of PUBLIC, draw), of all that is built.
    """
    lines = invested.book.lines
    part = ledger.of_measures(invested.assets, invested.installed, base, contributions)
    accounts = np.flatnonzero(np.diff(lines.asset * len(DIMS["payer"]) + lines.payer, prepend=-1))
    payer, weight = lines.payer[accounts], part.take(lines.asset[accounts], axis=1)

    def summed(values: Array) -> Array:
        """Return values of lines by account, (year, account, draw)."""
        return np.add.reduceat(values, accounts, axis=1)

    gaps = summed(paid.gap)
    own, gap = summed(paid.own) * weight, gaps * weight
    additional = (summed(invested.additional) * weight).sum(axis=1)
    of_payer = [payer == DIMS["payer"].index(name) for name in PUBLIC]
    public = np.logical_or.reduce(of_payer)
    grants = _grants(paid, part.take(lines.asset[paid.offers.line], axis=1))
    told = [
        (summed(invested.full) * weight).sum(axis=1), additional, additional * invested.deflator, *grants,
        own[:, ~public].sum(axis=1), own[:, public].sum(axis=1), gap.sum(axis=1),
        *(own[:, mine].sum(axis=1) + gap[:, mine].sum(axis=1) for mine in of_payer),
    ]  # fmt: skip
    return np.stack(told), np.stack([gaps[:, mine].sum(axis=1) for mine in of_payer], axis=1)


def _grants(paid: Funding, weight: Array) -> list[Array]:
    """Return grants by funder of GRANTING, (year, draw) each."""
    grants = paid.grants * weight
    places = [np.flatnonzero(paid.offers.funder == DIMS["funder"].index(name)) for name in GRANTING]
    return [grants.take(at, axis=1).sum(axis=1) for at in places]


@dataclass(frozen=True)
class Headline:
    """One figure of a draw: an indicator in a year, or its sum from ``first`` to ``last``."""

    name: str
    indicator: str
    part: str
    first: int
    last: int
    unit: str

    @property
    def code(self) -> str:
        """Return its name with the years that it stands for."""
        return f"{self.name}_{self.last}" if self.first == self.last else f"{self.name}_{self.first}_{self.last}"


def headlines(as_of: int, horizon: int) -> tuple[Headline, ...]:
    """Return the figures whose causes are looked for."""
    target, first = focus(horizon), as_of + 1
    years = dict.fromkeys(year for year in (2030, target, horizon) if as_of < year <= horizon)
    out = [Headline("total_co2e", "total_co2e", "", year, year, "tCO2e/a") for year in years]
    out += [
        Headline("saved_co2e", "saved_co2e", "", first, horizon, "tCO2e"),
        Headline("direct_co2", "direct_co2", "", first, horizon, "tCO2"),
        Headline("additional", "investment", "additional", first, target, "EUR"),
        Headline("additional", "investment", "additional", first, horizon, "EUR"),
        Headline("gap", "funder", "gap", first, target, "EUR"),
        Headline("gap", "funder", "gap", first, horizon, "EUR"),
        Headline("city_need", "city_need", "", first, target, "EUR"),
    ]
    return tuple(dict.fromkeys(out))


def figures(measured: Measured, years: NDArray[np.int64], wanted: Sequence[Headline]) -> Array:
    """Return the headline figures of every draw, (headline, draw); sums run year by year."""
    place = {(indicator, part): i for i, (indicator, part, _) in enumerate(measured.keys)}
    out = np.zeros((len(wanted), measured.paths.shape[2]))
    for i, one in enumerate(wanted):
        direct = one.indicator == "direct_co2"
        path = measured.direct if direct else measured.paths[place[one.indicator, one.part]]
        for year in range(one.first, one.last + 1):
            out[i] += path[year - int(years[0])]
    return out
