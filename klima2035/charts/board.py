"""The milestone board: for each milestone its path against its limit, what is missing, and whether it is met."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import goals, marks, phases, style
from klima2035.charts.goals import Entry, Row
from klima2035.charts.style import Caption
from klima2035.charts.verdicts import chance, milestone_title, reason
from klima2035.palette import ACCENT, FAINT, INK, MUTED, PAPER, VERDICTS
from klima2035.phrases import name, said
from klima2035.result import Result

# all lengths in inches on a sheet 10 wide
YEAR, SYMBOL = 0.47, 1.24
HEAD, FOOT, LINE, PAD, LEAST = 1.36, 0.76, 0.172, 0.125, 0.66
TITLE_CHARACTERS, JUDGED_CHARACTERS = 30, 33


@dataclass(frozen=True)
class Line:
    """One entry as it is written: title and verdict on the left, statements on the right, the room it takes."""

    entry: Entry
    title: list[str]
    judged: list[str]
    told: list[tuple[str, str]]  # text and colour
    height: float


def board(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw one row for each milestone: path and limit, value, gap, year in which it is met, verdict."""
    shown, more = goals.entries(result)
    caption = _caption(result, shown, more, lang)
    lines = [_line(result, entry, lang) for entry in shown]
    head = HEAD + (0.19 if len(style.break_title(caption.title)) > 1 else 0.0)
    height = max(head + FOOT + sum(line.height for line in lines), style.HEIGHT)
    figure = style.sheet(caption, result, lang, height=height)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    if not lines:
        style.empty(axes, caption.title)
        return figure, caption
    axes.set_xlim(0.0, style.WIDTH)
    axes.set_ylim(0.0, height)
    scale, top = marks.Scale(result, shown), height - head
    _guides(axes, result, scale, (top - sum(line.height for line in lines), top), lang)
    before = 0
    for line in lines:
        new = line.entry.year != before
        axes.plot(
            [YEAR if new else marks.TITLE, marks.END],
            [top, top],
            color=MUTED if new else FAINT,
            linewidth=0.8,
            zorder=2,
        )
        if new:
            axes.text(YEAR, top - PAD, str(line.entry.year), fontsize=11.5, fontweight="bold", va="top")
        before = line.entry.year
        _draw(axes, result, line, scale, top, lang)
        top -= line.height
    _key(axes, result, 0.57, lang)
    return figure, caption


def _line(result: Result, entry: Entry, lang: str) -> Line:
    """Return what an entry says and how high it is."""
    row = entry.rows[0]
    if len(entry.rows) > 1:
        head, labels = goals.common_title(result, entry, lang)
        judged = said(lang, "je nach Zählregel", "depends on the counting rule")
        judged = name(entry.verdict, lang) if entry.verdict else judged
        rooms = [marks.room(result, one, label, lang) for one, label in zip(entry.rows, labels, strict=True)]
        title = textwrap.wrap(head, 2 * TITLE_CHARACTERS)[:1]
        return Line(entry, title, [judged], [], PAD + 2.6 * LINE + sum(rooms))
    title = _fitted(goals.short_title(result, row, lang))
    why = chance(row, result, lang) or reason(row, result, lang) or goals.counted(row, lang)
    judged = " · ".join(part for part in (name(str(row["verdict"]), lang), why) if part)
    short = [judged] if len(judged) <= JUDGED_CHARACTERS else judged.split(" · ")
    colour = VERDICTS.get(str(row["verdict"]), MUTED) if row["value"] is not None and not goals.kept(row) else INK
    told = [(goals.gap(row, lang), colour), (goals.met(result, row, lang), INK), (goals.pace(row, lang), INK)]
    told = [(text, ink) for text, ink in told if text]
    lines = max(len(title) + len(short), len(told) + 1)
    return Line(entry, title, short, told, max(LEAST, 2.0 * PAD + lines * LINE))


def _fitted(title: str) -> list[str]:
    """Return a title in at most two lines, an ellipsis where it is longer."""
    lines = textwrap.wrap(title, TITLE_CHARACTERS)
    return lines if len(lines) <= 2 else [lines[0], lines[1][: TITLE_CHARACTERS - 2].rstrip() + " …"]


def _guides(axes: Axes, result: Result, scale: marks.Scale, span: tuple[float, float], lang: str) -> None:
    """Write the years above the small pictures and draw the newest actual year through them; name the columns."""
    low, high = span
    shown = [
        result.as_of,
        *(year for year in (scale.last, 2035, 2030, 2025, 2020) if scale.first <= year <= scale.last),
    ]
    shown = [year for i, year in enumerate(shown) if all(abs(year - other) > 5 for other in shown[:i])]
    for year in shown:
        now = year == result.as_of
        look: dict[str, Any] = {"linestyle": phases.DOTTED if now else "-", "color": MUTED if now else FAINT}
        axes.plot([scale.x(year)] * 2, [low, high], linewidth=1.0, zorder=1, **look)
        axes.text(scale.x(year), high + 0.06, str(year), fontsize=9, color=MUTED, ha="center", va="bottom")
    heads = (
        (YEAR, "left", said(lang, "Meilenstein", "Milestone")), (marks.VALUE, "left", said(lang, "Wert", "value")),
        (marks.END, "right", said(lang, "verlangt", "required")),
    )  # fmt: skip
    for x, side, text in heads:
        axes.text(x, high + 0.06, text, fontsize=9, color=MUTED, ha=side, va="bottom")


def _draw(axes: Axes, result: Result, line: Line, scale: marks.Scale, top: float, lang: str) -> None:
    """Draw one entry below ``top``."""
    first, row, verdict = top - PAD, line.entry.rows[0], line.entry.verdict
    for i, text in enumerate(line.title):
        axes.text(marks.TITLE, first - i * LINE, text, fontsize=10, fontweight="bold", va="top")
    if verdict:
        marks.symbol(axes, SYMBOL, first - 0.09, verdict)
    if len(line.entry.rows) > 1:
        axes.text(
            marks.VALUE,
            first,
            line.judged[0],
            fontsize=9.4,
            color=VERDICTS.get(verdict, MUTED),
            fontweight="bold",
            va="top",
        )
        marks.ways(axes, result, line.entry, first - 2.2 * LINE, lang)
        return
    for i, text in enumerate(line.judged, len(line.title)):
        look: dict[str, Any] = {"color": VERDICTS.get(verdict, MUTED), "fontweight": "bold"}
        look = look if i == len(line.title) else {"color": MUTED}
        axes.text(marks.TITLE, first - i * LINE - 0.01, text, fontsize=9.2, va="top", **look)
    value = "–" if row["value"] is None else goals.amount(float(row["value"]), str(row["unit"]), lang)
    axes.text(marks.VALUE, first, value, fontsize=10.5, fontweight="bold", va="top")
    axes.text(marks.END, first, goals.limit(row, lang), fontsize=9.5, ha="right", va="top")
    for i, (text, ink) in enumerate(line.told, 1):
        axes.text(marks.VALUE, first - i * LINE - 0.015, text, fontsize=9.4, color=ink, va="top")
    marks.strip(axes, result, row, scale, (top - line.height + 0.14, top - 0.14))


def _key(axes: Axes, result: Result, y: float, lang: str) -> None:
    """Explain the small pictures in one row above the sources."""
    x = YEAR
    for code in phases.shown(result, result.years)[1:]:
        ink = ACCENT if code == "projection" else INK
        axes.plot([x, x + 0.22], [y, y], color=ink, linewidth=1.9)
        x = _word(axes, x + 0.28, y, name(code, lang))
    axes.plot(x + 0.05, y, "o", markersize=4.6, color=INK, markeredgecolor=PAPER)
    x = _word(axes, x + 0.15, y, said(lang, "gezählt", "counted"))
    for sense in ("at_least", "at_most"):
        marks.bound(axes, x + 0.1, y + (-0.02 if sense == "at_least" else 0.02), sense)
        x = _word(axes, x + 0.25, y, f"{said(lang, 'verlangt:', 'required:')} {name(sense, lang)}")
    axes.plot([x + 0.05] * 2, [y - 0.06, y + 0.06], color=MUTED, linewidth=2.4, alpha=0.75)
    _word(axes, x + 0.13, y, said(lang, "Abstand zum Ziel", "distance to the goal"))


def _word(axes: Axes, x: float, y: float, text: str) -> float:
    """Write one explanation and return where the next may begin."""
    written = axes.text(x, y, text, fontsize=9, color=MUTED, va="center")
    return float(written.get_window_extent().x1) / style.DPI + 0.2


def _title(result: Result, shown: list[Entry], lang: str) -> str:
    """Say how many of the milestones due are reached, and on how many of those ahead the path keeps the limit."""
    now, parts = result.as_of, []
    due = [entry.verdict for entry in shown if entry.year <= now]
    ahead = [entry.verdict for entry in shown if entry.year > now]
    later = said(lang, f"Meilensteine nach {now}", f"Milestones after {now}")
    heads = (
        (due, said(lang, f"Meilensteine bis {now}", f"Milestones to {now}"), said(lang, "erreicht", "reached")),
        (ahead, said(lang, "danach", "after that") if due else later, said(lang, "auf Kurs", "on course")),
    )
    for verdicts, head, good in heads:
        if not verdicts:
            continue
        met, missed = verdicts.count("reached"), verdicts.count("missed")
        told = f"{head}: {met} {said(lang, 'von', 'of')} {len(verdicts)} {good}"
        told += f", {missed} {name('missed', lang)}" if missed else ""
        rest = len(verdicts) - met - missed
        parts.append(told + (f", {rest} {said(lang, 'offen', 'open')}" if rest else ""))
    return "; ".join(parts) or said(
        lang, "Dieses Szenario nennt keine Meilensteine", "This scenario names no milestones"
    )


def _caption(result: Result, shown: list[Entry], more: int, lang: str) -> Caption:
    title = _title(result, shown, lang)
    subtitle = said(
        lang,
        "Offen: nur gerechnet, knapp daneben, ohne Wert, Schwelle aus diesem Pfad oder je nach Zählregel verschieden",
        "Open: only modelled, narrowly off, without value, limit from this very path, or depending on how one counts",
    )
    told = " ".join(_told(result, row, lang) for entry in shown for row in entry.rows) or title + "."
    note = said(lang, f"{more} weitere in milestones.csv", f"{more} more in milestones.csv") if more else ""
    return style.caption(result, lang, (title, subtitle, told), note=note)


def _told(result: Result, row: Row, lang: str) -> str:
    """Return one milestone in a sentence, with all its numbers."""
    value = said(lang, "kein Wert", "no value")
    if row["value"] is not None:
        value = goals.amount(float(row["value"]), str(row["unit"]), lang)
    office = result.extra.get("milestone_offices", {}).get(row["id"], {}).get(lang, "")
    parts = [
        value, goals.limit({**row, "value": None}, lang), goals.gap(row, lang), goals.met(result, row, lang),
        goals.counted(row, lang), goals.pace(row, lang), name(str(row["verdict"]), lang), reason(row, result, lang),
        chance(row, result, lang), f"{said(lang, 'zuständig', 'in charge')}: {office}" if office else "",
    ]  # fmt: skip
    return f"{milestone_title(result, row, lang)}: {', '.join(part for part in parts if part)}."
