"""Two scenarios: both lines, and where the difference comes from."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.pathway import total
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ACCENT, FAINT, INK, MUTED, PAPER, SECTORS, SPARE, projected
from klima2035.phrases import CO2E, million, name, said, signed
from klima2035.result import Result


def difference_by_sector(a: Result, b: Result, year: int) -> dict[str, float]:
    """Return B minus A in one year by end-use sector [t/a]."""
    parts = []
    for result in (a, b):
        frame = result.frames["emissions"].pick(view="end_use", indicator="co2e")
        parts.append({code: float(values[frame.at(year)]) for code, values in frame.by("sector").items()})
    return {code: parts[1].get(code, 0.0) - parts[0].get(code, 0.0) for code in {**parts[0], **parts[1]}}


def _caption(a: Result, b: Result, lang: str, year: int) -> Caption:
    names = style.scenario_title(a, lang), style.scenario_title(b, lang)
    amounts = [float(total(result)[result.frames["emissions"].at(year)]) for result in (a, b)]
    gap = amounts[1] - amounts[0]
    if abs(gap) < 0.5:
        title = said(
            lang,
            f"{year} unterscheiden sich „{names[0]}“ und „{names[1]}“ nicht",
            f"In {year} “{names[0]}” and “{names[1]}” do not differ",
        )
    else:
        more = gap > 0
        title = said(
            lang,
            f"{year} liegt „{names[1]}“ um {million(abs(gap), lang)} {'über' if more else 'unter'} „{names[0]}“",
            f"In {year} “{names[1]}” is {million(abs(gap), lang)} {'above' if more else 'below'} “{names[0]}”",
        )
    subtitle = said(
        lang,
        f"Links: Treibhausgase in Mio. t {CO2E} je Jahr; rechts: Unterschied {year} nach Sektor in Tausend t",
        f"Left: greenhouse gases in million t {CO2E} a year; right: difference in {year} by sector, thousand t",
    )
    parts = difference_by_sector(a, b, year)
    told = f"{names[0]} {year}: {million(amounts[0], lang)}; {names[1]} {year}: {million(amounts[1], lang)}. "
    told += "; ".join(f"{name(code, lang)} {signed(value / 1e3, 0, lang)}" for code, value in parts.items())
    told += said(lang, " Tausend t.", " thousand t.")
    other = style.rule(b, lang)
    note = "" if other == style.rule(a, lang) else f"{names[1]}: {other}"
    return style.caption(a, lang, (title, subtitle, told), a.frames["emissions"].pick(view="end_use"), note)


def _bars(axes: Axes, parts: dict[str, float], lang: str) -> None:
    """Draw the difference by sector, largest first, its figure at the end of each bar."""
    order = sorted(parts, key=lambda code: -abs(parts[code]))
    values = [parts[code] / 1e3 for code in order]
    largest = max([abs(value) for value in values] + [1e-9])
    axes.barh(range(len(order)), values, 0.62, color=[projected(SECTORS.get(code, MUTED)) for code in order], zorder=2)
    for row, value in enumerate(values):
        side = 1 if value > 0 else -1
        axes.text(
            value + side * 0.03 * largest,
            row,
            signed(value, 0, lang),
            va="center",
            fontsize=9.5,
            ha="left" if side > 0 else "right",
            fontweight="bold",
        )
    axes.set_xlim(min(0.0, *values) - 0.30 * largest, max(0.0, *values) + (0.30 if max(values) > 0 else 0.02) * largest)
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.axvline(0, color=INK, linewidth=1.0, zorder=3)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set_yticks(range(len(order)), labels=[textwrap.fill(name(code, lang), 17) for code in order])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.spines["bottom"].set_visible(False)


def comparison(a: Result, b: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw scenario A and B as lines with the area between them, and B minus A by sector in the focus year."""
    year = min(style.focus(a), style.focus(b))
    caption = _caption(a, b, lang, year)
    names = style.scenario_title(a, lang), style.scenario_title(b, lang)
    figure = style.sheet(caption, a, lang, f"{names[0]} | {names[1]}")
    left = style.panel(figure, right=0.46, top=0.69)
    right = style.panel(figure, left=0.775, right=0.985, top=0.69)
    years = [y for y in a.frames["emissions"].years if y in b.frames["emissions"].years]
    lines = [np.array([total(r)[r.frames["emissions"].at(y)] for y in years]) / 1e6 for r in (a, b)]
    style.value_axis(left, lang, float(np.nanmax(lines)))
    style.year_axis(left, years)
    phases.background(left, a, lang, years, names=False)
    left.fill_between(years, lines[0], lines[1], color=FAINT, linewidth=0, zorder=1)
    entries = []
    for result, values, colour, marker in zip((a, b), lines, (SPARE[2], ACCENT), ("s", ""), strict=True):
        every = {"marker": marker, "markevery": 5, "markersize": 6.5, "markeredgecolor": PAPER} if marker else {}
        phases.line(left, result, years, values, colour, **every)
        text = f"{style.scenario_title(result, lang)}\n{number(float(values[-1]), 2, lang)}"
        entries.append(Key(text, colour, float(values[-1]) / left.get_ylim()[1], marker=marker))
    phases.marks(left, a, a.frames["emissions"], years, lines[0])
    phases.key(figure, a, lang, years, "line", a.frames["emissions"])
    stack.keys(left, entries, f"{years[-1]}, {said(lang, 'Mio. t', 'million t')}", 20)
    style.heading(left, said(lang, "Pfade", "Paths"))
    style.heading(right, said(lang, f"Unterschied {year}, Tausend t", f"Difference {year}, thousand t"), -0.55)
    _bars(right, difference_by_sector(a, b, year), lang)
    return figure, caption
