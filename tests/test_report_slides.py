"""The report as slides: native charts and tables, real titles, nothing that overflows, the same bytes."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from matplotlib.font_manager import FontProperties, findfont
from PIL import ImageFont
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PP_PLACEHOLDER
from pypdf import PdfReader
from report_sample import HOSTILE, hostile, milestones, sample, speaker

from klima2035.report import slide_words
from klima2035.report.blocks import Cell, Column, Document, Row, Slide, Table
from klima2035.report.plain import plain
from klima2035.report.slides import slides

LANGUAGES = ("de", "en")
POINT = 12700.0  # length of a point as the presentation counts
KINDS = {
    "line": XL_CHART_TYPE.LINE,
    "stacked_column": XL_CHART_TYPE.COLUMN_STACKED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked_bar": XL_CHART_TYPE.BAR_STACKED,
}


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(document: Document) -> Any:
    return Presentation(BytesIO(slides(document)))


@pytest.fixture(scope="module")
def deck(lang: str) -> Any:
    return opened(sample(lang))


def test_the_same_report_gives_the_same_bytes(lang: str) -> None:
    made = slides(sample(lang))
    assert made == slides(sample(lang))
    with zipfile.ZipFile(BytesIO(made)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        books = [name for name in packed.namelist() if name.endswith(".xlsx")]
        assert len(books) == 4
        for name in books:
            with zipfile.ZipFile(BytesIO(packed.read(name))) as book:
                assert "2025-01-01T00:00:00Z" in book.read("docProps/core.xml").decode()
        assert not any("thumbnail" in name for name in packed.namelist())


def test_the_presentation_says_what_it_is(deck: Any, lang: str) -> None:
    known = deck.core_properties
    assert known.title == sample(lang).title
    assert known.author == known.last_modified_by == "klima2035"
    assert known.language == {"de": "de-DE", "en": "en-GB"}[lang]
    assert known.created.year == known.modified.year == 2025
    assert round(deck.slide_width / deck.slide_height, 3) == 1.778


def test_our_layouts_are_wide_and_in_our_language(deck: Any, lang: str) -> None:
    first = {"de": "Titelfolie", "en": "Title slide"}[lang]
    assert [layout.name for layout in deck.slide_layouts][0] == first  # noqa: RUF015 - an order is meant
    assert len(deck.slide_layouts) == 2
    pages = [deck.slide_master, *deck.slide_layouts, deck.slides[1].notes_slide.part.notes_master]
    for page in pages:
        text = page._element.xml
        assert "Click to edit" not in text
        assert set(re.findall(r' lang="([^"]+)"', text)) <= {"en-GB" if lang == "en" else "de-DE"}
    for page in pages[:3]:
        title = page.placeholders[0]
        assert title.left + title.width <= deck.slide_width
        assert title.width / deck.slide_width == pytest.approx(0.87, abs=0.04)


def test_every_message_is_a_title_of_its_own(deck: Any, lang: str) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [sample(lang).title, *(slide.title for slide in sample(lang).slides)]
    assert len(titles) == len(set(titles))
    for slide in deck.slides:
        kind = slide.shapes.title.placeholder_format.type
        assert kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id, "the title is read first"


def test_charts_are_native_and_hold_the_numbers(deck: Any, lang: str) -> None:
    for slide, made in zip(sample(lang).slides, list(deck.slides)[1:], strict=True):
        drawn = [shape.chart for shape in made.shapes if shape.has_chart]
        if not (slide.figure and slide.figure.data):
            assert drawn == []
            continue
        (chart,), data = drawn, slide.figure.data
        assert chart.chart_type == KINDS[data.kind]
        assert list(chart.plots[0].categories) == list(data.categories)
        assert [(each.name, list(each.values)) for each in chart.plots[0].series] == [
            (each.name, list(each.values)) for each in data.series
        ]
        assert chart.value_axis.axis_title.text_frame.text == data.unit
        assert chart.has_legend == (len(data.series) > 1)
        assert not any(shape.shape_type == 13 for shape in made.shapes), "no picture of numbers"


def test_colours_are_those_of_the_report(deck: Any, lang: str) -> None:
    money = deck.slides[2].shapes
    chart = next(shape.chart for shape in money if shape.has_chart)
    text = chart._chartSpace.xml
    for colour in ("1F3B57", "6FA8C9", "F0B83C"):
        assert f'<a:srgbClr val="{colour}"/>' in text
    assert 'prst="wdUpDiag"' in text, "the gap is hatched, not white on white"


def test_tables_are_native(deck: Any, lang: str) -> None:
    made = next(shape.table for shape in deck.slides[5].shapes if shape.has_table)
    table = sample(lang).slides[4].table
    assert [cell.text for cell in made.rows[0].cells] == [column.head for column in table.columns]
    assert made.first_row
    assert made.first_col
    shown = [[cell.text for cell in row.cells] for row in list(made.rows)[1:]]
    assert [row[:3] for row in shown] == [[cell.text for cell in row.cells[:3]] for row in table.rows]
    assert [row[3].split("\u00a0", 1) for row in shown[:4]] == [
        ["✔", table.rows[0].cells[3].text], ["▲", table.rows[1].cells[3].text],
        ["✘", table.rows[2].cells[3].text], ["?", table.rows[3].cells[3].text],
    ]  # fmt: skip


def test_a_long_table_goes_on_to_further_slides(lang: str) -> None:
    table = milestones(speaker(lang), 30)
    long = replace(sample(lang), slides=(Slide("Lang", table=table),))
    parts = list(opened(long).slides)[1:]
    assert [slide.shapes.title.text_frame.text for slide in parts] == [
        f"Lang ({number}/{len(parts)})" for number in range(1, len(parts) + 1)
    ]
    rows = [row for slide in parts for shape in slide.shapes if shape.has_table for row in list(shape.table.rows)[1:]]
    assert [row.cells[0].text for row in rows] == [row.cells[0].text for row in table.rows]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = [Column("A", width=5.0), Column("Treibhausgase", width=0.5)]
    table = Table("T", columns, [Row([Cell("a"), Cell("nicht beurteilbar", "cannot_judge")])], "s")
    (slide,) = list(opened(replace(sample("de"), slides=(Slide("S", table=table),))).slides)[1:]
    (drawn,) = [shape.table for shape in slide.shapes if shape.has_table]
    cell = drawn.cell(0, 1)
    inner = (drawn.columns[1].width - cell.margin_left - cell.margin_right) / POINT
    assert slide_words.wide("Treibhausgase", 14.0, bold=True) * 72.0 <= inner
    assert sum(column.width for column in drawn.columns) == pytest.approx(12.1 * 72.0 * POINT, abs=5.0)


def test_what_is_seen_is_told_and_claims_name_their_source(deck: Any, lang: str) -> None:
    document = sample(lang)
    for slide, made in zip(document.slides, list(deck.slides)[1:], strict=True):
        for shape in made.shapes:
            if shape.has_chart or shape.has_table:
                words = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                told = slide.figure.description if shape.has_chart else slide.table.caption
                assert told in words
        text = "\n".join(shape.text_frame.text for shape in made.shapes if shape.has_text_frame)
        for claim in slide.claims:
            assert claim.text in text
            assert claim.source in text
        assert document.label in text
        if slide.notes:
            assert made.notes_slide.notes_text_frame.text == slide.notes
    langs = set(re.findall(r' lang="([^"]+)"', "".join(slide.element.xml for slide in deck.slides)))
    assert langs == {"en-GB" if lang == "en" else "de-DE"}


def needed(frame: Any, width: float, bold_too: bool = True) -> tuple[float, float]:
    """Return height [pt] of a frame's words in the widest font that may stand in, and their smallest size [pt]."""
    height, smallest = 0.0, 99.0
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            size = run.font.size.pt
            smallest = min(smallest, size)
            path = findfont(FontProperties(family="DejaVu Sans", weight="bold" if run.font.bold else "normal"))
            font = ImageFont.truetype(path, 100)
            lines, line = 1, ""
            for word in run.text.split():
                longer = f"{line} {word}".strip()
                if line and font.getlength(longer) * size / 100.0 > width:
                    lines, line = lines + 1, word
                else:
                    line = longer
            height += lines * 1.17 * size
        if paragraph.space_before is not None:
            height += paragraph.space_before.pt
    return height, smallest


def test_no_words_overflow_and_none_are_too_small(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                height, smallest = needed(shape.text_frame, shape.width / POINT)
                assert height <= shape.height / POINT + 1.0, (number, shape.name, shape.text_frame.text)
                assert smallest >= 12.0
            if shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        wide = (column.width - cell.margin_left - cell.margin_right) / POINT
                        height, smallest = needed(cell.text_frame, wide)
                        assert height <= (row.height - cell.margin_top - cell.margin_bottom) / POINT + 1.0, cell.text
                        assert smallest >= 12.0


def test_nothing_covers_another(deck: Any) -> None:
    for slide in list(deck.slides)[1:]:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]
        for at, a in enumerate(boxes):
            for b in boxes[at + 1 :]:
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                assert apart, (a[4], b[4])


def test_a_short_message_is_large_and_a_long_one_smaller(deck: Any) -> None:
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt for slide in deck.slides]
    assert sizes[1] == sizes[4] == 28.0
    assert 16.0 <= sizes[2] < 28.0


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_come_out_as_words(word: str) -> None:
    made = opened(hostile(word))
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [plain(word)] * 3
    chart = next(shape.chart for shape in made.slides[1].shapes if shape.has_chart)
    assert next(iter(chart.plots[0].series)).name == plain(word)
    assert made.slides[1].notes_slide.notes_text_frame.text == plain(word)


def test_the_estimate_of_lines_is_on_the_safe_side() -> None:
    assert slide_words.lines("", 12.0, 1.0) == 1
    assert slide_words.lines("a" * 100, 12.0, 1.0) == 12
    assert slide_words.lines("kurz", 12.0, 0.0) == 1
    assert slide_words.lines("zwei kurze Wörter", 12.0, 1.0) == 2
    assert slide_words.lines("zwei\u00a0kurze", 12.0, 1.0, bold=True) == 2


@pytest.mark.needs_program
def test_another_program_opens_the_slides(lang: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: the slides cannot be opened in another program")
    file = tmp_path / "report.pptx"
    file.write_bytes(slides(sample(lang)))
    profile = (tmp_path / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(file)], check=True, capture_output=True, timeout=180)
    reader = PdfReader(tmp_path / "report.pdf")
    assert len(reader.pages) == 1 + len(sample(lang).slides)
    for slide, page in zip(sample(lang).slides, reader.pages[1:], strict=True):
        text = re.sub(r"\s", "", page.extract_text())
        assert re.sub(r"\s", "", slide.title) in text
        if slide.figure and slide.figure.data:
            assert all(re.sub(r"\s", "", each.name) in text for each in slide.figure.data.series if each.name in text)
