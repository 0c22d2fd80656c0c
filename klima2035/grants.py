"""What a scenario states about funding programmes: checked against the tables, read as overlays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from klima2035 import units
from klima2035.case import Overlay
from klima2035.complaints import names
from klima2035.errors import Fault, nearest
from klima2035.inputs import Inputs, Row
from klima2035.measures import misfit

ALL = "all"  # stands for every programme
MOST = 2.0  # times a programme's rates
UNITS = {"rate": "1", "pot": "EUR/a"}


class Stated(Protocol):
    """What states changes of programmes: a scenario's chain of files or a single file, with ``as_of`` in its data."""

    @property
    def data(self) -> Mapping[str, Any]:
        """Return what is stated."""
        ...

    def fault(
        self, path: Sequence[str | int], code: str, near: Sequence[str] = (), /, *, key: bool = False, **values: Any
    ) -> Fault:
        """Return a fault at the place of a path."""
        ...

    def states(self, path: Sequence[str | int]) -> bool:
        """Return whether a path is stated."""
        ...


def check(chain: Stated, inputs: Inputs) -> list[Fault]:
    """Return a fault for each unknown programme, and for each change that cannot be meant or has no effect."""
    rows = inputs.records.get("programme_rate", ())
    known = [ALL, *dict.fromkeys(row.index["programme"] for row in rows)]
    found: list[Fault] = []
    for name, change in (chain.data.get("funding") or {}).items():
        if name not in known:
            listed: dict[str, Any] = {"key": True, "name": name, "known": names(known)}
            found.append(chain.fault(("funding", name), "unknown_programme", nearest(name, known), **listed))
        else:
            mine = [row for row in rows if name in (ALL, row.index["programme"])]
            found += _quantities(chain, name, change)
            found += _without_effect(chain, name, change, mine)
            found += _in_the_past(chain, name, change)
    return found


def _quantities(chain: Stated, name: str, change: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for a quantity of another dimension or beyond what may be."""
    for key, unit in UNITS.items():
        text = change.get(key)
        if text is None:
            continue
        wrong = misfit(text, unit, key)
        if wrong is not None:
            yield chain.fault(("funding", name, key), wrong.code, wrong.near, **wrong.values)
        elif _amount(text) < 0.0 or (key == "rate" and _amount(text) > MOST):
            yield chain.fault(("funding", name, key), "funding_bounds", name=key, value=text)


def _without_effect(chain: Stated, name: str, change: Mapping[str, Any], rows: list[Row]) -> Iterator[Fault]:
    """Yield a fault for a change that changes nothing: no key, a year alone, nothing that could pay again."""
    if not any(chain.states(("funding", name, key)) for key in ("ends", "resumes", "rate", "pot")):
        yield chain.fault(("funding", name), "funding_nothing", key=True, name=name)
    elif change.get("from_year") and change.get("rate") is None and change.get("pot") is None:
        yield chain.fault(("funding", name, "from_year"), "funding_from_alone", key=True, name=name)
    resumes = change.get("resumes")
    if resumes is not None and not any(
        row.index["status"] == "suspended" and int(row.index.get("to", "9999")) >= resumes for row in rows
    ):
        yield chain.fault(("funding", name, "resumes"), "funding_not_suspended", name=name, year=resumes)


def _in_the_past(chain: Stated, name: str, change: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each year in which nothing can be changed any more: a scenario acts after ``as_of``."""
    as_of = chain.data.get("as_of")
    for key, first in (("ends", 0), ("resumes", 1), ("from_year", 1)):
        year = change.get(key)
        if as_of is not None and year is not None and year < as_of + first:
            yield chain.fault(("funding", name, key), "funding_past", name=key, value=year, first=as_of + first)


def read(chain: Stated) -> tuple[Overlay, ...]:
    """Return what a scenario changes in programmes, changes of all of them first; rates and pots after ``as_of``."""
    stated = chain.data.get("funding") or {}
    start = (chain.data.get("as_of") or 0) + 1
    first = sorted(stated, key=lambda name: (name != ALL, name))
    return tuple(
        Overlay(
            name, stated[name].get("ends"), stated[name].get("resumes"), _stated(stated[name].get("rate")),
            _stated(stated[name].get("pot")), stated[name].get("from_year") or start,
        )
        for name in first
    )  # fmt: skip


def _stated(text: str | None) -> float | None:
    return None if text is None else _amount(text)


def _amount(text: str) -> float:
    """Return a quantity with unit in its canonical unit."""
    value, unit = units.parse(str(text))
    return value * units.UNITS[unit][1]
