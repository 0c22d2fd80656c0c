"""Years and days as registers write them."""

from __future__ import annotations

import datetime
import re

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})(?:T.*)?", re.ASCII)
_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
_IN_WORDS = re.compile(rf"([0-9]{{1,2}})\.\s*({'|'.join(_MONTHS)})\s+([0-9]{{4}})", re.IGNORECASE)
_IN_DIGITS = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)", re.ASCII)
FIRST, LAST = 1900, 2100


def day(text: str) -> datetime.date | None:
    """Return a day written as 31.7.2009 or 2009-07-31; None for anything else."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    parts = (match[3], match[2], match[1]) if match[1] else (match[4], match[5], match[6])
    return _day(*map(int, parts))


def days_in(text: str) -> list[datetime.date]:
    """Return the days that a sentence names, such as a title with ``am 1. Januar 2025``."""
    found = [_day(int(one[3]), _MONTHS.index(one[2].casefold()) + 1, int(one[1])) for one in _IN_WORDS.finditer(text)]
    found += [_day(int(one[3]), int(one[2]), int(one[1])) for one in _IN_DIGITS.finditer(text)]
    return [one for one in found if one is not None]


def _day(year: int, month: int, number: int) -> datetime.date | None:
    if not FIRST <= year <= LAST:
        return None
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None
