"""What is in the city's own hands: the effect of decisions by who takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from klima2035.numbers import percent
from klima2035.report.blocks import Block, PageBreak, Paragraph
from klima2035.report.pack import Pack
from klima2035.report.say import claim, column, drawn, heading, kilo, row, said, table, tonnes
from klima2035.stress.hands import STEPS, taken_off


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on who decides what."""
    return [PageBreak(), heading(pack, "hands"), *_told(pack)]


def _told(pack: Pack) -> Iterator[Block]:
    from klima2035.charts.hands import in_our_hands, step_name  # noqa: PLC0415 - matplotlib

    off = dict(zip([step for step, _ in STEPS], taken_off(pack.hands, pack.focus), strict=True))
    every = sum(off.values())
    if every <= 0.0:
        yield Paragraph((claim(pack, "hands_none", "in_our_hands.csv", year=pack.focus),))
        return
    ours = off["city"] + off["city_company"]
    yield Paragraph((
        claim(pack, "hands_city", "in_our_hands.csv", year=pack.focus, city=tonnes(pack, off["city"]),
              ours=tonnes(pack, ours), share=percent(ours / every, 0, pack.lang)),
    ))  # fmt: skip
    yield drawn(pack, "in_our_hands", lambda: in_our_hands(pack.result, pack.hands, pack.lang))
    columns = [
        column(pack, "decider", "left", 3.0), column(pack, "effect_in", "right", 1.6, pack.focus),
        column(pack, "share", "right", 1.0),
    ]  # fmt: skip
    rows = [
        row((step_name(step, pack.lang), kilo(pack, off[step]), percent(off[step] / every, 0, pack.lang)))
        for step, _ in STEPS if step != STEPS[0][0]
    ]  # fmt: skip
    rows.append(row((said(pack, "total"), kilo(pack, every), percent(1.0, 0, pack.lang)), total=True))
    yield table(pack, "hands_table", columns, rows, "in_our_hands.csv")
