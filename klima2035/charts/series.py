"""The numbers behind a chart, for charts that can be edited in slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from klima2035.charts import budget, money, style
from klima2035.charts.hands import COLOURS, step_name
from klima2035.charts.pathway import targets, total
from klima2035.charts.sectors import ORDER
from klima2035.palette import ACCENT, ALERT, CARRIERS, FUNDERS, INK, MUTED, REST, SECTORS, TREND
from klima2035.phrases import CO2, CO2E, name, said
from klima2035.report.blocks import ChartData, Series
from klima2035.result import Array, Result
from klima2035.stress.hands import STEPS, Hands, taken_off

LEAST = 0.012  # of all that remains: carriers below it are joined
GAP = "#d98a98"  # hatching of the picture is a plain light red in slides


def series_of(name: str, result: Result, lang: str, hands: Hands | None = None) -> ChartData | None:
    """Return the numbers behind a chart of ``CHARTS`` or ``in_our_hands``; ``None`` where slides draw none of it."""
    if name == "in_our_hands":
        return in_hands(hands, lang) if hands is not None else None
    maker = MAKERS.get(name)
    return None if maker is None else maker(result, lang)


def of_pathway(result: Result, lang: str) -> ChartData:
    """Return history, hindcast, scenario, trend and targets by year [million t CO2e]."""
    years = result.frames["emissions"].years
    values = total(result) / 1e6
    past = np.where(np.asarray(years) <= result.as_of, values, np.nan)
    ahead = np.where(np.asarray(years) >= result.as_of, values, np.nan)
    rows = [
        Series(said(lang, f"bis {result.as_of}", f"to {result.as_of}"), _cells(past), INK),
        Series(style.scenario_title(result, lang), _cells(ahead), ACCENT),
    ]
    if result.trend is not None:
        trend = np.where(np.asarray(years) >= result.as_of, total(result.trend) / 1e6, np.nan)
        rows.append(Series(said(lang, "Trend", "Trend"), _cells(trend), TREND))
    found = targets(result)
    for decided, label, colour in (
        (True, said(lang, "Beschlossene Ziele", "Decided targets"), ALERT),
        (False, said(lang, "Wegmarken", "Waypoints"), MUTED),
    ):
        marks = {year: limit / 1e6 for year, limit, is_decided in found if is_decided == decided and year in years}
        if marks:
            rows.append(Series(label, [marks.get(year) for year in years], colour))
    return ChartData("line", [str(year) for year in years], rows, f"{said(lang, 'Mio. t', 'million t')} {CO2E}", 2)


def of_investment(result: Result, lang: str) -> ChartData | None:
    """Return additional investment by year and funder with the gap [million EUR of the price year]."""
    years, parts = money.ledger(result, "additional")
    shown = {funder: values / 1e6 for funder, values in parts.items() if np.any(values)}
    if not shown:
        return None
    rows = [
        Series(name(funder, lang), _cells(values), GAP if funder == "gap" else FUNDERS.get(funder, MUTED))
        for funder, values in shown.items()
    ]
    return ChartData("stacked_column", [str(year) for year in years], rows, said(lang, "Mio. €", "million €"))


def of_budget(result: Result, lang: str) -> ChartData | None:
    """Return what is used by the end of each year, scenario and trend, and each budget as a level line [million t]."""
    found = budget.budgets(result)
    if not found:
        return None
    years, sums = budget.used(result, min(one.start for one in found))
    rows = [Series(style.scenario_title(result, lang), _cells(sums / 1e6), ACCENT)]
    if result.trend is not None and budget.yearly(result.trend) is not None:
        trend = budget.used(result.trend, years[0] + 1)[1]
        rows.append(Series(said(lang, "Trend", "Trend"), _cells(trend / 1e6), TREND))
    for one in found:
        at = (one.before + one.share) / 1e6
        cells = [at if year >= one.start - 1 else None for year in years]
        rows.append(Series(budget.level(one, lang).replace("\n", ": "), cells, MUTED if one.superseded else ALERT))
    return ChartData("line", [str(year) for year in years], rows, f"{said(lang, 'Mio. t', 'million t')} {CO2}", 1)


def of_remaining(result: Result, lang: str) -> ChartData:
    """Return what remains in the focus year by sector and carrier, small carriers joined [thousand t CO2e]."""
    frame = result.frames["emissions"].pick(view="end_use", indicator="co2e")
    at = frame.at(style.focus(result))
    table = {
        code: {carrier: float(values[at]) / 1e3 for carrier, values in frame.by("carrier", sector=code).items()}
        for code in dict.fromkeys(frame.coords["sector"])
    }
    order = sorted(table, key=lambda code: sum(table[code].values()), reverse=True)
    sums = {carrier: sum(parts.get(carrier, 0.0) for parts in table.values()) for carrier in frame.by("carrier")}
    large = [code for code in [*CARRIERS, *sums] if sums.get(code, 0.0) >= LEAST * sum(sums.values())]
    rows = [
        Series(name(carrier, lang), [table[code].get(carrier, 0.0) for code in order], CARRIERS.get(carrier, REST))
        for carrier in dict.fromkeys(large)
    ]
    rest = [sum(value for carrier, value in table[code].items() if carrier not in large) for code in order]
    if any(value > 0.0 for value in rest):
        rows.append(Series(said(lang, "Übrige", "other"), rest, REST))
    unit = f"{said(lang, 'Tausend t', 'thousand t')} {CO2E}"
    return ChartData("stacked_bar", [name(code, lang) for code in order], rows, unit)


def of_sectors(view: str) -> Callable[[Result, str], ChartData]:
    """Return what makes the emissions of a view by sector from the newest actual year on [million t CO2e]."""

    def made(result: Result, lang: str) -> ChartData:
        frame = result.frames["emissions"].pick(view=view, indicator="co2e")
        years, cut = style.from_year(frame, result.as_of)
        parts = frame.by("sector")
        rows = [
            Series(name(code, lang), _cells(parts[code][cut] / 1e6), SECTORS.get(code, REST))
            for code in [*ORDER[view], *(code for code in parts if code not in ORDER[view])]
            if code in parts
        ]
        unit = f"{said(lang, 'Mio. t', 'million t')} {CO2E}"
        return ChartData("stacked_column", [str(year) for year in years], rows, unit, 2)

    return made


def in_hands(hands: Hands, lang: str) -> ChartData:
    """Return by year what stays and what each who decides takes off, up to the trend [million t CO2e]."""
    first = next((i for i in range(len(hands.years)) if np.ptp(hands.co2e[:, i]) > 0.0), 0)
    years = hands.years[max(first - 1, 0) :]
    off = np.array([taken_off(hands, year) for year in years])  # (year, step)
    left = hands.co2e[-1][max(first - 1, 0) :] / 1e6
    rows = [Series(said(lang, "bleibt", "remains"), _cells(left), REST)]
    for i, (step, _) in reversed(list(enumerate(STEPS[1:], 1))):
        if hands.measures[i]:
            rows.append(Series(step_name(step, lang), _cells(off[:, i] / 1e6), COLOURS[step]))
    unit = f"{said(lang, 'Mio. t', 'million t')} {CO2E}"
    return ChartData("stacked_column", [str(year) for year in years], rows, unit, 2)


def _cells(values: Array | Sequence[float]) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]


MAKERS: dict[str, Callable[[Result, str], ChartData | None]] = {
    "pathway": of_pathway,
    "sectors_end_use": of_sectors("end_use"),
    "sectors_conversion": of_sectors("conversion"),
    "remaining_2035": of_remaining,
    "carbon_budget": of_budget,
    "investment": of_investment,
}
