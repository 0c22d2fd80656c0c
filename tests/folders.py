"""Folders and tables as they were written."""

from __future__ import annotations

import csv
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but logs, by its path in order."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
