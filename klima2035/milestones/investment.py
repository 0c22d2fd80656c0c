"""What counts as invested in climate protection, rule by rule: projects spent and planned, modelled private money."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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
