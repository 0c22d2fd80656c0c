"""Limits derived from a scenario's path, as an ordinary file of milestones."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from klima2035 import units
from klima2035.labels import label
from klima2035.milestone_files import Milestone, unit_of
from klima2035.milestones.verdicts import Evidence
from klima2035.scenario import Scenario

LONGEST = 64  # characters of an id
TOLERANCE = 0.1  # share of a derived limit: missed by less is at risk


def indicators(milestones: Sequence[Milestone]) -> tuple[str, ...]:
    """Return what a city's milestones measure or watch, in their order; sums that a rule counts have no path."""
    named = [name for one in milestones if not one.counting_rule for name in (one.indicator, *one.leading)]
    return tuple(dict.fromkeys(named))


def derive(scenario: Scenario, evidence: Evidence, years: Sequence[int], wanted: Sequence[str]) -> list[Milestone]:
    """Return one milestone an indicator and year with the value of the scenario's path as its limit.

    Rounded to three digits to the side on which the path keeps it. Indicators without a value in a year are left out.
    """
    out = []
    for name in wanted:
        series = evidence.series(name, scenario.as_of)
        sense = sense_of(name, scenario.milestones, series.at(scenario.as_of), series.at(max(years)))
        for year in years:
            value = series.at(year)
            if value is not None:
                out.append(_milestone(scenario, name, year, sense, value))
    return out


def sense_of(name: str, milestones: Sequence[Milestone], now: float | None, then: float | None) -> str:
    """Return the sense of a limit: as other milestones on the indicator have it, else the way the path goes."""
    known = next((one.sense for one in milestones if one.indicator == name), "")
    return known or ("at_most" if (then or 0.0) < (now or 0.0) else "at_least")


def rounded(value: float, sense: str, digits: int = 3) -> float:
    """Return a value with so many digits, an upper limit rounded up and a lower one down."""
    if value == 0.0 or not math.isfinite(value):
        return value
    exact = Decimal(repr(value))
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    rounding = ROUND_CEILING if sense == "at_most" else ROUND_FLOOR
    return float((exact / step).to_integral_value(rounding) * step)


def _milestone(scenario: Scenario, name: str, year: int, sense: str, value: float) -> Milestone:
    unit = units.CANONICAL[units.dimension(unit_of(name))]
    limit = rounded(value, sense)
    code = name.replace("_", "-").replace(":", "-").replace("/", "-")
    known = f"{code}-{year}-{scenario.name}"
    if len(known) > LONGEST:  # what is cut off must still tell one from another
        known = f"{code[:40].rstrip('-')}-{hashlib.sha256(known.encode()).hexdigest()[:8]}-{year}"
    title = {lang: f"{label(name, lang)} {year}" for lang in ("de", "en")}
    office = next((one.office for one in scenario.milestones if one.indicator == name and one.office), None)
    return Milestone(
        known, title, year, name, sense, limit, abs(limit) * TOLERANCE,
        unit, f"{limit:.10g} {unit}", "derived", scenario=scenario.name, hash=scenario.digest(), office=office,
    )  # fmt: skip


def render(milestones: Sequence[Milestone], scenario: Scenario, notes: Sequence[str]) -> str:
    """Return the text of a file of milestones; ``notes`` stand above it as comments."""
    lines = [f"# {' '.join(note.split())}" for note in notes] + ["schema: 1", "milestones:"]
    for one in milestones:
        lines += [
            f"  - id: {one.id}", f"    title: {_pair(one.title)}", f"    year: {one.year}",
            f"    indicator: {json.dumps(one.indicator)}", f"    sense: {one.sense}", f"    limit: {one.stated}",
            f"    tolerance: {TOLERANCE * 100:g} %", "    origin: derived",
            f"    scenario: {json.dumps(scenario.name)}", f"    hash: {json.dumps(one.hash)}",
        ]  # fmt: skip
        if one.office:
            lines.append(f"    office: {_pair(one.office)}")
    return "\n".join(lines) + "\n"


def _pair(words: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{lang}: {json.dumps(words[lang], ensure_ascii=False)}" for lang in ("de", "en")) + "}"
