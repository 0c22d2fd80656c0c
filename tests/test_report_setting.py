"""The report as PDF: for screen readers, for archives, the same bytes, and no word is ever taken for markup."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import util
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from report_sample import HOSTILE, figure, hostile, sample

from klima2035.errors import EnvironmentFault
from klima2035.report import blocks, pdf, pictures, plain, setting, writing
from klima2035.report.blocks import Cell, Claim, Column, Document, Heading, PageBreak, Paragraph, Row

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="{high}pt" viewBox="0 0 100 {high}">'
    '<rect width="100" height="{high}"/></svg>'
)
LANGUAGES = ("de", "en")


def every(kind: Any, value: Any) -> Iterator[Any]:
    """Give every record of a kind within a block, a slide or a document."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from every(kind, each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from every(kind, getattr(value, name))


def claims(value: Any) -> Iterator[Claim]:
    """Give every claim within a block, a slide or a document."""
    return every(Claim, value)


def squeezed(text: str) -> str:
    """Return words without what setting adds or takes: spaces, hyphens at line ends, places to break."""
    return re.sub(r"[\s\u00a0\u00ad\u200b-\u200d-]", "", text)


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(pdf.pdf(document)))


def words(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def elements(node: Any, parent: str = "") -> Iterator[tuple[str, str, Any]]:
    """Give parent's kind, own kind and record of every element of a tagged PDF."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from elements(each, parent)
    elif hasattr(node, "get") and node.get("/Type") != "/MCR":
        kind = str(node.get("/S", ""))
        if kind:
            yield parent, kind, node
        if "/K" in node:
            yield from elements(node.raw_get("/K"), kind or parent)


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reader(lang: str) -> PdfReader:
    return read(sample(lang))


def test_the_same_report_gives_the_same_bytes(lang: str) -> None:
    assert pdf.pdf(sample(lang)) == pdf.pdf(sample(lang))


def test_another_word_gives_other_bytes() -> None:
    assert pdf.pdf(sample("de")) != pdf.pdf(replace(sample("de"), title="Anders"))


def test_the_file_is_made_for_screen_readers_and_archives(reader: PdfReader, lang: str) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == sample(lang).title
    assert reader.metadata.author == "klima2035"
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20250101000000Z"
    told = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told


def test_every_picture_has_words_and_every_table_a_head(reader: PdfReader, lang: str) -> None:
    found = list(elements(reader.trailer["/Root"].raw_get("/StructTreeRoot")))
    drawn = [node for _, kind, node in found if kind == "/Figure"]
    shown = list(every(blocks.Figure, sample(lang).blocks))
    assert len(shown) == 6
    assert [str(node["/Alt"]) for node in drawn] == [
        f"{each.title}. {each.subtitle}. {each.description}" for each in shown
    ]
    kinds = [kind for _, kind, _ in found]
    assert kinds.count("/Table") == kinds.count("/THead") == 3
    assert kinds.count("/TH") == 3 + 4 + 3
    assert kinds.count("/Title") == 1
    assert all(parent == "/TR" for parent, kind, _ in found if kind in {"/TH", "/TD"})
    assert all(parent != "/Document" for parent, kind, _ in found if kind in {"/Span", "/Link"})


def test_headings_have_no_gap_and_are_bookmarks(reader: PdfReader, lang: str) -> None:
    found = list(elements(reader.trailer["/Root"].raw_get("/StructTreeRoot")))
    levels = [int(kind[2]) for _, kind, _ in found if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))

    def titles(outline: list[Any]) -> Iterator[str]:
        for each in outline:
            if isinstance(each, list):
                yield from titles(each)
            else:
                yield each.title

    marks = set(titles(reader.outline))
    assert {each.text for each in sample(lang).blocks if isinstance(each, Heading)} <= marks


def test_every_claim_and_source_can_be_read(reader: PdfReader, lang: str) -> None:
    text = words(reader)
    found = list(claims(sample(lang).blocks))
    assert len(found) > 10
    for claim in found:
        assert squeezed(claim.text) in text
        assert squeezed(claim.source) in text
    for table in every(blocks.Table, sample(lang).blocks):
        assert all(squeezed(cell.text) in text for row in table.rows for cell in row.cells)
    assert not re.search(r"\{\w*\}|\{\{|\}\}|#\w+\(|none|undefined", "".join(p.extract_text() for p in reader.pages))


def test_page_one_is_one_page_and_pages_are_counted(reader: PdfReader, lang: str) -> None:
    document = sample(lang)
    last = document.blocks[list(document.blocks).index(PageBreak()) - 1]
    first, second = (squeezed(page.extract_text()) for page in reader.pages[:2])
    assert all(squeezed(claim.text) in first for claim in claims(last))
    assert squeezed(setting.words(lang)["contents"]) in second
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        told = setting.words(lang)["page"].format(page=number, pages=count)
        assert squeezed(told) in squeezed(page.extract_text())
        assert squeezed(document.label) in squeezed(page.extract_text())


def test_pictures_are_as_wide_as_the_page_allows(reader: PdfReader, lang: str) -> None:
    found = elements(reader.trailer["/Root"].raw_get("/StructTreeRoot"))
    boxes = [node["/A"][0]["/BBox"] for _, kind, node in found if kind == "/Figure"]
    page = 170.0 / 25.4 * 72.0
    shares = [float(right - left) / page for left, _, right, _ in boxes]
    assert all(0.66 <= share <= 1.001 for share in shares[:2]), "page one: smaller, but readable"
    assert shares[2:4] == pytest.approx([1.0, 1.0], abs=0.02)
    assert shares[4:] == pytest.approx([0.48, 0.48], abs=0.02)
    assert all(float(bottom) >= 0.0 for _, bottom, _, _ in boxes)


def test_a_tall_picture_stands_on_one_page() -> None:
    tall = replace(figure("pathway", "de", "x"), picture=SQUARE.format(high=4000))
    found = elements(read(replace(sample("de"), blocks=[tall], slides=())).trailer["/Root"].raw_get("/StructTreeRoot"))
    (box,) = [node["/A"][0]["/BBox"] for _, kind, node in found if kind == "/Figure"]
    assert float(box[3] - box[1]) <= 200.0 / 25.4 * 72.0 + 1.0


def test_numbers_never_run_into_their_neighbours(lang: str) -> None:
    wide = "2.345.678,90\u00a0Ladepunkte"
    columns = [Column("A"), Column("B", "right", 0.3), Column("C", "right", 0.3), Column("D")]
    table = blocks.Table("T", columns, [Row([Cell("a"), Cell(wide), Cell(wide), Cell("d")])], "s")
    reader = read(replace(sample(lang), blocks=[table], slides=()))
    text = reader.pages[0].extract_text(extraction_mode="layout")
    (line,) = [each for each in text.splitlines() if "2.345.678,90" in each]
    assert re.search(r"a\s+2\.345\.678,90\sLadepunkte\s+2\.345\.678,90\sLadepunkte\s+d", line)


def test_no_word_of_the_other_language(reader: PdfReader, lang: str) -> None:
    text = " ".join(page.extract_text() for page in reader.pages)
    other = setting.words("en" if lang == "de" else "de")
    own = set(setting.words(lang).values())
    for key in ("contents", "table", "figure", "source", "evidence", "mark_warning", "mark_serious"):
        assert other[key] in own or not re.search(rf"\b{re.escape(other[key])}\b", text), key


def test_every_source_stands_once_in_order_of_first_use(lang: str) -> None:
    made = setting.arranged(sample(lang), lambda drawn: "")
    sources = [each["source"] for each in made["evidence"]]
    assert len(sources) == len(set(sources))
    assert [each["number"] for each in made["evidence"]] == list(range(1, len(sources) + 1))
    assert sources[0] == next(claims(sample(lang).blocks)).source


def test_links_lead_to_the_evidence_and_back(reader: PdfReader) -> None:
    links = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object().get("/Subtype") == "/Link"
    ]
    assert len(links) > 25
    assert all("/Contents" in link or "/StructParent" in link for link in links)
    assert not any("/URI" in str(link.get("/A", "")) for link in links)


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_come_out_as_words(word: str) -> None:
    text = words(read(hostile(word)))
    shown = plain.plain(word, glyphs=plain.drawable(*pdf.FONTS))
    assert text.count(squeezed(shown)) >= 10
    assert "49" not in text.replace(squeezed(shown), "")


def test_signs_that_cannot_be_shown_are_replaced() -> None:
    glyphs = plain.drawable(*pdf.FONTS)
    assert plain.plain("a\x00b\x1b[31m\u202ec\ud800d 漢 ✈\ufe0f", glyphs) == "a�b�[31m�c�d � ✈"
    assert plain.plain("Straße ≥ 5\u00a0t CO₂e, Öl\tund\nGas", glyphs) == "Straße ≥ 5\u00a0t CO₂e, Öl und Gas"
    assert plain.plain("😀") == "😀"
    assert plain.plain("Wärme" * 12, breaks=True).replace(plain.BREAK, "") == "Wärme" * 12
    assert plain.plain(Claim("\x07", "a\x07")) == Claim("�", "a�")


def test_pictures_lose_the_words_that_the_report_says_itself(lang: str) -> None:
    whole = figure("pathway", lang, "emissions.csv")
    cut = pictures.bare(whole)
    assert pictures.ratio(cut) < pictures.ratio(whole.picture) - 0.1
    assert f"<!-- {whole.subtitle} -->" in whole.picture
    assert f"<!-- {whole.subtitle} -->" not in cut
    used = set(re.findall(r'xlink:href="#([^"]+)"', cut))
    assert used <= set(re.findall(r'\bid="([^"]+)"', cut)), "a glyph went with the words"


def test_pictures_keep_what_the_report_does_not_say(lang: str) -> None:
    whole = figure("pathway", lang, "emissions.csv")
    assert pictures.bare(replace(whole, subtitle="other")) == whole.picture
    assert pictures.bare(replace(whole, title="other")) == whole.picture
    footed = pictures.bare(replace(whole, source="other"))
    assert "klima2035, " in footed
    assert pictures.ratio(footed) > pictures.ratio(pictures.bare(whole))
    group = '  <g id="text_'
    mark = '   <!-- not BISKO -->\n   <g transform="translate(600 19) scale(0.09 -0.09)">\n   </g>\n  </g>\n'
    marked = whole.picture.replace(f"\n{group}", f'\n{group}0">\n{mark}{group}', 1)
    assert "not BISKO" in marked
    assert pictures.bare(replace(whole, picture=marked)) == marked


def test_anchors_that_could_not_be_found_are_refused() -> None:
    twice = replace(sample("de"), blocks=[Heading(1, "A", "same"), Heading(1, "B", "same")])
    with pytest.raises(ValueError, match="anchor"):
        setting.arranged(twice, str)
    with pytest.raises(ValueError, match="anchor"):
        setting.arranged(replace(sample("de"), blocks=[Heading(1, "A", "a b")]), str)


def test_a_date_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="no year"):
        pdf.pdf(replace(sample("de"), date="heute"))


def test_a_picture_that_is_none_is_refused_without_naming_a_folder() -> None:
    broken = replace(figure("pathway", "de", "x"), picture="no picture")
    with pytest.raises(RuntimeError, match=r"^PDF: ") as caught:
        pdf.pdf(replace(sample("de"), blocks=[broken], slides=()))
    assert "klima2035-" not in str(caught.value)
    folder = Path("somewhere") / "klima2035-x"
    assert pdf._told(RuntimeError(f"not found at {folder}/a"), folder) == "not found at /a"


def test_a_report_of_little_is_a_report() -> None:
    little = replace(sample("de"), blocks=[Paragraph([Claim("Nur das.")])], slides=())
    assert "Nurdas." in words(read(little))
    assert len(read(replace(little, blocks=())).pages) >= 1


def test_all_kinds_are_written(tmp_path: Any, lang: str) -> None:
    paths = writing.write(sample(lang), tmp_path, writing.KINDS)
    assert [path.name for path in paths] == ["report.pdf", "report.html", "report.pptx"]
    assert [path.read_bytes()[:4] for path in paths] == [b"%PDF", b"<!do", b"PK\x03\x04"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_missing_package_is_told_before_anything_is_written(
    tmp_path: Any, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = util.find_spec
    monkeypatch.setattr(writing, "find_spec", lambda name: None if name == "pptx" else known(name))
    with pytest.raises(EnvironmentFault, match=r"python-pptx.*klima2035\[report\]"):
        writing.write(sample(lang), tmp_path, ["pdf", "pptx"])
    assert list(tmp_path.iterdir()) == []


def test_heavy_packages_are_loaded_only_where_they_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def guarded(name: str, *rest: Any) -> Any:
        assert name.split(".", maxsplit=1)[0] not in {"typst", "pptx", "jinja2"}, name
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", guarded)
    setting.arranged(sample("de"), str)


def test_an_unknown_kind_is_refused(tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="docx"):
        writing.write(sample("de"), tmp_path, ["docx"])
