"""The charts of a study of credit, listed in ``CREDIT_CHARTS``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from klima2035.charts import save, style
from klima2035.charts.credit_bars import bars
from klima2035.charts.credit_matrix import interactions
from klima2035.charts.credit_wedges import wedges
from klima2035.charts.style import Caption
from klima2035.result import Result


def draw_all(result: Result, folder: Path, lang: str = "de") -> list[Path]:
    """Write every chart as SVG, PNG and text into an existing folder; return the paths in order."""
    paths: list[Path] = []
    with style.context():
        for name, chart in CREDIT_CHARTS.items():
            paths += save.write(*chart(result, lang), folder, name, lang)
    return paths


CREDIT_CHARTS: dict[str, Callable[[Result, str], tuple[Figure, Caption]]] = {
    "wedges": wedges,
    "credit": bars,
    "interactions": interactions,
}
