"""From format 0, what was shipped before inputs had a version, to format 1.

Files of format 0 may already say ``schema: 1``; so this step looks at each of them and changes only what
format 1 refuses: folders of inputs without ``inputs.yaml``, an ``end`` with ``ramp: step`` (it never counted),
years that do not ascend, counting rules that do not say which years they cover, and the first line for editors
that points into the program instead of ``schema/``.
"""

from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from klima2035 import about
from klima2035 import places as folders
from klima2035.complaints import names
from klima2035.errors import fault, shown
from klima2035.tables import COLUMNS, INDEX_COLUMNS
from klima2035.upgrades.tree import Change, Edit, Places, Tree, sort_keys, strike

_FIRST_LINE = re.compile(r"# *yaml-language-server: *\$schema=(\S*klima2035/schema/(\w+)\.json)[ \t]*(?=[\r\n]|$)")
_YEAR = re.compile("[0-9]{4}")
_EDITOR = "# yaml-language-server: $schema=../../schema/inputs.json"
SPAN = ("2021", "2025")  # the years that every counting rule covered before each said its own
Lever = tuple[str | int, ...]  # the path of a lever's setting in a document


def apply(tree: Tree) -> None:
    """Bring a tree's files of format 0 to format 1, all but their statement of the version."""
    for name in tree.due(0, "scenario", "measure", "framework", "milestones", "inputs", "groups"):
        _first_line(tree, name)
    for name in tree.due(0, "scenario", "measure"):
        _years_and_ends(tree, name)
    for name in tree.due(0, "table"):
        _columns(tree, name)
        _spans(tree, name)
        _series(tree, name)
    _about(tree)


def _about(tree: Tree) -> None:
    """Add what says of a folder of tables which format they have."""
    for folder in sorted({"/".join(name.split("/")[:2]) for name in tree.texts if name.startswith("inputs/")}):
        name, called = f"{folder}/{about.ABOUT}", folder.rsplit("/", 1)[-1]
        if name not in tree.texts and folders.is_name(called):
            change = Change(name, 1, "upgrade_about", (("name", called),))
            tree.create(name, "inputs", "".join(f"{line}\n" for line in (_EDITOR, *about.lines(called))), change)


def _first_line(tree: Tree, name: str) -> None:
    """Let the line for editors point to the folder ``schema``, unless there is only the program's own."""
    whole = tree.texts[name]
    match = _FIRST_LINE.match(whole)
    only_own = (tree.root / "klima2035" / "schema").is_dir() and not (tree.root / "schema").is_dir()
    if match is None or only_own:
        return
    to = "../" * name.count("/") + f"schema/{match[2]}.json"
    change = Change(name, 1, "upgrade_first_line", (("to", to),))
    tree.put(name, whole[: match.start(1)] + to + whole[match.end(1) :], [change])


def _levers(data: Any, kind: str) -> Iterator[tuple[Lever, dict[Any, Any]]]:
    """Yield path and setting of every lever of a measure or a scenario."""
    measures = _mapping(data, "measures")
    owners: dict[Lever, Any] = {("measures", name): measures[name] for name in measures}
    for path, owner in ({(): data} if kind == "measure" else owners).items():
        for lever, setting in _mapping(owner, "levers").items():
            if isinstance(setting, dict):
                yield (*path, "levers", lever), setting


def _mapping(data: Any, key: str) -> dict[Any, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _years_and_ends(tree: Tree, name: str) -> None:
    document = tree.document(name)
    wanted = copy.deepcopy(document.data)
    edits: list[Edit] = []
    places = Places(document)
    for (path, setting), (_, meant) in zip(
        list(_levers(document.data, tree.kinds[name])), list(_levers(wanted, tree.kinds[name])), strict=True
    ):
        if setting.get("ramp") == "step" and "end" in setting:
            values = (("lever", path[-1]), ("year", setting["end"]))
            change = Change(name, places.line((*path, "end")), "upgrade_end", values)
            edits.append(strike(places, (*path, "end"), change))
            del meant["end"]
        years = list(_mapping(setting, "table"))
        if all(type(year) is int for year in years) and years != sorted(years):
            table = (*path, "table")
            change = Change(name, places.line(table), "upgrade_table", (("lever", path[-1]),))
            edits += sort_keys(places, table, sorted(years), change)
            meant["table"] = dict(sorted(meant["table"].items()))
    if edits:
        tree.revise(name, edits, wanted)


def _header(tree: Tree, name: str) -> list[str]:
    return [cell.strip() for cell in tree.texts[name].split("\n", 1)[0].split(",")]


def _columns(tree: Tree, name: str) -> None:
    """Refuse columns that format 1 does not know: what they hold would be lost in silence."""
    header = _header(tree, name)
    if not {"key", "value", "unit"} <= set(header):
        return
    known = names(column for column in (*COLUMNS, *sorted(INDEX_COLUMNS)) if column not in header)
    for i, column in enumerate(header):
        if column not in COLUMNS and column not in INDEX_COLUMNS:
            values: dict[str, Any] = {"name": column, "known": known, "folder": shown(tree.root)}
            tree.faults.append(fault(shown(tree.root / name), 1, i + 1, "upgrade_column", **values))


def _spans(tree: Tree, name: str) -> None:
    """Let each counting rule say the years that it covered."""
    header = _header(tree, name)
    if not {"key", "from", "to"} <= set(header):
        return
    lines = tree.texts[name].split("\n")
    key, first, last = (header.index(column) for column in ("key", "from", "to"))
    new: list[str | None] = [*lines]
    changes = []
    for start, stop, cells in _rows(tree, name, lines):
        if len(cells) == len(header) and cells[key] == "counting_rule" and not cells[first] and not cells[last]:
            cells[first], cells[last] = SPAN
            ending = "\r" if lines[stop - 1].endswith("\r") else ""
            new[start:stop] = [_written(cells).replace("\n", f"{ending}\n") + ending, *[None] * (stop - start - 1)]
            changes.append(Change(name, start + 1, "upgrade_span", (("first", SPAN[0]), ("last", SPAN[1]))))
    if changes:
        tree.put(name, "\n".join(line for line in new if line is not None), changes)


def _written(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _series(tree: Tree, name: str) -> None:
    """Put the rows of each series in the order of their years; all other rows keep their lines."""
    header = _header(tree, name)
    if not {"key", "year"} <= set(header):
        return
    lines = tree.texts[name].split("\n")
    rows = _rows(tree, name, lines)
    at = {column: i for i, column in enumerate(header)}
    index = [i for column, i in at.items() if column == "key" or column not in COLUMNS]
    series: dict[tuple[str, ...], list[int]] = {}
    for number, (_, _, cells) in enumerate(rows):
        if number and len(cells) == len(header) and _YEAR.fullmatch(cells[at["year"]]):
            series.setdefault(tuple(cells[i] for i in index), []).append(number)
    order, changes = list(range(len(rows))), []
    for words, numbers in series.items():
        wanted = sorted(numbers, key=lambda number: int(rows[number][2][at["year"]]))
        if wanted != numbers:
            for place, number in zip(numbers, wanted, strict=True):
                order[place] = number
            first = next(place for place, number in zip(numbers, wanted, strict=True) if place != number)
            told = " ".join(word for word in words if word)
            changes.append(Change(name, rows[first][0] + 1, "upgrade_series", (("name", told),)))
    if changes:
        tree.put(name, _laid(lines, rows, order), sorted(changes, key=lambda change: change.line))


Rows = list[tuple[int, int, list[str]]]  # first line (from zero), line after the last, cells


def _rows(tree: Tree, name: str, lines: list[str]) -> Rows:
    """Return a table's rows; none, and a fault, where it is no CSV."""
    reader, rows, first = csv.reader([line.removesuffix("\r") for line in lines], strict=True), [], 0
    try:
        for record in reader:
            rows.append((first, reader.line_num, [cell.strip() for cell in record]))
            first = reader.line_num
    except csv.Error as error:
        tree.faults.append(fault(shown(tree.root / name), 1, 1, "not_csv", problem=error))
        return []
    return rows


def _laid(lines: list[str], rows: Rows, order: list[int]) -> str:
    """Return the text with rows in another order; each place keeps its own line end."""
    out = []
    for (_, stop, _), number in zip(rows, order, strict=True):
        ending = "\r" if lines[stop - 1].endswith("\r") else ""
        first, last = rows[number][:2]
        out.append("\n".join(lines[first:last]).removesuffix("\r") + ending)
    return "\n".join(out)
