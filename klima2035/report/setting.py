"""A document as its templates read it: plain records with numbers for tables, figures and evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from klima2035.messages import text
from klima2035.palette import ACCENT, ALERT, FAINT, INK, MUTED, SHADE, VERDICTS
from klima2035.phrases import VERDICT_SIGNS
from klima2035.report import blocks
from klima2035.report.blocks import Block, Claim, Document, Mark
from klima2035.report.pictures import bare, ratio
from klima2035.wording.report import TEXTS

Record = dict[str, Any]

MARKS: dict[str, str] = VERDICT_SIGNS | {"serious": "■", "warning": "▲", "note": "●"}
MARK_COLOURS: dict[str, str] = VERDICTS | {"serious": ALERT, "warning": VERDICTS["at_risk"], "note": ACCENT}
COLOURS = {"ink": INK, "muted": MUTED, "faint": FAINT, "shade": SHADE, "accent": ACCENT}


def words(lang: str) -> dict[str, str]:
    """Return what the report says of itself in one language, by the keys of the wording without their prefix."""
    return {key.removeprefix("report_"): text(key, lang) for key in TEXTS}


def year(document: Document) -> int:
    """Return the year that the figures are of; ValueError where the document's date names none."""
    found = re.search(r"\b(?:19|20)\d\d\b", document.date)
    if found is None:
        raise ValueError(f"the report's date names no year: {document.date!r}")
    return int(found.group(0))


def arranged(document: Document, picture: Callable[[str], str]) -> Record:
    """Return a document as records: page one, what follows, headings and evidence.

    picture: takes a picture's drawing, gives how a template finds it, such as a file's name.
    """
    setter = _Setter(document.lang, picture)
    records = setter.records(document.blocks)
    front, body = _parted(records)
    return {
        "lang": "en" if document.lang == "en" else "de",
        "title": document.title,
        "subtitle": document.subtitle,
        "kicker": document.kicker,
        "label": document.label,
        "date": document.date,
        "year": year(document),
        "words": words(document.lang),
        "colours": COLOURS,
        "marks": {mark: {"symbol": sign, "colour": MARK_COLOURS[mark]} for mark, sign in MARKS.items()},
        "front": front,
        "body": body,
        "headings": [record for record in records if record["kind"] == "heading"],
        "evidence": [
            {"number": number, "source": source, "uses": setter.uses[number]}
            for source, number in setter.numbers.items()
        ],
    }


def _parted(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """Return page one and what follows: parted at the first page break, else at the first chapter not at the start."""
    kinds = [record["kind"] for record in records]
    if "page_break" in kinds:
        at = kinds.index("page_break")
        return list(records[:at]), list(records[at + 1 :])
    chapters = [i for i, record in enumerate(records) if record["kind"] == "heading" and record["level"] == 1]
    at = next((i for i in chapters if i > 0), len(records))
    return list(records[:at]), list(records[at:])


class _Setter:
    """Turns blocks into records and counts tables, figures and evidence in order of first use."""

    def __init__(self, lang: str, picture: Callable[[str], str]) -> None:
        self.lang = lang
        self.picture = picture
        self.numbers: dict[str, int] = {}
        self.uses: dict[int, int] = {}
        self.tables = self.figures = self.level = 0
        self.anchors = {"evidence-list"}  # the last chapter, which is ours

    def records(self, found: Iterable[Block]) -> list[Record]:
        """Return the records of blocks, in their order."""
        return [self.block(each) for each in found]

    def block(self, block: Block) -> Record:
        """Return the record of a block of any kind."""
        makers: dict[type, Callable[[Any], Record]] = {
            blocks.Heading: self.heading,
            blocks.Paragraph: lambda b: {"kind": "paragraph", "claims": self.claims(b.claims), "lead": b.lead},
            blocks.Bullets: lambda b: {"kind": "bullets", "claims": self.claims(b.claims), "ordered": b.ordered},
            blocks.Notice: self.notice,
            blocks.KeyFigures: self.key_figures,
            blocks.Table: self.table,
            blocks.Figure: self.figure,
            blocks.Pair: lambda b: {"kind": "pair", "figures": [self.figure(each) for each in b.figures]},
            blocks.Terms: lambda b: {"kind": "terms", "pairs": [list(pair) for pair in b.pairs]},
            blocks.PageBreak: lambda _: {"kind": "page_break"},
        }
        return makers[type(block)](block)

    def evidence(self, source: str) -> Record:
        """Return the number of a source and which use of it this is; 0 for no source."""
        if not source:
            return {"number": 0, "use": 0}
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        self.uses[number] = self.uses.get(number, 0) + 1
        return {"number": number, "use": self.uses[number]}

    def claims(self, claims: Sequence[Claim]) -> list[Record]:
        """Return the records of sentences, in their order."""
        return [self.claim(each) for each in claims]

    def claim(self, claim: Claim) -> Record:
        """Return a sentence with the number of its source."""
        return {"text": claim.text, "evidence": self.evidence(claim.source)}

    def heading(self, heading: blocks.Heading) -> Record:
        """Return a heading; where a level is left out, the one that readers of the outline expect."""
        if heading.anchor in self.anchors or not re.fullmatch(r"[a-z0-9-]+", heading.anchor):
            raise ValueError(f"anchor twice or of other signs than a-z, 0-9 and hyphen: {heading.anchor!r}")
        self.anchors.add(heading.anchor)
        self.level = min(heading.level, self.level + 1)
        return {
            "kind": "heading",
            "level": self.level,
            "look": heading.level,
            "text": heading.text,
            "anchor": heading.anchor,
        }

    def notice(self, notice: blocks.Notice) -> Record:
        """Return a notice with its mark and the word for it."""
        mark: Mark = notice.mark or "note"
        word = text(f"report_mark_{mark}", self.lang)
        return {"kind": "notice", "mark": mark, "word": word, "claim": self.claim(notice.claim)}

    def key_figures(self, figures: blocks.KeyFigures) -> Record:
        """Return key figures, each with the number of its source."""
        return {
            "kind": "key_figures",
            "figures": [
                {
                    "label": f.label,
                    "value": f.value,
                    "unit": f.unit,
                    "note": f.note,
                    "evidence": self.evidence(f.source),
                }
                for f in figures.figures
            ],
        }

    def table(self, table: blocks.Table) -> Record:
        """Return a table with its number; ValueError for a row that is not as wide as the columns."""
        self.tables += 1
        for row in table.rows:
            if len(row.cells) != len(table.columns):
                raise ValueError(f"a row of {len(row.cells)} cells in {len(table.columns)} columns: {table.caption!r}")
        return {
            "kind": "table",
            "number": self.tables,
            "caption": table.caption,
            "columns": [{"head": c.head, "align": c.align, "width": c.width} for c in table.columns],
            "rows": [
                {"cells": [{"text": cell.text, "mark": cell.mark} for cell in row.cells], "total": row.total}
                for row in table.rows
            ],
            "source": table.source,
            "note": table.note,
        }

    def figure(self, figure: blocks.Figure) -> Record:
        """Return a figure with its number and its picture."""
        self.figures += 1
        drawn = bare(figure)
        return {
            "kind": "figure",
            "number": self.figures,
            "name": figure.name,
            "title": figure.title,
            "subtitle": figure.subtitle,
            "description": figure.description,
            "source": figure.source,
            "picture": self.picture(drawn),
            "ratio": ratio(drawn),
            "table": self.table(figure.table) if figure.table else None,
        }
