"""A scenario under stress: each case alone and each pair of cases, beside the same scenario without stress."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from klima2035 import executors, judging, loading, pipeline
from klima2035.inputs import Inputs
from klima2035.money import ledger
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.pipeline import SCENARIO, Assembled, Computed
from klima2035.result import Cell
from klima2035.scenario import Scenario
from klima2035.stress.cases import Case, together
from klima2035.stress.overlay import changed
from klima2035.variables import DIMS

Array = NDArray[np.float64]

BASE = "without_stress"
YEARS = (2030, 2035)  # told beside the horizon
CITY = DIMS["payer"].index("city")


@dataclass(frozen=True)
class Outcome:
    """What became of a scenario: the names of one or two cases (none: no stress), how measures were adopted.

    values by (item, year; 0: the sum of all years after ``as_of``); units by item; verdicts: a row a milestone
    (id, year, verdict, value, unit).
    """

    cases: tuple[str, ...]
    adoption: str
    values: Mapping[tuple[str, int], float]
    verdicts: tuple[tuple[Cell, ...], ...]


UNITS = {
    "milestones_kept": "1", "milestones_judged": "1", "co2e": "t/a", "co2e_sum": "t", "additional_cost": "EUR",
    "gap": "EUR", "not_built": "EUR", "open": "EUR", "city_need": "EUR", "unmet_heat": "GWh/a",
}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One computation: a scenario in one adoption under the changes of some cases."""

    scenario: Scenario
    adoption: str
    case: Case | None


def stressed(scenario: Scenario, case: Case | None, adoption: str) -> Scenario:
    """Return a scenario with the framework and funding of a case, in one adoption."""
    settings = replace(scenario.settings, adoption=adoption)
    if case is None:
        return replace(scenario, settings=settings)
    funding = (*scenario.funding, *case.funding)  # one after another: a case changes what the scenario left
    return replace(scenario, settings=settings, framework={**scenario.framework, **case.framework}, funding=funding)


def assembled(
    inputs: Inputs, scenario: Scenario, case: Case | None, adoption: str, under: Inputs | None = None
) -> Assembled:
    """Return a scenario under stress, resolved; every array keeps its years up to ``as_of`` to the last bit.

    under: the inputs as the case changes them, where they are known already.
    """
    base = pipeline.assemble(inputs, stressed(scenario, None, adoption))
    if case is None:
        return base
    under = changed(inputs, case.changes, scenario.as_of) if under is None else under
    now = pipeline.assemble(under, stressed(scenario, case, adoption))
    past = now.case.years <= scenario.as_of
    old, new = base.book, now.book
    book = replace(
        new, cost=_kept(old.cost, new.cost, past), reference=_kept(old.reference, new.reference, past),
        revenue=_kept(old.revenue, new.revenue, past), price=_kept(old.price, new.price, past),
    )  # fmt: skip
    crafts = replace(
        now.crafts, available=_kept(base.crafts.available, now.crafts.available, past),
        most=_kept(base.crafts.most, now.crafts.most, past),
    )  # fmt: skip
    levers = {name: _kept(base.case.levers[name], path, past) for name, path in now.case.levers.items()}
    paths = replace(now.levers, paths=levers)
    return replace(
        now, case=replace(now.case, levers=levers), levers=paths, book=book, crafts=crafts,
        reconciled=base.reconciled, before=base.before,
    )  # fmt: skip


def _kept(before: Array, now: Array, past: NDArray[np.bool_]) -> Array:
    """Return ``before`` in the years of the past and ``now`` after them; both (year, ...)."""
    return np.where(past.reshape(-1, *([1] * (now.ndim - 1))), before, now)


def outcome(inputs: Inputs, scenario: Scenario, case: Case | None, adoption: str) -> Outcome:
    """Return what becomes of a scenario under a case, in one adoption."""
    computed = pipeline.compute(assembled(inputs, scenario, case, adoption))
    verdicts = judged(scenario, inputs, computed)
    kept = sum(row[2] == "reached" for row in verdicts)
    known = sum(row[2] != "cannot_judge" for row in verdicts)
    values = {("milestones_kept", 0): float(kept), ("milestones_judged", 0): float(known), **figures(computed)}
    return Outcome(() if case is None else tuple(case.name.split("+")), adoption, values, verdicts)


def judged(scenario: Scenario, inputs: Inputs, computed: Computed) -> tuple[tuple[Cell, ...], ...]:
    """Return the verdict on each milestone of a year after ``as_of``: no stress touches what has been."""
    column = judging.judged(scenario, inputs, computed).by_column
    rows = zip(*(column[name] for name in ("id", "year", "verdict", "value", "unit")), strict=True)
    return tuple(row for row in rows if int(row[1] or 0) > scenario.as_of)


def told_years(computed: Computed) -> tuple[int, ...]:
    """Return the years told: 2030, 2035 and the horizon, as far as they lie after ``as_of``."""
    case = computed.model.case
    last = int(case.years[-1])
    return tuple(sorted({year for year in (*YEARS, last) if case.as_of < year <= last}))


def figures(computed: Computed) -> dict[tuple[str, int], float]:
    """Return tonnes, the money of the measures [EUR nominal] and heat without a plant.

    co2e_sum and money: sums of all years after ``as_of``. gap: additional cost - grants - what payers carry;
    not_built: additional cost of what financed adoption leaves unbuilt; open: both. city_need: what is left to the
    city after grants, own money and gap.
    """
    case, invested, paid = computed.model.case, computed.investment, computed.funding
    later = case.years > case.as_of
    tonnes = computed.model.end_use.values[0].sum(axis=1)[:, SCENARIO]
    unmet = computed.model.supply.unmet_heat[:, SCENARIO]
    out = {("co2e", year): float(tonnes[case.years == year][0]) for year in told_years(computed)}
    contributions = computed.assembled.levers.contributions
    part, wanted_part = (of_measures(one, contributions) for one in (invested, computed.given))
    additional, gap = beyond(invested.additional, part), beyond(paid.gap, part)
    wanted = beyond(computed.given.additional, wanted_part)
    left = beyond(left_to_city(invested, paid), part)
    not_built = float(wanted[later].sum() - additional[later].sum())
    return out | {
        ("co2e_sum", 0): float(tonnes[later].sum()),
        ("additional_cost", 0): float(additional[later].sum()),
        ("gap", 0): float(gap[later].sum()),
        ("not_built", 0): not_built,
        ("open", 0): float(gap[later].sum()) + not_built,
        ("city_need", 0): float(left[later].sum()),
        ("unmet_heat", 0): float(unmet[later].max(initial=0.0)),
    }


def left_to_city(invested: Investment, paid: Funding) -> Array:
    """Return the additional cost that grants leave to the city, (year, line, draw) [EUR/a]; 0 in others' lines."""
    mine = invested.book.lines.payer == CITY
    return np.asarray((invested.additional - paid.granted()) * mine[:, np.newaxis])


def of_measures(invested: Investment, contributions: Mapping[tuple[str, str], Array]) -> Array:
    """Return the part of each line's money that measures cause, (year, line, draw) [1], as the ledger splits it."""
    flow = invested.installed
    parts = ledger.of_measures(invested.assets, flow, flow[..., -1:], contributions)
    return np.asarray(parts.take(invested.book.lines.asset, axis=1))


def beyond(money: Array, part: Array, column: int = SCENARIO) -> Array:
    """Return the money of the measures in all lines, (year,) [EUR/a]: money times part, both (year, line, draw)."""
    return np.asarray((money[..., column] * part[..., column]).sum(axis=1))


@dataclass(frozen=True)
class Stressed:
    """All computations of one scenario: without stress in each adoption needed, each case, each pair of cases."""

    scenario: Scenario
    cases: tuple[Case, ...]
    outcomes: tuple[Outcome, ...]

    def base(self, adoption: str) -> Outcome:
        """Return the scenario without stress in one adoption."""
        return next(one for one in self.outcomes if not one.cases and one.adoption == adoption)

    def of(self, first: str, second: str | None = None) -> Outcome | None:
        """Return one case, or the pair of two in whichever order; None where they do not go together.

        A case of money or labour is told in financed adoption.
        """
        wanted = {first, second or first}
        financed = any(case.financed for case in self.cases if case.name in wanted)
        adoption = "financed" if financed else self.scenario.settings.adoption
        return next((one for one in self.outcomes if set(one.cases) == wanted and one.adoption == adoption), None)

    def change(self, one: Outcome, item: str, year: int = 0) -> float:
        """Return by how much a case differs from the scenario without stress in the same adoption."""
        return one.values[item, year] - self.base(one.adoption).values[item, year]


def tasks(scenario: Scenario, cases: Sequence[Case], pairs: bool) -> list[Task]:
    """Return every computation in order: bases, cases, pairs of cases that go together.

    Cases of money or labour are computed in financed adoption, alone in the scenario's own one too: what would be
    missing if all were built nevertheless.
    """
    own = scenario.settings.adoption
    every = [*cases]
    if pairs:
        both = [together(a, b) for i, a in enumerate(cases) for b in cases[i + 1 :]]
        every += [one for one in both if one is not None]
    found = [Task(scenario, "financed" if case.financed else own, case) for case in every]
    found += [Task(scenario, own, case) for case in cases if case.financed and own != "financed"]
    adoptions = dict.fromkeys([own, *(task.adoption for task in found)])
    return [*(Task(scenario, adoption, None) for adoption in adoptions), *found]


def run(
    scenario: Scenario,
    cases: Sequence[Case],
    pairs: bool = True,
    workers: int = 1,
    say: Callable[[int, int], None] = lambda _done, _all: None,
    lang: str = "de",
) -> Stressed:
    """Return a scenario under each case and each pair; ``say`` hears how many computations are done."""
    every = tasks(scenario, cases, pairs)
    done = []
    with executors.executor(workers, lang=lang) as doer:
        for one in doer.map(_done, every):
            done.append(one)
            say(len(done), len(every))
    return Stressed(scenario, tuple(cases), tuple(done))


def _done(task: Task) -> Outcome:
    return outcome(loading.load_inputs(task.scenario.city), task.scenario, task.case, task.adoption)
