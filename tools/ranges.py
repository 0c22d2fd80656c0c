"""Do oldest allowed, pinned and newest packages give the same results, on every Python at hand? python tools/ranges.py

Makes an environment for each pair of package set and Python (3.11 and the newest that starts here), computes a run, 64
draws and the report in each, and compares with the lock on 3.11. Then shows that both locks resolve to wheels alone on
platforms and Pythons that were not run. Exit code 1 where results differ by more than the tolerance.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools")]

import compare_results  # noqa: E402 - found by the line above
from releasing import interpreters  # noqa: E402
from releasing.interpreters import Interpreter  # noqa: E402

LOCKS = {"oldest": "requirements-oldest.lock", "lock": "requirements.lock"}
SETS = ("lock", "oldest", "newest")
OLDEST_PYTHON = "3.11"
COMPILE = ("--universal", "--no-emit-index-url", "--no-header", "--no-annotate", "--python-version", OLDEST_PYTHON)
PLATFORMS = {
    "windows-x86_64": "x86_64-pc-windows-msvc",
    "macos-arm64": "aarch64-apple-darwin",
    "macos-x86_64": "x86_64-apple-darwin",
    "linux-x86_64": "x86_64-manylinux_2_28",
    "linux-aarch64": "aarch64-manylinux_2_28",
}
COMMANDS = (  # what is computed in each environment; the tables of every part are compared
    ("run", "klimaneutral-2035", "trend", "--no-charts"),
    ("ensemble", "klimaneutral-2035", "--draws", "64", "--workers", "1"),
    ("report", "klimaneutral-2035"),
)


@dataclass(frozen=True)
class Cell:
    """One environment to compute in: a set of packages on an interpreter."""

    packages: str
    python: Interpreter

    @property
    def name(self) -> str:
        """Return the cell's name, as a folder's too."""
        return f"{self.packages}-{self.python.version}"


class BrokenError(Exception):
    """What could not be made or computed, in one sentence."""


def main() -> int:
    """Compute every cell and compare; print what was run and what was not."""
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--tolerance", type=float, default=1e-9)
    wish.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    wish.add_argument("--keep", type=Path, metavar="FOLDER", help="keep environments and results here")
    wish.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = wish.parse_args()
    pythons = _pythons()
    cells = [Cell(packages, python) for python in pythons for packages in given.sets]
    with tempfile.TemporaryDirectory() as scratch:
        work = (given.keep or Path(scratch)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        try:
            wrong = _compared(cells, work, given)
            wrong += _wheels_only(pythons, given.workers)
        except BrokenError as broken:
            click.echo(f"failed: {broken}", err=True)
            return 1
    return 1 if wrong else 0


def _pythons() -> list[Interpreter]:
    """Return the oldest allowed Python and the newest here; say which were found."""
    here = interpreters.found()
    if OLDEST_PYTHON not in here:
        raise SystemExit(f"no Python {OLDEST_PYTHON} starts on this machine")
    wanted = sorted({OLDEST_PYTHON, list(here)[-1]}, key=list(here).index)
    click.echo(f"Pythons that start here: {', '.join(one.full for one in here.values())}; run: {', '.join(wanted)}")
    if len(wanted) == 1:
        click.echo(f"skipped: nothing newer than {OLDEST_PYTHON} starts on this machine")
    return [here[version] for version in wanted]


def _compared(cells: list[Cell], work: Path, given: argparse.Namespace) -> int:
    """Compute all cells, compare each with the first and return how many differ."""
    if "newest" in given.sets:
        _uv("pip", "compile", "-q", *COMPILE, "--extra", "report", "--extra", "web", "--upgrade",
            str(ROOT / "pyproject.toml"), "-o", str(work / "newest.txt"))  # fmt: skip
        click.echo(f"newest: {_moved(work / 'newest.txt')}")
    with ThreadPoolExecutor(given.workers) as pool:
        for line in pool.map(lambda cell: _computed(cell, work), cells):
            click.echo(line)
    wrong, base = 0, work / cells[0].name / "outputs"
    for cell in cells[1:]:
        found = compare_results.compare(base, work / cell.name / "outputs")
        click.echo(f"\n{cell.name} against {cells[0].name}:")
        lines = list(compare_results.told(found, given.tolerance))
        for line in [*lines[:-1][:12], lines[-1]]:
            click.echo(f"  {line}")
        wrong += bool(compare_results.failures(found, given.tolerance))
    return wrong


def _moved(newest: Path) -> str:
    """Return which packages are newer than in the lock."""
    pinned = set((ROOT / LOCKS["lock"]).read_text(encoding="utf-8").replace(" \\", "").splitlines())
    lines = [line for line in newest.read_text(encoding="utf-8").splitlines() if "==" in line and line not in pinned]
    return ", ".join(lines) if lines else "the same packages as in the lock"


def _computed(cell: Cell, work: Path) -> str:
    """Make a cell's environment and compute in it; return what was done and how long it took."""
    start, folder = time.perf_counter(), work / cell.name
    _uv("venv", "-q", "--clear", "--python", str(cell.python.program), str(folder / "env"))
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = LOCKS.get(cell.packages)
    asked = ["--require-hashes", "-r", str(ROOT / lock)] if lock else ["-r", str(work / "newest.txt")]
    _uv("pip", "install", "-q", "--no-deps", "--only-binary", ":all:", "--python", str(python), *asked)
    ready = time.perf_counter()
    for command in COMMANDS:
        _run([str(python), "-P", "-m", "klima2035", *command, "--out", str(folder / "outputs")], folder)
    end = time.perf_counter()
    return f"{cell.name} (Python {cell.python.full}): environment {ready - start:.0f} s, results {end - ready:.0f} s"


def _wheels_only(pythons: list[Interpreter], workers: int) -> int:
    """Show that locks need no compiler on platforms and Pythons; return for how many they do."""
    wrong, ran = 0, {one.version for one in pythons}
    click.echo("\nwheels for every package, and no more than that where it was not run:")
    asked = [(lock, version) for lock in LOCKS.values() for version in interpreters.VERSIONS]
    with ThreadPoolExecutor(workers) as pool:
        for (lock, version), lacking in zip(asked, pool.map(lambda pair: _lacking(*pair), asked), strict=True):
            wrong += len(lacking)
            state = f"none on {', '.join(lacking)}" if lacking else f"on all of {', '.join(PLATFORMS)}"
            click.echo(f"  {lock}, Python {version} ({'run here' if version in ran else 'not run'}): {state}")
    return wrong


def _lacking(lock: str, version: str) -> list[str]:
    """Return the platforms on which a lock needs more than wheels."""
    return [name for name, triple in PLATFORMS.items() if not _resolves(lock, version, triple)]


def _resolves(lock: str, version: str, triple: str) -> bool:
    with tempfile.TemporaryDirectory() as scratch:
        options = ("--dry-run", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", scratch)
        machine = ("--python-platform", triple, "--python-version", version)
        try:
            _uv("pip", "install", "-q", *options, *machine, "-r", str(ROOT / lock))
        except BrokenError:
            return False
    return True


def _uv(*arguments: str) -> None:
    _run([sys.executable, "-m", "uv", *arguments], ROOT)


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONHOME", None)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BrokenError(f"{' '.join(command[-8:])}: {done.stderr.strip()[-800:]}")


if __name__ == "__main__":
    sys.exit(main())
