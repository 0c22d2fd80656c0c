"""What the tests of the explorer share: settings, and the numbers that ``run`` gives for the same scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from klima2035.explorer.asked import Setting
from klima2035.result import Array, Result
from klima2035.variables import BASE_YEAR

DEFAULT = "klimaneutral-2035"


def setting(**parts: Any) -> Setting:
    """Return a setting on the default scenario."""
    return Setting.model_validate({"base": DEFAULT, **parts})


SETTINGS: Mapping[str, Setting] = {
    "as it is": setting(),
    "later and less": setting(
        measures={
            "heat-pumps": {"start": 2028, "end": 2037, "ambition": 60},
            "end-of-heating-oil": {"on": False},
            "rooftop-pv": {"levers": {"pv_rooftop_additions": 12}},
        }
    ),
    "another framework": setting(framework={"grid": "late"}, settings={"electricity": "local_mix"}),
    "a child that sets its own years": setting(base="klimaneutral-2045", measures={"heat-pumps": {"end": 2036}}),
    "what is off, on": setting(base="trend", measures={"rooftop-pv": {"on": True}, "e-cars": {"on": True}}),
    "no plan of the city": setting(base="programm-2021", measures={"street-lighting": {"on": False}}),
    "only what is paid for": setting(settings={"adoption": "financed"}),
}  # fmt: skip


def _frame(result: Result, frame: str, where: dict[str, Any] | None = None, **more: str) -> Array:
    made = result.frames[frame]
    return made.total(**(where or {}), **more)[made.years.index(BASE_YEAR) :]


def expected(result: Result, key: str) -> Array:
    """Return the numbers of a series of the page, as the tables of ``run`` have them, (year,) from 2017 on."""
    kind, _, part = key.partition("/")
    if kind == "trend":
        assert result.trend is not None
        return _frame(result.trend, "emissions", view="end_use", indicator="co2e")
    if kind in {"additional", "full"}:
        return _money(result, "finance_by_year", basis=kind, origin="measures", funder=part)
    if kind in PAYERS:
        return _money(result, "city_line", payer=PAYERS[kind], item=part)
    if kind in {"renovation_rate", "modal", "heat_pumps", "battery_cars", "pv_power"}:
        names = {"renovation_rate": "renovation_rate_achieved_residential", "modal": f"modal_split_{part}"}
        return _frame(result, "indicators", indicator=names.get(kind, kind))
    return _frame(result, *_rows(result, kind, part))


PAYERS = {"city": "city", "company": "city_company"}


def _rows(result: Result, kind: str, part: str) -> tuple[str, dict[str, Any]]:
    """Return the frame and the labels of the rows that a physical series sums."""
    heated = result.frames["stocks"].pick(stock="heated_area").coords["part"]
    return {
        "co2e": ("emissions", {"view": "end_use", "indicator": "co2e"}),
        "co2": ("emissions", {"view": "end_use", "indicator": "co2"}),
        "end_use": ("emissions", {"view": "end_use", "indicator": "co2e", "sector": part}),
        "conversion": ("emissions", {"view": "conversion", "indicator": "co2e", "sector": part}),
        "energy": ("energy", {"carrier": part}),
        "final_energy": ("energy", {}),
        "heating": ("stocks", {"stock": "heated_area", "part": tuple(n for n in heated if n.endswith(f"/{part}"))}),
        "cars": ("stocks", {"stock": "vehicles", "part": f"car_{part}"}),
        "heat": ("supply", {"item": "plant_heat", "name": part}),
        "heat_unmet": ("supply", {"item": "district_heat", "name": "unmet_heat"}),
        "heat_factor": ("supply", {"item": "network_factor", "name": "used"}),
    }[kind]


def _money(result: Result, table: str, **where: str) -> Array:
    out = np.zeros(result.years[-1] - BASE_YEAR + 1)
    for row in result.tables[table].dicts():
        if all(row[name] == value for name, value in where.items()):
            out[int(row["year"]) - BASE_YEAR] += float(row["value_real"])
    return out
