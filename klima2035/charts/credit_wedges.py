"""Wedges: from today's emissions down to the plan, what each group and what Bund and EU bring by year."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import credit_data, stack, style
from klima2035.charts.credit_data import ANYWAY, Wedge
from klima2035.charts.stack import Key
from klima2035.charts.style import Caption
from klima2035.numbers import number
from klima2035.palette import FAINT, INK, MUTED, PAPER, WEDGES, projected
from klima2035.phrases import CO2E, million, said, signed
from klima2035.result import Array, Result

MOST = 10  # groups with a wedge of their own
SMALLEST = 0.012  # part of all credits below which a group joins the others
REMAINS, OTHERS = "#e4e8ec", "#8f9aa6"
FIGURE_SPACE = "\N{FIGURE SPACE}"
LOOKS = {"bund_eu": ("#c3ccd4", "////"), "turnover": (FAINT, "....")}


def wedges(result: Result, lang: str) -> tuple[Figure, Caption]:
    """Draw the wedges between the level of ``as_of`` and the plan, named at the right."""
    every = credit_data.wedges(result, lang)
    years, level, plan = (
        credit_data.years(result),
        *(credit_data.level(result, item) for item in ("level_as_of", "plan")),
    )
    shown = _joined([one for one in every if one.code not in ANYWAY], lang)
    beside = [one for one in every if one.code in ANYWAY]
    caption = _caption(result, lang, [*beside, *shown], (level, plan))
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, style.LEFT + 0.012, 0.575, 0.13)
    style.value_axis(axes, lang, float(max(level.max(), plan.max())), scale=1e6)
    style.year_axis(axes, years)
    at = years.index(style.focus(result))
    bands = [Wedge("remains", said(lang, "bleibt mit dem Plan", "remains with the plan"), plan)]
    bands += [*reversed(shown), *beside]
    _draw(axes, years, bands, at, lang)
    axes.plot(years, level, color=INK, linewidth=1.4, zorder=4)
    axes.plot(years, plan, color=INK, linewidth=1.4, zorder=4)
    focus = years[at]
    axes.axvline(focus, color=MUTED, linewidth=0.8, linestyle=":", zorder=5)
    return figure, caption


def _joined(groups: list[Wedge], lang: str) -> list[Wedge]:
    """Return groups by size, the small ones and those that save nothing joined as the last."""
    total = sum(float(np.abs(one.values).sum()) for one in groups)
    ranked = sorted(groups, key=lambda one: (-float(one.values.sum()), one.title))
    large = [one for one in ranked if float(one.values.sum()) >= SMALLEST * total][:MOST]
    small = [one for one in ranked if one not in large and one.values.any()]
    if small:
        title = said(lang, f"{len(small)} weitere Maßnahmen", f"{len(small)} other measures")
        title = small[0].title if len(small) == 1 else title
        large.append(Wedge("rest", title, np.sum([one.values for one in small], axis=0)))
    return large


def _draw(axes: Axes, years: tuple[int, ...], bands: list[Wedge], at: int, lang: str) -> None:
    """Stack the bands from zero up, each with its tonnes of the focus year and its title beside the last year."""
    base, top = np.zeros(len(years)), axes.get_ylim()[1]
    groups = [one.code for one in bands if one.code not in (*LOOKS, "remains", "rest")]
    colours = dict(zip(reversed(groups), WEDGES, strict=False))
    told = [_told(one, at, lang) for one in bands]
    wide = max(map(len, told))
    entries = []
    for band, text in zip(bands, told, strict=True):
        upper = base + band.values
        colour, hatch = LOOKS.get(band.code, (projected(colours.get(band.code, OTHERS)), ""))
        colour = REMAINS if band.code == "remains" else colour
        axes.fill_between(
            years, base, upper, facecolor=colour, edgecolor=MUTED if hatch else PAPER, linewidth=0.0 if hatch else 0.4,
            hatch=hatch or None, zorder=2,
        )  # fmt: skip
        height = float(base[-1] + band.values[-1] / 2.0) / top
        entries.append(
            Key(
                f"{text.rjust(wide, FIGURE_SPACE)}{2 * FIGURE_SPACE}{band.title}",
                colour,
                height,
                hatch[:2],
                MUTED if hatch else "",
            )
        )
        base = upper
    head = said(lang, f"Tausend t {CO2E} im Jahr {years[at]}", f"thousand t {CO2E} in {years[at]}")
    stack.keys(axes, entries, head, 62)


def _told(band: Wedge, at: int, lang: str) -> str:
    """Return the thousand tonnes of one year, what is saved with a minus sign."""
    value = float(band.values[at]) / 1e3
    if band.code == "remains":
        return number(value, 0, lang)
    return signed(-value, 0 if abs(value) >= 0.95 else 1, lang)


def _caption(result: Result, lang: str, told: list[Wedge], ends: tuple[Array, Array]) -> Caption:
    at = credit_data.years(result).index(style.focus(result))
    year = style.focus(result)
    own = sum(float(one.values[at]) for one in told if one.code not in ANYWAY)
    anyway = sum(float(one.values[at]) for one in told if one.code == "bund_eu")
    title = said(
        lang,
        f"{year} sparen die Maßnahmen {million(own, lang)} im Jahr, Bund und EU ohnehin {million(anyway, lang)}",
        f"In {year} the measures save {million(own, lang)} a year, Bund and EU {million(anyway, lang)} in any case",
    )
    subtitle = said(
        lang,
        f"Treibhausgase in Mio. t {CO2E} im Jahr: vom Stand {result.as_of} (obere Linie) zum Plan (untere Linie)",
        f"Greenhouse gases in million t {CO2E} a year: from {result.as_of} (upper line) to the plan (lower line)",
    )
    parts = "; ".join(f"{one.title}: {signed(-float(one.values[at]) / 1e3, 1, lang)}" for one in told)
    described = said(
        lang,
        f"Änderung {year} in Tausend t: {parts}. Es bleiben {million(float(ends[1][at]), lang)} von "
        f"{million(float(ends[0][at]), lang)}.",
        f"Change in {year} in thousand t: {parts}. {million(float(ends[1][at]), lang)} of "
        f"{million(float(ends[0][at]), lang)} remain.",
    )
    return style.caption(result, lang, (title, subtitle, described), note=credit_data.note(result, lang))
