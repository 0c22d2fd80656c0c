"""From need to gap: additional cost of the measures less what each funder gives, and why the rest is open."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from klima2035.charts import phases, style
from klima2035.charts.rows import absent, amount, in_prices, later, span
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ALERT, FUNDERS, INK, MUTED, PAPER, projected
from klima2035.phrases import euro, name, said, share
from klima2035.result import Result

GIVERS = ("bund", "land", "eu", "kommunal", "private")
WIDE = 0.66  # width of a bar [1 of a column]
HATCHED: dict[str, Any] = {"facecolor": PAPER, "edgecolor": ALERT, "hatch": "////", "linewidth": 0.9}
SPLIT = 0.735, 0.975  # left and right of the causes, in figure fractions


def sums(result: Result) -> tuple[dict[str, float], dict[str, float]]:
    """Return the money of the measures by funder and the gap by cause, to the focus year [EUR of the price year]."""
    year = style.focus(result)
    givers, causes = dict.fromkeys((*GIVERS, "gap"), 0.0), dict[str, float]()
    for row in later(result, "finance_by_year"):
        if row["basis"] != "additional" or row["origin"] != "measures" or int(row["year"]) > year:
            continue
        funder, money = str(row["funder"]), amount(row)
        givers[funder] = givers.get(funder, 0.0) + money
        if funder == "gap":
            cause = str(row["cause"] or "")
            causes[cause] = causes.get(cause, 0.0) + money
    order = sorted(causes, key=lambda cause: (-causes[cause], cause))
    return givers, {cause: causes[cause] for cause in order if causes[cause] > 0.5}


def _cause(code: str, lang: str) -> str:
    return name(code, lang) if code else said(lang, "ohne Angabe", "not stated")


def _message(result: Result, lang: str, givers: dict[str, float], causes: dict[str, float]) -> str:
    """Return need, gap and the largest cause of the gap in one sentence."""
    year, need, gap = style.focus(result), euro(sum(givers.values()), lang), givers["gap"]
    if sum(givers.values()) < 0.5:
        return absent(result, "finance_by_year", lang) or said(
            lang, "Kein zusätzlicher Finanzbedarf in diesem Szenario", "No additional money is needed in this scenario"
        )
    if gap < 0.5:
        return said(
            lang,
            f"Von {need} Mehrkosten bis {year} bleibt nichts offen",
            f"Nothing of {need} additional cost by {year} remains open",
        )
    text = said(
        lang,
        f"Von {need} Mehrkosten bis {year} bleiben {euro(gap, lang)} offen",
        f"{euro(gap, lang)} of {need} additional cost by {year} remain open",
    )
    if not causes:
        return text
    first = next(iter(causes))
    told = f"{_cause(first, lang)} ({share(causes[first] / sum(causes.values()), lang)})"
    return text + said(lang, f"; wichtigster Grund: {told}", f"; main reason: {told}")


def _caption(result: Result, lang: str, givers: dict[str, float], causes: dict[str, float]) -> Caption:
    year, need = style.focus(result), sum(givers.values())
    base = in_prices(later(result, "finance_by_year"), lang)
    first_year = result.as_of + 1
    subtitle = said(
        lang,
        f"Projektion, Mio. €{base}, Summe {first_year} bis {year}: Mehrkosten der Maßnahmen, wer sie trägt, was fehlt",
        f"Projection, million €{base}, sum {first_year} to {year}: additional cost of the measures, who bears it, "
        "what is missing",
    )
    told = said(lang, "Bedarf ", "Need ") + euro(need, lang) + "; "
    told += "; ".join(f"{name(code, lang)} {euro(value, lang)}" for code, value in givers.items()) + ". "
    if causes:
        told += said(lang, "Gründe der Lücke: ", "Reasons of the gap: ")
        told += "; ".join(f"{_cause(code, lang)} {euro(value, lang)}" for code, value in causes.items()) + "."
    return style.caption(result, lang, (_message(result, lang, givers, causes), subtitle, told.strip()))


def need_to_gap(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the way from the need to the gap as a waterfall and the gap by cause beside it."""
    givers, causes = sums(result)
    caption = _caption(result, lang, givers, causes)
    figure = style.sheet(caption, result, lang)
    need = sum(givers.values())
    if need < 0.5:
        style.empty(style.panel(figure), caption.title)
        return figure, caption
    axes = style.panel(figure, right=0.655 if causes else 0.95, bottom=0.165, top=0.755)
    _steps(axes, lang, givers)
    if causes:
        _causes(figure, lang, causes)
        _zoom(figure, axes, len(givers), givers["gap"] / 1e6)
    phases.key(figure, result, lang, span(result))
    return figure, caption


def _steps(axes: Axes, lang: str, givers: dict[str, float]) -> None:
    """Draw need, one step down for each giver (up where one saves), and the gap."""
    need = sum(givers.values()) / 1e6
    codes = [code for code in givers if code != "gap"]
    levels = need - np.cumsum([0.0, *(givers[code] / 1e6 for code in codes)])
    bars: list[tuple[float, float, dict[str, Any]]] = [(0.0, need, {"facecolor": projected(INK)})]
    for code, before, after in zip(codes, levels, levels[1:], strict=False):
        colour = projected(FUNDERS.get(code, MUTED))
        bars.append((float(min(before, after)), float(max(before, after)), {"facecolor": colour}))
    bars.append((min(float(levels[-1]), 0.0), max(float(levels[-1]), 0.0), HATCHED))
    style.value_axis(axes, lang, 1.1 * max(high for _, high, _ in bars), low=min(0.0, *(low for low, _, _ in bars)))
    values = [need, *(givers[code] / 1e6 for code in codes), givers["gap"] / 1e6]
    for place, ((low, high, look), value) in enumerate(zip(bars, values, strict=True)):
        axes.add_patch(Rectangle((place - WIDE / 2, low), WIDE, high - low, zorder=2, **look))
        _amount(axes, lang, place, high, value, need)
        if place < len(bars) - 1:
            level = float(levels[place])
            ends = [place + WIDE / 2, place + 1 - WIDE / 2]
            axes.plot(ends, [level, level], color=MUTED, linewidth=0.8, zorder=3)
    axes.axhline(0, color=MUTED, linewidth=0.8, zorder=3)
    axes.set_xlim(-0.55, len(bars) - 0.45)
    words = [said(lang, "Bedarf", "Need"), *(name(code, lang) for code in codes), name("gap", lang)]
    axes.set_xticks(range(len(bars)), labels=[textwrap.fill(word, 12) for word in words])
    axes.tick_params(axis="x", length=0, labelsize=9)


def _amount(axes: Axes, lang: str, place: int, height: float, value: float, need: float) -> None:
    """Write one bar's money above it, and below that its share of the need."""
    shown = number(value, 0 if abs(value) >= 10 else 1, lang)
    axes.annotate(
        shown, (place, height), xytext=(0, 14 if place else 4), textcoords="offset points", ha="center",
        fontsize=10, fontweight="bold",
    )  # fmt: skip
    if place:
        axes.annotate(
            share(value / need, lang), (place, height), xytext=(0, 4), textcoords="offset points", ha="center",
            fontsize=8.5, color=MUTED,
        )  # fmt: skip


def _causes(figure: Figure, lang: str, causes: dict[str, float]) -> None:
    """Draw the gap by cause as bars under their names, the largest on top."""
    axes = style.panel(figure, SPLIT[0], SPLIT[1], 0.165, 0.755)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.text(0.0, 1.0, said(lang, "Warum die Lücke offen ist", "Why the gap is open"), fontsize=10, va="top",
              fontweight="bold")  # fmt: skip
    total, step = sum(causes.values()), min(0.185, 0.9 / len(causes))
    longest = max(causes.values())
    for place, (code, value) in enumerate(causes.items()):
        top = 0.9 - step * place
        axes.text(0.0, top, _cause(code, lang), fontsize=8.8, va="top")
        length = 0.52 * value / longest
        axes.add_patch(Rectangle((0.0, top - 0.72 * step), length, 0.36 * step, **HATCHED))
        shown = number(value / 1e6, 0 if value >= 1e7 else 1, lang)
        text = axes.text(length + 0.03, top - 0.54 * step, shown, fontsize=9.5, fontweight="bold", va="center")
        end = text.get_window_extent().transformed(axes.transData.inverted()).x1
        axes.text(end + 0.03, top - 0.54 * step, f"({share(value / total, lang)})", fontsize=8.5, color=MUTED,
                  va="center")  # fmt: skip


def _zoom(figure: Figure, axes: Axes, columns: int, gap: float) -> None:
    """Draw two thin lines from the gap's bar to the bracket before its causes."""
    to_figure = axes.transData + figure.transFigure.inverted()
    left = SPLIT[0] - 0.012
    for value, height in ((gap, 0.755), (0.0, 0.165)):
        start = to_figure.transform((columns + WIDE / 2, value))
        figure.add_artist(Line2D([start[0], left], [start[1], height], color=MUTED, linewidth=0.7))
    figure.add_artist(Line2D([left, left], [0.165, 0.755], color=MUTED, linewidth=0.7))
