"""Commands cut off at any moment, on full, read-only and vanishing disks: what stands there afterwards.

A process that has imported all and computed the old and the new results once starts each command as a copy of itself
(``fork``), so that a command takes little more than its writing and the moments fall there. A moment is one of three:
a time from start to end, a time from the first change of a file on, or a step: just before the n-th change of a file
or folder (what Python reports to its auditors, the waits for the disk, the exchange of two folders).
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klima2035 import loading

Tree = dict[str, bytes | None]  # files with their bytes, folders with None
CHANGES = frozenset({
    "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "os.truncate", "exchange", "fsync",
})  # fmt: skip
NOT_COMPARED = frozenset({"log.jsonl"})
PATIENCE = 300.0  # a command that takes longer hangs [s]
LAST_STEPS = 40  # around the moves that make new results visible
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class Errand:
    """A writing command: how old and new are prepared in a working folder, what is called, where it writes."""

    name: str
    call: Callable[[], int]
    prepare: Callable[[Path, str], None]  # folder, "old" or "new": changes what the command reads
    places: tuple[str, ...]  # what it writes, below the working folder
    first: Callable[[], int] | None = None  # makes what stands there before; the command itself by default
    by_file: bool = False  # each file is old or new on its own: what is kept on disk on purpose
    ignored: tuple[str, ...] = ()  # names of what comes on top and is looked at elsewhere


class Memory:
    """Answers of functions, found again by state and order of the calls: what takes long is computed once."""

    def __init__(self) -> None:
        self.state, self.known, self._calls = "", {}, Counter[str]()
        self._real: list[tuple[Any, str, Any]] = []

    def undo(self) -> None:
        """Let every function answer for itself again."""
        for module, name, real in self._real:
            setattr(module, name, real)

    def turn(self, state: str) -> None:
        """Begin a command in a state."""
        self.state, self._calls = state, Counter()

    def wrap(self, module: Any, name: str, key: Callable[..., object] | None = None) -> None:
        """Let a function of a module answer from memory."""
        real, called = getattr(module, name), f"{module.__name__}.{name}"

        def remembered(*arguments: Any, **named: Any) -> Any:
            self._calls[called] += 1
            found = (called, self.state, self._calls[called]) if key is None else (called, key(*arguments))
            if found not in self.known:
                self.known[found] = real(*arguments, **named)
            return self.known[found]

        self._real.append((module, name, real))
        setattr(module, name, remembered)

    def wrap_writing(self, module: Any, name: str, at: int = 1) -> None:
        """Let a function that fills a folder, its argument number ``at``, write the bytes of the first time."""
        real, called = getattr(module, name), f"{module.__name__}.{name}"

        def rewritten(*arguments: Any, **named: Any) -> Any:
            self._calls[called] += 1
            folder, found = arguments[at], (called, self.state, self._calls[called])
            if found not in self.known:
                before = set(folder.rglob("*"))
                answer = real(*arguments, **named)
                made = sorted(path for path in set(folder.rglob("*")) - before if path.is_file())
                self.known[found] = answer, {path.relative_to(folder): path.read_bytes() for path in made}
                return answer
            answer, files = self.known[found]
            for path, content in files.items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_bytes(content)
            return answer

        self._real.append((module, name, real))
        setattr(module, name, rewritten)


def tree(folder: Path, places: tuple[str, ...], ignored: tuple[str, ...] = ()) -> Tree:
    """Return what can be seen below some places: no hidden names, no log of a run."""
    found: Tree = {}
    for place in places:
        root = folder / place
        paths = [root, *sorted(root.rglob("*"))] if root.is_dir() else [root] * root.exists()
        for path in paths:
            name = path.relative_to(folder)
            if any(part.startswith(".") and part not in {".vscode"} for part in name.parts) or path.name in ignored:
                continue
            if any(part.endswith(".new") for part in name.parts):  # a result that could not take its place
                continue
            if path.name not in NOT_COMPARED:
                found[name.as_posix()] = path.read_bytes() if path.is_file() else None
    return found


def hidden(folder: Path, places: tuple[str, ...]) -> list[str]:
    """Return what is left over: hidden names and results that could not take their place."""
    roots = {(folder / place).parent for place in places} | {folder / place for place in places}
    paths = {path for root in roots if root.is_dir() for path in (*root.iterdir(), *root.rglob("*"))}
    known = {".vscode", ".backup-1", ".backup-2"}
    return sorted(
        path.relative_to(folder).as_posix() for path in paths
        if (path.name.startswith(".") or path.name.endswith((".new", ".old", ".lock")))
        and not known & set(path.relative_to(folder).parts)
    )  # fmt: skip


def digest(found: Tree, old: Tree, new: Tree) -> str:
    """Return in a few words how a tree differs from both."""
    apart = []
    for name in sorted(found.keys() | old.keys() | new.keys()):
        states = [known.get(name, "absent") for known in (found, old, new)]
        if states[0] not in states[1:]:
            apart.append(f"{name}: neither")
        elif states[1] != states[2]:
            apart.append(f"{name}: {'old' if states[0] == states[1] else 'new'}")
    return "; ".join(apart[:6])


# one command as a process of its own


@dataclass
class Child:
    """A command under way."""

    process: int
    said: Path
    begun: float
    changed: int  # a pipe that can be read once the first file has changed

    def kill(self, number: int) -> None:
        os.kill(self.process, number)

    def wait(self) -> int:
        """Return the exit code, below zero for a signal."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                os.close(self.changed)
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.002)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        raise TimeoutError("the command hangs")

    def told(self) -> str:
        """Return what it said."""
        return self.said.read_text(encoding="utf-8")


def start(folder: Path, said: Path, call: Callable[[], int], last: int = -1, counted: Path | None = None) -> Child:
    """Start a command in a folder as a copy of this process; before change ``last`` it kills itself."""
    reading, writing = os.pipe()
    begun, process = time.monotonic(), os.fork()
    if process:
        os.close(writing)
        return Child(process, said, begun, reading)
    code = 70
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        words = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(words, 1)
        os.dup2(words, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for this process's life
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        os.chdir(folder)
        steps = _listen(os.path.realpath(folder), writing, last)
        code = call()
        if counted is not None:
            counted.write_text(str(steps()), encoding="utf-8")
        sys.stdout.flush()
    except BaseException:  # told to the parent, whatever it is
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        os._exit(code)
    raise AssertionError


def _listen(folder: str, pipe: int, last: int) -> Callable[[], int]:
    """Count the changes of files below a folder; tell the first one, die before the one asked for."""
    from klima2035 import disk  # noqa: PLC0415

    count = 0

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event == "open":
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            if not flags & WRITES or not _below(arguments[0], folder):
                return
        elif event not in CHANGES or not (_below(arguments[0], folder) or event == "fsync"):
            return
        count += 1
        if count == 1:
            os.write(pipe, b"1")
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    exchange, fsync = disk.exchange, os.fsync

    def exchanged(one: Path, other: Path) -> bool:
        step("exchange", (one,))
        done = exchange(one, other)
        step("exchange", (one,))
        return done

    def waited(file: int) -> None:
        step("fsync", ("",))
        fsync(file)

    disk.exchange, os.fsync = exchanged, waited  # type: ignore[assignment]
    sys.addaudithook(step)
    return lambda: count


def _below(path: Any, folder: str) -> bool:
    """Return whether a path is one of the folder's; names relative to an open folder are its too."""
    if isinstance(path, int):
        return False
    return not Path(os.fsdecode(path)).is_absolute() or os.fsdecode(path).startswith(folder)


# a bench: one working folder with its old and new state


@dataclass
class Bench:
    """A command's working folder: what it held before, what it holds after, how long the way is."""

    errand: Errand
    memory: Memory
    folder: Path
    kept: Path  # a copy of the old state, with the new wish
    old: Tree = field(default_factory=dict)
    new: Tree = field(default_factory=dict)
    seconds: float = 0.0
    writing: float = 0.0
    steps: int = 0

    def restore(self) -> None:
        """Put the old state back, as a new wish finds it."""
        written = {place.split("/", 1)[0] for place in self.errand.places}
        for root in (self.folder, self.kept):
            for path in list(root.iterdir()):
                if path.name not in written and not (path.name.startswith(".") and path.name != ".vscode"):
                    continue
                if root == self.folder:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                elif path.is_dir():
                    shutil.copytree(path, self.folder / path.name)
                else:
                    shutil.copy2(path, self.folder / path.name)

    def start(self, last: int = -1, counted: Path | None = None, call: Callable[[], int] | None = None) -> Child:
        """Start the command."""
        self.memory.turn("new")
        return start(self.folder, self.kept.with_name("told"), call or self.errand.call, last, counted)

    def seen(self) -> Tree:
        return tree(self.folder, self.errand.places, self.errand.ignored)

    def state(self) -> str:
        """Return ``old``, ``new`` or what is wrong."""
        found = self.seen()
        if found in (self.old, self.new):
            return "old" if found == self.old else "new"
        apart = digest(found, self.old, self.new)
        if self.errand.by_file and "neither" not in apart:
            return "between"
        return f"MIXED {apart}"

    def finish(self) -> str:
        """Run the command to its end; return what is wrong, nothing where the new state stands there alone."""
        child = self.start()
        code = child.wait()
        if code not in (0, 2) or "Traceback" in child.told():
            return f"the next run ended with {code}: {child.told()[-400:]}"
        if self.state() != "new":
            return f"after the next run ({code}): {self.state()} {child.told()[-200:]}"
        left = [] if code == 2 else hidden(self.folder, self.errand.places)  # 2: there was nothing left to do
        return f"left over: {left}" if left else ""


@contextmanager
def bench(errand: Errand, memory: Memory, untouched: Path, folder: Path, kept: Path) -> Iterator[Bench]:
    """Make the old results, learn the new ones and how long they take; the process works in the folder meanwhile."""
    before = Path.cwd()
    for path in (folder, kept):
        path.mkdir(parents=True, exist_ok=True)
    shutil.copytree(untouched, folder, dirs_exist_ok=True)
    os.chdir(folder)
    loading._inputs.cache_clear()  # of a folder that was here before
    try:
        made = Bench(errand, memory, folder, kept)
        _in_process(made, "old", errand.first or errand.call)
        errand.prepare(folder, "new")
        shutil.copytree(folder, kept, dirs_exist_ok=True)
        made.old = made.seen()
        _in_process(made, "new", errand.call)
        made.new = made.seen()
        gc.collect()
        gc.freeze()  # copies of this process share its memory for longer
        assert made.old != made.new, f"{errand.name}: old and new do not differ"
        counted = kept.with_name("steps")
        made.restore()
        child = made.start(counted=counted)
        os.read(child.changed, 1)
        writing = time.monotonic()
        code = child.wait()
        made.seconds, made.writing = time.monotonic() - child.begun, time.monotonic() - writing
        assert code in (0, 2), child.told()
        made.steps = int(counted.read_text(encoding="utf-8"))
        assert made.state() == "new", made.state()
        os.chdir(before)
        yield made
    finally:
        os.chdir(before)


def _in_process(made: Bench, state: str, call: Callable[[], int]) -> None:
    if state == "old":
        made.errand.prepare(made.folder, "old")
    made.memory.turn(state)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        out, sys.stdout = sys.stdout, nowhere
        try:
            assert call() in (0, 2), f"{made.errand.name}: {state}"
        finally:
            sys.stdout = out


@dataclass
class Outcome:
    """What came of many trials of one command."""

    trials: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, what: str, state: str, problem: str) -> None:
        """Note a trial."""
        self.trials += 1
        self.states[state.split(" ", maxsplit=1)[0]] += 1
        if state.startswith("MIXED") or problem:
            self.wrong.append(f"{what}: {state} {problem}".strip())


def kills(made: Bench, number: int, seed: int) -> Outcome:
    """Cut the command off at ``number`` moments; after each look, and run it to its end."""
    draw, out, begun = random.Random(f"{seed} {made.errand.name}"), Outcome(), time.monotonic()  # noqa: S311
    for i in range(number):
        made.restore()
        signal_ = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[i // 3 % 4]
        what = _cut_off(made, i % 3, signal_, draw)
        state = made.state()
        out.add(what, state, made.finish())
    out.seconds = time.monotonic() - begun
    return out


def _cut_off(made: Bench, kind: int, number: int, draw: random.Random) -> str:
    """Start the command and cut it off at a moment of a kind; return how."""
    if kind == 2:
        first = 1 if draw.random() < 0.5 else max(1, made.steps - LAST_STEPS)
        last = draw.randint(first, made.steps)
        made.start(last).wait()
        return f"before change {last} of {made.steps}"
    child = made.start()
    if kind == 0:
        moment = draw.uniform(0.0, made.seconds)
    else:
        os.read(child.changed, 1)
        moment = draw.uniform(0.0, made.writing)
    time.sleep(moment)
    child.kill(number)
    code = child.wait()
    if number == signal.SIGINT and code not in (0, 2, 130, -2):
        return f"SIGINT after {moment:.3f} s: MIXED exit code {code}"
    return f"{signal.Signals(number).name} after {moment:.3f} s{' of writing' if kind else ''}"
