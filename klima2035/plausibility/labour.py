"""Rule on craft labour: working years that the year's building takes beside those free in the region."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache

import numpy as np

from klima2035.inputs import Inputs
from klima2035.plausibility.facts import Array, Facts, Hit, high, span
from klima2035.sectors import ASSETS
from klima2035.variables.plausibility import CRAFTS


@lru_cache(maxsize=4)
def _needs(inputs: Inputs) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what every asset takes of each craft [working years per unit]."""
    out: dict[str, list[tuple[str, float]]] = {craft: [] for craft in CRAFTS}
    for row in inputs.records["craft_need"]:
        patterns = row.index["asset"].split("|")
        names = [one.name for one in ASSETS if any(fnmatchcase(one.name, pattern) for pattern in patterns)]
        out[row.index["craft"]] += [(name, row.value) for name in names]
    return {craft: tuple(rows) for craft, rows in out.items()}


def need(facts: Facts, craft: str) -> Array:
    """Return the working years that what is installed takes of a craft, (year,)."""
    rows = _needs(facts.inputs)[craft]
    return np.asarray(sum((facts.installed(asset) * each for asset, each in rows), np.zeros(len(facts.years))))


def _available(facts: Facts, craft: str) -> tuple[Array, Array, str] | None:
    """Return working years free for it, as expected and at the high end, (year,), and the source of the number."""
    found = [facts.row(name, craft=craft) for name in ("craft_workers", "craft_share", "craft_growth")]
    workers, share, growth = found
    if workers is None or share is None or growth is None:
        return None
    ahead = np.maximum(np.array(facts.years) - facts.scenario.as_of, 0)
    expected = workers.value * share.value * (1.0 + growth.value) ** ahead
    most = high(workers) * high(share) * (1.0 + high(growth)) ** ahead
    return expected, most, workers.source


def craft_labour(facts: Facts) -> Iterator[Hit]:
    """Yield the crafts of which more is needed after ``as_of`` than the region has free."""
    later = np.arange(len(facts.years)) > facts.now
    for craft in CRAFTS:
        there = _available(facts, craft)
        if there is None:
            continue
        expected, most, source = there
        wanted = need(facts, craft)
        short = (wanted > expected) & later
        if not short.any():
            continue
        place = int(np.argmax(np.where(later, wanted / np.maximum(expected, 1e-9), 0.0)))
        severity = "serious" if ((wanted > most) & later).any() else "warning"
        yield Hit(severity, craft, facts.years[place], float(wanted[place]), float(expected[place]), "employees",
                  source, *span(facts.years, short))  # fmt: skip
