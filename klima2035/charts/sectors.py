"""Emissions by sector in the three views, and what remains."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.style import Caption
from klima2035.numbers import number, percent
from klima2035.palette import CARRIERS, FAINT, INK, PAPER, REST, SECTORS, on
from klima2035.phrases import NO_BREAK, change, listing, million, name, rise, said, small
from klima2035.result import Result

ORDER = {
    "end_use": ("households", "commerce", "industry", "transport", "municipal"),
    "conversion": ("energy", "buildings", "industry", "transport"),
}


def _areas(result: Result, lang: str, view: str, indicator: str, caption: Caption) -> Figure:
    frame = result.frames["emissions"].pick(view=view, indicator=indicator)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure)
    first = style.first_filled(frame)
    years, cut = style.from_year(frame, first)
    values = {code: part[cut] / 1e6 for code, part in frame.by("sector").items()}
    colours = {code: SECTORS[code] for code in ORDER.get(view, tuple(SECTORS)) if code in SECTORS}
    bands = stack.layers(values, colours, lang)
    if not bands:
        style.empty(axes, said(lang, "Keine Werte in dieser Sicht", "No values in this view"))
        return figure
    style.value_axis(axes, lang, float(np.max(np.sum([band.values for band in bands], axis=0))))
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years)
    texts = {band.code: f"{band.label}{NO_BREAK}{small(float(band.values[-1]), 2, lang)}" for band in bands}
    head = f"{years[-1]}, {said(lang, 'Mio. t', 'million t')}"
    sums = stack.draw(axes, result, years, bands, texts, head)
    phases.marks(axes, result, frame, years, sums)
    phases.key(figure, result, lang, years, frame=frame)
    year = style.focus(result)
    amount = float(sums[years.index(year)])
    stack.point_out(axes, year, amount, f"{year}: {number(amount, 2, lang)}")
    return figure


def _told(result: Result, lang: str, view: str, indicator: str, years: tuple[int, ...]) -> str:
    frame = result.frames["emissions"].pick(view=view, indicator=indicator)
    parts = []
    for year in years:
        if year in frame.years and np.any(np.isfinite(frame.values[frame.at(year)])):
            told = [
                f"{name(code, lang)} {million(float(v[frame.at(year)]), lang)}"
                for code, v in frame.by("sector").items()
            ]
            parts.append(f"{year}: {', '.join(told)}")
    return ". ".join(parts) + "."


def _fall(result: Result, lang: str, view: str) -> Caption:
    """Say which sector fell most and which least between the base year and the focus year."""
    frame = result.frames["emissions"].pick(view=view, indicator="co2e")
    year, base = style.focus(result), 2017
    falls = {}
    for code, values in frame.by("sector").items():
        before, after = float(values[frame.at(base)]), float(values[frame.at(year)])
        if before > 0.05 * float(frame.total()[frame.at(base)]):
            falls[code] = after / before - 1.0
    subtitle = said(
        lang,
        "Mio. t CO₂e je Jahr nach "
        + (
            "Verbrauchssektoren (Verbrauchersicht)"
            if view == "end_use"
            else "Handlungsfeldern (Programmsicht; Strom und Fernwärme stehen bei Energie)"
        ),
        "Million t CO₂e a year by "
        + (
            "end-use sector"
            if view == "end_use"
            else "field of the programme (electricity and heat networks under energy)"
        ),
    )
    if not falls:
        return style.caption(result, lang, (said(lang, "Keine Werte", "No values"), subtitle, ""))
    title = _extremes(falls, f"{base}–{year}", lang)
    told = _told(result, lang, view, "co2e", (frame.years[0], base, year, frame.years[-1]))
    return style.caption(result, lang, (title, subtitle, told), frame)


def _extremes(falls: dict[str, float], span: str, lang: str) -> str:
    """Name the sector of the largest and of the smallest fall, in words that fit any name; a rise is called one."""
    order = sorted(falls, key=lambda code: falls[code])
    first, last = (f"{name(code, lang)} ({rise(falls[code], lang)})" for code in (order[0], order[-1]))
    if falls[order[0]] >= 0.0:
        return said(lang, f"Kein Rückgang {span}; größter Anstieg: {last}", f"No fall {span}; largest rise: {last}")
    if len(order) == 1:
        return said(lang, f"Rückgang {span}: {first}", f"Fall {span}: {first}")
    title = said(lang, f"Größter Rückgang {span}: {first}; ", f"Largest fall {span}: {first}; ")
    if falls[order[-1]] > 0.0:
        return title + said(lang, f"Anstieg: {last}", f"rise: {last}")
    return title + said(lang, f"kleinster: {last}", f"smallest: {last}")


def sectors_end_use(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw emissions by end-use sector as stacked areas."""
    caption = _fall(result, lang, "end_use")
    return _areas(result, lang, "end_use", "co2e", caption), caption


def sectors_conversion(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw emissions by the programme's fields as stacked areas: the same total, cut another way."""
    caption = _fall(result, lang, "conversion")
    return _areas(result, lang, "conversion", "co2e", caption), caption


def territorial(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw direct CO2 from stacks, kilns and exhausts in the city: its own total, never added to the balance."""
    frame = result.frames["emissions"].pick(view="territorial", indicator="co2")
    first, year = style.first_filled(frame), style.focus(result)
    sums = frame.total()
    before, after = float(sums[frame.at(first)]), float(sums[frame.at(year)])
    fall = change(after / before - 1.0, lang) if before > 0 else ""
    title = said(
        lang,
        f"Schornsteine und Auspuffe in der Stadt: {year} noch {million(after, lang)} – {fall} seit {first}",
        f"Stacks and exhausts in the city: {million(after, lang)} in {year} – {fall} since {first}",
    )
    subtitle = said(
        lang,
        "Nachrichtlich: direktes CO₂ in Mio. t je Jahr (Quellenbilanz), eigene Summe, nicht mit BISKO zu verrechnen",
        "For information: direct CO₂ in million t a year (at source), own total, not to be mixed with BISKO",
    )
    told = _told(result, lang, "territorial", "co2", (first, result.as_of, year))
    caption = style.caption(result, lang, (title, subtitle, told), frame)
    return _areas(result, lang, "territorial", "co2", caption), caption


def remaining(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw what is still emitted in the focus year, by end-use sector and carrier."""
    year = style.focus(result)
    frame = result.frames["emissions"].pick(view="end_use", indicator="co2e")
    at = frame.at(year)
    by_sector = {
        code: {carrier: float(v[at]) for carrier, v in frame.by("carrier", sector=code).items()}
        for code in dict.fromkeys(frame.coords["sector"])
    }
    sums = {code: sum(parts.values()) for code, parts in by_sector.items()}
    everything = sum(sums.values())
    largest = max(sums, key=lambda c: sums[c])
    share = percent(sums[largest] / everything, 0, lang)
    carriers = {carrier: float(values[at]) for carrier, values in frame.by("carrier").items()}
    main = sorted((c for c in carriers if carriers[c] > 0), key=lambda c: -carriers[c])[:2]
    title = said(
        lang,
        f"Was {year} bleibt – größter Posten: {name(largest, lang)} ({share})",
        f"What remains in {year} – largest part: {name(largest, lang)} ({share})",
    )
    subtitle = said(
        lang,
        f"Tausend t CO₂e im Jahr {year} nach Sektor und Energieträger; zusammen {million(everything, lang)}",
        f"Thousand t CO₂e in {year} by sector and carrier; {million(everything, lang)} in all",
    )
    told = "; ".join(f"{name(c, lang)} {million(v, lang)}" for c, v in sorted(sums.items(), key=lambda i: -i[1]))
    told += said(lang, ". Wichtigste Energieträger: ", ". Main carriers: ")
    told += listing([f"{name(c, lang)} ({million(carriers[c], lang)})" for c in main], lang) + "."
    caption = style.caption(result, lang, (title, subtitle, told), style.one_year(frame, year))
    return _bars(result, lang, caption, by_sector, carriers), caption


def _one_bar(axes: Axes, row: int, parts: dict[str, float], colours: dict[str, str], widest: float, lang: str) -> None:
    """Draw one sector as a bar cut by carrier, its total behind it."""
    start = 0.0
    for carrier, amount in parts.items():
        if amount <= 0:
            continue
        ground = colours[carrier]
        axes.barh(row, amount, 0.66, left=start, color=ground, edgecolor=PAPER, linewidth=0.7, zorder=2)
        if amount > 0.055 * widest:
            where = (start + amount / 2, row, number(amount, 0, lang))
            axes.text(*where, ha="center", va="center", fontsize=8.8, color=on(ground), zorder=3)
        start += amount
    total = number(sum(parts.values()), 0, lang)
    axes.text(start + 0.012 * widest, row, total, va="center", fontsize=10.5, fontweight="bold")


def _bars(
    result: Result, lang: str, caption: Caption, by_sector: dict[str, dict[str, float]], carriers: dict[str, float]
) -> Figure:
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, left=0.18, right=0.76)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    sums = {code: sum(parts.values()) for code, parts in by_sector.items()}
    order = sorted(sums, key=lambda c: sums[c])
    widest = max(sums.values()) / 1e3
    shown = [c for c in CARRIERS if carriers.get(c, 0.0) > 0] + [
        c for c in carriers if c not in CARRIERS and carriers[c] > 0
    ]
    colours = {c: phases.after(result, style.focus(result), CARRIERS.get(c, REST)) for c in shown}
    for row, code in enumerate(order):
        parts = {carrier: by_sector[code].get(carrier, 0.0) / 1e3 for carrier in shown}
        _one_bar(axes, row, parts, colours, widest, lang)
    axes.set_yticks(range(len(order)), labels=[textwrap.fill(name(code, lang), 19) for code in order])
    axes.tick_params(axis="y", labelsize=10.5, labelcolor=INK)
    axes.set_xlim(0, widest * 1.12)
    ticks = [tick for tick in axes.get_xticks() if tick <= widest * 1.12]
    axes.set_xticks(ticks, labels=[number(tick, 0, lang) for tick in ticks])
    entries = [
        stack.Key(f"{name(c, lang)}{NO_BREAK}{number(carriers[c] / 1e3, 0, lang)}", colours[c], 0.95 - 0.07 * i)
        for i, c in enumerate(sorted((c for c in shown if carriers[c] >= 500), key=lambda c: -carriers[c]))
    ]
    stack.keys(axes, entries, said(lang, "Energieträger, Tausend t", "carriers, thousand t"), lines=False)
    phases.key(figure, result, lang, [style.focus(result)])
    return figure
