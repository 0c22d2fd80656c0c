"""Milestones against their limits, and the model against what was measured."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import style
from klima2035.charts.palette import ACCENT, FAINT, INK, MUTED, PAPER, TREND, VERDICTS
from klima2035.charts.style import Caption
from klima2035.charts.words import NO_BREAK, listing, name, quantity, said, signed, unit_name
from klima2035.numbers import percent
from klima2035.result import Result

SYMBOLS = {"reached": "✔", "at_risk": "▲", "missed": "✘", "cannot_judge": "?"}
ROWS = 11
BAR_LEFT, BAR_RIGHT = 0.355, 0.495
LONGEST = 1.5  # bars end at 150 % of the limit


def chosen(result: Result) -> tuple[list[dict[str, Any]], int]:
    """Return the milestones shown and how many more there are: those of 2025, else the earliest."""
    rows = result.tables["milestones"].dicts()
    due = [row for row in rows if int(row["year"]) == 2025] or sorted(rows, key=lambda row: int(row["year"]))
    return due[:ROWS], max(len(due) - ROWS, 0)


def milestone_title(result: Result, row: dict[str, Any], lang: str) -> str:
    """Return a milestone's title in the language asked for where the result carries both."""
    found = result.extra.get("milestone_titles", {}).get(row["id"], {})
    return str(found.get(lang) or row["title"])


def _row(axes: Axes, height: float, row: dict[str, Any], title: str, lang: str) -> None:
    """Write one line of the table: title, value against limit, verdict by symbol and word."""
    verdict = str(row["verdict"])
    colour = VERDICTS.get(verdict, MUTED)
    lines = textwrap.wrap(title, 44)[:2]
    axes.text(0.0, height, "\n".join(lines), fontsize=8.8, va="center", linespacing=1.1)
    limit, value = row["limit"], row["value"]
    bound = {"at_most": "≤", "at_least": "≥"}[str(row["sense"])]
    unit = str(row["unit"])
    counted = len(unit_name(unit, lang)) > 4 and unit_name(unit, lang).replace(" ", "").isalpha()
    wanted = quantity(limit, unit, lang).split(NO_BREAK)[0] if counted else quantity(limit, unit, lang)
    axes.text(0.82, height, f"{bound} {wanted}", fontsize=8.8, va="center", ha="right")
    axes.text(
        0.685, height, quantity(value, str(row["unit"]), lang), fontsize=9.2, fontweight="bold", va="center", ha="right"
    )
    if value is not None and limit:
        share = float(np.clip(float(value) / float(limit), 0.0, LONGEST))
        wide = (BAR_RIGHT - BAR_LEFT) / LONGEST
        axes.add_patch(
            Rectangle(
                (BAR_LEFT, height - 0.019),
                share * wide,
                0.038,
                facecolor=colour,
                linewidth=0,
                hatch="////" if row["evidence"] == "modelled" else None,
                edgecolor=PAPER,
            )
        )
        mark = BAR_LEFT + wide
        axes.plot([mark, mark], [height - 0.034, height + 0.034], color=INK, linewidth=1.6)
    axes.text(0.842, height, SYMBOLS.get(verdict, "?"), fontsize=11, color=colour, va="center")
    axes.text(0.866, height, name(verdict, lang), fontsize=9.2, color=colour, fontweight="bold", va="center")


def _milestone_caption(result: Result, lang: str, rows: list[dict[str, Any]], more: int) -> Caption:
    counts = {code: sum(row["verdict"] == code for row in rows) for code in SYMBOLS}
    years = sorted({int(row["year"]) for row in rows})
    when = str(years[0]) if len(years) == 1 else "–".join(str(year) for year in (years[0], years[-1])) if years else ""
    parts = [f"{count} {name(code, lang)}" for code, count in counts.items() if count]
    title = said(
        lang,
        f"{len(rows)} Meilensteine {when}: {listing(parts, lang)}",
        f"{len(rows)} milestones {when}: {listing(parts, lang)}",
    )
    if not rows:
        title = said(lang, "Dieses Szenario nennt keine Meilensteine", "This scenario names no milestones")
    subtitle = said(
        lang,
        "Balken: Wert im Verhältnis zur Schwelle (senkrechter Strich); schraffiert: gerechnet statt gemessen",
        "Bar: value relative to the limit (upright line); hatched: modelled, not measured",
    )
    told = "; ".join(
        f"{milestone_title(result, r, lang)}: {quantity(r['value'], str(r['unit']), lang)} "
        f"({name(str(r['sense']), lang)} {quantity(r['limit'], str(r['unit']), lang)}), "
        f"{name(str(r['verdict']), lang)}"
        for r in rows
    )
    note = said(lang, f"{more} weitere in milestones.csv", f"{more} more in milestones.csv") if more else ""
    return style.caption(result, lang, (title, subtitle, told + "."), note=note)


def milestones(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the milestones as a table: bar of the value against its limit, verdict by symbol and word."""
    rows, more = chosen(result)
    caption = _milestone_caption(result, lang, rows, more)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, left=style.LEFT - 0.015, right=0.985, bottom=0.07, top=0.785)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    if not rows:
        style.empty(axes, caption.title)
        return figure, caption
    heads = (
        (0.0, "left", said(lang, "Meilenstein", "Milestone")),
        (0.685, "right", said(lang, "Wert", "value")),
        (0.82, "right", said(lang, "Schwelle", "limit")),
        (0.842, "left", said(lang, "Urteil", "verdict")),
    )
    for x, side, text in heads:
        axes.text(x, 0.97, text, fontsize=8.8, color=MUTED, ha=side, va="center")
    step = min(0.93 / len(rows), 0.105)
    for position, row in enumerate(rows):
        height = 0.935 - step * (position + 0.5)
        axes.axhline(height + step / 2, color=FAINT, linewidth=0.8)
        _row(axes, height, row, milestone_title(result, row, lang), lang)
    return figure, caption


def _series(result: Result) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for row in result.tables["hindcast"].dicts():
        if row["model"] is not None:
            out.setdefault(str(row["quantity"]), []).append(row)
    return {code: rows for code, rows in out.items() if any(row["actual"] is not None for row in rows)}


def _deviations(rows: list[dict[str, Any]]) -> list[float]:
    return [float(row["model"]) / float(row["actual"]) - 1.0 for row in rows if row["actual"]]


def _small(axes: Axes, code: str, rows: list[dict[str, Any]], lang: str) -> None:
    """Draw one quantity: model as a line for each run, what was measured as marks."""
    for run in dict.fromkeys(str(row["run"]) for row in rows):
        line = np.array(sorted((int(r["year"]), float(r["model"])) for r in rows if str(r["run"]) == run))
        own = run != "unregistered"
        look: dict[str, Any] = {
            "color": ACCENT if own else TREND,
            "linewidth": 2.2,
            "linestyle": "-" if own else (0, (4, 2)),
        }
        single: dict[str, Any] = {"marker": "_", "markersize": 14, "markeredgewidth": 2.2} if len(line) == 1 else {}
        axes.plot(line[:, 0], line[:, 1], **look, **single)
    actual = np.array(sorted({(int(r["year"]), float(r["actual"])) for r in rows if r["actual"] is not None}))
    axes.plot(actual[:, 0], actual[:, 1], "o", color=INK, markersize=5, zorder=5)
    top = max(float(np.max(actual[:, 1])), *(float(r["model"]) for r in rows))
    scale = 1e3 if top >= 1e5 else 1.0
    style.value_axis(axes, lang, 1.1 * top, scale=scale)
    axes.set_yticks(axes.get_yticks()[::2], labels=[t.get_text() for t in axes.get_yticklabels()[::2]])
    years = sorted({int(r["year"]) for r in rows})
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ends = sorted({years[0], years[-1]})
    axes.set_xticks(ends, labels=[str(year) for year in ends])
    axes.tick_params(axis="both", labelsize=8)
    _small_heading(axes, code, rows, lang, said(lang, "Tausend ", "thousand ") if scale > 1.0 else "")


def _small_heading(axes: Axes, code: str, rows: list[dict[str, Any]], lang: str, scale: str) -> None:
    """Write the quantity, its unit and the mean absolute deviation above a small panel."""
    mean = float(np.mean(np.abs(_deviations(rows)))) if _deviations(rows) else 0.0
    unit = f"{scale}{unit_name(str(rows[0]['unit']), lang)}".strip()
    line = " · ".join(part for part in (unit, f"± {percent(mean, 1, lang)}") if part)
    head = "\n".join(textwrap.wrap(name(code, lang), 27)[:2])
    axes.text(0, 1.15, head, transform=axes.transAxes, fontsize=8.5, linespacing=1.1, fontweight="bold", va="bottom")
    axes.text(0, 1.03, line, transform=axes.transAxes, fontsize=8.2, color=MUTED, va="bottom")


def hindcast(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the model against measured values since the base year, one small panel per quantity."""
    series = _series(result)
    every = [value for rows in series.values() for value in _deviations(rows)]
    mean = float(np.mean(np.abs(every))) if every else 0.0
    title = said(
        lang,
        f"Nachrechnung: Modell und Messwerte weichen im Mittel um {percent(mean, 1, lang)} ab",
        f"Hindcast: model and measured values differ by {percent(mean, 1, lang)} on average",
    )
    if not series:
        title = said(lang, "Keine Messwerte für die Nachrechnung", "No measured values for the hindcast")
    subtitle = said(
        lang,
        "Punkte: gemessen oder berichtet; Linie: Modell (gestrichelt: ohne Registerdaten); "
        "± mittlere absolute Abweichung",
        "Dots: measured or reported; line: model (dashed: without registers); ± mean absolute deviation",
    )
    told = "; ".join(
        f"{name(code, lang)} {listing([f'{signed(100 * d, 1, lang)} %' for d in _deviations(rows)], lang)}"
        for code, rows in series.items()
    )
    hidden = max(len(series) - 12, 0)
    note = said(lang, f"{hidden} weitere Größen in hindcast.csv", f"{hidden} more in hindcast.csv") if hidden else ""
    told = said(lang, "Abweichung des Modells: ", "Deviation of the model: ") + told + "."
    caption = style.caption(result, lang, (title, subtitle, told), note=note)
    figure = style.sheet(caption, result, lang)
    shown = list(series.items())[:12]
    columns = 4 if len(shown) > 6 else 3
    lines = max(1, -(-len(shown) // columns))
    for position, (code, rows) in enumerate(shown):
        across, down = position % columns, position // columns
        wide, high = 0.935 / columns, 0.715 / lines
        left, top = style.LEFT + across * wide, 0.80 - down * high
        axes = style.panel(figure, left, left + wide - 0.065, top - high + 0.055, top - 0.09)
        _small(axes, code, rows, lang)
    if not shown:
        style.empty(style.panel(figure), title)
    return figure, caption
