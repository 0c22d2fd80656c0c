"""Pictures of the milestone board: verdict signs, strips with path and limit, bars of several ways of counting."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, BboxBase, TransformedBbox

from klima2035.charts import goals, phases
from klima2035.charts.goals import Entry, Row
from klima2035.charts.verdicts import reason
from klima2035.palette import ACCENT, INK, MUTED, PAPER, VERDICTS, projected
from klima2035.phrases import name
from klima2035.result import Array, Result

# all lengths in inches on a sheet 10 wide
TITLE, STRIP, VALUE, END = 1.46, (4.08, 6.2), 6.53, 9.82
COMPACT, LABEL_CHARACTERS = 0.25, 31
SHAPES = {"reached": ("o", "✔"), "at_risk": ("^", "!"), "missed": ("s", "✘"), "cannot_judge": ("o", "?")}
LONGEST = 2.5  # bars end at this many times the limit
HIGHEST = 3.0  # strips end at this many times the largest of value, counts and limit


class Scale:
    """Years along the small pictures: from the end of history, or the first milestone, to the horizon."""

    def __init__(self, result: Result, shown: list[Entry]) -> None:
        past = [year for year, phase in zip(result.years, result.phase, strict=True) if phase == "history"]
        first = min([entry.year for entry in shown] + [max(past, default=result.years[0])])
        self.first, self.last = max(first, result.years[0]), result.years[-1]

    def x(self, year: Any) -> Any:
        """Return where a year stands, in inches."""
        return STRIP[0] + (STRIP[1] - STRIP[0]) * (year - self.first) / max(self.last - self.first, 1)


def symbol(axes: Axes, x: float, y: float, verdict: str, size: float = 15.0) -> None:
    """Draw a verdict as a shape with its sign: disc, triangle, square, open ring."""
    shape, sign = SHAPES.get(verdict, SHAPES["cannot_judge"])
    colour = VERDICTS.get(verdict, MUTED)
    solid = verdict != "cannot_judge"
    face = colour if solid else PAPER
    look: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": colour, "markeredgewidth": 1.4}
    axes.plot(x, y, shape, markersize=size + (1.0 if shape == "^" else 0.0), zorder=5, **look)
    drop = 0.02 if shape == "^" else 0.0
    axes.text(
        x, y - drop, sign, fontsize=0.6 * size, color=PAPER if solid else colour, fontweight="bold", ha="center",
        va="center_baseline", zorder=6,
    )  # fmt: skip


def strip(axes: Axes, result: Result, row: Row, scale: Scale, span: tuple[float, float]) -> None:
    """Draw path, counts, value and limit of one milestone in a strip from zero up; what is far above is cut off."""
    values, counted = goals.path(result, row), goals.counts(result, row)
    known = [float(row["limit"]), *counted.values()] + ([float(row["value"])] if row["value"] is not None else [])
    seen, ahead = (np.asarray(result.years) >= year for year in (scale.first, result.as_of + 1))
    heights = np.nan_to_num(values) if values is not None else np.zeros(len(result.years))
    past, later = ([0.0, *heights[part]] for part in (seen & ~ahead, ahead))
    top = max(*known, *past, min(max(later), HIGHEST * max(known))) or 1.0

    def y(value: Any) -> Any:
        return span[0] + (span[1] - span[0]) * value / top

    axes.plot(STRIP, [y(0.0)] * 2, color=MUTED, linewidth=0.7, zorder=2)
    if values is not None:
        frame = TransformedBbox(Bbox([[STRIP[0], y(0.0) - 0.02], [STRIP[1], y(top) + 0.02]]), axes.transData)
        _path(axes, result, scale, y(values), frame)
    year = int(row["year"])
    if scale.first <= year <= scale.last:
        if row["value"] is not None:
            look: dict[str, Any] = {"color": VERDICTS.get(str(row["verdict"]), MUTED), "solid_capstyle": "butt"}
            ends = [y(float(row["value"])), y(float(row["limit"]))]
            axes.plot([scale.x(year)] * 2, ends, linewidth=2.6, alpha=0.8, zorder=4, **look)
        bound(axes, scale.x(year), y(float(row["limit"])), str(row["sense"]))
    for when, value in counted.items():
        if when >= scale.first:
            axes.plot(scale.x(when), y(value), "o", markersize=4.6, color=INK, markeredgecolor=PAPER, zorder=9)


def _path(axes: Axes, result: Result, scale: Scale, heights: Array, frame: BboxBase) -> None:
    """Draw a path in its phases, cut off where it leaves the frame."""
    years = np.asarray(result.years)
    for code, part in phases.slices(result, result.years).items():
        cut = slice(max(part.start, int(np.searchsorted(years, scale.first))), part.stop)
        if cut.stop - cut.start > 1:
            look: dict[str, Any] = {"color": ACCENT if code == "projection" else INK, "linewidth": 1.9, "zorder": 3}
            look |= {"linestyle": phases.DASHED} if code == "history" else {}
            axes.plot(scale.x(years[cut]), heights[cut], **look)[0].set_clip_box(frame)


def bound(axes: Axes, x: float, y: float, sense: str) -> None:
    """Draw a limit as a bar with a triangle on the side that is allowed: above for at least, below for at most."""
    up = sense == "at_least"
    axes.plot(x, y + (0.052 if up else -0.052), "^" if up else "v", markersize=6.5, color=INK, markeredgecolor=PAPER,
              markeredgewidth=0.8, zorder=7)  # fmt: skip
    axes.plot([x - 0.09, x + 0.09], [y, y], color=INK, linewidth=2.0, zorder=8, solid_capstyle="butt")


def ways(axes: Axes, result: Result, entry: Entry, top: float, lang: str) -> None:
    """Draw several ways of counting one goal: a bar for each against the limit they share."""
    _, labels = goals.common_title(result, entry, lang)
    goal, low = STRIP[0] + (STRIP[1] - STRIP[0]) / LONGEST, top
    for row, label in zip(entry.rows, labels, strict=True):
        high = room(result, row, label, lang)
        _counting(axes, result, row, label, low - high / 2.0, lang)
        low -= high
    ground: dict[str, Any] = {"facecolor": PAPER, "linewidth": 0}
    axes.add_patch(Rectangle((STRIP[0], low), STRIP[1] - STRIP[0], top - low, zorder=1.5, **ground))
    axes.plot([goal, goal], [low, top + 0.03], color=INK, linewidth=1.8, zorder=4)
    text = goals.limit({**entry.rows[0], "value": None}, lang)
    place: dict[str, Any] = {"ha": "center", "va": "bottom", "bbox": {**ground, "pad": 0.8}}
    axes.text(goal, top + 0.05, text, fontsize=9.2, zorder=3, **place)


def _counting(axes: Axes, result: Result, row: Row, label: str, y: float, lang: str) -> None:
    """Draw one way of counting: sign, words, bar, value, verdict with its reason."""
    verdict = str(row["verdict"])
    colour = VERDICTS.get(verdict, MUTED)
    symbol(axes, TITLE + 0.09, y, verdict, 10.5)
    words = "\n".join(textwrap.wrap(label, LABEL_CHARACTERS)[:2])
    axes.text(TITLE + 0.27, y, words, fontsize=9.2, va="center", linespacing=1.05)
    if row["value"] is not None:
        share = float(row["value"]) / (float(row["limit"]) or 1.0)
        wide = (STRIP[1] - STRIP[0]) / LONGEST * float(np.clip(share, 0.0, LONGEST))
        ground = projected(colour) if row["evidence"] == "modelled" else colour
        axes.add_patch(Rectangle((STRIP[0], y - 0.075), wide, 0.15, facecolor=ground, linewidth=0, zorder=2))
        if share > LONGEST:
            axes.plot(STRIP[1] - 0.08, y, ">", markersize=6.0, color=PAPER, zorder=3)
    value = "–" if row["value"] is None else goals.amount(float(row["value"]), str(row["unit"]), lang)
    axes.text(VALUE, y, value, fontsize=10, fontweight="bold", va="center")
    why = reason(row, result, lang)
    lift = 0.078 if why else 0.0
    axes.text(
        END, y + lift, name(verdict, lang), fontsize=9.2, color=colour, fontweight="bold", ha="right", va="center"
    )
    axes.text(END, y - 0.078, why, fontsize=9, color=MUTED, ha="right", va="center")


def room(result: Result, row: Row, label: str, lang: str) -> float:
    """Return how high one of several ways of counting is."""
    two = len(textwrap.wrap(label, LABEL_CHARACTERS)) > 1 or bool(reason(row, result, lang))
    return COMPACT + (0.09 if two else 0.0)
