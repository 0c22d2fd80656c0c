"""Rules on the past: groups of the 2017 balance that had to move far, a history pulled far."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from klima2035.plausibility.facts import Facts, Hit, scenario_column, span
from klima2035.variables import BASE_YEAR


def _threshold(facts: Facts, name: str) -> tuple[float, str]:
    return float(np.asarray(facts.case[name]).flat[0]), facts.inputs.rows(name)[0].source


def balance_strain(facts: Facts) -> Iterator[Hit]:
    """Yield the groups of the 2017 balance that had to move by more than their own deviation allows."""
    limit, source = _threshold(facts, "adjustment_warning")
    made = facts.model.reconciliation
    for group, over in zip(made.groups, np.abs(scenario_column(made.over_deviation)).tolist(), strict=True):
        if over > limit:
            yield Hit("warning", group, BASE_YEAR, over, limit, "1", source, BASE_YEAR, BASE_YEAR)


def history_pinning(facts: Facts) -> Iterator[Hit]:
    """Yield the quantities of 1990-2017 that are pulled further towards the published points than is usual."""
    limit, source = _threshold(facts, "pinning_warning")
    past = facts.computed.history
    years = tuple(int(year) for year in past.years)
    for quantity, factors in past.pinning.items():
        away = np.abs(scenario_column(factors) - 1.0)
        if (away > limit).any():
            place = int(np.argmax(away))
            yield Hit("note", quantity, years[place], float(away[place]), limit, "1", source,
                      *span(years, away > limit))  # fmt: skip
