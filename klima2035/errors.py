"""What can go wrong, as a tree.

KlimaError                   exit code
├── InputError               2   faults in files or arguments, all of them at once
└── EnvironmentFault         3   disk, permission, a locked file

Anything else is a bug and shows a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place: what it is, what is allowed there, what to do."""

    file: str
    line: int
    column: int
    what: str
    allowed: str = ""
    todo: str = ""

    def __str__(self) -> str:
        parts = [part for part in (self.what, self.allowed, self.todo) if part]
        return f"{self.file}:{self.line}:{self.column}: {'; '.join(parts)}"


class KlimaError(Exception):
    """Base of all errors a user can cause and mend."""

    exit_code = 2


class InputError(KlimaError):
    """Faults in input files, scenario files or arguments, collected and raised once."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = () if isinstance(faults, str) else tuple(faults)
        text = faults if isinstance(faults, str) else "\n".join(str(fault) for fault in self.faults)
        super().__init__(text)


class EnvironmentFault(KlimaError):  # noqa: N818
    """The machine refuses: no space, no permission, a file held by another program."""

    exit_code = 3


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return a hint naming the known word most like ``word``, or an empty string."""
    found = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def shown(path: Path) -> str:
    """Return a path as users know it: relative to the working folder where possible."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()
