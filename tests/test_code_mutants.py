"""The harness that mutates the model's code: what it changes, that it judges rightly, and a fixed share of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from code_mutants import core, sites, telling  # noqa: E402 - found by the line above

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is judged in a fork of one process")

SOURCE = '''
class Bill:
    def due(self, net: float, rate: float = 0.19) -> float:
        """Return what is due, never less than 1."""
        if net < 0.0 and not self.credit:
            raise ValueError("net below 0")
        return max(net * (1.0 + rate), 1)
'''


def judge(tmp_path: Path, *options: str) -> tuple[int, Counter[str], str]:
    """Run the command on the turnover kernel; its exit code, outcomes, what it printed."""
    results = tmp_path / "results.jsonl"
    command = [sys.executable, "tools/mutate_code.py", "--only", "stocks.py", "--results", str(results), *options]
    done = subprocess.run(
        [*command, "--workers", "1"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert results.exists(), done.stderr
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    return done.returncode, Counter(line["outcome"] for line in lines), done.stdout


def test_what_is_changed_in_a_small_source() -> None:
    assert [(one.kind, one.key[2]) for one in sites.of_source("bill.py", SOURCE)] == [
        ("logic", "net < 0.0 and (not self.credit) -> net < 0.0 or not self.credit"),
        ("comparison", "net < 0.0 -> net <= 0.0"),
        ("comparison", "net < 0.0 -> net >= 0.0"),
        ("constant", "net < 0.0 -> net < 1.0"),
        ("constant", "net < 0.0 -> net < -1.0"),
        ("sign or not", "net < 0.0 and (not self.credit) -> net < 0.0 and self.credit"),
        ("return", "return max(net * (1.0 + rate), 1) -> return None"),
        ("function", "max(net * (1.0 + rate), 1) -> min(net * (1.0 + rate), 1)"),
        ("arithmetic", "net * (1.0 + rate) -> net / (1.0 + rate)"),
        ("arithmetic", "1.0 + rate -> 1.0 - rate"),
        ("constant", "1.0 + rate -> 2.0 + rate"),
        ("constant", "1.0 + rate -> 0.0 + rate"),
        ("constant", "max(net * (1.0 + rate), 1) -> max(net * (1.0 + rate), 2)"),
        ("constant", "max(net * (1.0 + rate), 1) -> max(net * (1.0 + rate), 0)"),
    ]


def test_a_mutant_computes_what_its_name_says() -> None:
    def due(change: str) -> object:
        mutant = next(one for one in sites.of_source("bill.py", SOURCE) if one.key[2].endswith(change))
        made: dict[str, object] = {}
        exec(SOURCE, made)  # noqa: S102
        method = made["Bill"].due  # type: ignore[attr-defined]
        method.__code__ = sites.code_of(mutant, SOURCE, "bill.py")
        return method(made["Bill"], 100.0, 0.5)

    assert due("-> net / (1.0 + rate)") == pytest.approx(100.0 / 1.5)
    assert due("-> 2.0 + rate") == pytest.approx(250.0)
    assert due("-> return None") is None


@forking
def test_the_kernel_s_own_tests_notice_each_of_twenty_mutants(tmp_path: Path) -> None:
    code, outcomes, told = judge(tmp_path, "--share", "0.25", "--tests", "tests/test_stocks.py")
    assert set(outcomes) == {"killed"}, told
    assert outcomes["killed"] >= 20
    assert code == 0


@forking
def test_without_tests_every_mutant_survives_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    code, outcomes, told = judge(
        tmp_path, "--share", "0.1", "--least", "1", "--tests", str(tmp_path / "test_nothing.py")
    )
    assert set(outcomes) == {"survived"}
    assert told.count("| `stocks.py` | `") == outcomes["survived"] >= 8
    assert code == 1


def test_every_module_and_test_that_is_listed_is_there() -> None:
    assert [name for name in core.CORE if not (core.PACKAGE / name).exists()] == []
    assert [name for name in core.TESTS if not (ROOT / "tests" / name).exists()] == []


def test_every_known_survivor_is_a_mutant_of_the_code() -> None:
    known = telling.known()
    there = {one.key for module in {key[0] for key in known} for one in sites.of_module(module)}
    assert known, "docs/survivors.md names none"
    assert sorted(set(known) - there) == [], "their code has changed: take them off the list"
    assert [key for key, why in known.items() if len(why) < 10] == [], "say why"
