"""Who does the work: this process, several processes or a cluster, behind one interface.

An executor maps a pure function over tasks and yields the results in the order of the tasks. What it computes
on never decides a result: tasks are cut by the caller, each is a function of its arguments alone.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor as Pool
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Protocol, Self, TypeVar

import numpy as np

from klima2035.errors import EnvironmentFault
from klima2035.messages import text

Task = TypeVar("Task")
Answer = TypeVar("Answer")

ATTEMPTS = 3  # times that a task is tried whose worker was lost
AHEAD = 2  # tasks waiting for each worker: more would hold more results


class Executor(Protocol):
    """Maps a function over tasks; results come in the order of the tasks."""

    workers: int

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; what a task raises is raised here."""
        ...

    def __enter__(self) -> Self:
        """Return the executor, ready to work."""
        ...

    def __exit__(self, *error: object) -> None:
        """Let the workers go."""
        ...


class InProcess(AbstractContextManager["InProcess"]):
    """One task after another in this process."""

    workers = 1

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order."""
        return map(function, tasks)

    def __exit__(self, *error: object) -> None:
        """Nothing to let go."""


class Processes(AbstractContextManager["Processes"]):
    """Several processes; a task whose process died is tried again in a new one, at most ``ATTEMPTS`` times."""

    def __init__(self, workers: int, lang: str = "de") -> None:
        self.workers, self._lang = workers, lang
        self._pool: Pool | None = None

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; EnvironmentFault where processes keep dying."""
        done, lost = 0, 0
        while done < len(tasks):
            try:
                for answer in _in_order(self._started(), function, tasks[done:], self.workers * AHEAD):
                    yield answer
                    done, lost = done + 1, 0
            except BrokenProcessPool as error:
                self.__exit__()
                lost += 1
                if lost == ATTEMPTS:
                    told = text("workers_died", self._lang, times=ATTEMPTS, part=done + 1, parts=len(tasks))
                    raise EnvironmentFault(told) from error

    def _started(self) -> Pool:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, context, initializer=_one_thread)
        return self._pool

    def __exit__(self, *error: object) -> None:
        """Let the processes go; what has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


class Cluster(AbstractContextManager["Cluster"]):
    """Workers of a running dask.distributed scheduler, by its address; the scheduler moves tasks of lost workers."""

    def __init__(self, address: str, lang: str = "de") -> None:
        try:
            distributed: Any = importlib.import_module("distributed")  # the extra "cluster"
        except ImportError as error:
            raise EnvironmentFault(text("no_cluster", lang)) from error
        try:
            self._client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise EnvironmentFault(text("no_scheduler", lang, address)) from error
        self.workers = max(len(self._client.scheduler_info()["workers"]), 1)
        self._pool: Any = self._client.get_executor(pure=False, retries=ATTEMPTS)

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order."""
        return _in_order(self._pool, function, tasks, self.workers * AHEAD)

    def __exit__(self, *error: object) -> None:
        """Leave the scheduler; its workers stay."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._client.close()


def _in_order(pool: Pool, function: Callable[[Task], Answer], tasks: Sequence[Task], ahead: int) -> Iterator[Answer]:
    """Yield answers in the order of tasks, never more than ``ahead`` of them under way."""
    waiting: deque[Future[Answer]] = deque()
    rest = iter(tasks)
    try:
        for task in rest:
            waiting.append(pool.submit(function, task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _one_thread() -> None:
    """Keep a worker's libraries from starting threads of their own."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@cache
def keep_memory() -> None:
    """Make the allocator keep what blocks of draws free: a freed array just below 32 MB raises glibc's thresholds.

    Without it every block returns its memory and asks for it anew, which takes most of a block's time.
    """
    np.empty(4_000_000)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def executor(workers: int | None, scheduler: str | None = None, lang: str = "de") -> Executor:
    """Return the executor asked for: a scheduler by address, so many processes, or this process alone for 1."""
    if scheduler:
        return Cluster(scheduler, lang)
    count = processors() if workers is None else workers
    return InProcess() if count <= 1 else Processes(count, lang)
