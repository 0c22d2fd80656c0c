"""Texts of users - titles, notes, names as people write them - in everything that is written: none is ever carried out.

A text goes through the schema and a CSV table by itself; workbook, page, PDF and slides take many at a time, and a whole
run with charts takes the last ones as titles of a scenario and its milestones.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import random
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import report_sample
import xlsxwriter
from lxml import etree
from lxml import html as pages
from pydantic import TypeAdapter, ValidationError
from pypdf import PdfReader

from fuzzing.doors import Case, Try
from fuzzing.hostile import text
from klima2035 import cli
from klima2035.complaints import HIDDEN
from klima2035.exports import tables
from klima2035.exports.workbook.page import Page
from klima2035.numbers import FORMULA_SIGNS
from klima2035.report import pdf, slides
from klima2035.report.html import html
from klima2035.result import Table
from klima2035.schemas import values

BOOK, PAGE, SLIDES, PDF, RUN = 50, 25, 250, 500, 2500  # texts from one of each to the next
TITLES = 24  # texts in a whole run
HEAD = "schema: 1\nname: own\nextends: klimaneutral-2035\n"
WORDS = TypeAdapter(values.Text)
LOADS = ("script", "iframe", "object", "embed", "base", "form", "link")


def sheet(words: list[str]) -> bytes:
    """Return a workbook whose rows are written as those of results are."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = Page(_Book(book), "x")  # type: ignore[arg-type]
    for word in words:
        page.line([word, 1.5])
    page.finish()
    book.close()
    return out.getvalue()


class _Book:
    """As much of ``workbook.page.Book`` as a page of texts needs."""

    def __init__(self, workbook: Any) -> None:
        from klima2035.exports.workbook.page import Book  # noqa: PLC0415

        self.workbook = workbook
        self.shared = lambda cell: Book.shared(self, cell)  # type: ignore[arg-type]

    def style(self, *_: object) -> int:
        return 0


def is_allowed(word: str) -> bool:
    """Return whether a text may be a title."""
    try:
        WORDS.validate_python({"de": word, "en": word})
    except ValidationError:
        return False
    return True


def check_csv(word: str) -> None:
    """Hold a table to one cell a text, which is the text and never a formula."""
    made = tables.table_text(Table("x", ("text", "value"), ((word, 1.0),)))
    (_, row) = csv.reader(io.StringIO(made, newline=""), strict=True)
    assert row[0] in {word, f"'{word}"}, row
    assert len(row) == 2, row
    assert not row[0].startswith(FORMULA_SIGNS) or _is_number(row[0]), row


def _is_number(word: str) -> bool:
    with contextlib.suppress(ValueError):
        float(word)
        return True
    return False


def check_book(words: list[str]) -> None:
    """Hold a workbook to texts that are texts."""
    raw = sheet(words)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
            assert b"<f>" not in archive.read(name), name
            assert not name.endswith(".bin"), name
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(raw)).active.iter_rows()]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, words  # openpyxl shows an empty text as an empty number
    assert len(cells) == len(words)


@cache
def shape_of_page() -> list[str]:
    """Return the elements of the page of a report whose words are harmless."""
    return [str(one.tag) for one in pages.document_fromstring(html(report_sample.hostile("Wort"))).iter()]


def check_page(words: list[str]) -> None:
    """Hold a page to the elements that it has with harmless words: nothing more, nothing that loads or runs."""
    made = pages.document_fromstring(html(report_sample.hostile(" ".join(words))))
    found = [str(one.tag) for one in made.iter()]
    assert found == shape_of_page(), sorted(set(found) - set(shape_of_page()))
    assert not made.xpath("//@*[starts-with(name(), 'on')]")
    assert all(one.startswith(("#", "data:image/svg+xml;base64,")) for one in made.xpath("//@href | //@src"))


def check_slides(words: list[str]) -> None:
    """Hold slides to sound XML without links, programs or formulas in their tables."""
    with zipfile.ZipFile(io.BytesIO(slides.slides(report_sample.hostile(" ".join(words)[:3000])))) as archive:
        for name in archive.namelist():
            raw = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(raw)
                assert b'TargetMode="External"' not in raw, name
                assert b"hlinkClick" not in raw, name
            elif name.endswith(".xlsx"):
                book = openpyxl.load_workbook(io.BytesIO(raw))
                assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row), name


def check_pdf(words: list[str]) -> None:
    """Hold a PDF to pages that run nothing and lead nowhere."""
    reader = PdfReader(io.BytesIO(pdf.pdf(report_sample.hostile(" ".join(words)[:3000]))))
    root = reader.trailer["/Root"]
    assert "/OpenAction" not in root
    assert "/AA" not in root
    assert "/JavaScript" not in (root.get("/Names") or {})
    for page in reader.pages:
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A") or {}
            assert action.get("/S", "/GoTo") == "/GoTo", action


def check_run(words: list[str], folder: Path) -> None:
    """Run a scenario with texts for titles, and hold every file of it to harmless ones."""
    title = lambda one: json.dumps({"de": one, "en": one}, ensure_ascii=False)  # noqa: E731
    goals = "".join(
        f"  - {{id: own-{i}, title: {title(one)}, year: 2030, indicator: co2e, sense: at_most, limit: 1000 kt/a, "
        "origin: derived, scenario: klimaneutral-2035}\n"
        for i, one in enumerate(words)
    )
    whole = f"{HEAD}title: {title(words[0])}\ntext: {title(words[-1])}\nmilestones:\n{goals}"
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios/own.yaml").write_text(whole, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(["run", "own", "--out", "outputs"])
    assert code == 0, err.getvalue()[:600]
    assert not HIDDEN.search(out.getvalue()), ascii(out.getvalue())
    check_files(folder / "outputs" / "own")


def check_files(folder: Path) -> None:
    """Hold tables, workbook and charts of a run to texts that are texts."""
    for path in folder.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), strict=True):
            assert not [one for one in row if one.startswith(FORMULA_SIGNS) and not _is_number(one)], (path, row)
    for path in folder.rglob("*.svg"):
        made = etree.parse(path)
        names = {etree.QName(one).localname for one in made.iter() if isinstance(one.tag, str)}
        assert not names & {*LOADS, "foreignObject", "image", "a"}, path
        assert not [
            one for node in made.iter() for one in node.attrib if etree.QName(one).localname.startswith("on")
        ], path
    with zipfile.ZipFile(folder / "results.xlsx") as archive:
        for name in archive.namelist():
            raw = archive.read(name).decode()
            etree.fromstring(raw.encode())
            assert 'TargetMode="External"' not in raw, name
            for formula in re.findall(r"<f[^>]*>([^<]*)</f>", raw):
                assert not re.search(r"HYPERLINK|cmd\||DDE|WEBSERVICE|script", formula), formula
    json.loads((folder / "run.json").read_text(encoding="utf-8"))


class Texts:
    """Texts of users in everything that is written."""

    name, slowest, growth = "text", 40.0, 400.0

    def content(self, number: int) -> Case:
        """Return one text."""
        draw = random.Random(number)  # noqa: S311 - no secret
        return Case("title", text(draw).encode("utf-8", "surrogatepass"))

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what takes a text; the last ones are kept for what takes many at a time."""
        home = Path.cwd()
        with tempfile.TemporaryDirectory() as made:
            os.chdir(made)
            kept: list[str] = []

            def take(case: Case) -> str:
                word = case.raw.decode("utf-8", "surrogatepass")
                if not is_allowed(word):
                    return "refused"
                check_csv(word)
                kept.append(word)
                _many(kept, len(kept), Path(made))
                return "written"

            try:
                yield take
                if kept:
                    for check in (check_book, check_page, check_slides, check_pdf):
                        check(kept[-20:])
            finally:
                os.chdir(home)


def _many(kept: list[str], count: int, folder: Path) -> None:
    """Write what takes many texts, where it is its turn."""
    for every, check in ((BOOK, check_book), (PAGE, check_page), (SLIDES, check_slides), (PDF, check_pdf)):
        if count % every == 0:
            check(kept[-every:] if every == BOOK else kept[-12:])
    if count % RUN == 0:
        check_run(kept[-TITLES:], folder)


TEXTS = Texts()
