"""What is told of levers, measures and scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from klima2035 import levers as leverage
from klima2035.facts.money import unit_cost
from klima2035.facts.saying import framework_label, written_units
from klima2035.facts.world import Fact, World, fact
from klima2035.inputs import Row
from klima2035.levers import Lever
from klima2035.origins import file_of
from klima2035.sectors import SECTORS
from klima2035.variables import BASE_YEAR, LAST_YEAR

ASKED = (2030, 2035, 2045)  # years in which trends and paths are told


def lever(world: World, name: str) -> list[Fact]:
    """Return what is told of a lever: meaning, unit, rule, bounds, trend, who decides, what moves it."""
    one, rows = world.levers[name], world.inputs.records[name]
    movers = [measure for measure in world.library.values() if name in measure.levers]
    assets = [asset.name for asset in world.assets.values() if name in asset.levers]
    return [
        *fact("label", world.words(name)),
        *fact("meaning", world.meaning(name, one.text)),
        *fact("unit", _unit(world, one)),
        *fact("operation", world.say(f"operation_{one.combine}")),
        *fact("example", _example(world, one)),
        *fact("bounds", _bounds(world, one)),
        *fact("actual", _actual(world, one)),
        *fact("trend", _trend(world, one)),
        *fact("decider", world.words(one.decider)),
        *fact("registered", world.say("registered") if one.registered else None),
        *fact("used_in", _area(world, name)),
        *fact("builds", [world.named(asset) for asset in assets]),
        *fact("moved_by", [f"{world.titled(m.name)}: {world.move(m.levers[name], name)}" for m in movers]),
        *fact("in_scenarios", ", ".join(one for one in world.chains if _moves(world, one, movers))),
        *fact("sources", world.sources(rows)),
        *fact("files", world.files(rows)),
    ]


def _unit(world: World, one: Lever) -> str:
    """Return the unit and what may be written in a file."""
    allowed = ", ".join(written_units(one))
    unit = world.say("unit_factor") if one.combine == "multiply" else world.unit(one.unit)
    return world.say("unit_written", unit, allowed)


def _example(world: World, one: Lever) -> str:
    """Return a line as a measure's file holds it: the first one of the library, else up to the bound."""
    for measure in world.library.values():
        move = measure.levers.get(one.name)
        if move is not None and move["ramp"] != "table":
            span = f"start: {move['start']}" + (f", end: {move['end']}" if "end" in move else "")
            return f"{one.name}: {{ramp: {move['ramp']}, {span}, to: {move['to']}}}"
    unit = written_units(one)[0]
    high = leverage.bounds(world.inputs, one)[1] if one.combine != "multiply" else 1.1
    number = f"{high * (100.0 if unit.startswith('%') else 1.0):g}"
    return f"{one.name}: {{ramp: linear, start: {world.as_of + 1}, end: {ASKED[0]}, to: {number} {unit}}}"


def _bounds(world: World, one: Lever) -> list[str]:
    rows = world.inputs.records[one.name]
    low, high = leverage.bounds(world.inputs, one)
    told = {}
    for role in ("minimum", "maximum"):
        row = _of_role(rows, role)[-1]
        told[role] = f"{world.words(row.quality)}, {world.source(row.source)}"
    if len(set(told.values())) == 1:
        return [f"{world.span(low, high, one.unit)}; {told['minimum']}"]
    return [world.span(low, high, one.unit), *(f"{world.words(role)}: {line}" for role, line in told.items())]


def _actual(world: World, one: Lever) -> str:
    row = max(_of_role(world.inputs.records[one.name], "actual"), key=lambda row: row.year or 0)
    spread = ""
    if row.low is not None and row.high is not None and row.low < row.high:
        spread = f" ({world.span(row.low, row.high, one.unit)})"
    value = f"{row.year}: {world.value(row.value, one.unit)}{spread}"
    return f"{value}; {world.words(row.quality)}, {world.source(row.source)}"


def _trend(world: World, one: Lever) -> str:
    every = np.arange(BASE_YEAR, LAST_YEAR + 1)
    path = leverage.base_paths(world.inputs, (one,), every, world.as_of)[one.name][:, 0]
    asked = [year for year in (world.as_of, *ASKED) if year <= LAST_YEAR]
    return ", ".join(f"{year}:\u00a0{world.value(float(path[year - BASE_YEAR]), one.unit)}" for year in asked)


def _area(world: World, name: str) -> str:
    """Return the sectors that have a lever."""
    found = [sector for sector, module in SECTORS.items() if any(one.name == name for one in module.LEVERS)]
    return ", ".join(world.words(sector) for sector in found)


def _moves(world: World, scenario: str, movers: list[Any]) -> bool:
    chosen = world.chains[scenario].data.get("measures") or {}
    return any(chosen.get(measure.name) not in (None, False) for measure in movers)


def measure(world: World, name: str) -> list[Fact]:
    """Return what is told of a measure: what it does, who decides, what it needs, costs and where it runs."""
    one = world.library[name]
    others = world.library.values()
    return [
        *fact("label", one.title[world.lang]),
        *fact("meaning", one.text[world.lang]),
        *fact("sector", world.words(one.sector)),
        *fact("decider", world.words(one.decider)),
        *fact("office", one.office[world.lang]),
        *fact("levers", [_reach(world, lever, move) for lever, move in one.levers.items()]),
        *fact("requires", [world.titled(other) for other in one.requires]),
        *fact("required_by", [world.titled(other.name) for other in others if name in other.requires]),
        *fact("excludes", [world.titled(other) for other in one.excludes]),
        *fact("excluded_by", [world.titled(other.name) for other in others if name in other.excludes]),
        *fact("assets", [f"{world.named(asset)}{_cost(world, asset)}" for asset in one.assets]),
        *fact("funding", [world.named(programme) for programme in one.funding]),
        *fact("in_scenarios", [line for scenario in world.chains if (line := _switched(world, scenario, name))]),
        *fact("sources", [world.source(key) for key in one.sources]),
        *fact("files", file_of(one.document.path)),
    ]


def _reach(world: World, name: str, move: Mapping[str, Any]) -> str:
    one = world.levers[name]
    allowed = world.span(*leverage.bounds(world.inputs, one), one.unit)
    return f"{world.named(name)}: {world.move(move, name)}; {world.say('allowed', allowed)}"


def _cost(world: World, asset: str) -> str:
    told = unit_cost(world, asset)
    return f": {told}" if told else ""


def _switched(world: World, scenario: str, name: str) -> str:
    """Return a scenario that runs a measure, with what it changes; nothing where it does not."""
    setting = (world.chains[scenario].data.get("measures") or {}).get(name)
    if setting is None or setting is False:
        return ""
    changes = _changes(world, {} if setting is True else setting)
    return f"{scenario}: {', '.join(changes)}" if changes else f"{scenario}: {world.say('as_library')}"


def _changes(world: World, setting: Mapping[str, Any]) -> list[str]:
    told = [
        world.say(f"change_{key}", str(setting[key]).replace(" %", "\u00a0%"))
        for key in ("start", "end", "ambition")
        if setting.get(key) is not None
    ]
    for lever, change in (setting.get("levers") or {}).items():
        stated = ", ".join(f"{key} {value}" for key, value in change.items() if value is not None and key != "table")
        table = change.get("table") or {}
        stated += ", ".join(f"{year}: {value}" for year, value in sorted(table.items()))
        told.append(f"{world.words(lever)}: {stated}")
    return told


def _framework(world: World, chosen: Mapping[str, Any]) -> list[str]:
    named = {key: value for key, value in chosen.items() if key != "law_as_of"}
    return [f"{framework_label(key, world.words)}: {world.words(str(value))}" for key, value in named.items()]


def scenario(world: World, name: str) -> list[Fact]:
    """Return what is told of a scenario: title, text, span, parents and children, file."""
    path = world.scenarios[name]
    chain = world.chains.get(name)
    if chain is None:
        return [*fact("label", world.say("unreadable")), *fact("files", file_of(path))]
    data = chain.data
    running = [one for one, setting in (data.get("measures") or {}).items() if setting is not False]
    children = [other for other, one in world.chains.items() if name in one.parents[:1]]
    framework = {key: value for key, value in (data.get("framework") or {}).items() if value is not None}
    return [
        *fact("label", data["title"][world.lang]),
        *fact("meaning", (data.get("text") or {}).get(world.lang)),
        *fact("city", data.get("city")),
        *fact("span", world.say("show_horizon", data.get("as_of"), data.get("horizon"), framework.get("law_as_of"))),
        *fact("framework", _framework(world, framework)),
        *fact("parents", ", ".join(chain.parents)),
        *fact("children", ", ".join(children)),
        *fact("measures", str(len(running))),
        *fact("files", [file_of(document.path) for document in (*chain.documents, *chain.framework_files)]),
    ]


def _of_role(rows: Sequence[Row], role: str) -> list[Row]:
    """Return a lever's rows of one role."""
    return [row for row in rows if row.index.get("role") == role]
