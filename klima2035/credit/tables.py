"""Credits as tables: ``credit.csv``, ``interactions.csv``, ``path.csv``.

Tonnes count what is saved, euro what is spent, both against the trend. A row without a year stands for all years
after ``as_of``; money by year is nominal, ``*_real`` and present values are in euro of ``price_year``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.credit.anyway import Anyway
from klima2035.credit.game import SECTORS, TONNES, Quantities
from klima2035.credit.shapley import Credits, Interactions, mean
from klima2035.money import accounts
from klima2035.result import Cell, Table

Array = NDArray[np.float64]

COLUMNS = (
    "scenario", "measure", "item", "sector", "year", "rate", "value", "standard_error", "last_in", "reason",
    "reason_last_in", "unit", "price_year",
)  # fmt: skip
PAIR_COLUMNS = ("scenario", "measure", "partner", "item", "interaction_index", "first_two", "last_two", "unit")
PATH_COLUMNS = ("scenario", "item", "sector", "year", "value", "unit")
BUND_EU, TURNOVER = "bund_eu", "turnover"


@dataclass(frozen=True)
class Shares:
    """One quantity of every player: credit, standard error, last-in marginal, (player,); samples (pair, player)."""

    value: Array
    error: Array
    last_in: Array
    samples: Array

    def __add__(self, other: Shares) -> Shares:
        """Return the sum of two quantities, its error from the sums of the samples."""
        samples = self.samples + other.samples
        error = mean(samples)[1] if len(samples) else np.zeros_like(self.error)
        return Shares(self.value + other.value, error, self.last_in + other.last_in, samples)

    def __neg__(self) -> Shares:
        return Shares(-self.value + 0.0, self.error, -self.last_in + 0.0, -self.samples)


def shares(found: Credits, place: int) -> Shares:
    """Return one quantity of every player."""
    return Shares(found.value[:, place], found.error[:, place], found.last_in[:, place], found.samples[..., place])


@dataclass(frozen=True)
class Teller:
    """Turns the credits of one scenario's groups into rows.

    generates: whether a group does nothing but generate power; floor [tCO2e]: below it no cost of a tonne is stated.
    """

    scenario: str
    names: Sequence[str]
    generates: Sequence[bool]
    quantities: Quantities
    found: Credits
    floor: float
    price_year: int

    def table(self, anyway: Anyway, years: Sequence[int]) -> Table:
        """Return ``credit.csv``: groups in the library's order, then what happens anyway."""
        rows = [row for i in range(len(self.names)) for row in (*self._plain(i), *self._priced(i))]
        return Table("credit", COLUMNS, tuple(rows + list(self._anyway(anyway, years))))

    def reasons(self, saved: Array) -> list[str]:
        """Return why a group has no cost of a tonne, empty where it has one."""
        pairs = zip(saved.tolist(), self.generates, strict=True)
        return [accounts.reason_of(tonnes, generating, self.floor) for tonnes, generating in pairs]

    def _plain(self, i: int) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of quantities that are told as they are; years in which a group does nothing are left out."""
        made, tonnes = self.found, shares(self.found, self.quantities.at(TONNES))
        for place, one in enumerate(self.quantities.every):
            if one.rate is not None:
                continue
            told = [float(part[i, place]) for part in (made.value, made.error, made.last_in)]
            if one.year and not any(told):
                continue
            total = one.item == TONNES and not one.year
            why = [self.reasons(part)[i] if total else "" for part in (tonnes.value, tonnes.last_in)]
            price = self.price_year if one.item.endswith("_real") else None
            yield (
                self.scenario, self.names[i], one.item, one.sector, one.year or None, None, *told, *why, one.unit, price
            )  # fmt: skip

    def _priced(self, i: int) -> Iterator[tuple[Cell, ...]]:
        """Yield present values and cost of a tonne on both accounts, rate by rate."""
        for rate in self.quantities.rates:
            cost, running, payer = (
                shares(self.found, self.quantities.at(item, rate=rate))
                for item in ("cost_society", "running_society", "cost_payer")
            )
            head = (self.scenario, self.names[i])
            for item, part in (
                ("present_value_cost", cost), ("present_value_saving", -running), ("present_value", cost + running),
                ("present_value_payer", payer),
            ):  # fmt: skip
                told = (float(part.value[i]), float(part.error[i]), float(part.last_in[i]))
                yield (*head, item, "all", None, rate, *told, "", "", "EUR", self.price_year)
            for item, part in (("eur_per_tonne", cost + running), ("eur_per_tonne_payer", payer)):
                yield (*head, item, "all", None, rate, *self._ratio(part, i), "EUR/t", self.price_year)

    def _ratio(self, money: Shares, i: int) -> tuple[Cell, ...]:
        """Return euro per tonne with its error (by linearising), the last-in one, and reasons where there is none."""
        tonnes = shares(self.found, self.quantities.at(TONNES))
        why = self.reasons(tonnes.value)[i], self.reasons(tonnes.last_in)[i]
        each: list[Cell] = [None, None, None]
        if not why[0]:
            ratio = float(money.value[i] / tonnes.value[i])
            left = money.samples[:, i] - ratio * tonnes.samples[:, i]
            error = float(mean(left)[1] / tonnes.value[i]) if len(left) else 0.0
            each[:2] = ratio, error
        if not why[1]:
            each[2] = float(money.last_in[i] / tonnes.last_in[i])
        return (*each, *why)

    def _anyway(self, anyway: Anyway, years: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
        """Yield what Bund and EU and turnover bring, by sector and year, then over all years."""
        first = list(years).index(self.quantities.years[0])
        now = anyway.plan[first - 1]
        parts = ((BUND_EU, anyway.frozen - anyway.trend), (TURNOVER, now - anyway.frozen))
        for name, part in parts:
            later = part[first:] + 0.0
            for s, sector in enumerate(SECTORS):
                for y, year in enumerate(self.quantities.years):
                    value = float(later[y, s])
                    yield (self.scenario, name, TONNES, sector, year, None, value, 0.0, None, "", "", "tCO2e/a", None)
            total = float(later.sum())
            yield (self.scenario, name, TONNES, "all", None, None, total, 0.0, None, "", "", "tCO2e", None)


def pairs(scenario: str, names: Sequence[str], found: Interactions) -> Table:
    """Return ``interactions.csv``: each pair once, tonnes after ``as_of``; below zero they overlap."""
    rows: list[tuple[Cell, ...]] = []
    for j in range(len(names)):
        for i in range(j):
            index = None if found.index is None else float(found.index[i, j])
            two = float(found.first_two[i, j]), float(found.last_two[i, j])
            rows.append((scenario, names[i], names[j], TONNES, index, *two, "tCO2e"))
    return Table("interactions", PAIR_COLUMNS, tuple(rows))


def path(scenario: str, anyway: Anyway, years: Sequence[int], as_of: int) -> Table:
    """Return ``path.csv``: level of ``as_of``, frozen trend, trend and plan by sector, from ``as_of`` on."""
    now = list(years).index(as_of)
    level = np.broadcast_to(anyway.plan[now], anyway.plan.shape)
    rows: list[tuple[Cell, ...]] = [
        (scenario, item, sector, int(year), float(values[now + y, s]), "tCO2e/a")
        for item, values in (
            ("level_as_of", level), ("frozen_trend", anyway.frozen), ("trend", anyway.trend), ("plan", anyway.plan),
        )
        for s, sector in enumerate(SECTORS)
        for y, year in enumerate(years[now:])
    ]  # fmt: skip
    return Table("path", PATH_COLUMNS, tuple(rows))
