"""A scenario under stress as tables: figures with their change, and the verdict on each milestone."""

from __future__ import annotations

from klima2035 import naming
from klima2035.result import Cell, Result, Table
from klima2035.stress.hands import Hands
from klima2035.stress.run import BASE, UNITS, Outcome, Stressed

COLUMNS = ("scenario", "case", "with", "adoption", "item", "year", "value", "change", "unit")
VERDICTS = ("scenario", "case", "with", "adoption", "id", "year", "verdict", "without_stress", "value", "unit")


def named(one: Outcome) -> tuple[str, str]:
    """Return the names of the first and the second case of a computation."""
    first, second = (*one.cases, "", "")[:2] if one.cases else (BASE, "")
    return first, second


def figures(found: Stressed) -> Table:
    """Return ``stress.csv``: every figure of every case and pair; year empty: the years after ``as_of`` together.

    change: against the scenario without stress in the same adoption. unmet_heat: in the worst year.
    """
    rows: list[tuple[Cell, ...]] = []
    for one in found.outcomes:
        head = (found.scenario.name, *named(one), one.adoption)
        for (item, year), value in one.values.items():
            change = found.change(one, item, year)
            rows.append((*head, item, year or None, value, change, UNITS[item]))
    return Table("stress", COLUMNS, tuple(rows))


def verdicts(found: Stressed) -> Table:
    """Return ``stress_milestones.csv``: the verdict on each later milestone, and the one without stress."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.outcomes:
        head = (found.scenario.name, *named(one), one.adoption)
        before = {row[0]: row[2] for row in found.base(one.adoption).verdicts}
        rows += [
            (*head, name, year, verdict, before[name], value, unit) for name, year, verdict, value, unit in one.verdicts
        ]
    return Table("stress_milestones", VERDICTS, tuple(rows))


ORDER = ("reached", "at_risk", "missed")


def fallen(found: Stressed, one: Outcome) -> list[str]:
    """Return the milestones with a worse verdict than without stress."""
    before = {row[0]: str(row[2]) for row in found.base(one.adoption).verdicts}
    return [
        str(row[0])
        for row in one.verdicts
        if row[2] in ORDER and before[row[0]] in ORDER and ORDER.index(str(row[2])) > ORDER.index(before[row[0]])
    ]


def worst(found: Stressed, pairs: bool = False) -> Outcome | None:
    """Return the single case, or the pair, with the most tonnes above the scenario without stress after ``as_of``."""
    count = 2 if pairs else 1
    told = [one for one in found.outcomes if len(one.cases) == count and one is found.of(*one.cases)]
    return max(told, key=lambda one: found.change(one, "co2e_sum"), default=None)


def head(found: Stressed, hands: Hands) -> Result:
    """Return the scenario's name, title, label and settings as a result without frames: what charts write above."""
    scenario = found.scenario
    common = naming.named(scenario, hands.grade, hands.years, scenario.as_of)
    common["files"] = {**scenario.files, **{case.file: case.digest for case in found.cases}}
    titles = {one.id: dict(one.title) for one in scenario.milestones}
    return Result(
        name=scenario.name, title=scenario.title, frames={}, tables={},
        extra={"label_en": naming.label(scenario, hands.grade, "en"), "milestone_titles": titles}, **common,
    )  # fmt: skip
