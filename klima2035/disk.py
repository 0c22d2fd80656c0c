"""What an operating system can do with files and folders in one move, and what it does only in several.

Linux and macOS exchange two folders in one step and give a name only where it is free; Windows renames only to free
names. Where a file system knows none of it the callers go a longer way, which they say.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

AT_ONCE = 8  # files handed to the disk at once
PATIENCE = 2.0 if sys.platform == "win32" else 0.0  # for scanners that hold a file [s]
_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_FREE_ONLY, _EXCHANGE = (4, 2) if sys.platform == "darwin" else (1, 2)  # RENAME_EXCL, _SWAP; _NOREPLACE, _EXCHANGE
_NOT_KNOWN = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
_NOT_SHARED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EBADF}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders or files change places in one step; False where the system or the file system cannot."""
    return _renamed(one, other, _EXCHANGE)


def take_name(fresh: Path, path: Path) -> None:
    """Give a file a name that nobody has; FileExistsError where it is taken, even in this very moment."""
    if sys.platform == "win32":
        fresh.rename(path)  # refuses a name that is taken
        return
    if _renamed(fresh, path, _FREE_ONLY):
        return
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:  # no hard links either: take the name with an empty file, then fill it in one move
        path.touch(exist_ok=False)
        try:
            fresh.replace(path)
        except BaseException:
            path.unlink()
            raise


def _renamed(source: Path, target: Path, how: int) -> bool:
    """Rename with a wish that plain rename does not know; False where it is not known here."""
    call = _call()
    if call is None:
        return False
    if not call(os.fsencode(source), os.fsencode(target), how):
        return True
    number = ctypes.get_errno()
    if number in _NOT_KNOWN:
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))


@cache
def _call() -> Callable[[bytes, bytes, int], int] | None:
    """Return the system's call for such a rename, None where it has none."""
    if sys.platform == "win32":
        return None
    library: Any = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        found = getattr(library, "renamex_np", None)
        return None if found is None else lambda source, target, how: int(found(source, target, how))
    found = getattr(library, "renameat2", None)
    return None if found is None else lambda source, target, how: int(found(_HERE, source, _HERE, target, how))


def move(source: Path, target: Path) -> None:
    """Rename to a free name; on Windows a file that a virus scanner holds for a moment is waited for."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            source.rename(target)
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.1)
        else:
            return


def settle(folder: Path) -> None:
    """Wait until the disk has a folder and all below it: then a power cut cannot empty them."""
    paths = sorted(folder.rglob("*"))
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    with ThreadPoolExecutor(AT_ONCE) as several:
        for _ in several.map(settle_file, files):
            pass
    settle_entries([path for path in paths if path.is_dir() and not path.is_symlink()] + [folder])


def settle_entries(folders: Iterable[Path]) -> None:
    """Wait until the disk has the names in some folders; Windows has no call for that."""
    if sys.platform == "win32":
        return
    for folder in folders:
        _handed_over(folder, os.O_RDONLY)


def settle_file(path: Path) -> None:
    """Wait until the disk has what is in a file."""
    _handed_over(path, os.O_RDWR | getattr(os, "O_BINARY", 0) if sys.platform == "win32" else os.O_RDONLY)


def _handed_over(path: Path, how: int) -> None:
    """Wait until the disk has a file; a file system without such a call is left alone."""
    file = os.open(path, how)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NOT_SHARED:
            raise
    finally:
        os.close(file)


def share(source: Path, target: Path) -> None:
    """Let a folder appear a second time without its bytes; file by file copied where there are no hard links."""
    shutil.copytree(source, target, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copy2(source, target)
        settle_file(Path(target))


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, also what Windows protects as read-only."""
    shutil.rmtree(folder, onerror=_unprotected)


def _unprotected(function: Callable[..., Any], path: str, found: Any) -> None:
    """Take the write protection off and try again; what is gone already is as good."""
    if isinstance(found[1], FileNotFoundError):
        return
    if not isinstance(found[1], PermissionError):
        raise found[1]
    with contextlib.suppress(OSError):
        Path(path).chmod(stat.S_IRWXU)
    function(path)
