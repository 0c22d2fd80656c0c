"""Rules on heating: systems that claim the same buildings, boilers taken out before their time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from klima2035.plausibility.facts import TINY, Facts, Hit, scenario_column, span
from klima2035.variables import DIMS

_GAS = ("gas_boiler", "gas_floor_heating")
_OIL = ("oil_boiler",)


def claims_overlap(facts: Facts) -> Iterator[Hit]:
    """Yield where heat pumps and district heat together claim more boilers than fall due."""
    network = scenario_column(facts.case.levers["district_heat_share"])
    for name in ("heat_pump_share", "heat_pump_share_nonresidential"):
        pumps = scenario_column(facts.case.levers[name])
        both = pumps + network
        beyond = both > 1.0 + TINY
        if beyond.any():
            place = int(np.argmax(both))
            yield Hit("warning", name, facts.years[place], float(both[place]), 1.0, "1", "",
                      *span(facts.years, beyond),
                      numbers={"pumps": float(pumps[place]), "network": float(network[place])})  # fmt: skip


def early_replacement(facts: Facts) -> Iterator[Hit]:
    """Yield where boilers leave before their time on more floor area a year than trade and owners could bear."""
    row = facts.row("early_replacement_share")
    if row is None:
        return
    area = scenario_column(facts.model.results["buildings"].stocks["heated_area"])
    total = area.sum(axis=(1, 2))
    for lever, systems in (("early_replacement_gas", _GAS), ("early_replacement_oil", _OIL)):
        places = [DIMS["heating_system"].index(system) for system in systems]
        stock = area[:, :, places].sum(axis=(1, 2))
        rate = scenario_column(facts.case.levers[lever])
        taken = np.zeros(len(facts.years))
        taken[1:] = rate[1:] * stock[:-1] / total[:-1]
        taken[: facts.now + 1] = 0.0
        beyond = taken > row.value + TINY
        if beyond.any():
            place = int(np.argmax(taken))
            yield Hit("warning", lever, facts.years[place], float(taken[place]), row.value, "1/a", row.source,
                      *span(facts.years, beyond))  # fmt: skip
