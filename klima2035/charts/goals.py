"""Milestones as the board tells them: which are shown, how they are named, what is missing and by when it is met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from klima2035 import phrases
from klima2035.charts import style
from klima2035.charts.rows import rows as rows_of
from klima2035.charts.verdicts import milestone_title
from klima2035.numbers import number, percent
from klima2035.phrases import NO_BREAK, million, name, said
from klima2035.result import Array, Result

MOST = 12  # entries of one board
COUNTED = ("reported", "derived")
NEAR = 0.005  # of the limit: nearer than this a value is on it
TONNES = ("t/a", "tCO2e/a", "tCO2/a")

Row = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One line of the board: a milestone, or several that count one and the same goal in different ways."""

    year: int
    rows: tuple[Row, ...]

    @property
    def verdict(self) -> str:
        """Return the verdict that all rows share, nothing where the way of counting decides."""
        found = {str(row["verdict"]) for row in self.rows}
        return found.pop() if len(found) == 1 else ""


def entries(result: Result) -> tuple[list[Entry], int]:
    """Return what the board shows, by year, and how many milestones more there are.

    ``result.extra["board"]``, a list of ids, says which to prefer; without it those nearest to ``as_of`` stay.
    """
    every = rows_of(result, "milestones")
    wanted = list(result.extra.get("board", ()))
    kept = [row for row in every if row["id"] in wanted] or every
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in kept:
        code, _, rule = str(row["indicator"]).partition(":")
        found.setdefault((code, str(row["year"])) if rule else (str(row["id"]),), []).append(row)
    all_of = [Entry(int(group[0]["year"]), tuple(group)) for group in found.values()]
    nearest = sorted(all_of, key=lambda entry: (entry.rows[0]["value"] is None, abs(entry.year - result.as_of)))
    shown = sorted((entry for entry in all_of if entry in nearest[:MOST]), key=lambda entry: entry.year)
    return shown, len(every) - sum(len(entry.rows) for entry in shown)


def short_title(result: Result, row: Row, lang: str) -> str:
    """Return a milestone's title without its year at the end: the board writes the year beside it."""
    title = milestone_title(result, row, lang)
    return re.sub(rf"(,? (im Jahr|bis|in the year|in|by))?\s{row['year']}$", "", title) or title


def common_title(result: Result, entry: Entry, lang: str) -> tuple[str, list[str]]:
    """Return what the titles of several rows share before a colon, and what sets each apart."""
    titles = [short_title(result, row, lang).partition(": ") for row in entry.rows]
    if len({head for head, _, _ in titles}) == 1 and all(rest for _, _, rest in titles):
        return titles[0][0], [rest for _, _, rest in titles]
    code = str(entry.rows[0]["indicator"]).partition(":")[0]
    return name(code, lang), [short_title(result, row, lang) for row in entry.rows]


def path(result: Result, row: Row) -> Array | None:
    """Return a milestone's path by year of the result, ``None`` where the model computes none."""
    code = "total_co2e" if row["indicator"] == "co2e" else str(row["indicator"])
    values = style.indicator(result, code)
    return values if values is not None and bool(np.any(np.isfinite(values))) else None


def counts(result: Result, row: Row) -> dict[int, float]:
    """Return what was counted of a milestone's indicator up to ``as_of``, by year; what is assumed is no count."""
    found = {
        int(one["year"]): float(one["value"])
        for one in sorted(rows_of(result, "actuals"), key=lambda one: str(one["date"]))
        if one["indicator"] == row["indicator"] and one["unit"] == row["unit"] and one["quality"] in COUNTED
        and not one.get("sector") and one["value"] is not None and int(one["year"]) <= result.as_of
    }  # fmt: skip
    if not found and row["evidence"] == "actual" and row["value"] is not None:
        found[_year_of(str(row.get("value_date") or row["year"]))] = float(row["value"])
    return found


def _year_of(day: str) -> int:
    """Return the year that a count belongs to: one of 1 January is the state at the end of the year before."""
    return int(day[:4]) - day.endswith("-01-01")


def counted(row: Row, lang: str) -> str:
    """Return of which day the count is that decides, nothing where the value is modelled or the day not known."""
    day = str(row.get("value_date") or "")
    if row["evidence"] != "actual" or not day:
        return ""
    parts = day.split("-")
    told = day if lang == "en" or len(parts) != 3 else ".".join(part.lstrip("0") for part in reversed(parts))
    return said(lang, f"gezählt {told}", f"counted {told}")


def amount(value: float, unit: str, lang: str) -> str:
    """Return a value with its unit in words: tonnes in millions or thousands, shares as percentages."""
    if unit in TONNES:
        if abs(value) >= 1e5:
            return million(value, lang)
        if abs(value) >= 1e3:
            return f"{number(value / 1e3, 0, lang)}{NO_BREAK}{said(lang, 'Tausend t', 'thousand t')}"
        return f"{number(value, 0, lang)}{NO_BREAK}t"
    return phrases.quantity(value, unit, lang)


def limit(row: Row, lang: str) -> str:
    """Return the limit as a demand: mindestens 1.390, with the unit where the value beside it does not say it."""
    unit = str(row["unit"])
    told = amount(float(row["limit"]), unit, lang)
    counted = phrases.unit_name(unit, lang)
    if row["value"] is not None and len(counted) > 4 and counted.replace(" ", "").isalpha():
        told = told.split(NO_BREAK)[0]
    return f"{name(str(row['sense']), lang)} {told}"


def kept(row: Row) -> bool:
    """Return whether the value keeps the limit."""
    return bool(row["value"] >= row["limit"] if row["sense"] == "at_least" else row["value"] <= row["limit"])


def gap(row: Row, lang: str) -> str:
    """Return in words what is missing to the limit or by how much it is kept; nothing without a value."""
    if row["value"] is None:
        return ""
    off, goal, unit = abs(float(row["value"]) - float(row["limit"])), float(row["limit"]), str(row["unit"])
    if goal and off / abs(goal) < NEAR:
        near = percent(0.01, 0, lang)
        return said(lang, f"auf der Grenze (auf {near} genau)", f"on the limit (within {near})")
    told = amount(off, unit, lang)
    if unit == "1":
        told = f"{number(100.0 * off, 1, lang)} {said(lang, 'Prozentpunkte', 'percentage points')}"
    share = f" ({phrases.share(off / abs(goal), lang)})" if goal else ""
    if row["sense"] == "at_least":
        if kept(row):
            return said(lang, f"übertroffen um {told}{share}", f"exceeded by {told}{share}")
        return said(lang, f"fehlen {told}{share}", f"{told} short{share}")
    if kept(row):
        return said(lang, f"{told} unter der Grenze{share}", f"{told} below the limit{share}")
    return said(lang, f"{told} zu viel{share}", f"{told} too much{share}")


def met(result: Result, row: Row, lang: str) -> str:
    """Return from when on the path keeps the limit for good, nothing where it does from the milestone's year on."""
    values = path(result, row)
    if "met_in" not in row or row["value"] is None or values is None:
        return ""
    when, year, end = row["met_in"], int(row["year"]), result.years[-1]
    if when is None:
        later = values[[one > year for one in result.years]]
        holds = later >= row["limit"] if row["sense"] == "at_least" else later <= row["limit"]
        if kept(row) or bool(np.any(holds)):
            return said(lang, "auf diesem Pfad nicht von Dauer", "not lasting on this path")
        return said(lang, f"bis {end} nicht erreicht", f"not met by {end}")
    if int(when) == year or int(when) < year <= result.as_of:
        return ""
    if int(when) < year:
        return said(lang, f"schon {when} erreicht", f"met as early as {when}")
    return said(lang, f"erst {when} erreicht", f"met only in {when}")


def pace(row: Row, lang: str) -> str:
    """Return the change a year that is needed and the one on the path, nothing where the result does not know."""
    needed, planned = row.get("pace_needed"), row.get("pace_planned")
    if needed is None or planned is None:
        return ""
    unit = str(row["unit"])
    if unit in TONNES:
        scale, label = 1e3, said(lang, "Tausend t", "thousand t")
    elif unit == "1":
        scale, label = 0.01, said(lang, "Prozentpunkte", "percentage points")
    else:
        scale, label = 1.0, phrases.unit_name(unit, lang)
    parts = [float(value) / scale for value in (needed, planned)]
    places = 0 if max(abs(part) for part in parts) >= 20.0 else 1
    first, second = (phrases.signed(part, places, lang) for part in parts)
    return said(lang, f"je Jahr nötig {first}, Pfad {second} {label}", f"a year: needed {first}, path {second} {label}")
