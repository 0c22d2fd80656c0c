"""Median time and peak memory of whole commands, each in a process of its own.

    python3 benchmarks/whole_process.py [TIMES]

Run it with the environment's Python from the top of the checkout; the numbers go into
docs/benchmarks.md by hand, with the machine they were measured on. Python's compiled modules are
kept as in any installation (in a folder of the benchmark's own, whatever PYTHONDONTWRITEBYTECODE
says): compiling all of them anew takes 0.5 s of each process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "--help": ["--help"],
    "list": ["list"],
    "validate one scenario": ["validate", "scenarios/klimaneutral-2035.yaml"],
    "explain one lever": ["explain", "heat_pump_share"],
    "show --resolved": ["show", "klimaneutral-2045", "--resolved"],
    "diff of two scenarios": ["diff", "trend", "klimaneutral-2035"],
    "run one scenario, no charts": ["run", "klimaneutral-2035", "--no-charts"],
    "run one scenario": ["run", "klimaneutral-2035"],
    "run (plan, trend and comparison)": ["run"],
    "credit of 12 groups, no charts": ["credit", "klimaneutral-2035", "--groups", "handlungsfelder", "--no-charts"],
    "credit of 35 measures, no charts": ["credit", "klimaneutral-2035", "--no-charts"],
    "stress, 9 cases and 36 pairs, no charts": ["stress", "klimaneutral-2035", "--no-charts"],
    "milestones with the board": ["milestones", "klimaneutral-2035", "--derive", "2030,2035"],
    "track": ["track", "programm-2021"],
    "report as PDF, page and slides": ["report", "klimaneutral-2035", "--against", "klimaneutral-2045"],
    "ensemble of 2,048 draws, own framework": [
        "ensemble",
        "klimaneutral-2035",
        "--own-framework",
        "--no-indices",
        "--no-charts",
    ],
    "ensemble, all frameworks, indices, charts": ["ensemble", "klimaneutral-2035"],
}
WRITING = ("run", "credit", "stress", "ensemble", "milestones", "track", "report")
PEAK = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def measure(arguments: list[str], times: int, compiled: str) -> tuple[float, float]:
    """Return the median time [s] and the peak memory [MB] of one command; ``compiled`` holds Python's bytecode."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds, peak = [], 0.0
    for _ in range(times + 1):  # the first one warms the disk cache and compiles
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-P", "-m", "klima2035", *arguments]
            if arguments[0] in WRITING:
                command += ["--out", out]
            begin = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-S", "-c", PEAK, *command],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                check=True,
            )
            seconds.append(time.perf_counter() - begin)
        peak = max(peak, float(done.stdout) / 1024.0)
    return statistics.median(seconds[1:]), peak


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-S", "-c", PEAK, sys.executable, "-S", "-c", ""], capture_output=True, check=True)
    print(f"measuring itself takes {time.perf_counter() - begin:.2f} s of each\n")
    print(f"| command | median of {times} [s] | peak memory [MB] |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as compiled:
        for name, arguments in COMMANDS.items():
            seconds, peak = measure(arguments, times, compiled)
            print(f"| {name} | {seconds:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
