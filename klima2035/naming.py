"""What a result says of itself: city, years, how its balance may be called, settings, data quality."""

from __future__ import annotations

from typing import Any

import numpy as np

from klima2035 import frames
from klima2035.computing import SCENARIO
from klima2035.inputs import Inputs
from klima2035.model import Model
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
    reasons = {
        "de": ("lokaler Strommix", "physische Abwärme", "mit Prozessemissionen"),
        "en": ("local electricity mix", "physical waste heat", "with process emissions"),
    }[lang]
    set_so = (
        settings.electricity != "national",
        settings.waste_heat != "convention",
        settings.process_emissions != "memo",
    )
    broken = [reason for reason, is_set in zip(reasons, set_so, strict=True) if is_set]
    if broken:
        return ("nicht BISKO: " if lang == "de" else "not BISKO: ") + ", ".join(broken)
    figure = f"{grade:.2f}"
    if lang == "de":
        return f"nach BISKO-Systematik, Datengüte {figure.replace('.', ',')}"
    return f"after the BISKO system, data quality {figure}"


def data_quality(inputs: Inputs, model: Model) -> float:
    """Return the energy-weighted data quality of 2017 [1]: A 1, B 0.5, C 0.25, D 0."""
    grade = {row.group: GRADES[row.datenguete or "D"] for row in inputs.records["reconciliation_deviation"]}
    energy = model.energy[0, :, SCENARIO]
    weights = np.array([grade[segment.group] for segment in SEGMENTS])
    return float((energy * weights).sum() / energy.sum())
