"""Greenhouse gases by sector, what remains, the CO2 budget, and the scenario beside another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from klima2035.numbers import number, percent
from klima2035.report import figures
from klima2035.report.blocks import Block, Claim, Column, Heading, PageBreak, Paragraph, Row, Table
from klima2035.report.pack import Pack
from klima2035.report.say import (
    claim,
    column,
    figure,
    heading,
    kilo,
    money,
    name,
    row,
    said,
    signed_amount,
    table,
    tonnes,
)
from klima2035.result import Result


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on greenhouse gases."""
    return [
        PageBreak(), heading(pack, "sectors"), figure(pack, "pathway"), Paragraph(tuple(sector_claims(pack))),
        by_sector(pack, "sectors_table", "end_use"), by_sector(pack, "fields_table", "conversion"),
        figure(pack, "remaining_floor"), Paragraph(tuple(floor(pack))), Heading(2, said(pack, "budget"), "budget"),
        figure(pack, "carbon_budget"), Paragraph(tuple(budgets(pack))), *against(pack),
    ]  # fmt: skip


def years_told(pack: Pack) -> list[int]:
    """Return the years that tables by sector show."""
    result = pack.result
    wanted = (result.years[0], 2017, result.as_of, 2030, pack.focus, result.years[-1])
    return sorted({year for year in wanted if year in result.years})


def by_sector(pack: Pack, code: str, view: str) -> Table:
    """Return the emissions of a view by sector and year."""
    frame, years = pack.result.frames["emissions"], years_told(pack)
    parts = frame.by("sector", view=view, indicator="co2e")
    columns = [column(pack, "sector", "left", 2.4), *(Column(str(year), "right") for year in years)]
    rows = [
        row((name(pack, sector), *(kilo(pack, float(values[frame.at(year)])) for year in years)))
        for sector, values in parts.items()
    ]  # fmt: skip
    sums = [sum(float(values[frame.at(year)]) for values in parts.values()) for year in years]
    rows.append(row((said(pack, "total"), *(kilo(pack, value) for value in sums)), total=True))
    return table(pack, code, columns, rows, "emissions.csv")


def sector_claims(pack: Pack) -> Iterator[Claim]:
    """Yield which sector keeps most and which falls most up to the focus year."""
    frame, now = pack.result.frames["emissions"], pack.result.as_of
    parts = frame.by("sector", view="end_use", indicator="co2e")
    left = {sector: float(values[frame.at(pack.focus)]) for sector, values in parts.items()}
    fall = {sector: float(values[frame.at(now)]) - left[sector] for sector, values in parts.items()}
    most, best = max(left, key=lambda one: left[one]), max(fall, key=lambda one: fall[one])
    share = percent(left[most] / sum(left.values()), 0, pack.lang)
    yield claim(pack, "sectors_first", "emissions.csv", year=pack.focus, sector=name(pack, most),
                value=tonnes(pack, left[most]), share=share)  # fmt: skip
    yield claim(pack, "sectors_fall", "emissions.csv", year=pack.focus, sector=name(pack, best),
                value=tonnes(pack, fall[best]), now=now)  # fmt: skip


def floor(pack: Pack) -> Iterator[Claim]:
    """Yield what upstream emissions alone leave in the focus year."""
    found = {one["item"]: one for one in pack.rows("neutrality")}
    one = found["upstream_floor"]
    yield claim(pack, "floor", "neutrality.csv", year=one["year"], value=tonnes(pack, one["value"]))


def budgets(pack: Pack) -> Iterator[Claim]:
    """Yield when each CO2 budget is used up on this path, or what is used of it."""
    for one in pack.rows("carbon_budget"):
        known: dict[str, Any] = {
            "name": name(pack, one["budget"]), "start": one["start"],
            "value": _million_tonnes(pack, one["city_budget"]),
        }  # fmt: skip
        source = f"carbon_budget.csv; {one['source']}"
        if one["used_up_in"] is not None:
            yield claim(pack, "budget_used", source, year=one["used_up_in"], **known)
        else:
            used = _million_tonnes(pack, one["used_by_end"])
            yield claim(pack, "budget_kept", source, year=pack.result.years[-1], used=used, **known)


def _million_tonnes(pack: Pack, value: float) -> str:
    """Return an amount in million, without its unit."""
    return f"{number(value / 1e6, 1, pack.lang)}\u00a0{'Mio.' if pack.lang == 'de' else 'million'}"


def against(pack: Pack) -> Iterator[Block]:
    """Yield the scenario beside the one it is compared with."""
    other, year = pack.against, min(pack.focus, pack.against.years[-1])
    if other is pack.result:
        return
    title = other.title[pack.lang]
    yield Heading(2, said(pack, "against", title), "against")
    change = figures.co2e(pack.result, year) - figures.co2e(other, year)
    code = "against_same" if abs(change) < 1.0 else "against_less" if change < 0.0 else "against_more"
    yield Paragraph((claim(pack, code, "emissions.csv", year=year, value=tonnes(pack, abs(change)), title=title),))
    mine = pack.result.title[pack.lang]
    columns = [
        column(pack, "figure", "left", 2.4), Column(mine, "right", 1.4), Column(title, "right", 1.4),
        column(pack, "difference", "right", 1.4),
    ]  # fmt: skip
    yield table(pack, "against_table", columns, list(_beside(pack, other)), "emissions.csv, finance_by_year.csv")


def _beside(pack: Pack, other: Result) -> Iterator[Row]:
    for year in (year for year in (2030, pack.focus, pack.result.years[-1]) if year in other.years):
        a, b = figures.co2e(pack.result, year), figures.co2e(other, year)
        label = said(pack, "key_now", year)
        yield row((label, tonnes(pack, a), tonnes(pack, b), signed_amount(pack, a - b, "tCO2e/a")))
    first, last = pack.result.as_of + 1, min(pack.result.years[-1], other.years[-1])
    a_money, b_money = (figures.money_of(one, first, last) for one in (pack.result, other))
    for code, a, b in (
        (said(pack, "key_cost", first, last), a_money.need, b_money.need),
        (said(pack, "key_gap"), a_money.gap, b_money.gap),
    ):
        yield row((code, money(pack, a), money(pack, b), signed_amount(pack, a - b, "EUR")))
