"""What an ensemble measures in each draw: paths over the years and a few headline figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames, neutrality
from klima2035.model import Model
from klima2035.money import ledger
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Key = tuple[str, str, str]  # indicator, part of it (sector, funder, basis) or empty, unit

TARGET_YEAR = 2035
FUNDERS = ("bund", "land", "eu", "private", "kommunal", "gap")
PUBLIC = {"city": "city_need", "city_company": "company_need"}


@dataclass(frozen=True)
class Measured:
    """Paths (path, year, draw) with their keys, and direct CO2 with process CO2 (year, draw) [t/a]."""

    keys: tuple[Key, ...]
    paths: Array
    direct: Array


def measure(
    made: Model, trend: Array, invested: Investment, base: Array, paid: Funding,
    contributions: Mapping[tuple[str, str], Array],
) -> Measured:  # fmt: skip
    """Return every path of a block of draws.

    trend: CO2e of the same draws without any measure (year, draw) [t/a]; base: what the trend installs
    (year, asset, draw). Money is what measures cause, nominal euro, unrounded.
    """
    draws = made.case.draws
    found: list[tuple[Key, Array]] = [((name, "", unit), path) for name, unit, path in frames.indicator_paths(made)]
    found += _sectors(made)
    total = found[0][1]
    found.append((("saved_co2e", "", "tCO2e/a"), trend - total))
    found += _money(invested, base, paid, contributions)
    paths = np.empty((len(found), len(made.case.years), draws))
    for i, (_, path) in enumerate(found):
        paths[i] = path
    return Measured(tuple(key for key, _ in found), paths, neutrality.direct_co2(made))


def _sectors(made: Model) -> list[tuple[Key, Array]]:
    """Return CO2e by end-use sector and by field of the programme."""
    out: list[tuple[Key, Array]] = []
    for indicator, view in (("co2e_sector", made.end_use), ("co2e_field", made.conversion)):
        names = [sector for sector, _ in view.rows]
        for name in dict.fromkeys(names):
            at = [i for i, sector in enumerate(names) if sector == name]
            out.append(((indicator, name, "tCO2e/a"), view.values[0].take(at, axis=1).sum(axis=1)))
    return out


def _money(
    invested: Investment, base: Array, paid: Funding, contributions: Mapping[tuple[str, str], Array]
) -> list[tuple[Key, Array]]:
    """Return what measures cost, full and additional, who pays for the latter, and what the city must find."""
    lines = invested.book.lines
    part = ledger.of_measures(invested.assets, invested.installed, base, contributions)
    accounts = np.flatnonzero(np.diff(lines.asset * len(DIMS["payer"]) + lines.payer, prepend=-1))
    payer, weight = lines.payer[accounts], part.take(lines.asset[accounts], axis=1)

    def summed(values: Array) -> Array:
        """Return values of lines by account, in the part that measures cause, (year, account, draw)."""
        return np.add.reduceat(values, accounts, axis=1) * weight

    own, gap = summed(paid.own), summed(paid.gap)
    public = np.isin(payer, [DIMS["payer"].index(name) for name in PUBLIC])
    funders = _grants(paid, part.take(lines.asset[paid.offers.line], axis=1))
    funders |= {
        "private": own[:, ~public].sum(axis=1),
        "kommunal": own[:, public].sum(axis=1),
        "gap": gap.sum(axis=1),
    }
    additional = summed(invested.additional).sum(axis=1)
    out: list[tuple[Key, Array]] = [
        (("investment", "full", "EUR/a"), summed(invested.full).sum(axis=1)),
        (("investment", "additional", "EUR/a"), additional),
        (("investment_real", "additional", "EUR/a"), additional * invested.deflator),
    ]
    out += [(("funder", name, "EUR/a"), funders[name]) for name in FUNDERS]
    for name, indicator in PUBLIC.items():
        mine = payer == DIMS["payer"].index(name)
        out.append(((indicator, "", "EUR/a"), own[:, mine].sum(axis=1) + gap[:, mine].sum(axis=1)))
    return out


def _grants(paid: Funding, weight: Array) -> dict[str, Array]:
    """Return grants by funder, (year, draw) each."""
    grants = paid.grants * weight
    out = {}
    for name in ("bund", "land", "eu"):
        at = np.flatnonzero(paid.offers.funder == DIMS["funder"].index(name))
        out[name] = grants.take(at, axis=1).sum(axis=1)
    return out


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
    target, first = min(TARGET_YEAR, horizon), as_of + 1
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
