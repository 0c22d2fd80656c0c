"""What the changes do, in words and tables: tonnes, money, verdicts, findings, levers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from klima2035 import listing
from klima2035.difference import BASES, Difference, Emissions, Money, Pair, Verdict
from klima2035.exports.difference.blocks import Block, Grid, Head, Item, Items, Note
from klima2035.exports.difference.values import apart, share
from klima2035.labels import Labels
from klima2035.messages import text
from klima2035.numbers import number, significant
from klima2035.phrases import signed
from klima2035.variables import TARGET_YEAR

LEVERS = 15  # how many are told
_NUMBER = re.compile(r"[−\d.,]+")


def gases(found: Difference, words: Labels) -> list[Block]:
    """Return the differences by sector and year in tonnes, with both totals."""
    lang, years = words.lang, found.told_years
    emissions = found.emissions[0]
    at = [found.years.index(year) for year in years]
    head = (text("diff_sector", lang), *map(str, years), text("diff_sum", lang, found.first, found.last))

    def row(name: str, pair: Pair) -> tuple[str, ...]:
        values = [pair.difference[i] for i in at]
        return (name, *(signed(value, 0, lang) for value in (*values, found.total(pair))))

    rows = [row(words(one.name), one) for one in emissions.sectors]
    total = emissions.total
    rows.append(row(text("diff_all", lang), total))
    shares = [(total.difference[i], total.a[i]) for i in at] + [(found.total(total), found.total(total, "a"))]
    rows.append((text("diff_of_a", lang), *(share(change, whole, lang) for change, whole in shares)))
    for letter, side, values in (("A", "a", total.a), ("B", "b", total.b)):
        sums = (*(values[i] for i in at), found.total(total, side))
        rows.append((text("diff_total_of", lang, letter), *(number(value, 0, lang) for value in sums)))
    lines = frozenset({len(emissions.sectors), len(emissions.sectors) + 2})
    key = "diff_views_agree" if _agree(*found.emissions) else "diff_views_differ"
    notes = [Note(text(key, lang)), *_early(found, lang)]
    return [Head(3, text("diff_gases", lang)), Grid(head, tuple(rows), 1, lines), *notes]


def _early(found: Difference, lang: str) -> list[Note]:
    """Return a warning where the years up to ``as_of`` differ, which no measure can cause."""
    past = [
        (abs(change), year)
        for year, change in zip(found.years, found.emissions[0].total.difference, strict=True)
        if year < found.first
    ]
    change, year = max(past, default=(0.0, 0))
    if change <= 0.5:
        return []
    return [Note(text("diff_early", lang, found.first - 1, year, number(change, 0, lang)))]


def _agree(end_use: Emissions, conversion: Emissions) -> bool:
    """Return whether both views give the same totals in every year of both scenarios."""
    pairs = zip(end_use.total.a + end_use.total.b, conversion.total.a + conversion.total.b, strict=True)
    return all(abs(one - other) <= 1e-6 * max(abs(one), 1.0) for one, other in pairs)


def funders(found: Difference, words: Labels) -> list[Block]:
    """Return both bases by funder in million euro."""
    lang, out = words.lang, list[Block]()
    prices = "/".join(str(year) for year in dict.fromkeys(found.price_years))
    sides = ("A", "B", text("diff_nominal", lang))
    head = (text("diff_funder", lang), *sides, *(text("diff_real", lang, side) for side in sides))

    def row(name: str, one: Money) -> tuple[str, ...]:
        nominal, real = (one.a, one.b, one.difference), (one.a_real, one.b_real, one.difference_real)
        cells = (
            (number(a / 1e6, 1, lang), number(b / 1e6, 1, lang), signed(change / 1e6, 1, lang))
            for a, b, change in (nominal, real)
        )
        return (name, *(cell for three in cells for cell in three))

    for basis in BASES:
        rows, need = found.paid(basis)
        told = [row(words(one.funder), one) for one in rows] + [row(text("need", lang), need)]
        heading = text("diff_money", lang, first=found.first, last=found.last, basis=words(basis))
        out += [Head(3, heading), Grid(head, tuple(told), 1, frozenset({len(rows)}))]
    out += [Note(text("diff_money_note", lang, prices)), Note(text("diff_money_own", lang))]
    if found.price_years[0] != found.price_years[1]:
        out.append(Note(text("diff_price_years", lang, a=found.price_years[0], b=found.price_years[1])))
    return out


def verdicts(found: Difference, words: Labels) -> list[Block]:
    """Return the milestones that flip and those that only one scenario has."""
    lang = words.lang
    flips, single = ([one for one in found.verdicts if getattr(one, kind)] for kind in ("flips", "single"))

    def row(one: Verdict) -> tuple[str, ...]:
        cells = []
        for side in (one.a, one.b):
            if side is None:
                cells.append(text("diff_absent", lang))
            else:
                value = "" if side.value is None else f" ({significant(side.value, 3, lang)} {words(side.unit)})"
                cells.append(words(side.verdict) + value)
        return (one.title[lang], str(one.year), *cells)

    columns = (text("diff_milestone", lang), text("diff_year_name", lang), "A", "B")
    out: list[Block] = [Head(3, text("diff_verdicts", lang, len(flips)))]
    out.append(Grid(columns, tuple(map(row, flips)), len(columns)) if flips else Note(text("diff_no_flips", lang)))
    if single:
        head = Head(3, text("diff_verdicts_single", lang, len(single)))
        out += [head, Grid(columns, tuple(map(row, single)), len(columns))]
    return out


def findings(found: Difference, lang: str) -> list[Block]:
    """Return the findings that only one of the two has, notes left out."""
    out: list[Block] = []
    for letter, told in zip("AB", found.findings, strict=True):
        items = tuple(Item(one.sentence[lang]) for one in told if one.severity != "note")
        if items:
            out += [Head(3, text("diff_findings", lang, letter)), Items(items)]
    return out


def levers(found: Difference, words: Labels) -> list[Block]:
    """Return the levers whose paths differ most, with both values."""
    lang = words.lang
    if not found.levers:
        return [Note(text("diff_no_levers", lang))]
    years = sorted(year for year in {2030, TARGET_YEAR, found.last} if found.first <= year <= found.last)
    at = [found.lever_years.index(year) for year in years]
    rows = [
        (words(one.name), _widest(one, found.lever_years, words), *(_on_path(one, i, words) for i in at))
        for one in found.levers[:LEVERS]
    ]
    head = (text("diff_lever", lang), text("diff_widest", lang), *map(str, years))
    note = text("diff_levers_note", lang, shown=len(rows), all=len(found.levers))
    return [Note(note), Grid(head, tuple(rows))]


def _widest(pair: Pair, years: Sequence[int], words: Labels) -> str:
    """Return the first year in which a lever's two paths lie furthest apart, with both values."""
    gaps = [abs(change) for change in pair.difference]
    at = next(i for i, gap in enumerate(gaps) if gap >= max(gaps) * (1.0 - 1e-9))
    return f"{years[at]}: {_on_path(pair, at, words)}"


def _on_path(pair: Pair, i: int, words: Labels) -> str:
    """Return both values of a lever in one year, the unit once."""
    a, b = apart(pair.a[i], pair.b[i], lambda value, finer: listing.amount(pair.name, value, words, finer))
    bare = _NUMBER.match(a)
    return b if a == b else f"{bare.group() if bare else a} → {b}"
