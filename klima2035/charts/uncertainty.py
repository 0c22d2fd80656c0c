"""What decides the outcome, and how likely each milestone is under each framework."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from klima2035.charts import style
from klima2035.charts.style import Caption
from klima2035.draws.words import factor_label
from klima2035.numbers import number, percent
from klima2035.palette import ACCENT, FAINT, INK, MUTED, PAPER, SPARE
from klima2035.phrases import CO2E, listing, name, said
from klima2035.result import Result, Table

SHOWN = 9  # factors of one panel
LOW, HIGH = SPARE[1], SPARE[0]  # light and dark: told apart in grey
SHAPES = ("o", "s", "^", "D", "v")


@dataclass(frozen=True)
class Panel:
    """One outcome: its rows of ``sensitivity.csv``, strongest first, and how its values are written."""

    title: str
    rows: list[dict[str, Any]]
    middle: float
    scale: float
    places: int


def _panel(table: Table, outcome: str, title: str, middle: float, scale: float, places: int) -> Panel:
    rows = [row for row in table.dicts() if row["outcome"] == outcome and row["rank_correlation"] is not None]
    sure = [row for row in rows if row["stands_out"] == "yes"]
    return Panel(title, sure[:SHOWN], middle, scale, places)


def tornado(result: Result, sensitivity: Table, middles: Mapping[str, float], lang: str) -> tuple[Figure, Caption]:
    """Draw which uncertain figures move emissions and cost most: the draws' mean at each one's low and high end."""
    year = style.focus(result)
    codes = [code for code in middles if code.startswith("total_co2e")]
    target = next((code for code in codes if code.endswith(str(year))), codes[-1])
    money = next(code for code in middles if code.startswith("additional"))
    span = "–".join(money.split("_")[1:])
    gases = f"{CO2E} {year}, {said(lang, 'Mio. t', 'million t')}"
    cost = f"{said(lang, 'Mehrkosten', 'Additional cost')} {span}, {said(lang, 'Mrd. €', 'bn €')}"
    panels = (
        _panel(sensitivity, target, gases, middles[target], 1e6, 2),
        _panel(sensitivity, money, cost, middles[money], 1e9, 1),
    )
    caption = _caption(result, panels, lang)
    figure = style.sheet(caption, result, lang)
    for panel, left in zip(panels, (0.235, 0.73), strict=True):
        _bars(style.panel(figure, left=left, right=left + 0.235, bottom=0.15, top=0.745), panel, result, lang)
    return figure, caption


def _caption(result: Result, panels: tuple[Panel, Panel], lang: str) -> Caption:
    titles = result.extra.get("measure_titles", {})
    strongest = [factor_label(panel.rows[0]["factor"], lang, titles) for panel in panels if panel.rows]
    if not strongest:
        title = said(lang, "Keine unsichere Größe entscheidet allein", "No uncertain figure decides alone")
    else:
        title = said(
            lang,
            f"Am meisten entscheidet: {listing(strongest, lang)}",
            f"What decides most: {listing(strongest, lang)}",
        )
    subtitle = said(
        lang,
        "Mittel der Ziehungen, in denen die Größe in ihrem untersten (hell) oder obersten Fünftel (dunkel) liegt",
        "Mean of the draws in which the figure lies in its lowest (light) or highest fifth (dark)",
    )
    told = " ".join(
        f"{panel.title}: " + "; ".join(
            f"{factor_label(row['factor'], lang, titles)} {number(row['low'] / panel.scale, panel.places, lang)} "
            f"{said(lang, 'bis', 'to')} {number(row['high'] / panel.scale, panel.places, lang)}"
            for row in panel.rows
        ) + "."
        for panel in panels
    )  # fmt: skip
    return style.caption(result, lang, (title, subtitle, told), note=_draws(result, lang))


def _draws(result: Result, lang: str) -> str:
    count = number(result.extra["draws"], 0, lang)
    return said(
        lang, f"{count} Ziehungen, Startwert {result.extra['seed']}", f"{count} draws, seed {result.extra['seed']}"
    )


def _bars(axes: Axes, panel: Panel, result: Result, lang: str) -> None:
    """Draw one panel: a bar to each side of the mean, values at its ends."""
    axes.grid(visible=False)
    axes.set_title(panel.title, fontsize=10, fontweight="bold", loc="left", pad=14)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    if not panel.rows:
        style.empty(axes, said(lang, "nichts hebt sich ab", "nothing stands out"))
        return
    middle = panel.middle / panel.scale
    reach = max(abs(float(row[side]) / panel.scale - middle) for row in panel.rows for side in ("low", "high"))
    axes.set_xlim(middle - 1.45 * reach, middle + 1.45 * reach)
    axes.set_ylim(len(panel.rows) - 0.4, -0.6)
    axes.axvline(middle, color=INK, linewidth=1.0, zorder=4)
    axes.text(middle, -0.62, number(middle, panel.places, lang), fontsize=8.5, ha="center", va="bottom")
    titles = result.extra.get("measure_titles", {})
    labels = [textwrap.fill(factor_label(row["factor"], lang, titles), 31) for row in panel.rows]
    axes.set_yticks(range(len(panel.rows)), labels=labels, fontsize=8.0, color=INK)
    for place, row in enumerate(panel.rows):
        for side, colour in (("low", LOW), ("high", HIGH)):
            value = float(row[side]) / panel.scale
            axes.barh(place, value - middle, left=middle, height=0.62, color=colour, zorder=3)
            right = value > middle
            axes.text(
                value + (0.03 if right else -0.03) * reach, place, number(value, panel.places, lang), fontsize=7.8,
                ha="left" if right else "right", va="center", color=MUTED,
            )  # fmt: skip


def chances(result: Result, probabilities: Table, lang: str) -> tuple[Figure, Caption]:
    """Draw in which share of draws each milestone's limit holds, one mark for each framework."""
    rows = _chances(result, probabilities, lang)
    frameworks = list(dict.fromkeys(str(row["framework"]) for row in probabilities.dicts()))
    caption = _chances_caption(result, rows, frameworks, lang)
    figure = style.sheet(caption, result, lang)
    axes = style.panel(figure, left=0.40, right=0.93, bottom=0.20, top=0.79)
    if not rows:
        style.empty(axes, caption.title)
        return figure, caption
    axes.grid(visible=False)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=[percent(share, 0, lang) for share in (0, 0.25, 0.5, 0.75, 1)])
    axes.set_yticks(range(len(rows)), labels=[textwrap.fill(title, 52) for title, _ in rows], fontsize=9, color=INK)
    for place, (_, shares) in enumerate(rows):
        axes.axhline(place, color=FAINT, linewidth=1.0, zorder=1)
        for i, framework in enumerate(frameworks):
            if framework in shares:
                colour = (ACCENT, SPARE[2], SPARE[0], SPARE[4], SPARE[6])[i % 5]
                height = place + 0.25 * (i - (len(frameworks) - 1) / 2)
                axes.plot(shares[framework], height, SHAPES[i % 5], color=colour,
                          markersize=8.5, markeredgecolor=PAPER, zorder=3, clip_on=False)  # fmt: skip
    for i, framework in enumerate(frameworks):
        colour = (ACCENT, SPARE[2], SPARE[0], SPARE[4], SPARE[6])[i % 5]
        at, low = 0.02 + 0.5 * (i % 2), -0.13 - 0.055 * (i // 2)
        axes.plot(at, low, SHAPES[i % 5], color=colour, markersize=8, transform=axes.transAxes, clip_on=False)
        told = _framework(result, framework, lang)
        axes.text(at + 0.018, low, told, transform=axes.transAxes, fontsize=8.8, va="center")
    return figure, caption


def _chances(result: Result, probabilities: Table, lang: str) -> list[tuple[str, dict[str, float]]]:
    """Return milestones that are ahead and CO2 budgets, each with its probability by framework."""
    titles = result.extra.get("milestone_titles", {})
    out: dict[str, dict[str, float]] = {}
    for row in probabilities.dicts():
        ahead = row["kind"] == "milestone" and row["outcome"] == "holds" and int(row["year"]) > result.as_of
        if ahead or (row["kind"] == "carbon_budget" and row["year"] == result.years[-1]):
            key = f"{row['kind']} {row['id']}"
            out.setdefault(key, {})[str(row["framework"])] = float(row["probability"])
    named = [(*key.partition(" ")[::2], shares) for key, shares in out.items()]
    return [
        (str(titles.get(code, {}).get(lang, code)) if kind == "milestone" else _budget(code, lang), shares)
        for kind, code, shares in named
    ]


def _framework(result: Result, code: str, lang: str) -> str:
    """Return what a framework is called."""
    return str(result.extra.get("framework_titles", {}).get(code, {}).get(lang) or name(code, lang))


def _budget(code: str, lang: str) -> str:
    budget, _, start = code.partition(" ")
    return said(lang, f"CO₂-Budget {name(budget, lang)} ab {start}", f"CO₂ budget {name(budget, lang)} from {start}")


def _chances_caption(
    result: Result, rows: list[tuple[str, dict[str, float]]], frameworks: list[str], lang: str
) -> Caption:
    likely = sum(1 for _, shares in rows if shares.get(frameworks[0], 0.0) >= 0.5)
    title = said(
        lang,
        f"{likely} von {len(rows)} Zielen werden eher erreicht als verfehlt",
        f"{likely} of {len(rows)} goals are more likely met than missed",
    )
    subtitle = said(
        lang,
        "Anteil der Ziehungen, in denen die Schwelle hält, je Rahmen",
        "Share of draws in which the limit holds, by framework",
    )
    told = "; ".join(
        f"{title_}: "
        + ", ".join(f"{_framework(result, code, lang)} {percent(share, 0, lang)}" for code, share in shares.items())
        for title_, shares in rows
    )
    return style.caption(result, lang, (title, subtitle, told + "."), note=_draws(result, lang))
