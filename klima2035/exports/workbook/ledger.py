"""The funding calculation that recalculates: rates to change, one row an offer, choices, sums by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from klima2035.exports.workbook.layout import (
    ELSEWHERE,
    FIRST_YEAR,
    MONEY,
    MONEY_SHARES,
    POTS,
    TOP,
    Layout,
)
from klima2035.exports.workbook.page import Formula, Page, column, reference
from klima2035.exports.workbook.plain import SUM_WIDTH, WIDTH
from klima2035.result import Table

EURO, SHARE = "#,##0", "0.0%"
YEAR, PAYER, PROGRAMME, FUNDER = "A", "C", "F", "G"  # columns of the sheet with a row for each offer
ASKED, GRANTED, NEED, OPEN, OWN, GAP = "O", "Q", "R", "Y", "Z", "AA"


def opening(page: Page, title: str, notes: Sequence[str]) -> None:
    """Write title and explanations above the header row."""
    page.line([title], "title")
    for note in notes:
        page.line([note])
    page.row = TOP - 1


def rates(plan: Layout) -> None:
    """Write the sheet of rates, pots and money: what may be changed is coloured, all else follows."""
    book, sheet = plan.book, plan.sheet
    page = book.page(plan.rates_name)
    opening(page, plan.rates_name, [book.say("ledger_rates_note"), book.say("ledger_rates_limits"),
                                    *([book.say("ledger_financed")] if plan.financed else [])])  # fmt: skip
    heads = [book.word(head) for head in ("programme", "funder", "applicant")]
    page.header([*heads, book.say("ledger_for"), *sheet.years], FIRST_YEAR)
    grouped = {rate.programme for rate in sheet.rates if rate.applicant}
    for rate in sheet.rates:
        assets = "; ".join(map(book.word, rate.assets))
        everyone = "ledger_other_applicants" if rate.programme in grouped else "ledger_all_applicants"
        who = book.word(rate.applicant) if rate.applicant else book.say(everyone)
        texts = (plan.programmes[rate.programme], plan.funders[rate.funder], who, assets)
        page.money(texts, [round(one, 12) for one in rate.by_year], "", SHARE, "input")
    _validate(plan, page, plan.rate_row(0), len(sheet.rates), most=1.0)
    _pots(plan, page)
    _money(plan, page)
    for place, width in enumerate((50, 12, 34, 60)):
        page.width(place, place, width)
    page.width(FIRST_YEAR, FIRST_YEAR + len(sheet.years) - 1, WIDTH)
    page.sheet.set_tab_color("#FFC000")


def _validate(plan: Layout, page: Page, row: int, rows: int, most: float | None = None) -> None:
    rule = {"criteria": "between", "minimum": 0, "maximum": most} if most else {"criteria": ">=", "value": 0}
    last = FIRST_YEAR + len(plan.sheet.years) - 1
    told = {"error_title": plan.rates_name, "error_message": plan.book.say("ledger_refused"), "ignore_blank": True}
    page.sheet.data_validation(row - 1, FIRST_YEAR, row + rows - 2, last, {"validate": "decimal", **rule, **told})


def _block(page: Page, head: str, note: str) -> None:
    page.gap()
    page.line([head], "head")
    page.line([note], "quiet")


def _pots(plan: Layout, page: Page) -> None:
    """Write the pot of each programme, to be changed, and the part of what is asked that it holds."""
    book, sheet = plan.book, plan.sheet
    _block(page, book.say("ledger_pots"), book.say("ledger_pots_note"))
    unlimited = [float("nan")] * len(sheet.years)
    for code, label in plan.programmes.items():
        pots = [float("nan") if pot is None else pot for pot in sheet.pots.get(code, unlimited)]
        page.money((label, "", "", book.word("EUR/a")), pots, "", EURO, "input")
    _validate(plan, page, plan.block_row(POTS), len(plan.programmes))
    _block(page, book.say("ledger_pot_shares"), book.say("ledger_pot_shares_note"))
    asked, years, names = (plan.lines_column(letters) for letters in (ASKED, YEAR, PROGRAMME))
    for place, (code, label) in enumerate(plan.programmes.items()):
        cells = []
        for year, value in zip(sheet.years, plan.made.pot_share[code], strict=True):
            pot, head = plan.year_cell(plan.block_row(POTS, place), year), plan.year_cell(TOP, year, "$")
            total = f"SUMIFS({asked},{years},{head},{names},$A{page.row + 1})"
            cells.append(Formula(f'IF({pot}="",1,MIN(1,{pot}/MAX({total},1E-9)))', value))
        page.money((label,), _placed(cells), "", SHARE, "")


def _money(plan: Layout, page: Page) -> None:
    """Write the own money of the city and its companies, to be changed, and the part of the open need it pays."""
    book, sheet = plan.book, plan.sheet
    _block(page, book.say("ledger_money"), book.say("ledger_money_note"))
    for payer, money in sheet.money.items():
        page.money((plan.payers[payer], "", "", book.word("EUR/a")), list(money), "", EURO, "input")
    _validate(plan, page, plan.block_row(MONEY), len(sheet.money))
    _block(page, book.say("ledger_elsewhere"), book.say("ledger_elsewhere_note"))
    for payer, need in sheet.elsewhere.items():
        page.money((plan.payers[payer], "", "", book.word("EUR/a")), list(need), "", EURO, "")
    _block(page, book.say("ledger_money_shares"), book.say("ledger_money_shares_note"))
    open_, years, names = (plan.lines_column(letters) for letters in (OPEN, YEAR, PAYER))
    for place, payer in enumerate(sheet.money):
        cells = []
        for year, value in zip(sheet.years, plan.made.money_share[payer], strict=True):
            own, rest = (plan.year_cell(plan.block_row(block, place), year) for block in (MONEY, ELSEWHERE))
            total = f"SUMIFS({open_},{years},{plan.year_cell(TOP, year, '$')},{names},$A{page.row + 1})"
            cells.append(Formula(f"MIN(1,{own}/MAX({total}+{rest},1E-9))", value))
        page.money((plan.payers[payer],), _placed(cells), "", SHARE, "")


def _placed(cells: Iterable[Formula]) -> list[float | Formula]:
    """Return cells moved right to the years from behind the first column."""
    return [*[float("nan")] * (FIRST_YEAR - 1), *cells]


def by_year(plan: Layout, finance: Table | None) -> None:
    """Write need, grants by funder, own money and gap of each year as formulas beside the model's figures."""
    book, sheet, sums = plan.book, plan.sheet, plan.sums
    page = book.page(plan.years_name)
    opening(page, plan.years_name, [book.say("ledger_years_note"), book.say("ledger_years_model")])
    span = book.say("sum_of", sheet.years[0], sheet.years[-1])
    page.header([book.word("item"), book.word("unit"), span, *sheet.years], 3)
    blocks = {book.say("need"): sums.need}
    blocks |= {book.say("ledger_grants", label): sums.grants[code] for code, label in plan.funders.items()}
    blocks |= {book.word("own"): sums.own, book.word("gap"): sums.gap}
    formulas = [_need(plan), *(_granted(plan, label) for label in plan.funders.values()), _own(plan), _gap(plan)]
    for (label, values), texts in zip(blocks.items(), formulas, strict=True):
        style = "total" if label in {book.say("need"), book.word("gap")} else ""
        _year_row(page, label, [Formula(*pair) for pair in zip(texts, values, strict=True)], style)
    known = _modelled(plan, finance)
    if known:
        _beside(plan, page, list(blocks), known, list(blocks.values()))
    page.width(0, 0, 44)
    page.width(1, 1, 10)
    page.width(2, 2, SUM_WIDTH)
    page.width(3, 2 + len(sheet.years), 15)
    page.sheet.set_tab_color("#FFC000")


def _year_row(page: Page, label: str, cells: Sequence[float | Formula], style: str) -> None:
    row = page.row + 1
    values = [cell.value if isinstance(cell, Formula) else cell for cell in cells]
    total = Formula(f"SUM(D{row}:{column(2 + len(cells))}{row})", sum(values))
    page.money((label, page.book.word("EUR")), [total, *cells], style, EURO, style)


def _beside(plan: Layout, page: Page, names: list[str], known: list[list[float]], own: list[list[float]]) -> None:
    """Write the model's figures and what the formulas above differ from them by."""
    book = plan.book
    _block(page, book.say("ledger_model"), book.say("ledger_model_note"))
    first = page.row + 1
    for label, values in zip(names, known, strict=True):
        _year_row(page, label, values, "")
    _block(page, book.say("ledger_difference"), book.say("ledger_difference_note"))
    for place, label in enumerate(names):
        letters = [column(3 + i) for i in range(len(plan.sheet.years))]
        cells = [
            Formula(f"ROUND({letter}{TOP + 1 + place}-{letter}{first + place},0)", float(round(made - model)))
            for letter, made, model in zip(letters, own[place], known[place], strict=True)
        ]
        _year_row(page, label, cells, "")


def _modelled(plan: Layout, finance: Table | None) -> list[list[float]]:
    """Return the model's need, grants by funder, own money and gap by year; nothing where it is not told."""
    if finance is None:
        return []
    columns = (finance.by_column[name] for name in ("basis", "year", "funder", "value"))
    sums: dict[tuple[str, int], float] = {}
    for basis, year, funder, value in zip(*columns, strict=True):
        if basis == "additional":
            key = (str(funder), int(year or 0))
            sums[key] = sums.get(key, 0.0) + float(value or 0.0)
    groups: list[tuple[str, ...]] = [(code,) for code in plan.funders]
    groups = [(*plan.funders, "private", "kommunal", "gap"), *groups, ("private", "kommunal"), ("gap",)]
    return [[sum(sums.get((code, year), 0.0) for code in codes) for year in plan.sheet.years] for codes in groups]


def _sum(plan: Layout, letters: str, *more: str) -> list[str]:
    """Return the sum of a column over the rows of each year, with further conditions."""
    what, years = plan.lines_column(letters), plan.lines_column(YEAR)
    heads = [f"{column(3 + i)}${TOP}" for i in range(len(plan.sheet.years))]
    return [f"SUMIFS({','.join((what, years, head, *more))})" for head in heads]


def _need(plan: Layout) -> list[str]:
    return [f"{one}+{rest!r}" for one, rest in zip(_sum(plan, NEED), plan.sheet.rest_need, strict=True)]


def _granted(plan: Layout, label: str) -> list[str]:
    told = label.replace('"', '""')
    return _sum(plan, GRANTED, plan.lines_column(FUNDER), f'"{told}"')


def _unpaid(plan: Layout) -> list[str]:
    """Return the gap of the lines without a programme in each year."""
    out = []
    for year, private in zip(plan.sheet.years, plan.sheet.rest_gap_private, strict=True):
        terms = [repr(private)]
        for place in range(len(plan.sheet.money)):
            rest, share = (
                reference(plan.rates_name) + plan.year_cell(plan.block_row(block, place), year)
                for block in (ELSEWHERE, MONEY_SHARES)
            )
            terms.append(f"{rest}*(1-{share})")
        out.append("+".join(terms))
    return out


def _own(plan: Layout) -> list[str]:
    parts = zip(_sum(plan, OWN), plan.sheet.rest_need, _unpaid(plan), strict=True)
    return [f"{one}+{rest!r}-({unpaid})" for one, rest, unpaid in parts]


def _gap(plan: Layout) -> list[str]:
    return [f"{one}+{unpaid}" for one, unpaid in zip(_sum(plan, GAP), _unpaid(plan), strict=True)]
