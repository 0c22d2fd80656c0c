"""Mistypes every word of every shipped file and counts how ``validate`` takes it: python tools/mutate.py.

Exit code 1 where a mutant is refused at the wrong place or without the right word, or passes unlisted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests")]

import mutation  # noqa: E402 - found by the line above

PART = 400  # mutants that one worker takes at a time


def main() -> int:
    """Judge the mutants asked for and print the counts by kind of file and outcome."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--share", type=int, default=1, metavar="N", help="every Nth mutant only")
    wish.add_argument("--only", default="", metavar="TEXT", help="files whose path holds the text")
    wish.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    wish.add_argument("--show", type=int, default=40, metavar="N", help="how many mutants to list")
    given = wish.parse_args()
    start, pairs = time.perf_counter(), mutation.work(given.share, given.only)
    size = max(PART, len(pairs) // (given.workers * 12) + 1)
    parts = [pairs[i : i + size] for i in range(0, len(pairs), size)]
    tally = mutation.Tally()
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        for i, found in enumerate(pool.imap_unordered(mutation.run, parts)):
            tally.join(found)
            click.echo(f"\r{i + 1}/{len(parts)} parts, {time.perf_counter() - start:.0f} s", nl=False, err=True)
    click.echo(err=True)
    _tell(tally, len({word for word, _ in pairs}), given.show)
    click.echo(f"{time.perf_counter() - start:.0f} s with {given.workers} workers")
    bad = sum(count for (_, outcome), count in tally.counts.items() if outcome in (mutation.SURVIVED, mutation.WRONG))
    return 1 if bad else 0


def _tell(tally: mutation.Tally, words: int, show: int) -> None:
    kinds = sorted({kind for kind, _ in tally.counts})
    click.echo(f"{words} words, {sum(tally.counts.values())} mutants")
    click.echo("".join(f"{head:>18}" for head in ("", *kinds, "all")).replace(" " * 18, " " * 40, 1))
    for outcome in mutation.OUTCOMES:
        counts = [tally.counts[kind, outcome] for kind in kinds]
        click.echo(f"{outcome:40}" + "".join(f"{count:>18}" for count in (*counts, sum(counts))))
    click.echo("faults a mutant: " + ", ".join(f"{many}: {count}" for many, count in sorted(tally.faults.items())))
    order = {mutation.WRONG: 0, mutation.SURVIVED: 1, mutation.LISTED_ONE: 2, mutation.RENAMED: 3}
    listed = sorted(tally.listed, key=lambda one: (order[one.outcome], one.word.file, one.word.line, one.word.column))
    for one in listed[:show]:
        word = one.word
        place = f"{word.file}:{word.line}:{word.column}"
        click.echo(f"{one.outcome}: {place} {word.role} '{word.text}' -> '{one.mutant}' {one.told}")


if __name__ == "__main__":
    sys.exit(main())
