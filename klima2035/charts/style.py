"""The one sheet every chart is drawn on: kicker, message, unit, panels, sources.

Figures are made without pyplot, so nothing is shared between charts. Text is drawn as outlines
(``svg.fonttype`` path): a council's machine without DejaVu Sans shows the same chart as ours, and
labels placed by measured width stay where they are. The words are kept for readers and search in
``<title>``, ``<desc>`` and the text file beside each chart.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035 import variables
from klima2035.labels import city
from klima2035.numbers import number
from klima2035.palette import ACCENT, ALERT, FAINT, INK, MUTED, PAPER
from klima2035.phrases import name, said, spans
from klima2035.result import Array, Frame, Result

WIDTH, HEIGHT, DPI = 10.0, 5.625, 150
LEFT, RIGHT, BOTTOM, TOP = 0.062, 0.775, 0.16, 0.74
LARGE_TITLE, LONG_TITLE = 64, 77  # characters that fit in one line
FONT = "DejaVu Sans"  # comes with matplotlib
FOOTER_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says in words: message, unit line, description without the picture, sources."""

    title: str
    subtitle: str
    description: str
    footer: str
    mark: str = ""  # "nicht BISKO" where the accounting departs from it

    @property
    def full_title(self) -> str:
        """Return the message with the mark behind it."""
        return f"{self.title} ({self.mark})" if self.mark else self.title

    @property
    def alt(self) -> str:
        """Return the alternative text: message, what is shown, sources."""
        return f"{self.full_title}\n\n{self.subtitle}\n\n{self.description}\n\n{self.footer}\n"


def context() -> AbstractContextManager[None]:
    """Return a context with the charts' own settings, whatever the user's matplotlibrc says."""
    settings: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key.split(".")[0] != "backend"}
    settings |= {
        "font.family": FONT,
        "font.size": 9.0,
        "text.color": INK,
        "text.parse_math": False,  # a dollar sign in a title is a dollar sign
        "hatch.linewidth": 0.7,
        "svg.fonttype": "path",
        "svg.hashsalt": "klima2035",
        "path.simplify": True,
        "axes.unicode_minus": True,
    }
    settings.pop("interactive", None)
    return mpl.rc_context(settings)


def focus(result: Result) -> int:
    """Return the year that headlines speak of: 2035, or the horizon where it ends before."""
    return variables.focus(result.years[-1])


def scenario_title(result: Result, lang: str) -> str:
    """Return the scenario's title in the language asked for."""
    return result.title.get(lang) or result.title.get("de") or result.name


def rule(result: Result, lang: str) -> str:
    """Return the accounting label with its data quality (Datengüte)."""
    label = str(result.extra.get("label_en", result.label)) if lang == "en" else result.label
    if lang == "en":
        words = (("nach BISKO-Systematik", "after the BISKO system"), ("nicht BISKO", "not BISKO"))
        for german, english in words:
            label = label.replace(german, english)
    grade = said(lang, "Datengüte", "data quality")
    return label if grade in label else f"{label}, {grade} {number(result.datenguete, 2, lang)}"


def footer(result: Result, lang: str, frame: Frame | None = None, note: str = "") -> str:
    """Return the source line: quality by year, accounting rule, a note."""
    parts = [
        said(
            lang,
            "Daten und Rechnung: klima2035, Quellen in inputs/*/sources.csv",
            "Data and model: klima2035, sources in inputs/*/sources.csv",
        )
    ]
    if frame is not None:
        by_quality: dict[str, list[int]] = {}
        shown = ~np.all(np.isnan(frame.values), axis=1)
        for year, quality, there in zip(frame.years, frame.quality, shown, strict=True):
            if there:
                by_quality.setdefault(quality, []).append(year)
        told = "; ".join(f"{name(quality, lang)} {spans(years)}" for quality, years in by_quality.items())
        parts.append(f"{said(lang, 'Güte', 'quality')}: {told}")
    parts.append(rule(result, lang))
    if result.settings.get("adoption") == "financed":
        parts.append(
            said(
                lang, "Umsetzung: nur, was bezahlt und gebaut werden kann", "adoption: only what can be paid and built"
            )
        )
    if note:
        parts.append(note)
    return " · ".join(parts)


def caption(
    result: Result, lang: str, words: tuple[str, str, str], frame: Frame | None = None, note: str = ""
) -> Caption:
    """Return the caption of title, subtitle and description, with source line and mark."""
    mark = said(lang, "nicht BISKO", "not BISKO") if "nicht" in result.label else ""
    return Caption(*words, footer(result, lang, frame, note), mark)


def break_title(title: str) -> list[str]:
    """Return a title in one line or two, parted at a comma, semicolon or dash near its middle where possible."""
    if len(title) <= LONG_TITLE:
        return [title]
    cuts = [match.end() for match in re.finditer(r"[,;:] | – ", title)]
    fit = [cut for cut in cuts if cut <= LONG_TITLE + 1 and len(title) - cut <= LONG_TITLE]
    if not fit:
        return textwrap.wrap(title, min(LONG_TITLE, len(title) // 2 + 12))
    best = min(fit, key=lambda cut: abs(cut - len(title) / 2))
    return [title[:best].rstrip(), title[best:]]


def break_footer(text: str) -> str:
    """Return the source line in as many lines as it needs, parted between its statements."""
    lines = [""]
    for part in text.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if len(longer) > FOOTER_CHARACTERS and lines[-1]:
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join("\n".join(textwrap.wrap(line, FOOTER_CHARACTERS)) for line in lines)


def sheet(caption: Caption, result: Result, lang: str, scenario: str = "", height: float = HEIGHT) -> Figure:
    """Return an empty figure with kicker, title, subtitle and footer in place; ``height`` in inches."""
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    part = HEIGHT / height

    def down(share: float) -> float:
        return 1.0 - (1.0 - share) * part

    figure.add_artist(Rectangle((LEFT - 0.032, down(0.848)), 0.0055, 0.122 * part, color=ACCENT, lw=0))
    title = scenario or scenario_title(result, lang)
    kicker = f"{city(result, lang)} · {title} · {said(lang, 'Stand', 'as of')} {result.as_of}"
    figure.text(LEFT - 0.015, down(0.97), kicker, fontsize=9, fontweight="bold", color=ACCENT, va="top")
    if caption.mark:
        look: dict[str, Any] = {"fontsize": 9, "fontweight": "bold", "color": ALERT, "va": "top", "ha": "right"}
        figure.text(0.975, down(0.97), caption.mark, **look)
    lines = break_title(caption.title)
    size = 16.0 if len(caption.title) <= LARGE_TITLE else 14.0
    look = {"fontsize": size, "fontweight": "bold", "va": "top", "linespacing": 1.12}
    figure.text(LEFT - 0.015, down(0.928), "\n".join(lines), **look)
    drop = 0.866 if len(lines) == 1 else 0.836
    figure.text(LEFT - 0.015, down(drop), caption.subtitle, fontsize=9.5, color=MUTED, va="top")
    look = {"fontsize": 7.3, "color": MUTED, "va": "bottom", "linespacing": 1.25}
    figure.text(LEFT - 0.015, 0.022 * part, break_footer(caption.footer), **look)
    return figure


def panel(figure: Figure, left: float = LEFT, right: float = RIGHT, bottom: float = BOTTOM, top: float = TOP) -> Axes:
    """Return a panel with light horizontal grid and no box; bounds in figure fractions."""
    axes = figure.add_axes((left, bottom, right - left, top - bottom))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.tick_params(axis="y", length=0, pad=7, labelsize=9, labelcolor=MUTED)
    axes.tick_params(axis="x", length=3, color=MUTED, labelsize=9.5, labelcolor=INK)
    return axes


def heading(axes: Axes, text: str, start: float = 0.0) -> None:
    """Write the name of one panel above it, from ``start`` in axes fractions."""
    axes.text(start, 1.085, text, transform=axes.transAxes, fontsize=10, fontweight="bold", va="bottom")


def year_axis(axes: Axes, years: Sequence[int]) -> None:
    """Show as many whole years as fit: the ends, 2035, then tens, then fives."""
    first, last = years[0], years[-1]
    inches = axes.get_position().width * WIDTH
    apart = 0.47 * (last - first) / inches if last > first else 1.0
    inner = sorted(range(first + 1, last), key=lambda year: (year != 2035, year % 10 != 0, year))
    shown = [first, last] if last > first else [first]
    for year in inner:
        if (year == 2035 or year % 5 == 0) and all(abs(year - other) >= apart for other in shown):
            shown.append(year)
    axes.set_xticks(sorted(shown), labels=[str(year) for year in sorted(shown)])
    axes.set_xlim(first, last if last > first else first + 1)


def value_axis(axes: Axes, lang: str, top: float, low: float = 0.0, scale: float = 1.0) -> None:
    """Show about four round values between ``low`` and a little above ``top``; labels are divided by ``scale``."""
    span = max((top - low) / scale, 1e-9)
    size = 10.0 ** np.floor(np.log10(span / 4.0))
    step = float(min((size * factor for factor in (1.0, 2.0, 2.5, 5.0, 10.0)), key=lambda s: abs(span / s - 4.2)))
    places = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    places += int(abs(round(step, places) - step) > 1e-9 * step)
    high = top / scale + 0.03 * span
    ticks = np.arange(np.ceil(low / scale / step), np.floor(high / step) + 1.0) * step
    axes.set_yticks(ticks * scale, labels=[number(float(tick), places, lang) for tick in ticks])
    axes.set_ylim(low, high * scale)


def empty(axes: Axes, text: str) -> None:
    """Say plainly that there is nothing to show, in place of a picture."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", fontsize=12, color=MUTED)


def from_year(frame: Frame, first: int) -> tuple[list[int], slice]:
    """Return the years of a frame from ``first`` on and the slice that cuts them out."""
    start = next((i for i, year in enumerate(frame.years) if year >= first), len(frame.years))
    return list(frame.years[start:]), slice(start, None)


def one_year(frame: Frame, year: int) -> Frame:
    """Return one year of a frame."""
    at = slice(frame.at(year), frame.at(year) + 1)
    return Frame(frame.name, (year,), frame.coords, frame.units, frame.values[at], frame.quality[at])


def first_filled(frame: Frame) -> int:
    """Return the first year in which any row has a value, or the last year when none has."""
    filled = np.flatnonzero(~np.all(np.isnan(frame.values), axis=1)) if frame.values.size else np.array([], dtype=int)
    return frame.years[int(filled[0])] if filled.size else frame.years[-1]


def indicator(result: Result, code: str) -> Array | None:
    """Return one indicator by year, or ``None`` when the result does not carry it."""
    frame = result.frames["indicators"]
    if code not in frame.coords["indicator"]:
        return None
    return np.asarray(frame.values[:, frame.coords["indicator"].index(code)])
