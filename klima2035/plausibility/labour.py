"""Rule on craft labour: working years that the year's building takes beside those free in the region."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from klima2035.plausibility.facts import Array, Facts, Hit, scenario_column, span
from klima2035.variables.plausibility import CRAFTS


def need(facts: Facts, craft: str) -> Array:
    """Return the working years that what is installed takes of a craft, (year,)."""
    return scenario_column(facts.craft_years[:, CRAFTS.index(craft)])


def craft_labour(facts: Facts) -> Iterator[Hit]:
    """Yield the crafts of which more is needed after ``as_of`` than the region has free."""
    later, crafts = np.arange(len(facts.years)) > facts.now, facts.crafts
    for i, craft in enumerate(CRAFTS):
        expected, most = crafts.available[:, i], crafts.most[:, i]
        wanted = need(facts, craft)
        short = (wanted > expected) & later
        if np.isnan(expected).any() or not short.any():
            continue
        place = int(np.argmax(np.where(later, wanted / np.maximum(expected, 1e-9), 0.0)))
        severity = "serious" if ((wanted > most) & later).any() else "warning"
        yield Hit(severity, craft, facts.years[place], float(wanted[place]), float(expected[place]), "employees",
                  crafts.source[i], *span(facts.years, short))  # fmt: skip
