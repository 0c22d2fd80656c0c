"""Parts of an ensemble on disk: an interrupted one goes on where it stopped, and shards are put together.

One file a task, plain arrays, written beside, handed to the disk and moved into place; a file that is cut off or of
another job counts as not there. Several runs and shards may use a folder at once: equal tasks have equal bytes, so it
does not matter whose stay, and each run removes only the files that went into its own result.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from klima2035 import disk
from klima2035.ensemble.histogram import Histogram
from klima2035.ensemble.job import Part, Task
from klima2035.ensemble.outcomes import Outcomes

LONGEST = 66  # letters of the name of a part that is being written
ATTEMPTS = 5  # to write a part into a folder that other runs clear
_HISTOGRAM = tuple(field.name for field in fields(Histogram))
_OUTCOMES = tuple(field.name for field in fields(Outcomes))


class Folder:
    """A folder of parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._used: set[Path] = set()

    def load(self, task: Task) -> Part | None:
        """Return the part that an earlier run left for a task, None where there is none or it is not whole."""
        path = self.file(task)
        if not path.is_file():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
                if found["draws"].tolist() != [task.first, task.last]:
                    return None
                histogram = Histogram(*(found[f"histogram_{name}"] for name in _HISTOGRAM))
                outcomes = Outcomes(*(found[f"outcomes_{name}"] for name in _OUTCOMES))
                self._used.add(path)
                return Part(task.first, task.last, histogram, found["figures"], outcomes)
        except Exception:  # a damaged file makes its readers stumble in many ways; all mean that the part is not there
            return None

    def save(self, task: Task, part: Part) -> None:
        """Keep a part: written beside, then moved into place."""
        arrays = {"draws": np.array([part.first, part.last]), "figures": part.figures}
        arrays |= {f"histogram_{name}": getattr(part.histogram, name) for name in _HISTOGRAM}
        arrays |= {f"outcomes_{name}": getattr(part.outcomes, name) for name in _OUTCOMES}
        target = self.file(task)
        self._used.add(target)
        for left in reversed(range(ATTEMPTS)):
            try:
                self._write(target, arrays)
            except FileNotFoundError:  # another run has just removed the folder
                if not left:
                    raise
            else:
                return

    def _write(self, target: Path, arrays: dict[str, NDArray[Any]]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.stem}.{secrets.token_hex(8)}.new")  # processes of two hosts may be equal
        self._clear_half(target)
        try:
            with fresh.open("wb") as file:
                np.savez(file, allow_pickle=False, **arrays)
            disk.settle_file(fresh)
            _move(fresh, target)
            disk.settle_entries([self.path, self.path.parent])
        finally:
            fresh.unlink(missing_ok=True)

    def _clear_half(self, path: Path) -> None:
        """Remove what killed runs left half written of a part; a run that writes it just now begins again."""
        for one in self.path.glob(f".{path.stem}.*.new"):
            with contextlib.suppress(OSError):
                one.unlink()

    def file(self, task: Task) -> Path:
        """Return the file of a task: named after its job, its draws and what is mixed into them."""
        mix = "" if task.mix is None else "-" + hashlib.sha256(repr(task.mix).encode()).hexdigest()[:8]
        return self.path / f"{task.digest}{mix}-{task.first:08d}-{task.last:08d}.npz"

    def clear(self) -> None:
        """Remove the parts that have gone into a result, and what killed runs left half written of them."""
        for path in self._used:
            self._clear_half(path)
            with contextlib.suppress(OSError):  # another run was first, or reads it just now
                path.unlink()
        self._used.clear()
        with contextlib.suppress(OSError):  # other jobs have parts there
            self.path.rmdir()
            self.path.parent.rmdir()


def _move(fresh: Path, target: Path) -> None:
    """Move a part into place, unless another run reads its equal there, which Windows does not allow."""
    try:
        fresh.replace(target)
    except PermissionError:
        if not target.is_file():
            raise
