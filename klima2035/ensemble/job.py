"""One ensemble as tasks: what every worker must know, which draws each does, and what it hands back."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

import numpy as np
import scipy
from numpy.typing import NDArray

from klima2035 import __version__, draws, executors
from klima2035.draws import Design, Uncertain
from klima2035.draws import slices as cuts
from klima2035.ensemble import block, outcomes, sobol
from klima2035.ensemble.histogram import Histogram, widths
from klima2035.ensemble.measured import Headline, Key, figures, headlines
from klima2035.ensemble.outcomes import Outcomes
from klima2035.inputs import Inputs
from klima2035.milestone_files import Milestone
from klima2035.pipeline import Goals
from klima2035.scenario import Scenario

Array = NDArray[np.float64]

TASK = 384  # draws of one task: their rows are resolved together
BLOCK = 96  # draws that pass through the model together: what fits near the processor
PILOT = 32  # draws that decide, with the stated values, how wide bins are
LEAST_WIDTH = {"EUR/a": 1024.0, "tCO2e/a": 1.0, "tCO2/a": 1.0}  # of bins of paths that are zero in all of these
LEAST_OTHER = 2.0**-10  # of bins of all other paths, a thousandth of their unit


@dataclass(frozen=True)
class Job:
    """What is computed: a scenario's uncertain inputs, the seed, what is judged and how wide bins are.

    ``tag`` names the framework that the scenario is run under.
    """

    tag: str
    scenario: Scenario
    uncertain: Uncertain
    seed: int
    judging: tuple[Milestone, ...]
    keys: tuple[Key, ...]
    widths: Array
    stated: Array
    years: NDArray[np.int64]
    headlines: tuple[Headline, ...]

    @property
    def digest(self) -> str:
        """Return a hash of all that decides the result of a task."""
        one = self.scenario
        files = sorted(one.files.items())
        said = (
            __version__,
            np.__version__,
            scipy.__version__,
            self.tag,
            one.name,
            files,
            sorted(one.framework.items()),
            self.seed,
            draws.REPLICATES,
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Part:
    """Draws ``first`` to ``last`` - 1 of a job: counts of paths, headline figures (headline, draw), outcomes."""

    first: int
    last: int
    histogram: Histogram
    figures: Array
    outcomes: Outcomes


@dataclass(frozen=True)
class Task:
    """Which draws of which job a worker does.

    mix: for Sobol indices, which factors come from the second design; None for plain draws.
    """

    digest: str
    first: int
    last: int
    block: int = BLOCK
    mix: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Packed:
    """A task with all that it takes, to be opened by a worker anywhere: the job and the numbers of its draws.

    A worker keeps the jobs that it has opened; it needs no file and makes no random number itself.
    """

    task: Task
    job: bytes
    shares: Array


class Packing(Sequence[Packed]):
    """Tasks of jobs, packed when they are taken: never more of their numbers in memory than are under way."""

    def __init__(self, jobs: Sequence[Job], tasks: Sequence[Task]) -> None:
        self._jobs = {job.digest: (job, pickle.dumps(job, protocol=pickle.HIGHEST_PROTOCOL)) for job in jobs}
        self._tasks = tasks

    def __len__(self) -> int:
        return len(self._tasks)

    @overload
    def __getitem__(self, place: int) -> Packed: ...

    @overload
    def __getitem__(self, place: slice) -> Packing: ...

    def __getitem__(self, place: int | slice) -> Packed | Packing:
        if isinstance(place, slice):
            return Packing([job for job, _ in self._jobs.values()], self._tasks[place])
        task = self._tasks[place]
        job, packed = self._jobs[task.digest]
        return Packed(task, packed, shares(job, task))


def prepare(scenario: Scenario, inputs: Inputs, seed: int, tag: str = "") -> Job:
    """Return the job of one scenario; the values as stated and a few draws decide the width of bins."""
    uncertain = draws.uncertain(inputs, scenario.library, scenario.measures)
    plain = block.evaluate(block.assemble(inputs, scenario, 2, {}), 0, 2)
    stated = plain.measured.paths[..., 0]
    shares = design(len(uncertain.names), seed, second=False).block(0, PILOT)
    drawn = block.assemble(uncertain.drawn(shares), scenario, PILOT, uncertain.goals(scenario, shares))
    pilot = np.concatenate([block.evaluate(drawn, 0, PILOT).measured.paths, plain.measured.paths], axis=2)
    floors = np.array([LEAST_WIDTH.get(unit, LEAST_OTHER) for _, _, unit in plain.measured.keys])
    names = {indicator for indicator, part, _ in plain.measured.keys if not part}
    judging = outcomes.judged(scenario, inputs, names, plain.years)
    return Job(
        tag, replace(scenario, library={}), _light(uncertain), seed, tuple(judging), plain.measured.keys,
        widths(pilot, floors), stated, plain.years, headlines(scenario.as_of, scenario.horizon),
    )  # fmt: skip


def _light(uncertain: Uncertain) -> Uncertain:
    """Return what is uncertain without what only messages need: it is sent to every worker."""
    points = {
        name: {variant: replace(one, rows=()) for variant, one in variants.items()}
        for name, variants in uncertain.inputs.points.items()
    }
    return replace(uncertain, inputs=replace(uncertain.inputs, points=points))


def tasks(
    job: Job, count: int, size: int = BLOCK, mix: tuple[int, ...] | None = None, each: int | None = None
) -> list[Task]:
    """Return the tasks of draws 0 to ``count`` - 1, cut at fixed places, ``each`` so many draws (TASK)."""
    each = each or TASK
    starts = range(0, count, each)
    return [Task(job.digest, first, min(first + each, count), size, mix) for first in starts]


def shares(job: Job, task: Task) -> Array:
    """Return the numbers of a task's draws, (factor, draw)."""
    factors = len(job.uncertain.names)
    plain = design(factors, job.seed, second=False).block(task.first, task.last)
    if task.mix is None:
        return plain
    other = design(factors, job.seed, second=True).block(task.first, task.last)
    return sobol.mixed(plain, other, task.mix)


def work(packed: Packed) -> Part:
    """Return the draws of a task: rows are resolved for all of them, the model runs block by block.

    A lone draw stands beside itself: sums round it otherwise.
    """
    executors.keep_memory()
    task, job = packed.task, _opened(packed.task.digest, packed.job)
    count = task.last - task.first
    numbers = packed.shares if count > 1 else np.repeat(packed.shares, 2, axis=1)
    inputs = job.uncertain.drawn(numbers)
    goals: Goals = job.uncertain.goals(job.scenario, numbers)
    assembled = block.assemble(inputs, job.scenario, numbers.shape[1], goals)
    inputs = cuts.inputs_of(inputs, slice(None), ("population", "national_population"))
    values = np.empty((len(job.keys), len(job.years), count))
    found: list[Outcomes] = []
    headline = np.empty((len(job.headlines), count))
    for first in range(0, count, task.block):
        last = min(first + task.block, count)
        made = block.evaluate(assembled, first, last)
        values[..., first:last] = made.measured.paths
        headline[:, first:last] = figures(made.measured, job.years, job.headlines)
        some = cuts.inputs_of(inputs, slice(first, last), tuple(inputs.points))
        found.append(outcomes.outcomes(made, job.judging, some, job.scenario.as_of))
    cells = values.reshape(-1, count)
    histogram = Histogram.of(cells, np.repeat(job.widths, len(job.years)))
    return Part(task.first, task.last, histogram, headline, joined(found))


def joined(found: Sequence[Outcomes]) -> Outcomes:
    """Return the outcomes of several blocks one after another."""
    names = Outcomes.__dataclass_fields__
    return Outcomes(**{name: np.concatenate([getattr(one, name) for one in found], axis=1) for name in names})


@lru_cache(maxsize=4)
def _opened(digest: str, packed: bytes) -> Job:
    job: Job = pickle.loads(packed)  # noqa: S301 - made by this program in this run, never read from a file
    return job


@lru_cache(maxsize=4)
def design(factors: int, seed: int, second: bool) -> Design:
    """Return a design, made once in each process."""
    return Design(factors, seed, second)
