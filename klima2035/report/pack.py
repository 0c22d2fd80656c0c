"""Everything a council pack tells of, computed once: scenario, comparison, draws, stress, hands, counts, accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from klima2035 import executors, loading, pipeline, variables
from klima2035 import telling as tellings
from klima2035.ensemble import frameworks, telling
from klima2035.ensemble import run as ensembles
from klima2035.ensemble.run import Ensemble
from klima2035.errors import InputError
from klima2035.inputs import Inputs
from klima2035.messages import text
from klima2035.record import joined
from klima2035.result import Result, Table
from klima2035.scenario import Scenario
from klima2035.stress import cases, hands
from klima2035.stress import run as stress
from klima2035.stress.hands import Hands
from klima2035.stress.run import Stressed
from klima2035.tracking import comparison, published
from klima2035.tracking.carried import carried
from klima2035.tracking.comparison import Tracked
from klima2035.tracking.published import Account

DRAWS, SEED = 512, 1  # standard error of a probability at most 2.2 points; `ensemble` draws more


@dataclass(frozen=True)
class Pack:
    """What the pages tell of; now is the last year with counts, at least the scenario's ``as_of``.

    result: with bands, from now on; against: what it is compared with, other: the scenario of that where one was named;
    lang: of the words.
    """

    scenario: Scenario
    inputs: Inputs
    result: Result
    against: Result
    ensemble: Ensemble
    stressed: Stressed
    hands: Hands
    tracked: Tracked
    accounts: tuple[Account, ...]
    lang: str
    other: Scenario | None = None

    @property
    def focus(self) -> int:
        """The year that headlines speak of: 2035, or the horizon where it ends before."""
        return variables.focus(self.result.years[-1])

    def used(self) -> tuple[dict[str, tuple[str, Path]], list[str]]:
        """Return SHA-256 and place of every file used, by name, and the names of the scenarios' own files."""
        used, files = joined(self.scenario, *([] if self.other is None else [self.other]))
        used |= {case.file: (case.digest, case.path) for case in self.stressed.cases}
        return used | frameworks.used() | published.used(self.inputs), files

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table of the scenario's result."""
        return self.result.tables[table].dicts()


def gather(scenario: str, against: str | None, lang: str, say: Callable[[str], None] = lambda _: None) -> Pack:
    """Return everything that a report on a scenario tells of; InputError with all faults of its files."""
    loaded = loading.load_scenario(scenario)
    inputs = loading.load_inputs(loaded.city)
    other = None if against is None else loading.load_scenario(against)
    if other is not None and other.name == loaded.name:
        raise InputError(text("report_same", lang, against))
    accounts = published.read(inputs)
    chosen = cases.load(cases.known_names(), inputs, loaded.as_of)
    say("running")
    tracked = comparison.track(inputs, loaded)
    result = pipeline.run(loaded, inputs) if tracked.latest == loaded.as_of else from_here(tracked)
    compared = result.trend if loaded.measures else None
    if other is not None:
        compared = pipeline.run(other, loading.load_inputs(other.city))
    say("drawing_draws")
    plan = ensembles.Plan(loaded, inputs, DRAWS, SEED, frameworks.of(loaded, alone=True))
    with executors.executor(1) as executor:
        drawn = ensembles.run(plan, executor, None, lambda _done, _all: None, indices=False)
    say("running")
    fresh = tracked.latest == loaded.as_of  # draws tell of the plan: beside later counts their bands would be old
    shown = telling.with_bands(result, drawn) if fresh else result
    return Pack(
        loaded, inputs, shown, compared or result, drawn,
        stress.run(loaded, chosen, pairs=False, lang=lang), hands.run(inputs, loaded), tracked,
        accounts, lang, other,
    )  # fmt: skip


def from_here(tracked: Tracked) -> Result:
    """Return the result of a scenario from its latest counts on: actual up to then, verdicts as of that year."""
    scenario, inputs = replace(tracked.scenario, as_of=tracked.latest), tracked.inputs
    result = tellings.result(scenario, inputs, tracked.now, pipeline.without_registers(scenario, inputs))
    judged = comparison.judged(tracked)
    known = {row[judged.columns.index("id")] for row in judged.rows}
    before = result.tables["milestones"]
    others = tuple(row for row in before.rows if row[before.columns.index("id")] not in known)
    milestones = Table("milestones", judged.columns, (*others, *judged.rows))
    return carried(replace(result, tables={**result.tables, "milestones": milestones}), tracked)
