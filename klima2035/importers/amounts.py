"""Numbers as files write them: with comma or point, with dots between thousands; exact, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

LARGEST = Decimal(10) ** 12  # of any figure in any unit: what is larger is a slip
_COMMA = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_POINT = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
NOTHING = {"", "-", "–", "—", "−"}  # a cell that states no figure
Cell = str | Decimal
MANY = 40  # digits of a number that are still read


def tidy(text: str) -> str:
    """Return a number's text without spaces, also those between thousands, and with a plain minus sign."""
    plain = text.strip().replace("−", "-").replace("–", "-")
    return re.sub(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}(\D|$))", "", plain)


def style(cells: Iterable[Cell]) -> tuple[str, Cell | None]:
    """Return how the numbers of a file are written, and the first cell that leaves it open.

    ``comma`` or ``point`` where single cells leave no doubt; ``mixed`` where they contradict each other, with a
    cell that does; ``open`` where all cells such as 1.234 may be read both ways; ``plain`` for whole numbers.
    """
    sure: dict[str, str] = {}
    doubtful: str | None = None
    for cell in cells:
        if isinstance(cell, Decimal):
            continue
        text = tidy(cell)
        if len(text) > MANY or not text or text.isdigit():
            continue
        comma, point = _COMMA.fullmatch(text) is not None, _POINT.fullmatch(text) is not None
        if comma != point:
            sure.setdefault("comma" if comma else "point", cell)
        elif comma and not text.lstrip("+-").isdigit() and doubtful is None:
            doubtful = cell
    if len(sure) == 2:
        return "mixed", sure["point"]
    if sure:
        return next(iter(sure)), None
    return ("open", doubtful) if doubtful is not None else ("plain", None)


def number(cell: Cell, decimal: str) -> Decimal | None:
    """Return the number of a cell, exact; None for what is none. ``decimal``: ``comma``, or anything else for point."""
    if isinstance(cell, Decimal):
        return cell
    text = tidy(cell)
    if len(text) > MANY:
        return None
    if decimal == "comma":
        return Decimal(text.replace(".", "").replace(",", ".")) if _COMMA.fullmatch(text) else None
    return Decimal(text.replace(",", "")) if _POINT.fullmatch(text) else None


def is_nothing(cell: Cell) -> bool:
    """Return whether a cell states no figure."""
    return isinstance(cell, str) and cell.strip() in NOTHING


def written(value: Decimal) -> str:
    """Return a number as the monitoring file has it: plain digits, decimal point, no zeros at the end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def step(value: Decimal) -> Decimal:
    """Return half of a number's last written digit: how far rounding may have moved it."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)
