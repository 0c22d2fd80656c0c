"""``results.xlsx``: the tables for readers, years across, labels instead of codes, and a funding calculation to change.

The document's dates are fixed, so equal results give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from math import ceil
from pathlib import Path

from klima2035.exports.workbook import ledger, money, offers, plain
from klima2035.exports.workbook.layout import layout
from klima2035.exports.workbook.page import Book
from klima2035.labels import city
from klima2035.numbers import number
from klima2035.result import Result, Table

_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a document property, not a moment
TEXT_WIDTH = 100  # digits of a sentence on the cover; letters are a tenth narrower
_LARGEST_TABLE = 5000  # rows; longer tables are read from CSV
_CSV_ONLY = {"funding"}  # the funding calculation tells it
_EARLY = ("milestones", "leading", "actuals", "finance_by_year", "city_line")
_MONEY = (
    "support_requirements", "support_options", "investment", "measure_costs", "benefits", "households", "labour",
    "gas_network", "adoption",
)  # fmt: skip
Sheets = dict[str, Callable[[], None]]


def write(result: Result, folder: Path, lang: str = "de") -> list[Path]:
    """Write ``results.xlsx`` in one language."""
    import xlsxwriter  # noqa: PLC0415 - heavy
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    path = folder / "results.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"in_memory": True})
    workbook.set_properties({"title": result.title[lang], "author": "klima2035", "created": _FIXED})
    book = Book(workbook, result, lang)
    sheets = _plan(book)
    _cover(book, list(sheets))
    for fill in sheets.values():
        fill()
    book.finish()
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    return [path]


def _plan(book: Book) -> Sheets:
    """Return what fills each sheet after the cover, by name in order."""
    result = book.result
    sheets: Sheets = {}
    if "emissions" in result.frames:
        sheets[book.say("overview")] = partial(plain.overview, book, result.frames["emissions"])
    sheets |= _tables(book, _EARLY)
    known = result.extra.get("funding_sheet")
    if known is not None and known.lines:
        plan = layout(book, known)
        sheets[plan.years_name] = partial(ledger.by_year, plan, result.tables.get("finance_by_year"))
        sheets[plan.rates_name] = partial(ledger.rates, plan)
        sheets[plan.lines_name] = partial(offers.lines, plan)
        sheets[plan.choices_name] = partial(offers.choices, plan)
    sheets |= _tables(book, _MONEY)
    for name, frame in result.frames.items():
        shown = plain.without_age(frame) if name == "stocks" else frame
        sheets[book.word(name)] = partial(plain.frame_sheet, book, shown)
    return sheets | _tables(book, [name for name in result.tables if name not in {*_EARLY, *_MONEY, *_CSV_ONLY}])


def _tables(book: Book, names: Sequence[str]) -> Sheets:
    """Return what fills the sheets of some tables; money tables without rows have none."""
    sheets: Sheets = {}
    for name in names:
        table = book.result.tables.get(name)
        if table is None:
            continue
        if name not in money.SHEETS and len(table.rows) <= _LARGEST_TABLE:
            sheets[book.word(name)] = partial(_plainly, book, table)
        elif name in money.SHEETS and table.rows:
            sheets[book.word(name)] = partial(money.write, book, table)
    return sheets


def _plainly(book: Book, table: Table) -> None:
    plain.table_sheet(book, table)


def _cover(book: Book, sheets: Sequence[str]) -> None:
    result, lang = book.result, book.lang
    page = book.page(book.say("cover"))
    page.width(0, 0, 34)
    page.width(1, 1, TEXT_WIDTH)
    page.line([book.say("book_title", result.title[lang])], "title")
    page.line([book.say("as_of", result.as_of)])
    page.gap()
    facts = {
        book.say("label"): result.label if lang == "de" else result.extra.get("label_en", result.label),
        book.say("datenguete"): number(result.datenguete, 2, lang),
        book.say("scenario_code"): result.name,
        book.say("scenario_city"): city(result, lang),
    }
    notes = ["views", "money", "rows", "files"]
    if book.say("ledger_rates") in sheets:
        notes.insert(2, "ledger")
    blocks: Mapping[str, Sequence[tuple[str, str]]] = {
        "": tuple(facts.items()),
        "setting_head": tuple(
            (book.words(key.removeprefix("framework.")), book.words(value)) for key, value in result.settings.items()
        ),
        "finding_head": tuple((book.say(f"severity_{one.severity}"), one.sentence[lang]) for one in result.found)
        or (("", book.say("no_findings")),),
        "note_head": tuple(("", book.say(f"note_{note}")) for note in notes),
        "sheet_head": tuple(("", name) for name in sheets),
    }
    for head, pairs in blocks.items():
        if head:
            page.line([book.say(head)], "head")
        for pair in pairs:
            page.line(pair, "wrap", lines=ceil(len(pair[1]) / (1.1 * TEXT_WIDTH)))
        page.gap()
