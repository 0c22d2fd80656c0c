"""The slides of the council pack: one message each, from the blocks of the chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from klima2035.report.blocks import Block, Bullets, Claim, Figure, Notice, Paragraph, Row, Slide, Table
from klima2035.report.pack import Pack
from klima2035.report.say import said, title_of

ROWS = 9  # rows of a table that a slide holds
CLAIMS = 3
WANTED = (  # chapter, kind of block, its name
    ("where", "table", "where_table"), ("where", "lead", ""), ("sectors", "figure", "pathway"),
    ("sectors", "figure", "remaining_floor"), ("sectors", "figure", "carbon_budget"), ("money", "figure", "investment"),
    ("money", "table", "city_table"), ("money", "table", "support_table"), ("risks", "table", "risks_table"),
    ("risks", "table", "stress_table"), ("hands", "figure", "in_our_hands"),
)  # fmt: skip


def deck(pack: Pack, pages: Mapping[str, Sequence[Block]]) -> list[Slide]:
    """Return the slides: state, then figures and tables of the chapters, what has changed, what is decided."""
    front = pages["front"]
    lead = [one for block in front if isinstance(block, Paragraph) for one in block.claims]
    first = [block.claims[0] for block in front if isinstance(block, Paragraph)]
    warned = [block.claim for block in front if isinstance(block, Notice)]
    out = [Slide(said(pack, "slide_glance"), (*warned, *first[:CLAIMS]), notes=_notes(pack, [*warned, *lead]))]
    for chapter, kind, name in WANTED:
        out += _shown(pack, pages[chapter], kind, name)
    out += _bullets(pack, pages["changes"])
    decided = [one for block in front if isinstance(block, Bullets) for one in block.claims]
    for start in range(0, len(decided), CLAIMS):
        part = decided[start : start + CLAIMS]
        out.append(Slide(said(pack, "slide_decide"), tuple(part), notes=_notes(pack, part)))
    return out


def _shown(pack: Pack, blocks: Sequence[Block], kind: str, name: str) -> Iterator[Slide]:
    """Yield the slide of one figure or table of a chapter with the sentences that stand nearest before it."""
    before: tuple[Claim, ...] = ()
    wanted = {"table": lambda: said(pack, name), "lead": lambda: _lead(pack)}.get(kind, str)()
    for block in blocks:
        if isinstance(block, Paragraph):
            before = tuple(block.claims)[:CLAIMS]
        if isinstance(block, Figure) and kind == "figure" and block.name == name:
            yield Slide(block.title, _near(blocks, block, before), figure=block, notes=block.description)
        if isinstance(block, Table) and wanted and block.caption == wanted:
            yield Slide(block.caption, before, table=shortened(block), notes=said(pack, "slide_notes", block.source))


def _lead(pack: Pack) -> str:
    """Return the caption of the table of leading indicators: the title of their milestone."""
    rows = pack.rows("leading")
    return said(pack, "lead_table", title_of(pack, rows[0])) if rows else ""


def _near(blocks: Sequence[Block], figure: Figure, before: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the sentences that follow a figure at once, else those before it."""
    after = blocks[list(blocks).index(figure) + 1 :]
    return tuple(after[0].claims)[:CLAIMS] if after and isinstance(after[0], Paragraph) else before


def shortened(table: Table) -> Table:
    """Return a table with the rows that a slide holds: the worst verdicts first, sums kept."""
    order = {"missed": 0, "serious": 0, "at_risk": 1, "warning": 1, "cannot_judge": 2, "note": 2, "reached": 3}

    def rank(row: Row) -> int:
        marks = [order[cell.mark] for cell in row.cells if cell.mark]
        return min(marks, default=0)

    totals = [row for row in table.rows if row.total]
    others = sorted((row for row in table.rows if not row.total), key=rank)
    return Table(table.caption, table.columns, (*others[: ROWS - len(totals)], *totals), table.source, table.note)


def _bullets(pack: Pack, blocks: Sequence[Block]) -> Iterator[Slide]:
    told = [one for block in blocks if isinstance(block, Bullets | Paragraph) for one in block.claims]
    if told:
        yield Slide(said(pack, "changes"), tuple(told[:CLAIMS]), notes=_notes(pack, told))


def _notes(pack: Pack, told: Sequence[Claim]) -> str:
    return "\n".join(f"{one.text} {said(pack, 'slide_notes', one.source)}" if one.source else one.text for one in told)
