"""What a city has published: one file an account, never written twice, and what has changed since.

``inputs/<city>/monitoring/reported/<account>.csv`` holds every counted figure, verdict and headline figure as they
stood when the account was published.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from klima2035 import places
from klima2035.complaints import names
from klima2035.errors import Fault, InputError, fault, nearest, shown
from klima2035.inputs import Inputs, Row
from klima2035.milestones import is_counted
from klima2035.monitoring import FOLDER, REPORTED
from klima2035.result import Cell, Table
from klima2035.tables import Table as Reader
from klima2035.tables import digest, text_of

COLUMNS = ("kind", "scenario", "name", "sector", "carrier", "date", "value", "unit", "text")
END = "end"
KINDS = ("count", "milestone", "figure", END)
RESTATED = (
    "account", "indicator", "sector", "carrier", "date", "reported", "now", "change", "unit", "reason",
)  # fmt: skip
SAME = 1e-9  # relative difference that is none


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of an account: a count, the verdict on a milestone (``text``), or a figure of the path."""

    kind: str
    scenario: str
    name: str
    sector: str
    carrier: str
    date: str
    value: float | None
    unit: str
    text: str

    @property
    def place(self) -> tuple[str, ...]:
        """What the figure is of."""
        return self.kind, self.scenario, self.name, self.sector, self.carrier, self.date


@dataclass(frozen=True)
class Account:
    """One published account: its name, such as 2026, and its figures."""

    name: str
    entries: tuple[Entry, ...]


def folder(root: Path, city: str) -> Path:
    """Return where a city's accounts lie."""
    return root / city / FOLDER / REPORTED


def read(inputs: Inputs) -> tuple[Account, ...]:
    """Return every account of a city in order of their names; InputError with all faults of all of them.

    Numbers in a name count as numbers: 2026, 2026-2, 2026-10, 2027.
    """
    faults: list[Fault] = []
    found = []
    place = folder(inputs.root, inputs.city)
    for path in sorted(place.glob("*.csv"), key=_order):
        if not places.is_name(path.stem) or not places.inside(place, path):
            faults.append(fault(shown(path), 1, 1, "no_name", value=path.stem))
            continue
        found.append(Account(path.stem, tuple(read_file(path, faults))))
    if faults:
        raise InputError(faults)
    return tuple(found)


def used(inputs: Inputs) -> dict[str, tuple[str, Path]]:
    """Return SHA-256 and place of every account of a city, by the name that files have in ``run.json``."""
    paths = sorted(folder(inputs.root, inputs.city).glob("*.csv"), key=_order)
    head = f"inputs/{inputs.city}"
    return {
        f"{head}/{path.relative_to(inputs.root / inputs.city).as_posix()}": (
            digest(path), path.absolute(),
        )
        for path in paths
    }  # fmt: skip


def _order(path: Path) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", path.stem)]


def read_file(path: Path, faults: list[Fault]) -> list[Entry]:
    """Return the figures of one account; faults are noted, an account that is cut off or was changed among them."""
    before, table = len(faults), _Reader(path, {}, faults)
    table.read()
    if len(faults) == before:
        content = text_of(path, faults) or ""
        body, _, last = content.rstrip("\n").rpartition("\n")
        line = content.count("\n")
        if not last.startswith(f"{END},"):
            faults.append(fault(shown(path), line, 1, "account_cut"))
        elif last != _end(body + "\n"):
            faults.append(fault(shown(path), line, 1, "account_changed"))
    return table.entries


def _end(body: str) -> str:
    """Return the last line of an account: how many figures stand above it, and their checksum."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    return ",".join((END, "", "rows", "", "", "", str(body.count("\n") - 1), "1", digest))


class _Reader(Reader):
    """Reads one account with the faults of every table."""

    columns = COLUMNS
    index_columns: frozenset[str] = frozenset()
    needs_last_newline = True

    def __init__(self, path: Path, sources: Mapping[str, object], faults: list[Fault]) -> None:
        super().__init__(path, sources, faults)
        self.entries: list[Entry] = []
        self.places: dict[tuple[str, ...], int] = {}

    def _row(self, line: int, found: list[str]) -> None:
        before = len(self.faults)
        cells = dict(zip(self.header, found, strict=True))
        if cells["kind"] not in KINDS:
            near = nearest(cells["kind"], KINDS)
            self.fault(line, "kind", "unknown_cell", near, column="kind", value=cells["kind"], known=names(KINDS))
        value = self._number(line, found, "value") if cells["value"] else None
        if len(self.faults) > before:
            return
        if cells["kind"] == END:
            return
        one = Entry(**{**cells, "value": value})  # type: ignore[arg-type]
        if one.place in self.places:
            first = f"{self.name}:{self.places[one.place]}"
            self.fault(line, "name", "row_twice", name=" ".join(filter(None, one.place)), first=first)
        self.places.setdefault(one.place, line)
        self.entries.append(one)


def entries(inputs: Inputs, milestones: Table, headlines: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return what an account holds now: counts, verdicts, headline figures; in a fixed order."""
    out = [
        Entry(
            "count", "", row.index["indicator"], row.index.get("sector", ""), row.index.get("carrier", ""),
            row.index.get("date", str(row.year)), row.value, row.unit, row.source,
        )
        for row in inputs.records["actual"] if is_counted(row)
    ]  # fmt: skip
    out += [
        Entry(
            "milestone", row["scenario"], row["id"], "", "", str(row["year"]), row["value"], row["unit"], row["verdict"]
        )
        for row in milestones.dicts()
    ]
    return tuple(sorted([*out, *headlines], key=lambda one: one.place))


def text(found: Sequence[Entry]) -> str:
    """Return an account as it stands in its file."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in found:
        value = "" if one.value is None else repr(float(one.value))
        lines.writerow((one.kind, one.scenario, one.name, one.sector, one.carrier, one.date, value, one.unit, one.text))
    return out.getvalue() + _end(out.getvalue()) + "\n"


def restated(accounts: Sequence[Account], inputs: Inputs) -> Table:
    """Return every count that differs from the last account that held it, with the reason its row gives.

    A count that is gone has no ``now``; an empty reason means that nobody gave one.
    """
    now: dict[tuple[str, ...], Row] = {
        (row.index["indicator"], row.index.get("sector", ""), row.index.get("carrier", ""),
         row.index.get("date", str(row.year))): row
        for row in inputs.records["actual"] if is_counted(row)
    }  # fmt: skip
    last: dict[tuple[str, ...], tuple[str, Entry]] = {}
    for account in accounts:
        for one in account.entries:
            if one.kind == "count":
                last[one.place[2:]] = account.name, one
    rows: list[tuple[Cell, ...]] = []
    for place, (name, one) in sorted(last.items()):
        row, was = now.get(place), one.value
        if row is not None and was is not None and math.isclose(row.value, was, rel_tol=SAME):
            continue
        value = None if row is None else row.value
        change = None if value is None or was is None else value - was
        rows.append((name, *place, was, value, change, one.unit, row.index.get("restated", "") if row else ""))
    return Table("restated", RESTATED, tuple(rows))


def earlier(accounts: Sequence[Account], now: Sequence[Entry]) -> tuple[Account, ...]:
    """Return the accounts before the state of now: one that holds just this state is no earlier one."""
    kept = list(accounts)
    while kept and set(kept[-1].entries) == set(now):
        kept.pop()
    return tuple(kept)


def since(accounts: Sequence[Account], now: Sequence[Entry], kind: str) -> list[tuple[Entry | None, Entry]]:
    """Return verdicts or figures beside those of the last account of the same scenario: (then, now)."""
    before = {one.place: one for account in accounts for one in account.entries if one.kind == kind}
    return [(before.get(one.place), one) for one in now if one.kind == kind]
