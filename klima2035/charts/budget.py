"""The CO2 budget: what the city has emitted since a budget begins, against what is published as its share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, style
from klima2035.charts.rows import absent, rows
from klima2035.charts.stack import Key, keys
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ACCENT, ALERT, INK, MUTED, PAPER, TREND
from klima2035.phrases import CO2, NO_BREAK, listing, million, name, said
from klima2035.result import Array, Result

SERIES = "direct_co2_with_process"


@dataclass(frozen=True)
class Budget:
    """One published budget: code, first year, the city's share [t], and what stood on the axis before its start [t].

    used_up, trend_used_up: the year within which scenario and trend use it up; superseded: a newer one is published.
    """

    code: str
    start: int
    share: float
    before: float
    used_up: int | None
    trend_used_up: int | None
    superseded: bool


def yearly(result: Result) -> Array | None:
    """Return direct CO2 with process and fossil-waste CO2 by year [t/a], ``None`` where the result carries none."""
    return style.indicator(result, SERIES)


def used(result: Result, start: int) -> tuple[list[int], Array]:
    """Return the years from the one before ``start`` and what is used up by the end of each since then [t]."""
    values = yearly(result)
    first = result.frames["indicators"].at(start)
    kept = np.nan_to_num(values[first:]) if values is not None else np.zeros(0)
    return [start - 1, *result.frames["indicators"].years[first:]], np.concatenate([[0.0], kept.cumsum()])


def budgets(result: Result) -> list[Budget]:
    """Return the budgets of a result, smallest temperature first, older before newer."""
    found = [row for row in rows(result, "carbon_budget") if row["city_budget"]]
    if not found or yearly(result) is None:
        return []
    first = min(int(row["start"]) for row in found)
    years, sums = used(result, first)
    out = []
    last = {str(row["budget"]): int(row["start"]) for row in sorted(found, key=lambda row: int(row["start"]))}
    for row in sorted(found, key=lambda row: (str(row["budget"]), int(row["start"]))):
        start, share = int(row["start"]), float(row["city_budget"])
        before = float(sums[years.index(start - 1)])
        other = None if result.trend is None else _used_up(result.trend, start, share)
        code = str(row["budget"])
        out.append(Budget(code, start, share, before, row["used_up_in"], other, start < last[code]))
    return out


def _used_up(result: Result, start: int, share: float) -> int | None:
    if yearly(result) is None:
        return None
    years, sums = used(result, start)
    return next((year for year, amount in zip(years, sums, strict=True) if amount > share), None)


def label(budget: Budget, lang: str) -> str:
    """Return a budget's name: 1,5 °C mit 50 %, ab 2022."""
    return f"{name(budget.code, lang)}, {said(lang, 'ab', 'from')} {budget.start}"


def _temperature(budget: Budget, lang: str) -> str:
    return name(budget.code, lang).split(said(lang, " mit", " with"))[0].replace(" ", NO_BREAK)


def _title(result: Result, found: list[Budget], lang: str) -> str:
    """Say when each budget is used up: in a year, or not before the horizon."""
    if not found:
        return said(lang, f"Kein {CO2}-Budget in diesem Ergebnis", f"No {CO2} budget in this result")
    current = [budget for budget in found if not budget.superseded]
    gone = [budget for budget in current if budget.used_up is not None]
    left = [budget for budget in current if budget.used_up is None]
    if not gone:
        told = listing([_temperature(budget, lang) for budget in left], lang)
        return said(lang, f"Das {CO2}-Budget für {told} reicht bis {result.years[-1]}",
                    f"The {CO2} budget for {told} lasts until {result.years[-1]}")  # fmt: skip
    parts = listing([f"{_temperature(budget, lang)} {_when(budget, result, lang)}" for budget in gone], lang)
    title = said(lang, f"Der Anteil der Stadt am {CO2}-Budget ist aufgebraucht: für {parts}",
                 f"The city's share of the {CO2} budget is used up: for {parts}")  # fmt: skip
    if left:
        told = listing([_temperature(budget, lang) for budget in left], lang)
        title += said(lang, f"; für {told} reicht er", f"; for {told} it lasts")
    return title


def _when(budget: Budget, result: Result, lang: str) -> str:
    if budget.used_up is not None and budget.used_up <= result.as_of:
        return said(lang, f"seit {budget.used_up}", f"since {budget.used_up}")
    return said(lang, f"im Jahr {budget.used_up}", f"in {budget.used_up}")


def _caption(result: Result, found: list[Budget], lang: str) -> Caption:
    start = min((budget.start for budget in found), default=result.as_of)
    subtitle = said(
        lang,
        f"Direktes {CO2} seit Anfang {start}, Mio. t am Jahresende, mit Kalk und fossilem Abfall, ohne Vorketten",
        f"Direct {CO2} since the start of {start}, million t at year's end, with lime and fossil waste, no upstream",
    )
    parts = []
    if found:
        years, sums = used(result, start)
        for year in sorted({result.as_of, style.focus(result), years[-1]} & set(years)):
            at = million(float(sums[years.index(year)]), lang, 1)
            parts.append(said(lang, f"Bis Ende {year} verbraucht: {at}.", f"Used by the end of {year}: {at}."))
    for budget in found:
        amount, end = million(budget.share, lang, 1), result.years[-1]
        lasts = said(lang, f"reicht bis {end}", f"lasts until {end}")
        told = f"{label(budget, lang)}: {amount}, "
        told += lasts if budget.used_up is None else _gone(budget.used_up, lang)
        if result.trend is not None:
            other = lasts if budget.trend_used_up is None else _gone(budget.trend_used_up, lang)
            told += said(lang, f"; im Trend: {other}", f"; in the trend: {other}")
        parts.append(told + ".")
    title = _title(result, found, lang)
    return style.caption(result, lang, (title, subtitle, " ".join(parts) or title + "."))


def _gone(year: int, lang: str) -> str:
    return said(lang, f"aufgebraucht {year}", f"used up in {year}")


def carbon_budget(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw what is emitted since the budgets begin, scenario and trend, with each budget as a limit across."""
    found = budgets(result)
    caption = _caption(result, found, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, right=0.735)
    if not found:
        style.empty(axes, absent(result, "carbon_budget", lang) or caption.title)
        return figure, caption
    start = min(budget.start for budget in found)
    years, sums = used(result, start)
    other = sums if result.trend is None or yearly(result.trend) is None else used(result.trend, start)[1]
    top = max(float(sums.max()), float(other.max()), *(budget.before + budget.share for budget in found))
    style.value_axis(axes, lang, top, scale=1e6)
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years)
    height, after = axes.get_ylim()[1], years.index(result.as_of) if result.as_of in years else 0
    entries = [_line(years, sums, lang, said(lang, "Szenario", "scenario"), ACCENT, height)]
    if np.any(np.abs(other - sums) > 0.5):
        axes.plot(years[after:], other[after:], color=TREND, linewidth=1.8, zorder=4)
        entries.append(_line(years, other, lang, said(lang, "Trend", "trend"), TREND, height))
    axes.fill_between(years[after:], 0, sums[after:], color=ACCENT, alpha=0.10, linewidth=0, zorder=1)
    phases.line(axes, result, years, sums, linewidth=3.2, zorder=5)
    for budget in found:
        _limit(axes, budget, years, sums, lang)
        entries.append(_key(budget, height, lang))
    phases.key(figure, result, lang, years, "line")
    keys(axes, entries, said(lang, "Mio. t", "million t"), 30)
    return figure, caption


def _line(years: list[int], sums: Array, lang: str, what: str, colour: str, height: float) -> Key:
    text = f"{what} {years[-1]}: {number(float(sums[-1]) / 1e6, 1, lang)}"
    return Key(text, colour, float(sums[-1]) / height)


def level(budget: Budget, lang: str) -> str:
    """Return what the level of a budget's line means: which, how much, from when on, what stood there before that."""
    text = f"{name(budget.code, lang)}\n{number(budget.share / 1e6, 1, lang)} {said(lang, 'ab', 'from')} {budget.start}"
    if budget.before:
        before = number(budget.before / 1e6, 1, lang)
        text += said(lang, f" (davor {before})", f" (before {before})")
    return text


def _key(budget: Budget, height: float, lang: str) -> Key:
    line = "--" if budget.superseded else "-"
    return Key(level(budget, lang), ALERT, (budget.before + budget.share) / height, line=line)


def _limit(axes: Axes, budget: Budget, years: list[int], sums: Array, lang: str) -> None:
    """Draw one budget from its first year on and mark where the path crosses it; a superseded one dashed and thin."""
    at = budget.before + budget.share
    look: dict[str, Any] = {"linewidth": 1.2, "linestyle": phases.DASHED} if budget.superseded else {"linewidth": 1.8}
    axes.plot([budget.start - 1, years[-1]], [at, at], color=ALERT, zorder=3, **look)
    if budget.used_up is None:
        return
    crossing = float(np.interp(at, sums, years))
    ring: dict[str, Any] = {"markerfacecolor": PAPER, "markeredgecolor": INK, "markeredgewidth": 1.8}
    axes.plot(crossing, at, "o", markersize=8.5, zorder=7, **ring)
    axes.plot([crossing, crossing], [0.0, at], color=MUTED, linewidth=0.9, linestyle=phases.DOTTED, zorder=3)
    near = years[-1] - crossing < 0.1 * (years[-1] - years[0])
    place: dict[str, Any] = {"textcoords": "offset points", "ha": "right" if near else "left", "va": "top", "zorder": 8}
    side = -7 if near else 7
    axes.annotate(str(budget.used_up), (crossing, at), (side, -7), fontsize=12, fontweight="bold", **place)
    if budget.trend_used_up not in (None, budget.used_up):
        told = f"{said(lang, 'Trend', 'trend')} {budget.trend_used_up}"
        axes.annotate(told, (crossing, at), (side, -21), fontsize=9, color=MUTED, **place)
