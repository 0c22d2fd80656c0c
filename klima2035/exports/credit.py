"""What a study of credit writes: three tables and ``run.json`` with seed, mode and groups."""

from __future__ import annotations

from pathlib import Path

from klima2035.exports import manifest, tables
from klima2035.result import Result


def write(result: Result, folder: Path, group_file: tuple[str, str] | None = None) -> list[Path]:
    """Write a study's tables and its manifest into a folder; ``group_file``: its name and SHA-256."""
    target = folder / "tables"
    target.mkdir()
    written = [tables.write_table(table, target) for table in result.tables.values()]
    content = manifest.manifest(result)
    how = dict(result.extra["credit"])
    content |= {"seed": how.pop("seed"), "credit": how}
    if group_file is not None:
        content["files"] = {**content["files"], manifest.place(group_file[0]): group_file[1]}
    return [*written, manifest.write_json(content, folder / "run.json")]
