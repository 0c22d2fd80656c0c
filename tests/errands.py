"""What worker processes of the tests do; importable there by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from klima2035.ensemble.job import Packed, Part, work


def squared(number: int) -> int:
    return number * number


def slow_first(number: int) -> int:
    """The earlier ones take longer."""
    time.sleep(0.2 / (1 + number))
    return number


def die(mark: Path) -> None:
    """Leave a mark and be killed, as by a machine that is out of memory."""
    with mark.open("a", encoding="utf-8") as file:
        file.write("x")
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def once(task: tuple[int, str]) -> int:
    """Kill the worker the first time."""
    number, mark = task
    if mark and not Path(mark).exists():
        die(Path(mark))
    return number


def always(task: tuple[int, str]) -> int:
    """Kill the worker each time."""
    number, mark = task
    if mark:
        die(Path(mark))
    return number


def work_once(task: tuple[Packed, str]) -> Part:
    """Compute a part of an ensemble; kill the worker first."""
    mark = Path(task[1])
    if task[1] and not mark.exists():
        die(mark)
    return work(task[0])


def refuse(number: int) -> int:
    if number == 2:
        raise TimeoutError("two is too much")  # dask has errors of this kind of its own
    return number


def rest(folder: str) -> None:
    """Say who works, then take long."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)


def threads(_: int) -> str:
    return os.environ["OPENBLAS_NUM_THREADS"]
