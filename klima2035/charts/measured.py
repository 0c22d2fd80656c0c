"""The model against what was measured since the base year."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from klima2035.charts import phases, style
from klima2035.charts.style import Caption
from klima2035.numbers import percent
from klima2035.palette import ACCENT, INK, MUTED, PAPER, SPARE
from klima2035.phrases import listing, name, said, signed, unit_name
from klima2035.result import Result

UNREGISTERED = "unregistered"
PANELS = 12
LOOKS: dict[bool, dict[str, Any]] = {
    True: {"color": ACCENT, "marker": "_", "markersize": 14, "markeredgewidth": 3.0},
    False: {"color": SPARE[2], "marker": "s", "markersize": 7, "markeredgewidth": 1.8, "markerfacecolor": PAPER},
}
MEASURED: dict[str, Any] = {"color": INK, "marker": "o", "markersize": 5, "linestyle": ""}
Rows = list[dict[str, Any]]


def _series(result: Result) -> dict[str, Rows]:
    out: dict[str, Rows] = {}
    for row in result.tables["hindcast"].dicts():
        if row["model"] is not None:
            out.setdefault(str(row["quantity"]), []).append(row)
    return {code: rows for code, rows in out.items() if any(row["actual"] is not None for row in rows)}


def deviations(rows: Rows) -> list[float]:
    """Return model over measured minus one of every row with a measured value [1]."""
    return [float(row["model"]) / float(row["actual"]) - 1.0 for row in rows if row["actual"]]


def _median(rows: Rows) -> float | None:
    found = np.abs(deviations(rows))
    return float(np.median(found)) if found.size else None


def _title(series: dict[str, Rows], lang: str) -> str:
    """Say the median deviation of both runs: with and without registers."""
    rows = [row for part in series.values() for row in part]
    own = _median([row for row in rows if row["run"] != UNREGISTERED])
    blind = _median([row for row in rows if row["run"] == UNREGISTERED])
    told = []
    if own is not None:
        told.append(percent(own, 0, lang) + said(lang, " mit Registerdaten", " with registers"))
    if blind is not None:
        told.append(percent(blind, 0, lang) + said(lang, " ohne", " without"))
    if not told:
        return said(lang, "Keine Messwerte für die Nachrechnung", "No measured values for the hindcast")
    head = said(lang, "Nachrechnung: Abweichung im Median ", "Hindcast: median deviation ")
    return head + ", ".join(told)


def _lines(axes: Axes, rows: Rows) -> None:
    """Draw the model's values by run, joined by a dashed line (nothing was compared between), and the measured ones."""
    for run in dict.fromkeys(str(row["run"]) for row in rows):
        line = np.array(sorted((int(r["year"]), float(r["model"])) for r in rows if str(r["run"]) == run))
        look = LOOKS[run != UNREGISTERED]
        axes.plot(line[:, 0], line[:, 1], color=look["color"], linewidth=1.0, linestyle=phases.DASHED, clip_on=False)
        axes.plot(line[:, 0], line[:, 1], linestyle="", clip_on=False, zorder=4, **look)
    actual = np.array(sorted({(int(r["year"]), float(r["actual"])) for r in rows if r["actual"] is not None}))
    axes.plot(actual[:, 0], actual[:, 1], zorder=5, **MEASURED)


def _small(axes: Axes, code: str, rows: Rows, lang: str) -> None:
    """Draw one quantity in its panel; a model that expects nothing says so."""
    _lines(axes, rows)
    top = max(float(row[column]) for row in rows for column in ("model", "actual") if row[column] is not None)
    scale = 1e3 if top >= 1e4 else 1.0
    style.value_axis(axes, lang, 1.1 * top, scale=scale)
    axes.set_yticks(axes.get_yticks()[::2], labels=[t.get_text() for t in axes.get_yticklabels()[::2]])
    years = sorted({int(r["year"]) for r in rows})
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ends = sorted({years[0], years[-1]})
    axes.set_xticks(ends, labels=[str(year) for year in ends])
    axes.tick_params(axis="both", labelsize=8)
    if not any(float(row["model"]) for row in rows):
        nothing = said(lang, "ohne Register erwartet\ndas Modell keine", "without registers the\nmodel expects none")
        axes.text(
            0.97, 0.12, nothing, transform=axes.transAxes, fontsize=7.5, color=MUTED, ha="right", va="bottom",
            linespacing=1.1,
        )  # fmt: skip
    _small_heading(axes, code, rows, lang, said(lang, "Tausend ", "thousand ") if scale > 1.0 else "")


def _small_heading(axes: Axes, code: str, rows: Rows, lang: str, scale: str) -> None:
    """Write the quantity, its unit and the deviation of each value above a small panel."""
    unit = f"{scale}{unit_name(str(rows[0]['unit']), lang)}".strip()
    found = np.abs(deviations(rows))
    line = (
        unit
        if found.size == 0
        else f"{unit} · {said(lang, 'Median', 'median')} {percent(float(np.median(found)), 0, lang)}"
    )
    head = "\n".join(textwrap.wrap(name(code, lang), 27)[:2])
    axes.text(0, 1.15, head, transform=axes.transAxes, fontsize=8.5, linespacing=1.1, fontweight="bold", va="bottom")
    axes.text(0, 1.03, line, transform=axes.transAxes, fontsize=8.2, color=MUTED, va="bottom")


def _caption(result: Result, lang: str, series: dict[str, Rows]) -> Caption:
    subtitle = said(
        lang,
        "Modell neben veröffentlichten Werten, die es nicht kennt; Median der Abweichungen ohne Vorzeichen",
        "Model beside published values that it was not fed; median of the deviations without sign",
    )
    told = "; ".join(
        f"{name(code, lang)} {listing([f'{signed(100 * d, 1, lang)} %' for d in deviations(rows)], lang)}"
        for code, rows in series.items()
    )
    hidden = max(len(series) - PANELS, 0)
    note = said(lang, f"{hidden} weitere Größen in hindcast.csv", f"{hidden} more in hindcast.csv") if hidden else ""
    told = said(lang, "Abweichung des Modells: ", "Deviation of the model: ") + told + "."
    return style.caption(result, lang, (_title(series, lang), subtitle, told), note=note)


def _key(figure: Figure, lang: str, rows: Rows) -> None:
    """Explain the marks in the row above the sources."""
    runs = {row["run"] != UNREGISTERED for row in rows}
    entries = [(MEASURED, said(lang, "veröffentlicht", "published"))]
    if True in runs:
        entries.append((LOOKS[True], said(lang, "Nachrechnung mit Registerdaten", "Hindcast with registers")))
    if False in runs:
        told = said(lang, "Nachrechnung ohne Register, nur nach Bundeszahlen", "Hindcast from national figures alone")
        entries.append((LOOKS[False], told))
    start = style.LEFT - 0.005
    for look, text in entries:
        figure.add_artist(Line2D([start], [phases.KEY_HEIGHT], **{"linestyle": "", **look}))
        start = phases.word(figure, start + 0.014, text) + 0.012


def hindcast(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the model against measured values since the base year, one small panel per quantity."""
    series = _series(result)
    caption = _caption(result, lang, series)
    figure = style.sheet(caption, result, lang)
    shown = list(series.items())[:PANELS]
    columns = 4 if len(shown) > 6 else 3
    lines = max(1, -(-len(shown) // columns))
    for position, (code, rows) in enumerate(shown):
        across, down = position % columns, position // columns
        wide, high = 0.935 / columns, 0.695 / lines
        left, top = style.LEFT + across * wide, 0.80 - down * high
        axes = style.panel(figure, left, left + wide - 0.065, top - high + 0.065, top - 0.09)
        _small(axes, code, rows, lang)
    if shown:
        _key(figure, lang, [row for _, rows in shown for row in rows])
    else:
        style.empty(style.panel(figure), caption.title)
    return figure, caption
