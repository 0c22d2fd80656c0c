"""The wheel and the source archive of a tree, the same bytes whenever and wherever they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from releasing import ReleaseError


def build(root: Path, into: Path, epoch: int) -> list[Path]:
    """Build both with the environment's hatchling and return their paths."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ReleaseError(f"the package cannot be built: {done.stderr.strip()[-600:]}")
    return sorted(into.glob("klima2035-*.whl")) + sorted(into.glob("klima2035-*.tar.gz"))


def version(root: Path) -> str:
    """Return the version in ``klima2035/__init__.py``, its only place."""
    for line in (root / "klima2035" / "__init__.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    raise ReleaseError("klima2035/__init__.py: no __version__")


def changed(root: Path) -> list[str]:
    """Return what differs from the last commit, files that git ignores left out."""
    command = ["git", "status", "--porcelain"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ReleaseError(f"no git checkout: {done.stderr.strip()}")
    return done.stdout.splitlines()
