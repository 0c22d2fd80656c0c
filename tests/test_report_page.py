"""The report as one HTML file, in a real browser: it loads nothing, runs nothing and can be used without a mouse."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browsing import chromium
from lxml import html as reading
from pypdf import PdfReader
from report_sample import HOSTILE, hostile, sample
from test_report_setting import claims, every

from klima2035.report import blocks, plain
from klima2035.report.html import html

LANGUAGES = ("de", "en")
WIDTHS = (360, 1024, 1920)


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(lang: str) -> Any:
    return reading.document_fromstring(html(sample(lang)))


def test_the_same_report_gives_the_same_page(lang: str) -> None:
    assert html(sample(lang)) == html(sample(lang))


def test_the_page_names_no_other_place_and_runs_nothing(page: Any, lang: str) -> None:
    text = html(sample(lang))
    outside = re.sub(r"data:image/svg\+xml;base64,[\w+/=]+", "", text)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", outside)
    assert not page.xpath("//script | //link | //iframe | //object | //form | //base")
    assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]")
    assert all(each.startswith("#") for each in page.xpath("//@href"))
    assert all(each.startswith("data:image/svg+xml;base64,") for each in page.xpath("//@src"))


def test_the_policy_allows_its_own_style_and_nothing_else(page: Any) -> None:
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:", "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip


def test_the_page_has_one_of_each_landmark_and_no_gap_in_its_headings(page: Any, lang: str) -> None:
    assert page.get("lang") == lang
    for mark in ("h1", "main", "nav", "header", "footer", "title"):
        assert len(page.findall(f".//{mark}")) == 1, mark
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {each[1:] for each in page.xpath("//a/@href")} <= set(names)
    assert set(" ".join(page.xpath("//@aria-describedby")).split()) <= set(names)


def test_tables_and_pictures_are_told(page: Any, lang: str) -> None:
    for table in page.iter("table"):
        assert table.find("caption").text_content().strip()
        assert all(each.get("scope") == "col" for each in table.findall("thead//th"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.findall("tbody/tr"))
    shown = list(every(blocks.Figure, sample(lang).blocks))
    for each, picture in zip(shown, page.iter("img"), strict=True):
        assert each.title in picture.get("alt")
        assert page.get_element_by_id(picture.get("aria-describedby")).text_content() == each.description
        ElementTree.fromstring(base64.b64decode(picture.get("src").partition(",")[2]))  # noqa: S314 - our own


def test_every_claim_can_be_read(page: Any, lang: str) -> None:
    text = page.text_content()
    for claim in claims(sample(lang).blocks):
        assert claim.text in text
        assert claim.source in text
    assert not re.search(r"\{\{|\}\}|\{%|\{\w*\}|\bNone\b|Undefined", page.find(".//body").text_content())


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_come_out_as_words(word: str) -> None:
    made = reading.document_fromstring(html(hostile(word)))
    assert made.find(".//h1").text_content() == plain.plain(word)
    assert not made.xpath("//script | //@onerror | //img[@src='x']")
    assert len(made.xpath("//style")) == 1
    assert "49" not in re.sub(r"data:[^\"]*", "", made.find(".//body").text_content())


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def file(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html(sample(lang)), encoding="utf-8")
    return path


class Seen:
    """A page in a browser, with all that it asked for and complained of."""

    def __init__(self, browser: Any, file: Path, width: int = 1024, zoom: float = 1.0) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        view = {"width": int(width / zoom), "height": int(800 / zoom)}
        self.context = browser.new_context(viewport=view, device_scale_factor=zoom, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.route("**/*", self._route)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    def _route(self, route: Any) -> None:
        if route.request.url.startswith("file:") and route.request.is_navigation_request():
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, *rest: object) -> None:
        self.context.close()


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.needs_program
@pytest.mark.parametrize("width", WIDTHS)
def test_the_browser_asks_for_nothing_and_complains_of_nothing(browser: Any, file: Path, width: int) -> None:
    with Seen(browser, file, width) as seen:
        drawn = seen.page.evaluate("[...document.images].map(each => each.complete && each.naturalWidth > 0)")
        assert drawn == [True] * 6
        assert [each for each in seen.asked if not each.startswith("data:")] == []
        assert seen.complaints == []
        assert seen.page.evaluate(WIDE) <= 0
        assert seen.page.evaluate("getComputedStyle(document.body).margin") == "0px", "our style is not applied"


COVERED = """() => [...document.querySelectorAll("main > *, figure > *, .key-figures > *, .pair > *")].filter(each => {
  const next = each.nextElementSibling;
  if (!next) return false;
  const [one, two] = [each.getBoundingClientRect(), next.getBoundingClientRect()];
  return one.bottom > two.top + 1 && one.right > two.left + 1 && one.left < two.right - 1 && two.height > 0;
}).map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.needs_program
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_covers_another(browser: Any, file: Path, width: int) -> None:
    with Seen(browser, file, width) as seen:
        assert seen.page.evaluate(COVERED) == []
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(COVERED) == []


@pytest.mark.needs_program
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Any, file: Path, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only with a browser

    with Seen(browser, file, width) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(seen.page, options={"runOnly": tags})
        assert found.violations_count == 0, found.generate_report()
        assert len(found.response["passes"]) > 20


@pytest.mark.needs_program
@pytest.mark.parametrize("zoom", [2.0, 4.0])
def test_nothing_is_cut_when_zoomed(browser: Any, file: Path, zoom: float) -> None:
    with Seen(browser, file, 1280, zoom) as seen:
        assert seen.page.evaluate(WIDE) <= 0


@pytest.mark.needs_program
@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_do_not_push_the_page_aside(browser: Any, tmp_path: Path, word: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(html(hostile(word)), encoding="utf-8")
    with Seen(browser, path, 360) as seen:
        assert seen.page.evaluate(WIDE) <= 0
        assert seen.complaints == []


@pytest.mark.needs_program
def test_all_can_be_reached_by_keyboard(browser: Any, file: Path) -> None:
    with Seen(browser, file, 360) as seen:
        page = seen.page
        told = "[document.activeElement.tagName, document.activeElement.className, document.activeElement.id]"
        page.keyboard.press("Tab")
        assert page.evaluate(told)[1] == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        reached = []
        for _ in range(120):
            page.keyboard.press("Tab")
            tag, kind, _ = page.evaluate(told)
            reached.append(kind or tag)
            if tag == "BODY":
                break
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring == "solid", (tag, kind)
        count = "document.querySelectorAll('{}').length"
        assert reached.count("SUMMARY") == page.evaluate(count.format("figure > details"))
        inner = page.evaluate(count.format("details .wide"))
        assert reached.count("wide") == page.evaluate(count.format(".wide")) - inner


@pytest.mark.needs_program
def test_details_open_and_wide_tables_scroll_by_keyboard(browser: Any, file: Path) -> None:
    with Seen(browser, file, 360) as seen:
        page = seen.page
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details").first.evaluate("each => each.open")
        table = page.locator(".wide:has(#table-2)")
        table.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        for _ in range(50):  # scrolling takes a moment
            if table.evaluate("each => each.scrollLeft") > 0:
                break
            page.wait_for_timeout(20)
        assert table.evaluate("each => each.scrollLeft") > 0
        assert page.evaluate(WIDE) <= 0


@pytest.mark.needs_program
def test_what_is_read_aloud_has_names(browser: Any, file: Path, lang: str) -> None:
    with Seen(browser, file) as seen:
        tree = seen.page.locator("body").aria_snapshot()
        document = sample(lang)
        assert f'heading "{document.title}" [level=1]' in tree
        regions = re.findall(r'region "([^"]+)"', tree)
        assert len(regions) == len(set(regions)) >= 6
        assert re.search(r'table "(Tabelle|Table) 2 ', tree)
        assert tree.count("rowheader") >= 22


def packed(text: str) -> str:
    """Return words without spaces, hyphens and joined letters."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.needs_program
def test_the_page_prints(browser: Any, file: Path, lang: str) -> None:
    with Seen(browser, file) as seen:
        printed = PdfReader(BytesIO(seen.page.pdf(prefer_css_page_size=True)))
    text = packed("".join(each.extract_text() for each in printed.pages))
    assert 4 <= len(printed.pages) <= 9
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    for claim in claims(sample(lang).blocks):
        assert packed(claim.text) in text
    (numbers,) = (each.table for each in every(blocks.Figure, sample(lang).blocks) if each.table)
    told = packed(f"1 {numbers.caption}")
    assert told in text, "the table of a figure is printed though it is folded on the screen"
