"""What a study of credit writes: three tables and ``run.json`` with seed, mode and groups."""

from __future__ import annotations

from pathlib import Path

from klima2035.exports import manifest, tables
from klima2035.result import Result


def write(result: Result, folder: Path) -> list[Path]:
    """Write a study's tables and its manifest into a folder."""
    target = folder / "tables"
    target.mkdir()
    written = [tables.write_table(table, target) for table in result.tables.values()]
    content = manifest.manifest(result)
    how = dict(result.extra["credit"])
    content |= {"seed": how.pop("seed"), "credit": how}
    return [*written, manifest.write_json(content, folder / "run.json")]
