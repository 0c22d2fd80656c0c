"""Whoever does the work, and whoever dies at it: the same answers in the same order, or one clear message."""

import errno
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import errands
import numpy as np
import pytest

from klima2035 import executors, pipeline
from klima2035.cli import main
from klima2035.ensemble import job
from klima2035.ensemble.histogram import Histogram
from klima2035.ensemble.job import Packed, Packing, Part, Task
from klima2035.ensemble.outcomes import Outcomes
from klima2035.errors import EnvironmentFault
from klima2035.executors import AHEAD, ATTEMPTS, InProcess, Processes, cluster, local
from klima2035.executors.cluster import Cluster
from klima2035.executors.interface import in_order
from klima2035.exports.parts import Folder

ROOT = Path(__file__).parents[1]
NAME = "klimaneutral-2035"
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")


class Watched(list):
    """Tasks that remember how many of them were taken."""

    taken = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return self if isinstance(key, slice) and key.start in {0, None} else found

    def __iter__(self):
        for one in super().__iter__():
            self.taken += 1
            yield one


def under_way(executor, count: int = 12) -> int:
    """Return how many tasks were under way at most."""
    tasks = Watched(range(count))
    most = 0
    for i, answer in enumerate(executor.map(errands.squared, tasks)):
        assert answer == i * i
        most = max(most, tasks.taken - i)
    return most


def until(true, seconds: float = 20.0) -> bool:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(true())


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


# several processes


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    with Processes(2) as executor:
        yield executor


def test_the_executor_that_is_asked_for():
    assert isinstance(executors.executor(1), InProcess)
    assert isinstance(executors.executor(3), Processes)
    assert executors.executor(None).workers == executors.processors()


def test_answers_come_in_the_order_of_tasks(two):
    assert list(two.map(errands.slow_first, range(8))) == list(range(8))
    assert list(two.map(errands.slow_first, [])) == []
    assert set(two.map(errands.threads, range(2))) <= {"1", os.environ.get("OPENBLAS_NUM_THREADS", "1")}


def test_few_tasks_are_under_way(two):
    assert 2 <= under_way(two) <= 2 * AHEAD


def test_what_a_task_raises_is_raised(two):
    answers = two.map(errands.refuse, range(5))
    assert [next(answers), next(answers)] == [0, 1]
    with pytest.raises(TimeoutError, match="two is too much"):
        next(answers)
    assert list(two.map(errands.squared, [3])) == [9]


def test_what_is_not_asked_for_any_more_is_cancelled():
    class Pending:
        cancelled = False

        def result(self):
            return 1

        def cancel(self):
            self.cancelled = True

    made = []

    def submit(_):
        made.append(Pending())
        return made[-1]

    answers = in_order(submit, range(9), lambda: 3)
    assert next(answers) == 1
    answers.close()
    assert [one.cancelled for one in made] == [False, True, True]


@posix
def test_a_task_whose_process_died_is_tried_again(tmp_path):
    with Processes(2) as executor:
        found = list(executor.map(errands.once, [(i, str(tmp_path / "mark") if i == 2 else "") for i in range(6)]))
    assert found == list(range(6))
    assert (tmp_path / "mark").read_text(encoding="utf-8") == "x"


@posix
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_task_that_always_kills_is_named(tmp_path, lang):
    tasks = [(i, str(tmp_path / "mark") if i == 3 else "") for i in range(6)]
    found = []
    with (
        pytest.raises(EnvironmentFault, match=r"(Teil|part) 4 (von|of) 6.*--workers 1.*--block") as told,
        Processes(2, lang) as executor,
    ):
        found.extend(executor.map(errands.always, tasks))
    assert told.value.exit_code == 3
    assert ("gestorben" in str(told.value)) == (lang == "de")
    assert len((tmp_path / "mark").read_text(encoding="utf-8")) == ATTEMPTS


@posix
def test_a_fault_ends_the_processes_at_once(tmp_path):
    with pytest.raises(KeyError), Processes(2) as executor:  # noqa: PT012
        assert list(executor.map(errands.slow_first, range(4))) == [0, 1, 2, 3]
        children = set(executor._children)
        executor._pool.submit(errands.rest, str(tmp_path))
        assert until(lambda: list(tmp_path.iterdir()))
        begin = time.monotonic()
        raise KeyError
    assert time.monotonic() - begin < 30
    assert len(children) == 2
    assert children.isdisjoint(multiprocessing.active_children())


@posix
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_a_parent_that_is_killed(tmp_path, number):
    code = (
        "import sys, errands; from klima2035.executors import Processes\n"
        "with Processes(2) as two: list(two.map(errands.rest, [sys.argv[1]] * 4))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=path_with_tests(), cwd=ROOT)
    assert until(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.send_signal(number)
    parent.wait()
    children = [int(path.name) for path in tmp_path.iterdir()]
    assert until(lambda: not any(map(alive, children)))


def test_a_machine_without_processes_is_an_environment_fault(monkeypatch):
    def refuse(*_: object, **__: object) -> ProcessPoolExecutor:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(local, "ProcessPoolExecutor", refuse)
    with pytest.raises(EnvironmentFault, match="--workers 1"), Processes(2) as executor:
        list(executor.map(errands.squared, [1]))


def test_too_little_memory_is_told_without_a_traceback(monkeypatch, capsys, tmp_path):
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(InProcess, "map", full)
    arguments = ["ensemble", NAME, "--draws", "32", "--own-framework", "--workers", "1", "--out", str(tmp_path)]
    assert main(arguments) == 3
    assert "Speicher" in capsys.readouterr().err


# a cluster


def path_with_tests() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Dask:
    """A scheduler and its workers as processes of their own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def _start(self, kind: str, *arguments: str, env: dict[str, str] | None = None, cwd: Path = ROOT):
        env = (env or path_with_tests()) | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments, "--no-dashboard"]
        process = subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def worker(self, *more: str, env: dict[str, str] | None = None, cwd: Path = ROOT):
        """Start a worker of one thread."""
        return self._start("worker", self.address, "--nthreads", "1", "--memory-limit", "0", *more, env=env, cwd=cwd)

    def end(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def dask() -> Iterator[Dask]:
    pytest.importorskip("distributed")
    one = Dask()
    try:
        yield one
    finally:
        one.end()


def with_workers(executor: Cluster, count: int) -> Cluster:
    executor._client.wait_for_workers(count, timeout=30)
    return executor


@pytest.fixture(scope="module")
def dasks() -> Iterator[Dask]:
    """Two workers that are started anew by their nannies."""
    with dask() as one:
        one.worker()
        one.worker()
        yield one


@pytest.fixture
def many(dasks) -> Iterator[Cluster]:
    with Cluster(dasks.address) as executor:
        yield with_workers(executor, 2)


@cache
def pieces() -> tuple[list[Packed], list[bytes]]:
    """Return tasks of a small ensemble and what this process makes of them."""
    scenario = pipeline.load_scenario(NAME)
    made = job.prepare(scenario, pipeline.load_inputs(scenario.city), 1)
    tasks = list(Packing([made], [Task(made.digest, first, first + 16) for first in range(0, 80, 16)]))
    return tasks, [bits(part) for part in InProcess().map(job.work, tasks)]


def bits(part: Part) -> bytes:
    """Return every array of a part as bytes."""
    found = [part.figures]
    found += [getattr(one, name) for one in (part.histogram, part.outcomes) for name in one.__dataclass_fields__]
    return b"".join(np.ascontiguousarray(array).tobytes() for array in found)


def test_a_cluster_keeps_order_and_holds_back(many):
    assert many.workers == 2
    assert list(many.map(errands.slow_first, range(8))) == list(range(8))
    assert 2 <= under_way(many) <= 2 * AHEAD


def test_a_cluster_raises_what_a_task_raises(many):
    answers = many.map(errands.refuse, range(5))
    assert [next(answers), next(answers)] == [0, 1]
    with pytest.raises(TimeoutError, match="two is too much"):
        next(answers)


@posix
def test_an_ensemble_survives_killed_workers_to_the_bit(many, two, tmp_path):
    tasks, expected = pieces()
    marked = [(task, str(tmp_path / "mark") if i == 1 else "") for i, task in enumerate(tasks)]
    assert [bits(part) for part in many.map(errands.work_once, marked)] == expected
    assert (tmp_path / "mark").exists()
    assert [bits(part) for part in two.map(job.work, tasks)] == expected


@posix
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_task_that_kills_every_worker_is_an_environment_fault(dasks, tmp_path, lang):
    with (
        pytest.raises(EnvironmentFault, match=r"gestorben|died") as told,
        with_workers(Cluster(dasks.address, lang), 1) as executor,
    ):
        list(executor.map(errands.always, [(0, ""), (1, str(tmp_path / "mark"))]))
    assert ("gestorben" in str(told.value)) == (lang == "de")
    assert "--block" in str(told.value)


@posix
def test_a_lost_machine_and_a_lost_scheduler(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(cluster, "LOOK", 0.2)
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with dask() as one, Cluster(one.address, "en") as executor:
        one.worker("--no-nanny")
        with pytest.raises(EnvironmentFault, match="no worker for minutes"):
            list(with_workers(executor, 1).map(errands.always, [(0, str(tmp_path / "mark"))]))
        assert (tmp_path / "mark").exists()
        one.worker("--no-nanny")
        with_workers(executor, 1)
        answers = executor.map(errands.squared, Watched(range(50)))
        assert next(answers) == 0
        one.scheduler.kill()
        with pytest.raises(EnvironmentFault, match=r"connection to the dask scheduler .* was lost"):
            list(answers)
    assert "Traceback" not in capfd.readouterr().err


def test_a_worker_without_the_program_is_named(tmp_path):
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    (tmp_path / "klima2035.py").write_text("raise ModuleNotFoundError('nothing here')\n", encoding="utf-8")
    (tmp_path / "errands.py").touch()
    other = bare | {"PYTHONPATH": str(tmp_path)}
    with dask() as one, Cluster(one.address, "en") as executor:
        worker = one.worker("--no-nanny", env=other, cwd=tmp_path)
        with pytest.raises(EnvironmentFault, match=r"cannot import klima2035 \(nothing here\).*klima2035 \d"):
            list(with_workers(executor, 1).map(errands.squared, [1]))
        worker.terminate()
        worker.wait()
        (tmp_path / "klima2035.py").write_text("__version__ = 'old'\n", encoding="utf-8")
        one.worker("--no-nanny", env=other, cwd=tmp_path)
        with pytest.raises(EnvironmentFault, match=r"has klima2035 old, numpy .* would not be the same"):
            list(with_workers(executor, 1).map(errands.squared, [1]))


@pytest.mark.parametrize("address", ["", "foo", "http://x:1", "tcp://127.0.0.1:1", "inproc://x", "listening"])
def test_an_address_where_nobody_answers(address, monkeypatch):
    pytest.importorskip("distributed")
    assert cluster.ANSWERS <= 10
    monkeypatch.setattr(cluster, "ANSWERS", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}" if address == "listening" else address
        begin = time.monotonic()
        with pytest.raises(EnvironmentFault, match="kein dask-Scheduler"):
            executors.executor(None, address)
    assert time.monotonic() - begin < 5


def test_the_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    for lang in ("de", "en"):
        with pytest.raises(EnvironmentFault, match=r"pip install 'klima2035\[cluster\]'"):
            executors.executor(None, "tcp://127.0.0.1:8786", lang)


# the whole command


COMMAND = """
import sys
from klima2035.ensemble import job
job.TASK = 16
from klima2035.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""


def command(out: Path, workers: int = 2, **more) -> subprocess.Popen[str]:
    """Start an ensemble of eight parts."""
    arguments = ["ensemble", NAME, "--draws", "128", "--own-framework", "--no-indices", "--no-charts"]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments, "--workers", str(workers), "--out", str(out)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **more,
    )  # fmt: skip


def content(out: Path) -> dict[str, bytes]:
    """Return what an ensemble wrote, without its log."""
    folder = out / NAME / "ensemble"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    del found["log.jsonl"]
    return found


def finished(process: subprocess.Popen[str], code: int = 0) -> str:
    """Return what a command wrote on its error stream."""
    _, errors = process.communicate(timeout=120)
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    return errors


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    finished(command(out, workers=1))
    assert not (out / "parts").exists()
    return content(out)


def parts_in(out: Path) -> list[Path]:
    return sorted((out / "parts").rglob("*.npz")) if (out / "parts").exists() else []


@posix
def test_an_interrupted_ensemble_goes_on(tmp_path, undisturbed):
    process = command(tmp_path)
    assert until(lambda: len(parts_in(tmp_path)) >= 2, 60)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: workers hear it too
    assert finished(process, 130).split("\n")[-2:] == ["Abgebrochen.", ""]
    assert until(lambda: not group(process.pid), 10)
    kept = {path: path.stat().st_mtime_ns for path in parts_in(tmp_path)}
    assert 2 <= len(kept) < 8
    assert not (tmp_path / NAME).exists()
    finished(command(tmp_path))
    assert content(tmp_path) == undisturbed
    assert not (tmp_path / "parts").exists()


def group(leader: int) -> bool:
    """Return whether a process of a group is left."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


@posix
def test_a_killed_ensemble_goes_on(tmp_path, undisturbed):
    process = command(tmp_path)
    assert until(lambda: len(parts_in(tmp_path)) >= 2, 60)
    process.kill()
    process.communicate()
    assert 2 <= len(parts_in(tmp_path)) < 8
    parts_in(tmp_path)[0].write_bytes(parts_in(tmp_path)[0].read_bytes()[:1000])  # cut off by a full disk, say
    finished(command(tmp_path, workers=1))
    assert content(tmp_path) == undisturbed
    assert not (tmp_path / "parts").exists()


def test_two_ensembles_at_once_into_one_folder(tmp_path, undisturbed):
    processes = [command(tmp_path, workers=1) for _ in range(2)]
    for process in processes:
        finished(process)
    assert content(tmp_path) == undisturbed
    assert not (tmp_path / "parts").exists()


# parts on disk


def some_part(number: int) -> tuple[Task, Part]:
    histogram = Histogram(*(np.zeros(1) for _ in Histogram.__dataclass_fields__))
    outcomes = Outcomes(*(np.zeros((1, 1)) for _ in Outcomes.__dataclass_fields__))
    return Task("digest", number, number + 1), Part(number, number + 1, histogram, np.zeros((1, 1)), outcomes)


def test_a_run_removes_only_the_parts_of_its_own_result(tmp_path):
    mine, others = Folder(tmp_path / "parts" / "a"), Folder(tmp_path / "parts" / "a")
    mine.save(*some_part(0))
    others.save(*some_part(0))
    others.save(*some_part(1))
    (tmp_path / "parts" / "a" / f".{mine.file(some_part(0)[0]).stem}.dead.new").touch()
    assert Folder(mine.path).load(some_part(1)[0]) is not None
    mine.clear()
    assert [path.name for path in mine.path.iterdir()] == [others.file(some_part(1)[0]).name]
    assert others.load(some_part(0)[0]) is None
    others.clear()
    others.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_another_run_removes_is_made_again(tmp_path, monkeypatch):
    folder, true = Folder(tmp_path / "parts" / "a"), Path.open
    removed = []

    def vanishing(self: Path, *arguments, **more):
        if len(removed) < 2 and self.suffix == ".new":
            removed.append(self)
            self.parent.rmdir()
        return true(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", vanishing)
    folder.save(*some_part(3))
    assert len(removed) == 2
    assert folder.load(some_part(3)[0]) is not None


def test_a_damaged_part_counts_as_not_there(tmp_path):
    folder, (task, part) = Folder(tmp_path), some_part(5)
    folder.save(task, part)
    path, whole = folder.file(task), folder.file(task).read_bytes()
    for cut in range(0, len(whole), 97):
        path.write_bytes(whole[:cut])
        assert folder.load(task) is None
    generator = np.random.default_rng(1)
    for place in generator.integers(len(whole), size=200):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        found = folder.load(task)
        assert found is None or bits(found) == bits(part)
