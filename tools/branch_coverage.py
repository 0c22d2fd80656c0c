"""Counts which branches of the package the tests take, by package: python tools/branch_coverage.py --run

Commands and workers that tests start count too (``[tool.coverage.run]`` in pyproject.toml). Without ``--run`` it reads
what ``python -m coverage run -m pytest`` left behind. Exit code 1 where fewer than 95 % of the branches are taken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from code_mutants import core

LEAST = 0.95
Counts = dict[str, int]


def main() -> int:
    """Run the tests if asked for, and print the branches and lines taken, by package and of the model core."""
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--run", action="store_true", help="run the tests first (takes about twice as long as they do)")
    wish.add_argument("--core", action="store_true", help="judge the model core alone, by the tests that mutants meet")
    wish.add_argument("--missing", action="store_true", help="name the branches that no test takes")
    wish.add_argument("tests", nargs="*", help="tests to run; by default all")
    given = wish.parse_args()
    os.chdir(core.ROOT)
    coverage = [sys.executable, "-m", "coverage"]
    if given.run:
        tests = given.tests or ([f"tests/{name}" for name in core.TESTS] if given.core else [])
        subprocess.run([*coverage, "erase"], check=True)  # noqa: S603
        subprocess.run([*coverage, "run", "-m", "pytest", "-n", "0", *tests], check=True)  # noqa: S603
    if any(Path().glob(".coverage.*")):
        subprocess.run([*coverage, "combine", "--quiet"], check=True)  # noqa: S603
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        subprocess.run([*coverage, "json", "--quiet", "-o", str(report)], check=True)  # noqa: S603
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return tell(files, given.core, given.missing)


def tell(files: dict[str, Any], core_alone: bool, missing: bool) -> int:
    """Print the counts; return 1 where too few branches are taken."""
    names = {Path(name).as_posix().split("klima2035/", 1)[1]: found for name, found in files.items()}
    if core_alone:
        names = {name: found for name, found in names.items() if name in core.CORE}
    counts: defaultdict[str, Counts] = defaultdict(lambda: defaultdict(int))
    for name, found in names.items():
        groups = [name.split("/")[0] if "/" in name else "(modules)", "all"]
        for group in [*groups, *(["model core"] if name in core.CORE else [])]:
            for what in ("num_statements", "covered_lines", "num_branches", "covered_branches"):
                counts[group][what] += found["summary"][what]
    click.echo("| package | lines | run | branches | taken | share |\n" + "|---" * 6 + "|")
    for group in sorted(counts, key=lambda one: (one == "all", one == "model core", one)):
        click.echo(_line(group, counts[group]))
    if missing:
        for name, found in sorted(names.items()):
            for start, end in found["missing_branches"]:
                click.echo(f"klima2035/{name}:{start} -> {end}")
    return 0 if share(counts["all"]) >= LEAST else 1


def share(counts: Counts) -> float:
    """Return the share of branches that are taken."""
    return counts["covered_branches"] / max(counts["num_branches"], 1)


def _line(group: str, counts: Counts) -> str:
    lines, branches = counts["covered_lines"] / max(counts["num_statements"], 1), share(counts)
    cells = (counts["num_statements"], f"{lines:.1%}", counts["num_branches"], counts["covered_branches"])
    return f"| {group} | " + " | ".join(map(str, cells)) + f" | {branches:.1%} |"


if __name__ == "__main__":
    sys.exit(main())
