"""Output folders: written beside the old one, then moved into its place, by one run at a time.

A run that is killed, fails or finds the disk full leaves the old folder as it was; what it left
half done is cleared by the next run. The folder belongs to the program: it is replaced as a whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from klima2035.errors import EnvironmentFault, InputError, shown
from klima2035.messages import system, text
from klima2035.places import RESERVED

MARKER = "run.json"  # by it a folder is known as one of ours
PARTS = ("credit", "ensemble", "milestones", "report", "stress", "track")  # within a scenario's folder
LONGEST = 48  # letters of the longest path in a folder, parts included; a test measures it
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,130}")
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}  # file systems without locks: go on without one


@contextmanager
def new_folder(parent: Path, name: str, lang: str = "de", wait: float = 10.0) -> Iterator[Path]:
    """Give a fresh folder to fill; when the block ends well it becomes ``parent/name``.

    InputError for a name that cannot be a folder's and for a folder that is not ours;
    EnvironmentFault where the machine refuses or another run holds the folder for ``wait`` seconds [s].
    """
    with _held(parent, name, lang, wait) as target, _filled(target, lang) as fresh:
        yield fresh


@contextmanager
def part_folder(parent: Path, name: str, part: str, lang: str = "de", wait: float = 10.0) -> Iterator[Path]:
    """Give a fresh folder to fill; when the block ends well it becomes ``parent/name/part``, one of ``PARTS``.

    The rest of ``parent/name`` stays as it is; the scenario's lock is held. Errors as in ``new_folder``.
    """
    with _held(parent, name, lang, wait) as target:
        target.mkdir(exist_ok=True)
        within = target / part
        _make_sound(within, lang)
        with _filled(within, lang) as fresh:
            yield fresh


@contextmanager
def _held(parent: Path, name: str, lang: str, wait: float) -> Iterator[Path]:
    """Give ``parent/name``, made sound and locked against other runs until the block ends."""
    _check_name(name, lang)
    target = parent / name
    with as_fault(shown(parent), lang):
        parent.mkdir(parents=True, exist_ok=True)
    with _lock(parent / f".{name}.lock", target, lang, wait), as_fault(shown(target), lang):
        _make_sound(target, lang)
        yield target


def _beside(target: Path) -> tuple[Path, Path]:
    """Return where the new folder is filled and where the old one waits while they change places."""
    return target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


def _make_sound(target: Path, lang: str) -> None:
    """Clear what a dead run left of a folder and refuse one that is not ours."""
    _recover(target, *_beside(target))
    _check_ours(target, lang)


@contextmanager
def _filled(target: Path, lang: str) -> Iterator[Path]:
    """Make and give the fresh folder; when the block ends well, move it into place."""
    fresh, aside = _beside(target)
    fresh.mkdir()
    try:
        yield fresh
        _swap(target, fresh, aside, lang)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _check_name(name: str, lang: str) -> None:
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise InputError(f"{text('reserved', lang, name)}; {text('reserved_allowed', lang)}")


def _check_ours(target: Path, lang: str) -> None:
    """Refuse to replace a folder that no run wrote."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError(text("foreign", lang, shown(target)))
    if target.is_dir() and not (target / MARKER).exists() and any(not _is_part(path) for path in target.iterdir()):
        raise InputError(text("foreign", lang, shown(target)))


def _is_part(path: Path) -> bool:
    """Return whether a path is a part that another command wrote, or what is left of one."""
    return path.name.removeprefix(".").removesuffix(".new").removesuffix(".old") in PARTS


def _recover(target: Path, fresh: Path, aside: Path) -> None:
    """Clear what a dead run left; bring the old folder back if the run died between its two moves."""
    if aside.exists() and not target.exists():
        aside.rename(target)
    elif aside.exists():
        _keep_parts(aside, target)
    for leftover in (fresh, aside):
        if leftover.exists():
            shutil.rmtree(leftover)


def _swap(target: Path, fresh: Path, aside: Path, lang: str) -> None:
    """Move the old folder aside and the new one in; on failure the old one comes back."""
    moved = False
    try:
        if target.exists():
            target.rename(aside)
            moved = True
        fresh.rename(target)
    except OSError as error:
        if moved:
            aside.rename(target)
        raise EnvironmentFault(text("in_use", lang, shown(target), system(error, lang))) from error
    _keep_parts(aside, target)
    shutil.rmtree(aside, ignore_errors=True)


def _keep_parts(aside: Path, target: Path) -> None:
    """Move the parts that other commands wrote from the old folder into the new one."""
    for part in PARTS:
        if (aside / part / MARKER).is_file() and not (target / part).exists():
            (aside / part).rename(target / part)


def write_new(path: Path, content: str, lang: str) -> None:
    """Write a file that must not exist yet, in one move: whole or not at all, and never over another.

    FileExistsError becomes an EnvironmentFault: another program was faster.
    """
    with as_fault(shown(path), lang):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
        try:
            _write(fresh, content)
            _take_name(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)


def write_over(path: Path, content: str, lang: str) -> None:
    """Write a file in one move, whole or not at all, in the place of an older one if there is one."""
    with as_fault(shown(path), lang):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
        try:
            _write(fresh, content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _write(path: Path, content: str) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_name(fresh: Path, path: Path) -> None:
    """Give a file a name that nobody has; FileExistsError where it is taken, even in this very moment."""
    try:
        path.hardlink_to(fresh)  # a rename would replace what is there
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name with an empty file, then fill it in one move
        path.touch(exist_ok=False)
        fresh.replace(path)


@contextmanager
def as_fault(place: str, lang: str) -> Iterator[None]:
    """Turn what the machine refuses into an EnvironmentFault that names the place."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(f"{place}: {system(error, lang)}") from error


@contextmanager
def _lock(path: Path, target: Path, lang: str, wait: float) -> Iterator[None]:
    """Hold the lock of one output folder; the system frees it when its owner dies, however it dies.

    The lock file names its owner (process and host) for those who wait. A lock of the operating
    system is used because a file that merely exists would outlive a killed run.
    """
    with as_fault(shown(path.parent), lang):
        file = _acquire(path, time.monotonic() + wait)
    if file is None:
        raise EnvironmentFault(text("locked", lang, shown(target), _owner(path)))
    try:
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()} {socket.gethostname()}\n".encode())
        yield
    finally:
        if sys.platform != "win32":
            path.unlink(missing_ok=True)  # while still held, so that nobody locks a file without a name
        os.close(file)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _acquire(path: Path, until: float) -> int | None:
    """Return the locked file, or None when another run still holds it at the time ``until``."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if _try_lock(file) and _same_file(file, path):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)
        if time.monotonic() >= until:
            return None
        time.sleep(0.05)


def _same_file(file: int, path: Path) -> bool:
    """Return whether the open file still bears its name: its last owner may have removed it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _owner(path: Path) -> str:
    try:
        process, host = path.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "?"
    return f"{process}@{host}"


def _try_lock(file: int) -> bool:
    """Try to lock a file without waiting; True also where the file system knows no locks."""
    try:
        _LOCK(file)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        if error.errno in _NO_LOCKS:
            return True
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
