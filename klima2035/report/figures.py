"""The figures that several chapters tell of: totals, money of the measures, the target, the city's own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from klima2035.money.city import FOLLOW_UP
from klima2035.report.pack import Pack
from klima2035.result import Result
from klima2035.summary import total

OWN = ("city", "city_company")


class Money(NamedTuple):
    """Additional cost of the measures [EUR nominal]: by funder, all, what has none; all in prices of one year."""

    by_funder: Mapping[str, float]
    need: float
    gap: float
    real: float
    prices: int


def money_of(result: Result, first: int, last: int) -> Money:
    """Return the additional cost of the measures from ``first`` to ``last``."""
    found: dict[str, float] = {}
    real, prices = 0.0, result.as_of
    for row in result.tables["finance_by_year"].dicts() if "finance_by_year" in result.tables else ():
        if row["basis"] == "additional" and row["origin"] == "measures" and first <= row["year"] <= last:
            found[row["funder"]] = found.get(row["funder"], 0.0) + float(row["value"])
            real, prices = real + float(row["value_real"]), int(row["price_year"])
    return Money(found, sum(found.values()), found.get("gap", 0.0), real, prices)


def co2e(result: Result, year: int) -> float:
    """Return total CO2e of a year [t/a]."""
    return total(result, year)


def ahead(pack: Pack, year: int) -> float:
    """Return total CO2e of a later year: on the path, carried on from what was counted since it was planned [t/a]."""
    found = pack.tracked
    if found.latest > found.scenario.as_of and year in found.years:
        return float(found.paths["co2e"][found.years.index(year)])
    return co2e(pack.result, year)


def due(pack: Pack) -> list[dict[str, Any]]:
    """Return the milestones whose year has come."""
    return [row for row in pack.rows("milestones") if int(row["year"]) <= pack.result.as_of]


BY_RULE = "by_rule"  # a goal whose ways of counting come to different verdicts


def goals(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the verdict on each goal: several ways of counting one sum are one goal."""
    found: dict[str, set[str]] = {}
    for row in rows:
        code, _, rule = str(row["indicator"]).partition(":")
        key = f"{code} {row['year']}" if rule and code == "climate_investment" else str(row["id"])
        found.setdefault(key, set()).add(str(row["verdict"]))
    return [next(iter(one)) if len(one) == 1 else BY_RULE for one in found.values()]


def target(pack: Pack) -> dict[str, Any] | None:
    """Return the decided milestone on all greenhouse gases that lies furthest ahead; None where there is none."""
    ahead = [
        row for row in pack.rows("milestones")
        if row["indicator"] == "co2e" and row["origin"] == "decided" and int(row["year"]) > pack.result.as_of
    ]  # fmt: skip
    return max(ahead, key=lambda row: int(row["year"]), default=None)


def band(pack: Pack, indicator: str, year: int) -> tuple[float, float] | None:
    """Return between which values nine of ten draws lie; None where the draws hold no such path."""
    found = pack.result.extra.get("bands", {}).get((indicator, ""))
    if found is None or year not in found.years:
        return None
    at = found.years.index(year)
    return float(found.values[0.05][at]), float(found.values[0.95][at])


def city_money(
    pack: Pack, payer: str, items: tuple[str, ...], first: int, last: int, column: str = "value"
) -> float:  # fmt: skip
    """Return the sum of some items of a payer's line from ``first`` to ``last`` [EUR nominal, or of one price year]."""
    return sum(
        float(row[column]) for row in pack.rows("city_line")
        if row["payer"] == payer and row["item"] in items and first <= row["year"] <= last
    )  # fmt: skip


def city_peak(pack: Pack) -> tuple[int, float, float, float] | None:
    """Return the city's dearest year, its amount nominal and real, and what it spent a year before."""
    years = {
        row["year"] for row in pack.rows("city_line") if row["payer"] == "city" and row["year"] > pack.result.as_of
    }
    by_year = {year: city_money(pack, "city", ("own", "gap"), year, year) for year in years}
    if not by_year or max(by_year.values()) <= 0.0:
        return None
    peak = max(by_year, key=lambda year: (by_year[year], -year))
    past = next((float(r["value"]) for r in pack.rows("city_line") if r["item"] == "past_investment" and
                 r["payer"] == "city"), 0.0)  # fmt: skip
    return peak, by_year[peak], city_money(pack, "city", ("own", "gap"), peak, peak, "value_real"), past


def follow_up(pack: Pack, year: int) -> float:
    """Return the follow-up cost of the city in a year [EUR/a nominal]."""
    return city_money(pack, "city", FOLLOW_UP, year, year)


def deciders(pack: Pack) -> list[str]:
    """Return the measures that the city or its companies decide, in the library's order."""
    library = pack.scenario.library
    return [one.name for one in pack.scenario.measures if library[one.name].decider in OWN]


def first_year(pack: Pack, measure: str) -> int | None:
    """Return the first year in which a measure acts; None for one that moves nothing."""
    starts = [row["start"] for row in pack.rows("measures") if row["measure"] == measure and row["start"]]
    return min(starts, default=None)


def last_year(pack: Pack, measure: str) -> int | None:
    """Return the year in which a measure has reached its targets; None for one that moves nothing."""
    ends = [row["end"] for row in pack.rows("measures") if row["measure"] == measure and row["end"]]
    return max(ends, default=None)
