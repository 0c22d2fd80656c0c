"""Charts of a result: one function each, ``(result, lang) -> (Figure, Caption)``, listed in ``CHARTS``."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from klima2035.charts import save, style
from klima2035.charts.board import board
from klima2035.charts.budget import carbon_budget
from klima2035.charts.city import city_line
from klima2035.charts.comparison import comparison
from klima2035.charts.effect import cost_and_effect
from klima2035.charts.energy import district_heat, final_energy
from klima2035.charts.floor import remaining_floor
from klima2035.charts.front import front_milestones, front_money
from klima2035.charts.labour import jobs
from klima2035.charts.measured import hindcast
from klima2035.charts.money import investment
from klima2035.charts.pathway import pathway, scenarios
from klima2035.charts.sectors import remaining, sectors_conversion, sectors_end_use, territorial
from klima2035.charts.stocks import cars_and_modal_split, heating_stock
from klima2035.charts.style import Caption
from klima2035.charts.uncertainty import chances, tornado
from klima2035.charts.verdicts import milestones
from klima2035.charts.waterfall import need_to_gap
from klima2035.result import Result, Table

Chart = Callable[[Result, str], tuple[Figure, Caption]]


def draw(name: str, result: Result, lang: str = "de") -> tuple[Figure, Caption]:
    """Return one chart of ``CHARTS`` or ``COUNCIL`` as figure and caption; KeyError for an unknown name."""
    with style.context():
        return (CHARTS | COUNCIL)[name](result, lang)


def as_svg(name: str, draw: Callable[[], tuple[Figure, Caption]], lang: str) -> tuple[str, Caption]:
    """Return a chart as the text of an SVG file, with its caption; ``draw`` gives its figure."""
    with style.context():
        figure, caption = draw()
        return save.svg_text(figure, caption, name, lang), caption


def draw_all(result: Result, folder: Path, lang: str = "de", others: Sequence[Result] = ()) -> list[Path]:
    """Write every chart as SVG, PNG and text into an existing folder; return the paths in order.

    ``others``: further scenarios of the same city, drawn with this one in the chart ``scenarios``.
    """
    paths: list[Path] = []
    with style.context():
        for name, chart in CHARTS.items():
            paths += save.write(*chart(result, lang), folder, name, lang)
            gc.collect(1)  # a figure refers to itself: its bitmaps, 7 MB, would stay until the end
        if others:
            paths += save.write(*scenarios([result, *others], lang), folder, "scenarios", lang)
    return paths


def draw_ensemble(
    result: Result, told: Mapping[str, Table], middles: Mapping[str, float], folder: Path, lang: str
) -> None:
    """Write the charts of an ensemble: bands on pathway, money and milestones, what decides, how likely goals are.

    result: with bands; told: tables by name; middles: mean of the draws by headline figure.
    """
    with style.context():
        for name in BANDED:
            save.write(*CHARTS[name](result, lang), folder, name, lang)
        save.write(*tornado(result, told["sensitivity"], middles, lang), folder, "tornado", lang)
        save.write(*chances(result, told["probabilities"], lang), folder, "chances", lang)


def compare(a: Result, b: Result, folder: Path, lang: str = "de") -> list[Path]:
    """Write the comparison of two scenarios (B against A) as SVG, PNG and text; return the paths."""
    with style.context():
        figure, caption = comparison(a, b, lang)
        return save.write(figure, caption, folder, "comparison", lang)


CHARTS: dict[str, Chart] = {
    "pathway": pathway,
    "sectors_end_use": sectors_end_use,
    "sectors_conversion": sectors_conversion,
    "remaining_2035": remaining,
    "carbon_budget": carbon_budget,
    "final_energy": final_energy,
    "heating_stock": heating_stock,
    "cars_and_modal_split": cars_and_modal_split,
    "district_heat_mix": district_heat,
    "investment": investment,
    "city_line": city_line,
    "need_to_gap": need_to_gap,
    "cost_and_effect": cost_and_effect,
    "jobs": jobs,
    "milestones": milestones,
    "hindcast": hindcast,
    "territorial": territorial,
}

COUNCIL: dict[str, Chart] = {  # of the council pack: a run does not draw them
    "board": board,
    "remaining_floor": remaining_floor,
    "front_milestones": front_milestones,
    "front_money": front_money,
}


BANDED = ("pathway", "investment", "milestones")  # charts that show draws where a result has them
