"""Workbooks: real ones broken in their bytes, their archive and their XML, bombs, and files that only claim to be some."""

from __future__ import annotations

import io
import random
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import importing
import xlsxwriter

from fuzzing import imports
from fuzzing.doors import Case, Try
from fuzzing.files import told_in_both
from fuzzing.hostile import broken, text
from fuzzing.watch import Watch
from klima2035.errors import InputError
from klima2035.importers import cells

Parts = dict[str, bytes]
ENDINGS = ("xlsx", "xlsx", "xlsx", "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "zip")
KINDS = ("kba", "balance", "cells")
SHEET, SHARED, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
PLACES = [
    "A1", "XFD1048576", "xfd1048576", "XFD0001048576", "$A$1", "A0", "A", "1", "", "ZZZ1", "A99999999999", "A-1", "AA", "1A", "B2", "R1C1",
    "A1048577", "XFE1", "A1:B2", "\u0661", "\u00b2", " A1", "A1 ", "AAAA1", "C" * 300, "A" + "0" * 300 + "1",
]  # fmt: skip
VALUES = [
    "1e400", "-1e400", "NaN", "inf", "-inf", "-0", "", "9" * 400, "1e-400", "0x10", "1,5", "TRUE", "2", "-1", "99999999999999999999", "1e15", "45658.5",
    "2958466", "-693594", "60", "0.1", "#DIV/0!", "#N/A", "2024-02-30T25:61:61", "2024-01-01T00:00:00", " 1 ", "1\n", "\u0661", "&#0;", "&#x1F4A3;", "&lt;", "&bogus;",
]  # fmt: skip
TYPES = ["s", "n", "b", "e", "d", "str", "inlineStr", "", "x", "S", "sharedString"]
COUNTS = ["0", "1", "4294967295", "18446744073709551615", "-1", "1e9", "99999", "2000000", "", "x", "268435456"]
TARGETS = [
    "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../../../etc/passwd", "http://x.example/x.xml", "worksheets/x.png", "sharedStrings.xml", "workbook.xml",
    "\\\\host\\share", "file:///etc/passwd", "", "worksheets/SHEET1.XML", "worksheets\\sheet1.xml", "x" * 300, "worksheets/./sheet1.xml", "styles.xml",
]  # fmt: skip
XML = [
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", "&a;", "<![CDATA[<c><v>1</v></c>]]>", "<!-- -- -->", "<?x y?>", "<a>" * 150, "</c>", "<c>",
    "<row>", "<v>1</v>", "<is><t>x</t></is>", "<f>1+1</f>", '<f t="shared" ref="A1:XFD1048576" si="0">A1</f>', '<mergeCell ref="A1:XFD1048576"/>', '<dimension ref="A1:XFD1048576"/>',
    '<dimension ref="Z9:A1"/>', '<dimension ref="x"/>', "<si><t>x</t></si>", "<si/>", "<r><t>x</t></r>", "<sst/>", "\x00", "\ufeff", "\x0b", "<x:c xmlns:x='y'/>", "<cols><col min='1' max='16384'/></cols>",
    "<extLst>" * 20, "xml:space='preserve'", "<rPh><t>x</t></rPh>", "<tablePart/>", '<sheetView tabSelected="4294967295"/>', '<definedName name="x">A1</definedName>', '<xf numFmtId="14"/>',
]  # fmt: skip


@cache
def books() -> dict[str, bytes]:
    """Return sound workbooks: the tables of offices, one of every kind of cell, one of many sheets."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        rows: list[list[object]] = [[*line.split(";")] for line in imports.MATRIX.strip().split("\n")]
        made = {
            "kba": importing.workbook(path, FZ_27_15=importing.fz27()).read_bytes(),
            "fz1": importing.workbook(path, FZ_1_2=importing.fz1()).read_bytes(),
            "balance": importing.workbook(path, Bilanz=rows).read_bytes(),
            "sheets": importing.workbook(path, **{f"S{i}": [[i, "x"], [2, 3]] for i in range(30)}).read_bytes(),
        }
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", "nan_inf_to_errors": True})
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["x", 1, 1.5, True])
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_array_formula("C2:D3", "{=A1:B2}", None, 1)
        sheet.write_number("A4", 45658, book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_number("B4", 1.5, book.add_format({"num_format": "[h]:mm:ss"}))
        sheet.write_rich_string("C4", "a", book.add_format({"bold": True}), "b", "c")
        sheet.write_url("D4", "http://x.example", None, "y")
        sheet.merge_range("A6:D7", "merged")
        sheet.write_comment("A1", "note")
        book.define_name("Summe", "=A!$A$1")
        book.close()
        return {**made, "cells": path.read_bytes()}


@cache
def parts_of(name: str) -> Parts:
    """Return the parts of a sound workbook."""
    with zipfile.ZipFile(io.BytesIO(books()[name])) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """Return parts as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes(draw: random.Random, name: str) -> bytes:
    raw = books()[name]
    how = draw.randrange(4)
    if how == 0:
        return raw[: draw.randrange(len(raw))]
    if how == 1:
        return draw.randbytes(draw.choice((1, 40, 5000))) + raw
    if how == 2:
        return raw + draw.choice((draw.randbytes(draw.choice((1, 40))), raw, b"PK\x05\x06" + bytes(18)))
    return broken(
        draw, raw, [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"\xff" * 8, bytes(8)]
    )


def _xml(draw: random.Random, name: str) -> bytes:
    """Break the XML of one or several parts."""
    parts = dict(parts_of(name))
    for _ in range(draw.choice((1, 1, 2, 3))):
        part = draw.choice((SHEET, SHEET, SHEET, SHARED, BOOK, draw.choice(sorted(parts))))
        if part in parts:
            parts[part] = draw.choice((_values, _values, _put_in, _broken_xml, _recoded))(draw, parts[part])
    return packed(parts)


def _values(draw: random.Random, raw: bytes) -> bytes:
    """Replace values of attributes and texts by those that a reader may trip over."""
    words = raw.decode("utf-8", "replace")
    rules: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (r'(<c [^>]*?r=")[^"]*', lambda m: m[1] + draw.choice(PLACES)),
        (r'(<row [^>]*?r=")[^"]*', lambda m: m[1] + draw.choice(["0", "-1", "1048576", "1048577", "0001", "99999999999", "x", ""])),
        (r'( t=")[^"]*', lambda m: m[1] + draw.choice(TYPES)),
        (r'( s=")[^"]*', lambda m: m[1] + draw.choice(COUNTS)),
        (r"(<v>)[^<]*", lambda m: m[1] + draw.choice(VALUES)),
        (r"(<t[^>]*>)[^<]*", lambda m: m[1] + draw.choice(VALUES)),
        (r'((?:c|C)ount=")[^"]*', lambda m: m[1] + draw.choice(COUNTS)),
        (r'(Target=")[^"]*', lambda m: m[1] + draw.choice(TARGETS)),
        (r'(numFmtId=")[^"]*', lambda m: m[1] + draw.choice(["14", "22", "46", *COUNTS])),
        (r'(formatCode=")[^"]*', lambda m: m[1] + draw.choice(["dd.mm.yyyy", "[h]", "x" * 5000, "[$-F800]", ";;;", "\\", '&quot;'])),
        (r'(<sheet [^>]*?name=")[^"]*', lambda m: m[1] + draw.choice(["", "x" * 300, "&#10;", "FZ 27.15", "../x", "&lt;"])),
        (r'(ref=")[^"]*', lambda m: m[1] + draw.choice(["A1:XFD1048576", "Z9:A1", "x", "", "A1", "A1:A", "0:0"])),
        (r"(date1904=\")[^\"]*", lambda m: m[1] + "1"),
        (r"(r:id=\")[^\"]*", lambda m: m[1] + draw.choice(["rId1", "rId2", "rId99", ""])),
    ]  # fmt: skip
    for _ in range(draw.choice((1, 1, 2, 4))):
        pattern, made = draw.choice(rules)
        found = list(re.finditer(pattern, words))
        if found:
            one = draw.choice(found)
            words = words[: one.start()] + made(one) + words[one.end() :]
    return words.encode("utf-8", "surrogatepass")


def _put_in(draw: random.Random, raw: bytes) -> bytes:
    ends = [found.end() for found in re.finditer(rb">", raw)] or [0]
    at = draw.choice(ends)
    bit = draw.choice((draw.choice(XML), text(draw), f'<c r="{draw.choice(PLACES)}"><v>{draw.choice(VALUES)}</v></c>'))
    return raw[:at] + bit.encode("utf-8", "surrogatepass") * draw.choice((1, 1, 1, 3, 500)) + raw[at:]


def _broken_xml(draw: random.Random, raw: bytes) -> bytes:
    return broken(draw, raw, [bit.encode("utf-8", "surrogatepass") for bit in XML])


def _recoded(draw: random.Random, raw: bytes) -> bytes:
    coding = draw.choice(("utf-16", "utf-16-be", "cp1252", "utf-8-sig", "utf-32", "utf-7"))
    words = raw.decode("utf-8", "replace")
    said = draw.choice((coding, "UTF-8", "ebcdic-cp-us", "x"))
    return words.replace("UTF-8", said, 1).encode(coding, "replace")


def _archive(draw: random.Random, name: str) -> bytes:
    """Break the archive: names, doubles, sizes, sums, methods, flags, comments, foreign parts."""
    parts, out = dict(parts_of(name)), io.BytesIO()
    foreign = [
        ("xl/vbaProject.bin", draw.randbytes(200)), ("xl/embeddings/b.xlsx", books()["cells"]), ("../../evil.xml", b"<a/>"), ("/etc/evil.xml", b"<a/>"),
        ("C:\\evil.xml", b"<a/>"), ("xl/externalLinks/externalLink1.xml", b'<externalLink><externalBook r:id="x"/></externalLink>'), ("a" * 3000 + ".xml", b"<a/>"),
        ("XL/WORKBOOK.XML", b"<workbook/>"), ("xl\\workbook.xml", b"<workbook/>"), ("xl/workbook.bin", b"\x83\x01\x00"), ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"<a/>"), ("xl/x.xml\x00.png", b"<a/>"), ("\u202egnp.xml", b"<a/>"), ("", b""), ("xl/", b""), ("META-INF/manifest.xml", b"<a/>"),
    ]  # fmt: skip
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = draw.choice((b"", b"", b"x" * 300, b"PK\x05\x06" + bytes(18), b"PK\x06\x07"))
        for one, content in [*parts.items(), *draw.sample(foreign, draw.randrange(4))]:
            method = draw.choice((8, 8, 8, 8, 0, 12, 14)) if draw.random() < 0.1 else 8
            info = zipfile.ZipInfo(one.replace("\x00", ""))
            info.external_attr = draw.choice((0, 0xA1FF << 16, 0x41FF << 16)) if draw.random() < 0.05 else 0
            archive.writestr(info, content, method)
    raw = bytearray(out.getvalue())
    for _ in range(draw.choice((0, 1, 2))):
        patch(draw, raw)
    return bytes(raw)


def patch(draw: random.Random, raw: bytearray) -> None:
    """Change one field of a header of the archive."""
    mark, fields = draw.choice((
        (b"PK\x01\x02", {8: 2, 10: 2, 16: 4, 20: 4, 24: 4, 28: 2, 30: 2, 32: 2, 34: 2, 42: 4}),
        (b"PK\x03\x04", {6: 2, 8: 2, 14: 4, 18: 4, 22: 4, 26: 2, 28: 2}),
        (b"PK\x05\x06", {4: 2, 8: 2, 10: 2, 12: 4, 16: 4, 20: 2}),
    ))  # fmt: skip
    found = [one.start() for one in re.finditer(re.escape(mark), bytes(raw))]
    if found:
        at, size = draw.choice(sorted(fields.items()))
        start = draw.choice(found) + at
        value = draw.choice(
            (0, 1, 2, 8, 9, 93, 99, 0x7FFF, 2 ** (8 * size) - 1, draw.randrange(2 ** (8 * size)))
        ) % 2 ** (8 * size)
        raw[start : start + size] = value.to_bytes(size, "little")


@cache
def _zeros(megabytes: int) -> bytes:
    """Return a deflated stream of many zeros or spaces."""
    made, block = zlib.compressobj(9, zlib.DEFLATED, -15), b" " * (1 << 20)
    return b"".join(made.compress(block) for _ in range(megabytes)) + made.flush()


def _bomb(draw: random.Random, name: str) -> bytes:
    """Return a small file that would fill the memory: by its archive, its cells, its texts or its counts."""
    how = draw.randrange(8)
    if how == 0:
        return stored_bomb(
            draw.choice((1, 30, 150)), draw.choice((None, 100, 2**32 - 2)), draw.choice((SHEET, "xl/media/x.png"))
        )
    parts, rows = dict(parts_of(name)), draw.choice((50, 500, 5000))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    if how == 1:
        cell = f'<c r="{draw.choice(PLACES)}"><v>1</v></c>'
        parts[SHEET] = sheet % f'<row r="{draw.choice((1, 1048576, 99999))}">{cell}</row>'.encode()
    elif how == 2:
        parts[SHEET] = sheet % ((b"<row>" + b'<c t="s"><v>0</v></c>' * 10 + b"</row>") * rows)
        parts[SHARED] = (
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
            + b"x" * draw.choice((10, 3_000, 30_000, 300_000))
            + b"</t></si></sst>"
        )
    elif how == 3:
        parts[SHARED] = (
            f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{draw.choice(COUNTS)}" uniqueCount="{draw.choice(COUNTS)}"><si><t>x</t></si></sst>'.encode()
        )
    elif how == 4:
        parts[BOOK] = _many_sheets(draw.choice((2, 60, 3000)))
        parts[SHEET] = (
            sheet
            % f'<row r="{draw.choice((10, 20000))}"><c r="Z{draw.choice((10, 20000))}"><v>1</v></c></row>'.encode()
        )
    elif how == 5:
        parts["xl/worksheets/x.png"] = sheet % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"worksheets/sheet1.xml", b"worksheets/x.png"
        )
    elif how == 6:
        laughs = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 9}'>" for i in range(1, 30))
        parts[draw.choice((SHEET, SHARED, BOOK))] = f"<?xml version='1.0'?><!DOCTYPE x [{laughs}]><x>&a29;</x>".encode()
    else:
        parts = {**parts, **{f"xl/media/{i}.xml": b"<a/>" for i in range(draw.choice((10, 1990, 2500)))}}
    return packed(parts)


def _many_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="rId1"/>' for i in range(1, count + 1))
    return (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    ).encode()


def stored_bomb(megabytes: int, claimed: int | None, name: str) -> bytes:
    """Return an archive with a part that unpacks to many megabytes, whatever it claims."""
    stream, title = _zeros(megabytes), name.encode()
    size = megabytes << 20 if claimed is None else claimed
    fields = (0, 8, 0, 0, 0, len(stream), size, len(title))
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, *fields, 0) + title + stream
    book = packed({BOOK: b"<workbook/>"})
    end = book.index(b"PK\x05\x06")
    first = book.index(b"PK\x01\x02")
    entry = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, *fields, 0, 0, 0, 0, 0, first) + title
    directory = book[first:end] + entry
    return (
        book[:first]
        + local
        + directory
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), first + len(local), 0)
    )


def _claims(draw: random.Random, name: str) -> bytes:
    """Return what only claims to be a workbook."""
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": b"<manifest/>",
           "content.xml": b'<a xmlns:table="t"><table:table><table:table-row table:number-rows-repeated="99999"><table:table-cell table:number-columns-repeated="99999"/></table:table-row></table:table></a>'}  # fmt: skip
    return draw.choice((
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + draw.randbytes(draw.choice((0, 504, 4000))),
        b"PK\x03\x04" + draw.randbytes(draw.choice((0, 40, 4000))),
        packed(ods), packed({**parts_of(name), **ods}), packed({"xl/workbook.bin": draw.randbytes(100)}),
        packed({BOOK: b"<workbook/>"}), packed({}), packed({BOOK: books()[name]}), b"%PDF-1.7\n" + draw.randbytes(50), b"\x1f\x8b" + draw.randbytes(50),
        "<table><tr><td>x</td></tr></table>".encode("utf-16"), draw.randbytes(300),
    ))  # fmt: skip


def content(number: int) -> Case:
    """Return the workbook of one case; its kind says which importer takes it and how the file ends."""
    draw = random.Random(number)  # noqa: S311 - no secret
    kind, ending = KINDS[number % len(KINDS)], draw.choice(ENDINGS)
    name = {"kba": draw.choice(("kba", "fz1")), "balance": "balance"}.get(kind) or draw.choice(
        ("cells", "cells", "sheets")
    )
    how = draw.choices((_bytes, _xml, _archive, _bomb, _claims), (20, 50, 20, 6, 4))[0]
    return Case(f"{kind}-{ending}", how(draw, name))


class Workbooks:
    """Workbooks given to the importers, or read cell by cell."""

    name, slowest, growth = "xlsx", 8.0, 200.0

    def content(self, number: int) -> Case:
        """Return one hostile workbook."""
        return content(number)

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what reads a workbook; nothing may be written meanwhile."""
        with tempfile.TemporaryDirectory() as folder:
            watch = Watch()

            def take(case: Case) -> str:
                kind, _, ending = case.kind.partition("-")
                path = Path(folder) / f"book.{ending}"
                path.write_bytes(case.raw)
                with watch:
                    return _read(path) if kind == "cells" else imports.taken(kind, path)

            yield take


def _read(path: Path) -> str:
    try:
        found = cells.read(path)
    except InputError as error:
        for fault in error.faults:
            told_in_both(fault)
        return "refused"
    assert all(one.rows for one in found)
    return "read"


WORKBOOKS = Workbooks()
