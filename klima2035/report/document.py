"""The council pack as one document: chapters in order, sources at the end, slides of the same matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from klima2035.labels import city
from klima2035.report.blocks import (
    Block,
    Bullets,
    Claim,
    Document,
    Heading,
    KeyFigures,
    Notice,
    Paragraph,
    Slide,
    Table,
    Terms,
)
from klima2035.report.deck import deck
from klima2035.report.pack import Pack
from klima2035.report.pages import PAGES
from klima2035.report.pages.basis import cited
from klima2035.report.say import said


def document(pack: Pack) -> Document:
    """Return the report on a pack in its language."""
    from klima2035.charts import style  # noqa: PLC0415 - matplotlib

    with style.context():
        pages = {name: tuple(page(pack)) for name, page in PAGES.items()}
        slides: Sequence[Slide] = deck(pack, pages)
    blocks: list[Block] = [block for page in pages.values() for block in page]
    sources = tuple(cited(pack, (one.source for one in evidence(blocks))))
    if sources:
        blocks += [Heading(2, said(pack, "sources"), "sources"), Terms(sources)]
    result, place = pack.result, city(pack.result, pack.lang)
    title = result.title[pack.lang]
    label = result.label if pack.lang == "de" else str(result.extra["label_en"])
    known: dict[str, object] = {"city": place, "title": title, "year": result.as_of, "focus": pack.focus}
    head = [said(pack, code, **known) for code in ("title", "subtitle", "kicker")]
    return Document(
        pack.lang, head[0], head[1], head[2], label, str(result.as_of), tuple(blocks), tuple(slides)
    )  # fmt: skip


def claims(blocks: Sequence[Block]) -> Iterator[Claim]:
    """Yield every sentence of a document."""
    for block in blocks:
        if isinstance(block, Paragraph | Bullets):
            yield from block.claims
        elif isinstance(block, Notice):
            yield block.claim


def evidence(blocks: Sequence[Block]) -> Iterator[Claim]:
    """Yield every sentence, and for tables and key figures a claim with their source."""
    yield from claims(blocks)
    for block in blocks:
        if isinstance(block, Table):
            yield Claim(block.caption, block.source)
            if block.columns and len(block.rows):
                yield from (Claim("", row.cells[-1].text) for row in block.rows)
        elif isinstance(block, KeyFigures):
            yield from (Claim(one.label, one.source) for one in block.figures)
