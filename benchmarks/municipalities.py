"""What 1,000 draws for each of Germany's municipalities would take, from measured figures.

    python3 benchmarks/municipalities.py [TIMES]

Measures processor time of whole commands, not time on the clock, so that others may use the machine meanwhile; run
it all the same when little else runs, since full caches and shared cores cost processor time too. Prints the tables
of docs/cluster.md. Not for Windows, which does not say what a process used.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = "klimaneutral-2035"
MUNICIPALITIES = 10_800
DRAWS, FEW = 1_000, 16
CORES = (2, 16, 128)
ALL = ["--no-charts", "--workers", "1"]
ENOUGH = ["--own-framework", "--no-indices", *ALL]


@dataclass(frozen=True)
class Measured:
    """One command: processor time [s], peak memory [MB], bytes left behind by kind."""

    seconds: float
    peak: float
    stored: dict[str, int]


def measured(draws: int, compiled: str, options: Sequence[str] = ENOUGH) -> Measured:
    """Return what an ensemble in a process of its own took."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-P", "-m", "klima2035", "ensemble", SCENARIO, "--draws", str(draws), *options]
        process = subprocess.Popen(
            [*command, "--out", out], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        folder = Path(out) / SCENARIO / "ensemble"
        kinds = {
            "`ensemble.nc`": size_of(folder / "ensemble.nc"),
            "tables": size_of(*(folder / "tables").iterdir()),
            "`run.json` and log": size_of(folder / "run.json", folder / "log.jsonl"),
        }
    return Measured(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024.0, kinds)


def size_of(*paths: Path) -> int:
    """Return the bytes of some files."""
    return sum(path.stat().st_size for path in paths)


def told(whole: list[Measured], start: list[Measured], usual: Measured) -> str:
    """Return the tables: one municipality as measured, all of them by multiplication."""
    seconds = statistics.median(one.seconds for one in whole)
    begin = statistics.median(one.seconds for one in start)
    spread = max(one.seconds for one in whole) - min(one.seconds for one in whole)
    peak, stored = max(one.peak for one in whole), sum(whole[0].stored.values())
    hours = seconds * MUNICIPALITIES / 3600.0
    rows = [
        ("processor time, start to written result", f"{seconds:.1f} s (of {len(whole)} runs; spread {spread:.1f} s)"),
        (f"of it start, reading, writing (a run of {FEW} draws)", f"{begin:.1f} s"),
        ("processor time with the other frameworks and Sobol indices", f"{usual.seconds:.0f} s"),
        ("peak memory of the process", f"{peak:.0f} MB"),
        *((kind, f"{size / 1e6:.2f} MB") for kind, size in whole[0].stored.items()),
    ]
    every = [
        ("processor time", f"{hours:.0f} core hours"),
        (
            "processor time with the other frameworks and Sobol indices",
            f"{usual.seconds / seconds * hours:.0f} core hours",
        ),
        ("storage of results", f"{stored * MUNICIPALITIES / 1e9:.0f} GB"),
    ]
    every += [
        (f"on {cores:,} cores", f"{_clock(hours / cores)}, {cores * peak / 1024.0:,.0f} GB of memory")
        for cores in CORES
    ]
    return "\n".join([*_table(f"one municipality, {DRAWS:,} draws", rows), "",
                      *_table(f"{MUNICIPALITIES:,} municipalities, {DRAWS:,} draws each", every)])  # fmt: skip


def _clock(hours: float) -> str:
    return f"{hours:.1f} hours" if hours >= 1.0 else f"{60.0 * hours:.0f} minutes"


def _table(head: str, rows: list[tuple[str, str]]) -> list[str]:
    return [f"| {head} | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as compiled:
        measured(FEW, compiled)  # compiles and warms the disk cache
        start = [measured(FEW, compiled) for _ in range(times)]
        whole = [measured(DRAWS, compiled) for _ in range(times)]
    print(told(whole, start, measured(DRAWS, compiled, ALL)))


if __name__ == "__main__":
    main()
