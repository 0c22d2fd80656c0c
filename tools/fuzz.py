"""Gives random hostile files to ``validate``: python tools/fuzz.py --cases 20000.

Exit code 1 where one of them brings an exception, takes too long or lets memory grow.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests")]

import fuzzing  # noqa: E402 - found by the line above

MOST_GROWTH = 60.0  # MB of peak memory over the whole run


def main() -> int:
    """Run the cases asked for and print what came of them."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--cases", type=int, default=20_000, metavar="N")
    wish.add_argument("--first", type=int, default=0, metavar="N", help="number of the first case")
    given = wish.parse_args()
    found = fuzzing.run(range(given.first, given.first + given.cases))
    click.echo(f"{found.cases} cases in {found.seconds:.0f} s: {found.cases / found.seconds:.0f} a second")
    click.echo(
        f"slowest: case {found.slowest_case}, {found.slowest * 1e3:.0f} ms; peak memory grew by {found.growth:.0f} MB"
    )
    click.echo(
        f"{found.sound} sound; faults: " + ", ".join(f"{code} {count}" for code, count in found.faults.most_common())
    )
    for line in found.broken:
        click.echo(f"BROKEN {line}")
    return 1 if found.broken or found.growth > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
