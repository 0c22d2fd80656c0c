"""What ``klima2035 credit`` says at its end: what brings how much, what overlaps, what counts 0 t and why."""

from __future__ import annotations

from collections.abc import Iterator

from klima2035.charts.credit_data import ANYWAY, TONNES, Share, shares, title_of
from klima2035.labels import label
from klima2035.messages import text
from klima2035.numbers import number, percent
from klima2035.result import Result

MOST = 12  # groups told one by one
PAIRS = 3
LEAST_TOLD = 500.0  # [t] a smaller interaction would be written as 0 thousand tonnes


def lines(result: Result, lang: str) -> list[str]:
    """Return the summary of a study, line by line."""
    return [
        text("head", lang, title=result.title[lang], as_of=result.as_of),
        *_how(result, lang),
        *_credits(result, lang),
        *_anyway(result, lang),
        *_pairs(result, lang),
        *_nothing(result, lang),
    ]


def _how(result: Result, lang: str) -> Iterator[str]:
    how = result.extra["credit"]
    if how["scenario_adoption"] == "financed":
        yield text("credit_given", lang)
    if how["mode"] == "exact":
        yield text("credit_exact", lang, number(how["coalitions"], 0, lang))
        return
    worst = max((one.error for one in shares(result, lang)), default=0.0)
    orders = number(2 * how["pairs_of_orders"], 0, lang)
    yield text("credit_sampled", lang, orders=orders, seed=how["seed"], error=number(worst / 1e3, 1, lang))
    if not how["tolerance_met"]:
        yield text("credit_not_met", lang)


def _credits(result: Result, lang: str) -> Iterator[str]:
    every = shares(result, lang)
    total = sum(one.tonnes for one in every)
    yield text("credit_total", lang, first=result.as_of + 1, last=result.years[-1], total=number(total / 1e3, 0, lang))
    moving = [one for one in every if one.tonnes != 0.0]
    told = moving[:MOST]
    wide = max((len(one.title) for one in told), default=0)
    for one in told:
        yield _line(one, total, wide, lang)
    rest = moving[MOST:]
    if rest:
        yield text("credit_rest", lang, len(rest), number(sum(one.tonnes for one in rest) / 1e3, 0, lang))


def _line(one: Share, total: float, wide: int, lang: str) -> str:
    decimals = 0 if abs(one.tonnes) >= 1e4 else 1
    tonnes = number(one.tonnes / 1e3, decimals, lang)
    error = f" ± {number(one.error / 1e3, 1, lang)}" if one.error > 1e-6 * abs(one.tonnes) else ""
    cost = label(one.reason, lang) if one.cost is None else text("credit_cost", lang, number(one.cost, 0, lang))
    share = percent(one.tonnes / total, 0, lang) if total else "–"
    return text("credit_line", lang, title=one.title.ljust(wide), tonnes=tonnes + error, share=share, cost=cost)


def _anyway(result: Result, lang: str) -> Iterator[str]:
    found = result.tables["credit"].dicts()
    sums = {
        str(row["measure"]): float(row["value"])
        for row in found
        if row["measure"] in ANYWAY and row["item"] == TONNES and row["year"] is None
    }
    bund, turnover = (number(sums[code] / 1e3, 0, lang) for code in ANYWAY)
    yield text("credit_anyway", lang, bund=bund, turnover=turnover)


def _pairs(result: Result, lang: str) -> Iterator[str]:
    """Yield the pairs that overlap most and those that need each other most."""
    found = []
    for row in result.tables["interactions"].dicts():
        index = row["interaction_index"]
        value = (row["first_two"] + row["last_two"]) / 2.0 if index is None else index
        names = tuple(title_of(result, str(row[key]), lang) for key in ("measure", "partner"))
        found.append((float(value), names))
    for key, ranked in (("credit_overlap", sorted(found)), ("credit_need", sorted(found, reverse=True))):
        sign = -1.0 if key == "credit_overlap" else 1.0
        told = [
            text("credit_pair", lang, *names, number(value / 1e3, 0, lang))
            for value, names in ranked[:PAIRS]
            if sign * value >= LEAST_TOLD
        ]
        if told:
            yield text(key, lang)
            yield from told


def _nothing(result: Result, lang: str) -> Iterator[str]:
    """Yield what saves nothing, with the reason."""
    by_reason: dict[str, list[str]] = {}
    for one in shares(result, lang):
        if one.tonnes == 0.0:
            by_reason.setdefault(one.reason, []).append(one.title)
    for reason, titles in by_reason.items():
        yield text(f"credit_zero_{reason}", lang, ", ".join(sorted(titles)))
