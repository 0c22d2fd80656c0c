"""Mutations of every shipped file: one letter wrong in each word, and how the program takes it.

A word is a key, a name, a unit or a code - not a number, not free text. At each of its places one letter
is left out, changed, put in, or swapped with the next. Each mutant is judged by what ``validate`` calls:
YAML files by ``validation.validate`` itself, with files that are not touched parsed once; rows of tables by
``tables.Table`` first, and by a whole ``validate`` of a copy of the inputs where the row alone is sound.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from klima2035 import measures, monitoring, pipeline, references, registers, tables, units, validation, yamlfile
from klima2035.complaints import LISTED, Names
from klima2035.errors import Fault
from klima2035.sectors import ASSETS, LEVERS
from klima2035.stress import cases as stress_cases
from klima2035.variables import DIMS, INPUTS
from klima2035.variables.columns import columns_of

ROOT = Path(__file__).resolve().parents[1]
CITY = "wuppertal"
REFUSED = "refused, right word suggested"
TOLD = "refused, right word among those told"
CAUGHT = "another valid word, caught"
MISSED = "a name given anew, missed by the row that uses it"
SAME = "another way to say the same"
RENAMED = "a new name, used nowhere else"
LISTED_ONE = "passes, listed with its reason"
SURVIVED = "SURVIVED"
WRONG = "WRONG place or suggestion"
OUTCOMES = (REFUSED, TOLD, CAUGHT, MISSED, SAME, RENAMED, LISTED_ONE, SURVIVED, WRONG)

SMALL, LARGE, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
JOINTS, SIGNS = "-_", "/%*()"
FREE = {"title", "text", "office", "document", "hash", "law_as_of"}
WORD_KEYS = {
    "name", "city", "extends", "file", "sector", "decider", "ramp", "indicator", "sense", "origin", "source",
    "scenario", "counting_rule", "id", "distribution",
}  # fmt: skip
QUANTITY_KEYS = {"to", "low", "high", "limit", "tolerance", "ambition", "factor", "add", "set", "delay"}
LIST_KEYS = {"requires", "excludes", "assets", "funding", "sources", "milestones", "leading"}
NAMING = ("framework", "settings", "measures", "where", "sectors", "carriers")  # below them values are names
FREE_NAMES = ("groups", "sectors", "carriers")  # below them keys are names of one's own or of other programs
NO_WORDS = {"value", "year", "price_year", "low", "high", "group", "note"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a file: where it stands (``line`` and ``column`` as a fault tells them) and what it is."""

    file: str
    line: int
    column: int
    role: str
    text: str
    at: int = 0  # YAML: place in the text; tables: number of the cell, from zero
    part: int = 0  # tables: place of the word within its cell


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant."""

    word: Word
    mutant: str
    outcome: str
    told: str = ""


@dataclass
class Tally:
    """Counts by kind of file and outcome, and the verdicts that a reader must see."""

    words: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: Counter[int] = field(default_factory=Counter)
    listed: list[Verdict] = field(default_factory=list)

    def add(self, found: Verdict) -> None:
        self.counts[kind_of(found.word.file), found.outcome] += 1
        if found.outcome in (SURVIVED, WRONG, RENAMED, LISTED_ONE):
            self.listed.append(found)

    def join(self, other: Tally) -> None:
        self.words += other.words
        self.counts += other.counts
        self.faults += other.faults
        self.listed += other.listed


def kind_of(file: str) -> str:
    """Return the kind of a shipped file as the counts show it."""
    path = Path(file)
    if path.suffix == ".csv":
        return {"sources.csv": "sources", "labels.csv": "words", "glossary.csv": "words"}.get(path.name, "tables")
    if path.name == "inputs.yaml":
        return "about the inputs"
    return {"measures": "measures", "framework": "framework", "scenarios": "scenarios", "stress": "stress"}.get(
        path.parent.name, "milestones"
    )


def files() -> list[str]:
    """Return every shipped file, relative to the project."""
    found = [path for folder in ("scenarios", "inputs") for path in (ROOT / folder).rglob("*")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found if path.suffix in (".yaml", ".csv"))


def mutants(word: str) -> list[str]:
    """Return each word one letter away that the four ways of mistyping make; letters chosen by place."""
    out = []
    for i, sign in enumerate(word):
        out.append(word[:i] + word[i + 1 :])
        out.append(word[:i] + _letter(word, i, sign, "change") + word[i + 1 :])
        out.append(word[:i] + _letter(word, i, "", "put in") + word[i:])
        if i + 1 < len(word):
            out.append(word[:i] + word[i + 1] + sign + word[i + 2 :])
    out.append(word + _letter(word, len(word) - 1, "", "at the end"))
    return [one for one in dict.fromkeys(out) if one != word]


def _letter(word: str, at: int, instead: str, how: str) -> str:
    sign = word[at]
    letters = next((kind for kind in (SMALL, LARGE, DIGITS, JOINTS) if sign in kind), SIGNS)
    letters = letters.replace(instead, "") if instead else letters
    return letters[zlib.crc32(f"{word}|{at}|{how}".encode()) % len(letters)]


# ---- words of a YAML file ----


def yaml_words(file: str, text: str) -> list[Word]:
    """Return every key, name, code and unit of a YAML file."""
    from ruamel.yaml import YAML  # noqa: PLC0415

    return list(_nodes(file, YAML(typ="safe", pure=True).compose(text), ()))


def _nodes(file: str, node: Any, path: tuple[str | int, ...]) -> Iterator[Word]:
    if node.id == "mapping":
        for key, value in node.value:
            if not key.value.isdigit() and (not path or path[-1] not in FREE_NAMES):
                yield _word(file, key, _key_role(path), key.value)
            yield from _nodes(file, value, (*path, key.value))
    elif node.id == "sequence":
        for i, child in enumerate(node.value):
            yield from _nodes(file, child, (*path, i))
    else:
        yield from _value(file, node, path)


def _key_role(path: tuple[str | int, ...]) -> str:
    names = {"measures": "measure", "levers": "lever"}
    return names.get(str(path[-1]), "key") if path else "key"


def _value(file: str, node: Any, path: tuple[str | int, ...]) -> Iterator[Word]:
    last, above = path[-1], path[-2] if len(path) > 1 else ""
    if not FREE.isdisjoint(map(str, path)) or not node.value or node.value.isdigit():
        return
    if last in QUANTITY_KEYS or above == "table":
        unit = units.parse(node.value)[1]
        yield _word(file, node, "unit", unit, node.value.rindex(unit))
    elif last in WORD_KEYS or above in NAMING or above in LIST_KEYS:
        role = "switch" if above == "measures" else above if isinstance(last, int) else last
        yield _word(file, node, str(role), node.value)


def _word(file: str, node: Any, role: str, text: str, offset: int = 0) -> Word:
    mark, quoted = node.start_mark, 1 if node.style else 0
    return Word(file, mark.line + 1, mark.column + 1, role, text, mark.index + quoted + offset)


# ---- words of a table ----

COUNTED_WORDS = ("indicator", "sector", "carrier", "unit", "quality", "datenguete", "source")  # of a table of counts


def csv_words(file: str, text: str) -> list[Word]:
    """Return each distinct word of each column once, units once a key; the words of the header too."""
    head, *rows = records(text)
    out = [Word(file, 1, i + 1, "header", name, i) for i, name in enumerate(head[1])]
    known: set[tuple[str, ...]] = set()
    for line, cells in rows:
        row = dict(zip(head[1], cells, strict=True))
        for i, column in enumerate(head[1]):
            for part, word in _cell_words(file, row, column):
                of = row.get("key") or row.get("indicator")  # what a table is of, or what was counted
                place = (column, word, of) if column == "unit" and of else (column, word)
                if word and place not in known:
                    known.add(place)
                    out.append(Word(file, line, i + 1, column, word, i, part))
    return out


def _cell_words(file: str, row: Mapping[str, str], column: str) -> list[tuple[int, str]]:
    """Return the words of a cell with their places in it; none where the column holds text or numbers."""
    name, cell = Path(file).name, row[column]
    if name == "sources.csv":
        return [(0, cell)] if column == "key" else []
    is_counted = Path(file).parent.name == monitoring.FOLDER
    if name in registers.WORD_TABLES or is_counted:
        return [(0, cell)] if column in (COUNTED_WORDS if is_counted else ("code", "unit", "per")) else []
    if column in NO_WORDS or (cell.isdigit() and column != "unit"):
        return []
    variable = INPUTS[row["key"]]
    rule = (columns_of(row["key"], variable.dims) or {}).get(column) if variable.time == "records" else None
    if rule is not None and rule.kind in ("year", "date", "text"):
        return []
    if rule is not None and rule.kind in ("patterns", "joined"):
        return [(match.start(), match.group()) for match in re.finditer(r"[^|]+", cell)]
    return [(0, cell)]


def records(text: str) -> list[tuple[int, list[str]]]:
    """Return line and cells of each record of a table."""
    lines = csv.reader(io.StringIO(text, newline=""))
    return [(lines.line_num, cells) for cells in lines if cells]


def written(cells: list[str]) -> str:
    """Return cells as a line of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


# ---- judging ----


class Bench:
    """A copy of the shipped files in a folder of its own, and all that is read once for many mutants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("scenarios", "inputs"):
            shutil.copytree(ROOT / name, folder / name)
        os.chdir(folder)
        self.read_yaml, self.read_measure, self.read_table = yamlfile.read, measures.read, tables.Table.read
        self.sources_used = references._sources_used  # of tables and measures, which no register of sources moves
        self.documents: dict[Path, yamlfile.Document] = {}
        self.measures: dict[Path, Any] = {}
        self.tables: dict[tuple[str, bool], tuple[list[tables.Row], frozenset[str]]] = {}
        self.touched: dict[Path, str | None] = {}  # None: as it stands on the disk
        self.inputs = pipeline.read_inputs(folder / "inputs", CITY)

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Let untouched files be read once; the touched one is read anew each time."""
        yamlfile.read, measures.read, tables.Table.read = self._document, self._measure, _remembered(self)  # type: ignore[method-assign,assignment]
        references._sources_used = cache(self.sources_used)
        try:
            yield
        finally:
            references._sources_used = self.sources_used
            yamlfile.read, measures.read, tables.Table.read = self.read_yaml, self.read_measure, self.read_table  # type: ignore[method-assign]

    def _document(self, path: Path) -> yamlfile.Document:
        here = path.resolve()
        if here in self.touched:
            text = self.touched[here]
            return self.read_yaml(path) if text is None else yamlfile.parse(path, text.encode())
        if here not in self.documents:
            self.documents[here] = self.read_yaml(path)
        return self.documents[here]

    def _measure(self, path: Path, judge: measures.Judge, found: list[Fault]) -> measures.Measure | None:
        here = path.resolve()
        if here in self.touched:
            return self.read_measure(path, judge, found)
        if here not in self.measures:
            self.measures[here] = self.read_measure(path, judge, found)
        return self.measures[here]

    def yaml(self, word: Word, mutant: str) -> tuple[Fault, ...]:
        """Return the faults of a YAML file with one word mutated."""
        path = Path(word.file)
        text = path.read_text(encoding="utf-8")
        self.touched = {path.resolve(): text[: word.at] + mutant + text[word.at + len(word.text) :]}
        try:
            return validation.validate(
                path, LEVERS, read=lambda _root, _city: self.inputs, stress=stress_cases.validate
            )
        finally:
            self.touched = {}

    def row(self, word: Word, mutant: str) -> tuple[Fault, ...]:
        """Return the faults of a table with one word mutated: of its row alone, else of all the inputs."""
        path = Path(word.file)
        text = path.read_text(encoding="utf-8")
        found = records(text)
        here = next(i for i, (line, _) in enumerate(found) if line == word.line)
        cells = list(found[here][1])
        cell = cells[word.at]
        cells[word.at] = cell[: word.part] + mutant + cell[word.part + len(word.text) :]
        plain = path.name not in registers.NOT_TABLES and path.parent.name != monitoring.FOLDER
        if plain:
            faults = self._alone(path, word.line, found[0][1], cells)
            if faults:
                return faults
        mutated = [written(cells if i == here else other) for i, (_, other) in enumerate(found)]
        path.write_text("\n".join(mutated) + "\n", encoding="utf-8")
        self.touched = {path.resolve(): None}
        try:
            return pipeline.validate(path)
        finally:
            self.touched = {}
            path.write_text(text, encoding="utf-8")

    def _alone(self, path: Path, line: int, head: list[str], cells: list[str]) -> tuple[Fault, ...]:
        found: list[Fault] = []
        lines = [written(cells)] if line == 1 else [written(head), *[""] * (line - 2), written(cells)]
        table = _Given(path, self.inputs.sources, found, self.inputs.registries)
        table.given = "\n".join(lines) + ("\n" if line > 1 else "\nx\n")
        self.read_table(table)
        return tuple(fault for fault in found if fault.code != "no_rows")


class _Given(tables.Table):
    """A table whose text is given, not read."""

    given = ""

    def text(self) -> str | None:
        return self.given


def _remembered(bench: Bench) -> Any:
    """Return a reader of tables that reads an untouched table once."""

    def read(table: tables.Table) -> list[tables.Row]:
        place = (str(table.path.resolve()), bool(table.registries))
        if table.path.resolve() in bench.touched:
            return bench.read_table(table)
        if place not in bench.tables:
            rows = bench.read_table(table)
            bench.tables[place] = (rows, frozenset(table.seen))
        rows, seen = bench.tables[place]
        table.seen |= seen
        return list(rows)

    return read


def judge(word: Word, mutant: str, faults: tuple[Fault, ...]) -> Verdict:
    """Say what the faults of a mutant are worth."""
    here = [fault for fault in faults if (fault.file, fault.line, fault.column) == (word.file, word.line, word.column)]
    told = " / ".join(fault.told("en") for fault in faults[:3])
    if any(word.text in fault.near for fault in here):
        return Verdict(word, mutant, REFUSED)
    if any(word.text in _allowed(fault) for fault in here):
        return Verdict(word, mutant, TOLD)
    if not faults:
        return Verdict(word, mutant, _unseen(word, mutant))
    if mutant in vocabulary() and any(fault.file == word.file for fault in faults):
        return Verdict(word, mutant, CAUGHT)
    if any(fault.file == word.file and mutant in fault.near for fault in faults):
        return Verdict(word, mutant, MISSED)  # a row that names what this row no longer defines
    return Verdict(word, mutant, WRONG, told)


def _allowed(fault: Fault) -> set[str]:
    """Return the words that a fault's sentence tells one by one."""
    known = [value for _, value in fault.values if isinstance(value, Names)]  # a long list is told by ``list``
    words = {word for value in known for word in (value.words if value.listing else value.words[:LISTED])}
    return words | set(re.split(r"[,;'’ ]+", fault.told("de")))


def _unseen(word: Word, mutant: str) -> str:
    if word.role == "unit" and mutant in units.UNITS and units.UNITS[mutant] == units.UNITS.get(word.text):
        return SAME
    if "*" in word.text and _matched(word.text) == _matched(mutant):
        return SAME
    if (kind_of(word.file), word.role) in RENAMES or word.text in UNNAMED:
        return RENAMED
    return LISTED_ONE if _is_listed(word, mutant) else SURVIVED


_LENGTH = "a length near zero, or one that metres fit as well: within its range either way"
SURVIVORS: dict[tuple[str, str, str, str], str] = {  # file, role, word, mutant -> why nothing can catch it
    **{
        (f"inputs/wuppertal/{name}", "unit", "km", "m"): _LENGTH
        for name in (
            "actuals.csv", "energy.csv", "levers_transport.csv", "thresholds.csv", "transport.csv",
            "measures/cycle-route-talachse.yaml", "measures/cycle-route-langerfeld.yaml",
            "measures/cycle-route-hatzfeld.yaml", "measures/cycle-network.yaml", "milestones.yaml",
        )
    },
    ("inputs/wuppertal/milestones.yaml", "indicator", "co2e", "co2"): "two indicators in the same unit",
    ("inputs/germany/costs.csv", "unit", "MEUR/km", "EUR/km"): "costs of assets differ too much for a common range",
    ("inputs/germany/costs.csv", "unit", "EUR/km", "EUR/m"): "costs of assets differ too much for a common range",
    ("inputs/germany/ranges.csv", "unit", "km", "m"): "told at the rows that no longer fit the range",
    ("inputs/germany/ranges.csv", "unit", "Mt/a", "t/a"): "told at the rows that no longer fit the range",
}  # fmt: skip


def _is_listed(word: Word, mutant: str) -> bool:
    no_grade = word.role == "datenguete" and not mutant  # the grade of data quality may be left out
    return no_grade or (word.file, word.role, word.text, mutant) in SURVIVORS


def _matched(pattern: str) -> list[str]:
    return [asset.name for asset in ASSETS if fnmatchcase(asset.name, pattern)]


UNNAMED = ("own_assumption",)  # a source for files that users write; no shipped row names it
RENAMES: dict[tuple[str, str], str] = {  # names that their own line defines and nothing refers to
    ("milestones", "id"): "the id of a milestone that no scenario chooses",
    ("tables", "project"): "a project without further rows",
}


@cache
def vocabulary() -> frozenset[str]:
    """Return every word that is valid somewhere: what a mutant of another word may become."""
    words = {*INPUTS, *DIMS, *units.UNITS, *(one for labels in DIMS.values() for one in labels)}
    words |= {lever.name for lever in LEVERS} | {asset.name for asset in ASSETS}
    for file in files():
        words |= {word.text for word in words_of(file)}
    return frozenset(words)


@cache
def words_of(file: str) -> tuple[Word, ...]:
    """Return every word of a shipped file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return tuple(csv_words(file, text) if file.endswith(".csv") else yaml_words(file, text))


def work(share: int = 1, only: str = "") -> list[tuple[Word, str]]:
    """Return every ``share``-th pair of word and mutant."""
    pairs = [
        (word, mutant) for file in files() if only in file for word in words_of(file) for mutant in mutants(word.text)
    ]
    return pairs[::share]


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Give a copy of the shipped files as working folder, in which untouched files are read once."""
    home = Path.cwd()
    try:
        found = Bench(folder.resolve())
        with found.remembering():
            yield found
    finally:
        os.chdir(home)


def run(pairs: list[tuple[Word, str]]) -> Tally:
    """Judge mutants in a folder of their own, in this process."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, bench(Path(folder)) as here:
        for word, mutant in pairs:
            faults = (here.row if word.file.endswith(".csv") else here.yaml)(word, mutant)
            tally.add(judge(word, mutant, faults))
            tally.faults[len(faults)] += 1
    return tally
