"""One code for time and certainty in every chart.

Areas and bars: history hatched in white, hindcast in full colour, projection lighter. Lines: history
dashed, hindcast solid and dark, projection solid in its colour. Pinned years of the past carry a
mark: a dot where the value was published, a ring where it was derived from what was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from klima2035.charts import style
from klima2035.palette import ACCENT, INK, MUTED, PAPER, SHADE, projected
from klima2035.phrases import name, said
from klima2035.result import Array, Frame, Result

HATCH = "////"
DASHED = (0, (4, 3))
DOTTED = (0, (1, 2))
WIDTHS = {"history": 1.0, "hindcast": 2.4, "projection": 2.8}
MARKS: dict[str, tuple[str, str]] = {
    "reported": ("veröffentlicht", "published"),
    "derived": ("aus Veröffentlichtem abgeleitet", "derived from published figures"),
}
WORDS = {
    "history": ("Rückblick: interpoliert", "History: interpolated"),
    "hindcast": ("Nachrechnung mit echten Rahmenwerten", "Hindcast on actual framework"),
    "projection": ("Projektion", "Projection"),
}
KEY_HEIGHT = 0.088


def slices(result: Result, years: Sequence[int]) -> dict[str, slice]:
    """Return history, hindcast and projection among some years as slices that share their edges."""
    past = [year for year, phase in zip(result.years, result.phase, strict=True) if phase == "history"]
    ends = np.searchsorted(np.asarray(years), [max(past, default=years[0]), result.as_of])
    base, now = (min(int(end), len(years) - 1) for end in ends)
    return {"history": slice(0, base + 1), "hindcast": slice(base, now + 1), "projection": slice(now, len(years))}


def shown(result: Result, years: Sequence[int]) -> list[str]:
    """Return the phases that these years touch: of one year its own, of more those with a span."""
    if len(years) == 1 or years[0] > result.as_of:
        return [result.phase[result.years.index(years[-1])]]
    return [code for code, part in slices(result, years).items() if part.stop - part.start > 1]


def after(result: Result, year: int, colour: str) -> str:
    """Return a colour as it looks in one year: lighter where the year is projected."""
    return projected(colour) if year > result.as_of else colour


def background(axes: Axes, result: Result, lang: str, years: Sequence[int], names: bool = True) -> None:
    """Tint the hindcast and write the phases' names above their years."""
    parts = slices(result, years)
    tinted = parts["hindcast"]
    axes.axvspan(years[tinted.start], years[tinted.stop - 1], color=SHADE, zorder=0, lw=0)
    boundaries(axes, result, years, 1.0)
    for code in shown(result, years) if names else ():
        middle = (years[parts[code].start] + years[parts[code].stop - 1]) / 2
        axes.text(
            middle, 1.015, name(code, lang), transform=axes.get_xaxis_transform(), fontsize=8.5, color=MUTED,
            ha="center", va="bottom",
        )  # fmt: skip


def boundaries(axes: Axes, result: Result, years: Sequence[int], order: float, cased: bool = False) -> None:
    """Draw a dotted rule at the last year of history and of hindcast, on a white line where it crosses areas."""
    tinted = slices(result, years)["hindcast"]
    for year in (years[tinted.start], years[tinted.stop - 1]):
        if years[0] < year < years[-1]:
            if cased:
                axes.axvline(year, color=PAPER, linewidth=2.4, zorder=order)
            axes.axvline(
                year, color=INK if cased else MUTED, linewidth=1.1 if cased else 0.6, linestyle=DOTTED, zorder=order
            )


def overlay(axes: Axes, result: Result, years: Sequence[int], total: Array) -> None:
    """Hatch the history of a stack in white and draw the boundaries over its areas."""
    past = slices(result, years)["history"]
    if past.stop > 1:
        axes.fill_between(
            years[past], 0.0, total[past], facecolor="none", edgecolor=PAPER, hatch=HATCH, linewidth=0, zorder=3
        )
    boundaries(axes, result, years, 3.5, cased=True)


def line(axes: Axes, result: Result, years: Sequence[int], values: Array, colour: str = ACCENT, **look: Any) -> None:
    """Draw one line: dashed through history, solid and dark through the hindcast, in its colour after it."""
    for code, part in slices(result, years).items():
        if part.stop - part.start > 1:
            style_of: dict[str, Any] = {"color": INK, "linewidth": WIDTHS[code], "zorder": 4}
            style_of |= {"linestyle": DASHED} if code == "history" else {"solid_capstyle": "round"}
            style_of |= {"color": colour, **look} if code == "projection" else {}
            axes.plot(years[part], values[part], **style_of)


def pinned(result: Result, frame: Frame, years: Sequence[int]) -> dict[int, str]:
    """Return the pinned years of the past and how their values came about: reported or derived."""
    last = years[slices(result, years)["history"].stop - 1]
    quality = dict(zip(frame.years, frame.quality, strict=True))
    found = {year: quality[year] for year in years if year <= last and quality[year] in MARKS}
    return found if len(found) <= 1 + (last - years[0]) / 2 else {}


def mark(axes: Axes, year: int, value: float, quality: str, size: float = 6.5) -> None:
    """Mark one pinned value: a dot where it was published, a ring where it was derived."""
    axes.plot(year, value, zorder=6, clip_on=False, **_ring(quality, size))


def marks(axes: Axes, result: Result, frame: Frame, years: Sequence[int], total: Array) -> None:
    """Mark the pinned years on top of a stack or on a line."""
    for year, quality in pinned(result, frame, years).items():
        value = float(total[list(years).index(year)])
        if np.isfinite(value):
            mark(axes, year, value, quality)


def _ring(quality: str, size: float) -> dict[str, Any]:
    return {
        "marker": "o", "markersize": size, "markeredgecolor": INK, "markeredgewidth": 1.8, "linestyle": "",
        "markerfacecolor": INK if quality == "reported" else PAPER,
    }  # fmt: skip


def key(
    figure: Figure, result: Result, lang: str, years: Sequence[int], kinds: str = "area", frame: Frame | None = None
) -> None:
    """Explain the code in one row above the sources; ``kinds``: area, line, or both ("area line")."""
    start = style.LEFT - 0.015
    for quality in dict.fromkeys(pinned(result, frame, years).values()) if frame is not None else ():
        style_of = _ring(quality, 5.0)
        figure.add_artist(Line2D([start + 0.005], [KEY_HEIGHT], **style_of))
        start = word(figure, start + 0.014, said(lang, *MARKS[quality]))
    for code in shown(result, years):
        for kind in kinds.split():
            _sample(figure, start, code, kind)
            start += 0.024
        start = word(figure, start + 0.003, said(lang, *WORDS[code]))


def _sample(figure: Figure, start: float, code: str, kind: str) -> None:
    """Draw a patch or a piece of line as one phase looks."""
    if kind == "line":
        look: dict[str, Any] = {"color": ACCENT if code == "projection" else INK, "linewidth": WIDTHS[code]}
        look |= {"linestyle": DASHED} if code == "history" else {}
        figure.add_artist(Line2D([start, start + 0.02], [KEY_HEIGHT, KEY_HEIGHT], **look))
        return
    ground = projected(MUTED) if code == "projection" else MUTED
    patch: dict[str, Any] = {
        "facecolor": ground,
        "edgecolor": PAPER,
        "linewidth": 0.0,
        "hatch": HATCH * 2 if code == "history" else None,
    }
    figure.add_artist(Rectangle((start, KEY_HEIGHT - 0.011), 0.02, 0.022, **patch))


def word(figure: Figure, start: float, text: str) -> float:
    """Write one explanation and return where the next may begin, in figure fractions."""
    written = figure.text(start, KEY_HEIGHT, text, fontsize=8.5, color=MUTED, va="center")
    return float(written.get_window_extent().x1 / figure.bbox.width) + 0.018
