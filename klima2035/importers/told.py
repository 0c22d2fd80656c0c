"""What an import tells: what was read, what was not understood, sums by sector and carrier, what was written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from klima2035 import numbers, units
from klima2035.complaints import harmless
from klima2035.importers.amounts import written
from klima2035.importers.figures import Figure, Reading
from klima2035.importers.target import Plan
from klima2035.labels import labels
from klima2035.messages import text
from klima2035.variables import DIMS

MOST_DIFFERENCES = 20  # sums that differ, told one by one


def lines(reading: Reading, lang: str) -> list[str]:
    """Return what was read and understood, line by line."""
    counts = (reading.rows, reading.understood, reading.left_out, len(reading.unread))
    out = [text("import_rows", lang, *counts)]
    differing = [one for one in reading.said if one.key == "import_sum_differs"]
    out += [
        text(one.key, lang, *(_told(value, lang) for value in one.values))
        for one in reading.said if one.key != "import_sum_differs" or one in differing[:MOST_DIFFERENCES]
    ]  # fmt: skip
    if len(differing) > MOST_DIFFERENCES:
        out.append(text("import_more_sums", lang, len(differing) - MOST_DIFFERENCES))
    return [*out, *_sums(reading.figures, lang)]


def _told(value: object, lang: str) -> str:
    """Return a value as people read it: an amount with all its digits, a text without what a terminal obeys."""
    if isinstance(value, Decimal):
        return numbers.number(float(value), len(written(value).partition(".")[2]), lang)
    return harmless(str(value))


def unread(reading: Reading, lang: str) -> list[str]:
    """Return what was not understood, each with its place."""
    return [text("import_unread", lang, len(reading.unread)), *(f"  {one.told(lang)}" for one in reading.unread)]


def outcome(plan: Plan, path: str, lang: str, dry: bool) -> str:
    """Return what was written, or would be."""
    counts = (len(plan.rows), plan.new, plan.changed, plan.same, plan.kept)
    return text("import_would" if dry else "import_done", lang, path, *counts)


def _sums(figures: Sequence[Figure], lang: str) -> list[str]:
    """Return the sums by year: of final energy by sector and by carrier, of all else the figure itself."""
    word, out = labels(lang), []
    for year in sorted({one.day.year for one in figures if one.sector}):
        own = [one for one in figures if one.sector and one.day.year == year]
        out.append(text("import_by_sector", lang, year))
        out += [_line(word(code), [one for one in own if one.sector == code], lang) for code in DIMS["sector"]]
        out.append(text("import_by_carrier", lang, year))
        out += [_line(word(code), [one for one in own if one.carrier == code], lang) for code in DIMS["carrier"]]
        out.append(_line(text("total", lang), own, lang))
    single = [one for one in figures if not one.sector]
    out += [
        text("import_single", lang, word(one.indicator), one.day.isoformat(), _told(one.value, lang), word(one.unit))
        for one in single
    ]
    return [line for line in out if line]


def _line(name: str, own: Sequence[Figure], lang: str) -> str:
    if not own:
        return ""
    energy = sum((one.value * Decimal(format(units.factor(one.unit, "GWh/a"), ".0e")) for one in own), Decimal(0))
    return f"  {name:<34} {numbers.number(float(energy), 1, lang):>12} GWh/a"
