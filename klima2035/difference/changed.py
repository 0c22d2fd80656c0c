"""What was changed from scenario A to scenario B: frame, measures, milestones, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from klima2035.difference.facts import SPREAD, Changed, Changes, LeverChange, MeasureChange, MilestoneChange, Value
from klima2035.levers import Active, Move
from klima2035.milestone_files import Milestone
from klima2035.scenario import Scenario

MILESTONE_FIELDS = ("year", "indicator", "sense", "limit", "tolerance", "unit", "counting_rule", "origin")


def changes(a: Scenario, b: Scenario) -> Changes:
    """Return what was changed from scenario A to scenario B."""
    active_a, active_b = ({one.name: one for one in side.measures} for side in (a, b))
    order = sorted({*active_a, *active_b})
    measures = (_measure(a, b, active_a.get(name), active_b.get(name)) for name in order)
    told_a, told_b = ({one.id: one for one in side.milestones} for side in (a, b))
    milestones = (_milestone(told_a.get(key), told_b.get(key)) for key in {**told_a, **told_b})
    return Changes(
        _frame(a, b),
        tuple(one for one in measures if one.a is None or one.b is None or one.fields or one.levers),
        tuple(one for one in milestones if one.a is None or one.b is None or one.fields),
        _differ(dict(a.files), dict(b.files)),
    )


def _differ(a: Mapping[str, Value], b: Mapping[str, Value]) -> tuple[Changed, ...]:
    """Return every key whose values differ, in the order of A, then B."""
    return tuple(Changed(key, a.get(key), b.get(key)) for key in {**a, **b} if a.get(key) != b.get(key))


def _frame(a: Scenario, b: Scenario) -> tuple[Changed, ...]:
    """Return changes of everything but measures and milestones."""
    keys = list(dict.fromkeys((*a.framework, *b.framework)))
    sides: list[dict[str, Value]] = []
    for one in (a, b):
        side: dict[str, Value] = {"city": one.city, "as_of": one.as_of, "horizon": one.horizon}
        side["law_as_of"] = one.law_as_of.isoformat()
        side |= {f"framework.{key}": one.framework.get(key, "reference") for key in keys}
        settings = {field.name: getattr(one.settings, field.name) for field in fields(one.settings)}
        side |= {f"settings.{key}": str(value) for key, value in settings.items()}
        side |= {f"funding.{change.programme}": change for change in one.funding}
        sides.append({**side, "parents": one.parents})
    return _differ(*sides)


def _measure(a: Scenario, b: Scenario, in_a: Active | None, in_b: Active | None) -> MeasureChange:
    known = in_b or in_a
    if known is None:
        raise ValueError("a measure of neither scenario")
    name, measure = known.name, (a if in_b is None else b).library[known.name]
    if in_a is None or in_b is None:
        return MeasureChange(name, measure.title, measure.decider, (), (), in_a, in_b)
    sides: list[dict[str, Value]] = [
        {
            "ambition": active.ambition,
            "requires": active.requires,
            "excludes": active.excludes,
            "decider": side.library[name].decider,
        }
        for active, side in ((in_a, a), (in_b, b))
    ]
    moves_a, moves_b = ({move.lever: move for move in active.moves} for active in (in_a, in_b))
    levers = (_lever(lever, moves_a.get(lever), moves_b.get(lever)) for lever in {**moves_a, **moves_b})
    told = tuple(one for one in levers if one.a != one.b)
    return MeasureChange(name, measure.title, measure.decider, _differ(*sides), told, in_a, in_b)


def _lever(lever: str, a: Move | None, b: Move | None) -> LeverChange:
    if a is None or b is None:
        return LeverChange(lever, (), (), a, b)
    sides: list[dict[str, Value]] = [
        {"start": move.start, "end": move.end, "shape": move.shape, "target": move.value, **_spread(move)}
        for move in (a, b)
    ]
    years = sorted(year for year in {*a.table, *b.table} if a.table.get(year) != b.table.get(year))
    table = tuple((year, a.table.get(year), b.table.get(year)) for year in years)
    return LeverChange(lever, _differ(*sides), table, a, b)


def _spread(move: Move) -> dict[str, Value]:
    """Return the range of a move's target by field, nothing in each where it is certain."""
    return {name: getattr(move.spread, name, None) for name in SPREAD}


def only_shifted(change: LeverChange) -> bool:
    """Return whether a table has the same values at equal distances, only earlier or later."""
    if change.a is None or change.b is None or not change.a.table or not change.b.table:
        return False
    shift = change.b.start - change.a.start
    return shift != 0 and {year + shift: value for year, value in change.a.table.items()} == dict(change.b.table)


def _milestone(a: Milestone | None, b: Milestone | None) -> MilestoneChange:
    known = b or a
    if known is None:
        raise ValueError("a milestone of neither scenario")
    if a is None or b is None:
        return MilestoneChange(known.id, (), a, b)
    sides = [{name: getattr(one, name) for name in MILESTONE_FIELDS} for one in (a, b)]
    return MilestoneChange(known.id, _differ(*sides), a, b)
