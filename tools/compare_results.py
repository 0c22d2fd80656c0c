"""Compares the results in two output folders: python tools/compare_results.py A B [--tolerance 1e-9]

Every table (``tables/*.csv``) and every page (``*.html``) below A must be below B. Words, codes and verdicts must be
equal; numbers may differ by the tolerance, relative to the larger of the two. What is below ``NOTHING`` of the largest
number of its column and unit counts as zero. Exit code 1 where more differs. Charts, workbook, NetCDF and PDF are not
compared: they show the same numbers, and libraries write them with their own versions.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

NOTHING = 1e-12
_DRAWN = re.compile(r"<(svg|style|script)\b.*?</\1>|<img\b[^>]*>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


@dataclass
class Difference:
    """What two files differ in: numbers by the largest relative difference, words one by one."""

    name: str
    numbers: int = 0
    largest: float = 0.0
    where: str = ""
    words: list[str] = field(default_factory=list)


def main() -> int:
    """Print the largest difference of each file."""
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("first", type=Path)
    wish.add_argument("second", type=Path)
    wish.add_argument("--tolerance", type=float, default=1e-9)
    given = wish.parse_args()
    found = compare(given.first, given.second)
    for line in told(found, given.tolerance):
        click.echo(line)
    return 1 if failures(found, given.tolerance) else 0


def compare(first: Path, second: Path) -> list[Difference]:
    """Return the differences of every table and page of the first folder; a missing file is one of words."""
    names = sorted({path.relative_to(folder) for folder in (first, second) for path in _files(folder)})
    return [_file(name, first / name, second / name) for name in names]


def failures(found: list[Difference], tolerance: float) -> list[Difference]:
    """Return the differences that are too large; no file at all is one."""
    if not found:
        return [Difference("no tables", words=["there is nothing to compare"])]
    return [one for one in found if one.words or not one.largest <= tolerance]


def told(found: list[Difference], tolerance: float) -> Iterator[str]:
    """Yield what differs, the largest first, and a last line over all."""
    moved = sorted((one for one in found if one.words or one.largest > 0), key=lambda one: -one.largest)
    for one in moved:
        yield f"{one.largest:9.1e}  {one.name}  {one.where}"
        yield from (f"           {word}" for word in one.words[:5])
    numbers, wrong = sum(one.numbers for one in found), failures(found, tolerance)
    largest = max((one.largest for one in found), default=0.0)
    yield (
        f"{len(found)} files, {numbers} numbers: {len(found) - len(moved)} files equal, "
        f"largest relative difference {largest:.1e}, {len(wrong)} beyond {tolerance:.0e} or other words"
    )


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*.csv") if path.parent.name == "tables")
    yield from folder.rglob("*.html")


def _file(name: Path, first: Path, second: Path) -> Difference:
    found = Difference(name.as_posix())
    missing = [path for path in (first, second) if not path.is_file()]
    if missing:
        found.words.append("only in one of the folders")
    elif name.suffix == ".html":
        _pages(found, _text(first), _text(second))
    else:
        _tables(found, _rows(first), _rows(second))
    return found


def _text(path: Path) -> list[str]:
    text = _MARKUP.sub("\n", _DRAWN.sub("\n", path.read_text(encoding="utf-8")))
    return [line for line in (part.strip() for part in text.splitlines()) if line]


def _pages(found: Difference, first: list[str], second: list[str]) -> None:
    found.words += [f"{a!r} | {b!r}" for a, b in zip(first, second, strict=False) if a != b]
    if len(first) != len(second):
        found.words.append(f"{len(first)} | {len(second)} lines")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tables(found: Difference, first: list[dict[str, str]], second: list[dict[str, str]]) -> None:
    """Compare two tables row by row, in their order."""
    if len(first) != len(second):
        found.words.append(f"{len(first)} | {len(second)} rows")
        return
    sizes = _sizes(first)
    for line, (a, b) in enumerate(zip(first, second, strict=True), start=2):
        if a.keys() != b.keys():
            found.words.append(f"columns {sorted(a.keys() ^ b.keys())}")
            return
        for column in a:
            _cell(found, f"line {line}, {column}", a[column], b[column], sizes.get((column, a.get("unit", "")), 0.0))


def _sizes(rows: list[dict[str, str]]) -> dict[tuple[str, str], float]:
    """Return the largest number by column and unit."""
    sizes: dict[tuple[str, str], float] = {}
    for row in rows:
        for column, text in row.items():
            value = _number(text)
            if value is not None and math.isfinite(value):
                key = (column, row.get("unit", ""))
                sizes[key] = max(sizes.get(key, 0.0), abs(value))
    return sizes


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _cell(found: Difference, where: str, first: str, second: str, size: float) -> None:
    a, b = _number(first), _number(second)
    if a is None or b is None:
        if first != second:
            found.words.append(f"{where}: {first!r} | {second!r}")
        return
    found.numbers += 1
    largest = max(abs(a), abs(b))
    if a == b or first == second or largest <= NOTHING * size:
        return
    relative = abs(a - b) / largest if math.isfinite(a) and math.isfinite(b) else math.inf
    if relative > found.largest:
        found.largest, found.where = relative, f"{where}: {first} | {second}"


if __name__ == "__main__":
    sys.exit(main())
