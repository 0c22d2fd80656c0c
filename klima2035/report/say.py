"""How the pages speak: claims with their source, cells, columns, amounts, in the pack's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from klima2035 import labels
from klima2035.messages import text
from klima2035.numbers import number, significant
from klima2035.phrases import change, euro, listing, quantity, signed_quantity
from klima2035.report.blocks import Align, Cell, Claim, Column, Figure, Heading, Mark, Row, Table
from klima2035.report.pack import Pack

TONNES = "tCO2e/a"
EMISSIONS = ("t/a", "tCO2e/a", "tCO2/a")
SERIES = {"remaining_floor": "remaining_2035"}  # charts whose numbers slides draw as those of another one
SHORT_UNIT = 3  # letters of a unit such as GWh; longer ones are words
MILLIONS = 1e5  # tonnes from which on they are told in millions


def said(pack: Pack, code: str, *values: object, **named: object) -> str:
    """Return one of the pack's sentences."""
    return text(f"pack_{code}", pack.lang, *values, **named)


def claim(pack: Pack, code: str, source: str = "", **named: object) -> Claim:
    """Return a sentence with its source."""
    return Claim(said(pack, code, **named), source)


def heading(pack: Pack, code: str, level: int = 1, *values: object) -> Heading:
    """Return a heading whose anchor is its code."""
    return Heading(level, said(pack, code, *values), code.replace("_", "-"))  # type: ignore[arg-type]


def name(pack: Pack, code: str) -> str:
    """Return the label of a code."""
    return labels.label(code, pack.lang)


def tonnes(pack: Pack, value: float | None) -> str:
    """Return tonnes of greenhouse gases to three digits with their unit; large ones in millions."""
    if value is None or abs(value) >= MILLIONS:
        return quantity(value, TONNES, pack.lang)
    return f"{significant(value, 3, pack.lang)}\u00a0t"


def amount(pack: Pack, value: float | None, unit: str) -> str:
    """Return a value with its unit; tonnes of greenhouse gases as everywhere in the pack."""
    return tonnes(pack, value) if unit in EMISSIONS else quantity(value, unit, pack.lang)


def short(pack: Pack, value: float | None, unit: str) -> str:
    """Return a value without its unit where that is a word that stands beside it already, such as vehicles."""
    told = amount(pack, value, unit)
    return told.split("\u00a0")[0] if unit.isalpha() and len(unit) > SHORT_UNIT else told


def signed_amount(pack: Pack, value: float | None, unit: str) -> str:
    """Return a change with its sign and unit; a dash where it is not known."""
    if value is None or unit not in EMISSIONS:
        return signed_quantity(value, unit, pack.lang)
    return ("+" if value > 0.0 else "−" if value < 0.0 else "") + tonnes(pack, abs(value))


def money(pack: Pack, value: float) -> str:
    """Return an amount of money in words."""
    return euro(value, pack.lang)


def million(pack: Pack, value: float, decimals: int = 1) -> str:
    """Return an amount of money in million euro, the unit standing in the head."""
    return number(value / 1e6, decimals, pack.lang)


def kilo(pack: Pack, value: float) -> str:
    """Return tonnes in thousands, the unit standing in the head."""
    return number(value / 1e3, 0, pack.lang)


def on_base(pack: Pack, value: float, base: float) -> str:
    """Return a value's change on a base: minus 53 %."""
    return change(value / base - 1.0, pack.lang)


def listed(pack: Pack, words: Sequence[str]) -> str:
    """Return words joined as in a sentence."""
    return listing(words, pack.lang)


def capped(pack: Pack, words: Sequence[str], most: int) -> str:
    """Return the first words joined as in a sentence, and how many more there are."""
    if len(words) <= most:
        return listed(pack, words)
    more = said(pack, "more", len(words) - most + 1)
    return listed(pack, [*words[: most - 1], more])


def column(pack: Pack, code: str, align: Align = "left", width: float = 1.0, *values: object) -> Column:
    """Return a column of a table."""
    return Column(said(pack, f"col_{code}", *values), align, width)


def cell(words: str, mark: Mark = "") -> Cell:
    """Return a cell."""
    return Cell(words, mark)


def row(words: Sequence[str], total: bool = False) -> Row:
    """Return a row of plain cells."""
    return Row(tuple(Cell(word) for word in words), total)


def table(pack: Pack, code: str, columns: Sequence[Column], rows: Sequence[Row], source: str, note: str = "") -> Table:
    """Return a table under a caption of the pack."""
    return Table(said(pack, code), tuple(columns), tuple(rows), source, note)


def figure(pack: Pack, chart: str) -> Figure:
    """Return one of the charts of a result as a figure."""
    from klima2035 import charts  # noqa: PLC0415 - matplotlib

    return drawn(pack, chart, lambda: charts.draw(chart, pack.result, pack.lang))


def drawn(pack: Pack, chart: str, made: Any) -> Figure:
    """Return a chart as a figure, with its numbers where slides can draw them; ``made``: gives figure and caption."""
    from klima2035 import charts  # noqa: PLC0415 - matplotlib
    from klima2035.charts.series import series_of  # noqa: PLC0415

    picture, caption = charts.as_svg(chart, made, pack.lang)
    data = series_of(SERIES.get(chart, chart), pack.result, pack.lang, pack.hands)
    return Figure(chart, caption.full_title, caption.subtitle, caption.description, caption.footer, picture, data)


def title_of(pack: Pack, row: Mapping[str, Any]) -> str:
    """Return a milestone's title."""
    return str(pack.result.extra["milestone_titles"][row["id"]][pack.lang])


def office_of(pack: Pack, row: Mapping[str, Any]) -> str:
    """Return who is in charge of a milestone; empty where nobody is named."""
    return str(pack.result.extra["milestone_offices"].get(row["id"], {}).get(pack.lang, ""))


def milestone_source(row: Mapping[str, Any]) -> str:
    """Return the source of a milestone: its table, and the decision or scenario that the limit comes from."""
    return f"milestones.csv; {row['source']}" if row["source"] else "milestones.csv"
