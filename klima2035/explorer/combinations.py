"""Every on/off combination of some groups of measures: the numbers of the one file, exact at the digits shown.

A combination is a bit mask over the groups and a draw of the model, as in ``credit.game``. Its money is summed
without the ledger; wherever whole cents could tip a digit, the ledger itself decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import frames, framework, judging, milestones, naming, pipeline, variables
from klima2035.credit.game import BLOCK, Game
from klima2035.ensemble import measured
from klima2035.executors import Executor, InProcess, keep_memory
from klima2035.explorer.packing import EURO, FUNDERS, SERIES, Combinations, Judged, is_near
from klima2035.groups import Group
from klima2035.inputs import Inputs
from klima2035.milestone_files import Milestone
from klima2035.money import by_draw, ledger_accounts, ledger_labels, sums
from klima2035.pipeline import Computed
from klima2035.quantities import is_one
from klima2035.result import Cell
from klima2035.scenario import Scenario
from klima2035.variables import BASE_YEAR, DIMS

Array = NDArray[np.float64]
STATE = ("verdict", "met_in", "evidence", "value")
Verdict = tuple[Cell, ...]  # as in STATE

TASK = 8 * BLOCK  # combinations of one task: inputs are sent and rows resolved once for each
KEYS = tuple(one.key for one in SERIES)
MONEY = (*(f"additional/{name}" for name in FUNDERS), "city_need")
EUROPE = "eu"  # grants that are part of the need but no series of their own
CITY = "city"
NEED = (measured.NEED[CITY], "")
PATHS = {"heat_pumps": "heat_pumps", "battery_cars": "battery_cars", "pv_power": "pv_power",
         "final_energy": "final_energy", "co2e": "total_co2e"}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """Some combinations of a scenario, with all that a worker needs: which measures are on, (measure, combination)."""

    scenario: Scenario
    inputs: Inputs
    on: Array
    focus: int


@dataclass(frozen=True)
class Part:
    """What a task gives: values (combination, series, year), totals (combination, total), a verdict a milestone."""

    values: Array
    totals: Array
    judged: list[tuple[Verdict, ...]]


def combinations(
    scenario: Scenario, inputs: Inputs, groups: Sequence[Group], executor: Executor | None = None
) -> Combinations:
    """Return the results of every combination of groups, each as an ordinary run with just their measures gives it."""
    game = Game(scenario, tuple(groups), executor or InProcess())
    small = replace(scenario, library={}, findings=(), milestones=judged_ones(scenario))
    focus, count = variables.focus(scenario.horizon), 1 << len(groups)
    size = min(TASK, -(-count // game.executor.workers))
    spans = [range(first, min(first + size, count)) for first in range(0, count, size)]
    parts = list(game.executor.map(_worth, [Task(small, inputs, game.on(span), focus) for span in spans]))
    values = np.concatenate([part.values for part in parts])
    later = scenario.as_of + 1 - BASE_YEAR
    verdicts = [row for part in parts for row in part.judged]
    pair = pipeline.compute(pipeline.assemble(inputs, scenario))
    return Combinations(
        digest=scenario.digest(), groups=game.groups, as_of=scenario.as_of, focus=focus,
        years=tuple(framework.model_years(scenario.horizon).tolist()), price_year=pair.investment.price_year,
        values=np.ascontiguousarray(values[..., later:]), before=values[0, :, :later],
        totals=np.concatenate([part.totals for part in parts]),
        milestones=tuple(_told(one, [row[i] for row in verdicts], inputs) for i, one in enumerate(small.milestones)),
        label={lang: naming.label(scenario, naming.data_quality(inputs, pair.model), lang) for lang in ("de", "en")},
    )  # fmt: skip


def judged_ones(scenario: Scenario) -> tuple[Milestone, ...]:
    """Return the milestones that are told: rows of tables as indicators would need every table of a combination."""
    return tuple(one for one in scenario.milestones if not is_one(one.indicator))


def _told(milestone: Milestone, rows: Sequence[Verdict], inputs: Inputs) -> Judged:
    """Return one milestone with its states and which of them each combination is in; series: where its values are."""
    is_series = milestone.indicator in KEYS and len({row[-1] for row in rows}) > 1
    kept = [(*row[:-1], None) if is_series else row for row in rows]
    states, source = {state: i for i, state in enumerate(dict.fromkeys(kept))}, milestones.source_of(milestone)
    title = inputs.sources[source]["title"] if source in inputs.sources else source
    names = ("id", "year", "sense", "limit", "unit", "indicator", "origin")
    told: dict[str, Any] = {
        **{name: getattr(milestone, name) for name in names},
        "title": dict(milestone.title),
        "source": {"de": title, "en": title},
        "series": milestone.indicator if is_series else None,
        "states": [list(state) for state in states],
    }
    return Judged(told, np.array([states[row] for row in kept], dtype=np.int64))


def _worth(task: Task) -> Part:
    """Return the numbers of a task's combinations, block by block."""
    keep_memory()
    count = task.on.shape[1]
    blocks = [_block(task, slice(first, min(first + BLOCK, count))) for first in range(0, count, BLOCK)]
    values, totals, judged = zip(*blocks, strict=True)
    return Part(np.concatenate(values), np.concatenate(totals), [row for part in judged for row in part])


def _block(task: Task, some: slice) -> tuple[Array, Array, list[tuple[Verdict, ...]]]:
    on = np.concatenate([task.on[:, some], np.zeros((len(task.on), 1))], axis=1)
    computed = pipeline.compute(pipeline.assemble(task.inputs, task.scenario, on))
    count = on.shape[1] - 1
    money = _Money(computed, task.focus)
    found = {**_physical(computed), **money.series()}
    values = np.stack([np.broadcast_to(found[key], (len(found["co2e"]), count + 1)) for key in KEYS])
    values = np.ascontiguousarray(np.moveaxis(values, -1, 0)[:count])
    totals = np.stack(money.totals(), axis=1)[:count]
    money.settle(values, totals)
    return values, totals, _judged(task, computed, count)


def _physical(computed: Computed) -> dict[str, Array]:
    """Return emissions, energy and stocks by series, (year, draw or 1)."""
    made = computed.model
    paths = {name: series for name, _, series in frames.indicator_paths(made)}
    out = {key: paths[name] for key, name in PATHS.items()}
    for view, emissions in (("end_use", made.end_use), ("conversion", made.conversion)):
        out |= {key: emissions.of(key.partition("/")[2]) for key in KEYS if key.startswith(f"{view}/")}
    return out


def _judged(task: Task, computed: Computed, draws: int) -> list[tuple[Verdict, ...]]:
    """Return the verdict on each milestone in each draw, as ``judging.judged`` has it for a run."""
    scenario, digest = task.scenario, task.scenario.digest()
    if not scenario.milestones:
        return [()] * draws
    known, out = judging.evidence(scenario, task.inputs, computed), []
    last = max((count.last for count in judging.counts(task.inputs, computed)), default=0)
    for draw in range(draws):
        made = frames.indicators(computed.model, computed.history, draw)
        paths = {name: made.values[:, i] for i, name in enumerate(made.coords["indicator"])}
        paths |= {"co2e": paths["total_co2e"], "co2": paths["total_co2"]}
        mine = replace(known, paths={**known.paths, **paths})
        if scenario.as_of < last:  # else what was invested is the same whatever is on
            invested, paid = _pair(computed, draw, slice(None))
            counts = judging.counts(task.inputs, replace(computed, investment=invested, funding=paid))
            own = milestones.investment_evidence(counts, mine.years)
            mine = replace(
                mine, actuals={**mine.actuals, **own.actuals}, paths={**mine.paths, **own.paths}, unsure=own.unsure
            )
        rows = milestones.judge(scenario.milestones, mine, scenario.name, scenario.as_of, digest).by_column
        out.append(tuple(zip(*(rows[name] for name in STATE), strict=True)))
    return out


def _pair(computed: Computed, draw: int, years: slice) -> tuple[Any, Any]:
    """Return investment and funding of one draw beside the trend in some years, in all that the ledger reads."""
    invested, paid, where = computed.investment, computed.funding, np.array([draw, -1])

    def cut(whole: Any, names: Sequence[str]) -> dict[str, Any]:
        return {name: by_draw.some(getattr(whole, name)[years], where) for name in names}

    first, last, _ = years.indices(len(invested.book.years))
    book = invested.book.between(first, last)
    parts = cut(invested, ("installed", "like_for_like", "deflator"))
    one = replace(invested, book=book, **parts)
    granted = replace(paid.paid, granted=by_draw.some(paid.paid.granted[years], where))
    offers = paid.offers.between(first, last)
    sources = cut(paid, ("own", "suspended", "exhausted", "rest"))
    return one, replace(paid, offers=offers, paid=granted, has_programme=paid.has_programme[years], **sources)


class _Money:
    """What measures cost and who pays, by draw: unrounded for all draws, to the cent where that matters."""

    def __init__(self, computed: Computed, focus: int) -> None:
        self.computed = computed
        invested, case = computed.investment, computed.model.case
        self.contributions = computed.assembled.levers.contributions
        found, _ = measured.money(invested, invested.installed[..., -1:], computed.funding, self.contributions)
        every = zip(measured.MONEY, found, strict=True)
        self.of = {(key, part): values * invested.deflator for (key, part, _), values in every}
        self.told = (case.years > case.as_of) & (case.years <= focus)
        self.later = case.years > case.as_of

    def series(self) -> dict[str, Array]:
        """Return money by series, (year, draw) [EUR/a], in prices of the price year, unrounded."""
        return {**{f"additional/{name}": self.of["funder", name] for name in FUNDERS}, "city_need": self.of[NEED]}

    def totals(self) -> list[Array]:
        """Return the sums of TOTALS over the years told, (draw) [EUR] each, unrounded."""
        by_funder = {name: self.of["funder", name][self.told].sum(axis=0) for name in (*FUNDERS, EUROPE)}
        return _totals(by_funder, self.of[NEED][self.told].sum(axis=0))

    def settle(self, values: Array, totals: Array) -> None:
        """Put the ledger's sums where cents could tip a digit: values (draw, series, year), totals (draw, total)."""
        at = [KEYS.index(key) for key in MONEY]
        worst = self.worst()
        near = is_near(values[:, at], EURO, np.stack([worst[key] for key in MONEY]))
        for draw, year in np.argwhere((near & self.later).any(axis=1)).tolist():
            funder, city = self.exact(draw, slice(year, year + 1))
            values[draw, at, year] = [*(funder[name] for name in FUNDERS), city]
        bounds = {name: float(worst[f"additional/{name}"][self.told].sum()) for name in (*FUNDERS, EUROPE)}
        most = np.array(_totals(bounds, worst["city_need"][self.told].sum()))
        span = np.flatnonzero(self.told).tolist()
        for draw in np.flatnonzero(is_near(totals, EURO, most).any(axis=1)).tolist():
            funder, city = self.exact(draw, slice(span[0], span[-1] + 1))
            totals[draw] = _totals({name: funder[name] for name in (*FUNDERS, EUROPE)}, city)

    def worst(self) -> dict[str, Array]:
        """Return by how much cents can move each sum at most, (year) [EUR/a]: less than a cent a cell of the ledger."""
        invested, paid = self.computed.investment, self.computed.funding
        accounts = ledger_accounts.Accounts.of(invested, paid)
        moved = [{name for name, lever in self.contributions if lever in asset.levers} for asset in invested.assets]
        cells = np.array([len(names) for names in moved])[accounts.asset]
        payers = [DIMS["payer"][i] for i in accounts.payer.tolist()]
        public = np.array([payer in ledger_labels.OWN for payer in payers])
        causes = len(DIMS["cause"])
        count = {"private": cells[~public].sum(), "kommunal": cells[public].sum(), "gap": causes * cells.sum()}
        for name in measured.GRANTING:
            mine = accounts.grant_funder == DIMS["funder"].index(name)
            count[name] = cells[accounts.grant_account[mine]].sum()
        out = {f"additional/{name}": number for name, number in count.items()}
        out["city_need"] = (1 + causes) * cells[np.array([payer == CITY for payer in payers])].sum()
        return {key: number * 0.01 * invested.deflator[:, 0] for key, number in out.items()}

    def exact(self, draw: int, years: slice) -> tuple[dict[str, float], float]:
        """Return the ledger's money of measures by funder and the city's own and gap, [EUR] summed over years."""
        invested, paid = _pair(self.computed, draw, years)
        contributions = {key: values[years, draw : draw + 1] for key, values in self.contributions.items()}
        told, deflator = sums.of_measures(invested, paid, contributions), invested.deflator[:, 0]
        city = told.public[CITY]
        by_funder = {name: float((values * deflator).sum()) for name, values in told.additional.items()}
        return by_funder, float(((city["own"] + city["gap"]) * deflator).sum())


def _totals(by_funder: Mapping[str, Any], city: Any) -> list[Any]:
    """Return the sums of TOTALS from those by funder and the city's."""
    grants = sum(by_funder[name] for name in measured.GRANTING)
    return [sum(by_funder.values()), grants, by_funder["gap"], city]
