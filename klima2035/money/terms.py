"""Terms of grant programmes: rates, caps and eligible parts of each offer, from the rows of its programme."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from klima2035.inputs import Row
from klima2035.money.cases import Integers, Value, covers, open_to, stack
from klima2035.money.choices import NO_LIMIT, Key, Records
from klima2035.money.costs import Book, per_unit

Array = NDArray[np.float64]


def runs(row: Row, years: Integers) -> NDArray[np.bool_]:
    """Return in which years a dated row holds; an empty ``to`` means until further notice."""
    return _between(row.index.get("from", "1900"), row.index.get("to", "9999"), int(years[0]), len(years))


@lru_cache(maxsize=1024)
def _between(first: str, last: str, start: int, count: int) -> NDArray[np.bool_]:
    years = np.arange(start, start + count)
    found = (years >= int(first)) & (years <= int(last))
    found.setflags(write=False)
    return found


@dataclass(frozen=True)
class Terms:
    """Turns the rows of programmes into arrays by offer."""

    records: Records
    book: Book
    value: Value
    keys: Sequence[Key]
    cells: Sequence[Sequence[Row]]

    def rates(self) -> tuple[list[Array], list[Array]]:
        """Return the expected rate of each offer, and that with what is suspended, (year, draw) each.

        Parts are summed within the own maximum. Parts that only some applicants get are independent of each
        other: the mean over who gets which. The second is the first itself where nothing is suspended.
        """
        made: dict[tuple[int, ...], tuple[Array, Array]] = {}
        out = []
        for key, rows in zip(self.keys, self.cells, strict=True):
            group = self.book.lines.applicant[key[0]]
            alike = (*map(id, rows), int(group))
            if alike not in made:
                applicant = self.book.lines.applicants[group]
                rate = self._rate(rows, applicant, ("active",))
                lost = any(row.index["status"] == "suspended" for row in rows)
                made[alike] = rate, self._rate(rows, applicant, ("active", "suspended")) if lost else rate
            out.append(made[alike])
        return [rate for rate, _ in out], [lost for _, lost in out]

    def _rate(self, rows: Sequence[Row], applicant: str, statuses: Sequence[str]) -> Array:
        years = self.book.years
        paths: dict[str, Array] = {}
        shares: dict[str, Array | None] = {}
        for row in rows:
            if row.index["status"] in statuses:
                part = row.index.get("part", "")
                path = np.where(runs(row, years), 1.0, 0.0)[:, np.newaxis] * self.value(row)
                paths[part] = paths[part] + path if part in paths else path
                shares[part] = self._share(row)
        certain = np.zeros((len(years), 1))
        for part, path in paths.items():
            certain = certain + path if shares[part] is None else certain
        uncertain = [(path, share) for part, path in paths.items() if (share := shares[part]) is not None]
        most = self._most(rows[0].index["programme"], applicant)
        mean = np.zeros((len(years), 1))
        for gets in itertools.product((True, False), repeat=len(uncertain)):
            total, weight = certain, np.ones((len(years), 1))
            for (path, share), got in zip(uncertain, gets, strict=True):
                total, weight = (total + path, weight * share) if got else (total, weight * (1.0 - share))
            mean = mean + np.minimum(total, most) * weight
        return mean

    def _share(self, part: Row) -> Array | None:
        """Return the share of applicants with a part of a rate, (year, draw); None where everybody gets it."""
        found = None
        for row in self.records["programme_part_share"]:
            if all(part.index.get(column) == row.index.get(column) for column in ("programme", "part")):
                before = np.ones((len(self.book.years), 1)) if found is None else found
                found = np.where(runs(row, self.book.years)[:, np.newaxis], self.value(row), before)
        return found

    def _most(self, programme: str, applicant: str) -> Array:
        most = np.full((len(self.book.years), 1), NO_LIMIT)
        for row in self.records["programme_own_maximum"]:
            if row.index["programme"] == programme and open_to(row, "applicant", applicant):
                most = np.where(runs(row, self.book.years)[:, np.newaxis], self.value(row), most)
        return most

    def named(self, key: str) -> NDArray[np.bool_]:
        """Return which offers belong to a programme that rows of a key name, (offer, 1)."""
        names = {row.index["programme"] for row in self.records[key] if row.value > 0.0}
        return np.array([[name in names] for _, name, _ in self.keys], dtype=np.bool_).reshape(-1, 1)

    def eligible(self) -> Array:
        """Return the part of the cost that is eligible, (offer, draw) [1]."""
        out = [np.ones(1)] * len(self.keys)
        for row in self.records["programme_eligible_share"]:
            for i in self._offers_of(row):
                out[i] = self.value(row)
        return stack(out)

    def held(self) -> Array:
        """Return the part of a grant that is kept, (offer, draw) [1]: life over earmark where it is shorter."""
        earmark = {row.index["programme"]: self.value(row) for row in self.records["programme_earmark"]}
        life = self.book.life[self.book.lines.asset]
        return stack(
            np.minimum(1.0, life[line] / earmark[name]) if name in earmark else np.ones(1)
            for line, name, _ in self.keys
        )

    def caps(self) -> list[Array]:
        """Return the highest eligible cost of one unit of each offer, (year, draw) each [EUR/unit].

        A cap per dwelling or per m2 adds up over its steps: each holds from ``above`` to the next one.
        """
        by_offer: dict[int, list[Row]] = defaultdict(list)
        for row in self.records["programme_eligible_cap"]:
            for i in self._offers_of(row):
                by_offer[i].append(row)
        made: dict[tuple[int, ...], Array] = {}
        out = []
        for i, (line, _, _) in enumerate(self.keys):
            alike = (*map(id, by_offer[i]), int(self.book.lines.asset[line]), int(self.book.lines.size[line]))
            if alike not in made:
                made[alike] = self._cap(by_offer[i], line)
            out.append(made[alike])
        return out

    def _cap(self, rows: Sequence[Row], line: int) -> Array:
        lines, years = self.book.lines, self.book.years
        asset = self.book.assets[lines.asset[line]]
        if not rows:
            return np.full((len(years), 1), NO_LIMIT)
        known, total = np.zeros((len(years), 1)), np.zeros((len(years), 1))
        for row in rows:
            per = row.index.get("per", "unit")
            when = np.where(runs(row, years), 1.0, 0.0)[:, np.newaxis]
            if per == "unit":
                one = self.value(row) * per_unit(row, asset)
            else:
                count = {"case": 1.0, "dwelling": lines.dwellings[line], "m2": lines.area[line]}[per]
                one = self.value(row) * (_within(row, rows, years, count) / lines.units[line])[:, np.newaxis]
            known, total = np.maximum(known, when), total + when * one
        return np.where(known > 0.0, total, NO_LIMIT)

    def unconfirmed(self) -> NDArray[np.bool_]:
        """Return where an offer rests on an assumed or unconfirmed row, (year, offer)."""
        out = np.zeros((len(self.book.years), len(self.keys)), dtype=np.bool_)
        for i, rows in enumerate(self.cells):
            for row in rows:
                if row.quality == "assumed" or row.index["confirmed"] == "no":
                    out[runs(row, self.book.years), i] = True
        return out

    def _offers_of(self, row: Row) -> list[int]:
        lines, name = self.book.lines, row.index["programme"]
        assets = {i for i, asset in enumerate(self.book.assets) if covers(row, asset.name)}
        return [i for i, (line, one, _) in enumerate(self.keys) if one == name and int(lines.asset[line]) in assets]


def _within(row: Row, rows: Sequence[Row], years: Integers, count: float) -> Array:
    """Return how many of ``count`` fall into a step of a cap in each year, (year,)."""
    first, last = float(row.index.get("above", 0.0)), np.full(len(years), NO_LIMIT)
    for other in rows:
        step = float(other.index.get("above", 0.0))
        if other.index.get("per") == row.index.get("per") and step > first:
            last = np.where(runs(other, years), np.minimum(last, step), last)
    return np.asarray(np.maximum(np.minimum(count, last) - first, 0.0))
