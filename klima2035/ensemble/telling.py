"""An ensemble in words: bands for the charts of a result, and the lines at the end of the command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035.draws import NOT_DRAWN
from klima2035.draws.words import factor_label
from klima2035.ensemble import frameworks, tables
from klima2035.ensemble.measured import Headline
from klima2035.ensemble.run import Ensemble
from klima2035.ensemble.tally import SHARES, probability
from klima2035.labels import label
from klima2035.messages import text
from klima2035.numbers import money, number, percent, significant
from klima2035.result import Result, Table
from klima2035.variables import TARGET_YEAR

Array = NDArray[np.float64]

NINE_OF_TEN = (0.05, 0.5, 0.95)
TOLD_FACTORS = 3


@dataclass(frozen=True)
class Band:
    """Quantiles of one path: years, and by share of SHARES values (year,)."""

    years: tuple[int, ...]
    values: Mapping[float, Array]


def with_bands(result: Result, found: Ensemble) -> Result:
    """Return a result that also holds bands by (indicator, part), probabilities of milestones and number of draws."""
    tally = found.own
    quantiles, years = tally.bands(), tuple(tally.job.years.tolist())
    bands = {
        (indicator, part): Band(years, {share: quantiles[at, :, i] for i, share in enumerate(SHARES)})
        for at, (indicator, part, _) in enumerate(tally.job.keys)
    }
    reached = {one.id: probability(tally.outcomes.holds[i]) for i, one in enumerate(tally.job.judging)}
    known: dict[str, Any] = {
        "bands": bands,
        "probabilities": reached,
        "draws": found.plan.draws,
        "seed": found.plan.seed,
    }
    known["framework_titles"] = frameworks.titles()
    return replace(result, extra={**result.extra, **known})


def lines(found: Ensemble, result: Result, lang: str) -> list[str]:
    """Return what came of an ensemble, line by line."""
    plan = found.plan
    head = {"title": plan.scenario.title[lang], "draws": number(plan.draws, 0, lang), "seed": plan.seed}
    known = {"rows": number(len(found.own.job.uncertain.rows), 0, lang), "kept": len(NOT_DRAWN)}
    out = [text("ensemble_head", lang, **head), text("ensemble_rows", lang, **known)]
    out += _figures(found, lang)
    out += _milestones(found, result, lang)
    out += _budgets(found, lang)
    return [*out, *_influence(found, result, lang)]


def amount(value: float, unit: str, lang: str) -> str:
    """Return an amount as people read it: money in words, large tonnes in millions."""
    if unit.startswith("EUR"):
        return money(value, lang)
    if unit.startswith("t") and abs(value) >= 1e5:
        return f"{significant(value / 1e6, 3, lang)}\u00a0{text('million_tonnes', lang)}"
    return f"{significant(value, 3, lang)}\u00a0{unit}"


def _figures(found: Ensemble, lang: str) -> Iterator[str]:
    """Yield the band of each headline figure."""
    yield text("ensemble_bands", lang)
    for one, values in zip(found.own.job.headlines, found.own.figures, strict=True):
        low, middle, high = (amount(float(value), one.unit, lang) for value in np.quantile(values, NINE_OF_TEN))
        yield text(
            "ensemble_figure", lang, name=label(one.name, lang), span=_span(one), low=low, middle=middle, high=high
        )


def _span(one: Headline) -> str:
    """Return the year or years that a figure stands for."""
    return str(one.last) if one.first == one.last else f"{one.first}–{one.last}"


def _milestones(found: Ensemble, result: Result, lang: str) -> Iterator[str]:
    """Yield how likely each milestone is, under the own framework and, where they differ, under the others."""
    titles = result.extra.get("milestone_titles", {})
    if found.own.job.judging:
        key = "ensemble_milestones" if len(found.tallies) > 1 else "ensemble_milestones_alone"
        yield text(key, lang, framework=_framework(next(iter(found.tallies)), result, lang))
    for i, one in enumerate(found.own.job.judging):
        title = titles.get(one.id, {}).get(lang) or one.id
        told = {name: chance(*probability(tally.outcomes.holds[i]), lang) for name, tally in found.tallies.items()}
        own, *others = told.items()
        beside = [f"{_framework(name, result, lang)}: {share}" for name, share in others if share != own[1]]
        note = f" ({'; '.join(beside)})" if beside else ""
        yield text("ensemble_milestone", lang, title=title, chance=own[1], note=note)


def _framework(name: str, result: Result, lang: str) -> str:
    """Return what a framework is called."""
    return str(result.extra["framework_titles"].get(name, {}).get(lang) or label(name, lang))


def chance(share: float, error: float, lang: str) -> str:
    """Return a probability with its standard error as people read it; never and always as what was seen."""
    if share in (0.0, 1.0):
        return text("in_no_draw" if share == 0.0 else "in_all_draws", lang)
    if np.isnan(error):
        return text("in_draws", lang, percent(share, 0, lang))
    return text("in_draws_error", lang, percent(share, 1, lang), number(100.0 * error, 1, lang))


def _budgets(found: Ensemble, lang: str) -> Iterator[str]:
    own = next(iter(found.tallies))
    mine = [row for row in tables.probabilities(found).dicts() if row["framework"] == own]
    for row in (one for one in mine if one["kind"] in ("carbon_budget", "means")):
        error = float("nan") if row["standard_error"] is None else float(row["standard_error"])
        budget, _, start = str(row["id"]).partition(" ")
        named = {"name": label(budget, lang), "start": start, "year": row["year"]}
        told = chance(float(row["probability"]), error, lang)
        yield text(f"ensemble_{row['kind']}", lang, **named, chance=told)


def _influence(found: Ensemble, result: Result, lang: str) -> Iterator[str]:
    rows: list[dict[str, Any]] = tables.sensitivity(found).dicts()
    for outcome in found.own.job.headlines:
        if outcome.name in ("total_co2e", "additional") and outcome.last == TARGET_YEAR:
            mine = [row for row in rows if row["outcome"] == outcome.code and row["stands_out"] == "yes"]
            if mine:
                yield text("ensemble_decides", lang, name=label(outcome.name, lang), span=_span(outcome))
            for row in mine[:TOLD_FACTORS]:
                low, high = (amount(float(row[side]), outcome.unit, lang) for side in ("low", "high"))
                name = factor_label(row["factor"], lang, result.extra.get("measure_titles", {}))
                yield text("ensemble_factor", lang, name=name, low=low, high=high)


def difference_lines(told: Table, lang: str) -> list[str]:
    """Return how scenarios differ in the same draws, one line for each and year of emissions."""
    out = []
    for row in told.dicts():
        if str(row["outcome"]).startswith("total_co2e"):
            low, high = (amount(float(row[side]), str(row["unit"]), lang) for side in ("p05", "p95"))
            names = {"a": row["against"], "b": row["scenario"], "year": str(row["outcome"]).rsplit("_", 1)[-1]}
            share = percent(float(row["lower_probability"]), 0, lang)
            out.append(text("ensemble_difference", lang, **names, low=low, high=high, share=share))
    return out
