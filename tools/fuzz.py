"""Brings random hostile input to the doors of the program: python tools/fuzz.py --door yaml --cases 20000.

Exit code 1 where a case brings an exception that users must not see, takes too long, lets memory grow, writes where it
may not or leaves a process behind.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import click

os.environ["KLIMA2035_LOG"] = ""  # no line in the log of whoever runs this
sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests")]

import fuzzing  # noqa: E402 - found by the line above


def main() -> int:
    """Run the cases asked for and print what came of them."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--door", choices=[*fuzzing.DOORS, "all"], default="all")
    wish.add_argument("--cases", type=int, default=20_000, metavar="N")
    wish.add_argument("--first", type=int, default=0, metavar="N", help="number of the first case")
    wish.add_argument("--corpus", action="store_true", help="only the kept cases")
    given = wish.parse_args()
    numbers = range(given.first, given.first + given.cases)
    broken = False

    def told(report: fuzzing.Report) -> None:
        click.echo(f"{report.door}: {report.cases} cases, {len(report.broken)} broken", err=True)

    for name in fuzzing.DOORS if given.door == "all" else (given.door,):
        door = fuzzing.DOORS[name]
        found = fuzzing.run_corpus(door) if given.corpus else fuzzing.run(door, numbers, told)
        click.echo("\n".join(found.lines()))
        broken = broken or bool(found.broken)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
