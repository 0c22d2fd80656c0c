"""Changes the code of the model core, one place at a time, and counts what the tests notice.

    python tools/mutate_code.py --map               once a source: which test runs which line
    python tools/mutate_code.py                     a sample of every module
    python tools/mutate_code.py --share 1           every mutant
    python tools/mutate_code.py --again             what survived the last run

Exit code 1 where a mutant survives that docs/survivors.md does not name. Needs a system that can fork (not Windows).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

import click  # noqa: E402
from code_mutants import core, covering, judging, sites, telling  # noqa: E402 - found by the line above


def main() -> int:
    """Map, or judge the mutants asked for and print the score by module."""
    given = _asked()
    os.chdir(core.ROOT)
    tests = given.tests or [f"tests/{name}" for name in core.TESTS if (core.ROOT / "tests" / name).exists()]
    if given.map:
        return judging.run(["-q", *tests], covering.Mapper())
    source = covering.digest([f"klima2035/{module}" for module in core.CORE])
    known = None if given.tests else covering.Map(source)
    if known is not None and not known.tests:
        click.echo("no map of this source: python tools/mutate_code.py --map", err=True)
        return 2
    if known is not None:
        tests = [one for one in tests if any(name.startswith(f"{one}::") for name in known.tests)]
    every = [one for module in sites.modules() if module.startswith(given.only) for one in sites.of_module(module)]
    mutants = list(judging.sample(every, given.share, given.least))
    if given.more:
        judged = telling.last(given.results)
        mutants = [one for one in mutants if one.key not in judged]
    if given.again:
        chosen = telling.survivors(given.results)
        mutants = [one for one in every if one.key in chosen]
    mutants.sort(key=lambda one: one.rank)  # whatever is done when it is stopped is a sample too
    judge = judging.Judge(mutants, known, given.budget, given.workers)
    start, keep = (
        time.perf_counter(),
        telling.Keeper(given.results, len(mutants), fresh=not (given.again or given.more)),
    )
    judge.report = keep.note
    judging.run(["-q", "--no-header", *tests], judge)
    click.echo(f"{time.perf_counter() - start:.0f} s with {given.workers} workers", err=True)
    return telling.tell(given.results, every, given.show)


def _asked() -> argparse.Namespace:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--map", action="store_true", help="measure which test runs which line, and how long it takes")
    wish.add_argument("--share", type=float, default=0.12, metavar="PART", help="part of each module (0 to 1)")
    wish.add_argument("--least", type=int, default=10, metavar="N", help="at least so many of each module")
    wish.add_argument("--only", default="", metavar="TEXT", help="modules whose path begins with the text")
    wish.add_argument("--again", action="store_true", help="judge what survived the last run once more")
    wish.add_argument("--more", action="store_true", help="go on where the last run stopped, or with a larger share")
    wish.add_argument("--budget", type=float, default=20.0, metavar="S", help="seconds of tests a mutant at most")
    wish.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    wish.add_argument("--tests", nargs="+", metavar="FILE", help="only these tests, all of them, without the map")
    wish.add_argument("--results", type=Path, default=telling.LAST, metavar="FILE", help="where judgements are kept")
    wish.add_argument("--show", type=int, default=40, metavar="N", help="how many survivors to list")
    return wish.parse_args()


if __name__ == "__main__":
    sys.exit(main())
