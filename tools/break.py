"""Cuts every writing command off and looks what stands there: python tools/break.py --moments 50.

Exit code 1 where results are neither the old nor the new ones, or the next run does not put all right.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests")]

import breaking  # noqa: E402 - found by the line above
import errands_writing  # noqa: E402

from klima2035 import workspace  # noqa: E402


def main() -> int:
    """Cut off the commands asked for and print what came of it."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--moments", type=int, default=50, metavar="N")
    wish.add_argument("--seed", type=int, default=1, metavar="S")
    wish.add_argument("--only", default="", metavar="COMMAND,COMMAND")
    given = wish.parse_args()
    memory, broken, began = errands_writing.remember(), 0, time.monotonic()
    wanted = [name.strip() for name in given.only.split(",") if name.strip()]
    with tempfile.TemporaryDirectory() as root:
        untouched = workspace.init(f"{root}/untouched").path
        for errand in errands_writing.errands():
            if wanted and errand.name not in wanted:
                continue
            place = Path(root) / "one"
            with breaking.bench(errand, memory, untouched, place / "work", place / "kept") as made:
                found = breaking.kills(made, given.moments, given.seed)
            shutil.rmtree(place)
            broken += len(found.wrong)
            told = ", ".join(f"{state} {count}" for state, count in sorted(found.states.items()))
            click.echo(
                f"{errand.name}: {made.seconds:.1f} s, {made.steps} changes; {found.trials} moments: {told}; "
                f"wrong {len(found.wrong)}; {found.seconds:.0f} s"
            )
            for line in found.wrong:
                click.echo(f"  WRONG {line}")
            sys.stdout.flush()
    click.echo(f"{broken} wrong; {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
