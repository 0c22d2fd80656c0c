"""What counts as invested in climate protection, rule by rule: projects spent and planned, modelled private money."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from klima2035.inputs import Inputs, Row
from klima2035.milestones.verdicts import Evidence
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.variables import DIMS

PRIVATE = ("owner_occupier", "landlord", "firm")


@dataclass(frozen=True)
class Modelled:
    """Modelled private investment and grants of a span of years, nominal euro; ``assumed``: grants are."""

    private: float
    grants: float
    assumed: bool


@dataclass(frozen=True)
class Count:
    """One counting rule's sum over its years: its value, whether it is counted or modelled, what it adds up."""

    rule: str
    first: int
    last: int
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


def count_investment(inputs: Inputs, model: Callable[[int, int], Modelled] | None) -> tuple[Count, ...]:
    """Return what is invested in climate protection under each counting rule, in the years it covers [EUR].

    A project's amount is spread evenly over its years. Rules are data: from which year to which, which projects
    (spent, or planned too), full or additional cost, modelled money added or not. model: what is modelled from a
    year to a year; without it rules that ask for modelled money are unknown (nan).
    """
    share = {row.index["project"]: row.value for row in inputs.records["project_additional_share"]}
    counts = []
    for rule in inputs.records["counting_rule"]:
        first, last = span(rule)
        parts: dict[str, float] = {}
        assumed = False
        for row in inputs.records["project_amount"]:
            if _counts(row, rule):
                part = share.get(row.index["project"], 1.0) if rule.index["part"] == "additional" else 1.0
                amount = row.value * _overlap(row, first, last) * part
                if amount > 0.0:
                    parts[row.index["project"]] = parts.get(row.index["project"], 0.0) + amount
                    assumed |= row.quality == "assumed" or row.index["status"] != "spent"
        known = model(first, last) if model is not None and rule.index["modelled"] != "none" else None
        counts.append(_with_model(rule, parts, assumed, known))
    return tuple(counts)


def span(row: Row) -> tuple[int, int]:
    """Return the first and the last year that a project or a counting rule covers."""
    return int(row.index["from"]), int(row.index["to"])


def investment_evidence(counts: Sequence[Count], years: Sequence[int]) -> Evidence:
    """Return the sums of all counting rules as evidence, each for the last year that its rule covers."""
    names = {count.rule: f"climate_investment:{count.rule}" for count in counts}
    counted = {(names[c.rule], c.last): c.value for c in counts if c.evidence == "actual"}
    paths = {}
    for count in counts:
        if count.evidence == "modelled":
            path = np.full(len(years), np.nan)
            path[np.asarray(years) == count.last] = count.value
            paths[names[count.rule]] = path
    return Evidence(tuple(years), counted, paths, {names[count.rule] for count in counts if count.unsure})


def _counts(project: Row, rule: Row) -> bool:
    wanted = ("spent",) if rule.index["projects"] == "spent" else ("spent", "planned")
    return project.index["climate"] == "yes" and project.index["status"] in wanted


def _overlap(project: Row, first: int, last: int) -> float:
    start, end = span(project)
    years = min(end, last) - max(start, first) + 1
    return max(years, 0) / float(end - start + 1)


def _with_model(rule: Row, parts: dict[str, float], assumed: bool, known: Modelled | None) -> Count:
    """Return the sum of a rule, with modelled money where it asks for it."""
    wanted, named = rule.index["modelled"], (rule.index["rule"], *span(rule))
    if wanted == "none":
        evidence = "modelled" if assumed else "actual"
        return Count(*named, sum(parts.values()), evidence, unsure=False, parts=parts)
    if known is None:
        return Count(*named, math.nan, "modelled", unsure=True, parts=parts)
    added = dict(parts, modelled_private=known.private)
    if wanted == "private_and_grants":
        added["modelled_grants"] = known.grants
    unsure = wanted == "private_and_grants" and known.assumed
    return Count(*named, sum(added.values()), "modelled", unsure, added)
