"""The city's own line: what it and its companies must pay themselves, what is planned, what follows each year."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.rows import absent, amount, in_prices, later, span
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ALERT, FOLLOW_UP, INK, MUTED, PAPER, PAYERS, projected
from klima2035.phrases import NO_BREAK, euro, name, said
from klima2035.result import Array, Result

Books = dict[str, dict[str, Array]]  # payer -> item -> money by year [EUR of the price year]
LEFT, RIGHT, BOTTOM, TOP = style.LEFT, 0.445, 0.15, 0.715
FOLLOWING = 0.668, 0.812  # left and right of the panel of follow-up cost


def books(result: Result) -> tuple[list[int], Books]:
    """Return the years after ``as_of`` and the money by payer and item [EUR of the price year]."""
    years = span(result)
    out: Books = {payer: {} for payer in PAYERS}
    for row in later(result, "city_line"):
        items = out.setdefault(str(row["payer"]), {})
        items.setdefault(str(row["item"]), np.zeros(len(years)))[int(row["year"]) - years[0]] += amount(row)
    return years, {payer: items for payer, items in out.items() if items}


def item(items: dict[str, Array], code: str, years: list[int]) -> Array:
    """Return one item by year, zeros where the payer has none."""
    return items.get(code, np.zeros(len(years)))


def need(items: dict[str, Array], years: list[int]) -> Array:
    """Return the own money needed by year: what is paid and what stays open."""
    return item(items, "own", years) + item(items, "gap", years)


def _payers(found: Books, years: list[int]) -> list[str]:
    """Return those who need own money in any year."""
    return [payer for payer, items in found.items() if float(np.max(need(items, years), initial=0.0)) >= 0.5]


def _title(result: Result, lang: str, found: Books, years: list[int], payers: list[str]) -> str:
    """Return peak year and sum of the city, or of its companies where it needs nothing itself."""
    if not payers:
        return absent(result, "city_line", lang) or said(
            lang,
            "In diesem Szenario braucht die Stadt kein zusätzliches eigenes Geld",
            "In this scenario the city needs no additional money of its own",
        )
    items = found[payers[0]]
    at = int(np.argmax(need(items, years)))
    total, planned = float(need(items, years)[at]), float(item(items, "budget", years)[at])
    who = said(lang, "müsste die Stadt selbst", "the city itself would have to find")
    if payers[0] != "city":
        who = said(lang, "müssten die städtischen Gesellschaften selbst", "city companies would have to find")
    text = said(lang, f"{years[at]} {who} {euro(total, lang)} aufbringen", f"In {years[at]} {who} {euro(total, lang)}")
    if planned < 0.5:
        return text + said(lang, "; eingeplant ist nichts", "; nothing is planned")
    return text + said(lang, f"; eingeplant sind {euro(planned, lang)}", f"; {euro(planned, lang)} are planned")


def _told(result: Result, lang: str, found: Books, years: list[int]) -> str:
    """Return the sums to the focus year and that year's follow-up cost of each payer."""
    year = style.focus(result)
    until, parts = slice(0, max(year - result.as_of, 0)), []
    for payer, items in found.items():
        own, gap = (float(item(items, code, years)[until].sum()) for code in ("own", "gap"))
        text = said(
            lang,
            f"{name(payer, lang)} {years[0]} bis {year}: eigenes Geld {euro(own, lang)}, offen {euro(gap, lang)}",
            f"{name(payer, lang)} {years[0]} to {year}: own money {euro(own, lang)}, open {euro(gap, lang)}",
        )
        costs = {code: float(items[code][years.index(year)]) for code in FOLLOW_UP if code in items}
        if costs and year in years:
            told = ", ".join(f"{name(code, lang)} {euro(value, lang)}" for code, value in costs.items())
            text += said(lang, f"; Folgekosten {year}: ", f"; follow-up cost in {year}: ") + told
        parts.append(text)
    return ". ".join(parts) + "." if parts else said(lang, "Keine Werte.", "No values.")


def _caption(result: Result, lang: str, found: Books, years: list[int], payers: list[str]) -> Caption:
    base = in_prices(later(result, "city_line"), lang)
    subtitle = said(
        lang,
        f"Projektion, Mio. € je Jahr{base}; links: eigenes Geld für Mehrkosten der Maßnahmen, rechts: was sie nach "
        "sich ziehen",
        f"Projection, million € a year{base}; left: own money for additional cost of the measures, right: "
        "what follows from it",
    )
    return style.caption(
        result, lang, (_title(result, lang, found, years, payers), subtitle, _told(result, lang, found, years))
    )


def city_line(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw own money of the city and of its companies against their budget line, and the yearly follow-up cost."""
    years, found = books(result)
    payers = _payers(found, years)
    caption = _caption(result, lang, found, years, payers)
    figure = style.sheet(caption, result, lang)
    if not payers:
        style.empty(style.panel(figure), caption.title)
        return figure, caption
    room = (TOP - BOTTOM - 0.09 * (len(payers) - 1)) / len(payers)
    tops = {payer: _top(found[payer], years) for payer in payers}
    shared = max(tops.values()) <= 1.5 * min(tops.values())
    for place, payer in enumerate(payers):
        top = TOP - place * (room + 0.09)
        axes = style.panel(figure, LEFT, RIGHT, top - room, top)
        words = name(payer, lang) + ("" if shared else said(lang, " (eigene Skala)", " (scale of its own)"))
        _heading(figure, LEFT - 0.015, top, words)
        height = max(tops.values()) if shared else tops[payer]
        _payer(axes, result, lang, years, payer, found[payer], height)
        _years(axes, years, 10, place == len(payers) - 1)
    _follow_up(figure, result, lang, years, found)
    phases.key(figure, result, lang, years)
    return figure, caption


def _top(items: dict[str, Array], years: list[int]) -> float:
    """Return the highest value that a payer's panel shows [million EUR]."""
    shown = [need(items, years), *(item(items, code, years) for code in ("own", "gap", "budget", "past_investment"))]
    return max(float(np.max(values, initial=0.0)) for values in shown) / 1e6


def _heading(figure: Figure, left: float, top: float, text: str) -> None:
    figure.text(left, top + 0.022, text, fontsize=10, fontweight="bold", va="bottom")


def _years(axes: Axes, years: list[int], most: int, named: bool = True) -> None:
    """Show the first year and round ones, in every panel at the same places."""
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    step = 5 if len(years) > most else 2
    shown = [year for year in years if year == years[0] or (year % step == 0 and year > years[0] + 1)]
    if most < 10:
        shown = [year for year in shown if year == years[0] or year % 10 == 5] if len(years) > 12 else shown[::2]
    axes.set_xticks(shown, labels=[str(year) if named else "" for year in shown])


def _bars(axes: Axes, years: list[int], parts: dict[str, tuple[Array, dict[str, Any]]]) -> float:
    """Stack bars, savings below zero; return the lowest value."""
    up, down = np.zeros(len(years)), np.zeros(len(years))
    for values, look in parts.values():
        style_of: dict[str, Any] = {"edgecolor": PAPER, "linewidth": 0.5, "zorder": 2, **look}
        there = np.abs(values) > 2e-3 * max(float(np.max(np.abs(values))), 1e-9)
        shown = np.asarray(years)[there], values[there], 0.78, np.where(values >= 0, up, down)[there]
        axes.bar(*shown, **style_of)
        up, down = up + np.maximum(values, 0), down + np.minimum(values, 0)
    axes.axhline(0, color=MUTED, linewidth=0.8, zorder=3)
    return float(np.min(down))


def _payer(
    axes: Axes, result: Result, lang: str, years: list[int], payer: str, items: dict[str, Array], top: float
) -> None:
    """Draw one payer: own money, the open gap hatched on top, its budget line and its past mean."""
    own, gap, budget, past = (
        item(items, code, years) / 1e6 for code in ("own", "gap", "budget", "past_investment")
    )  # fmt: skip
    light = projected(PAYERS.get(payer, MUTED))
    hatched: dict[str, Any] = {"color": PAPER, "edgecolor": ALERT, "hatch": "////", "linewidth": 0.9}
    lowest = _bars(axes, years, {"own": (own, {"color": light}), "gap": (gap, hatched)})
    style.value_axis(axes, lang, 1.22 * top, low=1.15 * lowest if lowest < 0 else 0.0)
    edges = np.arange(years[0], years[-1] + 2) - 0.5
    axes.stairs(budget, edges, color=INK, linewidth=1.8, zorder=4, baseline=None)
    if np.any(past > 0):
        axes.axhline(float(np.max(past)), color=INK, linewidth=1.6, linestyle=":", zorder=4)
    at = int(np.argmax(own + gap))
    peak = float(np.maximum(own, 0)[at] + np.maximum(gap, 0)[at])
    stack.point_out(axes, years[at], peak, f"{years[at]}: {euro(1e6 * float((own + gap)[at]), lang)}", rise=6.0)
    _keys(axes, result, lang, years, (own, gap, budget, past), (years[at], light))


def _keys(
    axes: Axes, result: Result, lang: str, years: list[int], values: tuple[Array, ...], look: tuple[int, str]
) -> None:
    """Name what is drawn, with sums to the focus year, from the top of the stack down to the lines."""
    own, gap, budget, past = values
    peak, light = look
    year = style.focus(result)
    until = slice(0, max(year - result.as_of, 0))
    summed = f"{years[0]}–{year}"
    planned = float(budget[years.index(peak)])
    told = [
        (f"{said(lang, 'offen', 'open')} {summed}", float(gap[until].sum()), PAPER, "//", ALERT, ""),
        (f"{said(lang, 'bezahlt', 'paid')} {summed}", float(own[until].sum()), light, "", "", ""),
        (said(lang, f"eingeplant {peak}", f"planned {peak}"), planned, INK, "", "", "-"),
    ]
    if np.any(past > 0):
        mean = said(lang, "bisher im Mittel je Jahr", "past mean a year")
        told.append((mean, float(np.max(past)), INK, "", "", ":"))
    entries = [
        Key(f"{text}\n{euro(1e6 * value, lang)}", colour, 0.9 - 0.25 * place, hatch, edge, "", line)
        for place, (text, value, colour, hatch, edge, line) in enumerate(told)
    ]
    stack.keys(axes, entries, lines=False)


def follow_up(found: Books, years: list[int]) -> dict[str, Array]:
    """Return the follow-up cost of all payers by item [million EUR], without items that are nothing."""
    sums = {code: np.sum([item(items, code, years) for items in found.values()], axis=0) / 1e6 for code in FOLLOW_UP}
    return {code: values for code, values in sums.items() if float(np.max(np.abs(values))) > 5e-4}


def _follow_up(figure: Figure, result: Result, lang: str, years: list[int], found: Books) -> None:
    """Draw the yearly follow-up cost by item and name the items with their cost in the focus year."""
    axes = style.panel(figure, FOLLOWING[0], FOLLOWING[1], BOTTOM, TOP)
    _heading(figure, FOLLOWING[0] - 0.03, TOP, said(lang, "Folgekosten je Jahr", "Follow-up cost a year"))
    parts = follow_up(found, years)
    year = style.focus(result)
    if not parts or year not in years:
        style.empty(axes, said(lang, "keine", "none"))
        return
    lowest = _bars(axes, years, {code: (v, {"color": projected(FOLLOW_UP[code])}) for code, v in parts.items()})
    total = np.sum(list(parts.values()), axis=0)
    top = float(np.max(np.sum([np.maximum(values, 0) for values in parts.values()], axis=0)))
    style.value_axis(axes, lang, top, low=1.1 * lowest if lowest < 0 else 0.0)
    _years(axes, years, 5)
    at = years.index(year)
    entries = [
        Key(
            f"{name(code, lang)}{NO_BREAK}{number(float(parts[code][at]), 1, lang)}",
            projected(FOLLOW_UP[code]),
            0.94 - 0.117 * i,
        )
        for i, code in enumerate(reversed(list(parts)))
    ]
    if lowest < 0:
        edges = np.arange(years[0], years[-1] + 2) - 0.5
        axes.stairs(total, edges, color=INK, linewidth=1.4, zorder=4, baseline=None)
        entries.append(Key(said(lang, "unter dem Strich", "net"), INK, 0.94 - 0.117 * len(entries), "", "", "", "-"))
    title = f"{year}: {number(float(total[at]), 1, lang)} {said(lang, 'Mio. €', 'million €')}"
    stack.keys(axes, entries, title, characters=21, lines=False)
    _split(axes, lang, found, years, at)


def _split(axes: Axes, lang: str, found: Books, years: list[int], at: int) -> None:
    """Say below the items how much of one year's follow-up cost each payer bears."""
    words = {"city": said(lang, "Stadt", "city"), "city_company": said(lang, "Gesellschaften", "companies")}
    told = []
    for payer, items in found.items():
        cost = sum(float(item(items, code, years)[at]) for code in FOLLOW_UP) / 1e6
        told.append(f"{words.get(payer) or name(payer, lang)} {number(cost, 1, lang)}")
    text = said(lang, "davon\n", "of it\n") + "\n".join(told)
    axes.text(1.1, 0.0, text, transform=axes.transAxes, fontsize=8.5, color=MUTED, va="bottom", linespacing=1.3)
