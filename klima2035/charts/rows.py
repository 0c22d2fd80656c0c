"""Rows of a result's tables as charts read them; a table that is absent has no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from klima2035.phrases import said
from klima2035.result import Result

Row = dict[str, Any]


def rows(result: Result, table: str) -> list[Row]:
    """Return the rows of one table as dictionaries, none where the result does not carry it."""
    found = result.tables.get(table)
    return found.dicts() if found is not None else []


def absent(result: Result, table: str, lang: str) -> str:
    """Return that a result was computed without one table, nothing where it carries it: not known is not none."""
    if table in result.tables:
        return ""
    return said(lang, "In diesem Ergebnis nicht gerechnet", "Not computed in this result")


def later(result: Result, table: str) -> list[Row]:
    """Return the rows of one table whose year lies after ``as_of`` and not after the horizon."""
    return [row for row in rows(result, table) if result.as_of < int(row["year"]) <= result.years[-1]]


def amount(row: Row) -> float:
    """Return a row's money in prices of its price year, nominal where no real value is given [EUR]."""
    real = row["value_real"]
    return float((real if real is not None else row["value"]) or 0.0)


def in_prices(found: Sequence[Row], lang: str) -> str:
    """Return the price year of some rows in words, nothing where they state none."""
    years = sorted({int(row["price_year"]) for row in found if row.get("price_year")})
    return said(lang, f" in Preisen von {years[-1]}", f" in prices of {years[-1]}") if years else ""


def span(result: Result) -> list[int]:
    """Return the years after ``as_of`` to the horizon."""
    return list(range(result.as_of + 1, result.years[-1] + 1))
