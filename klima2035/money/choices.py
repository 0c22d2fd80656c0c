"""What an applicant may choose where several programmes are open: one, or a combination that is admissible."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from klima2035.inputs import Row
from klima2035.money.cases import Integers

Records = Mapping[str, Sequence[Row]]
Key = tuple[int, str, int]  # line, programme, position of the funder

NO_LIMIT = 1e12  # stands for "no cap" where infinity times zero would be no number
MOST_TOGETHER = 3  # programmes that one applicant may combine


def candidates(records: Records, keys: Sequence[Key]) -> dict[str, Any]:
    """Return what applicants with a choice may choose: members in the order in which they are served, limits, choices.

    Programmes combine where each two of them may; the lowest limit holds. Of two, the one that its row
    names first keeps its grant, the other is cut.
    """
    by_line: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, (line, programme, _) in enumerate(keys):
        by_line[line][programme].append(i)
    pairs = {(row.index["programme"], row.index["with"]): row.value for row in records["programme_combination"]}
    members: list[list[int]] = []
    limits: list[float] = []
    choices: list[list[int]] = []
    choosing = [place for place, offers in enumerate(by_line.values()) if len(offers) > 1]
    for offers in (offers for offers in by_line.values() if len(offers) > 1):
        first = len(members)
        for several in range(1, MOST_TOGETHER + 1):
            for names in itertools.combinations(offers, several):
                limit = _limit(names, pairs)
                if limit is not None:
                    members.append([offer for name in _served(names, pairs) for offer in offers[name]])
                    limits.append(limit)
        choices.append(list(range(first, len(members))))
    return {
        "choosing": integers(choosing), "members": _padded(members), "limit": np.array(limits),
        "choices": _padded(choices), "of_candidate": np.repeat(np.arange(len(choosing)), [*map(len, choices)]),
        "place": integers(place for row in choices for place in range(len(row))),
    }  # fmt: skip


def _limit(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> float | None:
    """Return the limit of programmes together, None where two of them must not be combined."""
    limit = NO_LIMIT
    for one, other in itertools.combinations(names, 2):
        known = pairs.get((one, other), pairs.get((other, one)))
        if known is None:
            return None
        limit = min(limit, known)
    return limit


def _served(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> list[str]:
    """Return programmes in the order in which they are served: those that keep their grant first."""
    return sorted(names, key=lambda name: (-sum((name, other) in pairs for other in names), names.index(name)))


def integers(values: Iterable[int]) -> Integers:
    """Return whole numbers as an array."""
    return np.fromiter(values, dtype=np.int64)


def _padded(rows: Sequence[Sequence[int]]) -> Integers:
    width = max((len(row) for row in rows), default=1)
    return np.array([[*row, *([-1] * (width - len(row)))] for row in rows], dtype=np.int64).reshape(len(rows), width)
