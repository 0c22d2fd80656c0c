"""The main chart, from 1990 to the horizon, and all scenarios in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import style
from klima2035.charts.palette import ACCENT, ALERT, INK, MUTED, PAPER, SPARE, TREND
from klima2035.charts.stack import Key, keys
from klima2035.charts.style import Caption
from klima2035.charts.words import CO2E, NO_BREAK, change, million, rise, said
from klima2035.numbers import number
from klima2035.result import Array, Result

LINES: tuple[tuple[str, str | tuple[int, tuple[int, int]]], ...] = (
    (ACCENT, "-"),
    (SPARE[2], (0, (6, 2))),
    (SPARE[4], (0, (3, 1))),
    (SPARE[6], (0, (1, 1))),
    (SPARE[0], (0, (8, 3))),
)


def total(result: Result, indicator: str = "co2e", view: str = "end_use") -> Array:
    """Return the total of a view by year, (year,) [t/a]; NaN where no row has a value."""
    part = result.frames["emissions"].pick(view=view, indicator=indicator)
    return np.where(np.all(np.isnan(part.values), axis=1), np.nan, np.nansum(part.values, axis=1))


def _phase_slices(result: Result) -> tuple[slice, slice, slice]:
    years = result.frames["emissions"].years
    last_history = max((y for y, p in zip(result.years, result.phase, strict=True) if p == "history"), default=years[0])
    base, now = years.index(last_history), years.index(result.as_of)
    return slice(0, base + 1), slice(base, now + 1), slice(now, len(years))


def pinned(result: Result) -> list[int]:
    """Return the positions of the history's pinned years: those not interpolated, or else its first and last."""
    frame = result.frames["emissions"]
    past = _phase_slices(result)[0]
    found = [i for i in range(past.stop) if frame.quality[i] != "interpolated"]
    return found if len(found) < past.stop / 2 else [0, past.stop - 1]


def _history(axes: Axes, result: Result, values: Array, lang: str) -> None:
    """Draw what was: years between dashed, pinned years as marks with their value, hindcast solid and dark."""
    years = np.asarray(result.frames["emissions"].years)
    past, hindcast, _ = _phase_slices(result)
    axes.plot(years[past], values[past], color=INK, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3)
    axes.plot(years[hindcast], values[hindcast], color=INK, linewidth=2.4, zorder=4, solid_capstyle="round")
    for position in pinned(result):
        if np.isfinite(values[position]):
            axes.plot(years[position], values[position], "o", color=INK, markersize=7, zorder=6, clip_on=False)
            first = position == 0
            axes.annotate(
                number(values[position] / 1e6, 2, lang),
                (years[position], values[position]),
                xytext=(9 if first else 0, 4 if first else 11),
                textcoords="offset points",
                fontsize=9.5,
                fontweight="bold",
                ha="left" if first else "center",
                zorder=7,
            )


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
        axes.annotate(
            text, (year, limit), xytext=(9, 5) if above else (-9, -1), textcoords="offset points",
            ha="left" if above else "right", va="bottom" if above else "center", fontsize=8.8, color=colour,
            zorder=7, bbox={"facecolor": PAPER, "alpha": 0.85, "linewidth": 0, "pad": 0.6},
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


def _caption(result: Result, lang: str) -> Caption:
    values, frame = total(result), result.frames["emissions"]
    year = style.focus(result)
    left = float(values[frame.at(year)])
    start = float(values[0])
    fall = change(left / start - 1, lang) if start > 0 else ""
    since = frame.years[0]
    title = said(
        lang,
        f"{year} bleiben {million(left, lang, 1)} – {fall} gegenüber {since}",
        f"{million(left, lang, 1)} remain in {year} – {fall} on {since}",
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
    for goal, limit, _ in targets(result):
        told += f" {said(lang, 'Ziel', 'Target')} {goal}: {million(limit, lang)}."
    return style.caption(result, lang, (title, subtitle, told), frame)


def pathway(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw emissions from 1990 to the horizon: history, hindcast, projection, trend, targets, the rest in 2035."""
    caption = _caption(result, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure)
    values, years = total(result), np.asarray(result.frames["emissions"].years)
    style.value_axis(axes, lang, float(np.nanmax(values)) * 1.05, scale=1e6)
    style.year_axis(axes, list(years))
    style.phases(axes, result, lang, list(years))
    _history(axes, result, values, lang)
    future = _phase_slices(result)[2]
    axes.fill_between(years[future], 0, values[future], color=ACCENT, alpha=0.10, linewidth=0, zorder=1)
    axes.plot(years[future], values[future], color=ACCENT, linewidth=3.2, zorder=5, solid_capstyle="round")
    height = axes.get_ylim()[1]
    last = f"{years[-1]}: {number(values[-1] / 1e6, 2, lang)}"
    entries = [Key(f"{said(lang, 'Szenario', 'scenario')} {last}", ACCENT, float(values[-1]) / height)]
    if result.trend is not None:
        other = total(result.trend)
        axes.plot(years[future], other[future], color=TREND, linewidth=2.0, linestyle=(0, (6, 2)), zorder=4)
        text = f"{said(lang, 'Trend', 'trend')} {years[-1]}: {number(other[-1] / 1e6, 2, lang)}"
        entries.append(Key(text, TREND, float(other[-1]) / height))
    _targets(axes, result, values, lang)
    _remaining(axes, result, values, lang)
    _marks(axes, lang)
    keys(axes, entries)
    return figure, caption


def _marks(axes: Axes, lang: str) -> None:
    """Explain the marks and lines below the headline, in the empty corner under the history."""
    rows = (
        ("o", said(lang, "Stützjahr nach veröffentlichten Zahlen", "pinned to published figures")),
        ((0, (4, 3)), said(lang, "dazwischen abgeleitet", "derived between them")),
        ("-", said(lang, "nachgerechnet mit echten Rahmenwerten", "hindcast on actual framework values")),
    )
    for number_, (mark, text) in enumerate(rows):
        height = 0.26 - 0.07 * number_
        line = {"marker": "o", "linestyle": ""} if mark == "o" else {"linestyle": mark}
        axes.plot(
            [0.03] if mark == "o" else [0.015, 0.045],
            [height] if mark == "o" else [height, height],
            transform=axes.transAxes,
            color=INK,
            linewidth=2.4 if mark == "-" else 1.0,
            markersize=6,
            **line,
        )
        axes.text(0.058, height, text, transform=axes.transAxes, fontsize=8.5, color=MUTED, va="center")


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
    style.phases(axes, first, lang, frame.years)
    entries: list[Key] = []
    for result, (colour, dashes) in zip(results, LINES * (1 + len(results) // len(LINES)), strict=False):
        values, years = total(result) / 1e6, result.frames["emissions"].years
        now = years.index(result.as_of)
        axes.plot(years[: now + 1], values[: now + 1], color=INK, linewidth=1.8, zorder=3)
        axes.plot(years[now:], values[now:], color=colour, linestyle=dashes, linewidth=2.6, zorder=4)
        text = f"{style.scenario_title(result, lang)} {number(values[-1], 2, lang)}"
        entries.append(Key(text, colour, float(values[-1]) / axes.get_ylim()[1]))
    keys(axes, entries, f"{frame.years[-1]}, {said(lang, 'Mio. t', 'million t')}", 38)
    return figure, caption
