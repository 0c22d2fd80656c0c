"""Risks: what the plausibility check found, what stress does, how certain milestones are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from klima2035.messages import text
from klima2035.numbers import number, percent
from klima2035.report.blocks import Block, Claim, Heading, Mark, PageBreak, Paragraph, Row, Table
from klima2035.report.pack import Pack
from klima2035.report.say import (
    cell,
    claim,
    column,
    drawn,
    heading,
    listed,
    money,
    name,
    row,
    said,
    signed_amount,
    table,
    tonnes,
)
from klima2035.stress.run import Outcome
from klima2035.stress.tables import fallen

MARKS: Mapping[str, Mark] = {"serious": "serious", "warning": "warning", "note": "note"}
SHOWN = 12  # findings told; the workbook holds all


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on risks."""
    return [PageBreak(), heading(pack, "risks"), *findings(pack), *stress(pack), *chances(pack)]


def findings(pack: Pack) -> Iterator[Block]:
    """Yield how many findings there are and the worst of them, each with what to do."""
    counts = pack.result.severities()
    if not pack.result.found:
        yield Paragraph((claim(pack, "risks_none", "findings.csv"),))
        return
    yield Paragraph((claim(pack, "risks_count", "findings.csv", **counts),))
    columns = [
        column(pack, "weight", "left", 0.9),
        column(pack, "finding", "left", 3.2),
        column(pack, "remedy", "left", 3.2),
    ]
    words = {one: text(f"severity_{one}", pack.lang) for one in counts}
    rows = [
        Row(
            (
                cell(words[one.severity], MARKS[one.severity]),
                cell(one.sentence[pack.lang]),
                cell(worded(pack, one.remedy[pack.lang]) or "–"),
            )
        )
        for one in pack.result.found[:SHOWN]
    ]
    sources = "; ".join(dict.fromkeys(one.source for one in pack.result.found[:SHOWN] if one.source))
    yield table(pack, "risks_table", columns, rows, f"findings.csv; {sources}" if sources else "findings.csv")


def worded(pack: Pack, sentence: str) -> str:
    """Return a sentence with labels in place of the names of inputs: a council reads no codes."""
    sentence = re.sub(r" \((?:end|ambition|start)\)", "", sentence)
    quoted = "„{}“" if pack.lang == "de" else "“{}”"
    return re.sub(r"\b[a-z]+(?:_[a-z0-9]+)+\b(?!\.csv)", lambda found: quoted.format(name(pack, found[0])), sentence)


def stress(pack: Pack) -> Iterator[Block]:
    """Yield what each stress case leads to, the worst first."""
    from klima2035.charts.stress import stress as heat_map  # noqa: PLC0415 - matplotlib

    found = [(case, one) for case in pack.stressed.cases if (one := pack.stressed.of(case.name)) is not None]
    if not found:
        return
    worst = max(found, key=lambda pair: pack.stressed.change(pair[1], "co2e", pack.focus))
    yield Heading(2, said(pack, "stress_table"), "stress")
    yield drawn(pack, "stress", lambda: heat_map(pack.result, pack.stressed, pack.lang))
    yield Paragraph((_worst(pack, worst[0].title[pack.lang], worst[1]),))
    yield stress_table(pack)


def _worst(pack: Pack, title: str, one: Outcome) -> Claim:
    change = pack.stressed.change(one, "co2e", pack.focus)
    return claim(pack, "stress_worst", "stress.csv", title=title, year=pack.focus, value=tonnes(pack, change),
                 money=money(pack, pack.stressed.change(one, "open")))  # fmt: skip


def stress_table(pack: Pack) -> Table:
    """Return each case with its change of tonnes and money and the milestones that are judged worse."""
    stressed, own = pack.stressed, pack.scenario.settings.adoption
    columns = [
        column(pack, "case", "left", 2.6), column(pack, "tonnes", "right", 1.5, pack.focus),
        column(pack, "open", "right", 1.5), column(pack, "falls", "left", 2.6),
    ]  # fmt: skip
    titles, rows = pack.result.extra["milestone_titles"], []
    for case in stressed.cases:
        one = stressed.of(case.name)
        if one is not None:
            star = "*" if one.adoption != own else ""
            names = [str(titles[name][pack.lang]) for name in fallen(stressed, one)]
            rows.append(row((
                case.title[pack.lang] + star,
                signed_amount(pack, stressed.change(one, "co2e", pack.focus), "tCO2e/a"),
                signed_amount(pack, stressed.change(one, "open"), "EUR"),
                listed(pack, names) or said(pack, "no_falls"),
            )))  # fmt: skip
    return table(pack, "stress_table", columns, rows, "stress.csv, stress_milestones.csv", said(pack, "stress_note"))


def chances(pack: Pack) -> Iterator[Block]:
    """Yield in which share of the draws the limits of later milestones hold."""
    known = pack.result.extra.get("probabilities", {})
    rows = [one for one in pack.rows("milestones") if one["id"] in known and int(one["year"]) > pack.result.as_of]
    if not rows:
        return
    yield Heading(2, said(pack, "chances"), "chances")
    columns = [
        column(pack, "milestone", "left", 3.4),
        column(pack, "year", "right", 0.8),
        column(pack, "chance", "right", 1.4),
    ]
    told = [_chance(pack, one["id"], int(one["year"])) for one in rows]
    draws, seed = number(pack.result.extra["draws"], 0, pack.lang), pack.result.extra["seed"]
    note = said(pack, "chances_note", draws=draws, seed=seed)
    yield table(pack, "chances_table", columns, told, "probabilities.csv", note)


def _chance(pack: Pack, code: str, year: int) -> Row:
    share, error = pack.result.extra["probabilities"][code]
    spread = f"{percent(share, 0, pack.lang)} ± {number(error * 100.0, 1, pack.lang)}"
    return row((str(pack.result.extra["milestone_titles"][code][pack.lang]), str(year), spread))
