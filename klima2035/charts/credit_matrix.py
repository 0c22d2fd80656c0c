"""Interaction matrix: which groups overlap and which need each other, pair by pair."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import credit_data, style
from klima2035.charts.rows import rows
from klima2035.charts.style import Caption
from klima2035.palette import FAINT, INK, MUTED, PAPER, on
from klima2035.phrases import CO2E, NO_BREAK, said, signed
from klima2035.result import Array, Result

MOST = 14
OVERLAP, NEED = "#b35806", "#2d5f9a"  # a pair that readers with weak colour vision tell apart; overlaps are hatched
TOLD = 0.004  # part of the largest interaction below which a cell has no number


def interactions(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the lower half of the matrix: thousand tonnes by which two groups save less or more together."""
    names, values = _matrix(result)
    names, values, left = _largest(names, values)
    titles = [credit_data.title_of(result, code, lang) for code in names]
    caption = _caption(result, lang, titles, values, left)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, 0.385, 0.985, 0.105, 0.79)
    axes.set_axis_off()
    if len(names) < 2 or not values.any():
        style.empty(axes, caption.title)
        return figure, caption
    _cells(axes, lang, titles, values)
    _key(axes, lang, len(names))
    return figure, caption


def _matrix(result: Result) -> tuple[list[str], Array]:
    """Return the groups and their interactions, symmetric; the index, or the mean of first and last two."""
    found = rows(result, "interactions")
    names = list(dict.fromkeys(str(row[key]) for row in found for key in ("measure", "partner")))
    values = np.zeros((len(names), len(names)))
    for row in found:
        i, j = names.index(str(row["measure"])), names.index(str(row["partner"]))
        index = row["interaction_index"]
        values[i, j] = values[j, i] = (row["first_two"] + row["last_two"]) / 2.0 if index is None else index
    return names, values


def _largest(names: list[str], values: Array) -> tuple[list[str], Array, int]:
    """Return the groups that act together most, in their order, and how many are left out."""
    strength = np.abs(values).max(axis=1, initial=0.0)
    floor = TOLD * float(strength.max(initial=0.0))
    kept = [i for i in np.argsort(-strength, kind="stable").tolist() if strength[i] > floor][:MOST]
    kept.sort()
    return [names[i] for i in kept], values[np.ix_(kept, kept)], len(names) - len(kept)


def _cells(axes: Axes, lang: str, titles: list[str], values: Array) -> None:
    count = len(titles)
    axes.set_xlim(0, count)
    axes.set_ylim(count, 0)
    largest = float(np.abs(values).max())
    size = 8.0 if count <= 12 else 7.2
    for i in range(count):
        axes.text(-0.15, i + 0.5, f"{titles[i]}  {i + 1}", fontsize=8.2, va="center", ha="right")
        axes.text(i + 0.5, i + 0.5, str(i + 1), fontsize=8.2, va="center", ha="center", fontweight="bold")
        for j in range(i):
            value = float(values[i, j])
            colour = _colour(value / largest)
            strong = abs(value) > TOLD * largest
            hatch = "///" if value < 0.0 and strong else None
            square = Rectangle((j, i), 1, 1, facecolor=colour, edgecolor=PAPER, linewidth=1.2, hatch=hatch)
            axes.add_patch(square)
            if strong:
                told = signed(value / 1e3, 0 if abs(value) >= 1e4 else 1, lang)
                box = {"facecolor": colour, "linewidth": 0, "pad": 0.8}
                look: dict[str, Any] = {"va": "center", "ha": "center", "color": on(colour), "bbox": box}
                axes.text(j + 0.5, i + 0.5, told, fontsize=size, **look)


def _colour(share: float) -> str:
    """Return the colour of an interaction, -1 strongest overlap to 1 strongest need; weak ones are told apart too."""
    strength = min(abs(share), 1.0) ** 0.5
    ends = OVERLAP if share < 0.0 else NEED
    parts = [int(ends[i : i + 2], 16) for i in (1, 3, 5)]
    ground = [int(FAINT[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = [round(low + (high - low) * strength) for low, high in zip(ground, parts, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _key(axes: Axes, lang: str, count: int) -> None:
    """Say in the empty upper half what the colours mean."""
    entries = (
        (_colour(-0.6), "///", said(lang, "überschneiden sich:\nzusammen weniger", "overlap:\nless together")),
        (_colour(0.6), None, said(lang, "brauchen einander:\nzusammen mehr", "need each other:\nmore together")),
    )
    wide, high = 0.035 * count, 0.07 * count
    for place, (colour, hatch, text) in enumerate(entries):
        x, y = 0.68 * count, (0.04 + 0.15 * place) * count
        axes.add_patch(Rectangle((x, y), wide, high, facecolor=colour, edgecolor=PAPER, hatch=hatch))
        axes.text(x + 1.4 * wide, y + high / 2, text, fontsize=9.0, va="center", color=INK, linespacing=1.15)
    below = said(lang, "Zeile und Spalte tragen\ndieselbe Nummer", "rows and columns bear\nthe same number")
    axes.text(0.68 * count, 0.39 * count, below, fontsize=8.2, va="center", color=MUTED)


def _caption(result: Result, lang: str, titles: list[str], values: Array, left: int) -> Caption:
    pairs = [(float(values[i, j]), i, j) for i in range(len(titles)) for j in range(i)]
    low, high = min(pairs, default=(0.0, 0, 0)), max(pairs, default=(0.0, 0, 0))
    if low[0] < 0.0 and -low[0] >= high[0]:
        title = said(
            lang, f"Am stärksten überschneiden sich „{titles[low[2]]}“ und „{titles[low[1]]}“",
            f"“{titles[low[2]]}” and “{titles[low[1]]}” overlap most",
        )  # fmt: skip
    elif high[0] > 0.0:
        title = said(
            lang, f"Am meisten brauchen einander „{titles[high[2]]}“ und „{titles[high[1]]}“",
            f"“{titles[high[2]]}” and “{titles[high[1]]}” need each other most",
        )  # fmt: skip
    else:
        title = said(lang, "Keine Maßnahme wirkt auf eine andere", "No measure acts on another")
    measured = (
        said(lang, "im Mittel aller Reihenfolgen", "on average over all orders")
        if credit_data.exact(result)
        else said(lang, "Mittel aus „als erste zwei“ und „als letzte zwei“", "mean of “as first two” and “as last two”")
    )
    subtitle = said(
        lang,
        f"Tausend t {CO2E} {result.as_of + 1}–{result.years[-1]}, um die zwei zusammen mehr (+) oder weniger (−) "
        "sparen als einzeln",
        f"Thousand t {CO2E} {result.as_of + 1}–{result.years[-1]} that two save more (+) or less (−) together "
        "than alone",
    )
    ranked = sorted(pairs, key=lambda pair: -abs(pair[0]))[:12]
    told = "; ".join(
        f"{titles[j]} + {titles[i]}: {signed(value / 1e3, 1, lang)}{NO_BREAK}{said(lang, 'Tsd. t', 'thousand t')}"
        for value, i, j in ranked if value
    )  # fmt: skip
    rest = (
        said(lang, f"{left} weitere mit schwächerer Wirkung fehlen", f"{left} others with weaker effects left out")
        if left
        else ""
    )
    note = " · ".join(part for part in (credit_data.note(result, lang), measured, rest) if part)
    return style.caption(result, lang, (title, subtitle, f"{told}."), note=note)
