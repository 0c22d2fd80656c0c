"""What cities and offices hand over - CSV, XML, workbooks - given to the importers of every kind."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import importing

from fuzzing import files
from fuzzing.doors import Case, Try
from fuzzing.files import told_in_both
from fuzzing.hostile import SIGNS, broken, text
from fuzzing.watch import Watch
from klima2035 import importers, mappings, monitoring
from klima2035.errors import InputError
from klima2035.importers import target, told
from klima2035.importers.figures import Ask, Reading
from klima2035.numbers import FORMULA_SIGNS

KINDS = ("mastr", "mastr-xml", "kba-csv", "balance")
CODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-16-le", "utf-32")
MATRIX = """Bilanz 2024 in MWh
Energieträger;Private Haushalte;GHD;Verkehr;Summe
Strom;1.000,5;2.000;30;3.030,5
Erdgas;5.000;-;;5.000
Summe;6.000,5;2.000;30;8.030,5
Quelle: erfunden
"""
LONG = "Jahr;Sektor;Energieträger;Wert\n2023;Haushalte;Strom;900\n2024;Haushalte;Strom;1000\n2024;Verkehr;Diesel;12,5\n"
BITS = [
    *files.BITS, b";", b";;;;", b"\t", b'"a""b"', b"1.1.1", b"31.02.2025", b"29.2.2024", b"45658", b"-1", b"1.234,5", b"05124000", b"Summe",
    b"Wuppertal", b"<", b">", b"&amp;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!ENTITY % x SYSTEM 'file:///etc/passwd'>", b"<![CDATA[", b"<a>" * 200,
    b"x" * 200_000, b'"' * 5, b"\x00" * 8, b"\xa0", b"\xc3\x83\xc2\xa4", *(sign.encode() for sign in SIGNS),
]  # fmt: skip


@cache
def sound(kind: str) -> bytes:
    """Return a sound file of a kind, made up."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        if kind == "mastr":
            ended = importing.unit("SEE3", "3", "1.1.2020", **{"Betriebs-Status": "Endgültig stillgelegt"})
            importing.units_file(
                path, importing.unit("SEE1", "9,9", "1.2.2019"), importing.unit("SEE2", "5", "3.4.2020"), ended
            )
        elif kind == "mastr-xml":
            importing.units_xml(
                path, importing.xml_unit("SEE1", "9.9", "2019-02-01"), importing.xml_unit("SEE2", "5", "2020-04-03")
            )
        elif kind == "kba-csv":
            rows = (
                ";".join("" if cell is None else str(cell).replace("\n", " ") for cell in row)
                for row in importing.fz27()
            )
            path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        else:
            path.write_text(MATRIX, encoding="utf-8")
        return path.read_bytes()


def content(number: int, kind: str) -> bytes:
    """Return the hostile file of one case."""
    draw = random.Random(number)  # noqa: S311 - no secret
    how = draw.random()
    if how < 0.05:
        return draw.randbytes(draw.choice([1, 3, 30, 400, 4000]))
    raw = LONG.encode() if kind == "balance" and how < 0.3 else sound(kind)
    if how < 0.25:
        return _other_cells(draw, raw)
    if how < 0.4:
        return _other_coding(draw, raw)
    made = broken(draw, raw, BITS, raw.split(b"\n"), most=400_000)
    return _other_coding(draw, made) if draw.random() < 0.1 else made


def _other_cells(draw: random.Random, raw: bytes) -> bytes:
    """Put hostile texts into cells or elements."""
    words = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8")
    sign = ">" if "<" in words else ";"
    parts = words.split(sign)
    for _ in range(draw.choice((1, 1, 3))):
        parts[draw.randrange(len(parts))] = text(draw)
    return sign.join(parts).encode("utf-16" if sign == ">" else "utf-8", "surrogatepass")


def _other_coding(draw: random.Random, raw: bytes) -> bytes:
    """Write a file in another coding, and now and then half of it in a third one."""
    words = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    at = draw.randrange(len(words) + 1) if draw.random() < 0.3 else len(words)
    first, second = draw.choice(CODINGS), draw.choice(CODINGS)
    return words[:at].encode(first, "replace") + words[at:].encode(second, "replace")


def taken(kind: str, path: Path) -> str:
    """Read a file as ``import`` does, up to the text of the table that would be written; tell all in both languages."""
    kind = kind.split("-", maxsplit=1)[0]
    known = mapping() if importers.IMPORTERS[kind].needs_mapping else None
    place = "05124000" if kind == "mastr" else ""
    years = () if kind == "kba" else (2024,)
    try:
        reading = importers.IMPORTERS[kind].read(Ask((path,), "Wuppertal", years, place, known))
        plan = target.plan(path.parent / "monitoring" / "counted.csv", reading.figures, "mastr", "")
    except InputError as error:
        assert error.faults, error  # an error without a place has one language only
        for fault in error.faults[:50]:
            told_in_both(fault)
        return "refused"
    _check_told(reading)
    _check_table(target.content(plan.rows))
    return "read in part" if reading.unread else "read"


@cache
def mapping() -> mappings.Mapping:
    """Return the shipped words of balances."""
    return mappings.load(importing.ROOT / "inputs/germany/mappings/bisko.yaml")


def _check_told(reading: Reading) -> None:
    for lang in ("de", "en"):
        for line in [*told.lines(reading, lang), *told.unread(reading, lang)]:
            assert all(part.isprintable() for part in line.split("\n")), line
    for fault in reading.unread[:50]:
        told_in_both(fault)


def _check_table(content_: str) -> None:
    """Hold what would be written to be a sound table in which no text is a formula and every number is one."""
    head, *rows = csv.reader(content_.split("\n")[:-1], strict=True)
    assert tuple(head) == monitoring.COLUMNS
    for row in rows:
        for name, cell in zip(head, row, strict=True):
            if name == "value":
                assert abs(float(cell)) < 1e13, cell
            else:
                assert not cell.startswith(FORMULA_SIGNS), cell
                assert cell.isprintable(), cell


class Tables:
    """Tables: one in five in the place of a shipped one and given to ``validate``, all others to the importers."""

    name, slowest, growth = "csv", 3.0, 60.0
    kinds = tuple(files.kinds_of(".csv"))

    def content(self, number: int) -> Case:
        """Return one hostile file; what it stands for goes round."""
        if number % 5:
            kind = KINDS[number % len(KINDS)]
            return Case(kind, content(number, kind))
        kind = self.kinds[number // 5 % len(self.kinds)]
        return Case(kind, files.content(number, kind))

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what takes a table; nothing may be written meanwhile."""
        with files.Files(".csv").opened() as validated, tempfile.TemporaryDirectory() as folder:
            watch, path = Watch(), Path(folder) / "table.csv"

            def take(case: Case) -> str:
                if case.kind not in KINDS:
                    return validated(case)
                path.write_bytes(case.raw)
                with watch:
                    return f"import {taken(case.kind, path)}"

            yield take


TABLES = Tables()
