"""Cost and effect of each measure: euro per tonne as bars, cheapest first, beside the tonnes that it saves."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from klima2035.charts import style
from klima2035.charts.rows import Row, absent, in_prices, rows
from klima2035.charts.style import Caption
from klima2035.money.discount import central
from klima2035.numbers import number
from klima2035.palette import FAINT, INK, MUTED, PAPER, projected
from klima2035.phrases import CO2E, NO_BREAK, million, name, said
from klima2035.result import Result

ROWS = 18
COSTS, SAVES, TONNES = "#9c4a1a", "#1b7f79", "#1f3f66"
BARS = 0.415, 0.765  # left and right of the bars, in sheet fractions
AMOUNT, EFFECT = 0.862, (0.875, 1.0)  # right edge of the tonnes, left and right of their bars
SENTENCE = 150  # characters in a line of the sentence below


@dataclass(frozen=True, slots=True)
class Item:
    """One row: title, tonnes saved to the horizon, euro per tonne, whether it stands for the smallest measures."""

    title: str
    tonnes: float
    cost: float
    rest: bool = False


def _known(result: Result) -> tuple[list[Row], float | None]:
    """Return the rows at the middle rate, each measure once, and that rate."""
    found = rows(result, "measure_costs")
    rate = central(row["rate"] for row in found)
    return [row for row in found if row["rate"] is None or float(row["rate"]) == rate], rate


def _title(result: Result, measure: str, lang: str) -> str:
    titles = result.extra.get("measure_titles", {}).get(measure, {})
    return str(titles.get(lang) or titles.get("de") or measure)


def items(result: Result, lang: str) -> list[Item]:
    """Return measures with a cost per tonne, cheapest first, the smallest beyond the rows of the chart joined."""
    stated = [row for row in _known(result)[0] if row["eur_per_tonne"] is not None]
    whole = [
        Item(_title(result, str(row["measure"]), lang), float(row["tonnes"]), float(row["eur_per_tonne"]))
        for row in stated
    ]
    whole.sort(key=lambda item: -item.tonnes)
    kept, small = (whole, []) if len(whole) <= ROWS else (whole[: ROWS - 1], whole[ROWS - 1 :])
    shown = sorted(kept, key=lambda item: (item.cost, item.title))
    if small:
        tonnes = sum(item.tonnes for item in small)
        cost = sum(item.cost * item.tonnes for item in small) / tonnes if tonnes else 0.0
        shown.append(Item(said(lang, f"{len(small)} weitere", f"{len(small)} others"), tonnes, cost, rest=True))
    return shown


def unstated(result: Result, lang: str) -> str:
    """Return in one sentence the measures without a cost per tonne, with the reason of each."""
    by_reason: dict[str, list[str]] = {}
    for row in _known(result)[0]:
        if row["eur_per_tonne"] is None:
            by_reason.setdefault(str(row["reason"] or ""), []).append(_title(result, str(row["measure"]), lang))
    if not by_reason:
        return ""
    told = []
    for reason, titles in by_reason.items():
        why = f" ({name(reason, lang)})" if reason else ""
        told.append(", ".join(sorted(titles)) + why)
    return said(lang, "Ohne Angabe je Tonne: ", "No cost per tonne: ") + "; ".join(told) + "."


def limit(costs: Sequence[float]) -> float:
    """Return the cost per tonne [EUR/t] at which bars are cut: the largest, unless few stand far above the rest."""
    sizes = np.abs(np.asarray(costs, dtype=float))
    usual = sizes[sizes <= 3.5 * float(np.quantile(sizes, 0.75))]
    largest = float(np.max(usual))
    return largest if usual.size == sizes.size else 1.15 * largest


def _message(result: Result, lang: str, shown: list[Item]) -> str:
    """Return the measure that saves most with its cost, and how many measures save money too."""
    named = [item for item in shown if not item.rest]
    if not named:
        none = said(lang, "Keine Maßnahme mit Kosten je Tonne", "No measure with a cost per tonne")
        return absent(result, "measure_costs", lang) or none
    best = max(named, key=lambda item: item.tonnes)
    stated = [row for row in _known(result)[0] if row["eur_per_tonne"] is not None]
    saving, whole = sum(float(row["eur_per_tonne"]) < 0 for row in stated), len(stated)
    save = said(lang, "spart" if saving == 1 else "sparen", "saves" if saving == 1 else "save")
    amount = million(best.tonnes, lang)
    price = said(lang, f"zu {_euro(best.cost, lang)} je t", f"at {_euro(best.cost, lang)} per t")
    return said(
        lang,
        f"Am meisten bringt „{best.title}“: {amount} {price}; "
        f"{saving or 'keine'} von {whole} Maßnahmen {save if saving else 'spart'} auch Geld",
        f"“{best.title}” saves most: {amount} {price}; {saving or 'none'} of {whole} measures {save} money too",
    )


def _caption(result: Result, lang: str, shown: list[Item]) -> Caption:
    until = result.years[-1]
    rate = _known(result)[1]
    base = in_prices(rows(result, "measure_costs"), lang)
    at = "" if rate is None else said(lang, f", Zins {number(100 * rate, 0, lang)}{NO_BREAK}%", f", rate {rate:.0%}")
    subtitle = said(
        lang,
        f"Projektion {result.as_of + 1}–{until}: Kosten je vermiedene Tonne{base}{at}; "
        "jede Maßnahme als letzte gerechnet",
        f"Projection {result.as_of + 1}–{until}: cost per tonne saved{base}{at}; each measure counted as the last one",
    )
    told = "; ".join(f"{item.title}: {_euro(item.cost, lang)}/t, {million(item.tonnes, lang, 3)}" for item in shown)
    title = _message(result, lang, shown)
    return style.caption(result, lang, (title, subtitle, f"{told}. {unstated(result, lang)}".strip()))


def _euro(value: float, lang: str) -> str:
    text = number(abs(value), 0, lang)
    sign = "−" if value < 0 and text != "0" else ""
    return f"{sign}€{text}" if lang == "en" else f"{sign}{text}{NO_BREAK}€"


def cost_and_effect(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw euro per tonne of each measure, cheapest first, and the tonnes that it saves beside it."""
    shown = items(result, lang)
    caption = _caption(result, lang, shown)
    figure = style.sheet(caption, result, lang)
    if not shown:
        style.empty(style.panel(figure), caption.title)
        return figure, caption
    lines = textwrap.wrap(unstated(result, lang), SENTENCE)
    below = 0.072 + 0.025 * len(lines)
    figure.text(style.LEFT - 0.015, 0.068, "\n".join(lines), fontsize=7.6, color=MUTED, va="bottom", linespacing=1.25)
    axes = style.panel(figure, style.LEFT - 0.015, 0.985, below, 0.785)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    _table(axes, result, lang, shown)
    return figure, caption


def _table(axes: Axes, result: Result, lang: str, shown: list[Item]) -> None:
    """Write the rows: title, bar of euro per tonne with its number, tonnes as number and bar."""
    most = limit([item.cost for item in shown])
    zero, unit = _scale(shown, most)
    head = 0.965
    step = min((head - 0.035) / len(shown), 0.07)
    _heads(axes, result, lang, (zero, head))
    axes.plot([zero, zero], [head - 0.03 - step * len(shown), head - 0.03], color=INK, linewidth=0.9, zorder=3)
    largest = max(item.tonnes for item in shown)
    for place, item in enumerate(shown):
        middle = head - 0.03 - step * (place + 0.5)
        axes.plot([0, 1], [middle + step / 2] * 2, color=FAINT, linewidth=0.7, zorder=0)
        axes.text(0.0, middle, item.title, fontsize=8.0, va="center", style="italic" if item.rest else "normal")
        _cost(axes, lang, (zero, middle, unit, 0.62 * step), item.cost, most)
        axes.text(AMOUNT, middle, _thousand(item.tonnes, lang), fontsize=8.0, va="center", ha="right")
        length = (EFFECT[1] - EFFECT[0]) * max(item.tonnes, 0.0) / largest
        look: dict[str, Any] = {"facecolor": projected(TONNES), "linewidth": 0}
        axes.add_patch(Rectangle((EFFECT[0], middle - 0.31 * step), length, 0.62 * step, **look))


def _thousand(tonnes: float, lang: str) -> str:
    return number(tonnes / 1e3, 0 if abs(tonnes) >= 1e4 else 1, lang)


def _scale(shown: list[Item], most: float) -> tuple[float, float]:
    """Return the place of zero and the length of one euro per tonne, numbers beside the bars allowed for."""
    room = 0.062  # for a number
    low = min(most, max((-item.cost for item in shown), default=0.0))
    high = min(most, max((item.cost for item in shown), default=0.0))
    low, high = max(low, 0.0), max(high, 0.0)
    left = BARS[0] + (room if low > 0 else 0.0)
    unit = (BARS[1] - room - left) / max(low + high, 1e-9)
    return left + low * unit, unit


def _heads(axes: Axes, result: Result, lang: str, place: tuple[float, float]) -> None:
    """Write the heads of the columns; those of the bars say which side saves money."""
    zero, height = place
    look: dict[str, Any] = {"fontsize": 8.5, "color": MUTED, "va": "center"}
    axes.text(0.0, height, said(lang, "Maßnahme", "Measure"), **look)
    if zero > BARS[0] + 0.001:
        axes.text(zero - 0.008, height, said(lang, "← spart Geld", "← saves money"), ha="right", **look)
    axes.text(zero + 0.008, height, said(lang, "kostet, €/t →", "costs, €/t →"), ha="left", **look)
    text = said(lang, f"Tausend t {CO2E} bis {result.years[-1]}", f"thousand t {CO2E} by {result.years[-1]}")
    axes.text(EFFECT[1], height, text, ha="right", **look)


def _cost(axes: Axes, lang: str, frame: tuple[float, float, float, float], cost: float, most: float) -> None:
    """Draw one bar from zero, cut with a break where it is too long, and its number beyond the end."""
    zero, middle, unit, high = frame
    drawn = float(np.clip(cost, -most, most))
    end = zero + drawn * unit
    colour = projected(SAVES if cost < 0 else COSTS)
    axes.add_patch(Rectangle((min(zero, end), middle - high / 2), abs(end - zero), high, facecolor=colour, linewidth=0))
    if abs(cost) > most * (1 + 1e-9):
        _break(axes, end - 0.022 * float(np.sign(cost)), middle, high)
    side = "left" if cost >= 0 else "right"
    bold = "bold" if abs(cost) > most * (1 + 1e-9) else "normal"
    place = end + (0.006 if cost >= 0 else -0.006)
    axes.text(place, middle, number(cost, 0, lang), fontsize=8.0, va="center", ha=side, fontweight=bold)


def _break(axes: Axes, x: float, middle: float, high: float) -> None:
    """Cut a bar with a white slanted stripe between two dark strokes."""
    lean, wide = 0.004, 0.006
    low, top = middle - 0.72 * high, middle + 0.72 * high
    corners = [(x - lean, low), (x - lean + wide, low), (x + lean + wide, top), (x + lean, top)]
    axes.add_patch(Polygon(corners, facecolor=PAPER, linewidth=0, zorder=4))
    for shift in (0.0, wide):
        axes.plot([x - lean + shift, x + lean + shift], [low, top], color=INK, linewidth=0.8, zorder=5)
