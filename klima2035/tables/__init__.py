"""One input table: a CSV file whose every row carries value, unit, year, range, quality and source.

The happy path is kept short (some 10 µs a row); what a key needs is worked out once per table.
"""

from __future__ import annotations

from klima2035.tables.rows import COLUMNS, DATENGUETE, INDEX_COLUMNS, QUALITIES, Registries, Row
from klima2035.tables.table import Table
from klima2035.tables.text import csv_problem, digest, text_of

__all__ = [
    "COLUMNS", "DATENGUETE", "INDEX_COLUMNS", "QUALITIES", "Registries", "Row", "Table", "csv_problem", "digest",
    "text_of",
]  # fmt: skip
