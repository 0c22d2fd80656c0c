"""This process alone, or several processes of this machine."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from multiprocessing.process import BaseProcess

from klima2035.errors import EnvironmentFault
from klima2035.executors.interface import AHEAD, ATTEMPTS, Answer, Task, in_order
from klima2035.messages import system, text


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
        self._pool: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; EnvironmentFault where processes keep dying.

        When a process dies, all go, and nobody can tell which of the tasks under way was to blame. Each of them is
        then tried alone, so that the one that kills is found and the others, which might only have lacked memory
        beside it, go through.
        """
        done, suspects, lost = 0, 0, 0

        def ahead() -> int:
            return 1 if suspects else self.workers * AHEAD

        def submit(task: Task) -> Future[Answer]:
            return self._submitted(function, task)

        while done < len(tasks):
            try:
                for answer in in_order(submit, tasks[done:], ahead):
                    done, suspects = done + 1, max(suspects - 1, 0)
                    lost = 1 if suspects else 0
                    yield answer
            except BrokenProcessPool as error:
                self._end(at_once=True)
                suspects, lost = suspects or self.workers * AHEAD, lost + 1
                if lost >= ATTEMPTS:
                    said = text("workers_died", self._lang, times=lost, part=done + 1, parts=len(tasks))
                    raise EnvironmentFault(said) from error

    def _submitted(self, function: Callable[[Task], Answer], task: Task) -> Future[Answer]:
        """Hand a task out, for which a process may be started; EnvironmentFault where the machine allows none."""
        before = set(multiprocessing.active_children())
        try:
            with _deaf():
                if self._pool is None:
                    context = multiprocessing.get_context("spawn")
                    self._pool = ProcessPoolExecutor(self.workers, context, initializer=ready)
                return self._pool.submit(function, task)
        except OSError as error:
            raise EnvironmentFault(text("no_processes", self._lang, system(error, self._lang))) from error
        finally:
            self._children |= set(multiprocessing.active_children()) - before

    def __exit__(self, *error: object) -> None:
        """Let the processes go: after a fault or an interruption at once, without the end of their tasks."""
        self._end(at_once=any(error))

    def _end(self, at_once: bool) -> None:
        if at_once:
            for child in self._children:
                child.terminate()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool, self._children = None, set()


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that never hear Ctrl-C: this process does, and ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there ``ready`` alone must do
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ready() -> None:
    """Set a worker up: libraries start no threads, Ctrl-C is its parent's, and it ends when its parent is gone."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    """End this process when its parent is gone, however it went: nobody else would tell it."""
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


@cache
def keep_memory() -> None:
    """Make the allocator keep what blocks of draws free: a freed array just below 32 MB raises glibc's thresholds.

    Without it every block returns its memory and asks for it anew, which takes most of a block's time.
    """
    import numpy as np  # noqa: PLC0415 - a worker process sets its threads before

    np.empty(4_000_000)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
