"""The two small charts of a report's first page, drawn for half its width: milestones, and money by funder."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from klima2035.charts import goals, marks, style
from klima2035.charts.goals import Entry
from klima2035.charts.style import Caption
from klima2035.numbers import number, percent
from klima2035.palette import ALERT, FAINT, FUNDERS, MUTED, PAPER, VERDICTS, on
from klima2035.phrases import listing, name, quantity, said
from klima2035.result import Result

WIDE, HIGH = 3.3, 2.35  # inches: as it stands on the page
ROWS = 8
BY_RULE = "by_rule"
SPAN = 5  # years of one column
TEXT, SMALL = 7.4, 6.6


def _sheet(high: float) -> Figure:
    """Return an empty small figure; the page itself says its message above it."""
    figure = Figure(figsize=(WIDE, high), dpi=style.DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def front_milestones(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the milestones nearest to now: verdict by shape, title, value and limit."""
    shown, _ = goals.entries(result)
    rows = sorted(sorted(shown, key=lambda one: _far(one, result))[:ROWS], key=lambda one: one.year)
    title = _verdicts(result, lang)
    told = "; ".join(_told(result, entry, lang) for entry in rows)
    subtitle = said(lang, f"{len(rows)} von {len(shown)} Meilensteinen", f"{len(rows)} of {len(shown)} milestones")
    caption = style.caption(result, lang, (title, subtitle, f"{told}." if told else f"{title}."))
    figure = _sheet(HIGH)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, WIDE)
    axes.set_ylim(0, max(len(rows), 1))
    for i, entry in enumerate(rows):
        _line(axes, result, entry, len(rows) - i - 0.5, lang)
    return figure, caption


def _far(entry: Entry, result: Result) -> tuple[bool, int]:
    """Return how late an entry comes in the choice: decided goals ahead first, then those nearest to now."""
    goal = entry.year > result.as_of and any(row["origin"] == "decided" for row in entry.rows)
    return not goal, abs(entry.year - result.as_of)


def _verdicts(result: Result, lang: str) -> str:
    """Return how all goals stand, in words; several ways to count one goal are one."""
    counts = Counter(entry.verdict or BY_RULE for entry in goals.entries(result)[0])
    words = {code: name(code, lang) for code in VERDICTS}
    words[BY_RULE] = said(lang, "je nach Zählweise", "by way of counting")
    parts = [f"{counts[code]} {words[code]}" for code in words if counts[code]]
    if not parts:
        return said(lang, "Dieses Szenario nennt keine Meilensteine", "This scenario names no milestones")
    return said(lang, "Meilensteine: ", "Milestones: ") + listing(parts, lang)


def _heading(result: Result, entry: Entry, lang: str) -> str:
    if len(entry.rows) == 1:
        return goals.short_title(result, entry.rows[0], lang)
    return goals.common_title(result, entry, lang)[0]


def _amount(entry: Entry, lang: str) -> str:
    """Return value and limit of a milestone; for several ways of counting how many keep it."""
    row = entry.rows[0]
    bound = {"at_most": "≤", "at_least": "≥"}[str(row["sense"])]
    limit = f"{bound}\u00a0{quantity(row['limit'], str(row['unit']), lang)}"
    if len(entry.rows) > 1:
        kept = sum(row["verdict"] == "reached" for row in entry.rows)
        return said(lang, f"{limit}: nach {kept} von {len(entry.rows)} Zählweisen",
                    f"{limit}: by {kept} of {len(entry.rows)} ways to count")  # fmt: skip
    value = quantity(row["value"], str(row["unit"]), lang)
    return f"{value} ({limit})"


def _told(result: Result, entry: Entry, lang: str) -> str:
    verdict = name(entry.verdict, lang) if entry.verdict else said(lang, "je nach Zählweise", "by way of counting")
    return f"{_heading(result, entry, lang)} {entry.year}: {_amount(entry, lang)}, {verdict}"


def _line(axes: Axes, result: Result, entry: Entry, height: float, lang: str) -> None:
    """Write one milestone: its sign, year and title, and below value and limit."""
    axes.axhline(height + 0.5, color=FAINT, linewidth=0.6)
    verdict = entry.verdict or "cannot_judge"
    marks.symbol(axes, 0.1, height, verdict, size=8.5)
    title = textwrap.shorten(_heading(result, entry, lang), 46, placeholder=" …")
    axes.text(0.26, height + 0.2, f"{entry.year}  {title}", fontsize=TEXT, va="center")
    axes.text(0.26, height - 0.22, _amount(entry, lang), fontsize=SMALL, va="center", color=MUTED)


def front_money(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the additional cost of the measures by span of years and funder, with what has none."""
    spans, parts = _spans(result)
    need = float(sum(values.sum() for values in parts.values()))
    gap = float(parts["gap"].sum()) if "gap" in parts else 0.0
    caption = _money_caption(result, lang, spans, parts, (need, gap))
    figure = _sheet(HIGH)
    if need < 1.0:
        return figure, caption
    axes = figure.add_axes((0.02, 0.13, 0.96, 0.74))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks([])
    base = np.zeros(len(spans))
    for funder, values in parts.items():
        _bars(axes, base, values / 1e9, funder)
        base += values / 1e9
    for at, total in enumerate(base):
        axes.text(at, total + 0.02 * base.max(), number(float(total), 1, lang), ha="center", va="bottom", fontsize=TEXT,
                  fontweight="bold")  # fmt: skip
    labels = [f"{first}–\n{last}" if first != last else str(first) for first, last in spans]
    axes.set_xticks(range(len(spans)), labels=labels, fontsize=TEXT)
    axes.tick_params(axis="x", length=0)
    axes.set_ylim(0, base.max() * 1.12)
    _names(figure, parts, lang)
    return figure, caption


def _spans(result: Result) -> tuple[list[tuple[int, int]], dict[str, Any]]:
    """Return spans of five years after ``as_of`` and by funder what falls into each [EUR nominal]."""
    first, last = result.as_of + 1, result.years[-1]
    spans = [(year, min(year + SPAN - 1, last)) for year in range(first, last + 1, SPAN)]
    parts: dict[str, Any] = {}
    for row in result.tables["finance_by_year"].dicts():
        if row["basis"] == "additional" and row["origin"] == "measures" and first <= row["year"] <= last:
            values = parts.setdefault(row["funder"], np.zeros(len(spans)))
            values[(row["year"] - first) // SPAN] += float(row["value"])
    return spans, {funder: parts[funder] for funder in FUNDERS if funder in parts and parts[funder].any()}


def _bars(axes: Axes, base: Any, values: Any, funder: str) -> None:
    """Draw one funder's part of the columns; the gap is hatched, as in all charts of money."""
    look: dict[str, Any] = {"color": FUNDERS[funder], "edgecolor": PAPER, "linewidth": 0.5}
    if funder == "gap":
        look = {"facecolor": PAPER, "edgecolor": ALERT, "hatch": "////", "linewidth": 0.8}
    axes.bar(range(len(values)), values, bottom=base, width=0.72, **look)


def _names(figure: Figure, parts: dict[str, Any], lang: str) -> None:
    """Write the funders above the columns, each in its colour, the gap first."""
    at, line = 0.0, 0.955
    for funder in reversed(parts):
        words = name(funder, lang)
        wide = 0.0215 * len(words) + 0.055
        if at + wide > 1.0:
            at, line = 0.0, line - 0.075
        gap = funder == "gap"
        ground = PAPER if gap else FUNDERS[funder]
        colour = ALERT if gap else on(ground)
        frame = {
            "boxstyle": "square,pad=0.28",
            "facecolor": ground,
            "edgecolor": ALERT if gap else ground,
            "linewidth": 0.8,
        }
        figure.text(at + 0.015, line, words, fontsize=SMALL, color=colour, bbox=frame, va="center")
        at += wide


def _money_caption(
    result: Result, lang: str, spans: list[tuple[int, int]], parts: dict[str, Any], sums: tuple[float, float]
) -> Caption:
    need, gap = sums
    first, last = spans[0][0], spans[-1][1]
    if need < 1.0:
        title = said(lang, "Keine Mehrkosten: das Szenario enthält keine Maßnahmen, die Geld kosten",
                     "No additional cost: the scenario holds no measures that cost money")  # fmt: skip
    elif gap < 1.0:
        title = said(lang, "Für alle Mehrkosten gibt es einen Geldgeber", "There is a funder for all additional cost")
    else:
        share = percent(gap / need, 0, lang)
        title = said(
            lang, f"Für {share} der Mehrkosten ist kein Geldgeber da", f"No funder for {share} of the additional cost"
        )
    subtitle = said(
        lang, f"Mehrkosten {first}–{last}, Mrd. € (nominal)", f"Additional cost {first}–{last}, bn € (nominal)"
    )
    told = "; ".join(
        f"{name(funder, lang)}: "
        + ", ".join(f"{a}–{b} {number(float(v) / 1e9, 2, lang)}" for (a, b), v in zip(spans, values, strict=True))
        for funder, values in parts.items()
    )
    return style.caption(result, lang, (title, subtitle, f"{told}." if told else f"{title}."))
