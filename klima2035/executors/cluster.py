"""Workers of a running dask.distributed scheduler, by its address.

A worker gets each task as bytes and opens them itself: dask's own way would end a worker that cannot import
klima2035, one after another, without a word to whoever waits.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import importlib
import logging
import pickle
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic

from klima2035 import __version__
from klima2035.errors import EnvironmentFault
from klima2035.executors.interface import AHEAD, Answer, Task, in_order
from klima2035.messages import text

ANSWERS = 8.0  # a scheduler that is there answers within this time [s]
FETCH = 60.0  # an answer that is ready arrives within this time, or is asked for again [s]
LOOK = 2.0  # how often it is looked whether workers are left [s]
PATIENCE = 300.0  # time without any worker after which nothing is expected any more [s]
LEAVING = 3.0  # time for taking leave [s]

_CANCELLED = (asyncio.CancelledError, concurrent.futures.CancelledError)


class Cluster(AbstractContextManager["Cluster"]):
    """Workers of a scheduler; it hands the tasks of lost workers to others, and gives one up that kills them all."""

    def __init__(self, address: str, lang: str = "de") -> None:
        self._lang, self._address = lang, address
        try:
            distributed: Any = importlib.import_module("distributed")  # the extra "cluster"
        except ImportError as error:
            raise EnvironmentFault(text("no_cluster", lang)) from error
        _quiet()
        try:
            with concurrent.futures.ThreadPoolExecutor(1) as aside:  # a notebook has a loop of its own in this thread
                aside.submit(asyncio.run, _answering(distributed, address)).result()
            self._client = distributed.Client(address, timeout=ANSWERS, set_as_default=False)
        except Exception as error:  # whatever a stranger at this address makes dask stumble over
            raise EnvironmentFault(text("no_scheduler", lang, address)) from error
        self._carried, self._versions = _carrier(), _versions()
        self._busy = time.monotonic()  # when a worker was last seen

    @property
    def workers(self) -> int:
        """Return how many tasks the workers take at once; workers may come and go."""
        try:
            found: dict[str, int] = self._client.nthreads()
        except (Exception, *_CANCELLED) as error:
            raise self._lost() from error
        if found:
            self._busy = time.monotonic()
        return max(sum(found.values()), 1)

    def map(self, function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterator[Answer]:
        """Yield ``function(task)`` for each task, in order; EnvironmentFault where the cluster fails."""
        self._busy = time.monotonic()
        return in_order(partial(self._sent, function), tasks, lambda: self.workers * AHEAD)

    def _sent(self, function: Callable[[Task], Answer], task: Task) -> _Sent[Answer]:
        packed = pickle.dumps((function, task), protocol=pickle.HIGHEST_PROTOCOL)
        try:
            return _Sent(self, self._client.submit(self._carried, packed, self._versions, pure=False))
        except Exception as error:
            raise self._lost() from error

    def _lost(self) -> EnvironmentFault:
        return EnvironmentFault(text("scheduler_lost", self._lang, self._address))

    def waited(self) -> None:
        """EnvironmentFault where no worker has been there for too long."""
        _ = self.workers
        if time.monotonic() - self._busy > PATIENCE:
            raise EnvironmentFault(text("no_workers", self._lang, self._address))

    def failed(self, error: BaseException, status: str) -> BaseException:
        """Return what to raise for a task that ended with an error: its own, or what became of the cluster."""
        if status != "error":
            return self._lost()
        if type(error).__name__ == "KilledWorker":
            return EnvironmentFault(text("cluster_workers_died", self._lang, self._address))
        return error

    def opened(self, kind: str, value: Any) -> Any:
        """Return a task's answer; EnvironmentFault where the worker could not open the task."""
        if kind == "answer":
            return value
        raise EnvironmentFault(text(kind, self._lang, found=value, here=_listed(self._versions)))

    def __exit__(self, *error: object) -> None:
        """Leave the scheduler; its workers stay."""
        with warnings.catch_warnings(), contextlib.suppress(Exception, *_CANCELLED):
            warnings.simplefilter("ignore")
            self._client.close(timeout=LEAVING)


@dataclass(frozen=True)
class _Sent(Generic[Answer]):
    """A task at the scheduler."""

    cluster: Cluster
    future: Any

    def result(self) -> Answer:
        """Wait for the answer and return it."""
        while True:
            try:
                self.future.exception(timeout=LOOK)  # waits, but fetches nothing
                kind, value = self.future.result(timeout=FETCH)
            except (Exception, *_CANCELLED) as error:
                if not isinstance(error, TimeoutError) or self.future.done():
                    raise self.cluster.failed(error, self.future.status) from error
                self.cluster.waited()
            else:
                answer: Answer = self.cluster.opened(kind, value)
                return answer

    def cancel(self) -> None:
        """Give the task up."""
        with contextlib.suppress(Exception, *_CANCELLED):
            self.future.cancel()


async def _answering(distributed: Any, address: str) -> None:
    """Raise an error where no scheduler answers: a client alone would wait for ever on a port that only listens."""
    asked = distributed.rpc(address, connection_args=distributed.Security().get_connection_args("client"))
    try:
        await asyncio.wait_for(asked.identity(), ANSWERS)
    finally:
        await asked.close_rpc()


def _quiet() -> None:
    """Keep dask's own reports, tracebacks among them, from the error stream: what matters is told by a fault."""
    for name in ("distributed", "distributed.client", "distributed.batched", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _versions() -> dict[str, str]:
    """Return the versions that decide the bits of a result."""
    import numpy as np  # noqa: PLC0415 - a worker process sets its threads before
    import scipy  # noqa: PLC0415

    return {"klima2035": __version__, "numpy": np.__version__, "scipy": scipy.__version__}


def _carrier() -> Callable[[bytes, dict[str, str]], tuple[str, Any]]:
    """Return the function that goes to the workers; made here, so that it is sent as a whole and not by its name."""

    def carried(packed: bytes, wanted: dict[str, str]) -> tuple[str, Any]:
        import importlib  # noqa: PLC0415
        import pickle  # noqa: PLC0415

        try:
            found = {name: importlib.import_module(name).__version__ for name in wanted}
            if found != wanted:
                return "other_versions", ", ".join(f"{name} {version}" for name, version in found.items())
            function, task = pickle.loads(packed)  # noqa: S301 - made by this run
        except ImportError as error:
            return "not_importable", str(error)
        return "answer", function(task)

    return carried


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
