"""The monitoring file that is written: merged with what stands there, in one move, and nothing changed in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from klima2035 import places, units
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.importers.amounts import written
from klima2035.importers.figures import Figure, harmless
from klima2035.messages import text
from klima2035.monitoring import COLUMNS, FOLDER
from klima2035.registers import read_sources
from klima2035.tables import csv_problem, text_of
from klima2035.variables import DIMS
from klima2035.wholefile import writing

Place = tuple[str, str, str, str]
_AT = {column: i for i, column in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the file will hold, and how its rows came about; ``kept`` are those the import says nothing of."""

    rows: tuple[tuple[str, ...], ...]
    new: int
    changed: int
    same: int
    kept: int


def folder_of(city: str, lang: str) -> Path:
    """Return the folder for counted figures in the working folder; InputError where the city has no inputs here."""
    inputs = Path("inputs") / city
    if not places.is_name(city) or not inputs.is_dir():
        raise InputError(text("new_no_library", lang, inputs.as_posix()))
    folder = inputs / FOLDER
    if (folder.exists() and not folder.is_dir()) or not places.inside(Path(), folder):
        raise InputError(text("new_place", lang, folder.as_posix()))
    return folder


def check_name(name: str, lang: str) -> None:
    """Refuse a name that no file of every system can bear."""
    if not places.is_name(name) or name in places.RESERVED:
        raise InputError(text("new_name", lang, name))


def check_source(source: str, city: str) -> str:
    """Return a source that the registers know; InputError with the nearest otherwise."""
    root = Path("inputs")
    shared = root / "germany" if (root / "germany").is_dir() else places.roots("inputs")[-1] / "germany"
    known = sorted(read_sources([shared, root / city]))
    if not source:
        raise InputError([fault("--source", 1, 1, "import_source_missing", (), known=names(known, "sources"))])
    if source not in known:
        raise InputError([fault("--source", 1, 1, "unknown_source", nearest(source, known), name=source)])
    return source


def plan(path: Path, figures: Sequence[Figure], source: str, reason: str) -> Plan:
    """Return the rows of the file: those of the import, and of the file that stands there all others.

    A figure that differs from the one that stands there needs a reason, which goes into the column ``restated`` of
    that row; InputError with all of these otherwise, and for figures that stand in another file of the city.
    """
    _check_elsewhere(path, figures)
    old = {_place(row): (line, row) for line, row in _rows(path)} if path.exists() else {}
    found: list[Fault] = []
    rows: dict[Place, tuple[str, ...]] = {place: row for place, (_, row) in old.items()}
    new = changed = same = 0
    for figure in figures:
        line, before = old.get(figure.place, (0, None))
        differs = before is not None and not _equal(before, figure)
        restated = "" if before is None else harmless(reason) if differs else before[_AT["restated"]]
        if differs and before is not None and not harmless(reason):
            values = {"name": " ".join(part for part in figure.place if part), "old": _with_unit(before)}
            new_value = f"{written(figure.value)} {figure.unit}"
            found.append(fault(shown(path), line, _AT["value"] + 1, "import_changed", (), new=new_value, **values))
        rows[figure.place] = _row(figure, source, restated)
        new, changed, same = new + (before is None), changed + differs, same + (before is not None and not differs)
    if found:
        raise InputError(found)
    return Plan(tuple(sorted(rows.values(), key=_order)), new, changed, same, len(rows) - len(figures))


def _row(figure: Figure, source: str, restated: str) -> tuple[str, ...]:
    return (
        figure.indicator, figure.sector, figure.carrier, written(figure.value), figure.unit, figure.day.isoformat(),
        figure.quality, figure.datenguete, source, restated, harmless(figure.note),
    )  # fmt: skip


def _order(row: Sequence[str]) -> tuple[object, ...]:
    """Return what rows are sorted by: indicator, day, sector and carrier in the order of the model."""
    known: Mapping[str, Sequence[str]] = DIMS
    ranks = [
        known[name].index(row[_AT[name]]) if row[_AT[name]] in known[name] else -1 for name in ("sector", "carrier")
    ]
    return row[_AT["indicator"]], row[_AT["date"]], *ranks, tuple(row)


def _place(row: Sequence[str]) -> Place:
    return row[_AT["indicator"]], row[_AT["sector"]], row[_AT["carrier"]], row[_AT["date"]]


def _with_unit(row: Sequence[str]) -> str:
    return f"{row[_AT['value']]} {row[_AT['unit']]}"


def _equal(row: Sequence[str], figure: Figure) -> bool:
    """Return whether a row that stands there says the same amount, in whatever unit."""
    try:
        value = Decimal(row[_AT["value"]])
        factor = Decimal(format(units.factor(row[_AT["unit"]], figure.unit), ".15g"))
    except (InvalidOperation, KeyError, ValueError):
        return False
    return value * factor == figure.value


def _rows(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of a monitoring file with their lines; InputError where it is none, so that nothing is lost."""
    found: list[Fault] = []
    content = text_of(path, found)
    if content is None:
        raise InputError(found)
    if content.split("\n", 1)[0] != ",".join(COLUMNS):
        raise InputError([fault(shown(path), 1, 1, "import_other_head", columns=",".join(COLUMNS))])
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(content.split("\n"), strict=True)
    try:
        next(reader)
        for record in reader:
            if not any(cell.strip() for cell in record):
                continue
            if len(record) != len(COLUMNS):
                found.append(fault(shown(path), reader.line_num, 1, "cells", found=len(record), wanted=len(COLUMNS)))
                continue
            rows.append((reader.line_num, tuple(cell.strip() for cell in record)))
    except csv.Error as error:
        found.append(fault(shown(path), reader.line_num, 1, "not_csv", problem=csv_problem(error)))
    doubled = [line for i, (line, row) in enumerate(rows) if _place(row) in {_place(one) for _, one in rows[:i]}]
    found += [fault(shown(path), line, 1, "import_twice", value="", first=line) for line in doubled]
    if found:
        raise InputError(found)
    return rows


def _check_elsewhere(path: Path, figures: Sequence[Figure]) -> None:
    """Refuse figures that another file of the city has already: the city's tables could not be read any more."""
    places_ = {figure.place for figure in figures}
    found = []
    for other in sorted(path.parent.glob("*.csv")):
        if other.name != path.name and other.is_file():
            found += [
                fault(shown(other), line, 1, "import_elsewhere", (), name=" ".join(filter(None, _place(row))))
                for line, row in _rows(other) if _place(row) in places_
            ]  # fmt: skip
    if found:
        raise InputError(found)


def content(rows: Sequence[Sequence[str]]) -> str:
    """Return the text of a monitoring file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def merged(path: Path, figures: Sequence[Figure], source: str, reason: str, lang: str) -> Plan:
    """Merge figures into the file and return how its rows came about; held against other imports from reading on.

    The file is written in one move: whoever dies in between leaves the old one as it was. Faults as in ``plan``.
    """
    if not places.inside(Path(), path):
        raise InputError([fault(shown(path), 1, 1, "link_leads_out", folder=shown(path.parent))])
    with writing(path, lang) as put:
        made = plan(path, figures, source, reason)
        put(content(made.rows).encode())
    return made
