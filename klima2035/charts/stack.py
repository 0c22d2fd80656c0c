"""Stacked areas that name themselves: layers, labels beside the last year, labels in vanished layers."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from klima2035.charts import phases
from klima2035.palette import INK, MUTED, PAPER, REST, SPARE, on, projected
from klima2035.phrases import name, said
from klima2035.result import Array, Result


@dataclass(frozen=True, slots=True)
class Layer:
    """One band of a stack: code, label, values (year,), colour, hatch and its colour."""

    code: str
    label: str
    values: Array
    colour: str
    hatch: str = ""
    edge: str = PAPER


@dataclass(frozen=True, slots=True)
class Key:
    """One direct label: text, colour of its swatch, hatch, marker or line style, height in axes fractions [1]."""

    text: str
    colour: str
    height: float
    hatch: str = ""
    edge: str = ""
    marker: str = ""
    line: str = ""


AMBIENT = {"environmental_heat": ("....", "#1b7f79"), "solar_thermal": ("xxxx", "#b07708")}  # hatch and its colour


def layers(values: Mapping[str, Array], colours: Mapping[str, str], lang: str, smallest: float = 0.012) -> list[Layer]:
    """Return the layers in palette order, those never above ``smallest`` of the peak total joined as the rest."""
    known = [code for code in colours if code in values]
    codes = known + [code for code in values if code not in colours]
    clean = {code: np.nan_to_num(values[code]) for code in codes}
    peak = float(np.max(np.sum([np.abs(part) for part in clean.values()], axis=0))) if clean else 0.0
    kept: list[Layer] = []
    rest: list[Array] = []
    spare = 0
    for code in codes:
        largest = float(np.max(np.abs(clean[code])))
        if largest <= 1e-12:
            continue
        if largest < smallest * peak:
            rest.append(clean[code])
            continue
        colour = colours.get(code)
        if colour is None:
            colour, spare = SPARE[spare % len(SPARE)], spare + 1
        kept.append(Layer(code, name(code, lang), clean[code], colour, *AMBIENT.get(code, ())))
    if rest:
        kept.append(Layer("rest", said(lang, "Übrige", "other"), np.sum(rest, axis=0), REST))
    return kept


def spread(heights: Sequence[float], sizes: Sequence[float], low: float = 0.0, high: float = 1.0) -> list[float]:
    """Return heights pushed apart so that labels of these sizes do not touch, in the same order, within bounds."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    squeeze = min(1.0, (high - low) / max(sum(sizes), 1e-9))
    half = [0.5 * size * squeeze for size in sizes]
    out = list(heights)
    floor = low
    for i in order:
        out[i] = max(out[i], floor + half[i])
        floor = out[i] + half[i]
    ceiling = high
    for i in reversed(order):
        out[i] = min(out[i], ceiling - half[i])
        ceiling = out[i] - half[i]
    return out


def keys(axes: Axes, entries: Sequence[Key], title: str = "", characters: int = 27, lines: bool = True) -> None:
    """Write labels right of the panel, each with a swatch and a thin line to its height."""
    box = axes.get_position()
    unit = 1.0 / (box.width * 10.0)  # one inch in axes fractions
    one = 0.185 / (box.height * 5.625)  # one line of text
    texts = [
        "\n".join(part for line in entry.text.split("\n") for part in textwrap.wrap(line, characters))
        for entry in entries
    ]
    sizes = [one * (0.22 + 0.92 * (1 + text.count("\n"))) for text in texts]
    heights = spread([entry.height for entry in entries], sizes, 0.0, 0.985)
    start = 1.0 + 0.15 * unit
    for entry, text, height in zip(entries, texts, heights, strict=True):
        if lines:
            ends = [1.0, 1.0 + 0.13 * unit], [entry.height, height]
            axes.plot(*ends, transform=axes.transAxes, color=MUTED, linewidth=0.6, clip_on=False)
        _swatch(axes, entry, start, height)
        place = (start + 0.17 * unit, height, text)
        axes.text(*place, transform=axes.transAxes, fontsize=8.8, va="center", linespacing=1.1)
    if title:
        tops = [height + size / 2.0 for height, size in zip(heights, sizes, strict=True)]
        top = max(tops, default=1.0)
        place = (start, min(1.015, top + 0.025), title)
        axes.text(*place, transform=axes.transAxes, fontsize=8.5, color=MUTED, va="bottom")


def _swatch(axes: Axes, entry: Key, start: float, height: float) -> None:
    """Draw a square of 0.11 inch in a label's colour, or the line's marker, or a piece of the line."""
    box = axes.get_position()
    wide, high = 0.11 / (box.width * 10.0), 0.11 / (box.height * 5.625)
    if entry.line:
        ends = [start - 0.2 * wide, start + 1.2 * wide], [height, height]
        look: dict[str, Any] = {
            "color": entry.colour,
            "linestyle": entry.line,
            "linewidth": 1.3 if entry.line == "--" else 1.8,
        }
        axes.plot(*ends, transform=axes.transAxes, clip_on=False, **look)
        return
    if entry.marker:
        place = (start + wide / 2, height, entry.marker)
        axes.plot(
            *place, transform=axes.transAxes, clip_on=False, color=entry.colour, markersize=8, markeredgecolor=PAPER
        )
        return
    square = Rectangle((start, height - high / 2), wide, high, transform=axes.transAxes, clip_on=False)
    square.set(facecolor=entry.colour, edgecolor=entry.edge or PAPER, linewidth=0.6, hatch=entry.hatch * 2 or None)
    axes.add_patch(square)


def _inside(axes: Axes, years: Sequence[int], layer: Layer, base: Array, ends: tuple[int, int]) -> bool:
    """Write a vanished layer's name where it is thickest; False where there is no room for it."""
    total = axes.get_ylim()[1]
    past, now = ends
    best = int(np.argmax(layer.values))
    if layer.values[best] < 0.055 * total:
        return False
    every = np.asarray(years)
    half = 0.038 * len(layer.label) * (years[-1] - years[0]) / (axes.get_position().width * 10.0) + 0.5
    at = int(np.argmin(np.abs(every - min(max(years[best], years[0] + half), years[-1] - half))))
    if np.min(layer.values[np.abs(every - years[at]) <= half + 0.5]) < 0.05 * total:
        return False
    ground = projected(layer.colour) if at > now else layer.colour
    box = {"facecolor": ground, "linewidth": 0, "pad": 1.2} if at < past else None
    axes.text(
        years[at], base[at] + layer.values[at] / 2, layer.label, color=on(ground), fontsize=8.8, ha="center",
        va="center", zorder=5, bbox=box,
    )  # fmt: skip
    return True


def point_out(axes: Axes, year: int, value: float, text: str, rise: float = 22.0) -> None:
    """Name the total of one year above the stack; near the right edge the text leans inwards."""
    first, last = axes.get_xlim()
    near = (last - year) < 0.08 * (last - first)
    axes.annotate(
        text,
        (year, value),
        xytext=(-4.0 if near else 0.0, rise),
        textcoords="offset points",
        ha="right" if near else "center",
        fontsize=9.5,
        fontweight="bold",
        zorder=6,
        arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.8, "relpos": (1.0 if near else 0.5, 0.0)},
    )


def draw(
    axes: Axes, result: Result, years: Sequence[int], bands: Sequence[Layer], texts: Mapping[str, str], title: str = "",
    characters: int = 27,
) -> Array:  # fmt: skip
    """Draw the bands from zero up, each phase in its look, and label them; return the total (year,).

    ``texts``: the label by code for the last year. The value axis must be set before.
    """
    base, top = np.zeros(len(years)), axes.get_ylim()[1]
    parts = phases.slices(result, years)
    ends = parts["history"].stop - 1, parts["projection"].start
    entries: list[Key] = []
    for band in bands:
        upper = base + band.values
        light = phases.after(result, years[-1], band.colour)
        for part, ground in ((slice(0, ends[1] + 1), band.colour), (parts["projection"], light)):
            axes.fill_between(
                years[part], base[part], upper[part], facecolor=ground, edgecolor=band.edge, linewidth=0.7,
                hatch=band.hatch or None, zorder=2,
            )  # fmt: skip
        tiny = band.values[-1] < 0.004 * top
        if not (tiny and (band.code == "rest" or _inside(axes, years, band, base, ends))):
            height = float(base[-1] + band.values[-1] / 2) / top
            entries.append(Key(texts[band.code], light, height, band.hatch[:2], band.edge))
        base = upper
    phases.overlay(axes, result, years, base)
    keys(axes, entries, title, characters)
    return base
