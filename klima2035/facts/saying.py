"""How values are written for who asks: numbers, quantities with their units, limits, spans of years."""

from __future__ import annotations

from klima2035 import numbers, units
from klima2035.labels import Labels
from klima2035.levers import Lever
from klima2035.messages import text
from klima2035.milestone_files import Milestone


def years(start: int, end: int) -> str:
    """Return a span of years."""
    return str(start) if start == end else f"{start}–{end}"


def plain_number(value: float, lang: str, digits: int = 4) -> str:
    """Return a number to some significant digits without idle zeros: 20,4 and 8.110."""
    told, comma = numbers.significant(value, digits, lang), "," if lang == "de" else "."
    return told.rstrip("0").rstrip(comma) if comma in told else told


def quantity(value: float | None, unit: str, words: Labels) -> str:
    """Return a value as people write it: shares in per cent, euro in words, years bare, else with its unit."""
    if value is None:
        return numbers.NO_VALUE
    lang = words.lang
    if unit in ("%", "%/a"):
        value, unit = value * units.factor(unit, units.CANONICAL[units.dimension(unit)]), "1" + unit[1:]
    if unit in ("1", "1/a"):
        sign = numbers.percent(1.0, 0, lang).removeprefix("100")
        return plain_number(value * 100.0, lang) + sign + ("/a" if unit == "1/a" else "")
    if unit in ("EUR", "EUR/a"):
        return numbers.money(value, lang) + ("/a" if unit == "EUR/a" else "")
    if unit == "year":
        return f"{value:.0f}"
    return f"{plain_number(value, lang)}\u00a0{unit_label(unit, words)}"


def unit_label(unit: str, words: Labels) -> str:
    """Return the name of a unit: its own where the code stands for something else too; money per piece has one."""
    if unit in units.UNITS and units.dimension(unit) == "money per unit":
        unit = "EUR/unit"
    own = words(f"unit.{unit}")
    return words(unit) if own == f"unit.{unit}" else own


def target(lever: Lever, value: float, words: Labels) -> str:
    """Return what a measure does to a lever by the lever's rule: reaches, adds, multiplies."""
    if lever.combine == "multiply":
        return text("show_multiply", words.lang, plain_number(value, words.lang, 3))
    key = "show_add" if lever.combine == "add" else "show_to"
    return text(key, words.lang, quantity(value, lever.unit, words))


def written_units(lever: Lever) -> list[str]:
    """Return the units in which a lever's values may be written, those of people first."""
    wanted = units.dimension("1" if lever.combine == "multiply" else lever.unit)
    known = [unit for unit, (dimension, _) in units.UNITS.items() if dimension == wanted]
    return sorted(known, key=lambda unit: (not unit.startswith("%"), known.index(unit)))


def framework_label(name: str, words: Labels) -> str:
    """Return the label of a framework setting: its own, else that of the variable it chooses."""
    own = words(f"framework.{name}")
    return words(name) if own == f"framework.{name}" else own


def limit(one: Milestone, words: Labels) -> str:
    """Return a milestone's limit in words, in the unit in which it is stated: at least 20,4 km."""
    return f"{words(one.sense)} {quantity(*units.parse(one.stated), words)}"
