"""Where we stand: the milestone board and table, leading indicators, counted figures beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from klima2035 import monitoring
from klima2035.milestones.told import has_path
from klima2035.numbers import percent
from klima2035.phrases import day, signed, unit_name
from klima2035.report.blocks import Block, Claim, Heading, PageBreak, Paragraph, Row, Table
from klima2035.report.pack import Pack
from klima2035.report.say import (
    SHORT_UNIT,
    amount,
    capped,
    cell,
    claim,
    column,
    figure,
    heading,
    name,
    office_of,
    row,
    said,
    short,
    signed_amount,
    table,
    title_of,
    tonnes,
)
from klima2035.tracking import comparison
from klima2035.tracking.told import change, effects, newest

NAMED = 5  # values of the framework told by name
PART = 0.2  # share of the deviation from which on the weather is told on page one


def page(pack: Pack) -> Sequence[Block]:
    """Return the chapter on milestones and counted figures."""
    return [
        PageBreak(), heading(pack, "where"), figure(pack, "board"), PageBreak(), milestone_table(pack),
        duty_table(pack), *leading(pack), *tracking(pack),
    ]  # fmt: skip


def milestone_table(pack: Pack) -> Table:
    """Return every milestone with value, limit, what is missing, when it is met, the pace needed, and the verdict."""
    columns = [
        column(pack, "milestone", "left", 3.1), column(pack, "year", "right", 0.8), column(pack, "value", "right", 2.1),
        column(pack, "limit", "right", 1.8), column(pack, "gap", "right", 1.6), column(pack, "met", "right", 1.2),
        column(pack, "verdict", "left", 2.0),
    ]  # fmt: skip
    rows = [_milestone(pack, one) for one in sorted(pack.rows("milestones"), key=lambda one: int(one["year"]))]
    return table(pack, "where_table", columns, rows, "milestones.csv, actuals.csv", said(pack, "where_note"))


def _milestone(pack: Pack, one: dict[str, Any]) -> Row:
    unit = str(one["unit"])
    counted = "*" if one["evidence"] == "actual" else ""
    gap = short(pack, one["gap"], unit) if one["gap"] is not None and one["gap"] > 0.0 else "–"
    never = said(pack, "never", pack.result.years[-1]) if has_path(one, pack.result) else "–"
    met = str(one["met_in"]) if one["met_in"] is not None else never
    limit = {"at_most": "≤\u00a0", "at_least": "≥\u00a0"}[one["sense"]]
    limit += (amount if one["value"] is None else short)(pack, one["limit"], unit)
    words = title_of(pack, one), str(one["year"]), amount(pack, one["value"], unit) + counted, limit, gap, met
    return Row((*(cell(word) for word in words), cell(name(pack, one["verdict"]), one["verdict"])))


def duty_table(pack: Pack) -> Table:
    """Return who is in charge of each milestone that is open or ahead, and the pace needed, planned and lately seen."""
    columns = [
        column(pack, "milestone", "left", 3.4), column(pack, "office", "left", 2.4), column(pack, "pace", "right", 1.6),
        column(pack, "planned", "right", 1.6), column(pack, "so_far", "right", 1.6),
    ]  # fmt: skip
    rows, now = [], pack.result.as_of
    open_ = [one for one in pack.rows("milestones") if one["verdict"] != "reached" or int(one["year"]) > now]
    for one in sorted(open_, key=lambda one: int(one["year"])):
        if ":" in str(one["indicator"]) and not has_path(one, pack.result):
            continue  # ways to count one sum: told above
        paces = (one["pace_needed"], one["pace_planned"], one["pace_so_far"])
        told = (signed_amount(pack, pace, str(one["unit"])) for pace in paces)
        rows.append(row((title_of(pack, one), office_of(pack, one) or said(pack, "office_none"), *told)))
    return table(pack, "duty", columns, rows, "milestones.csv")


def leading(pack: Pack) -> Iterator[Block]:
    """Yield the leading indicators of each milestone that names some, with a sentence on their pace."""
    rows = pack.rows("leading")
    if not rows:
        return
    yield Heading(2, said(pack, "lead"), "lead")
    for code in dict.fromkeys(one["id"] for one in rows):
        mine = [one for one in rows if one["id"] == code]
        yield Paragraph((lead_claim(pack, mine),))
        yield _lead_table(pack, mine)


def lead_claim(pack: Pack, rows: Sequence[dict[str, Any]]) -> Claim:
    """Return how many of a milestone's leading indicators are too slow."""
    slow = sum(one["keeps_pace"] == "no" for one in rows)
    unknown = any(not one["keeps_pace"] for one in rows)
    code = "lead_slow" if slow else "lead_unknown" if unknown else "lead_fine"
    return claim(pack, code, "leading.csv", slow=slow, count=len(rows), title=title_of(pack, rows[0]))


def _lead_table(pack: Pack, rows: Sequence[dict[str, Any]]) -> Table:
    year = rows[0]["year"]
    columns = [
        column(pack, "indicator", "left", 2.4), column(pack, "now", "right", 1.4),
        column(pack, "then", "right", 1.4, year), column(pack, "so_far", "right", 1.5),
        column(pack, "planned", "right", 1.5), column(pack, "pace_word", "left", 1.6),
    ]  # fmt: skip
    marks = {"yes": ("reached", "pace_kept"), "no": ("missed", "pace_not_kept")}
    out = []
    for one in rows:
        unit = str(one["unit"])
        mark, word = marks.get(str(one["keeps_pace"]), ("cannot_judge", "pace_unknown"))
        star = "*" if one["evidence"] == "actual" else ""
        words = (
            _with_unit(pack, one), short(pack, one["now"], unit) + star,
            short(pack, one["path"], unit), _pace(pack, one["pace_so_far"], unit),
            _pace(pack, one["pace_planned"], unit),
        )  # fmt: skip
        out.append(Row((*(cell(text_) for text_ in words), cell(_word(pack, word), mark))))  # type: ignore[arg-type]
    caption = said(pack, "lead_table", title_of(pack, rows[0]))
    return Table(caption, tuple(columns), tuple(out), "leading.csv", said(pack, "lead_note"))


def _with_unit(pack: Pack, one: dict[str, Any]) -> str:
    """Return what a row measures, with its unit where that is a word that its name does not hold."""
    label, unit = name(pack, one["indicator"]), unit_name(str(one["unit"]), pack.lang)
    is_word = str(one["unit"]).isalpha() and len(str(one["unit"])) > SHORT_UNIT
    return f"{label} ({unit})" if is_word and unit.lower() not in label.lower() else label


def _pace(pack: Pack, value: float | None, unit: str) -> str:
    """Return a change a year; its unit stands beside the name where it is a word."""
    told = signed_amount(pack, value, unit)
    return told.split("\u00a0")[0] if unit.isalpha() and len(unit) > SHORT_UNIT else told


def _word(pack: Pack, code: str) -> str:
    from klima2035.messages import text  # noqa: PLC0415 - a word of the milestones, not of the pack

    return text(code, pack.lang)


def tracking(pack: Pack) -> Iterator[Block]:
    """Yield the counted figures beside the plan, why the total differs, and where the plan leads from here."""
    yield Heading(2, said(pack, "track"), "track")
    found = pack.tracked
    if found.latest <= found.scenario.as_of:
        yield Paragraph((claim(pack, "track_none", "track.csv", year=found.scenario.as_of),))
    else:
        yield from deviation(pack)
    rows = newest(comparison.compared(found), found.scenario.as_of)
    if rows:
        yield _counts(pack, rows)


def latest_effects(pack: Pack) -> tuple[dict[str, float], str]:
    """Return the deviation of the latest year by effect [t/a], and how that year is known."""
    found = pack.tracked
    rows = [one for one in comparison.deviation(found).dicts() if one["year"] == found.latest]
    return effects(rows), str(rows[0]["evidence"])


def beside_plan(pack: Pack) -> Claim:
    """Return by how much the latest year lies above or below the plan."""
    found, gap = pack.tracked, sum(latest_effects(pack)[0].values())
    plan = float(found.planned["co2e"][found.years.index(found.latest)])
    code = "track_above" if gap > 0.0 else "track_below"
    share = percent(abs(gap) / plan, 1, pack.lang)
    return claim(pack, code, "deviation.csv", year=found.latest, gap=tonnes(pack, abs(gap)), share=share)


def deviation(pack: Pack) -> Iterator[Block]:
    """Yield by how much the latest year differs from the plan, what makes it, and where it leads."""
    sums, evidence = latest_effects(pack)
    yield Paragraph((beside_plan(pack), claim(pack, f"track_{evidence}"), _ahead(pack), *_unknown(pack)))
    columns = [column(pack, "effect", "left", 3.0), column(pack, "change", "right", 1.5)]
    told = [row((name(pack, f"effect_{one}"), _kilo(pack, value))) for one, value in sums.items()]
    told.append(row((said(pack, "total"), _kilo(pack, sum(sums.values()))), total=True))
    yield table(pack, "track_split", columns, told, "deviation.csv")


def _kilo(pack: Pack, value: float) -> str:
    """Return a change in thousand tonnes with its sign, the unit standing in the head."""
    return signed(value / 1e3, 1, pack.lang)


def _unknown(pack: Pack) -> Iterator[Claim]:
    """Yield what nobody has counted of the latest year: what a balance lacks, and values of the framework."""
    found = pack.tracked
    missed = comparison.missing(found)
    if missed:
        names = "; ".join(name(pack, "/".join(place)) for place in missed)
        yield claim(pack, "track_missing", "actuals.csv", year=found.latest, names=names)
    lacking = [code for code in monitoring.framework_indicators() if code in found.lacking]
    if lacking:
        names = capped(pack, [name(pack, code) for code in lacking], NAMED)
        yield claim(pack, "track_lacking", "actuals.csv", year=found.latest, names=names)


def weather(pack: Pack) -> Iterator[Claim]:
    """Yield how much of the deviation the weather makes, where it makes a good part of it."""
    sums = latest_effects(pack)[0]
    if abs(sums["weather"]) >= PART * abs(sum(sums.values())) > 0.0:
        value = signed_amount(pack, sums["weather"], "tCO2e/a")
        yield claim(pack, "track_weather", "deviation.csv", value=value)


def _ahead(pack: Pack) -> Claim:
    """Return where the plan leads from here, beside what was planned."""
    found, at = pack.tracked, pack.tracked.years.index(pack.focus)
    now, plan = (tonnes(pack, float(paths["co2e"][at])) for paths in (found.paths, found.planned))
    code = "track_same" if now == plan else "track_ahead"
    return claim(pack, code, "reprojection.csv", year=pack.focus, now=now, plan=plan)


def _counts(pack: Pack, rows: Sequence[dict[str, Any]]) -> Table:
    columns = [
        column(pack, "indicator", "left", 2.4), column(pack, "date", "right", 1.2),
        column(pack, "counted", "right", 1.4), column(pack, "plan", "right", 1.4),
        column(pack, "change", "right", 1.4), column(pack, "source", "left", 2.0),
    ]  # fmt: skip
    out = []
    for one in rows:
        unit = str(one["unit"])
        out.append(row((
            _with_unit(pack, one), day(one["date"], pack.lang), short(pack, one["actual"], unit),
            short(pack, one["path"], unit), change(one, pack.lang), one["source"],
        )))  # fmt: skip
    sources = "; ".join(dict.fromkeys(one["source"] for one in rows))
    return table(pack, "counts", columns, out, f"track.csv; {sources}", said(pack, "counts_note"))
