"""What stands and drives: heating by floor area, cars by drive, and how people travel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number, percent
from klima2035.palette import DRIVES, HEATING, MODES
from klima2035.phrases import NO_BREAK, name, said, share, small
from klima2035.result import Array, Frame, Result

FOSSIL_HEATING = ("oil_boiler", "gas_floor_heating", "gas_boiler")


def heated_area(result: Result) -> tuple[Frame, dict[str, Array]]:
    """Return the rows of floor area by heating and their sums over building types, (year,) [m2]."""
    return _by_kind(result.frames["stocks"].pick(stock=("heating", "heated_area")), HEATING, "")


def cars(result: Result) -> tuple[Frame, dict[str, Array]]:
    """Return the rows of cars registered in the city and their sums by drive, (year,) [vehicles]."""
    stocks = result.frames["stocks"]
    parts = tuple(part for part in stocks.coords["part"] if part.startswith("car_") or part in DRIVES)
    return _by_kind(stocks.pick(stock=("cars", "vehicles"), part=parts), DRIVES, "car_")


def _by_kind(frame: Frame, kinds: Mapping[str, str], prefix: str) -> tuple[Frame, dict[str, Array]]:
    """Return a frame and its sums by kind: one_two_family/gas_boiler counts as gas_boiler, car_petrol as petrol."""
    out: dict[str, Array] = {}
    for position, part in enumerate(frame.coords["part"]):
        words = [word.removeprefix(prefix) for word in part.split("/")]
        code = next((word for word in words if word in kinds), part)
        values = np.nan_to_num(frame.values[:, position])
        out[code] = out.get(code, np.zeros(len(frame.years))) + values
    return frame, out


def _nothing(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Return a sheet that says the result carries no such stock."""
    title = said(lang, "Dieser Bestand fehlt im Ergebnis", "The result carries no such stock")
    caption = style.caption(result, lang, (title, "", title))
    figure = style.sheet(caption, result, lang)
    style.empty(style.panel(figure), title)
    return figure, caption


def _shares(values: dict[str, Array]) -> dict[str, Array]:
    total = np.sum(list(values.values()), axis=0)
    safe = np.where(total > 0, total, 1.0)
    return {code: part / safe for code, part in values.items()}


def heating_stock(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the shares of heated floor area by heating system."""
    frame, area = heated_area(result)
    if not area:
        return _nothing(result, lang)
    first, year = style.first_filled(frame), style.focus(result)
    years, cut = style.from_year(frame, first)
    shares = {code: part[cut] for code, part in _shares(area).items()}
    fossil = np.sum([shares[c] for c in FOSSIL_HEATING if c in shares] or [np.zeros(len(years))], axis=0)
    free, before = 1 - float(fossil[years.index(year)]), 1 - float(fossil[0])
    title = said(
        lang,
        f"{year} werden {percent(free, 0, lang)} der Fläche ohne Öl- und Gaskessel beheizt – "
        f"{first} waren es {percent(before, 0, lang)}",
        f"In {year} {percent(free, 0, lang)} of the floor area is heated without oil or gas boilers – "
        f"{percent(before, 0, lang)} in {first}",
    )
    subtitle = said(
        lang,
        "Anteile an der beheizten Fläche nach Heizung, Jahresende; Wohn- und Nichtwohngebäude",
        "Shares of heated floor area by heating system, end of year; dwellings and other buildings",
    )
    at = years.index(year)
    told = "; ".join(
        f"{name(c, lang)} {percent(float(v[0]), 0, lang)} → {percent(float(v[at]), 0, lang)}" for c, v in shares.items()
    )
    told = said(lang, f"Von {first} bis {year}: ", f"From {first} to {year}: ") + told + "."
    caption = style.caption(result, lang, (title, subtitle, told), frame)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure)
    bands = stack.layers(shares, HEATING, lang, smallest=0.004)
    _share_axis(axes, lang)
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years)
    texts = {band.code: f"{band.label}{NO_BREAK}{share(float(band.values[-1]), lang)}" for band in bands}
    total = stack.draw(axes, result, years, bands, texts, str(years[-1]))
    phases.marks(axes, result, frame, years, total)
    phases.key(figure, result, lang, years, frame=frame)
    return figure, caption


def _share_axis(axes: Axes, lang: str, top: float = 1.0, step: float = 0.25) -> None:
    ticks = np.arange(0.0, top + 1e-9, step)
    axes.set_yticks(ticks, labels=[percent(float(tick), 0, lang) for tick in ticks])
    axes.set_ylim(0.0, top)


def _modal_panel(axes: Axes, result: Result, lang: str, years: list[int], cut: slice) -> None:
    style.heading(axes, said(lang, "Anteile an den Wegen", "Shares of trips"))
    lines = {mode: style.indicator(result, f"modal_split_{mode}") for mode in MODES}
    known = {mode: values[cut] for mode, values in lines.items() if values is not None}
    if not known:
        style.empty(axes, said(lang, "kein Modal Split im Ergebnis", "no modal split in the result"))
        return
    top = 0.1 * np.ceil(10.5 * max(float(np.nanmax(values)) for values in known.values()))
    _share_axis(axes, lang, float(top), 0.2 if top > 0.45 else 0.1)
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years, names=False)
    entries = []
    for mode, values in known.items():
        phases.line(axes, result, years, values, MODES[mode])
        phases.marks(axes, result, result.frames["indicators"], years, values)
        entries.append(
            Key(
                f"{name(mode, lang)}{NO_BREAK}{percent(float(values[-1]), 0, lang)}",
                MODES[mode],
                float(values[-1]) / float(top),
            )
        )
    stack.keys(axes, entries, str(years[-1]))


def _cars_caption(result: Result, lang: str, frame: Frame, years: list[int], fleet: dict[str, Array]) -> Caption:
    year = style.focus(result)
    at = years.index(year)
    battery = float(_shares(fleet).get("battery", np.zeros(len(years)))[at])
    title = said(
        lang,
        f"{year} fahren {percent(battery, 0, lang)} der Pkw mit Batterie",
        f"In {year} {percent(battery, 0, lang)} of the cars run on batteries",
    )
    driven = style.indicator(result, "modal_split_car")
    if driven is not None:
        split = percent(float(driven[result.frames["indicators"].at(year)]), 0, lang)
        title += said(lang, f"; {split} der Wege sind Autofahrten", f"; {split} of trips are by car")
    subtitle = said(
        lang,
        "Links: zugelassene Pkw in Tausend nach Antrieb, Jahresende; rechts: Anteile an den Wegen der Einwohner",
        "Left: registered cars in thousands by drive, end of year; right: shares of the residents' trips",
    )
    told = f"{year}: " + "; ".join(f"{name(c, lang)} {number(float(v[at]), 1, lang)}" for c, v in fleet.items())
    told += said(lang, " Tausend Pkw.", " thousand cars.")
    return style.caption(result, lang, (title, subtitle, told), frame)


def cars_and_modal_split(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw registered cars by drive, and the shares of trips by mode beside them."""
    frame, fleet = cars(result)
    if not fleet:
        return _nothing(result, lang)
    first = style.first_filled(frame)
    years, cut = style.from_year(frame, first)
    thousands = {code: part[cut] / 1e3 for code, part in fleet.items()}
    caption = _cars_caption(result, lang, frame, years, thousands)
    figure = style.sheet(caption, result, lang)
    left = style.panel(figure, right=0.37, top=0.69)
    right = style.panel(figure, left=0.60, right=0.84, top=0.69)
    style.heading(left, said(lang, "Pkw nach Antrieb, Tausend", "Cars by drive, thousand"))
    bands = stack.layers(thousands, DRIVES, lang, smallest=0.004)
    if bands:
        style.value_axis(left, lang, float(np.max(np.sum([band.values for band in bands], axis=0))))
        style.year_axis(left, years)
        phases.background(left, result, lang, years, names=False)
        texts = {band.code: f"{band.label}{NO_BREAK}{small(float(band.values[-1]), 0, lang)}" for band in bands}
        total = stack.draw(left, result, years, bands, texts, str(years[-1]))
        phases.marks(left, result, frame, years, total)
        phases.key(figure, result, lang, years, "area line", frame)
    _modal_panel(right, result, lang, *style.from_year(result.frames["indicators"], first))
    return figure, caption
