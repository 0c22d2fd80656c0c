"""Why a year differs from the path: the latest year's steps from planned to actual, and every year's effects."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import style
from klima2035.charts.style import Caption
from klima2035.numbers import percent
from klima2035.palette import INK, MUTED, PAPER, projected
from klima2035.phrases import CO2E, million, name, said, signed
from klima2035.result import Result, Table

COLOURS = {
    "activity": "#1f3f66", "structure": "#9c4a1a", "factor": "#6fa8cf", "weather": "#f2c14e", "not_split": PAPER,
}  # fmt: skip
UNDER = {  # words under the bars, parted by hand
    "activity": ("Energie-\nmenge", "amount of\nenergy"),
    "structure": ("Mix der\nEnergie-\nträger", "mix of\ncarriers"),
    "factor": ("Emissions-\nfaktoren", "emission\nfactors"),
    "weather": ("Wetter", "weather"),
    "not_split": ("nicht\naufteilbar", "cannot\nbe split"),
}
EVIDENCE = {
    "actual": ("gezählt", "counted"),
    "partly": ("teils gezählt", "partly counted"),
    "total": ("Summe gezählt", "sum counted"),
    "modelled": ("gerechnet", "modelled"),
}
IN_WORDS = {
    "actual": ("aus der Bilanz der Stadt", "from the city's balance"),
    "partly": ("teils gezählt, teils gerechnet", "partly counted, partly modelled"),
    "total": ("von der Stadt als Summe gemeldet, Ursachen gerechnet", "reported by the city as a sum, causes modelled"),
    "modelled": (
        "gerechnet mit den tatsächlichen Rahmenwerten, keine Bilanz der Stadt",
        "modelled on the actual framework, no balance of the city",
    ),
}
WIDE = 0.62  # width of a bar [1 of a column]
MOST_YEARS = 8
NONE = 0.005  # of the path: a deviation below is none

Years = dict[int, dict[str, float]]


def by_year(table: Table) -> tuple[Years, dict[int, str]]:
    """Return each year's deviation by effect, all sectors together [t/a], and how the year is known."""
    sums: Years = {}
    known: dict[int, str] = {}
    for row in table.dicts():
        year, effect = int(row["year"]), str(row["effect"])
        of_year = sums.setdefault(year, {})
        of_year[effect] = of_year.get(effect, 0.0) + float(row["value"])
        if effect != "not_split":
            known[year] = str(row["evidence"])
        elif row["evidence"] == "actual" and known[year] != "actual":
            known[year] = "total"
    return sums, known


def deviation(head: Result, table: Table, planned: Mapping[int, float], lang: str) -> tuple[Figure, Caption]:
    """Draw the latest year's way from the path to the actual value, and beside it every year's effects.

    table: ``deviation.csv``, not empty; planned: emissions on the path by year [t/a].
    """
    sums, known = by_year(table)
    caption = _caption(head, sums, known, planned, lang)
    figure = style.sheet(caption, head, lang)
    latest, several = max(sums), len(sums) > 1
    axes = style.panel(figure, right=0.60 if several else 0.93, bottom=0.17, top=0.70)
    _steps(axes, sums[latest], known[latest], planned[latest], latest, lang)
    if several:
        _yearly(style.panel(figure, 0.675, 0.975, 0.17, 0.70), sums, known, lang)
    return figure, caption


def _look(effect: str, evidence: str) -> dict[str, Any]:
    """Return how an effect looks: lighter where it is modelled, hatched where it cannot be split."""
    if effect == "not_split":
        return {"facecolor": PAPER, "edgecolor": MUTED, "hatch": "////", "linewidth": 0.9}
    colour = COLOURS[effect]
    return {"facecolor": colour if evidence == "actual" else projected(colour, 0.2), "linewidth": 0.0}


def _steps(axes: Axes, effects: dict[str, float], evidence: str, path: float, year: int, lang: str) -> None:
    """Draw one step an effect from the path (zero) to the actual value, in thousand tonnes."""
    values = [effects[effect] / 1e3 for effect in effects]
    levels = np.cumsum([0.0, *values])
    _frame(axes, lang, float(levels.min()), float(levels.max()))
    for place, (effect, value) in enumerate(zip(effects, values, strict=True)):
        low = min(float(levels[place]), float(levels[place + 1]))
        axes.add_patch(Rectangle((place - WIDE / 2, low), WIDE, abs(value), zorder=2, **_look(effect, evidence)))
        ends = [place + WIDE / 2, place + 1 - WIDE / 2]
        axes.plot(ends, [levels[place + 1]] * 2, color=MUTED, linewidth=0.8, zorder=3)
        _value(axes, place, (low, low + abs(value)), _thousand(value, lang), value >= 0.0)
    last, there = len(values), float(levels[-1])
    axes.plot([-0.75, last - 0.5], [0.0, 0.0], color=INK, linewidth=1.2, zorder=4)
    axes.plot([last - WIDE / 2, last + WIDE / 2], [there, there], color=INK, linewidth=3.0, zorder=5)
    axes.annotate(
        f"{million(path + 1e3 * there, lang)}\n({_thousand(there, lang)})", (last, there),
        xytext=(0, 6 if there >= 0.0 else -6), ha="center",
        va="bottom" if there >= 0.0 else "top", textcoords="offset points", fontsize=10, fontweight="bold",
    )  # fmt: skip
    axes.annotate(
        said(lang, "Pfad", "path"), (-0.72, 0.0), xytext=(0, 3), textcoords="offset points", fontsize=9, color=MUTED
    )
    axes.set_xlim(-0.75, last + 0.6)
    words = [said(lang, *UNDER[effect]) for effect in effects]
    words.append(f"{year}\n" + textwrap.fill(said(lang, *EVIDENCE[evidence]), 10))
    axes.set_xticks(range(last + 1), labels=words)
    axes.tick_params(axis="x", length=0, labelsize=8.8)
    first = million(path, lang)
    style.heading(
        axes, said(lang, f"{year}: vom Pfad ({first}) zum Stand", f"{year}: from the path ({first}) to the state"),
        -0.01,
    )  # fmt: skip


def _thousand(value: float, lang: str) -> str:
    """Return a change in thousand tonnes with its sign, small ones with a decimal."""
    return signed(value, 1 if 0.05 <= abs(value) < 9.95 else 0, lang)


def _frame(axes: Axes, lang: str, low: float, high: float) -> None:
    """Set a value axis with room for labels above and below the bars."""
    span = max(high - low, 1e-3)
    style.value_axis(axes, lang, high + 0.2 * span, low=low - 0.2 * span)
    axes.axhline(0.0, color=MUTED, linewidth=0.8, zorder=1.5)


def _value(axes: Axes, place: float, ends: tuple[float, float], text: str, above: bool) -> None:
    """Write a value at the outer end of its bar."""
    axes.annotate(
        text, (place, ends[1] if above else ends[0]), xytext=(0, 4 if above else -4), textcoords="offset points",
        ha="center", va="bottom" if above else "top", fontsize=10, fontweight="bold",
    )  # fmt: skip


def _yearly(axes: Axes, sums: Years, known: Mapping[int, str], lang: str) -> None:
    """Draw the effects of the last years as stacked bars up and down, with the sum as a mark and a figure."""
    years = sorted(sums)[-MOST_YEARS:]
    ups, downs = ([sum(f(v, 0.0) for v in sums[y].values()) / 1e3 for y in years] for f in (max, min))
    _frame(axes, lang, min(*downs, 0.0), max(*ups, 0.0))
    for place, year in enumerate(years):
        up = down = 0.0
        for effect, value in sums[year].items():
            size = abs(value) / 1e3
            start = up if value >= 0.0 else down - size
            axes.add_patch(Rectangle((place - 0.36, start), 0.72, size, zorder=2, **_look(effect, known[year])))
            up, down = (up + size, down) if value >= 0.0 else (up, down - size)
        total = sum(sums[year].values()) / 1e3
        axes.plot(place, total, "D", markersize=5.5, color=INK, markeredgecolor=PAPER, zorder=6)
        _value(axes, place, (down, up), signed(total, 0, lang), total >= 0.0)
    axes.set_xlim(-0.6, len(years) - 0.4)
    axes.set_xticks(range(len(years)), labels=[str(year) for year in years])
    axes.tick_params(axis="x", length=0, labelsize=9 if len(years) <= 6 else 8)
    pale = said(lang, "; hell: gerechnet", "; pale: modelled") if any(known[y] != "actual" for y in years) else ""
    style.heading(axes, said(lang, "Jahr für Jahr; ◆ Summe", "Year by year; ◆ sum") + pale, -0.01)


def _caption(head: Result, sums: Years, known: Mapping[int, str], planned: Mapping[int, float], lang: str) -> Caption:
    latest = max(sums)
    total, path = sum(sums[latest].values()), planned[latest]
    strongest = max(sums[latest], key=lambda effect: abs(sums[latest][effect]))
    amount = signed(sums[latest][strongest] / 1e3, 0, lang)
    effect = name(f"effect_{strongest}", lang)
    if abs(total) < NONE * path:
        title = said(lang, f"{latest} liegen die Treibhausgase auf dem Pfad", f"In {latest} emissions are on the path")
    else:
        share = percent(abs(total) / path, 0, lang)
        title = said(
            lang, f"{latest} liegen die Treibhausgase {share} {'über' if total > 0 else 'unter'} dem Pfad",
            f"In {latest} emissions are {share} {'above' if total > 0 else 'below'} the path",
        )  # fmt: skip
    title += said(lang, f"; am stärksten wirkt: {effect} ({amount} Tausend t)",
                  f"; the strongest cause: {effect} ({amount} thousand t)")  # fmt: skip
    subtitle = said(
        lang, f"Abweichung vom Pfad in Tausend t {CO2E} nach Ursache; {latest} {IN_WORDS[known[latest]][0]}",
        f"Deviation from the path in thousand t {CO2E} by cause; {latest} {IN_WORDS[known[latest]][1]}",
    )  # fmt: skip
    told = " ".join(_year(year, sums[year], known[year], planned[year], lang) for year in sorted(sums))
    return style.caption(head, lang, (title, subtitle, told))


def _year(year: int, effects: dict[str, float], evidence: str, path: float, lang: str) -> str:
    """Return one year in words: path, value, how it is known, what each effect does."""
    total = sum(effects.values())
    value = f"{million(path + total, lang)} ({said(lang, *EVIDENCE[evidence])})"
    parts = "; ".join(
        f"{name(f'effect_{effect}', lang)} {signed(amount / 1e3, 1, lang)}" for effect, amount in effects.items()
    )
    return said(lang, f"{year}: Pfad {million(path, lang)}, Stand {value}; in Tausend t: {parts}.",
                f"{year}: path {million(path, lang)}, state {value}; in thousand t: {parts}.")  # fmt: skip
