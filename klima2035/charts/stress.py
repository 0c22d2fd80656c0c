"""A scenario under stress: every case and every pair of cases as a heat map of tonnes and of missing money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from klima2035.charts import style
from klima2035.charts.style import Caption
from klima2035.palette import ACCENT, ALERT, FAINT, INK, MUTED, PAPER, on
from klima2035.phrases import CO2E, NO_BREAK, listing, said, signed
from klima2035.result import Result
from klima2035.stress.run import Outcome, Stressed
from klima2035.stress.tables import fallen

WARM = LinearSegmentedColormap.from_list("warm", [PAPER, "#f6d5cf", "#d9705f", ALERT])
COOL = LinearSegmentedColormap.from_list("cool", [PAPER, "#cfe6e6", ACCENT])
MARK = "✘"
LEFT, SIDE, GAP = 0.30, 0.325, 0.025  # of the first panel; width of each; between them
FEWEST = 7  # cells that a side has room for, however few cases there are
MILLIONS = 1e9  # below this euros are told in millions
BOTTOM, TOP = 0.12, 0.735


@dataclass(frozen=True)
class Panel:
    """One heat map: heading, the figure shown and its year, what it is divided by, decimals."""

    title: str
    item: str
    year: int
    scale: float
    decimals: int


def ordered(found: Stressed, year: int) -> list[str]:
    """Return the names of the cases, the one with the most tonnes of a year first."""
    alone = {case.name: found.of(case.name) for case in found.cases}
    return sorted(alone, key=lambda name: -_change(found, alone[name], "co2e", year))


def peak(found: Stressed, item: str) -> float:
    """Return the largest change of a sum, up or down, of any case or pair."""
    return max((abs(found.change(one, item)) for one in found.outcomes), default=0.0)


def _change(found: Stressed, one: Outcome | None, item: str, year: int) -> float:
    return 0.0 if one is None else found.change(one, item, year)


def stress(result: Result, found: Stressed, lang: str) -> tuple[Figure, Caption]:
    """Draw both heat maps: a case alone on the diagonal, pairs above it; a mark where milestones fall."""
    year = style.focus(result)
    names = ordered(found, year)
    million = peak(found, "open") < MILLIONS
    money = (
        said(lang, "Mio. € mehr offen", "million € more open")
        if million
        else said(lang, "Mrd. € mehr offen", "billion € more open")
    )
    panels = (
        Panel(said(lang, f"Tausend t {CO2E} mehr, {year}", f"thousand t {CO2E} more, {year}"), "co2e", year, 1e3, 0),
        Panel(money, "open", 0, 1e6 if million else 1e9, 0 if million else 1),
    )
    caption = _caption(result, found, names, year, lang)
    figure = style.sheet(caption, result, lang)
    for i, panel in enumerate(panels):
        left = LEFT + i * (SIDE + GAP)
        axes = figure.add_axes((left, BOTTOM, SIDE, TOP - BOTTOM))
        axes.set_axis_off()
        if not names:
            style.empty(axes, said(lang, "Kein Stressfall", "No stress case"))
            continue
        _map(axes, found, names, panel, lang)
        if i == 0:
            _labels(axes, found, names, lang)
    return figure, caption


def _map(axes: Axes, found: Stressed, names: list[str], panel: Panel, lang: str) -> None:
    """Draw one heat map; colours go up to its largest value."""
    count = len(names)
    cells = {(i, j): found.of(names[i], names[j]) for i in range(count) for j in range(i, count)}
    amounts = {at: found.change(one, panel.item, panel.year) for at, one in cells.items() if one is not None}
    largest = max([abs(value) for value in amounts.values()], default=0.0) or 1.0
    wide = max(count, FEWEST)
    axes.set_xlim(0, wide)
    axes.set_ylim(wide, 0)
    size = 7.6 if count <= 9 else 7.6 * 9 / count
    for (i, j), value in amounts.items():
        share = value / largest
        colour = to_hex(WARM(share) if share >= 0 else COOL(-share))
        _cell(axes, i, j, colour)
        one = cells[i, j]
        mark = panel.item == "co2e" and one is not None and bool(fallen(found, one))
        text = signed(value / panel.scale, panel.decimals, lang).removeprefix("+")
        ink = on(colour)
        axes.text(
            j + 0.5, i + (0.36 if mark else 0.5), text, fontsize=size, color=ink, ha="center", va="center", zorder=4
        )
        if mark:
            axes.text(j + 0.5, i + 0.76, MARK, fontsize=size - 0.8, color=ink, ha="center", va="center", zorder=4)
    for i in range(count):
        axes.text(i + 0.5, -0.031 * wide, str(i + 1), fontsize=8.4, color=MUTED, ha="center", va="center")
        if i:
            axes.text(i - 0.15, i + 0.5, str(i + 1), fontsize=8.4, color=MUTED, ha="right", va="center")
    axes.text(0.0, -0.087 * wide, panel.title, fontsize=9.5, fontweight="bold", va="center")


def _cell(axes: Axes, row: int, column: int, colour: str) -> None:
    """Draw one cell, framed on the diagonal."""
    inset = 0.03 if row == column else 0.0
    edge, width, above = (INK, 1.1, 3) if row == column else (PAPER, 0.8, 2)
    corner, side = (column + inset, row + inset), 1 - 2 * inset
    axes.add_patch(Rectangle(corner, side, side, facecolor=colour, edgecolor=edge, linewidth=width, zorder=above))


def _labels(axes: Axes, found: Stressed, names: list[str], lang: str) -> None:
    """Write number and title of each case left of the first heat map, with how measures are adopted."""
    cases = {case.name: case for case in found.cases}
    own = found.scenario.settings.adoption
    start = (style.LEFT - 0.015 - LEFT) / SIDE * max(len(names), FEWEST)
    for i, name in enumerate(names):
        case = cases[name]
        star = "*" if case.financed and own != "financed" else ""
        axes.text(start, i + 0.5, f"{i + 1}  {case.title[lang]}{star}", fontsize=8.8, ha="left", va="center")
        axes.plot([start, i + 0.9], [i + 1, i + 1], color=FAINT, linewidth=0.8, clip_on=False, zorder=0)


def _caption(result: Result, found: Stressed, names: list[str], year: int, lang: str) -> Caption:
    titles = {case.name: case.title[lang] for case in found.cases}
    alone = {name: one for name in names if (one := found.of(name)) is not None}
    title = said(lang, "Kein Stressfall gerechnet", "No stress case computed")
    if names:
        first = names[0]
        amount = f"{signed(_change(found, alone[first], 'co2e', year) / 1e3, 0, lang).removeprefix('+')}{NO_BREAK}"
        title = said(
            lang,
            f"Am schwersten wiegt „{titles[first]}“: {year} {amount}Tausend t mehr",
            f"“{titles[first]}” weighs most: {amount}thousand t more in {year}",
        )
    subtitle = said(
        lang,
        "Gegenüber dem Szenario ohne Stress; umrandet: ein Fall allein, sonst zwei zugleich; "
        f"{MARK} ein weiterer Meilenstein ist gefährdet",
        f"Against the scenario without stress; framed: one case alone, else two at once; "
        f"{MARK} one more milestone is at risk",
    )
    note = said(
        lang,
        "offen: Lücke und was aus Geldmangel oder ohne Handwerk nicht gebaut wird, Summe nach dem Stand, nominal",
        "open: gap and what is not built for want of money or crafts, sum after as_of, nominal",
    )
    if found.scenario.settings.adoption != "financed" and any(case.financed for case in found.cases):
        note += said(
            lang, " · * hier und in jedem Paar damit, auch ohne Stress: nur, was bezahlt und gebaut werden kann",
            " · * here and in each pair with it, without stress too: only what can be paid and built",
        )  # fmt: skip
    return style.caption(result, lang, (title, subtitle, _told(result, found, alone, lang)), note=note)


def _told(result: Result, found: Stressed, alone: Mapping[str, Outcome], lang: str) -> str:
    """Return every case in words: tonnes, money and the milestones that fall."""
    titles, year = {case.name: case.title[lang] for case in found.cases}, style.focus(result)
    told = "; ".join(
        f"{titles[name]}: {signed(found.change(one, 'co2e', year) / 1e3, 0, lang)} "
        + said(lang, "Tausend t, ", "thousand t, ")
        + f"{signed(found.change(one, 'open') / 1e9, 1, lang)} "
        + said(lang, "Mrd. € offen", "billion € open")
        + (
            said(lang, ", gefährdet oder verfehlt: ", ", at risk or missed: ")
            + listing(_titles(result, found, one, lang), lang)
            if fallen(found, one)
            else ""
        )
        for name, one in alone.items()
    )
    return told + "."


def _titles(result: Result, found: Stressed, one: Outcome, lang: str) -> list[str]:
    known = result.extra.get("milestone_titles", {})
    return [str(known.get(name, {}).get(lang, name)) for name in fallen(found, one)]
