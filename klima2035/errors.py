"""What can go wrong, as a tree.

KlimaError                   exit code
├── InputError               2   faults in files or arguments, all of them at once
└── EnvironmentFault         3   disk, permission, a locked file

Anything else is a bug and shows a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klima2035 import complaints

MOST_HINTS = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place: a code of the catalogue, what fills its sentence, the nearest known words."""

    file: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, object], ...] = ()
    near: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.code not in complaints.COMPLAINTS:
            raise KeyError(f"no complaint is called '{self.code}'")

    def told(self, lang: str) -> str:
        """Return ``file:line:column: what is wrong; what is allowed; what to do``."""
        words = complaints.sentence(self.code, dict(self.values), self.near, lang)
        return f"{complaints.harmless(self.file)}:{self.line}:{self.column}: {words}"

    def __str__(self) -> str:
        return self.told("en")


def fault(file: str, line: int, column: int, code: str, near: Sequence[str] = (), /, **values: Any) -> Fault:
    """Return a fault; ``values`` fill the fields of its sentence in the catalogue."""
    return Fault(file, line, column, code, tuple(values.items()), tuple(near))


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


def nearest(word: str, allowed: Iterable[str], most: int = MOST_HINTS) -> tuple[str, ...]:
    """Return the known words most like ``word``, all at the same distance; empty where none is near.

    Distance: letters put in, left out, changed or swapped with their neighbour; near are a third of the
    letters, at least one. Another case, and hyphen for underscore, count half.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where something is wrong

    if not word:
        return ()
    farthest = max(1, min(len(word), 60) // 3)
    plain = word.lower().replace("-", "_")
    found: dict[str, float] = {}
    for known in allowed:
        if known == word:
            continue
        far = OSA.distance(word, known, score_cutoff=farthest)
        loose = OSA.distance(plain, known.lower().replace("-", "_"), score_cutoff=farthest) + 0.5
        if min(far, loose) <= farthest:
            found[known] = min(far, loose)
    best = min(found.values(), default=0.0)
    return tuple(known for known, far in found.items() if far == best)[:most]


def shown(path: Path) -> str:
    """Return a path as users know it: relative to the working folder where possible."""
    for own, home in ((path.absolute, Path.cwd), (path.resolve, Path.cwd().resolve)):
        try:
            whole = own()
            if ".." not in whole.parts:
                return whole.relative_to(home()).as_posix()
        except (ValueError, OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            continue
    return path.as_posix()
