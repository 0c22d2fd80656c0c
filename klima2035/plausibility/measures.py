"""Rules on measures and levers: bounds that clip, shares at their end, measures that change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from klima2035.plausibility.facts import TINY, Array, Facts, Hit, Moved, span


def _joined(moved: Moved, measures: Sequence[str]) -> Array:
    """Return the lever's path before bounds if only these measures moved it, by the lever's rule."""
    path, trend = moved.trend, moved.trend
    for name in measures:
        target = trend + moved.added[name]
        if moved.lever.combine == "add":
            path = path + moved.added[name]
        elif moved.lever.combine == "multiply":
            path = path * np.divide(target, trend, out=np.ones_like(target), where=trend != 0.0)
        elif moved.lever.combine == "highest":
            path = np.maximum(path, target)
        elif moved.lever.combine == "lowest":
            path = np.minimum(path, target)
        else:
            path = np.where(path == trend, target, path)
    return path


def lever_clipped(facts: Facts) -> Iterator[Hit]:
    """Yield the levers that the measures together would carry beyond a bound."""
    for moved in facts.moved:
        least, most = moved.bounds
        if least < moved.path.min() and moved.path.max() < most:
            continue
        wanted = _joined(moved, list(moved.added))
        far = moved.differs(wanted, moved.path)
        if far.any():
            place = int(np.argmax(np.abs(wanted - moved.path)))
            kept = float(moved.path[place])
            yield Hit("warning", moved.lever.name, facts.years[place], float(wanted[place]), kept, moved.lever.unit,
                      _source_of_bound(facts, moved, kept), *span(facts.years, far),
                      codes={"measures": "|".join(moved.added)})  # fmt: skip


def _source_of_bound(facts: Facts, moved: Moved, value: float) -> str:
    rows = [row for row in facts.rows(moved.lever.name) if row.index["role"] in {"minimum", "maximum"}]
    return min(rows, key=lambda row: abs(row.value - value)).source


def share_at_bound(facts: Facts) -> Iterator[Hit]:
    """Yield the shares that measures carry to 0 or 100 % where the trend is not there."""
    for moved in facts.moved:
        if moved.lever.unit != "1" or moved.bounds != (0.0, 1.0):
            continue
        for bound in (0.0, 1.0):
            there = (np.abs(moved.path - bound) <= TINY) & (np.abs(moved.trend - bound) > TINY)
            there[: facts.now + 1] = False
            if there.any():
                first, last = span(facts.years, there)
                source = _source_of_bound(facts, moved, bound)
                yield Hit("note", moved.lever.name, first, bound, bound, "1", source, first, last,
                          codes={"measures": "|".join(moved.added)})  # fmt: skip


def measure_without_effect(facts: Facts) -> Iterator[Hit]:
    """Yield the measures that are on and move no lever: bounds, the trend or other measures make them idle.

    A measure that another one needs is not idle, and one whose own prerequisite is off is told by its own rule.
    """
    measures = facts.scenario.measures
    active = {needed for measure in measures for needed in measure.requires}
    active |= {missing.subject for missing in facts.scenario.findings}
    for moved in facts.moved:
        for name in moved.added:
            if name not in active and moved.differs(_without(moved, name), moved.path).any():
                active.add(name)
    for measure in measures:
        if measure.moves and measure.name not in active:
            first, last = min(move.start for move in measure.moves), max(move.end for move in measure.moves)
            yield Hit("warning", measure.name, first, 0.0, 0.0, "1", "", first, last)


def _without(moved: Moved, name: str) -> Array:
    """Return the lever's path, within bounds, with one of its measures off."""
    others = [other for other in moved.added if other != name]
    path = _joined(moved, others) if others else moved.trend
    return np.minimum(np.maximum(path, moved.bounds[0]), moved.bounds[1])


def prerequisite_missing(facts: Facts) -> Iterator[Hit]:
    """Yield the measures that do nothing because another one they need is off."""
    for missing in facts.scenario.findings:
        moves = next(one.moves for one in facts.scenario.measures if one.name == missing.subject)
        first = min((move.start for move in moves), default=facts.scenario.as_of + 1)
        last = max((move.end for move in moves), default=first)
        yield Hit("warning", missing.subject, first, 0.0, 1.0, "1", "", first, last, codes={"needed": missing.needed})
