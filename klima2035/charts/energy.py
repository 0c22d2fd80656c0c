"""Final energy by carrier and the heat network."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import phases, stack, style
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import ACCENT, CARRIERS, INK, MUTED, PLANTS, SPARE
from klima2035.phrases import NO_BREAK, change, name, said, small
from klima2035.result import Array, Result

FACTORS = {"convention": ("nach Konvention", "by convention"), "physical": ("physikalisch", "physical")}
AMBIENT = ("solar_thermal", "environmental_heat")


def _energy_caption(result: Result, lang: str, values: dict[str, Array], bought: Array) -> Caption:
    frame = result.frames["energy"]
    years = list(frame.years)
    year, base = style.focus(result), 2017
    now, then = float(bought[years.index(year)]), float(bought[years.index(base)])
    gwh = f"{number(now, 0, lang)}{NO_BREAK}GWh"
    still = "noch " if now < then else ""
    title = said(
        lang,
        f"{year} braucht die Stadt {still}{gwh} Endenergie – {change(now / then - 1, lang)} seit {base}",
        f"In {year} the city needs {gwh} of final energy – {change(now / then - 1, lang)} since {base}",
    )
    subtitle = said(
        lang,
        "Endenergie in GWh je Jahr nach Energieträger; "
        "gemustert über der Linie: Umwelt- und Solarwärme, nicht im Titel enthalten",
        "Final energy in GWh a year by carrier; "
        "patterned above the line: environmental and solar heat, not in the title",
    )
    told = "; ".join(
        f"{name(code, lang)} {number(float(v[years.index(base)]), 0, lang)} → "
        f"{number(float(v[years.index(year)]), 0, lang)} GWh"
        for code, v in values.items()
    )
    told = said(lang, f"Von {base} bis {year}: ", f"From {base} to {year}: ") + told + "."
    return style.caption(result, lang, (title, subtitle, told), frame)


def final_energy(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw final energy by carrier, environmental heat and solar thermal set apart on top, both totals named."""
    frame = result.frames["energy"]
    years, values = list(frame.years), frame.by("carrier")
    bought = np.sum([v for code, v in values.items() if code not in AMBIENT], axis=0)
    caption = _energy_caption(result, lang, values, bought)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure)
    bands = stack.layers({code: v for code, v in values.items() if code not in AMBIENT}, CARRIERS, lang)
    ambient = stack.layers({code: v for code, v in values.items() if code in AMBIENT}, CARRIERS, lang, 0.0)
    bands += ambient
    style.value_axis(axes, lang, float(np.max(np.sum([band.values for band in bands], axis=0))))
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years)
    texts = {band.code: f"{band.label}{NO_BREAK}{small(float(band.values[-1]), 0, lang)}" for band in bands}
    total = stack.draw(axes, result, years, bands, texts, f"{years[-1]}, GWh")
    phases.marks(axes, result, frame, years, bought)
    phases.key(figure, result, lang, years, frame=frame)
    if ambient:
        axes.plot(years, bought, color=INK, linewidth=2.0, zorder=4)
    _both_totals(axes, result, lang, bought, total)
    return figure, caption


def _both_totals(axes: Axes, result: Result, lang: str, bought: Array, total: Array) -> None:
    """Name the focus year's totals with and without environmental heat, each with a mark at its height."""
    frame, year = result.frames["energy"], style.focus(result)
    now, every = float(bought[frame.at(year)]), float(total[frame.at(year)])
    text = f"{year}: {number(now, 0, lang)}"
    if every - now < 0.5:
        stack.point_out(axes, year, now, text)
        return
    upper = said(lang, "mit Umweltwärme", "with\nenvironmental heat,")
    text = f"{year}: {number(every, 0, lang)} {upper}\n{number(now, 0, lang)} {said(lang, 'ohne', 'without')}"
    stack.point_out(axes, year, now, text, rise=26.0 + 230.0 * (every - now) / axes.get_ylim()[1])
    axes.plot([year, year], [now, every], "o", color=INK, markersize=4.5, zorder=6)


def _factors(result: Result) -> dict[str, Array]:
    supply = result.frames["supply"].pick(item="network_factor")
    return {label: np.asarray(supply.values[:, i]) for i, label in enumerate(supply.coords["name"])}


def _factor_panel(axes: Axes, result: Result, lang: str, years: list[int], cut: slice) -> None:
    factors = {code: values[cut] for code, values in _factors(result).items() if code != "used"}
    styles = {"convention": (ACCENT, 3.0), "physical": (SPARE[2], 1.8)}
    top = max(float(np.nanmax(values)) for values in factors.values()) * 1.08
    style.value_axis(axes, lang, top)
    style.year_axis(axes, years)
    phases.background(axes, result, lang, years, names=False)
    entries = []
    for code, values in factors.items():
        colour, width = styles.get(code, (MUTED, 1.5))
        phases.line(axes, result, years, values, colour, linewidth=width)
        phases.marks(axes, result, result.frames["supply"], years, values)
        text = f"{said(lang, *FACTORS.get(code, (code, code)))}\n{number(float(values[-1]), 0, lang)} g/kWh"
        entries.append(Key(text, colour, float(values[-1]) / axes.get_ylim()[1]))
    stack.keys(axes, entries, str(years[-1]), 16)


def _heat_caption(result: Result, lang: str) -> Caption:
    supply = result.frames["supply"]
    plants = supply.pick(item="plant_heat")
    first, year = style.first_filled(plants), style.focus(result)
    years, cut = style.from_year(supply, first)
    values = {code: v[cut] for code, v in plants.by("name").items()}
    used = _factors(result)
    line = used.get("used", used.get("convention", np.zeros(len(supply.years))))
    before, after = float(line[supply.at(first)]), float(line[supply.at(year)])
    both = f"{number(before, 0, lang)}", f"{number(after, 0, lang)}{NO_BREAK}g/kWh"
    title = said(
        lang,
        f"Fernwärme: Der Emissionsfaktor ändert sich von {both[0]} ({first}) auf {both[1]} ({year})",
        f"District heat: the emission factor goes from {both[0]} ({first}) to {both[1]} ({year})",
    )
    if after < before:
        title = said(
            lang,
            f"Fernwärme: Der Emissionsfaktor sinkt von {both[0]} ({first}) auf {both[1]} ({year})",
            f"District heat: the emission factor falls from {both[0]} ({first}) to {both[1]} ({year})",
        )
    subtitle = said(
        lang,
        "Links: eingespeiste Wärme in GWh je Jahr nach Anlage; "
        "rechts: g CO₂e je kWh gelieferter Wärme, Abwärme auf zwei Arten bewertet",
        "Left: heat fed in, GWh a year by plant; right: g CO₂e per kWh delivered, waste heat valued in two ways",
    )
    at = years.index(year)
    told = "; ".join(f"{name(c, lang)} {number(float(v[at]), 0, lang)} GWh" for c, v in values.items() if v[at] > 0.5)
    unmet = supply.pick(item="district_heat", name=("unmet", "unmet_heat")).total()[supply.at(year)]
    told = f"{year}: {told}. {said(lang, 'Ungedeckt', 'Unmet')}: {number(float(unmet), 0, lang)} GWh."
    return style.caption(result, lang, (title, subtitle, told), plants)


def district_heat(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the network's heat by plant and its emission factor under both conventions."""
    supply = result.frames["supply"]
    plants = supply.pick(item="plant_heat")
    years, cut = style.from_year(supply, style.first_filled(plants))
    values = {code: v[cut] for code, v in plants.by("name").items()}
    caption = _heat_caption(result, lang)
    figure = style.sheet(caption, result, lang)
    left = style.panel(figure, right=0.385, top=0.69)
    right = style.panel(figure, left=0.66, right=0.845, top=0.69)
    bands = stack.layers(values, PLANTS, lang)
    style.heading(left, said(lang, "Wärme nach Anlage, GWh", "Heat by plant, GWh"))
    style.heading(right, said(lang, "Faktor, g CO₂e/kWh", "Factor, g CO₂e/kWh"))
    if bands:
        style.value_axis(left, lang, float(np.max(np.sum([band.values for band in bands], axis=0))))
        style.year_axis(left, years)
        phases.background(left, result, lang, years, names=False)
        texts = {band.code: f"{band.label}{NO_BREAK}{small(float(band.values[-1]), 0, lang)}" for band in bands}
        total = stack.draw(left, result, years, bands, texts, str(years[-1]), 22)
        phases.marks(left, result, plants, years, total)
        phases.key(figure, result, lang, years, "area line", plants)
        _factor_panel(right, result, lang, years, cut)
    return figure, caption
