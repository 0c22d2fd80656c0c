"""What is in our hands: the path as it falls step by step with the measures of those who decide."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from klima2035.charts import style
from klima2035.charts.stack import Key, keys
from klima2035.charts.style import Caption
from klima2035.numbers import number, percent
from klima2035.palette import ACCENT, FUNDERS, INK, MUTED, PAPER, PAYERS, TREND
from klima2035.phrases import CO2E, NO_BREAK, listing, name, said
from klima2035.result import Result
from klima2035.stress.hands import STEPS, Hands, taken_off

COLOURS = {
    "city": PAYERS["city"], "city_company": PAYERS["city_company"], "land": FUNDERS["land"], "bund_eu": FUNDERS["bund"],
    "owner_firm": FUNDERS["private"],
}  # fmt: skip


APART = 1e-4  # keeps the order of labels at one height
MOST_WITHOUT = 3  # steps without a measure, the trend among them, that are named in the picture; the note names all
SLASH = f"{NO_BREAK}/{NO_BREAK}"


def step_name(step: str, lang: str) -> str:
    """Return who decides in a step, in words."""
    if step == "city_company":
        return said(lang, "Städtische Gesellschaften", "City-owned companies")
    return name(step, lang)


def in_our_hands(result: Result, hands: Hands, lang: str) -> tuple[Figure, Caption]:
    """Draw the trend, the scenario and between them a wedge for each who decides, named beside the last year."""
    caption = _caption(result, hands, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, right=0.68)
    first = hands.years.index(result.as_of)
    years, paths = np.array(hands.years[first:]), hands.co2e[:, first:] / 1e6
    style.value_axis(axes, lang, float(paths.max()) * 1.04)
    style.year_axis(axes, list(hands.years[first:]))
    height = axes.get_ylim()[1]
    axes.fill_between(years, 0.0, paths[-1], color=ACCENT, alpha=0.10, linewidth=0, zorder=1)
    year, last = style.focus(result), hands.years[-1]
    entries = [Key(_ends(said(lang, "Trend", "Trend"), hands.co2e[0], hands, year, lang), TREND, paths[0, -1] / height)]
    for i, (step, _) in enumerate(STEPS[1:], 1):
        middle = float(paths[i - 1, -1] + paths[i, -1]) / 2.0 / height - i * APART
        if not hands.measures[i]:
            if hands.measures.count(()) > MOST_WITHOUT:
                continue
            text = f"{step_name(step, lang)}: {said(lang, 'entscheidet über keine Maßnahme', 'decides no measure')}"
            entries.append(Key(text, PAPER, middle, edge=COLOURS[step]))
            continue
        axes.fill_between(years, paths[i], paths[i - 1], color=COLOURS[step], linewidth=0.6, edgecolor=PAPER, zorder=2)
        off = taken_off(hands, year)[i], taken_off(hands, last)[i]
        text = f"{step_name(step, lang)} {_signed(off[0], lang)}{SLASH}{_signed(off[1], lang)}"
        entries.append(Key(text, COLOURS[step], middle))
    axes.plot(years, paths[0], color=TREND, linewidth=1.8, zorder=4)
    axes.plot(years, paths[-1], color=INK, linewidth=2.6, zorder=5)
    axes.plot([year, year], [0, height * 0.97], color=MUTED, linewidth=0.9, linestyle=(0, (2, 2)), zorder=3)
    entries.append(
        Key(
            _ends(style.scenario_title(result, lang), hands.co2e[-1], hands, year, lang),
            INK,
            paths[-1, -1] / height - len(STEPS) * APART,
        )
    )
    head = f"{year} / {last}, {said(lang, 'Tausend t', 'thousand t')}" if year != last else str(last)
    keys(axes, entries, head, 36)
    return figure, caption


def _signed(off: float, lang: str) -> str:
    text = number(-off / 1e3, 0, lang)
    return text if off > 0 else f"+{text}"


def _ends(
    what: str, path: np.ndarray[tuple[int, ...], np.dtype[np.float64]], hands: Hands, year: int, lang: str
) -> str:
    at = hands.years.index(year)
    return f"{what} {number(float(path[at]) / 1e3, 0, lang)}{SLASH}{number(float(path[-1]) / 1e3, 0, lang)}"


def own(hands: Hands, year: int) -> tuple[float, float, float]:
    """Return what city, and city with its companies, take off the trend in a year, and what all do [t/a]."""
    off = taken_off(hands, year)
    return off[1], off[1] + off[2], sum(off)


def _caption(result: Result, hands: Hands, lang: str) -> Caption:
    year = style.focus(result)
    _, ours, every = own(hands, year)
    amount = f"{number(ours / 1e3, 0, lang)}{NO_BREAK}{said(lang, 'Tausend t', 'thousand t')}"
    part = percent(ours / every, 0, lang) if every > 0.0 else ""
    title = said(
        lang,
        f"{year} haben Stadt und eigene Gesellschaften {amount} selbst in der Hand, "
        f"{part} dessen, was alle Maßnahmen senken",
        f"City and its companies hold {amount} of {year} in their own hands, {part} of what all measures take off",
    )
    if not every:
        title = said(lang, "Dieses Szenario hat keine Maßnahme, die wirkt", "No measure of this scenario has an effect")
    subtitle = said(
        lang,
        f"Treibhausgase in Mio. t {CO2E} je Jahr: was jede Ebene zusätzlich senkt, wenn die vorigen schon handeln",
        f"Greenhouse gases in million t {CO2E} a year: what each level takes off when those before it act already",
    )
    off = taken_off(hands, year)
    told = "; ".join(
        f"{step_name(step, lang)}: {_signed(off[i], lang)} {said(lang, 'Tausend t', 'thousand t')} "
        f"({len(hands.measures[i])} {said(lang, 'Maßnahmen', 'measures')})"
        for i, (step, _) in enumerate(STEPS)
        if i
    )
    none = [step_name(step, lang) for i, (step, _) in enumerate(STEPS) if i and not hands.measures[i]]
    note = ""
    if none:
        note = said(
            lang,
            f"über keine Maßnahme entscheidet: {listing(none, lang)}",
            f"no measure is decided by: {listing(none, lang)}",
        )
    return style.caption(result, lang, (title, subtitle, told + "."), note=note)
