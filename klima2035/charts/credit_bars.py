"""Ranked bars: tonnes of each group with their standard error, and what a tonne costs."""

from __future__ import annotations

import textwrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import credit_data, style
from klima2035.charts.credit_data import Share
from klima2035.charts.effect import limit
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ALERT, FAINT, INK, MUTED, projected
from klima2035.phrases import CO2E, NO_BREAK, million, name, said
from klima2035.result import Result

ROWS = 17
TONNES, COSTS, SAVES = "#1f3f66", "#9c4a1a", "#1b7f79"
EFFECT, COST = (0.38, 0.60), (0.675, 0.915)  # left and right of both columns of bars, in panel fractions
SENTENCE = 150


def bars(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw each group's tonnes and euro per tonne, most tonnes first."""
    every = credit_data.shares(result, lang)
    shown = _shown(every, lang)
    below = _unstated(every, lang)
    caption = _caption(result, lang, every, shown, below)
    figure = style.sheet(caption, result, lang)
    lines = textwrap.wrap(below, SENTENCE)
    figure.text(style.LEFT - 0.015, 0.068, "\n".join(lines), fontsize=7.6, color=MUTED, va="bottom", linespacing=1.25)
    axes = style.panel(figure, style.LEFT - 0.015, 0.985, 0.072 + 0.025 * len(lines), 0.795)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    _rows(axes, result, lang, shown)
    return figure, caption


def _shown(every: list[Share], lang: str) -> list[Share]:
    """Return the groups that save something, those beyond the rows of the chart joined."""
    moving = [one for one in every if one.tonnes != 0.0]
    if len(moving) <= ROWS:
        return moving
    kept, small = moving[: ROWS - 1], moving[ROWS - 1 :]
    title = said(lang, f"{len(small)} weitere zusammen", f"{len(small)} others together")
    sums = (sum(one.tonnes for one in small), sum(one.last_in for one in small))
    return [*kept, Share("rest", title, sums[0], 0.0, sums[1], "", None, 0.0, None, rest=True)]


def _unstated(every: list[Share], lang: str) -> str:
    """Return in one sentence the groups without a cost per tonne, with the reason of each."""
    by_reason: dict[str, list[str]] = {}
    for one in every:
        if one.cost is None:
            by_reason.setdefault(one.reason, []).append(one.title)
    if not by_reason:
        return ""
    told = [f"{', '.join(sorted(titles))} ({name(reason, lang)})" for reason, titles in by_reason.items()]
    return said(lang, "Ohne Angabe je Tonne: ", "No cost per tonne: ") + "; ".join(told) + "."


def _rows(axes: Axes, result: Result, lang: str, shown: list[Share]) -> None:
    head = 0.965
    look: dict[str, Any] = {"fontsize": 8.5, "color": MUTED, "va": "center"}
    axes.text(0.0, head, said(lang, "Maßnahme oder Gruppe", "measure or group"), **look)
    effect = said(lang, f"Tausend t {CO2E} bis {result.years[-1]}", f"thousand t {CO2E} by {result.years[-1]}")
    axes.text(EFFECT[0], head, effect, **look)
    if not shown:
        return
    step = min((head - 0.035) / len(shown), 0.075)
    costs = [one.cost for one in shown if one.cost is not None]
    most = limit(costs) if costs else 1.0
    zero, unit = _scale([max(-most, min(most, cost)) for cost in costs])
    axes.text(zero, head, said(lang, "€/t: kostet →", "€/t: costs →"), **look)
    if min(costs, default=0.0) < 0.0:
        axes.text(zero - 0.008, head, said(lang, "← spart", "← saves"), ha="right", **look)
    height = (head - 0.03 - step * len(shown), head - 0.03)
    for x in (EFFECT[0], zero):
        axes.plot([x, x], height, color=INK, linewidth=0.9, zorder=3)
    largest = max(abs(one.tonnes) for one in shown)
    for place, one in enumerate(shown):
        middle = head - 0.03 - step * (place + 0.5)
        axes.plot([0, 1], [middle + step / 2] * 2, color=FAINT, linewidth=0.7, zorder=0)
        axes.text(0.0, middle, one.title, fontsize=8.0, va="center", style="italic" if one.rest else "normal")
        _tonnes(axes, lang, (middle, step), one, largest)
        if one.cost is not None:
            _cost(axes, lang, (zero, middle, unit, step), one, most)
        elif not one.rest:
            axes.text(zero + 0.006, middle, "–", fontsize=8.0, va="center", color=MUTED)


def _tonnes(axes: Axes, lang: str, row: tuple[float, float], one: Share, largest: float) -> None:
    """Draw tonnes as a bar with its standard error as a whisker and both as numbers."""
    middle, step = row
    unit = (EFFECT[1] - EFFECT[0] - 0.02) / largest
    colour = projected(TONNES if one.tonnes > 0.0 else ALERT)
    length = abs(one.tonnes) * unit
    axes.add_patch(Rectangle((EFFECT[0], middle - 0.31 * step), length, 0.62 * step, facecolor=colour, linewidth=0))
    error, end = one.error * unit, EFFECT[0] + length
    visible = error > 0.001
    if visible:
        axes.plot([end - error, end + error], [middle, middle], color=INK, linewidth=1.0, zorder=4)
    told = _thousand(one.tonnes, lang)
    if one.error > 1e-6 * abs(one.tonnes):
        told += f" ±{NO_BREAK}{_thousand(one.error, lang)}"
    axes.text(end + (error if visible else 0.0) + 0.006, middle, told, fontsize=8.0, va="center")


def _thousand(tonnes: float, lang: str) -> str:
    return number(tonnes / 1e3, 0 if abs(tonnes) >= 1e4 else 1, lang)


def _scale(costs: list[float]) -> tuple[float, float]:
    """Return the place of zero and the length of one euro per tonne, numbers beside the bars allowed for."""
    room = 0.05
    low, high = max(0.0, -min(costs, default=0.0)), max(0.0, max(costs, default=0.0))
    left = COST[0] + (room if low > 0.0 else 0.0)
    unit = (COST[1] - left) / max(low + high, 1e-9)
    return left + low * unit, unit


def _cost(axes: Axes, lang: str, frame: tuple[float, float, float, float], one: Share, most: float) -> None:
    """Draw euro per tonne as a bar, cut where it is far too long, and its number with the standard error."""
    zero, middle, unit, step = frame
    cost = one.cost or 0.0
    end = zero + max(-most, min(most, cost)) * unit
    colour = projected(SAVES if cost < 0.0 else COSTS)
    low = (min(zero, end), middle - 0.31 * step)
    axes.add_patch(Rectangle(low, abs(end - zero), 0.62 * step, facecolor=colour, linewidth=0))
    cut = abs(cost) > most * (1.0 + 1e-9)
    if cut:
        axes.text(end - 0.012, middle, "//", fontsize=8.0, va="center", ha="right", color="white", fontweight="bold")
    told = number(cost, 0, lang)
    if one.cost_error >= 0.5:
        told += f" ±{NO_BREAK}{number(one.cost_error, 0, lang)}"
    side = "left" if cost >= 0.0 else "right"
    axes.text(end + (0.006 if cost >= 0.0 else -0.006), middle, told, fontsize=8.0, va="center", ha=side)


def _caption(result: Result, lang: str, every: list[Share], shown: list[Share], below: str) -> Caption:
    total = sum(one.tonnes for one in every)
    first = shown[0] if shown else None
    if first is None or total <= 0.0:
        title = said(lang, "Keine Maßnahme spart Treibhausgase", "No measure saves greenhouse gases")
    else:
        share = f"{number(100.0 * first.tonnes / total, 0, lang)}{said(lang, NO_BREAK, '')}%"
        title = said(
            lang,
            f"Am meisten bringt „{first.title}“: {million(first.tonnes, lang)}, {share} von allem",
            f"“{first.title}” brings most: {million(first.tonnes, lang)}, {share} of all",
        )
    errors = "" if credit_data.exact(result) else said(lang, "; ± Standardfehler", "; ± standard error")
    percent = f"{number(100.0 * credit_data.rate(result), 0, lang)}{said(lang, NO_BREAK, '')}%"
    subtitle = said(
        lang,
        f"Beitrag {result.as_of + 1}–{result.years[-1]} gegenüber dem Trend; "
        f"Kosten je Tonne volkswirtschaftlich, Zins {percent}{errors}",
        f"Credit {result.as_of + 1}–{result.years[-1]} against the trend; "
        f"cost per tonne for society, rate {percent}{errors}",
    )
    told = "; ".join(
        f"{one.title}: {million(one.tonnes, lang, 3)}"
        + ("" if one.cost is None else f", {number(one.cost, 0, lang)}{NO_BREAK}€/t")
        for one in shown
    )
    words = (title, subtitle, f"{told}. {below}".strip())
    return style.caption(result, lang, words, note=credit_data.note(result, lang))
