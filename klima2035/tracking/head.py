"""What charts, ``run.json`` and a published account tell of a tracked scenario beside its tables."""

from __future__ import annotations

from klima2035 import naming
from klima2035.result import Result
from klima2035.stress.run import UNITS, figures
from klima2035.tracking.comparison import Tracked
from klima2035.tracking.published import Entry

MONEY = ("additional_cost", "gap")


def head(found: Tracked) -> Result:
    """Return what names a tracked scenario: a result without frames and tables."""
    scenario, inputs = found.scenario, found.inputs
    grade = naming.data_quality(inputs, found.plan.model)
    return Result(
        name=scenario.name, title=scenario.title, frames={}, tables={},
        extra={"city_title": dict(inputs.title), "label_en": naming.label(scenario, grade, "en")},
        **naming.named(scenario, grade, found.years, found.latest),
    )  # fmt: skip


def headlines(found: Tracked) -> list[Entry]:
    """Return the figures that an account keeps: re-projected tonnes of some years, money of the measures after now."""
    name, total = found.scenario.name, found.paths["co2e"]
    years = sorted({year for year in (found.latest, 2030, 2035, found.years[-1]) if year in found.years})
    out = [
        Entry("figure", name, "co2e", "", "", str(year), float(total[found.years.index(year)]), "tCO2e/a", "")
        for year in years
    ]
    money = figures(found.now)
    out += [
        Entry("figure", name, code, "", "", str(found.years[-1]), money[code, 0], UNITS[code], "") for code in MONEY
    ]
    return out
