"""Milestones: verdicts on actuals and paths, and what counts as invested in climate protection."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Inputs, Row
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.result import Cell, Table
from klima2035.scenario import Milestone
from klima2035.variables import DIMS

Array = NDArray[np.float64]

COLUMNS = (
    "scenario", "id", "title", "year", "indicator", "sense", "limit", "tolerance",
    "value", "evidence", "unit", "verdict", "gap", "origin", "source",
)  # fmt: skip
PRIVATE = ("owner_occupier", "landlord", "firm")


@dataclass(frozen=True)
class Evidence:
    """What is known of each indicator: counted values by (name, year), modelled paths (year,), and doubt.

    A name is the indicator's code, with ``:rule`` behind it where a counting rule decides. ``unsure``
    names what rests on grants that are only assumed: it cannot be judged.
    """

    years: tuple[int, ...]
    actuals: Mapping[tuple[str, int], float]
    paths: Mapping[str, Array]
    unsure: Collection[str] = ()

    def joined(self, other: Evidence) -> Evidence:
        """Return both bodies of evidence as one."""
        return Evidence(
            self.years, {**self.actuals, **other.actuals}, {**self.paths, **other.paths},
            {*self.unsure, *other.unsure},
        )  # fmt: skip

    def of(self, name: str, year: int, as_of: int) -> tuple[float | None, str]:
        """Return the value that decides and its kind: ``actual`` up to ``as_of``, else ``modelled``.

        Where the year itself has not been counted, the count of the year before is the newest known state.
        """
        for counted in (year, year - 1):
            if year <= as_of and (name, counted) in self.actuals:
                return self.actuals[name, counted], "actual"
        if name not in self.paths or year not in self.years:
            return None, ""
        value = float(self.paths[name][self.years.index(year)])
        return (None, "") if math.isnan(value) else (value, "modelled")


def judge(
    milestones: Sequence[Milestone],
    evidence: Evidence,
    scenario: str,
    as_of: int,
    scenario_hash: str = "",
    lang: str = "de",
) -> Table:
    """Return a verdict on every milestone, with the columns of ``milestones.csv``.

    Past years: an actual decides reached or missed; a modelled value is at best at_risk. Future
    years: the path decides. Unknown, unsure or judged against its own scenario: cannot_judge.
    ``gap`` is what is missing to the limit, positive where it is missed.
    """
    rows: list[tuple[Cell, ...]] = []
    for milestone in milestones:
        value, kind = evidence.of(name_of(milestone), milestone.year, as_of)
        word = verdict(milestone, value, kind, past=milestone.year <= as_of)
        if name_of(milestone) in evidence.unsure or is_own(milestone, scenario, scenario_hash):
            word = "cannot_judge"
        gap = None if value is None else -margin(milestone, value)
        title = milestone.title.get(lang, milestone.id)
        rows.append((
            scenario, milestone.id, title, milestone.year, name_of(milestone), milestone.sense, milestone.limit,
            milestone.tolerance, value, kind, milestone.unit, word, gap, milestone.origin, source_of(milestone),
        ))  # fmt: skip
    return Table("milestones", COLUMNS, tuple(rows))


def name_of(milestone: Milestone) -> str:
    """Return the indicator's name in evidence: its code, with the counting rule where it has one."""
    return f"{milestone.indicator}:{milestone.counting_rule}" if milestone.counting_rule else milestone.indicator


def margin(milestone: Milestone, value: float) -> float:
    """Return by how much a value keeps the limit, negative where it misses it."""
    return value - milestone.limit if milestone.sense == "at_least" else milestone.limit - value


def verdict(milestone: Milestone, value: float | None, kind: str, past: bool) -> str:
    """Return reached, at_risk, missed or cannot_judge for one value."""
    if value is None:
        return "cannot_judge"
    kept = margin(milestone, value)
    if past and kind == "actual":
        return "reached" if kept >= 0.0 else "missed"
    if kept >= 0.0:
        return "at_risk" if past else "reached"
    return "at_risk" if kept > -milestone.tolerance else "missed"


def source_of(milestone: Milestone) -> str:
    """Return where a limit comes from: a source's key or document, or the scenario with its hash."""
    if milestone.origin == "derived":
        return f"{milestone.scenario} {milestone.hash}".strip()
    return milestone.source or (milestone.document or {}).get("en", "")


def is_own(milestone: Milestone, scenario: str, scenario_hash: str) -> bool:
    """Return whether a limit was derived from the scenario that would be judged by it."""
    same_hash = bool(scenario_hash) and milestone.hash == scenario_hash
    return milestone.origin == "derived" and (milestone.scenario == scenario or same_hash)


def actuals(inputs: Inputs) -> dict[tuple[str, int], float]:
    """Return counted quantities of the city by (indicator, year); assumed ones are no actuals."""
    rows = inputs.records["actual"]
    return {
        (row.index["indicator"], row.year): row.value
        for row in rows
        if row.quality in ("reported", "derived") and row.year is not None
    }


@dataclass(frozen=True)
class Modelled:
    """Modelled private investment and grants of a span of years, nominal euro; ``assumed``: grants are."""

    private: float
    grants: float
    assumed: bool


@dataclass(frozen=True)
class Count:
    """One counting rule's sum: its value, whether it is counted or modelled, and what it adds up."""

    rule: str
    value: float
    evidence: str
    unsure: bool
    parts: Mapping[str, float] = field(default_factory=dict)


def modelled(investment: Investment, funding: Funding, first: int, last: int) -> Modelled:
    """Return what households and firms put in and what they are granted from ``first`` to ``last``, scenario column.

    private: own money on additional cost, not below 0 for any line; grants on private lines.
    """
    book = investment.book
    when = (book.years >= first) & (book.years <= last)
    codes = [DIMS["payer"].index(code) for code in PRIVATE]
    lines = np.isin(book.lines.payer, codes)
    own = np.maximum(funding.own[when][:, lines, 0], 0.0).sum()
    offers = np.isin(funding.offers.line, np.flatnonzero(lines))
    grants = funding.grants[when][:, offers, 0]
    doubtful = funding.offers.unconfirmed[when][:, offers]
    return Modelled(float(own), float(grants.sum()), bool((grants * doubtful).sum() > 0.0))


def count_investment(inputs: Inputs, first: int, last: int, known: Modelled | None) -> tuple[Count, ...]:
    """Return what is invested in climate protection from ``first`` to ``last`` under each counting rule [EUR].

    A project's amount is spread evenly over its years; only the years asked for count. Rules are
    data: which projects (spent, or planned too), full or additional cost, modelled money added or not.
    """
    share = {row.index["project"]: row.value for row in inputs.records["project_additional_share"]}
    counts = []
    for rule in inputs.records["counting_rule"]:
        parts: dict[str, float] = {}
        assumed = False
        for row in inputs.records["project_amount"]:
            if _counts(row, rule):
                part = share.get(row.index["project"], 1.0) if rule.index["part"] == "additional" else 1.0
                amount = row.value * _overlap(row, first, last) * part
                if amount > 0.0:
                    parts[row.index["project"]] = parts.get(row.index["project"], 0.0) + amount
                    assumed |= row.quality == "assumed" or row.index["status"] != "spent"
        counts.append(_with_model(rule, parts, assumed, known))
    return tuple(counts)


def investment_evidence(counts: Sequence[Count], years: Sequence[int], year: int) -> Evidence:
    """Return the sums of all counting rules as evidence for the year in which the span ends."""
    names = {count.rule: f"climate_investment:{count.rule}" for count in counts}
    counted = {(names[c.rule], year): c.value for c in counts if c.evidence == "actual"}
    paths = {}
    for count in counts:
        if count.evidence == "modelled":
            path = np.full(len(years), np.nan)
            path[list(years).index(year)] = count.value
            paths[names[count.rule]] = path
    return Evidence(tuple(years), counted, paths, {names[count.rule] for count in counts if count.unsure})


def _counts(project: Row, rule: Row) -> bool:
    wanted = ("spent",) if rule.index["projects"] == "spent" else ("spent", "planned")
    return project.index["climate"] == "yes" and project.index["status"] in wanted


def _overlap(project: Row, first: int, last: int) -> float:
    start, end = int(project.index["from"]), int(project.index["to"])
    years = min(end, last) - max(start, first) + 1
    return max(years, 0) / float(end - start + 1)


def _with_model(rule: Row, parts: dict[str, float], assumed: bool, known: Modelled | None) -> Count:
    """Return the sum of a rule, with modelled money where it asks for it."""
    wanted = rule.index["modelled"]
    if wanted == "none":
        evidence = "modelled" if assumed else "actual"
        return Count(rule.index["rule"], sum(parts.values()), evidence, unsure=False, parts=parts)
    if known is None:
        return Count(rule.index["rule"], math.nan, "modelled", unsure=True, parts=parts)
    added = dict(parts, modelled_private=known.private)
    if wanted == "private_and_grants":
        added["modelled_grants"] = known.grants
    unsure = wanted == "private_and_grants" and known.assumed
    return Count(rule.index["rule"], sum(added.values()), "modelled", unsure, added)
