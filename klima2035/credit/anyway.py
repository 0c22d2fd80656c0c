"""What happens anyway: the trend once more with all that Bund and EU decide held at its value of ``as_of``.

    value of as_of - plan = turnover + bund_eu + Σ credits
    bund_eu = frozen - trend,  turnover = value of as_of - frozen

Turnover is what is left: old technology replaced by today's choice, population, activity, weather back at its mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import framework, model, pipeline
from klima2035.case import Case
from klima2035.credit.game import SECTORS, slim
from klima2035.inputs import Inputs
from klima2035.model import Model
from klima2035.scenario import Scenario
from klima2035.variables.framework import LAW_RULES

Array = NDArray[np.float64]

FROZEN = {  # framework and paths that Bund or EU decide, with the reason
    "grid_factor_co2e": "national power mix: renewable energy act, coal exit, European emissions trading",
    "grid_factor_co2": "national power mix, direct CO2",
    "new_car_share": "drives of Germany's new cars: EU fleet limits, taxes, premiums",
    "new_van_battery_share": "drives of Germany's new vans: EU fleet limits",
    "new_truck_battery_share": "drives of Germany's new trucks: EU fleet limits, toll by CO2",
    "new_consumption": "use of new vehicles: EU fleet limits",
    "biofuel_share": "quota on fuels (THG-Quote)",
    "hydrogen_bought_factor": "where bought hydrogen comes from: national strategy and delegated acts",
    "co2_price_national": "price on fuels; moves money, no tonnes: behaviour does not follow prices in this model",
    "co2_price_ets1": "European emissions trading; moves money, no tonnes",
    "co2_price_waste": "national price on waste; moves money, no tonnes",
}
FROZEN_LEVERS = {  # levers whose trend follows the nation
    "battery_car_share": "new cars of the city as in Germany: EU fleet limits",
    "battery_van_share": "new vans of the city as in Germany: EU fleet limits",
    "battery_truck_share": "new trucks of the city as in Germany: EU fleet limits",
    "zero_emission_bus_share": "procurement law for clean vehicles (EU 2019/1161)",
}
FROZEN_LAWS = LAW_RULES  # every law in force: rows that act after as_of do not


@dataclass(frozen=True)
class Anyway:
    """Greenhouse gases of end use by consumer sector, (year, sector) [t/a], all years of the model; and the models.

    frozen: trend with Bund and EU at ``as_of``; plan: all measures as given. pair: the plan beside the trend.
    """

    frozen: Array
    trend: Array
    plan: Array
    pair: Model


def split(scenario: Scenario, inputs: Inputs) -> Anyway:
    """Return plan, trend and frozen trend of a scenario."""
    assembled = pipeline.assemble(inputs, slim(scenario))
    made = model.run(assembled.case, assembled.reconciled)
    held = model.run(freeze(assembled.case), assembled.reconciled)
    plan, trend = (by_sector(made, column) for column in (pipeline.SCENARIO, pipeline.TREND))
    return Anyway(by_sector(held, pipeline.TREND), trend, plan, made)


def freeze(case: Case) -> Case:
    """Return a case in which all that Bund and EU decide stays as it is in ``as_of``."""
    now = int(np.flatnonzero(case.years == case.as_of)[0])
    values = {**case.values}
    for name in [*FROZEN, *(f"law_{rule}" for rule in FROZEN_LAWS if rule != "green_fuel_from")]:
        values[name] = _held(values[name], now)
    start = values["law_green_fuel_from"]
    values["law_green_fuel_from"] = np.where(start > case.as_of, framework.NEVER, start)
    levers = {name: _held(path, now) if name in FROZEN_LEVERS else path for name, path in case.levers.items()}
    return replace(case, values=values, levers=levers)


def _held(path: Array, now: int) -> Array:
    out = path.copy()
    out[now + 1 :] = path[now]
    return out


def by_sector(made: Model, column: int) -> Array:
    """Return greenhouse gases of end use by consumer sector in one draw, (year, sector) [t/a]."""
    return np.stack([made.end_use.of(sector)[:, column] for sector in SECTORS], axis=1)
