"""Cuts every writing command off and looks what stands there: python tools/break.py --moments 50 --sizes 24 --pulls 10.

Exit code 1 where results are neither the old nor the new ones, or the next run does not put all right. The moments
work on Linux and macOS; full, read-only and vanishing disks take root on Linux and are left out with the reason else.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests")]

import breaking  # noqa: E402 - found by the line above
import breaking_disks  # noqa: E402
import errands_writing  # noqa: E402

from klima2035 import workspace  # noqa: E402

Told = tuple[str, breaking.Outcome]


def main() -> int:
    """Cut off the commands asked for and print what came of it."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--moments", type=int, default=50, metavar="N", help="moments at which a command is killed")
    wish.add_argument("--sizes", type=int, default=24, metavar="N", help="sizes of a disk that is too small")
    wish.add_argument("--pulls", type=int, default=10, metavar="N", help="moments at which the disk goes away")
    wish.add_argument("--calls", type=int, default=12, metavar="N", help="calls refused as Windows does")
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
            try:
                for what, found in _tried(errand, memory, untouched, Path(root), given):
                    broken += len(found.wrong)
                    _tell(errand.name, what, found)
            except (AssertionError, OSError) as error:  # the harness itself failed; the other commands are still tried
                broken += 1
                click.echo(f"{errand.name} | FAILED {error}")
    click.echo(f"{broken} wrong; {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


def _tell(name: str, what: str, found: breaking.Outcome) -> None:
    """Print what came of one kind of fault."""
    told = ", ".join(f"{state} {count}" for state, count in sorted(found.states.items()))
    click.echo(f"{name} | {what} | {found.trials} | {told} | wrong {len(found.wrong)}")
    for line in found.wrong:
        click.echo(f"  WRONG {line}")
    sys.stdout.flush()


def _tried(
    errand: breaking.Errand, memory: breaking.Memory, untouched: Path, root: Path, given: argparse.Namespace
) -> Iterator[Told]:
    """Yield what came of each kind of fault."""

    def bench(name: str, folder: Path) -> breaking.Bench:
        memory.known.clear()  # what is remembered names files of the folder it was computed in
        return stack.enter_context(breaking.bench(errand, memory, untouched, folder, root / name / "kept"))

    if given.moments or given.calls:
        with tempfile.TemporaryDirectory(dir=root) as place, ExitStack() as stack:
            made = bench(place, Path(place) / "work")
            if given.moments:
                length = f"{made.seconds:.1f} s, {made.steps} changes"
                yield f"killed ({length})", breaking.kills(made, given.moments, given.seed)
            if given.calls:
                yield "refused as on Windows", breaking_disks.each_in_turn(made, given.calls)
                yield "a file held as by Excel", breaking_disks.held(made)
    reason = breaking_disks.unable(root / "mount") if given.sizes or given.pulls else "not asked for"
    if reason:
        click.echo(f"{errand.name} | disks | left out: {reason}")
        return
    if given.sizes:
        with tempfile.TemporaryDirectory(dir=root) as place, ExitStack() as stack:
            mount = stack.enter_context(breaking_disks.small(Path(place) / "disk"))
            made = bench(place, mount / "work")
            yield "disk too small", breaking_disks.full(made, mount, given.sizes)
            yield "disk read-only", breaking_disks.read_only(made, mount)
    if given.pulls:
        with tempfile.TemporaryDirectory(dir=root) as place, ExitStack() as stack:
            mount = stack.enter_context(breaking_disks.image(Path(place) / "disk"))
            made = bench(place, mount / "work")
            yield "disk gone", breaking_disks.gone(made, mount, given.pulls, given.seed)


if __name__ == "__main__":
    sys.exit(main())
