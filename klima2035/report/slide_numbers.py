"""The numbers behind a chart on a slide, as the workbook that PowerPoint opens: its texts are texts, never formulas."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from klima2035.report.blocks import ChartData

TEXTS_ALONE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def numbers(data: ChartData, number_format: str) -> Any:
    """Return categories and series of a chart as python-pptx takes them."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 - heavy
    from pptx.chart.xlsx import CategoryWorkbookWriter  # noqa: PLC0415
    from xlsxwriter import Workbook  # noqa: PLC0415

    writer: Any = CategoryWorkbookWriter  # its package names no types
    chart: Any = CategoryChartData

    class Writer(writer):  # type: ignore[misc]
        """Writes the workbook as its base does, without taking a text for anything else."""

        @contextmanager
        def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Any, Any]]:
            workbook = Workbook(xlsx_file, TEXTS_ALONE)
            yield workbook, workbook.add_worksheet()
            workbook.close()

    class Numbers(chart):  # type: ignore[misc]
        """Chart data with that workbook."""

        @property
        def _workbook_writer(self) -> Any:
            return Writer(self)

    made: Any = Numbers(number_format=number_format)
    made.categories = list(data.categories)
    for series in data.series:
        made.add_series(series.name, [None if value is None else float(value) for value in series.values])
    return made
