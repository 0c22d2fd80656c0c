"""Council packs for tests: gathered once, with few draws, and altered where a test needs another case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from klima2035.report import pack as packs
from klima2035.report.pack import Pack
from klima2035.result import Table

DRAWS = 32


@lru_cache(maxsize=8)
def pack(scenario: str = "klimaneutral-2035", lang: str = "de", against: str | None = None) -> Pack:
    """Return a pack with few draws."""
    usual = packs.DRAWS
    packs.DRAWS = DRAWS
    try:
        return packs.gather(scenario, against, lang)
    finally:
        packs.DRAWS = usual


def altered(found: Pack, name: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Pack:
    """Return a pack with one table changed row by row; None drops a row."""
    table = found.result.tables[name]
    rows = [new for row in table.dicts() if (new := change(dict(row))) is not None]
    made = Table(name, table.columns, tuple(tuple(row[column] for column in table.columns) for row in rows))
    return replace(found, result=replace(found.result, tables={**found.result.tables, name: made}))


def without(found: Pack, name: str) -> Pack:
    """Return a pack whose table holds no row."""
    return altered(found, name, lambda row: None)
