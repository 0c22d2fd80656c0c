"""What a scenario makes of the library: measures switched, moved in time, scaled, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klima2035 import units
from klima2035.chain import Chain
from klima2035.complaints import names
from klima2035.errors import Fault, nearest
from klima2035.levers import Active, Lever, Move, Spread
from klima2035.measures import Judge, Library, Measure, Wrong, check_move, check_spread, misfit, shape

FindingParts = tuple[str, str, str]  # code, measure, what it needs


def resolve(
    chain: Chain, library: Library, judge: Judge
) -> tuple[tuple[Active, ...], tuple[FindingParts, ...], list[Fault]]:
    """Return the active measures in the library's order, what a reader must know, and all faults."""
    chosen = chain.data.get("measures") or {}
    found: list[Fault] = []
    for name in chosen:
        if name not in library.names:
            near, known = nearest(name, library.names), names(library.names, "measures")
            found.append(chain.fault(("measures", name), "unknown_measure", near, key=True, name=name, known=known))
    active: list[Active] = []
    for name, measure in library.measures.items():
        setting = chosen.get(name, False)
        if setting is not False and setting is not None:
            active.append(working(chain, judge, measure, {} if setting is True else setting, found))
    running = {item.name for item in active}
    found += _exclusions(chain, active, running)
    return tuple(active), tuple(_findings(active, running, library)), found


def _exclusions(chain: Chain, active: list[Active], running: set[str]) -> list[Fault]:
    out, told = [], set()
    for item in active:
        for other in item.excludes:
            pair = frozenset((item.name, other))
            if other in running and pair not in told:
                told.add(pair)
                first, second = sorted((item.name, other), key=lambda name: chain.nearness(("measures", name)))
                out.append(chain.fault(("measures", first), "excludes", key=True, name=first, other=second))
    return out


def _findings(active: list[Active], running: set[str], library: Library) -> list[FindingParts]:
    out: list[FindingParts] = []
    for item in active:
        missing = [other for other in item.requires if other not in running and other in library.measures]
        out += [("prerequisite_missing", item.name, other) for other in missing]
    return out


def working(chain: Chain, judge: Judge, measure: Measure, setting: Mapping[str, Any], found: list[Fault]) -> Active:
    """Return a measure as it works under a setting, with its moves in time; faults are appended to ``found``."""
    where = ("measures", measure.name)
    ambition = _ambition(chain, where, setting, found)
    changes = setting.get("levers") or {}
    for lever in changes:
        if lever not in measure.levers:
            near, known = nearest(lever, measure.levers), names(measure.levers)
            at = (*where, "levers", lever)
            values: dict[str, Any] = {"measure": measure.name, "name": lever, "known": known}
            found.append(chain.fault(at, "lever_not_moved", near, key=True, **values))
    found += _check_end(chain, where, measure, setting)
    moves = []
    for lever, move in measure.levers.items():
        before = len(found)
        whole = _moved(move, setting, changes.get(lever) or {})
        found += _check_change(chain, judge, (*where, "levers", lever), changes.get(lever) or {}, move)
        if len(found) == before:
            found += _check_range(chain, judge, (*where, "levers", lever), changes.get(lever) or {}, whole)
            found += _check_time(chain, where, lever, whole)
        if len(found) == before and lever in judge.levers:
            moves.append(_move(judge, lever, whole))
    return Active(measure.name, tuple(moves), measure.requires, measure.excludes, ambition)


def _ambition(chain: Chain, where: tuple[str, ...], setting: Mapping[str, Any], found: list[Fault]) -> float:
    text = setting.get("ambition")
    if text is None:
        return 1.0
    wrong = misfit(text, "1", "ambition")
    if wrong is None:
        number, unit = units.parse(text)
        share = number * units.factor(unit, "1")
        if 0.0 <= share <= 1.0:
            return share
        wrong = Wrong("no_share", (), {"name": "ambition", "value": text})
    found.append(chain.fault((*where, "ambition"), wrong.code, wrong.near, **wrong.values))
    return 1.0


def _moved(move: Mapping[str, Any], setting: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return a move with the scenario's changes laid over it; a table moves along with ``start``."""
    whole, start = {**move}, change.get("start") or setting.get("start")
    if start is not None:
        if move["ramp"] == "table":
            shift = start - min(move["table"])
            whole["table"] = {year + shift: value for year, value in move["table"].items()}
        else:
            whole["start"] = start
    if setting.get("end") is not None and move["ramp"] != "table":
        whole["end"] = setting["end"]
    if change.get("to") is not None or change.get("table"):
        whole.pop("range", None)  # it was that of another target
    whole.update({key: value for key, value in change.items() if value is not None and value != {}})
    if change.get("table"):
        whole["ramp"] = "table"
    if whole["ramp"] == "table":
        whole["start"], whole["end"] = min(whole["table"]), max(whole["table"])
    elif whole["ramp"] == "step":
        whole["end"] = whole["start"]
    return whole


def _check_change(
    chain: Chain, judge: Judge, where: tuple[str, ...], change: Mapping[str, Any], move: Mapping[str, Any]
) -> list[Fault]:
    if not change:
        return []
    out = check_move(judge, where[-1], change, where, chain.fault)
    if move["ramp"] == "table" and "to" in change:
        out.append(chain.fault((*where, "to"), "follows_table", key=True, name=where[-1]))
    shape = "table" if change.get("table") else move["ramp"]
    known = names({"table": ("table",), "step": ("start", "to")}.get(shape, ("start", "end", "to")))
    tabled = ("range", "start", "end") if change.get("table") else ("range", "end")
    for key in {"table": tabled, "step": ("end",)}.get(shape, ()):
        if key in change:
            out.append(chain.fault((*where, key), "ramp_refuses", key=True, name=key, ramp=shape, known=known))
    return out


def _check_range(
    chain: Chain, judge: Judge, where: tuple[str, ...], change: Mapping[str, Any], whole: Mapping[str, Any]
) -> list[Fault]:
    """The range that a scenario states lies around the target, be that its own or the library's."""
    return check_spread(judge, where[-1], whole, where, chain.fault) if change.get("range") else []


def _check_end(chain: Chain, where: tuple[str, ...], measure: Measure, setting: Mapping[str, Any]) -> list[Fault]:
    """A measure of nothing but steps and tables has no end that a scenario could move."""
    if setting.get("end") is None or any(move["ramp"] in ("linear", "s-curve") for move in measure.levers.values()):
        return []
    return [chain.fault((*where, "end"), "no_end", key=True, name=measure.name)]


def _check_time(chain: Chain, where: tuple[str, ...], lever: str, whole: Mapping[str, Any]) -> list[Fault]:
    """Measures act after ``as_of`` and, where the scenario sets their years, start and end by the horizon."""
    as_of, horizon = chain.data.get("as_of"), chain.data.get("horizon")
    start, end, out = whole["start"], whole["end"], []
    places = {key: _stated(chain, where, lever, key) for key in ("start", "end")}
    if as_of is not None and start <= as_of:
        by_switch = len(places["start"]) == 2
        values: dict[str, Any] = {"name": where[-1], "start": start, "as_of": as_of, "earliest": as_of + 1}
        out.append(chain.fault(places["start"], "starts_too_early", key=by_switch, **values))
    if end < start and (len(places["start"]) > 2 or len(places["end"]) > 2):
        stated = places["end"] if len(places["end"]) > 2 else places["start"]
        out.append(chain.fault(stated, "end_before_start", name=f"{where[-1]} ({lever})", end=end, start=start))
    for key, year in (("start", start), ("end", end)):
        if horizon is not None and year > horizon and len(places[key]) > 2:
            out.append(chain.fault(places[key], "after_horizon", name=key, year=year, horizon=horizon))
    return list(dict.fromkeys(out))


def _stated(chain: Chain, where: tuple[str, ...], lever: str, key: str) -> tuple[str, ...]:
    """Return where the scenario states a year of a move: at the lever, at the measure, or only by its switch."""
    for path in ((*where, "levers", lever, key), (*where, "levers", lever, "table"), (*where, key)):
        if chain.states(path):
            return path
    return where


def _move(judge: Judge, name: str, whole: Mapping[str, Any]) -> Move:
    lever = judge.levers[name]
    if whole["ramp"] == "table":
        table = {year: judge.value(lever, text)[0] for year, text in sorted(whole["table"].items())}
        return Move(name, table[max(table)], whole["start"], whole["end"], "table", table)
    value, spread = judge.value(lever, whole["to"])[0], _spread(judge, lever, whole.get("range"))
    return Move(name, value, whole["start"], whole["end"], shape(whole), spread=spread)


def _spread(judge: Judge, lever: Lever, stated: Mapping[str, Any] | None) -> Spread | None:
    """Return the range of a target in the lever's unit, None where none is stated."""
    if not stated:
        return None
    low, high = (judge.value(lever, stated[key])[0] for key in ("low", "high"))
    return Spread(low, high, stated.get("distribution") or "triangular", stated.get("group") or "")
