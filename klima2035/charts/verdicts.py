"""Milestones against their limits."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import style
from klima2035.charts.style import Caption
from klima2035.numbers import percent
from klima2035.palette import FAINT, INK, MUTED, VERDICTS, projected
from klima2035.phrases import NO_BREAK, VERDICT_SIGNS, listing, name, quantity, said, unit_name
from klima2035.result import Result

ROWS = 11
BAR_LEFT, BAR_RIGHT = 0.355, 0.495
LONGEST = 1.5  # bars end at 150 % of the limit


def chosen(result: Result) -> tuple[list[dict[str, Any]], int]:
    """Return the milestones shown and how many more there are: those of 2025, else the earliest."""
    rows = result.tables["milestones"].dicts()
    if "probabilities" in result.extra:  # draws decide: those that the model judges
        rows = [row for row in rows if row["evidence"] == "modelled"]
        return rows[:ROWS], max(len(rows) - ROWS, 0)
    due = [row for row in rows if int(row["year"]) == 2025] or sorted(rows, key=lambda row: int(row["year"]))
    return due[:ROWS], max(len(due) - ROWS, 0)


def milestone_title(result: Result, row: dict[str, Any], lang: str) -> str:
    """Return a milestone's title in the language asked for where the result carries both."""
    found = result.extra.get("milestone_titles", {}).get(row["id"], {})
    return str(found.get(lang) or row["title"])


def _row(axes: Axes, height: float, row: dict[str, Any], result: Result, lang: str) -> None:
    """Write one line of the table: title, value against limit, verdict by symbol and word."""
    verdict = str(row["verdict"])
    colour = VERDICTS.get(verdict, MUTED)
    lines = textwrap.wrap(milestone_title(result, row, lang), 44)[:2]
    axes.text(0.0, height, "\n".join(lines), fontsize=8.8, va="center", linespacing=1.1)
    limit, value = row["limit"], row["value"]
    bound = {"at_most": "≤", "at_least": "≥"}[str(row["sense"])]
    unit = str(row["unit"])
    counted = len(unit_name(unit, lang)) > 4 and unit_name(unit, lang).replace(" ", "").isalpha()
    wanted = quantity(limit, unit, lang).split(NO_BREAK)[0] if counted else quantity(limit, unit, lang)
    axes.text(0.782, height, f"{bound} {wanted}", fontsize=8.8, va="center", ha="right")
    axes.text(
        0.65, height, quantity(value, str(row["unit"]), lang), fontsize=9.2, fontweight="bold", va="center", ha="right"
    )
    if value is not None and limit:
        _bar(axes, height, float(value) / float(limit), projected(colour) if row["evidence"] == "modelled" else colour)
    axes.text(0.802, height, VERDICT_SIGNS.get(verdict, "?"), fontsize=11, color=colour, va="center")
    why = chance(row, result, lang) or reason(row, result, lang)
    axes.text(
        0.826, height + (0.016 if why else 0.0), name(verdict, lang), fontsize=9.2, color=colour, fontweight="bold",
        va="center",
    )  # fmt: skip
    axes.text(0.826, height - 0.02, why, fontsize=8.2, color=MUTED, va="center")


def chance(row: dict[str, Any], result: Result, lang: str) -> str:
    """Return in which share of draws the limit holds, where draws decide and the result knows; else nothing."""
    found = result.extra.get("probabilities", {}).get(row["id"])
    if found is None or row["evidence"] != "modelled":
        return ""
    share = percent(found[0], 0, lang)
    return said(lang, f"Ziehungen: hält in {share}", f"draws: holds in {share}")


def _bar(axes: Axes, height: float, share: float, colour: str) -> None:
    """Draw a value as a share of its limit, with the limit as an upright line."""
    wide = (BAR_RIGHT - BAR_LEFT) / LONGEST
    length = float(np.clip(share, 0.0, LONGEST)) * wide
    axes.add_patch(Rectangle((BAR_LEFT, height - 0.019), length, 0.038, facecolor=colour, linewidth=0))
    axes.plot([BAR_LEFT + wide] * 2, [height - 0.034, height + 0.034], color=INK, linewidth=1.6)


def reason(row: dict[str, Any], result: Result, lang: str) -> str:
    """Return in a few words why a verdict is not plain: no value, a limit of its own, a modelled or a close value."""
    if row["value"] is None:
        return said(lang, "kein Wert bekannt", "no value known")
    value, limit = float(row["value"]), float(row["limit"])
    kept = value >= limit if row["sense"] == "at_least" else value <= limit
    if row["verdict"] == "cannot_judge":
        if row["origin"] == "derived":
            return said(lang, "Schwelle aus diesem Pfad", "limit from this path")
        return said(lang, "Förderung angenommen", "grants assumed")
    if row["verdict"] == "at_risk":
        near = said(lang, "innerhalb der Toleranz", "within the tolerance")
        return said(lang, "nur gerechnet", "only modelled") if kept else near
    return said(lang, "nach diesem Pfad", "on this path") if int(row["year"]) > result.as_of else ""


def _milestone_caption(result: Result, lang: str, rows: list[dict[str, Any]], more: int) -> Caption:
    counts = {code: sum(row["verdict"] == code for row in rows) for code in VERDICT_SIGNS}
    years = sorted({int(row["year"]) for row in rows})
    when = str(years[0]) if len(years) == 1 else "–".join(str(year) for year in (years[0], years[-1])) if years else ""
    parts = [f"{count} {name(code, lang)}" for code, count in counts.items() if count]
    if years and years[0] > result.as_of:
        when += said(lang, f", gerechnet von {result.as_of} aus", f", seen from {result.as_of}")
    title = said(
        lang,
        f"{len(rows)} Meilensteine {when}: {listing(parts, lang)}",
        f"{len(rows)} milestones {when}: {listing(parts, lang)}",
    )
    if not rows:
        title = said(lang, "Dieses Szenario nennt keine Meilensteine", "This scenario names no milestones")
    subtitle = said(
        lang,
        "Balken: Wert im Verhältnis zur Schwelle (senkrechter Strich); dunkel: gezählt, hell: vom Modell gerechnet",
        "Bar: value relative to the limit (upright line); dark: counted, light: modelled",
    )
    if "probabilities" in result.extra:
        subtitle = said(
            lang,
            "Balken: Wert im Verhältnis zur Schwelle (Strich); dazu der Anteil der Ziehungen, in denen sie hält",
            "Bar: value relative to the limit (line); beside it the share of draws in which it holds",
        )
    told = "; ".join(
        f"{milestone_title(result, r, lang)}: {quantity(r['value'], str(r['unit']), lang)} "
        f"({name(str(r['sense']), lang)} {quantity(r['limit'], str(r['unit']), lang)}), "
        f"{name(str(r['verdict']), lang)}"
        for r in rows
    )
    told += "".join(
        f"; {milestone_title(result, r, lang)}: {chance(r, result, lang)}" for r in rows if chance(r, result, lang)
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
        (0.65, "right", said(lang, "Wert", "value")),
        (0.782, "right", said(lang, "Schwelle", "limit")),
        (0.802, "left", said(lang, "Urteil", "verdict")),
    )
    for x, side, text in heads:
        axes.text(x, 0.97, text, fontsize=8.8, color=MUTED, ha=side, va="center")
    step = min(0.93 / len(rows), 0.105)
    for position, row in enumerate(rows):
        height = 0.935 - step * (position + 0.5)
        axes.axhline(height + step / 2, color=FAINT, linewidth=0.8)
        _row(axes, height, row, result, lang)
    return figure, caption
