"""Whether the changes of a stress case can be meant: key, labels, operation, unit, years, effect, bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import units
from klima2035.complaints import names
from klima2035.errors import Fault, nearest
from klima2035.inputs import Inputs, Row
from klima2035.measures import misfit
from klima2035.registers import Range, read_ranges
from klima2035.stress.change import Change
from klima2035.stress.overlay import changed, kind
from klima2035.stress.rows import meant, role
from klima2035.variables import BASE_YEAR, DIMS, INPUTS, LAST_YEAR
from klima2035.yamlfile import Document

OPERATIONS = ("factor", "add", "set", "delay")
LONGEST = 30  # years of delay: longer than any scenario runs
Where = tuple[str | int, ...]


def changes(
    document: Document, stated: Mapping[str, Any], inputs: Inputs, as_of: int, found: list[Fault]
) -> list[Change]:
    """Return the changes a file states, in its order; faults are appended to ``found``."""
    out: list[Change] = []
    for key, several in stated.items():
        if not kind(key):
            known = [name for name in INPUTS if kind(name)]
            found.append(document.fault(("inputs", key), "stress_input", nearest(key, known), key=True, name=key))
            continue
        listed = several if isinstance(several, list) else [several]
        now = inputs
        for i, one in enumerate(listed):
            where: Where = ("inputs", key, i) if isinstance(several, list) else ("inputs", key)
            if not isinstance(one, dict) or one != _at(document.data, where):
                continue  # refused by the schema already
            wrong = [*_faults(document, where, key, one, inputs, as_of)]
            if not wrong:
                change = _change(key, one, inputs)
                after = changed(now, [change], as_of)
                wrong = [*_effect(document, where, change, (now, after), as_of)]
                now = after
                out.append(change)
            found.extend(wrong)
    return out


def _at(data: Any, where: Where) -> Any:
    """Return what a file states at a place, refused or not."""
    for part in where:
        data = data[part]
    return data


def _faults(
    document: Document, where: Where, key: str, one: Mapping[str, Any], inputs: Inputs, as_of: int
) -> Iterator[Fault]:
    """Yield what is wrong with one change by itself: operation, years, labels, then unit."""
    given = [name for name in OPERATIONS if one.get(name) is not None]
    if len(given) != 1:
        told = ", ".join(given) or "–"
        yield document.fault(where, "stress_operation", key=isinstance(where[-1], str), found=told)
    yield from _years(document, where, key, one, as_of)
    wrong = [*_labels(document, where, key, one.get("where") or {}, inputs)]
    yield from wrong
    if len(given) == 1 and not wrong:
        yield from _quantity(document, (*where, given[0]), key, one, inputs)


def _years(document: Document, where: Where, key: str, one: Mapping[str, Any], as_of: int) -> Iterator[Fault]:
    """Yield a fault for a year in the past, out of order, or that the key or the operation has no use for."""
    first = one.get("from_year") or as_of + 1
    for name in ("from_year", "by_year"):
        year = one.get(name)
        if year is None:
            continue
        whole = kind(key) == "undated" or (
            kind(key) == "lever" and (one.get("where") or {}).get("role", "base") != "base"
        )
        if whole or (name == "by_year" and (kind(key) == "ruled" or one.get("delay") is not None)):
            known = names(["where", *OPERATIONS])
            yield document.fault((*where, name), "stress_key", key=True, column=name, name=key, known=known)
        elif year <= as_of:
            yield document.fault((*where, name), "stress_past", name=name, value=year, first=as_of + 1)
        elif name == "by_year" and year < first:
            yield document.fault((*where, name), "stress_years", value=year, first=first)


def _labels(document: Document, where: Where, key: str, labels: Mapping[str, str], inputs: Inputs) -> Iterator[Fault]:
    """Yield a fault for a column that the key does not have, or a label that stands in none of its rows."""
    rows = inputs.rows(key)
    columns = INPUTS[key].dims if kind(key) == "points" else tuple(dict.fromkeys(c for row in rows for c in row.index))
    columns = ("role",) if kind(key) == "lever" else columns
    for column, label in labels.items():
        if column not in columns:
            values: dict[str, Any] = {"column": column, "name": key, "known": names(columns or ("–",))}
            yield document.fault(
                (*where, "where", column), "stress_label", nearest(column, columns), key=True, **values
            )
            continue
        known = list(DIMS.get(column, ())) if kind(key) == "points" else []
        known = known or list(dict.fromkeys(row.index[column] for row in rows if row.index.get(column)))
        known = [one for one in known if one != "actual"]
        if label not in known:
            values = {"column": column, "value": label, "known": names(known)}
            yield document.fault((*where, "where", column), "unknown_cell", nearest(label, known), **values)


def _quantity(document: Document, place: Where, key: str, one: Mapping[str, Any], inputs: Inputs) -> Iterator[Fault]:
    """Yield a fault for a quantity of another dimension, a delay of a part of a year, a negative factor."""
    name = str(place[-1])
    text = str(one[name])
    if name == "delay" and kind(key) in ("ruled", "undated"):
        known = names([word for word in OPERATIONS if word != "delay"])
        yield document.fault(place, "stress_key", key=True, column=name, name=key, known=known)
        return
    for unit in _units(key, name, one, inputs):
        wrong = misfit(text, unit, name if name in ("factor", "delay") else key)
        if wrong is not None:
            yield document.fault(place, wrong.code, wrong.near, **wrong.values)
            return
    number = units.parse(text)[0]
    if name == "delay" and not (1 <= number <= LONGEST and number == round(number)):
        yield document.fault(place, "stress_delay", value=text)
    elif name == "factor" and number < 0.0:
        yield document.fault(place, "stress_bounds", name="factor", found=text, low="0 %", high="…")


def _units(key: str, operation: str, one: Mapping[str, Any], inputs: Inputs) -> list[str]:
    """Return the units of the rows meant, one of each dimension; those of factor and delay are their own."""
    if operation in ("factor", "delay"):
        return ["1" if operation == "factor" else "a"]
    if INPUTS[key].time != "records" or INPUTS[key].unit != "1" or kind(key) == "lever":
        return [INPUTS[key].unit]
    where = tuple((one.get("where") or {}).items())
    found = {units.dimension(row.unit): row.unit for row in inputs.records.get(key, ()) if meant(row, where)}
    return list(found.values())


def _change(key: str, one: Mapping[str, Any], inputs: Inputs) -> Change:
    operation = next(name for name in OPERATIONS if one.get(name) is not None)
    value, unit = units.parse(str(one[operation]))
    scale = next((units.factor(unit, other) for other in _units(key, operation, one, inputs)), 1.0)
    where = tuple((one.get("where") or {}).items())
    return Change(key, operation, value * scale, where, one.get("from_year"), one.get("by_year"))


def values_of(inputs: Inputs, key: str, as_of: int) -> NDArray[np.float64]:
    """Return every value after ``as_of`` of a path or of all variants of a framework value, in one row."""
    years = np.arange(as_of + 1, LAST_YEAR + 1)
    if INPUTS[key].time == "path":
        return inputs.path(key, years).ravel()
    variants = [name for name in inputs.points[key] if name != "actual"]
    return np.concatenate([inputs.framework(key, years, as_of, name).ravel() for name in variants])


def _effect(
    document: Document, where: Where, change: Change, both: tuple[Inputs, Inputs], as_of: int
) -> Iterator[Fault]:
    """Yield a fault for a change without effect, one that breaks a whole of shares, or one beyond sound bounds."""
    key = change.key
    if not _moves(change, both, as_of):
        yield document.fault(where, "stress_no_effect", key=isinstance(where[-1], str), name=key, as_of=as_of)
        return
    if INPUTS[key].sums_over and _lacks_rest(change, both[1]):
        yield document.fault(where, "stress_whole", key=isinstance(where[-1], str), name=key)
        return
    low, high = _bounds(both[0], key)
    touched = _touched(change, both[1], as_of)
    outside = touched[(touched < low) | (touched > high)]
    if len(outside):
        worst = float(outside[np.argmax(np.maximum(low - outside, outside - high))])
        unit = INPUTS[key].unit
        told: dict[str, Any] = {"found": f"{worst:.4g} {unit}", "low": f"{low:.4g}", "high": f"{high:.4g} {unit}"}
        place = next(name for name in OPERATIONS if document.has((*where, name)))
        yield document.fault((*where, place), "stress_bounds", name=key, **told)


def _moves(change: Change, both: tuple[Inputs, Inputs], as_of: int) -> bool:
    """Return whether any value after ``as_of`` differs: no label meant, times one, nothing left that runs do not."""
    before, after = both
    if kind(change.key) == "points":
        return not np.array_equal(values_of(before, change.key, as_of), values_of(after, change.key, as_of))
    rows = _meant(change, before.records.get(change.key, ()))
    if kind(change.key) == "ruled":
        rows = [row for row in rows if int(row.index.get("to", "9999")) >= change.start(as_of)]
    if change.operation == "delay":
        return any((row.year or 0) >= change.start(as_of) for row in rows)
    there = np.array([LAST_YEAR])
    return any(float(change.moved(np.array([row.value]), there, as_of)[0]) != row.value for row in rows)


def _meant(change: Change, rows: Sequence[Row]) -> list[Row]:
    if kind(change.key) == "lever":
        return [row for row in rows if row.index["role"] == role(change)]
    return [row for row in rows if meant(row, change.where) and not row.index.get("reference")]


def _touched(change: Change, inputs: Inputs, as_of: int) -> NDArray[np.float64]:
    """Return the values after a change that it may have moved; of a lever its trend and its history too."""
    if kind(change.key) == "points":
        return values_of(inputs, change.key, as_of)
    if kind(change.key) == "lever":
        return np.array([row.value for row in inputs.records[change.key] if row.index["role"] in ("base", "actual")])
    return np.array([row.value for row in _meant(change, inputs.records[change.key])])


def _lacks_rest(change: Change, inputs: Inputs) -> bool:
    """Return whether shares of one whole no longer sum to one."""
    variable = INPUTS[change.key]
    for points in inputs.points[change.key].values():
        sums = points.values.sum(axis=1 + variable.dims.index(variable.sums_over))
        if np.abs(sums - 1.0).max() > 1e-6:
            return True
    return False


@lru_cache(maxsize=4)
def _ranges(root: Path, city: str) -> Mapping[str, Range]:
    return read_ranges([root / "germany", root / city], [])


def _bounds(inputs: Inputs, key: str) -> tuple[float, float]:
    """Return the lowest and the highest sound value of a key, in its canonical unit; infinite where none is stated."""
    if kind(key) == "lever":
        rows = {row.index["role"]: row.value for row in inputs.records[key]}
        return rows["minimum"], rows["maximum"]
    if INPUTS[key].sums_over:
        return 0.0, 1.0
    found = _ranges(inputs.root, inputs.city).get(key)
    if found is None:
        return (0.0, np.inf) if kind(key) in ("priced", "ruled", "undated") else (-np.inf, np.inf)
    people = inputs.points["population"]["actual"]
    scale = float(people.values[people.years.index(BASE_YEAR)]) if found.per_person else 1.0
    return found.minimum * scale, found.maximum * scale
