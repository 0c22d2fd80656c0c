"""Charts on slides: native ones, so that their numbers can be read, checked and edited."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from klima2035.palette import ALERT, FAINT, INK, MUTED, PAPER
from klima2035.report.blocks import ChartData, ChartKind, Figure
from klima2035.report.slide_numbers import numbers
from klima2035.report.slide_words import SMALLEST, Box, described, look, rgb, spoken

MOST_LABELS = 11  # categories named along the axis
BARS = {"stacked_bar", "bar"}


def place(slide: Any, figure: Figure, data: ChartData, box: Box, lang: str) -> None:
    """Draw a figure's numbers as a native chart within a box."""
    frame = slide.shapes.add_chart(_kind(data.kind), *box.place, numbers(data, _format(data.decimals)))
    described(frame, figure.title, f"{figure.title}. {figure.subtitle}. {figure.description}")
    chart = frame.chart
    look(chart.font, SMALLEST, INK)
    spoken(chart.font, lang)
    chart.has_title = False
    _legend(chart, len(data.series) > 1)
    _axes(chart, data, lang)
    for position, series in enumerate(data.series):
        _series(chart.plots[0].series[position], data.kind, series.colour, series.values)
    if data.kind != "line":
        _bars(chart.plots[0], data)


def _format(decimals: int) -> str:
    """Return a number format; its signs for thousands and decimals are those of the reader's country."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _kind(kind: ChartKind) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415 - heavy

    return {
        "line": XL_CHART_TYPE.LINE,
        "stacked_column": XL_CHART_TYPE.COLUMN_STACKED,
        "stacked_bar": XL_CHART_TYPE.BAR_STACKED,
        "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    }[kind]


def _legend(chart: Any, wanted: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION  # noqa: PLC0415 - heavy

    chart.has_legend = wanted
    if wanted:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        look(chart.legend.font, SMALLEST + 1.0)


def _axes(chart: Any, data: ChartData, lang: str) -> None:
    """Give the axes their look: light grid, unit as title, first bar on top."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415 - heavy

    values, categories = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    _line(values.major_gridlines.format.line, FAINT, 0.75)
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format = _format(data.decimals if _small(data) else 0)
    values.tick_labels.number_format_is_linked = False
    values.has_title = True
    frame = values.axis_title.text_frame
    frame.text = data.unit
    look(frame.paragraphs[0].runs[0].font, SMALLEST, MUTED)
    spoken(frame.paragraphs[0].runs[0].font, lang)
    _line(categories.format.line, MUTED, 0.75)
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (values, categories):
        look(axis.tick_labels.font, SMALLEST)
    _thinned(categories, len(data.categories), data.kind)
    if data.kind in BARS:
        categories.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _thinned(axis: Any, count: int, kind: ChartKind) -> None:
    """Name only every second, fifth or tenth category where there are too many, the last one too where it can be."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 - heavy

    few = [step for step in (1, 2, 5, 10, 20) if count / step <= MOST_LABELS]
    step = next((each for each in few if (count - 1) % each == 0), few[0] if few else count)
    if step > 1 and kind not in BARS:
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        skip = parse_xml(f'<c:tickLblSkip xmlns:c="{space}" val="{step}"/>')
        axis._element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")


def _small(data: ChartData) -> bool:
    """Return whether the values are so small that the axis needs digits after the point."""
    return max((abs(v) for series in data.series for v in series.values if v is not None), default=0.0) < 10.0


def _bars(plot: Any, data: ChartData) -> None:
    """Set the width of bars; bars of a single series carry their values."""
    plot.gap_width = 45
    if data.kind != "bar":
        plot.overlap = 100
    elif len(data.series) == 1:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value = True
        labels.number_format = _format(data.decimals)
        labels.number_format_is_linked = False
        look(labels.font, SMALLEST, INK, bold=True)


def _series(series: Any, kind: ChartKind, colour: str, values: Sequence[float | None]) -> None:
    """Give a series its colour; what has none, such as the gap in the money, is hatched."""
    if kind == "line":
        series.smooth = False
        _line(series.format.line, colour, 2.75)
        if _alone(values):
            _marked(series, colour)
        else:
            _unmarked(series)
    elif colour.lower() == PAPER:
        _hatched(series)
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour)
        _line(series.format.line, PAPER, 0.5)
        series.invert_if_negative = False


def _alone(values: Sequence[float | None]) -> bool:
    """Return whether no two values stand beside each other: a line would show none of them."""
    known = [value is not None for value in values]
    return not any(one and other for one, other in pairwise(known))


def _marked(series: Any, colour: str) -> None:
    """Show single values as diamonds in the series' colour."""
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415 - heavy

    series.marker.style = XL_MARKER_STYLE.DIAMOND
    series.marker.size = 10
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)


def _unmarked(series: Any) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415 - heavy

    series.marker.style = XL_MARKER_STYLE.NONE


def _hatched(series: Any) -> None:
    from pptx.enum.dml import MSO_PATTERN  # noqa: PLC0415 - heavy

    fill = series.format.fill
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb = rgb(ALERT)
    fill.back_color.rgb = rgb(PAPER)
    _line(series.format.line, ALERT, 0.75)
    series.invert_if_negative = False


def _line(line: Any, colour: str, width: float) -> None:
    from pptx.util import Pt  # noqa: PLC0415 - heavy

    line.color.rgb = rgb(colour)
    line.width = Pt(width)
