"""The lock of an output: held by one run at a time, with its owner's name for those who wait.

A lock of the operating system is used, because the system frees it when its owner dies, however it dies. On a file
system that knows none the lock file itself is the lock: made by one run only, cleared when its owner was a process of
this machine that is no more; of an owner on another machine nothing can be known, so the user is told what to do.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from klima2035.errors import EnvironmentFault, shown
from klima2035.messages import text
from klima2035.refusal import as_fault

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
UNNAMED = 10.0  # a lock without locks of the system whose owner has not signed for so long is a dead one's [s]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: process, host, since when."""

    process: int
    host: str
    since: str

    def told(self, lang: str) -> str:
        """Return who it is as users read it, with the time of their clock."""
        with contextlib.suppress(ValueError):
            since = datetime.fromisoformat(self.since).astimezone().strftime("%Y-%m-%d %H:%M")
            return text("owner", lang, process=self.process, host=self.host, since=since)
        return text("owner", lang, process=self.process, host=self.host, since=self.since)

    def is_dead(self) -> bool:
        """Return whether it was a process of this machine that is no more; False where nobody can know."""
        if self.host != socket.gethostname() or sys.platform == "win32":
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False


@contextmanager
def lock(path: Path, target: Path, lang: str, wait: float) -> Iterator[None]:
    """Hold the lock ``path`` of ``target``; EnvironmentFault where another run holds it for ``wait`` seconds [s]."""
    with as_fault(shown(path.parent), lang):
        file = _acquire(path, time.monotonic() + wait)
    if file is None:
        raise EnvironmentFault(_refusal(path, target, lang))
    try:
        with as_fault(shown(path.parent), lang):
            _sign(file)
        yield
    finally:
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # a drive that has gone takes the lock with it
                path.unlink(missing_ok=True)  # while still held, so that nobody locks a file without a name
        with contextlib.suppress(OSError):
            os.close(file)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _sign(file: int) -> None:
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    os.write(file, f"{os.getpid()} {socket.gethostname()} {since}\n".encode())


def _refusal(path: Path, target: Path, lang: str) -> str:
    """Return what is told of a lock that is held."""
    found = owner(path)
    told = text("owner_unknown", lang) if found is None else found.told(lang)
    if found is not None and found.host != socket.gethostname():
        return text("locked_forever", lang, target=shown(target), owner=told, lock=shown(path))
    return text("locked", lang, target=shown(target), owner=told)


def owner(path: Path) -> Owner | None:
    """Return who signed a lock, None where nobody did."""
    try:
        process, host, since = path.read_text(encoding="utf-8").split()
        return Owner(int(process), host, since)
    except (OSError, ValueError):
        return None


def _acquire(path: Path, until: float) -> int | None:
    """Return the locked file, or None when another run still holds it at the time ``until``."""
    while True:
        file = _attempt(path)
        if file is not None:
            return file
        if time.monotonic() >= until:
            return None
        time.sleep(0.05)


def _attempt(path: Path) -> int | None:
    """Try once to get hold of the lock; return its open file, None where another run has it."""
    file, is_new = _opened(path)
    try:
        got = _try_lock(file)
        if (got and _same_file(file, path)) or (got is None and is_new):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    if got is None:
        _clear_dead(path)
    return None


def _opened(path: Path) -> tuple[int, bool]:
    """Open the lock's file; return it and whether it was made just now, which one run alone can have done."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644), True
    except FileExistsError:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644), False


def _clear_dead(path: Path) -> None:
    """Remove a lock without locks of the system whose owner is known to be dead."""
    found = owner(path)
    try:
        if found.is_dead() if found is not None else time.time() - path.stat().st_mtime > UNNAMED:
            aside = path.with_name(f"{path.name}.{os.getpid()}")
            path.rename(aside)
            if owner(aside) == found:
                aside.unlink()
            else:  # another run was faster: it is its lock that was taken
                aside.rename(path)
    except FileNotFoundError:
        return


def _same_file(file: int, path: Path) -> bool:
    """Return whether the open file still bears its name: its last owner may have removed it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _try_lock(file: int) -> bool | None:
    """Try to lock a file without waiting; None where the file system knows no locks."""
    try:
        _LOCK(file)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        if error.errno in _NO_LOCKS:
            return None
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock_now(file: int) -> None:
        os.lseek(file, 1 << 20, os.SEEK_SET)  # beyond the text, which others may read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock_now(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


_LOCK: Callable[[int], None] = _lock_now
