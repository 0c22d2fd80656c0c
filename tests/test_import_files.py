"""Files as such: codings, half-written ones, and those made to fill the memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import importing
import pytest

from klima2035.errors import InputError
from klima2035.importers import amounts, cells, mastr_xml, workbooks
from klima2035.importers.figures import harmless

CELLS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        cells.read(path)
    assert len(error.value.faults) == 1
    assert error.value.faults[0].told("de") != error.value.faults[0].told("en")
    return error.value.faults[0].code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\n\n;;\n", "import_empty"),
        (b"a;b\n1;\x00\n", "import_no_text"),
        ("a;b\nä;1\n".encode() + "ö;2\n".encode("cp1252"), "import_two_codings"),
        ("a;b\nc;ä".encode()[:-1], "import_cut_off"),
        (b"a;b;c\n1;2;3\n4;5", "import_cut_off"),
        (b'a;b\n1;"2', "not_csv"),
        (b"\x81\x8d;b\n", "import_no_text"),
        (b"\xff\xfea\x00;", "import_cut_off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_old_workbook"),
        (b"PK\x03\x04 and no more", "import_damaged_workbook"),
    ],
)
def test_broken_files_are_refused(tmp_path, content, code):
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    assert refused(path) == code


def test_what_is_no_file_is_refused(tmp_path):
    assert refused(tmp_path / "none.csv") == "no_file"
    assert refused(tmp_path) == "not_a_file"
    assert refused(Path("x" * 5000)) in ("not_a_file", "no_file")


def test_a_file_is_measured_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "f.csv"
    path.write_bytes(b"a;b\n1;2\n")
    monkeypatch.setattr(cells, "LARGEST", 4)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("read before it was measured"))
    with pytest.raises(InputError) as error:
        cells.check_size(path, cells.LARGEST)
    assert error.value.faults[0].code == "too_large"


def test_a_missing_last_line_end_is_told(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(b"a;b\n1;2")
    (sheet,) = cells.read(path)
    assert sheet.rows == [["a", "b"], ["1", "2"]]
    assert "import_no_last_end" in {one.key for one in sheet.said}


def packed(path: Path, **parts: str | bytes) -> Path:
    """Take a sound workbook and put other parts in it."""
    sound = importing.workbook(path.with_name("sound.xlsx"), A=[["a", 1]])
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_by_its_directory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    block = b"\x00" * (1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(block)
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    assert refused(path) == "import_unpacked_too_large"
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c><c r="CW1048576"><v>1</v></c></row>',
        '<row r="1048576"><c  s="/>"  r = "XFD1048576"><v>1</v></c></row>',
        '<row r="999999"></row><row><c r="ZZ1000000" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_a_cell_far_out_does_not_fill_the_memory(tmp_path, sheet):
    began = time.perf_counter()
    assert refused(packed(tmp_path / "far.xlsx", **{SHEET: CELLS.format(sheet)})) == "import_too_many_cells"
    assert time.perf_counter() - began < 5


def test_empty_cells_far_out_do_no_harm(tmp_path):
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    (sheet,) = cells.read(packed(tmp_path / "far.xlsx", **{SHEET: CELLS.format(far)}))
    assert sheet.rows == [[Decimal(1)]]


def test_the_cells_of_all_sheets_count_together(tmp_path, monkeypatch):
    path = importing.workbook(tmp_path / "b.xlsx", A=[[1] * 30] * 10, B=[[1] * 30] * 10)
    assert len(cells.read(path)) == 2
    monkeypatch.setattr(workbooks, "MOST_CELLS", 500)
    assert refused(path) == "import_too_many_cells"


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "import_xml_doctype"),
        (SHEET, "<worksheet><sheetData>", "import_damaged_workbook"),
        ("xl/workbook.xml", "no XML", "import_damaged_workbook"),
        (SHEET, CELLS.format(""), "import_empty"),
    ],
)
def test_hostile_and_broken_parts_are_refused(tmp_path, part, content, code):
    assert refused(packed(tmp_path / "b.xlsx", **{part: content})) == code


def test_a_directory_that_lies_about_its_sizes_is_refused(tmp_path):
    path = packed(tmp_path / "b.xlsx", **{SHEET: CELLS.format("<row><c><v>1</v></c></row>" * 1000)})
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert refused(path) == "import_damaged_workbook"


def test_every_cut_of_a_workbook_is_refused(tmp_path):
    whole = importing.workbook(tmp_path / "b.xlsx", A=[["a", 1], ["b", 2]]).read_bytes()
    for length in range(4, len(whole), 211):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        assert refused(tmp_path / "cut.xlsx") == "import_damaged_workbook"


def test_too_many_parts_are_refused(tmp_path):
    parts = {f"xl/media/{i}.png": b"" for i in range(workbooks.LIMITS.parts)}
    assert refused(packed(tmp_path / "b.xlsx", **parts)) == "import_unpacked_too_large"


def test_hidden_sheets_are_not_read(tmp_path):
    import xlsxwriter  # noqa: PLC0415

    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    book.add_worksheet("A").write("A1", "x")
    hidden = book.add_worksheet("B")
    hidden.write("A1", "y")
    hidden.hide()
    book.close()
    assert [one.title for one in cells.read(tmp_path / "b.xlsx")] == ["A"]


def test_numbers_keep_the_digits_that_a_spreadsheet_shows(tmp_path):
    path = importing.workbook(tmp_path / "b.xlsx", A=[[0.1 + 0.2, 1234567.89, 3, 1e20, "1.234"]])
    (sheet,) = cells.read(path)
    assert sheet.rows == [[Decimal("0.3"), Decimal("1234567.89"), Decimal(3), Decimal("1e20"), "1.234"]]


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1.234,5", "1234.5", None), ("1,234.5", None, "1234.5"), ("1.234", "1234", "1.234"), ("12", "12", "12"),
        ("1 234,5", "1234.5", None), ("−3,5", "-3.5", None), ("1.23.4", None, None), ("1,2,3", None, None),
        ("1e5", None, None), ("nan", None, None), ("inf", None, None), ("=1+1", None, None), ("", None, None),
        ("٣", None, None), ("9" * 50, None, None), ("12.34,5", None, None), ("1.2345", None, "1.2345"),
    ],
)  # fmt: skip
def test_numbers_are_exact_or_none(text, comma, point):
    for style, wanted in (("comma", comma), ("point", point)):
        found = amounts.number(text, style)
        assert found == (None if wanted is None else Decimal(wanted)), style


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["1.234,5", "1.234"], ("comma", None)), (["1,5"], ("comma", None)), (["1.5", "1,234"], ("point", None)),
        (["1.234"], ("open", "1.234")), (["1,234"], ("open", "1,234")), (["12", "x", "-"], ("plain", None)),
        (["1,5", "1.5"], ("mixed", "1.5")), (["1.234.567"], ("comma", None)),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_found_only_where_it_is_sure(texts, wanted):
    assert amounts.style(texts) == wanted


def test_written_numbers_are_plain():
    for text, wanted in (
        ("1E+3", "1000"),
        ("0.10", "0.1"),
        ("100", "100"),
        ("0", "0"),
        ("0.000", "0"),
        ("1E-7", "0.0000001"),
    ):
        assert amounts.written(Decimal(text)) == wanted


def test_notes_are_one_harmless_line():
    assert harmless("=1+1") == "'=1+1"
    assert harmless("  a\nb\t\x1b[31mc ") == "a b [31mc"
    assert harmless("-5") == "'-5"
    assert len(harmless("x" * 1000)) == 300


def test_a_large_export_is_read_in_little_memory(tmp_path):
    path = tmp_path / "big.xml"
    one = (
        "<EinheitSolar><EinheitMastrNummer>SEE{}</EinheitMastrNummer><Gemeindeschluessel>01001000</Gemeindeschluessel>"
    )
    with path.open("w", encoding="utf-16") as file:
        file.write('<?xml version="1.0" encoding="utf-16"?><EinheitenSolar>')
        for i in range(20_000):
            file.write(one.format(i) + f"<Notiz>{'x' * 400}</Notiz></EinheitSolar>")
        file.write("</EinheitenSolar>")
    seen = []
    tracemalloc.start()
    mastr_xml.units(path, "05124000", lambda unit: seen.append(unit.municipality))
    assert tracemalloc.get_traced_memory()[1] < 0.5 * path.stat().st_size
    tracemalloc.stop()
    assert len(seen) == 20_000
