"""What a case does to the machine: files written or moved, programs started, hosts called, memory taken."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WRITES = {"os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "os.utime", "shutil.rmtree"}
MOVES = {"os.rename", "os.link", "os.symlink"}
STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"}
CALLS = {"socket.connect", "socket.bind", "socket.sendto", "urllib.Request", "webbrowser.open"}
_OPENED = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_HARMLESS = ("/dev/null", "nul")


class Watch:
    """Listens to what the interpreter reports of itself while a case runs; ``allowed``: where it may write."""

    active: Watch | None = None
    _listening = False

    def __init__(self, *allowed: Path) -> None:
        self.allowed = [os.path.realpath(one) for one in allowed]
        self.wrong: list[str] = []
        self.written: list[str] = []
        self.blocks = False  # whether what may not be is also hindered
        if not Watch._listening:
            sys.addaudithook(_heard)  # it cannot be taken away again; without a watch it hears nothing
            Watch._listening = True

    def __enter__(self) -> Watch:
        self.wrong, self.written = [], []
        Watch.active = self
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        Watch.active = None
        if kind is None and self.wrong:
            raise AssertionError("; ".join(self.wrong[:5]))

    def hear(self, event: str, arguments: Sequence[Any]) -> None:
        """Take one event of the interpreter."""
        if event == "open":
            path, mode, flags = arguments[:3]
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _OPENED):
                self._wrote(path)
        elif event in WRITES:
            self._wrote(arguments[0])
        elif event in MOVES:
            self._wrote(arguments[0] if event == "os.rename" else arguments[1])
            self._wrote(arguments[1])
        elif (event in STARTS and arguments[0] != "uname") or event in CALLS:  # asked by a library, once
            self.wrong.append(f"{event} {str(arguments)[:120]}")

    def _wrote(self, path: Any) -> None:
        if isinstance(path, int) or path is None:
            return
        name = os.fsdecode(path)
        if name.lower() in _HARMLESS or "__pycache__" in name or "\0" in name:  # what no system opens
            return
        folder, last = os.path.split(name)
        whole = os.path.join(os.path.realpath(folder or "."), last)  # noqa: PTH118 - paths that no Path may hold
        self.written.append(whole)
        if not any(whole == one or whole.startswith(one + os.sep) for one in self.allowed):
            self.wrong.append(f"wrote {whole}")
            if self.blocks:
                raise PermissionError(f"the harness lets nobody write {whole}")


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    watch = Watch.active
    if watch is not None:
        watch.hear(event, arguments)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file in a folder, links not followed."""
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(place, name)  # noqa: PTH118 - quicker, and any name
            state = os.lstat(path)
            found[path] = state.st_size, state.st_mtime_ns
    return found


def peak() -> float:
    """Return the peak memory of this process, MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def children() -> list[int]:
    """Return the processes that this one has started and that are still there; none where the system does not tell."""
    found = []
    for task in Path("/proc/self/task").glob("*/children"):
        found += [int(one) for one in task.read_text(encoding="ascii").split()]
    return found
