"""What is told of input variables, indicators and sources."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from importlib import import_module

from klima2035.facts.saying import limit, years
from klima2035.facts.world import Fact, World, fact, notes
from klima2035.inputs import Points, Row
from klima2035.milestone_files import COUNTED, indicator_units
from klima2035.variables import DIMS, INPUTS, RESULTS, TOPICS, Variable

COUNTED_IN = {  # where the indicators stand that no sector declares
    "co2e": "tables/indicators.csv (total_co2e)", "co2": "tables/indicators.csv (total_co2)",
    "final_energy": "tables/indicators.csv", "climate_investment": "tables/climate_investment.csv",
    "municipal_pv_roofs": "tables/milestones.csv",
}  # fmt: skip
PRODUCTS = {"lime_production"}  # tonnes of goods; other tonnes a year are emissions
FEW = 6  # as many values are told one by one


def topic(name: str, attribute: str = "INPUTS") -> str:
    """Return the topic under which a variable is declared."""
    modules = ((one, import_module(f"klima2035.variables.{one}")) for one in TOPICS)
    return next((one for one, module in modules if any(v.name == name for v in getattr(module, attribute))), "")


def input_names(world: World) -> list[str]:
    """Return the input variables that are no levers."""
    return [name for name in INPUTS if name not in world.levers]


def input_(world: World, name: str) -> list[Fact]:
    """Return what is told of an input: meaning, unit, how it varies, values, quality, sources, where used."""
    one, rows = INPUTS[name], world.inputs.rows(name)
    return [
        *fact("label", world.words(name) if world.words(name) != name else None),
        *fact("meaning", world.meaning(name, one.text)),
        *fact("unit", world.unit(one.unit) if one.time != "records" or one.unit != "1" else None),
        *fact("dims", [_dim(world, dim) for dim in one.dims] if one.time != "records" else None),
        *fact("time", world.say(f"time_{one.time}")),
        *fact(
            "setting",
            world.setting(name if one.choice == "reference" else one.choice) if one.time == "framework" else None,
        ),
        *fact("values", _values(world, one)),
        *fact("uncertainty", _uncertainty(world, rows)),
        *fact("range", _range(world, name)),
        *fact("rows", f"{len(rows)} ({world.quality(rows)})" if rows else world.say("show_none")),
        *fact("used_in", world.words(topic(name))),
        *fact("sources", world.sources(rows)),
        *fact("files", world.files(rows)),
    ]


def _dim(world: World, dim: str) -> str:
    labels = [world.words(label) for label in DIMS.get(dim, ())]
    return f"{world.words(dim)}: {', '.join(labels)}"


def _values(world: World, one: Variable) -> list[str]:
    """Return the values of a variable, the smallest and the largest where there are many."""
    if one.time == "records":
        return _records(world, world.inputs.records[one.name])
    points = world.inputs.points.get(one.name, {})
    if one.time == "framework":
        actual = points["actual"]
        ends = {"actual": (0, len(actual.years) - 1)}
        return [
            f"{world.words(variant)}: {_ends(world, one, known, ends.get(variant))}"
            for variant, known in points.items()
        ]
    known = points[""]
    return _cells(world, one, known) if one.time == "constant" else [_ends(world, one, known)]


def _cells(world: World, one: Variable, points: Points) -> list[str]:
    cells = list(itertools.product(*(DIMS[dim] for dim in one.dims)))
    values = points.values[0].reshape(-1).tolist()
    if not one.dims:
        return [world.value(values[0], one.unit)]
    named = [("/".join(cell), value) for cell, value in zip(cells, values, strict=True)]
    if len(named) <= FEW:
        return [f"{world.words(cell)}: {world.value(value, one.unit)}" for cell, value in named]
    low, high = min(named, key=lambda pair: pair[1]), max(named, key=lambda pair: pair[1])
    return [
        f"{world.say(key)}: {world.value(value, one.unit)} ({world.words(cell)})"
        for key, (cell, value) in (("smallest", low), ("largest", high))
    ]


def _ends(world: World, one: Variable, points: Points, ends: tuple[int, int] | None = None) -> str:
    """Return the values at the ends of a series of points, as a range where there is one for each label."""
    if one.dims or ends or len(points.years) > 4:
        places = dict.fromkeys(ends or (0, len(points.years) - 1))
    else:
        places = dict.fromkeys(range(len(points.years)))
    told = []
    for i in places:
        values = points.values[i]
        told.append(f"{points.years[i]}:\u00a0{world.span(float(values.min()), float(values.max()), one.unit)}")
    return ", ".join(told)


def _records(world: World, rows: Sequence[Row]) -> list[str]:
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    out = []
    for unit, some in by_unit.items():
        values, dated = [row.value for row in some], [row.year for row in some if row.year is not None]
        span = f" ({years(min(dated), max(dated))})" if dated else ""
        out.append(world.span(min(values), max(values), unit) + span)
    return out


def _uncertainty(world: World, rows: Sequence[Row]) -> str:
    """Return low and high of a single value, else how far low and high lie off at most."""
    wide = [row for row in rows if row.low is not None and row.high is not None and row.low < row.high]
    if len(rows) == 1 and wide:
        return world.span(wide[0].low or 0.0, wide[0].high or 0.0, wide[0].unit)
    return world.say("uncertain_rows", len(wide), len(rows)) if wide else ""


def _range(world: World, name: str) -> str:
    """Return what a sound value may be, by the table of ranges; its reasons are written in German."""
    row = notes("ranges.csv").get(name)
    if row is None:
        return ""
    told = world.span(float(row["minimum"]), float(row["maximum"]), row["unit"])
    if row["per"]:
        told = world.say("range_per", told, world.words(f"per_{row['per']}"))
    return f"{told} ({row['reason']})" if world.lang == "de" and row["reason"] else told


def indicator_names() -> list[str]:
    """Return every result variable, and the indicators that are totals or counted."""
    return list(dict.fromkeys([*RESULTS, *indicator_units()]))


def indicator_unit(name: str) -> str:
    """Return the unit of an indicator."""
    return RESULTS[name].unit if name in RESULTS else COUNTED[name]


def stands_in(name: str) -> str:
    """Return the table of a run that holds an indicator: emissions of a single source stand beside, in the memo."""
    if name not in RESULTS:
        return COUNTED_IN[name]
    one = RESULTS[name]
    if one.dims:
        return "tables/stocks.csv"
    return f"tables/{'memo' if one.unit == 't/a' and name not in PRODUCTS else 'indicators'}.csv"


def indicator(world: World, name: str) -> list[Fact]:
    """Return what is told of a result: meaning, unit, dims, milestones on it, the file it stands in."""
    one = RESULTS.get(name)
    used = [m for m in world.milestones.values() if m.indicator == name]
    return [
        *fact("label", world.words(name)),
        *fact("meaning", world.meaning(name, one.text) if one is not None else world.say(f"counted_{name}")),
        *fact("unit", world.unit(indicator_unit(name))),
        *fact("dims", [_dim(world, dim) for dim in one.dims] if one is not None else None),
        *fact("area", world.words(topic(name, "RESULTS")) if one is not None else None),
        *fact("milestones", [f"{m.year}: {m.title[world.lang]} – {limit(m, world.words)} ({m.id})" for m in used]),
        *fact("stands_in", stands_in(name)),
    ]


def source(world: World, key: str) -> list[Fact]:
    """Return what is told of a source: title, address, licence, how many rows, measures and milestones cite it."""
    known = world.inputs.sources[key]
    rows = [row for row in _all_rows(world) if row.source == key]
    variables = dict.fromkeys(row.key for row in rows)
    citing = [world.titled(one.name) for one in world.library.values() if key in one.sources]
    return [
        *fact("label", known["title"]),
        *fact("address", known["url"]),
        *fact("licence", known["licence"]),
        *fact("retrieved", known["retrieved"]),
        *fact("rows", str(len(rows))),
        *fact("used_for", ", ".join(variables)),
        *fact("named_by", [*citing, *_milestones(world, key)]),
        *fact("files", world.files(rows)),
    ]


def _milestones(world: World, key: str) -> list[str]:
    return [f"{one.title[world.lang]} ({one.id})" for one in world.milestones.values() if one.source == key]


def _all_rows(world: World) -> list[Row]:
    return [row for name in INPUTS for row in _rows(world, name)]


def _rows(world: World, name: str) -> tuple[Row, ...]:
    known: Mapping[str, object] = world.inputs.records if INPUTS[name].time == "records" else world.inputs.points
    return world.inputs.rows(name) if name in known else ()
