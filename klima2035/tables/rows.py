"""The rows of an input table: columns that each has, words that some of them may hold, a row that was checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from klima2035.errors import Fault, fault
from klima2035.variables import DIMS
from klima2035.variables.columns import COLUMNS as RECORD_COLUMNS

COLUMNS = (
    "key", "value", "unit", "year", "price_year", "low", "high",
    "distribution", "group", "quality", "datenguete", "source", "note",
)  # fmt: skip
QUALITIES = ("reported", "derived", "interpolated", "assumed")
DATENGUETE = ("", "A", "B", "C", "D")
INDEX_COLUMNS = frozenset(
    {*DIMS, "variant", "role", *(column for columns in RECORD_COLUMNS.values() for column in columns)}
)
Registries = Mapping[str, Collection[str]]  # names that sectors and other tables know, such as assets


class Row(NamedTuple):
    """One checked row: ``value``, ``low`` and ``high`` in the canonical unit of its variable."""

    key: str
    index: Mapping[str, str]  # type: ignore[assignment]  # hides tuple.index on purpose
    value: float
    low: float | None
    high: float | None
    unit: str
    year: int | None
    price_year: int | None
    distribution: str
    group: str
    quality: str
    datenguete: str
    source: str
    note: str
    file: str
    line: int
    at: Mapping[str, int] = {}  # column -> its place in the table, from zero

    def fault(self, column: str, code: str, near: Sequence[str] = (), /, **values: Any) -> Fault:
        """Return a fault at one cell of this row."""
        return fault(self.file, self.line, self.at.get(column, 0) + 1, code, near, **values)
