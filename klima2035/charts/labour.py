"""Work by craft and year: what the scenario needs, what the trend needs, and what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.rows import absent, later, span
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ALERT, INK, MUTED, PAPER, projected
from klima2035.phrases import name, said
from klima2035.result import Array, Result

NEED, BAND = "#2a6f97", "#dfe4e9"
RIGHT, ACROSS, DOWN = 0.88, 0.15, 0.105  # between panels, for labels and headings, in figure fractions
NEAR = 0.01  # of what is available: financed adoption keeps to it to about a per cent


@dataclass(frozen=True, slots=True)
class Craft:
    """One craft's full-time equivalents by year; NaN where none is known."""

    code: str
    needed: Array
    trend: Array
    available: Array
    high: Array

    @property
    def known(self) -> bool:
        """Return whether any year tells what is available."""
        return bool(np.any(np.isfinite(self.available)))

    @property
    def missing(self) -> Array:
        """Return by how much the need exceeds what is available; nothing where unknown or within a per cent."""
        over = np.nan_to_num(self.needed - self.available)
        return np.where(over > NEAR * np.nan_to_num(self.available), over, 0.0)


def crafts(result: Result) -> tuple[list[int], list[Craft]]:
    """Return the years after ``as_of`` and the crafts in the order of the table."""
    years = span(result)
    found: dict[str, dict[str, Array]] = {}
    columns = ("needed", "trend", "available", "available_high")
    for row in later(result, "labour"):
        craft = found.setdefault(str(row["craft"]), {column: np.full(len(years), np.nan) for column in columns})
        for column in columns:
            if row[column] is not None:
                craft[column][int(row["year"]) - years[0]] = float(row[column])
    return years, [Craft(code, *(one[column] for column in columns)) for code, one in found.items()]


def additional(result: Result) -> float:
    """Return the mean number of jobs beyond the trend, all crafts, after ``as_of`` to the focus year."""
    found = crafts(result)[1]
    until = slice(0, max(style.focus(result) - result.as_of, 0))
    more = np.sum([np.nan_to_num(craft.needed - craft.trend)[until] for craft in found], axis=0)
    return float(np.mean(more)) if np.size(more) else 0.0


def _count(value: float, lang: str) -> str:
    """Return people as a whole number, large ones in tens: more would be false precision."""
    return number(round(value, -1) if abs(value) >= 1000 else round(value), 0, lang)


def _title(result: Result, lang: str, years: list[int], found: list[Craft]) -> str:
    if not found:
        none = said(lang, "Keine Angaben zu Handwerk und Bau", "No figures on crafts and building")
        return absent(result, "labour", lang) or none
    worst = max(found, key=lambda craft: float(np.max(craft.missing)))
    at = int(np.argmax(worst.missing))
    most, more, until = float(worst.missing[at]), additional(result), style.focus(result)
    jobs = said(
        lang,
        f"; bis {until} im Mittel {_count(more, lang)} Stellen mehr als im Trend",
        f"; {_count(more, lang)} more jobs than in the trend on average to {until}",
    )
    if not all(craft.known for craft in found) and most < 0.5:
        return said(lang, f"Handwerk und Bau:{jobs[1:]}", f"Crafts and building:{jobs[1:]}")
    if most < 0.5:
        return (
            said(lang, "Die verfügbaren Kräfte reichen in jedem Gewerk", "There are enough workers in every craft")
            + jobs
        )
    return (
        said(
            lang,
            f"{name(worst.code, lang)}: {years[at]} fehlen {_count(most, lang)} Vollzeitkräfte",
            f"{name(worst.code, lang)}: {_count(most, lang)} full-time workers short in {years[at]}",
        )
        + jobs
    )


def _caption(result: Result, lang: str, years: list[int], found: list[Craft], shared: bool) -> Caption:
    scale = "" if shared else said(lang, "; jedes Gewerk mit eigener Skala", "; each craft on its own scale")
    subtitle = said(
        lang,
        f"Projektion, Vollzeitkräfte je Jahr nach Gewerk; schraffiert: mehr gebraucht als verfügbar{scale}",
        f"Projection, full-time equivalents by year and craft; hatched: more needed than available{scale}",
    )
    parts = []
    for craft in found:
        at = int(np.argmax(np.nan_to_num(craft.needed)))
        values = (craft.needed[at], craft.trend[at], craft.available[at], craft.high[at])
        need, trend, there, high = (_count(float(v), lang) if np.isfinite(v) else "–" for v in values)
        parts.append(
            said(
                lang,
                f"{name(craft.code, lang)}, höchster Bedarf {years[at]}: {need} (Trend {trend}, verfügbar {there} "
                f"bis {high})",
                f"{name(craft.code, lang)}, highest need {years[at]}: {need} (trend {trend}, available {there} "
                f"to {high})",
            )
        )
    told = "; ".join(parts) + "." if parts else said(lang, "Keine Werte.", "No values.")
    return style.caption(result, lang, (_title(result, lang, years, found), subtitle, told))


def _top(craft: Craft) -> float:
    columns = (craft.needed, craft.trend, craft.available, craft.high)
    return max(float(np.max(np.nan_to_num(values))) for values in columns)


def jobs(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw need, trend and available workers of each craft as small panels, years of shortage hatched."""
    years, found = crafts(result)
    found = [craft for craft in found if _top(craft) > 0]
    tops = [_top(craft) for craft in found]
    shared = not tops or max(tops) <= 4.0 * min(tops)
    caption = _caption(result, lang, years, found, shared)
    figure = style.sheet(caption, result, lang)
    if not found:
        style.empty(style.panel(figure), caption.title)
        return figure, caption
    columns = 1 if len(found) == 1 else 2 if len(found) <= 4 else 3
    lines = -(-len(found) // columns)
    wide = (RIGHT - style.LEFT - ACROSS * (columns - 1)) / columns
    high = (0.715 - 0.15 - DOWN * (lines - 1)) / lines
    for place, craft in enumerate(found):
        left, top = style.LEFT + (wide + ACROSS) * (place % columns), 0.715 - (high + DOWN) * (place // columns)
        axes = style.panel(figure, left, left + wide, top - high, top)
        style.value_axis(axes, lang, 1.06 * (max(tops) if shared else tops[place]))
        _craft(axes, lang, years, craft)
        _heading(figure, lang, (left, top, wide), years, craft)
        _years(axes, years, named=place + columns >= len(found))
    phases.key(figure, result, lang, years)
    return figure, caption


def _heading(figure: Figure, lang: str, place: tuple[float, float, float], years: list[int], craft: Craft) -> None:
    """Write a craft's name above its panel and behind it the year in which most are missing or needed."""
    left, top, wide = place
    look: dict[str, Any] = {"va": "baseline", "fontsize": 10}
    text = figure.text(left - 0.015, top + 0.027, name(craft.code, lang), fontweight="bold", **look)
    end = float(text.get_window_extent().x1) / float(figure.bbox.width)
    short = float(np.max(craft.missing)) >= 0.5
    look |= {"fontsize": 9, "color": ALERT if short else MUTED}
    behind = figure.text(end + 0.012, top + 0.027, _behind(lang, years, craft), **look)
    if float(behind.get_window_extent().x1) / float(figure.bbox.width) > left + wide + ACROSS - 0.025:
        behind.remove()


def _behind(lang: str, years: list[int], craft: Craft) -> str:
    """Return the year in which most are missing, else the one in which most are needed."""
    at = int(np.argmax(craft.missing))
    if craft.missing[at] >= 0.5:
        short, whole = _count(float(craft.missing[at]), lang), _count(float(craft.needed[at]), lang)
        return said(lang, f"{years[at]}: {short} von {whole} fehlen", f"{years[at]}: {short} of {whole} short")
    at = int(np.argmax(np.nan_to_num(craft.needed)))
    most = _count(float(craft.needed[at]), lang)
    text = said(lang, f"{years[at]}: {most} gebraucht", f"{years[at]}: {most} needed")
    return text + (said(lang, ", reicht", ", enough") if craft.known else "")


def _years(axes: Axes, years: list[int], named: bool) -> None:
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    step = 5 if len(years) > 8 else 2
    shown = [year for year in years if year == years[0] or (year % step == 0 and year > years[0] + 1)]
    axes.set_xticks(shown, labels=[str(year) if named else "" for year in shown])


def _craft(axes: Axes, lang: str, years: list[int], craft: Craft) -> None:
    """Draw one craft: need as steps, what exceeds the available hatched, trend and available as lines."""
    edges = np.arange(years[0], years[-1] + 2) - 0.5
    known = np.isfinite(craft.available)
    high = np.where(np.isfinite(craft.high), craft.high, craft.available)
    needed, available = np.nan_to_num(craft.needed), np.where(known, craft.available, 0.0)
    axes.stairs(np.where(known, high, 0.0), edges, baseline=available, fill=True, color=BAND, zorder=1.5)
    axes.stairs(needed, edges, fill=True, color=projected(NEED), zorder=2)
    over: dict[str, Any] = {"facecolor": PAPER, "edgecolor": ALERT, "hatch": "//////", "linewidth": 0.0}
    short = np.where(craft.missing > 0, needed, available)
    axes.stairs(short, edges, baseline=available, fill=True, zorder=2.5, **over)
    axes.stairs(np.where(craft.missing > 0, needed, np.nan), edges, baseline=None, color=ALERT, linewidth=1.3, zorder=4)
    for colour, width in ((PAPER, 4.2), (MUTED, 2.0)):
        axes.stairs(craft.trend, edges, baseline=None, color=colour, linewidth=width, zorder=3.5)
    axes.stairs(craft.available, edges, baseline=None, color=INK, linewidth=1.8, zorder=4.5)
    axes.stairs(craft.high, edges, baseline=None, color=INK, linewidth=1.2, linestyle=(0, (4, 2)), zorder=4.5)
    top = axes.get_ylim()[1]
    told = (
        (said(lang, "gebraucht", "needed"), craft.needed, projected(NEED), "", 0.5),
        (said(lang, "im Trend", "in the trend"), craft.trend, MUTED, "-", 1.0),
        (said(lang, "verfügbar", "available"), craft.available, INK, "-", 1.0),
        (said(lang, "höchstens", "at most"), craft.high, INK, "--", 1.0),
    )
    entries = [
        Key(text, colour, float(values[-1]) * part / top, "", "", "", line)
        for text, values, colour, line, part in told
        if np.isfinite(values[-1])
    ]
    stack.keys(axes, entries)
