"""Parts of an ensemble on disk: an interrupted one goes on where it stopped, and shards are put together.

One file a task, plain arrays, written beside and moved into place; a file that is cut off or of another job
counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from klima2035.ensemble.histogram import Histogram
from klima2035.ensemble.job import Part, Task
from klima2035.ensemble.outcomes import Outcomes

_HISTOGRAM = tuple(field.name for field in fields(Histogram))
_OUTCOMES = tuple(field.name for field in fields(Outcomes))


class Folder:
    """A folder of parts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, task: Task) -> Part | None:
        """Return the part that an earlier run left for a task, None where there is none or it is not whole."""
        path = self.file(task)
        if not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as found:
                if found["draws"].tolist() != [task.first, task.last]:
                    return None
                histogram = Histogram(*(found[f"histogram_{name}"] for name in _HISTOGRAM))
                outcomes = Outcomes(*(found[f"outcomes_{name}"] for name in _OUTCOMES))
                return Part(task.first, task.last, histogram, found["figures"], outcomes)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def save(self, task: Task, part: Part) -> None:
        """Keep a part: written beside, then moved into place."""
        self.path.mkdir(parents=True, exist_ok=True)
        arrays = {"draws": np.array([part.first, part.last]), "figures": part.figures}
        arrays |= {f"histogram_{name}": getattr(part.histogram, name) for name in _HISTOGRAM}
        arrays |= {f"outcomes_{name}": getattr(part.outcomes, name) for name in _OUTCOMES}
        target = self.file(task)
        fresh = target.with_suffix(f".{os.getpid()}.new")
        with fresh.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        fresh.replace(target)

    def file(self, task: Task) -> Path:
        """Return the file of a task: named after its job, its draws and what is mixed into them."""
        mix = "" if task.mix is None else "-" + hashlib.sha256(repr(task.mix).encode()).hexdigest()[:8]
        return self.path / f"{task.digest}{mix}-{task.first:08d}-{task.last:08d}.npz"

    def clear(self) -> None:
        """Remove the folder: its parts have gone into a result."""
        shutil.rmtree(self.path, ignore_errors=True)
        with contextlib.suppress(OSError):  # other jobs have parts there
            self.path.parent.rmdir()
