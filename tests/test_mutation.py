"""A share of all mistyped words, and the counting itself; ``tools/mutate.py`` runs all of them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import mutation
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import make_label_codes

SHARES, STEP = 3, 331  # of some 260,000 mutants


@pytest.mark.parametrize("first", range(SHARES))
def test_each_mistyped_word_is_refused_at_its_place_with_the_right_word(first: int) -> None:
    pairs = mutation.work()[first * STEP // SHARES :: STEP]
    tally = mutation.run(pairs)
    bad = [one for one in tally.listed if one.outcome in (mutation.WRONG, mutation.SURVIVED)]
    assert not bad, "\n".join(f"{one.outcome}: {one.word} -> {one.mutant}: {one.told}" for one in bad)
    outcomes = Counter[str]()
    for (_, outcome), count in tally.counts.items():
        outcomes[outcome] += count
    assert outcomes[mutation.REFUSED] > 0.97 * len(pairs)


def test_every_place_of_a_word_is_mistyped_in_four_ways() -> None:
    found = mutation.mutants("abc")
    assert {"bc", "ac", "ab", "bac", "acb"} <= set(found)
    assert len([one for one in found if len(one) == 4]) == 4
    assert len([one for one in found if len(one) == 3]) == 5
    assert "abc" not in found
    assert mutation.mutants("abc") == found


def test_every_kind_of_word_is_found() -> None:
    roles = Counter(word.role for file in mutation.files() for word in mutation.words_of(file))
    wanted = (
        "key",
        "measure",
        "lever",
        "unit",
        "header",
        "source",
        "asset",
        "variant",
        "indicator",
        "ramp",
        "city",
        "extends",
    )
    assert [role for role in wanted if not roles[role]] == []
    assert sum(roles.values()) > 5_000


def test_the_codes_of_the_labels_are_written_down() -> None:
    assert make_label_codes.LIST.read_text(encoding="utf-8") == make_label_codes.text(), "python tools/refresh.py"
