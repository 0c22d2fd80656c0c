"""What the charts of credit draw: the tables of a study as titles and numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from klima2035.charts.rows import Row, rows
from klima2035.numbers import number
from klima2035.phrases import said
from klima2035.result import Array, Result

ANYWAY = ("bund_eu", "turnover")
TONNES = "tonnes_co2e"


@dataclass(frozen=True, slots=True)
class Share:
    """One group: title, tonnes with standard error and last-in, euro per tonne with error, on both accounts."""

    code: str
    title: str
    tonnes: float
    error: float
    last_in: float
    reason: str
    cost: float | None
    cost_error: float
    payer: float | None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Wedge:
    """One wedge: code, title and tonnes a year, (year,)."""

    code: str
    title: str
    values: Array


def title_of(result: Result, code: str, lang: str) -> str:
    """Return the title of a group or measure."""
    titles = result.extra.get("measure_titles", {}).get(code, {})
    return str(titles.get(lang) or titles.get("de") or code)


def exact(result: Result) -> bool:
    """Return whether the credits are exact."""
    return bool(result.extra["credit"]["mode"] == "exact")


def rate(result: Result) -> float:
    """Return the middle rate of discount."""
    known = sorted({float(row["rate"]) for row in rows(result, "credit") if row["rate"] is not None})
    return known[len(known) // 2]


def shares(result: Result, lang: str) -> list[Share]:
    """Return every group, most tonnes first."""
    found = [row for row in rows(result, "credit") if row["measure"] not in ANYWAY and row["year"] is None]
    middle = rate(result)
    of_code: dict[str, dict[str, Row]] = {}
    for row in found:
        if row["sector"] == "all" and row["rate"] in (None, middle):
            of_code.setdefault(str(row["measure"]), {})[str(row["item"])] = row
    out = []
    for code, items in of_code.items():
        tonnes, cost, payer = items[TONNES], items["eur_per_tonne"], items["eur_per_tonne_payer"]
        out.append(
            Share(
                code, title_of(result, code, lang), tonnes["value"], tonnes["standard_error"], tonnes["last_in"],
                str(cost["reason"] or ""), cost["value"], cost["standard_error"] or 0.0, payer["value"],
            )
        )  # fmt: skip
    return sorted(out, key=lambda one: (-one.tonnes, one.title))


def years(result: Result) -> tuple[int, ...]:
    """Return the years from ``as_of`` to the horizon."""
    return tuple(year for year in result.years if year >= result.as_of)


def level(result: Result, item: str) -> Array:
    """Return one path of ``path.csv`` over all sectors, (year,) [t/a] from ``as_of`` on."""
    return _by_year(result, [row for row in rows(result, "path") if row["item"] == item])


def wedges(result: Result, lang: str) -> list[Wedge]:
    """Return the tonnes a year of every group and of what happens anyway, in the order of the table."""
    out: dict[str, list[Row]] = {}
    for row in rows(result, "credit"):
        mine = out.setdefault(str(row["measure"]), [])
        if row["item"] == TONNES and row["year"] is not None:
            mine.append(row)
    names = {
        "bund_eu": said(lang, "Bund und EU, ohnehin", "Bund and EU, in any case"),
        "turnover": said(lang, "Erneuerung und Bevölkerung, von selbst", "turnover and population, by themselves"),
    }
    return [
        Wedge(code, names.get(code) or title_of(result, code, lang), _by_year(result, found))
        for code, found in out.items()
    ]


def _by_year(result: Result, found: list[Row]) -> Array:
    known = years(result)
    out = np.zeros(len(known))
    for row in found:
        out[known.index(int(row["year"]))] += float(row["value"])
    return out


def note(result: Result, lang: str) -> str:
    """Return in a few words how the credits were worked out."""
    how = result.extra["credit"]
    orders, combinations = (number(count, 0, lang) for count in (2 * how["pairs_of_orders"], how["coalitions"]))
    if exact(result):
        return said(
            lang, f"Shapley-Anteile, exakt aus {combinations} Kombinationen",
            f"Shapley shares, exact from {combinations} combinations",
        )  # fmt: skip
    return said(
        lang, f"Shapley-Anteile aus {orders} zufälligen Reihenfolgen",
        f"Shapley shares from {orders} random orders",
    )  # fmt: skip
