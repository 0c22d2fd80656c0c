"""The main chart, from 1990 to the horizon, and all scenarios in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, style
from klima2035.charts.stack import Key, keys
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ACCENT, ALERT, MUTED, PAPER, SPARE, TREND
from klima2035.phrases import CO2E, NO_BREAK, change, million, rise, said
from klima2035.result import Array, Result

LINES = ((ACCENT, ""), (SPARE[2], "s"), (SPARE[4], "^"), (SPARE[6], "o"), (SPARE[0], "D"))  # colour and marker


def total(result: Result, indicator: str = "co2e", view: str = "end_use") -> Array:
    """Return the total of a view by year, (year,) [t/a]; NaN where no row has a value."""
    part = result.frames["emissions"].pick(view=view, indicator=indicator)
    return np.where(np.all(np.isnan(part.values), axis=1), np.nan, np.nansum(part.values, axis=1))


def _values(axes: Axes, result: Result, values: Array, lang: str) -> None:
    """Mark the pinned years and write their values beside them."""
    frame = result.frames["emissions"]
    phases.marks(axes, result, frame, frame.years, values)
    for year in phases.pinned(result, frame, frame.years):
        first, value = year == frame.years[0], float(values[frame.at(year)])
        if np.isfinite(value):
            axes.annotate(
                number(value / 1e6, 2, lang), (year, value), xytext=(9 if first else 0, 4 if first else 11),
                textcoords="offset points", fontsize=9.5, fontweight="bold", ha="left" if first else "center",
                zorder=7,
            )  # fmt: skip


def targets(result: Result) -> list[tuple[int, float, bool]]:
    """Return targets on the total (year, limit [t/a], decided) among the milestones."""
    found = {
        (int(row["year"]), float(row["limit"]), row["origin"] == "decided")
        for row in result.tables["milestones"].dicts()
        if row["indicator"] in {"co2e", "total_co2e"} and row["sense"] == "at_most" and row["limit"] is not None
    }
    return sorted(found)


def _targets(axes: Axes, result: Result, values: Array, lang: str) -> None:
    """Mark the targets; their words stand above the line where it meets them, below it where it misses them."""
    frame, start = result.frames["emissions"], float(values[0])
    for year, limit, decided in targets(result):
        if year not in frame.years[1:]:
            continue
        colour = ALERT if decided else MUTED
        ring: dict[str, Any] = {"markerfacecolor": PAPER, "markeredgecolor": colour, "markeredgewidth": 1.8}
        axes.plot(year, limit, "D", markersize=8, zorder=7, clip_on=False, **ring)
        word = said(lang, "Ziel", "target") if decided else said(lang, "Wegmarke", "waypoint")
        text = f"{word} {year}: {number(limit / 1e6, 2, lang)}"
        if start > 0:
            text += f" ({rise(limit / start - 1.0, lang)})"
        above = limit >= float(values[frame.at(year)])
        low = limit < 0.12 * axes.get_ylim()[1]
        away = (9, 5) if above else (-9, -1) if low else (-4, -7)
        axes.annotate(
            text, (year, limit), xytext=away, textcoords="offset points", fontsize=8.8, color=colour,
            ha="left" if above else "right", va="bottom" if above else "center" if low else "top",
            zorder=7, bbox={"facecolor": PAPER, "linewidth": 0, "pad": 0.6},
        )  # fmt: skip


def _remaining(axes: Axes, result: Result, values: Array, lang: str) -> None:
    """Mark what is left in the focus year, with the amount per head."""
    year = style.focus(result)
    left = float(values[result.frames["emissions"].at(year)])
    near = result.years[-1] - year < 5
    height = (0.90 if near else 0.70) * axes.get_ylim()[1]
    axes.plot([year, year], [0, height], color=ACCENT, linewidth=1.2, linestyle=(0, (2, 2)), zorder=3)
    axes.plot(year, left, "o", color=ACCENT, markersize=8, markeredgecolor=PAPER, zorder=8, clip_on=False)
    text = f"{year}: {million(left, lang)} {said(lang, 'bleiben', 'remain')}"
    heads = style.indicator(result, "per_head")
    if heads is not None and np.isfinite(heads[result.frames["indicators"].at(year)]):
        head = number(float(heads[result.frames["indicators"].at(year)]), 1, lang)
        text += f"\n{head}{NO_BREAK}t {said(lang, 'je Kopf', 'per head')}"
    axes.text(
        year + (-0.5 if near else 0.5),
        height,
        text,
        ha="right" if near else "left",
        fontsize=10.5,
        fontweight="bold",
        color=ACCENT,
        va="top",
        zorder=8,
    )
    band = result.extra.get("bands", {}).get(("total_co2e", ""))
    if band is not None:
        ends = [number(float(band.values[share][band.years.index(year)]) / 1e6, 2, lang) for share in (0.05, 0.95)]
        told = said(lang, "in neun von zehn Ziehungen", "in nine of ten draws")
        axes.text(
            year + (-0.5 if near else 0.5), height - 0.115 * axes.get_ylim()[1], f"{ends[0]}–{ends[1]} {told}",
            ha="right" if near else "left", fontsize=8.8, color=ACCENT, va="top", zorder=8,
        )  # fmt: skip


def _caption(result: Result, lang: str) -> Caption:
    values, frame = total(result), result.frames["emissions"]
    year = style.focus(result)
    left = float(values[frame.at(year)])
    start = float(values[0])
    fall = change(left / start - 1, lang) if start > 0 else ""
    since = frame.years[0]
    amount, decided = _decided(result, year, left, lang)
    title = said(
        lang,
        f"{year} bleiben {amount}{decided} – {fall} gegenüber {since}",
        f"{amount} remain in {year}{decided} – {fall} on {since}",
    )
    subtitle = said(
        lang,
        f"Treibhausgase in Mio. t {CO2E} je Jahr, mit Vorketten, alle Sektoren",
        f"Greenhouse gases in million t {CO2E} a year, with upstream, all sectors",
    )
    parts = [
        f"{y}: {million(float(values[frame.at(y)]), lang)}"
        for y in sorted({since, 2017, result.as_of, 2030, year, frame.years[-1]})
        if y in frame.years and np.isfinite(values[frame.at(y)])
    ]
    told = said(lang, "Linie von 1990 bis zum Horizont. ", "Line from 1990 to the horizon. ") + "; ".join(parts) + "."
    if result.trend is not None:
        trend = million(float(total(result.trend)[frame.at(year)]), lang)
        told += said(lang, f" Ohne Maßnahmen (Trend) {year}: {trend}.", f" Without measures (trend) {year}: {trend}.")
    band = result.extra.get("bands", {}).get(("total_co2e", ""))
    if band is not None:
        ends = [million(float(band.values[share][band.years.index(year)]), lang) for share in (0.05, 0.95)]
        told += said(lang, f" Neun von zehn Ziehungen liegen {year} zwischen {ends[0]} und {ends[1]}.",
                     f" Nine of ten draws lie between {ends[0]} and {ends[1]} in {year}.")  # fmt: skip
    for goal, limit, _ in targets(result):
        told += f" {said(lang, 'Ziel', 'Target')} {goal}: {million(limit, lang)}."
    return style.caption(result, lang, (title, subtitle, told), frame)


def _decided(result: Result, year: int, left: float, lang: str) -> tuple[str, str]:
    """Return what remains, and how it stands to what was decided for the same year, in figures that differ."""
    limit = next((amount for when, amount, is_decided in targets(result) if when == year and is_decided), None)
    if limit is None:
        return million(left, lang, 1), ""
    if left <= limit:
        return million(left, lang, 1), said(lang, ", das beschlossene Ziel ist erreicht", ", the target decided is met")
    places = next((n for n in (1, 2) if round(limit / 1e6, n) < round(left / 1e6, n)), 3)
    told = number(limit / 1e6, places, lang)
    words = said(lang, f" statt der beschlossenen {told}", f" instead of the {told} decided")
    return million(left, lang, places), words


def _band(axes: Axes, result: Result) -> None:
    """Draw where nine of ten and one of two draws lie, where the result knows."""
    band = result.extra.get("bands", {}).get(("total_co2e", ""))
    if band is None:
        return
    later = [i for i, year in enumerate(band.years) if year >= result.as_of]
    years = [band.years[i] for i in later]
    for ends, alpha in (((0.05, 0.95), 0.22), ((0.25, 0.75), 0.30)):
        lower, upper = (band.values[share][later] for share in ends)
        axes.fill_between(years, lower, upper, color=ACCENT, alpha=alpha, linewidth=0, zorder=2)
        axes.plot(years, lower, years, upper, color=ACCENT, linewidth=0.5, alpha=0.7, zorder=2)


def pathway(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw emissions from 1990 to the horizon: history, hindcast, projection, trend, targets, the rest in 2035."""
    caption = _caption(result, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure)
    values, years = total(result), np.asarray(result.frames["emissions"].years)
    style.value_axis(axes, lang, float(np.nanmax(values)) * 1.05, scale=1e6)
    style.year_axis(axes, list(years))
    phases.background(axes, result, lang, list(years))
    future = phases.slices(result, list(years))["projection"]
    axes.fill_between(years[future], 0, values[future], color=ACCENT, alpha=0.10, linewidth=0, zorder=1)
    _band(axes, result)
    phases.line(axes, result, list(years), values, linewidth=3.2, zorder=5)
    _values(axes, result, values, lang)
    height = axes.get_ylim()[1]
    last = f"{years[-1]}: {number(values[-1] / 1e6, 2, lang)}"
    entries = [Key(f"{said(lang, 'Szenario', 'scenario')} {last}", ACCENT, float(values[-1]) / height)]
    other = values if result.trend is None else total(result.trend)
    if np.any(np.abs(other - values)[future] > 0.5):
        axes.plot(years[future], other[future], color=TREND, linewidth=1.8, zorder=4)
        text = f"{said(lang, 'Trend', 'trend')} {years[-1]}: {number(other[-1] / 1e6, 2, lang)}"
        entries.append(Key(text, TREND, float(other[-1]) / height))
    _targets(axes, result, values, lang)
    _remaining(axes, result, values, lang)
    phases.key(figure, result, lang, list(years), "line", result.frames["emissions"])
    keys(axes, entries)
    return figure, caption


def scenarios(results: Sequence[Result], lang: str) -> tuple[Figure, Caption]:
    """Draw the totals of several scenarios of one city in one picture, apart by colour and line style."""
    first = results[0]
    frame, year = first.frames["emissions"], min(style.focus(result) for result in results)
    amounts = {style.scenario_title(r, lang): float(total(r)[r.frames["emissions"].at(year)]) for r in results}
    lowest, highest = min(amounts, key=lambda key: amounts[key]), max(amounts, key=lambda key: amounts[key])
    spread = f"{number(amounts[lowest] / 1e6, 1, lang)}–{million(amounts[highest], lang, 1)}"
    title = said(lang, f"{year} liegen die Szenarien bei {spread}", f"In {year} the scenarios range over {spread}")
    subtitle = said(lang, f"Treibhausgase in Mio. t {CO2E} je Jahr", f"Greenhouse gases in million t {CO2E} a year")
    told = "; ".join(f"{key} {year}: {million(value, lang)}" for key, value in amounts.items()) + "."
    caption = style.caption(first, lang, (title, subtitle, told), frame)
    figure = style.sheet(caption, first, lang, said(lang, "Szenarien im Vergleich", "scenarios compared"))
    axes = style.panel(figure, right=0.70)
    style.value_axis(axes, lang, float(np.nanmax(total(first))) / 1e6)
    style.year_axis(axes, frame.years)
    phases.background(axes, first, lang, frame.years)
    entries: list[Key] = []
    for result, (colour, marker) in zip(results, LINES * (1 + len(results) // len(LINES)), strict=False):
        values, years = total(result) / 1e6, result.frames["emissions"].years
        every = {"marker": marker, "markevery": 5, "markersize": 6.5, "markeredgecolor": PAPER} if marker else {}
        phases.line(axes, result, years, values, colour, **every)
        text = f"{style.scenario_title(result, lang)} {number(values[-1], 2, lang)}"
        entries.append(Key(text, colour, float(values[-1]) / axes.get_ylim()[1], marker=marker))
    phases.marks(axes, first, frame, frame.years, total(first) / 1e6)
    phases.key(figure, first, lang, frame.years, "line", frame)
    keys(axes, entries, f"{frame.years[-1]}, {said(lang, 'Mio. t', 'million t')}", 38)
    return figure, caption
