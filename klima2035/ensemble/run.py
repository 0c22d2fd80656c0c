"""An ensemble from scenario to statistics: jobs, tasks, parts that are there already, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from klima2035.draws import REPLICATES
from klima2035.draws.factors import goals_of
from klima2035.ensemble import ranking, sobol
from klima2035.ensemble.job import BLOCK, Job, Packing, Part, Task, design, prepare, tasks, work
from klima2035.ensemble.ranking import Ranking
from klima2035.ensemble.sobol import Indices
from klima2035.ensemble.tally import Tally
from klima2035.executors import Executor
from klima2035.inputs import Inputs
from klima2035.scenario import Scenario
from klima2035.variables import TARGET_YEAR

Array = NDArray[np.float64]
Progress = Callable[[int, int], None]

DRAWS = 2048  # a probability of one half then has a standard error of 1.1 points at most, the median of a band less
FEWEST = 2 * REPLICATES  # draws from which on standard errors, and so Sobol indices, can be told
INDEX_DRAWS, INDEX_PART = 256, 8  # draws of each design for Sobol indices: at least so many, or an eighth of all
GROUPED = 6  # strongest factors of an outcome that stand alone in Sobol indices; all others form one
EXPLAINED = ("total_co2e", "additional")  # outcomes whose strongest factors are singled out


class Keeper(Protocol):
    """Keeps parts between runs, so that an interrupted ensemble goes on where it stopped."""

    def load(self, task: Task) -> Part | None:
        """Return the part of a task that an earlier run left, None where there is none."""
        ...

    def save(self, task: Task, part: Part) -> None:
        """Keep a part."""
        ...


@dataclass(frozen=True)
class Plan:
    """What is asked for: draws, seed, frameworks by name (the scenario's own first), whether indices are wanted."""

    scenario: Scenario
    inputs: Inputs
    draws: int
    seed: int
    frameworks: Mapping[str, Mapping[str, str]]
    block: int = BLOCK
    task: int | None = None  # draws of one task: smaller ones than usual need less memory and more time

    def jobs(self) -> dict[str, Job]:
        """Return one job for each framework, by its name."""
        return {
            name: prepare(replace(self.scenario, framework=choices), self.inputs, self.seed, name)
            for name, choices in self.frameworks.items()
        }

    def tasks(self, jobs: Mapping[str, Job]) -> list[tuple[str, Task]]:
        """Return every task of plain draws with the name of its job."""
        each = self.task
        return [(name, one) for name, job in jobs.items() for one in tasks(job, self.draws, self.block, each=each)]


@dataclass(frozen=True)
class Influence:
    """What decides the outcome: ranking of all factors, and Sobol indices of groups of them.

    groups: names of the factors that stand alone; the last index is that of all others together.
    """

    ranking: Ranking
    groups: tuple[str, ...]
    indices: Indices | None


@dataclass(frozen=True)
class Ensemble:
    """What came of a plan: a tally for each framework, the scenario's own first, and what decides its outcome."""

    plan: Plan
    tallies: Mapping[str, Tally]
    influence: Influence

    @property
    def own(self) -> Tally:
        """Return the tally under the scenario's own framework."""
        return next(iter(self.tallies.values()))


def shard(every: Sequence[tuple[str, Task]], number: int, count: int) -> list[tuple[str, Task]]:
    """Return the tasks of shard ``number`` of ``count``, from one: every count-th."""
    return list(every[number - 1 :: count])


def parts(
    jobs: Sequence[Job],
    every: Sequence[tuple[str, Task]],
    executor: Executor,
    keeper: Keeper | None,
    progress: Progress,
) -> Iterator[tuple[str, Part]]:
    """Yield the part of every task of some jobs with its name; those that are there already are not computed again."""
    left = []
    for name, task in every:
        found = keeper.load(task) if keeper else None
        if found is None:
            left.append((name, task))
        else:
            yield name, found
    done = len(every) - len(left)
    progress(done, len(every))
    made = executor.map(work, Packing(jobs, [task for _, task in left]))
    for (name, task), part in zip(left, made, strict=True):
        if keeper:
            keeper.save(task, part)
        done += 1
        progress(done, len(every))
        yield name, part


def run(plan: Plan, executor: Executor, keeper: Keeper | None, progress: Progress, indices: bool = True) -> Ensemble:
    """Return the ensemble of a plan."""
    jobs = plan.jobs()
    tallies = {name: Tally(job, plan.draws) for name, job in jobs.items()}
    for name, part in parts(list(jobs.values()), plan.tasks(jobs), executor, keeper, progress):
        tallies[name].add(part)
    own = next(iter(tallies.values()))
    return Ensemble(plan, tallies, influence(own, plan, executor, keeper, indices))


def influence(own: Tally, plan: Plan, executor: Executor, keeper: Keeper | None, wanted: bool) -> Influence:
    """Return which factors decide the outcome: all of them ranked, the strongest with Sobol indices."""
    job = own.job
    names = job.uncertain.names
    ranked = ranking.rank(design(len(names), plan.seed, second=False), own.figures, used(job))
    if not wanted or plan.draws < FEWEST:
        return Influence(ranked, (), None)
    alone = strongest(job, ranked)
    others = tuple(place for place in used(job) if place not in alone)
    count = min(max(INDEX_DRAWS, plan.draws // INDEX_PART), plan.draws)
    mixes = (tuple(range(len(names))), *((place,) for place in alone), others)
    every = [(str(i), task) for i, mix in enumerate(mixes) for task in tasks(job, count, plan.block, mix)]
    found = [np.empty((len(job.headlines), count)) for _ in mixes]
    for name, part in parts([job], every, executor, keeper, lambda *_: None):
        found[int(name)][:, part.first : part.last] = part.figures
    made = sobol.indices(own.figures[:, :count], found[0], found[1:])
    return Influence(ranked, tuple(names[place] for place in alone), made)


def strongest(job: Job, ranked: Ranking) -> tuple[int, ...]:
    """Return the factors that move the target year's emissions or the cost most, by their places."""
    out: list[int] = []
    known = used(job)
    for outcome in (_outcome(job, name) for name in EXPLAINED):
        strength = np.abs(ranked.partial[:, outcome])
        order = sorted(known, key=lambda place: (-strength[place], place))
        sure = [place for place in order[:GROUPED] if ranked.stands_out[place, outcome]]
        out += [place for place in sure if place not in out]
    return tuple(out)


def _outcome(job: Job, name: str) -> int:
    """Return the place of an outcome in the target year, or in the last one that is measured."""
    found = [i for i, one in enumerate(job.headlines) if one.name == name]
    return next((i for i in found if job.headlines[i].last == TARGET_YEAR), found[-1])


def used(job: Job) -> list[int]:
    """Return the factors that move a row or a goal of this scenario, by their places."""
    _, goals = goals_of(job.scenario.measures, job.uncertain.names)
    return sorted({*job.uncertain.spread.factor.tolist(), *goals.factor.tolist()})
