"""What the report rests on: quality of the inputs, what decides, limits, sources, terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from klima2035.draws.factors import factor_of, rows_of
from klima2035.draws.words import factor_label
from klima2035.ensemble import tables as ensemble_tables
from klima2035.numbers import number
from klima2035.phrases import quantity
from klima2035.report.blocks import Block, Bullets, Claim, Heading, PageBreak, Paragraph, Row, Table, Terms
from klima2035.report.pack import Pack
from klima2035.report.say import claim, column, heading, listed, name, row, said, table
from klima2035.tables import QUALITIES
from klima2035.wording.terms import GLOSSARY, LICENCES

LIMITS = ("limit_balance", "limit_grid", "limit_waste", "limit_band", "limit_city", "limit_left_out")
SHOWN = 6  # factors told of each outcome
OUTCOMES = ("total_co2e", "additional")  # beginnings of the outcomes told


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on assumptions and limits, with the terms; the sources are added by the document."""
    adoption = "limit_financed" if pack.scenario.settings.adoption == "financed" else "limit_given"
    limits = tuple(Claim(said(pack, code)) for code in (*LIMITS, adoption))
    which = 0 if pack.lang == "de" else 2
    return [
        PageBreak(), heading(pack, "basis"), Paragraph((quality(pack),)), assumptions(pack),
        Heading(2, said(pack, "limits"), "limits"), Bullets(limits), Heading(2, said(pack, "glossary"), "glossary"),
        Terms(tuple((entry[which], entry[which + 1]) for entry in GLOSSARY)),
    ]  # fmt: skip


def quality(pack: Pack) -> Claim:
    """Return how many input values are reported, derived, interpolated and assumed."""
    points = (one.rows for variants in pack.inputs.points.values() for one in variants.values())
    records = pack.inputs.records.values()
    counts = Counter(one.quality for rows in (*points, *records) for one in rows)
    label = pack.result.label if pack.lang == "de" else str(pack.result.extra["label_en"])
    told = {code: number(counts[code], 0, pack.lang) for code in QUALITIES}
    rows = number(sum(counts[code] for code in QUALITIES), 0, pack.lang)
    return claim(pack, "quality", "inputs/*/*.csv", label=label[:1].upper() + label[1:], rows=rows, **told)


def assumptions(pack: Pack) -> Table:
    """Return the uncertain figures that move emissions and cost most, with where they lead and their quality."""
    columns = [
        column(pack, "figure", "left", 3.2), column(pack, "outcome", "left", 2.0), column(pack, "low", "right", 1.2),
        column(pack, "high", "right", 1.2), column(pack, "quality", "left", 1.2),
    ]  # fmt: skip
    found = ensemble_tables.sensitivity(pack.ensemble).dicts()
    rows: list[Row] = []
    for start in OUTCOMES:
        mine = [one for one in found if str(one["outcome"]).startswith(start) and one["stands_out"] == "yes"]
        wanted = str(pack.focus) if start == "total_co2e" else ""
        mine = [one for one in mine if str(one["outcome"]).endswith(wanted)] or mine
        rows += [_assumption(pack, one) for one in mine[:SHOWN]]
    return table(pack, "assumptions_table", columns, rows, "sensitivity.csv", said(pack, "assumptions_note"))


def _assumption(pack: Pack, one: dict[str, object]) -> Row:
    unit, outcome = str(one["unit"]), str(one["outcome"])
    titles = pack.result.extra["measure_titles"]
    year = outcome.rsplit("_", 1)[-1]
    if outcome.startswith("total_co2e"):
        told = said(pack, "key_now", year)
    else:
        told = said(pack, "key_cost", *outcome.split("_")[-2:])
    low, high = (float(str(one[side])) for side in ("low", "high"))
    return row((
        factor_label(str(one["factor"]), pack.lang, titles), told,
        quantity(low, unit, pack.lang), quantity(high, unit, pack.lang), _qualities(pack, str(one["factor"])),
    ))  # fmt: skip


def _qualities(pack: Pack, factor: str) -> str:
    """Return the qualities of the rows that a factor moves, in words."""
    found = {one.quality for one in rows_of(pack.inputs) if factor_of(one) == factor}
    return listed(pack, [name(pack, code) for code in QUALITIES if code in found]) or "–"


def cited(pack: Pack, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield key and title of every registered source that is named in the texts, in the order of their keys."""
    words = {word for one in texts for word in re.split(r"[;,\s]+", one)}
    for key in sorted(words & set(pack.inputs.sources)):
        source = pack.inputs.sources[key]
        licence = source["licence"]
        licence = LICENCES.get(licence, licence) if pack.lang == "de" else licence
        told = said(pack, "source_entry", title=source["title"], licence=licence)
        yield key, f"{told} {source['url']}".strip()
