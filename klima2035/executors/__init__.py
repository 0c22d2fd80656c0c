"""Who does the work: this process, several processes or a cluster, behind one interface.

An executor maps a pure function over tasks and yields the results in the order of the tasks. What it computes
on never decides a result: tasks are cut by the caller, each is a function of its arguments alone.
"""

from __future__ import annotations

from klima2035.executors.interface import AHEAD, ATTEMPTS, Executor
from klima2035.executors.local import InProcess, Processes, keep_memory, processors

__all__ = ["AHEAD", "ATTEMPTS", "Executor", "InProcess", "Processes", "executor", "keep_memory", "processors"]


def executor(workers: int | None, scheduler: str | None = None, lang: str = "de") -> Executor:
    """Return the executor asked for: a scheduler by address, so many processes, or this process alone for 1."""
    if scheduler is not None:
        from klima2035.executors.cluster import Cluster  # noqa: PLC0415 - its numpy is not for worker processes

        return Cluster(scheduler, lang)
    count = processors() if workers is None else workers
    return InProcess() if count <= 1 else Processes(count, lang)
