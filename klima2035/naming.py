"""What a result says of itself: city, years, how its balance may be called, settings, data quality."""

from __future__ import annotations

from typing import Any

import numpy as np

from klima2035 import frames
from klima2035.computing import SCENARIO
from klima2035.inputs import Inputs
from klima2035.messages import text
from klima2035.model import Model
from klima2035.numbers import number
from klima2035.scenario import Scenario
from klima2035.sectors import SEGMENTS

GRADES = {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.0}  # weights of the BISKO data quality (Datengüte)


def named(scenario: Scenario, grade: float, years: tuple[int, ...], as_of: int) -> dict[str, Any]:
    """Return what a result says of itself besides its title: city, years, label, settings, files.

    grade: data quality [1]; ``as_of``: last year of counted figures.
    """
    return {
        "label": label(scenario, grade, "de"),
        "city": scenario.city,
        "as_of": as_of,
        "years": years,
        "phase": frames.phases(years, as_of),
        "datenguete": grade,
        "files": scenario.files,
        "settings": settings(scenario),
    }


def settings(scenario: Scenario) -> dict[str, str]:
    """Return framework variants, choices of accounting and changes of programmes by name, as in ``run.json``."""
    chosen = scenario.settings
    return {
        **{f"framework.{name}": value for name, value in scenario.framework.items()},
        "framework.law_as_of": scenario.law_as_of.isoformat(),
        "waste_heat": chosen.waste_heat,
        "process_emissions": chosen.process_emissions,
        "electricity": chosen.electricity,
        "adoption": chosen.adoption,
        **{f"funding.{one.programme}": str(one) for one in scenario.funding},
    }


def label(scenario: Scenario, grade: float, lang: str) -> str:
    """Return how the balance may be called: after the BISKO system, or not and why."""
    settings = scenario.settings
    set_so = {
        "electricity": settings.electricity != "national",
        "waste_heat": settings.waste_heat != "convention",
        "process_emissions": settings.process_emissions != "memo",
    }
    broken = [text(f"not_bisko_{name}", lang) for name, is_set in set_so.items() if is_set]
    if broken:
        return text("not_bisko", lang, ", ".join(broken))
    return text("bisko", lang, number(grade, 2, lang))


def data_quality(inputs: Inputs, model: Model) -> float:
    """Return the energy-weighted data quality of 2017 [1]: A 1, B 0.5, C 0.25, D 0."""
    grade = {row.group: GRADES[row.datenguete or "D"] for row in inputs.records["reconciliation_deviation"]}
    energy = model.energy[0, :, SCENARIO]
    weights = np.array([grade[segment.group] for segment in SEGMENTS])
    return float((energy * weights).sum() / energy.sum())
