"""Who pays: additional investment by year and funder, the gap hatched on top, full cost as an outline."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import percent
from klima2035.palette import ALERT, FUNDERS, INK, MUTED, PAPER, projected
from klima2035.phrases import euro, name, said
from klima2035.phrases import share as told_share
from klima2035.result import Array, Result


def _rows(result: Result) -> list[tuple[int, str, str, float, int]]:
    """Return year, funder, basis, money and price year of the measures' ledger after ``as_of``.

    What the trend would spend anyway is left out.
    """
    columns = result.tables["investment"].by_column
    names = ("measure", "year", "funder", "basis", "value_real", "value", "price_year")
    cells: Any = zip(*(columns[name_] for name_ in names), strict=True)
    return [
        (year, funder, basis, (real if real is not None else nominal) or 0.0, prices or 0)
        for measure, year, funder, basis, real, nominal, prices in cells
        if measure != "trend" and year > result.as_of
    ]


def ledger(result: Result, basis: str) -> tuple[list[int], dict[str, Array]]:
    """Return years and money by funder [EUR of the price year], every funder present."""
    years = list(range(result.as_of + 1, result.years[-1] + 1))
    out = {funder: np.zeros(len(years)) for funder in FUNDERS}
    for year, funder, kind, amount, _ in _rows(result):
        if kind == basis:
            out.setdefault(funder, np.zeros(len(years)))[year - years[0]] += amount
    return years, out


def _caption(result: Result, lang: str, years: list[int], parts: dict[str, Array]) -> Caption:
    year = style.focus(result)
    until = slice(0, max(year - result.as_of, 0))
    sums = {funder: float(values[until].sum()) for funder, values in parts.items()}
    need = sum(sums.values())
    gap = sums["gap"]
    prices = sorted({row[-1] for row in _rows(result) if row[-1]})
    if need <= 0:
        title = said(
            lang, "Keine zusätzlichen Investitionen in diesem Szenario", "No additional investment in this scenario"
        )
    else:
        share = told_share(gap / need, lang)
        title = said(
            lang,
            f"Bis {year} kosten die Maßnahmen {euro(need, lang)} zusätzlich; "
            f"davon sind {euro(gap, lang)} ({share}) offen",
            f"By {year} the measures cost {euro(need, lang)} extra; "
            f"{euro(gap, lang)} of it ({share}) is not yet funded",
        )
    base = said(lang, f" in Preisen von {prices[-1]}", f" in prices of {prices[-1]}") if prices else ""
    subtitle = said(
        lang,
        f"Projektion, Mio. € je Jahr{base}: Mehrkosten gegenüber fälligem Ersatz, "
        "nach Geldgeber; Umriss: volle Investition",
        f"Projection, million € a year{base}: cost above replacement due anyway, by funder; outline: full investment",
    )
    told = said(lang, f"Summe {years[0]} bis {year}: ", f"Sum {years[0]} to {year}: ")
    told += "; ".join(f"{name(funder, lang)} {euro(value, lang)}" for funder, value in sums.items()) + "."
    return style.caption(result, lang, (title, subtitle, told), note=_note(result, lang, years) if need > 0 else "")


def _note(result: Result, lang: str, years: list[int]) -> str:
    """Return the quality of the years shown and what share of the unit costs is assumed."""
    span = f"{years[0]}–{years[-1]}"
    note = f"{said(lang, 'Güte', 'quality')}: {name('modelled', lang)} {span}"
    assumed = result.extra.get("assumed_share")
    if not assumed:
        return note
    part = percent(assumed, 0, lang)
    return note + said(
        lang,
        f"; {part} der vollen Investition {style.focus(result)} aus angenommenen Kostensätzen",
        f"; {part} of the full investment of {style.focus(result)} on assumed unit costs",
    )


def investment(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw additional investment by year and funder with the gap on top and the full investment as outline."""
    years, parts = ledger(result, "additional")
    full = np.sum(list(ledger(result, "full")[1].values()), axis=0) / 1e6
    caption = _caption(result, lang, years, parts)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, left=0.078, right=0.755)
    if not any(np.any(values) for values in parts.values()):
        style.empty(axes, said(lang, "Keine zusätzlichen Investitionen", "No additional investment"))
        return figure, caption
    lowest = _stack(axes, years, {code: values / 1e6 for code, values in parts.items()})
    upper = np.sum([np.maximum(values, 0) for values in parts.values()], axis=0) / 1e6
    axes.stairs(full, np.arange(years[0], years[-1] + 2) - 0.5, color=INK, linewidth=1.2, zorder=4, baseline=None)
    top = max(float(np.max(upper)), float(np.max(full)), _whiskers(axes, result, lang, years))
    style.value_axis(axes, lang, top, low=1.1 * lowest if lowest < 0 else 0.0)
    axes.axhline(0, color=MUTED, linewidth=0.8, zorder=3)
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    shown = [year for year in years if year % 5 == 0 or year == years[0]] if len(years) > 12 else years
    axes.set_xticks(shown, labels=[str(year) for year in shown])
    _keys(axes, result, lang, years, parts, full)
    phases.key(figure, result, lang, years)
    return figure, caption


def _whiskers(axes: Axes, result: Result, lang: str, years: list[int]) -> float:
    """Draw where nine of ten draws of the additional investment lie, where the result knows; return their highest."""
    band = result.extra.get("bands", {}).get(("investment_real", "additional"))
    if band is None:
        return 0.0
    at = [band.years.index(year) for year in years]
    low, high = (band.values[share][at] / 1e6 for share in (0.05, 0.95))
    axes.vlines(years, low, high, color=INK, linewidth=1.1, zorder=6)
    for ends in (low, high):
        axes.hlines(ends, np.array(years) - 0.16, np.array(years) + 0.16, color=INK, linewidth=1.1, zorder=6)
    text = said(lang, "Mehrkosten in neun\nvon zehn Ziehungen", "additional cost in\nnine of ten draws")
    axes.plot([1.033, 1.033], [0.11, 0.20], transform=axes.transAxes, color=INK, linewidth=1.1, clip_on=False)
    axes.text(1.056, 0.155, text, transform=axes.transAxes, fontsize=8.8, va="center")
    return float(np.max(high))


def _stack(axes: Axes, years: list[int], parts: dict[str, Array]) -> float:
    """Draw one bar per year, negative own shares below zero; return the lowest value."""
    up, down = np.zeros(len(years)), np.zeros(len(years))
    for funder, values in parts.items():
        base = np.where(values >= 0, up, down)
        gap = funder == "gap"
        axes.bar(
            years,
            values,
            0.78,
            bottom=base,
            color=projected(FUNDERS.get(funder, MUTED)),
            zorder=2,
            edgecolor=ALERT if gap else PAPER,
            linewidth=0.9 if gap else 0.5,
            hatch="////" if gap else None,
        )
        up += np.maximum(values, 0)
        down += np.minimum(values, 0)
    return float(np.min(down))


def _keys(axes: Axes, result: Result, lang: str, years: list[int], parts: dict[str, Array], full: Array) -> None:
    """List funders in the order of the stack with their sums to the focus year."""
    until = slice(0, max(style.focus(result) - result.as_of, 0))
    sums = {funder: float(values[until].sum()) for funder, values in parts.items()}
    need = sum(sums.values())
    shown = [funder for funder in reversed(list(parts)) if abs(sums[funder]) > 0]
    entries = []
    for position, funder in enumerate(shown):
        share = f" ({told_share(sums[funder] / need, lang)})" if need > 0 else ""
        entries.append(
            Key(
                f"{name(funder, lang)}\n{euro(sums[funder], lang)}{share}",
                projected(FUNDERS.get(funder, MUTED)),
                0.94 - 0.13 * position,
                *(("//", ALERT) if funder == "gap" else ()),
            )
        )
    title = f"{said(lang, 'Summe', 'sum')} {years[0]}–{style.focus(result)}"
    stack.keys(axes, entries, title, lines=False)
    text = said(lang, "volle Investition", "full investment")
    axes.plot([1.02, 1.045], [0.03, 0.03], transform=axes.transAxes, color=INK, linewidth=1.3, clip_on=False)
    axes.text(
        1.056,
        0.03,
        f"{text}\n{euro(float(full[until].sum()) * 1e6, lang)}",
        transform=axes.transAxes,
        fontsize=8.8,
        va="center",
    )
