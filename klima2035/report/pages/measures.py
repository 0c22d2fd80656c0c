"""Measures: who decides and carries them out, when, how far they are, what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from klima2035.inputs import Row as InputRow
from klima2035.money.discount import central
from klima2035.numbers import NO_VALUE, number, percent
from klima2035.phrases import day
from klima2035.report import figures
from klima2035.report.blocks import Block, PageBreak, Paragraph, Row, Table
from klima2035.report.pack import Pack
from klima2035.report.say import cell, claim, column, heading, million, name, said

ORDER = ("city", "city_company", "land", "bund", "eu", "owner", "firm")  # who decides, the city first


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on measures."""
    head: list[Block] = [PageBreak(), heading(pack, "measures")]
    every = [one.name for one in pack.scenario.measures]
    if not every:
        return [*head, Paragraph((claim(pack, "measures_none", "measures.csv"),))]
    known = states(pack)
    missing = [one for one in every if one not in known]
    if missing:
        told = claim(pack, "measures_unreported", "measures.csv", count=len(missing), all=len(every))
    else:
        told = claim(pack, "measures_reported", "measures.csv", all=len(every))
    tables = [
        measure_table(pack, decider, mine, known) for decider in ORDER
        if (mine := [one for one in every if pack.scenario.library[one].decider == decider])
    ]  # fmt: skip
    return [*head, Paragraph((told,)), *tables]


def states(pack: Pack) -> dict[str, InputRow]:
    """Return the newest reported state of each measure."""
    found: dict[str, InputRow] = {}
    for one in pack.inputs.records.get("measure_status", ()):
        measure = one.index["measure"]
        if measure not in found or found[measure].index["date"] <= one.index["date"]:
            found[measure] = one
    return found


def measure_table(pack: Pack, decider: str, mine: Sequence[str], known: Mapping[str, InputRow]) -> Table:
    """Return the measures that one body decides: who carries them out, years, state, cost and euro per tonne."""
    columns = [
        column(pack, "measure", "left", 2.9), column(pack, "office", "left", 2.5), column(pack, "years", "left", 1.55),
        column(pack, "status", "left", 1.7), column(pack, "cost", "right", 1.75),
        column(pack, "per_tonne", "right", 1.5),
    ]  # fmt: skip
    cost, rate = costs(pack), central(one["rate"] for one in pack.rows("measure_costs")) or 0.0
    per_tonne = {one["measure"]: one["eur_per_tonne"] for one in pack.rows("measure_costs") if one["rate"] == rate}
    rows = [_row(pack, measure, known.get(measure), cost.get(measure, 0.0), per_tonne.get(measure)) for measure in mine]
    financed = pack.scenario.settings.adoption == "financed"
    note = said(
        pack,
        "measures_note_financed" if financed else "measures_note",
        first=pack.result.as_of + 1,
        last=pack.result.years[-1],
        rate=percent(rate, 0, pack.lang),
    )
    sources = "; ".join(dict.fromkeys(known[one].source for one in mine if one in known))
    origin = "measures.csv, investment.csv, measure_costs.csv" + (f"; {sources}" if sources else "")
    return Table(said(pack, "measures_by", name(pack, decider)), tuple(columns), tuple(rows), origin, note)


def costs(pack: Pack) -> dict[str, float]:
    """Return the additional cost of each measure after ``as_of`` [EUR nominal]."""
    columns = pack.result.tables["investment"].by_column
    wanted = (columns[name_] for name_ in ("measure", "basis", "year", "value"))
    out: dict[str, float] = {}
    for measure, basis, year, value in zip(*wanted, strict=True):
        if basis == "additional" and int(year or 0) > pack.result.as_of:
            out[str(measure)] = out.get(str(measure), 0.0) + float(value or 0.0)
    return out


def _row(pack: Pack, measure: str, state: InputRow | None, cost: float, per_tonne: Any) -> Row:
    known = pack.scenario.library[measure]
    first, last = figures.first_year(pack, measure), figures.last_year(pack, measure)
    years = NO_VALUE if first is None else str(first) if last in (None, first) else f"{first}–{last}"
    words = (
        known.title[pack.lang], known.office[pack.lang], years, status(pack, state), million(pack, cost),
        number(per_tonne, 0, pack.lang),
    )  # fmt: skip
    return Row(tuple(cell(word) for word in words))


def status(pack: Pack, state: InputRow | None) -> str:
    """Return the reported state of a measure in words."""
    if state is None:
        return said(pack, "status_none")
    return said(
        pack, "status", state=name(pack, state.index["status"]), share=percent(state.value, 0, pack.lang),
        day=day(state.index["date"], pack.lang),
    )  # fmt: skip
