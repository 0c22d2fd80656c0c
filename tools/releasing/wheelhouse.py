"""The wheels that a lock asks for: fetched once, chosen by target, each held against the lock's hashes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from releasing import ReleaseError
from releasing.lock import Pin
from releasing.targets import Target


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _of_wheel(path: Path, size: int, changed: int) -> str:
    return sha256(path)


def known_sha256(path: Path) -> str:
    """Return a file's SHA-256, computed once for a file that does not change."""
    state = path.stat()
    return _of_wheel(path, state.st_size, state.st_mtime_ns)


def chosen(pins: list[Pin], target: Target, folder: Path) -> dict[str, Path | None]:
    """Return by package the wheel that pip takes on a target; None where no file has a hash of the lock."""
    rank = {tag: i for i, tag in enumerate(target.tags())}
    found: dict[str, tuple[int, Path]] = {}
    wanted = {pin.name: pin for pin in pins if pin.holds(target.environment)}
    for path in sorted(folder.glob("*.whl")):
        try:
            name, version, _, tags = parse_wheel_filename(path.name)
        except InvalidWheelFilename:
            continue
        pin, best = wanted.get(name), min((rank[tag] for tag in tags if tag in rank), default=None)
        if pin is None or best is None or version != Version(pin.version) or known_sha256(path) not in pin.hashes:
            continue
        if name not in found or best < found[name][0]:
            found[name] = (best, path)
    return {name: found[name][1] if name in found else None for name in wanted}


def complete(pins: list[Pin], target: Target, folder: Path) -> list[Path]:
    """Return the wheels of a target; ReleaseError where one is missing."""
    wheels = chosen(pins, target, folder)
    missing = [name for name, path in wheels.items() if path is None]
    if missing:
        raise ReleaseError(f"{target}: no wheel with a hash of the lock for {', '.join(missing)}")
    return sorted(path for path in wheels.values() if path is not None)


def pip_options(target: Target) -> list[str]:
    """Return the options by which pip works for another machine."""
    platforms = [part for tag in target.platform_tags() for part in ("--platform", tag)]
    return ["--only-binary=:all:", "--implementation", "cp", "--python-version", target.python, *platforms]


def requirements(pins: list[Pin], target: Target) -> str:
    """Return a lock's lines that hold on a target: pip evaluates markers for its own machine only."""
    return "".join(pin.line() + "\n" for pin in pins if pin.holds(target.environment))


def fetch(pins: list[Pin], target: Target, folder: Path) -> None:
    """Fetch from the package index what the folder lacks for a target; ReleaseError where pip finds no such wheel."""
    folder.mkdir(parents=True, exist_ok=True)
    lacking = {name for name, path in chosen(pins, target, folder).items() if path is None}
    if not lacking:
        return
    with tempfile.TemporaryDirectory() as scratch:
        asked = Path(scratch, "requirements.txt")
        asked.write_text(requirements([pin for pin in pins if pin.name in lacking], target), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", *pip_options(target), "--dest", str(folder), "--requirement", str(asked)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})  # noqa: S603
    if done.returncode:
        raise ReleaseError(f"{target}: pip found no wheel: {done.stderr.strip()[-600:]}")
