"""Milestones in words: one paragraph each, for the terminal and the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from klima2035 import quantities
from klima2035.labels import label
from klima2035.messages import text
from klima2035.numbers import percent
from klima2035.phrases import VERDICT_SIGNS, quantity, signed_quantity
from klima2035.result import Result


def lines(result: Result, lang: str) -> list[str]:
    """Return all milestones of a result with their leading indicators, line by line."""
    rows = result.tables["milestones"].dicts()
    out = [text("milestones_head", lang, title=result.title[lang], as_of=result.as_of)]
    if not rows:
        return [*out, text("milestones_none", lang)]
    for row in sorted(rows, key=lambda row: int(row["year"])):
        title = result.extra["milestone_titles"][row["id"]][lang]
        out.append(text("milestone_line", lang, mark=VERDICT_SIGNS[row["verdict"]], year=row["year"], title=title,
                        verdict=label(row["verdict"], lang)))  # fmt: skip
        out.append("      " + "; ".join(parts(row, result, lang)))
    out += leading_lines(result, lang)
    last = max((row["year"] for row in result.tables["actuals"].dicts()), default=0)
    if last > result.as_of:
        out.append(text("milestones_later", lang, as_of=result.as_of, last=last))
    return out


def parts(row: Mapping[str, Any], result: Result, lang: str) -> Iterator[str]:
    """Yield what is known of one milestone: value and limit, what is missing, when it is met, at which pace."""
    unit, sense = str(row["unit"]), label(str(row["sense"]), lang)
    limit = quantity(row["limit"], unit, lang)
    if row["value"] is None:
        yield text("milestone_unknown", lang, sense=sense, limit=limit)
        return
    counted = text("milestone_counted", lang, row["value_date"] or row["year"])
    kind = counted if row["evidence"] == "actual" else text("milestone_modelled", lang)
    yield text("milestone_value", lang, value=quantity(row["value"], unit, lang), kind=kind, sense=sense, limit=limit)
    if row["gap"] > 0.0:
        code = "milestone_short" if row["sense"] == "at_least" else "milestone_over"
        yield text(code, lang, gap=quantity(row["gap"], unit, lang), share=percent(row["gap_share"], 0, lang))
    if row["met_in"] is not None:
        yield text("milestone_met_in", lang, row["met_in"])
    elif has_path(row, result):
        yield text("milestone_never", lang, result.years[-1])
    if row["pace_needed"] is not None:
        paces = {name: signed_quantity(row[f"pace_{name}"], unit, lang) for name in ("needed", "planned", "so_far")}
        yield text("milestone_pace", lang, as_of=result.as_of, **paces)


def has_path(row: Mapping[str, Any], result: Result) -> bool:
    """Return whether the model has a path of what a milestone measures."""
    name = str(row["indicator"])
    known = ("co2e", "co2", *result.frames["indicators"].coords["indicator"])
    return name in known or quantities.is_path(name)


def leading_lines(result: Result, lang: str) -> Iterator[str]:
    """Yield the leading indicators of each milestone that names some."""
    rows = result.tables["leading"].dicts()
    for code in dict.fromkeys(row["id"] for row in rows):
        yield text("milestones_lead", lang, result.extra["milestone_titles"][code][lang])
        for row in (row for row in rows if row["id"] == code):
            unit = str(row["unit"])
            yield text(
                "milestones_lead_line", lang, name=label(row["indicator"], lang), now=quantity(row["now"], unit, lang),
                then=quantity(row["path"], unit, lang), year=row["year"],
                so_far=signed_quantity(row["pace_so_far"], unit, lang),
                planned=signed_quantity(row["pace_planned"], unit, lang), keeps=keeps(row, lang),
            )  # fmt: skip


def keeps(row: Mapping[str, Any], lang: str) -> str:
    """Return in words whether the pace so far suffices."""
    codes = {"yes": "pace_kept", "no": "pace_not_kept"}
    return text(codes.get(str(row["keeps_pace"]), "pace_unknown"), lang)


def shortfalls(result: Result, lang: str) -> Iterator[str]:
    """Yield a sentence for each later decided milestone that the scenario itself does not reach."""
    for row in result.tables["milestones"].dicts():
        if row["origin"] == "decided" and row["year"] > result.as_of and row["verdict"] in ("missed", "at_risk"):
            unit = str(row["unit"])
            yield text(
                "milestones_note_short", lang, title=result.extra["milestone_titles"][row["id"]][lang],
                value=quantity(row["value"], unit, lang), sense=label(row["sense"], lang),
                limit=quantity(row["limit"], unit, lang),
            )  # fmt: skip
