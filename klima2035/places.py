"""Where files lie: the working folder first, then the installed package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

from klima2035.complaints import names as known_names
from klima2035.errors import InputError, fault, nearest, shown

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10))}
RESERVED = frozenset(DEVICES | {"compare", "diff", "parts"})  # names of no output folder: devices, our own
DEFAULT_SCENARIO, DEFAULT_CITY = "klimaneutral-2035", "wuppertal"
Kind = Literal["scenarios", "inputs"]
_PACKAGE = Path(__file__).resolve().parent
_ONLY: ContextVar[Path | None] = ContextVar("only", default=None)  # the one folder that is searched, where there is one


def is_name(text: str) -> bool:
    """Return whether a text may name a scenario, a measure or a city: a-z, 0-9 and hyphens."""
    return NAME.fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Return whether a text states a YAML file by its path instead of a name."""
    return text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text


def shipped(kind: Kind) -> Path:
    """Return the folder that the package brings along."""
    installed = _PACKAGE / "data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


@contextmanager
def confined(folder: Path) -> Iterator[None]:
    """Let nothing be found but what lies in a folder: nothing of the working folder, nothing shipped but labels."""
    token = _ONLY.set(folder)
    try:
        yield
    finally:
        _ONLY.reset(token)


def is_confined() -> bool:
    """Return whether only one folder is searched: what else there was beside its files is not known then."""
    return _ONLY.get() is not None


def roots(kind: Kind) -> list[Path]:
    """Return the folders that are searched, in order: the working folder's, then the shipped ones."""
    only = _ONLY.get()
    found = [Path.cwd() / kind, shipped(kind)] if only is None else [only / kind]
    return [folder for i, folder in enumerate(found) if folder.is_dir() and folder not in found[:i]]


def inside(folder: Path, path: Path) -> bool:
    """Return whether a path, links followed, still lies in the folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def in_folders(text: str, folders: Iterable[Path]) -> Path | None:
    """Return a path as it is stated, a name's file in the first folder that holds it, None where there is none."""
    if is_path(text):
        return Path(text)
    found = ((folder, folder / f"{text}.yaml") for folder in folders if is_name(text))
    return next((path for folder, path in found if path.is_file() and inside(folder, path)), None)


def find(name: str | Path, kind: Kind = "scenarios") -> Path:
    """Return the file of a scenario or the folder of a city, by name or by path.

    A name is looked up in the working folder, then in the package; InputError with the nearest
    known name where there is none, and for a link that leads out of the folder.
    """
    text = str(name)
    if kind == "scenarios" and is_path(text):
        return Path(name)
    if not is_name(text):
        raise InputError([fault(text or "?", 1, 1, "no_name", value=text)])
    known: list[str] = []
    for folder in roots(kind):
        path = folder / (f"{text}.yaml" if kind == "scenarios" else text)
        if path.is_file() if kind == "scenarios" else path.is_dir():
            if not inside(folder, path):
                raise InputError([fault(shown(path), 1, 1, "link_leads_out", folder=shown(folder))])
            return path
        known += names(folder, kind)
    code = "unknown_scenario" if kind == "scenarios" else "unknown_city"
    listed = known_names(sorted(set(known)), kind if kind == "scenarios" else "")
    raise InputError([fault(f"{kind}/{text}", 1, 1, code, nearest(text, listed.words), name=text, known=listed)])


def names(folder: Path, kind: Kind) -> list[str]:
    """Return the names to be found in one folder: scenarios by file name, cities by folder."""
    if kind == "scenarios":
        return sorted(path.stem for path in folder.glob("*.yaml"))
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "germany")


def inputs_root(city: str) -> Path:
    """Return the folder ``inputs`` that holds a city's tables."""
    return find(city, "inputs").parent
