"""What a run leaves behind, and what is told of it: the score by module, survivors, those known and why."""

from __future__ import annotations

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from code_mutants import core
from code_mutants.judging import AT_IMPORT, ENDLESS, KILLED, SURVIVED, UNSEEN, UNSOUND, Judgement
from code_mutants.sites import Mutant

LAST = core.KEPT / "results.jsonl"
Key = tuple[str, str, str]
Z = 1.96  # 95 % of a normal distribution


class Keeper:
    """Writes each judgement as it comes, and says how far it is."""

    def __init__(self, results: Path, many: int, fresh: bool) -> None:
        """Start anew or go on in the last file."""
        results.parent.mkdir(exist_ok=True)
        if fresh:
            results.write_text("", encoding="utf-8")
        self.results, self.many, self.done, self.start = results, many, 0, time.perf_counter()
        self.counts: Counter[str] = Counter()

    def note(self, one: Judgement) -> None:
        """Append a judgement."""
        line = {"key": one.mutant.key, "kind": one.mutant.kind, "line": one.mutant.line, "outcome": one.outcome,
                "test": one.test, "tried": one.tried, "seconds": round(one.seconds, 2)}  # fmt: skip
        with self.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.done += 1
        self.counts[one.outcome] += 1
        if self.done % 20 == 0 or self.done == self.many:
            told = ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()))
            click.echo(f"{self.done}/{self.many} ({told}), {time.perf_counter() - self.start:.0f} s", err=True)


def last(results: Path) -> dict[Key, dict[str, object]]:
    """Return the last judgement of each mutant, by its key."""
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    return {(line["key"][0], line["key"][1], line["key"][2]): line for line in lines}


def survivors(results: Path) -> set[Key]:
    """Return what no test noticed."""
    return {key for key, line in last(results).items() if line["outcome"] in (SURVIVED, UNSEEN, UNSOUND)}


def known() -> dict[Key, str]:
    """Return the survivors that were read, with why they survive: rows | `module` | `function` | `change` | why |."""
    out = {}
    if core.KNOWN.exists():
        for line in core.KNOWN.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip().strip("`").replace("\\|", "|") for cell in line.replace("\\|", "\0").split("|")]
            cells = [cell.replace("\0", "|") for cell in cells]
            if len(cells) == 6 and cells[1].endswith(".py"):
                out[cells[1], cells[2], cells[3]] = cells[4]
    return out


def row(key: Key, why: str) -> str:
    """Return the row of a survivor in the list of those known."""
    return "| " + " | ".join([*(f"`{part.replace('|', chr(92) + '|')}`" for part in key), why]) + " |"


def interval(good: int, many: int) -> tuple[float, float]:
    """Return Wilson's interval of a share at 95 %."""
    share, n = good / many, float(many)
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return middle - half, middle + half


def tell(results: Path, every: Sequence[Mutant], show: int) -> int:
    """Print counts and score by module and the survivors; return 1 where one is not known."""
    there = {one.key for one in every}
    found = {key: line for key, line in last(results).items() if key in there and line["outcome"] != AT_IMPORT}
    mutants: Counter[str] = Counter(one.module for one in every)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, line in found.items():
        counts[key[0]][str(line["outcome"])] += 1
    click.echo("| module | mutants | judged | killed | endless | survived | no test | score |\n" + "|---" * 8 + "|")
    weighted = 0.0
    for module, many in mutants.items():
        if counts[module]:
            click.echo(_line(f"`{module}`", many, counts[module]))
            weighted += many * _score(counts[module])
    total = sum(counts.values(), Counter[str]())
    click.echo(_line("all", sum(many for module, many in mutants.items() if counts[module]), total))
    low, high = interval(total[KILLED] + total[ENDLESS], sum(total.values()))
    judged = sum(many for module, many in mutants.items() if counts[module])
    click.echo(f"95 % interval {low:.1%} to {high:.1%}; modules weighted by their mutants {weighted / judged:.1%}")
    read = known()
    left = sorted(survivors(results) & there)
    new = [key for key in left if key not in read]
    click.echo(f"{len(left)} survivors, {len(left) - len(new)} of them known ({core.KNOWN.name})")
    for key in new[:show]:
        click.echo(row(key, str(found[key]["outcome"])))
    return 1 if new else 0


def _score(counts: Counter[str]) -> float:
    return (counts[KILLED] + counts[ENDLESS]) / sum(counts.values())


def _line(name: str, many: int, counts: Counter[str]) -> str:
    cells = (counts[KILLED], counts[ENDLESS], counts[SURVIVED], counts[UNSEEN] + counts[UNSOUND])
    return f"| {name} | {many} | {sum(counts.values())} | " + " | ".join(map(str, cells)) + f" | {_score(counts):.1%} |"
