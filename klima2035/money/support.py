"""Support requirements: the gap by the level that is asked, and what a higher rate or longer programme would close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case
from klima2035.inputs import Row
from klima2035.money import by_draw, funding
from klima2035.money.capacity import Means
from klima2035.money.cases import covers, open_to
from klima2035.money.choices import NO_LIMIT
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.money.programmes import Offers
from klima2035.money.tables import sums
from klima2035.result import Cell, Table
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Records = Mapping[str, Sequence[Row]]

BY = ("scenario", "level", "year", "measure", "asset", "payer", "cause", "legal_basis")
POINTS = 0.1  # a rate higher by ten percentage points
AT_ONCE = 12  # options worked out in one pass: more would need more memory


def table(ledger: Table, records: Records, as_of: int) -> Table:
    """Return ``support_requirements.csv``: the gap of measures after ``as_of`` by level, year, measure and cause."""
    column = ledger.by_column
    keep = [
        i
        for i, (basis, funder, measure, year) in enumerate(
            zip(column["basis"], column["funder"], column["measure"], column["year"], strict=True)
        )
        if basis == "additional" and funder == "gap" and measure != "trend" and int(year or 0) > as_of
    ]
    part: dict[str, Sequence[Cell]] = {name: [cells[i] for i in keep] for name, cells in column.items()}
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    levels, bases = [], []
    for asset, payer, cause in zip(part["asset"], part["payer"], part["cause"], strict=True):
        key = (str(asset), str(payer), str(cause))
        if key not in found:
            found[key] = asked(records, *key)
        levels.append(found[key][0])
        bases.append(found[key][1])
    keys, nominal, real = sums({**part, "level": levels, "legal_basis": bases}, BY)
    price_year = column["price_year"][0] if ledger.rows else None
    rows = [
        (*key, value, deflated, "EUR", price_year) for key, value, deflated in zip(keys, nominal, real, strict=True)
    ]
    return Table("support_requirements", (*BY, "value", "value_real", "unit", "price_year"), tuple(rows))


def asked(records: Records, asset: str, payer: str, cause: str) -> tuple[str, str]:
    """Return the level that is asked for help and the legal basis: of the first row that fits."""
    for row in records["support_level"]:
        if covers(row, asset) and open_to(row, "payer", payer) and open_to(row, "cause", cause):
            return row.index["level"], row.index["basis"]
    return "", ""


def options(
    scenario: str, case: Case, investment: Investment, paid: Funding, means: Means, untils: Sequence[int]
) -> Table:
    """Return ``support_options.csv``: what each programme would close with ten points more, without an end, or with
    twice its pot.

    Every option is one more draw of the scenario, some of them worked out in one pass. Sums from the year after
    ``as_of`` on, of the scenario with all of its lines.
    """
    offers = by_draw.cut(paid.offers, slice(0, 1))
    which = [(i, option) for i in range(len(offers.programmes)) for option in _possible(offers, i)]
    columns = ("scenario", "programme", "funder", "option", "until", "gap_closed", "grants_more", "unit")
    first, known = _first(investment), Means(_one(means.sold), _one(means.transit))
    rows: list[tuple[Cell, ...]] = []
    for start in range(0, len(which), AT_ONCE):
        some = which[start : start + AT_ONCE]
        varied = replace(case, draws=len(some) + 1, settings=replace(case.settings, adoption="given"))
        with_options = funding.apply(varied.stated(), first, _changed(offers, some), known)
        gap, grants = with_options.gap.sum(axis=1), with_options.granted().sum(axis=1)
        for place, (i, option) in enumerate(some, start=1):
            funder = DIMS["funder"][int(offers.funder[offers.programme == i][0])]
            for until in untils:
                when = (case.years > case.as_of) & (case.years <= until)
                closed = float((gap[when, 0] - gap[when, place]).sum())
                more = float((grants[when, place] - grants[when, 0]).sum())
                if closed > 0.5 or more > 0.5:
                    rows.append((scenario, offers.programmes[i], funder, option, until, closed, more, "EUR"))
    return Table("support_options", columns, tuple(rows))


def _one(values: Array) -> Array:
    """Return the scenario's draw of an array with draws last."""
    return values[..., :1]


def _first(investment: Investment) -> Investment:
    names = (
        "installed", "replaced", "units", "unit_cost", "unit_premium", "taxed", "full", "like_for_like", "saving",
        "saving_co2", "growth",
    )  # fmt: skip
    cut: dict[str, Any] = {name: _one(getattr(investment, name)) for name in names}
    return replace(investment, **cut, book=by_draw.cut(investment.book, slice(0, 1)))


def _possible(offers: Offers, programme: int) -> list[str]:
    """Return which options change anything for a programme."""
    mine = offers.programme == programme
    rate, lost = offers.rate[:, mine], offers.lost[:, mine]
    ends = bool((rate[-1] == 0.0).any() and (lost > 0.0).any())
    pot = bool((offers.pot[:, programme] < NO_LIMIT).any())
    return [
        *(["rate_plus_10"] if (rate > 0.0).any() else []),
        *(["extended"] if ends else []),
        *(["pot_doubled"] if pot else []),
    ]


def _changed(offers: Offers, which: Sequence[tuple[int, str]]) -> Offers:
    """Return offers with one more draw for each option; draw 0 as they are."""
    count = len(which) + 1
    rate = np.repeat(offers.rate[..., :1], count, axis=-1)
    lost = np.repeat(offers.lost[..., :1], count, axis=-1)
    pot = np.repeat(offers.pot[..., :1], count, axis=-1)
    for place, (programme, option) in enumerate(which, start=1):
        mine = np.flatnonzero(offers.programme == programme)
        if option == "rate_plus_10":
            rate[:, mine, place] += np.where(rate[:, mine, place] > 0.0, POINTS, 0.0)
        elif option == "extended":
            rate[:, mine, place] = _without_end(lost[:, mine, place])
        else:
            pot[:, programme, place] *= np.where(pot[:, programme, place] < NO_LIMIT, 2.0, 1.0)
    return replace(offers, rate=rate, lost=np.maximum(lost, rate), pot=pot)


def _without_end(rate: Array) -> Array:
    """Return rates (year, offer) that go on at their last value after they end or are suspended."""
    out = rate.copy()
    for year in range(1, len(out)):
        out[year] = np.where(out[year] > 0.0, out[year], out[year - 1])
    return out
