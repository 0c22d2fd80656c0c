"""How two scenarios differ: what was changed, what it does, which levers move otherwise. B minus A.

Only what is exact: no tonne is attributed to a measure. Years are those that both results have;
sums start in the year after the earlier ``as_of``, up to which both follow the same actual values.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from klima2035.difference import effects
from klima2035.difference.changed import changes, only_shifted
from klima2035.difference.facts import (
    BASES,
    MEASURES,
    Changed,
    Changes,
    Difference,
    Emissions,
    Judged,
    LeverChange,
    MeasureChange,
    MilestoneChange,
    Money,
    Pair,
    Verdict,
)
from klima2035.result import Result
from klima2035.scenario import Scenario

__all__ = [
    "BASES",
    "MEASURES",
    "Changed",
    "Changes",
    "Difference",
    "Emissions",
    "Judged",
    "LeverChange",
    "MeasureChange",
    "MilestoneChange",
]
__all__ += ["Money", "Pair", "Verdict", "called", "changes", "difference", "only_shifted"]

ACCOUNTING = ("waste_heat", "process_emissions", "electricity")  # settings that make two balances incomparable
VIEWS = ("end_use", "conversion")


def difference(
    a: Result, b: Result, scenario_a: Scenario, scenario_b: Scenario, names: tuple[str, str] | None = None
) -> Difference:
    """Return how B differs from A; ``names``: how the two are called where their own names do not tell them apart."""
    years = tuple(year for year in a.years if year in set(b.years))
    first, last = min(a.as_of, b.as_of) + 1, years[-1]
    lever_years, levers = effects.levers(a.frames["levers"], b.frames["levers"])
    return Difference(
        names=names or (a.name, b.name),
        titles=(a.title, b.title),
        cities=(a.city, b.city),
        labels=(_label(a), _label(b)),
        as_of=(a.as_of, b.as_of),
        horizons=(a.years[-1], b.years[-1]),
        years=years,
        first=first,
        last=last,
        changes=changes(scenario_a, scenario_b),
        comparable=a.city == b.city and _accounting(scenario_a) == _accounting(scenario_b),
        same=effects.same(a, b),
        emissions=tuple(effects.emissions(a.frames["emissions"], b.frames["emissions"], view, years) for view in VIEWS),
        money=effects.money(a.tables["investment"], b.tables["investment"], first, last),
        price_years=(effects.price_year(a.tables["investment"]), effects.price_year(b.tables["investment"])),
        verdicts=effects.verdicts(a, b, scenario_a, scenario_b),
        lever_years=lever_years,
        levers=levers,
        findings=(effects.findings_only(a, b), effects.findings_only(b, a)),
    )


def called(a: Scenario, b: Scenario, paths: tuple[PurePath, PurePath]) -> tuple[str, str]:
    """Return how two scenarios are called: by their names or, where these are equal, by the ends of their paths."""
    if a.name != b.name or paths[0] == paths[1]:
        return a.name, b.name
    parts = [path.parts for path in paths]
    length = next((n for n in range(1, max(map(len, parts))) if parts[0][-n:] != parts[1][-n:]), 1)
    return "/".join(parts[0][-length:]), "/".join(parts[1][-length:])


def _label(result: Result) -> Mapping[str, str]:
    return {"de": result.label, "en": str(result.extra.get("label_en", result.label))}


def _accounting(scenario: Scenario) -> tuple[str, ...]:
    return tuple(str(getattr(scenario.settings, name)) for name in ACCOUNTING)
