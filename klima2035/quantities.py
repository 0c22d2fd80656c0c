"""Quantities of a result that a milestone may name: a table and labels of its rows, as ``final_energy:industry``.

Each label belongs to one column; rows that bear all of them are summed year by year. Where a table counts the same
thing in several ways (views, indicators, bases) a quantity that names none takes the first that has its other labels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from klima2035.complaints import Names, names
from klima2035.errors import nearest
from klima2035.result import Frame, Table
from klima2035.sectors import ASSETS, LEVERS, SEGMENTS
from klima2035.variables import DIMS, RESULTS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A table and the label that its rows bear in some of its columns."""

    table: str
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known in the name of a quantity, what it may have meant, and what there is."""

    word: str
    near: tuple[str, ...]
    known: Names

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the whole names that a text may have meant."""
        if respelt(text):
            return respelt(text)
        parts = re.split("([:/])", text)
        at = parts.index(self.word) if self.word in parts else 0
        return tuple("".join([*parts[:at], one, *parts[at + 1 :]]) for one in self.near)


@cache
def vocabulary() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the labels of each column by table; columns that count one thing several ways come first."""
    return {
        "emissions": {
            "view": ("end_use", "conversion", "territorial"), "indicator": ("co2e", "co2"),
            "sector": tuple(dict.fromkeys((*DIMS["sector"], *DIMS["field"]))), "carrier": DIMS["carrier"],
        },
        "final_energy": {
            "sector": DIMS["sector"], "use": tuple(dict.fromkeys(s.use for s in SEGMENTS)), "carrier": DIMS["carrier"],
        },
        "stocks": {"stock": tuple(name for name, one in RESULTS.items() if one.dims), "part": _parts()},
        "activity": {"asset": tuple(asset.name for asset in ASSETS)},
        "levers": {"lever": tuple(lever.name for lever in LEVERS)},
        "finance_by_year": {
            "basis": ("additional", "full"), "origin": ("measures", "trend"), "funder": DIMS["funder"],
        },
    }  # fmt: skip


SEVERAL_WAYS = ("view", "indicator", "basis")
PARTS = "part"  # of a stock: a label for each of its dimensions may be named


def _parts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for one in RESULTS.values() for dim in one.dims for label in DIMS[dim]))


def is_one(text: str) -> bool:
    """Return whether a text has the form of a quantity of a table."""
    return ":" in text


def is_path(text: str) -> bool:
    """Return whether a text names a quantity of a table that is known."""
    return is_one(text) and isinstance(parse(text), Quantity)


def respelt(text: str) -> tuple[str, ...]:
    """Return the quantities that a text names where its colon is missing or misplaced."""
    plain = text.replace(":", "", 1)
    known = [f"{table}:{plain[len(table) + cut :]}" for table in vocabulary() for cut in (0, 1)]
    return tuple(one for one in known if one != text and is_path(one))


def parse(text: str) -> Quantity | Unknown:
    """Return the quantity that a text names, or what in it is not known."""
    table, _, rest = text.partition(":")
    known = vocabulary()
    if table not in known:
        return Unknown(table, nearest(table, known), names(known))
    taken, where = dict[str, str](), list[tuple[str, str]]()
    for label in rest.split("/"):
        free = {name: labels for name, labels in known[table].items() if name == PARTS or name not in taken}
        column = next((name for name, labels in free.items() if label in labels and (name, label) not in where), None)
        if column is None:
            every = [one for labels in free.values() for one in labels if one not in dict.fromkeys(rest.split("/"))]
            return Unknown(label, nearest(label, every), names(every))
        taken[column] = label
        where.append((column, label))
    where += [
        (column, _first(column, known[table][column], taken)) for column in SEVERAL_WAYS
        if column in known[table] and column not in taken
    ]  # fmt: skip
    return Quantity(table, tuple(where))


def _first(column: str, labels: tuple[str, ...], taken: Mapping[str, str]) -> str:
    """Return the first way of counting that has rows of the labels that are named."""
    if column == "view" and taken.get("sector", DIMS["sector"][0]) not in DIMS["sector"]:
        return "conversion"
    return "co2" if column == "indicator" and taken.get("view") == "territorial" else labels[0]


def unit(one: Quantity) -> str:
    """Return the unit of a quantity; empty where its labels do not settle it."""
    where = dict(one.where)
    if one.table == "emissions":
        return "tCO2e/a" if where["indicator"] == "co2e" else "tCO2/a"
    if one.table == "stocks":
        return RESULTS[where["stock"]].unit if "stock" in where else ""
    if one.table == "activity":
        return next((asset.unit for asset in ASSETS if asset.name == where.get("asset")), "")
    if one.table == "levers":
        return next((lever.unit for lever in LEVERS if lever.name == where.get("lever")), "")
    return {"final_energy": "GWh/a", "finance_by_year": "EUR"}[one.table]


def path(one: Quantity, years: tuple[int, ...], frames: Mapping[str, Frame], tables: Mapping[str, Table]) -> Array:
    """Return a quantity by year, (year,); NaN where no row tells of the year."""
    frame = "energy" if one.table == "final_energy" else one.table
    if frame in frames:
        return _of_frame(frames[frame], one.where)
    out = np.full(len(years), np.nan)
    for row in tables[one.table].dicts():
        if all(row[column] == label for column, label in one.where) and row["year"] in years:
            at = years.index(row["year"])
            out[at] = np.nan_to_num(out[at]) + float(row["value"])
    return out


def _of_frame(frame: Frame, where: tuple[tuple[str, str], ...]) -> Array:
    keep = np.ones(len(frame.units), dtype=bool)
    for column, label in where:
        keep &= np.array([label in cell.split("/") for cell in frame.coords[column]], dtype=bool)
    values = frame.values[:, keep]
    total = np.nansum(values, axis=1)
    return np.where(np.all(np.isnan(values), axis=1), np.nan, total)
