"""What ``track`` says at its end: this year's deviation and its reasons, counts beside the path, what was restated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from klima2035 import monitoring
from klima2035.labels import label
from klima2035.messages import text
from klima2035.numbers import percent
from klima2035.phrases import NO_BREAK, day, listing, million, quantity, rise, signed, signed_quantity
from klima2035.result import Table
from klima2035.tracking import comparison
from klima2035.tracking.comparison import UNSPLIT, Tracked
from klima2035.tracking.published import Account
from klima2035.tracking.split import EFFECTS

AHEAD = (2030, 2035, 2045)
NAMED = 5  # framework values without an actual value that are named, those of the city first
EFFECT = "effect_"  # before the code of an effect in the table of labels


def lines(
    found: Tracked, tables: Mapping[str, Table], accounts: Sequence[Account], lang: str, publishing: bool = False
) -> list[str]:  # fmt: skip
    """Return what was found, line by line; whoever publishes just now need not be told that nothing is published."""
    scenario = found.scenario
    out = [text("track_head", lang, title=scenario.title[lang], as_of=scenario.as_of, latest=found.latest)]
    if found.latest <= scenario.as_of:
        out.append(text("track_nothing", lang, scenario.as_of, scenario.city))
    out += _year(found, tables["deviation"], lang)
    out += _counts(tables["track"], scenario.as_of, lang)
    if found.latest > scenario.as_of:
        out += _ahead(found, lang)
    out += _lacking(found, lang)
    if publishing and not accounts:
        return out
    return [*out, *restated(tables["restated"], accounts, found.latest, lang)]


def _lacking(found: Tracked, lang: str) -> Iterator[str]:
    """Yield which values of the framework and how many levers have no actual value for the latest year."""
    missed = comparison.missing(found)
    if missed:
        told = "; ".join(label("/".join(place), lang) for place in missed)
        yield text("track_missing", lang, year=found.latest, names=told)
    city = [name for name in monitoring.framework_indicators() if name in found.lacking][:NAMED]
    if city:
        names = listing([label(name, lang) for name in city], lang)
        yield text("track_lacking", lang, year=found.latest, names=names)
    if len(found.lacking) > len(city):
        yield text("track_lacking_others", lang, year=found.latest, count=len(found.lacking) - len(city))
    if found.as_planned:
        yield text("track_as_planned", lang, year=found.latest, count=len(found.as_planned))


def _year(found: Tracked, deviation: Table, lang: str) -> Iterator[str]:
    """Yield the latest year's total beside the path and what makes the difference."""
    rows = [row for row in deviation.dicts() if row["year"] == found.latest]
    if not rows:
        return
    sums = effects(rows)
    path = float(found.planned["co2e"][found.years.index(found.latest)])
    actual = path + sum(sums.values())
    yield text(
        "track_year", lang, year=found.latest, actual=million(actual, lang), path=million(path, lang),
        evidence=text(f"evidence_{evidence(rows)}", lang), change=rise(actual / path - 1.0, lang),
    )  # fmt: skip
    parts = [f"{label(EFFECT + effect, lang)} {tonnes(value, lang)}" for effect, value in sums.items()]
    yield text("track_by", lang, listing(parts, lang))


def tonnes(value: float, lang: str) -> str:
    """Return a change in whole tonnes with its sign, so that the parts of a sum bear one unit."""
    return f"{signed(value, 0, lang)}{NO_BREAK}t"


def evidence(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return how the total of a year's rows is known: as reported as a sum, or as its energies are."""
    known = str(rows[0]["evidence"])
    is_sum = known != "actual" and any(row["effect"] == UNSPLIT and row["evidence"] == "actual" for row in rows)
    return "total" if is_sum else known


def effects(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the deviation of one year by effect, all sectors together; what could not be split where there is any."""
    sums = {effect: sum(float(row["value"]) for row in rows if row["effect"] == effect) for effect in EFFECTS}
    left = [float(row["value"]) for row in rows if row["effect"] == UNSPLIT]
    return {**sums, UNSPLIT: sum(left)} if left else sums


def newest(table: Table, as_of: int) -> list[dict[str, Any]]:
    """Return the last count after ``as_of`` of each indicator that is a total: up to then the model knows them."""
    rows: dict[str, dict[str, Any]] = {}
    for row in table.dicts():
        before = rows.get(row["indicator"])
        if row["year"] > as_of and not row["sector"] and (before is None or before["date"] <= row["date"]):
            rows[row["indicator"]] = row
    return list(rows.values())


def _counts(table: Table, as_of: int, lang: str) -> Iterator[str]:
    rows = newest(table, as_of)
    if rows:
        yield text("track_counts", lang)
    for row in rows:
        unit = str(row["unit"])
        yield text(
            "track_count", lang, name=label(row["indicator"], lang), actual=quantity(row["actual"], unit, lang),
            day=day(row["date"], lang), path=quantity(row["path"], unit, lang),
            change=change(row, lang) + (text("track_doubtful", lang) if doubtful(row) else ""),
        )  # fmt: skip


DOUBTFUL = 0.5  # share of the path by which a count must differ to be looked at again


def doubtful(row: Mapping[str, Any]) -> bool:
    """Return whether a count differs so much from the path that it may be a slip."""
    return row["deviation_share"] is not None and abs(row["deviation_share"]) > DOUBTFUL


def change(row: Mapping[str, Any], lang: str) -> str:
    """Return by how much a count differs from the path: in per cent, in its unit where the path has nothing."""
    share = row["deviation_share"]
    return signed_quantity(row["deviation"], str(row["unit"]), lang) if share is None else _signed_percent(share, lang)


def _signed_percent(share: float, lang: str) -> str:
    shown = percent(abs(share), 0, lang)
    return ("+" if share > 0.0 else "−") + shown if round(share, 2) else "±0" + shown[1:]


def _ahead(found: Tracked, lang: str) -> Iterator[str]:
    yield text("track_from_here", lang, found.latest)
    for year in (year for year in AHEAD if found.latest < year <= found.years[-1]):
        at = found.years.index(year)
        now, plan = float(found.paths["co2e"][at]), float(found.planned["co2e"][at])
        yield text("track_ahead", lang, year=year, now=million(now, lang), plan=million(plan, lang))


def restated(table: Table, accounts: Sequence[Account], latest: int, lang: str) -> Iterator[str]:
    """Yield what has changed since the last account, or that there is none."""
    if not accounts:
        yield text("track_no_account", lang, latest)
        return
    if not table.rows:
        yield text("track_unchanged", lang, accounts[-1].name)
        return
    yield text("track_restated", lang)
    for row in table.dicts():
        unit = str(row["unit"])
        name = label("/".join(part for part in (row["indicator"], row["sector"], row["carrier"]) if part), lang)
        now = text("track_gone", lang) if row["now"] is None else quantity(row["now"], unit, lang)
        none = text("track_no_reason" if row["now"] is not None else "track_gone_reason", lang)
        yield text(
            "track_restated_line", lang, name=name, day=day(row["date"], lang), now=now, account=row["account"],
            was=quantity(row["reported"], unit, lang), reason=row["reason"] or none,
        )  # fmt: skip


TABLES = {
    "track": comparison.compared,
    "deviation": comparison.deviation,
    "reprojection": comparison.reprojection,
    "milestones": comparison.judged,
}
