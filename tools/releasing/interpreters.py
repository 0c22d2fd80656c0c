"""The Pythons of a machine that really start: of PATH and of pyenv, one for each version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13", "3.14")
_ASK = "import ensurepip, ssl, sys, venv; print(sys.implementation.name, *sys.version_info[:3])"


@dataclass(frozen=True)
class Interpreter:
    """A Python that started: its program, its version (``3.13``) and its full version."""

    program: Path
    version: str
    full: str


def found() -> dict[str, Interpreter]:
    """Return by version the first CPython that starts; shims that lead nowhere are passed over."""
    pythons: dict[str, Interpreter] = {}
    for version in VERSIONS:
        for program in _candidates(version):
            asked = _asked(program)
            if asked and asked[0] == "cpython" and ".".join(asked[1:3]) == version:
                pythons[version] = Interpreter(program, version, ".".join(asked[1:]))
                break
    return pythons


def _candidates(version: str) -> list[Path]:
    name = f"python{version}" + (".exe" if os.name == "nt" else "")
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    beside = [Path(sys._base_executable)] if sys.version.startswith(f"{version}.") else []  # type: ignore[attr-defined]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    kept = sorted(pyenv.glob(f"{version}.*/bin/{name}"), key=_newest, reverse=True) if pyenv.is_dir() else []
    return [*beside, *(Path(path) for path in (shutil.which(name, path=str(one)) for one in folders) if path), *kept]


def _newest(path: Path) -> list[int]:
    return [int(part) for part in path.parent.parent.name.split(".") if part.isdigit()]


def _asked(program: Path) -> list[str]:
    """Return what a program says of itself; nothing where it does not start."""
    command = [str(program), "-I", "-c", _ASK]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.split() if done.returncode == 0 else []
