"""A difference as JSON: sorted keys, codes and full precision.

``schema`` 1. ``a``, ``b``: ``name``, ``title``, ``city``, ``as_of``, ``horizon``, ``label``. ``comparable``: same rules
of accounting and same city. ``same_result``: no number differs. ``years``: the common years of every series.
``span``: ``first`` and ``last`` year of the sums.
``changes``: ``frame`` [``name``, ``a``, ``b``]; ``measures`` [``measure``, ``title``, ``decider``, ``change``
(on, off, changed), ``fields`` [``name``, ``a``, ``b``], ``levers`` [``lever``, ``fields``, ``table`` [``year``, ``a``,
``b``]], ``a``, ``b`` (what the measure does in each: ``ambition``, ``levers`` by name with ``start``, ``end``,
``shape``, ``target``, ``table``, ``range``; null: off)]; ``milestones`` [``milestone``, ``fields``, ``a``, ``b``
(limits as stated)]; ``files`` [``name``, ``a``, ``b``: SHA-256]. Lever values stand in the lever's unit; of ``add``
levers it is the amount added, of ``multiply`` levers the factor.
``emissions``: ``unit``, ``indicator`` and by view ``sectors`` and ``total`` with ``a``, ``b``, ``difference`` by year
and ``cumulative`` (the difference summed over ``span``).
``money``: ``unit``, ``price_year`` (``a``, ``b``) and by basis and funder, with ``total``: ``a``, ``b``, ``difference``
(nominal) and ``a_real``, ``b_real``, ``difference_real``. Bases: ``additional`` and ``full``, both with the trend (what
is built without any measure), and ``measures``: the additional cost of the measures alone, as ``run`` tells it.
``milestones``: every one as judged, ``a`` and ``b`` with ``verdict``, ``value``, ``limit``, ``unit``; ``flips``.
``levers``: ``years`` and ``paths`` [``lever``, ``unit``, ``a``, ``b``], those that differ, the relatively largest
distance first. ``findings``: those that only ``a`` or only ``b`` has [``code``, ``severity``, ``subject``,
``sentence``]; plain text and Markdown leave out mere notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from klima2035.case import Overlay
from klima2035.difference import BASES, MEASURES, Changed, Difference, Emissions, Pair, Verdict
from klima2035.difference.facts import Value
from klima2035.exports import manifest
from klima2035.levers import Active, Move

SCHEMA = 1


def content(found: Difference) -> dict[str, Any]:
    """Return the whole difference as plain data, see the keys of this module."""
    sides = ("a", "b")
    return {
        "schema": SCHEMA,
        **_about(found),
        "comparable": found.comparable,
        "same_result": found.same,
        "years": list(found.years),
        "span": {"first": found.first, "last": found.last},
        "changes": _changes_data(found),
        "emissions": {
            "unit": "tCO2e/a", "indicator": "co2e", **{one.view: _emissions_data(found, one) for one in found.emissions}
        },
        "money": {
            "unit": "EUR",
            "price_year": dict(zip(sides, found.price_years, strict=True)),
            **{basis: _money_data(found, basis) for basis in (*BASES, MEASURES)},
        },
        "milestones": [_verdict_data(one) for one in found.verdicts],
        "levers": {
            "years": list(found.lever_years),
            "paths": [{"lever": one.name, "unit": one.unit, "a": one.a, "b": one.b} for one in found.levers],
        },
        "findings": _findings_data(found),
    }  # fmt: skip


def _about(found: Difference) -> dict[str, Any]:
    sides = zip("ab", found.names, found.titles, found.cities, found.as_of, found.horizons, found.labels, strict=True)
    return {
        side: {
            "name": name, "title": dict(title), "city": city, "as_of": as_of, "horizon": horizon, "label": dict(label),
        }
        for side, name, title, city, as_of, horizon, label in sides
    }  # fmt: skip


def _changed_data(changed: Sequence[Changed]) -> list[dict[str, Any]]:
    def plain(value: Value) -> Any:
        return str(value) if isinstance(value, Overlay) else value

    return [{"name": one.name, "a": plain(one.a), "b": plain(one.b)} for one in changed]


def _changes_data(found: Difference) -> dict[str, Any]:
    changes = found.changes
    return {
        "frame": _changed_data(changes.frame),
        "measures": [
            {
                "measure": one.name,
                "title": dict(one.title),
                "decider": one.decider,
                "change": one.kind,
                "fields": _changed_data(one.fields),
                "levers": [
                    {
                        "lever": lever.lever,
                        "fields": _changed_data(lever.fields),
                        "table": [{"year": year, "a": a, "b": b} for year, a, b in lever.table],
                    }
                    for lever in one.levers
                ],
                "a": _active_data(one.a),
                "b": _active_data(one.b),
            }
            for one in changes.measures
        ],
        "milestones": [
            {
                "milestone": one.id,
                "fields": _changed_data(one.fields),
                **{side: milestone and milestone.stated for side, milestone in (("a", one.a), ("b", one.b))},
            }
            for one in changes.milestones
        ],
        "files": _changed_data(changes.files),
    }


def _active_data(active: Active | None) -> dict[str, Any] | None:
    if active is None:
        return None
    return {"ambition": active.ambition, "levers": {move.lever: _move_data(move) for move in active.moves}}


def _move_data(move: Move) -> dict[str, Any]:
    table = {str(year): value for year, value in move.table.items()}
    whole = {"start": move.start, "end": move.end, "shape": move.shape, "target": move.value, "table": table}
    return {**whole, "range": asdict(move.spread) if move.spread else None}


def _emissions_data(found: Difference, emissions: Emissions) -> dict[str, Any]:
    def series(pair: Pair) -> dict[str, Any]:
        return {"a": pair.a, "b": pair.b, "difference": pair.difference, "cumulative": found.total(pair)}

    return {"sectors": {one.name: series(one) for one in emissions.sectors}, "total": series(emissions.total)}


def _money_data(found: Difference, basis: str) -> dict[str, Any]:
    rows, need = found.paid(basis)
    names = ("a", "b", "difference", "a_real", "b_real", "difference_real")
    return {one.funder: {name: getattr(one, name) for name in names} for one in (*rows, need)}


def _verdict_data(one: Verdict) -> dict[str, Any]:
    sides = {
        side: judged and {"verdict": judged.verdict, "value": judged.value, "limit": judged.limit, "unit": judged.unit}
        for side, judged in (("a", one.a), ("b", one.b))
    }
    return {"milestone": one.id, "title": dict(one.title), "year": one.year, "flips": one.flips, **sides}


def _findings_data(found: Difference) -> dict[str, Any]:
    return {
        side: [
            {"code": one.code, "severity": one.severity, "subject": one.subject, "sentence": dict(one.sentence)}
            for one in told
        ]
        for side, told in zip("ab", found.findings, strict=True)
    }


def as_json(found: Difference, lang: str = "de") -> str:
    """Return the difference as JSON in its one form, the same in every language."""
    return manifest.json_text(content(found))
