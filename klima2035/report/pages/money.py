"""Money: need by year and funder, the city's own line, what to ask of whom, and whether the crafts suffice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from klima2035.money.city import FOLLOW_UP
from klima2035.numbers import number
from klima2035.report import figures
from klima2035.report.blocks import Block, Claim, Column, Heading, PageBreak, Paragraph, Row, Table
from klima2035.report.pack import Pack
from klima2035.report.say import claim, column, figure, heading, listed, million, name, row, said, table
from klima2035.report.say import money as euro

FUNDERS = ("bund", "land", "eu", "kommunal", "private", "gap")
STEPS = 5  # the years are told in spans of so many after the first ones
SHORT = 1.05  # times the free staff: less lies within what anybody can tell
NAMED = 2  # largest items told of a level


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on money."""
    return [
        PageBreak(), heading(pack, "money"), figure(pack, "investment"), by_funder(pack), figure(pack, "city_line"),
        own_line(pack), Heading(2, said(pack, "support"), "support"), *support(pack), Paragraph(tuple(crafts(pack))),
    ]  # fmt: skip


def spans(pack: Pack) -> list[tuple[int, int]]:
    """Return the spans of years that tables of money show: single years first, then five at a time."""
    first, last = pack.result.as_of + 1, pack.result.years[-1]
    single = list(range(first, min(first + 5, last + 1)))
    out = [(year, year) for year in single]
    year = single[-1] + 1
    while year <= last:
        end = min(year + STEPS - 1, last)
        out.append((year, end))
        year = end + 1
    return out


def _heads(pack: Pack) -> list[Column]:
    told = [str(a) if a == b else f"{a}–{b}" for a, b in spans(pack)]
    return [*(Column(one, "right") for one in told), Column(said(pack, "total"), "right")]


def by_funder(pack: Pack) -> Table:
    """Return the additional cost of the measures by funder and span of years, gap included, with the sum."""
    periods = [*spans(pack), (pack.result.as_of + 1, pack.result.years[-1])]
    found = [figures.money_of(pack.result, *span) for span in periods]
    rows = [
        row((name(pack, funder), *(million(pack, one.by_funder.get(funder, 0.0), 0) for one in found)))
        for funder in FUNDERS if any(one.by_funder.get(funder, 0.0) for one in found)
    ]  # fmt: skip
    rows.append(row((said(pack, "col_need"), *(million(pack, one.need, 0) for one in found)), total=True))
    columns = [Column(name(pack, "funder"), "left", 1.8), *_heads(pack)]
    return table(pack, "money_table", columns, rows, "finance_by_year.csv", said(pack, "money_note"))


def own_line(pack: Pack) -> Table:
    """Return what city and companies put in, what they lack and what follows, by span of years."""
    periods = [*spans(pack), (pack.result.as_of + 1, pack.result.years[-1])]
    columns = [column(pack, "payer", "left", 2.6), *_heads(pack)]
    rows: list[Row] = []
    for payer in ("city", "city_company"):
        for item, parts in (("own", ("own",)), ("gap", ("gap",)), ("follow_up", FOLLOW_UP)):
            values = [figures.city_money(pack, payer, parts, *span) for span in periods]
            label = f"{said(pack, f'own_{payer}')}: {said(pack, f'item_{item}')}"
            rows.append(row((label, *(million(pack, value, 0) for value in values))))
    return table(pack, "city_table", columns, rows, "city_line.csv")


def support(pack: Pack) -> Iterator[Block]:
    """Yield the gap by the level that is asked, its largest items, and what more support would close."""
    found = [one for one in pack.rows("support_requirements") if one["year"] > pack.result.as_of]
    if sum(float(one["value"]) for one in found) < 1.0:
        yield Paragraph((claim(pack, "support_none", "support_requirements.csv"),))
        return
    best = best_option(pack)
    if best is not None:
        yield Paragraph((best,))
    levels: dict[str, dict[str, float]] = {}
    early: dict[str, float] = {}
    for one in found:
        items = levels.setdefault(one["level"], {})
        items[one["measure"]] = items.get(one["measure"], 0.0) + float(one["value"])
        if one["year"] <= pack.focus:
            early[one["level"]] = early.get(one["level"], 0.0) + float(one["value"])
    first = pack.result.as_of + 1
    columns = [
        column(pack, "level", "left", 1.2), Column(f"{first}–{pack.focus}", "right"),
        Column(f"{first}–{pack.result.years[-1]}", "right"), column(pack, "main", "left", 4.0),
    ]  # fmt: skip
    rows = []
    for level, items in sorted(levels.items(), key=lambda pair: -sum(pair[1].values())):
        most = sorted(items, key=lambda one: (-items[one], one))[:NAMED]
        titles = pack.result.extra["measure_titles"]
        told = listed(pack, [str(titles.get(one, {}).get(pack.lang) or name(pack, one)) for one in most])
        rows.append(row((name(pack, level), million(pack, early.get(level, 0.0), 0),
                         million(pack, sum(items.values()), 0), told)))  # fmt: skip
    yield table(pack, "support_table", columns, rows, "support_requirements.csv")


def best_option(pack: Pack) -> Claim | None:
    """Return which change of a programme closes most of the gap up to the focus year; None where none closes any."""
    found = [one for one in pack.rows("support_options") if one["until"] == pack.focus and one["gap_closed"] >= 1.0]
    if not found:
        return None
    one = max(found, key=lambda one: (float(one["gap_closed"]), one["programme"]))
    if one["gap_closed"] > figures.money_of(pack.result, pack.result.as_of + 1, pack.focus).gap:
        return None  # more would be built: that is not this scenario's gap
    return claim(
        pack, "support_best", "support_options.csv", year=pack.focus, programme=name(pack, one["programme"]),
        option=name(pack, one["option"]), value=euro(pack, one["gap_closed"]), more=euro(pack, one["grants_more"]),
    )  # fmt: skip


def crafts(pack: Pack) -> Iterator[Claim]:
    """Yield each craft that lacks people, in the year in which it lacks most."""
    worst: dict[str, dict[str, float]] = {}
    for one in pack.rows("labour"):
        if one["year"] > pack.result.as_of and one["needed"] > SHORT * one["available"]:
            short = one["needed"] / one["available"] if one["available"] else one["needed"]
            if one["craft"] not in worst or worst[one["craft"]]["short"] < short:
                worst[one["craft"]] = {
                    "short": short,
                    "year": one["year"],
                    "needed": one["needed"],
                    "free": one["available"],
                }
    if not worst:
        yield claim(pack, "crafts_enough", "labour.csv")
    for craft, one in worst.items():
        yield claim(pack, "crafts_short", "labour.csv", craft=name(pack, craft), year=int(one["year"]),
                    needed=number(round(one["needed"], -1), 0, pack.lang),
                    available=number(round(one["free"], -1), 0, pack.lang))  # fmt: skip
