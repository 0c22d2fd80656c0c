"""Single files, written whole or not at all, by one run at a time.

A file is written beside its place under a hidden name, handed to the disk and moved there. What a dead run left beside
it is cleared by the next one that writes the same file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from klima2035 import disk, windows
from klima2035.errors import EnvironmentFault, shown
from klima2035.lock import lock
from klima2035.refusal import as_fault


@contextmanager
def writing(path: Path, lang: str, wait: float = 10.0) -> Iterator[Callable[[bytes], None]]:
    """Hold a file against other runs and give what puts new bytes into its place in one move, over an older one.

    EnvironmentFault where the machine refuses or another run holds the file for ``wait`` seconds [s].
    """
    with _held(path, lang, wait) as fresh, as_fault(shown(path), lang, path):

        def put(content: bytes) -> None:
            _write(fresh, content)
            if path.exists():
                with contextlib.suppress(OSError):
                    shutil.copymode(path, fresh)
            _replace(fresh, path)
            disk.settle_entries([path.parent])

        yield put


def write_over(path: Path, content: str, lang: str) -> None:
    """Write a file in one move, whole or not at all, in the place of an older one if there is one."""
    with writing(path, lang) as put:
        put(content.encode())


def write_new(path: Path, content: str, lang: str) -> None:
    """Write a file that must not exist yet, in one move: whole or not at all, and never over another.

    FileExistsError becomes an EnvironmentFault: another program was faster.
    """
    with _held(path, lang) as fresh, as_fault(shown(path), lang):
        _write(fresh, content.encode())
        disk.take_name(fresh, path)
        disk.settle_entries([path.parent])


def clear(path: Path, lang: str) -> None:
    """Clear what a dead run left beside a file that is not written anew; what cannot be cleared stays."""
    left = (path.with_name(f".{path.name}{ending}") for ending in (".new", ".lock"))
    if any(one.exists() for one in left):
        with contextlib.suppress(EnvironmentFault), _held(path, lang, wait=0.0):
            return


@contextmanager
def _held(path: Path, lang: str, wait: float = 10.0) -> Iterator[Path]:
    """Hold the lock of a file; give the hidden name beside it, cleared before and afterwards."""
    windows.check(path, 0, lang)
    fresh = path.with_name(f".{path.name}.new")
    made = [part for part in path.parents if not part.exists()]
    with as_fault(shown(path), lang):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with lock(path.with_name(f".{path.name}.lock"), path, lang, wait):
            try:
                with as_fault(shown(fresh), lang):
                    fresh.unlink(missing_ok=True)
                yield fresh
            finally:
                with contextlib.suppress(OSError):
                    fresh.unlink(missing_ok=True)
    except BaseException:
        for part in made:  # folders made for a file that was not written
            with contextlib.suppress(OSError):
                part.rmdir()
        raise


def _write(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(fresh: Path, path: Path) -> None:
    fresh.replace(path)
