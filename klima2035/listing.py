"""What ``list`` and ``show`` say: scenarios, measures, levers, milestones and all other kinds in plain words."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from klima2035 import places, yamlfile
from klima2035.errors import InputError
from klima2035.labels import Labels, labels
from klima2035.messages import text
from klima2035.numbers import NO_VALUE, money, percent, significant

if TYPE_CHECKING:
    from klima2035.case import Overlay
    from klima2035.chain import Chain
    from klima2035.facts.world import World
    from klima2035.levers import Active, Lever, Move
    from klima2035.milestone_files import Milestone
    from klima2035.scenario import Scenario

WIDTH = 100


@cache
def _levers() -> dict[str, Lever]:
    """Return the levers by name; imported late, so that scenarios are listed without the model."""
    from klima2035.sectors import LEVERS  # noqa: PLC0415

    return {lever.name: lever for lever in LEVERS}


def city_of(default: str) -> tuple[str, int]:
    """Return city and ``as_of`` of a scenario, without checking what it runs."""
    from klima2035 import chain  # noqa: PLC0415

    found = chain.read(places.find(default))
    if found.faults or found.city is None:
        raise InputError(found.faults)
    return found.city, int(found.data["as_of"])


def lines(kind: str, default: str, lang: str) -> list[str]:
    """Return one line for each thing of a kind: its name and what it is; all but scenarios of the default's city."""
    if kind == "scenarios":
        return scenarios(lang)
    if kind == "stress":
        return titled([root / "stress" for root in places.roots("scenarios")], lang)
    from klima2035.facts.world import World  # noqa: PLC0415

    return _columns(_ROWS[kind](World(*_places(default, lang))))


def _places(default: str, lang: str) -> tuple[str, str, int]:
    city, as_of = city_of(default)
    return city, lang, as_of


Rows = Iterable[tuple[str, ...]]


def _lever_rows(world: World) -> Rows:
    from klima2035 import levers  # noqa: PLC0415
    from klima2035.facts.saying import written_units  # noqa: PLC0415

    yield tuple(world.say(f"list_{key}") for key in ("name", "label", "operation", "unit", "bounds", "decider"))
    for one in world.levers.values():
        bounds = world.span(*levers.bounds(world.inputs, one), one.unit)
        yield (
            one.name,
            world.words(one.name),
            world.words(one.combine),
            written_units(one)[0],
            bounds,
            world.words(one.decider),
        )


def _measure_rows(world: World) -> Rows:
    yield tuple(world.say(f"list_{key}") for key in ("name", "label", "decider", "levers"))
    for one in world.library.values():
        yield one.name, one.title[world.lang], world.words(one.decider), str(len(one.levers))


def _milestone_rows(world: World) -> Rows:
    for one in world.milestones.values():
        yield one.id, _milestone(one, world.words)


def _input_rows(world: World) -> Rows:
    from klima2035.facts.figures import input_names  # noqa: PLC0415
    from klima2035.variables import INPUTS  # noqa: PLC0415

    for name in input_names(world):
        yield name, world.meaning(name, INPUTS[name].text)


def _indicator_rows(world: World) -> Rows:
    from klima2035.facts.figures import indicator_names, indicator_unit  # noqa: PLC0415

    for name in indicator_names():
        yield name, world.words(name), world.unit(indicator_unit(name))


def _programme_rows(world: World) -> Rows:
    from klima2035.facts.money import programme_names  # noqa: PLC0415

    for name in programme_names(world):
        yield name, world.words(name)


def _asset_rows(world: World) -> Rows:
    for one in world.assets.values():
        yield one.name, world.words(one.name), world.unit(one.unit)


def _source_rows(world: World) -> Rows:
    for key, row in sorted(world.inputs.sources.items()):
        yield key, row["title"]


def _unit_rows(world: World) -> Rows:
    from klima2035 import units  # noqa: PLC0415

    for name in units.UNITS:
        yield name, world.unit(name)


_ROWS: dict[str, Callable[[World], Rows]] = {
    "measures": _measure_rows,
    "levers": _lever_rows,
    "milestones": _milestone_rows,
    "inputs": _input_rows,
    "indicators": _indicator_rows,
    "programmes": _programme_rows,
    "assets": _asset_rows,
    "sources": _source_rows,
    "units": _unit_rows,
}


def scenarios(lang: str) -> list[str]:
    """Return the scenarios to be had by name, the working folder's first; one that cannot be read says so."""
    return titled(places.roots("scenarios"), lang)


def titled(folders: Sequence[Path], lang: str) -> list[str]:
    """Return the files of some folders by name and title, the first folder's first; one not to be read says so."""
    found: dict[str, str] = {}
    for folder in (one for one in folders if one.is_dir()):
        for name in places.names(folder, "scenarios"):
            if name not in found:
                try:
                    data = yamlfile.read(folder / f"{name}.yaml").data
                except (InputError, OSError):
                    data = None
                title = data.get("title") if isinstance(data, dict) else None
                known = isinstance(title, dict) and isinstance(title.get(lang), str)
                found[name] = title[lang] if known and title is not None else text("unreadable", lang)
    return _columns(list(found.items()))


def _columns(rows: Rows) -> list[str]:
    """Return rows in aligned columns; the last one runs on."""
    every = list(rows)
    widths = [max(len(row[i]) for row in every) for i in range(len(every[0]) - 1)] if every else []
    return [
        "  ".join([cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)] + [row[-1]]).rstrip()
        for row in every
    ]


def _milestone(one: Milestone, words: Labels) -> str:
    from klima2035.facts.saying import limit  # noqa: PLC0415

    return f"{one.year}: {one.title[words.lang]} ({limit(one, words)})"


def resolved(chain: Chain, scenario: Scenario, lang: str, form: str) -> list[str]:
    """Return a scenario flat, each value with its origin: as YAML that is a scenario file, or as JSON."""
    from klima2035 import origins  # noqa: PLC0415

    found = origins.entries(chain, scenario)
    if form == "json":
        return [origins.as_json(found)]
    return origins.as_yaml(found, lang, {name: one.title for name, one in scenario.library.items()})


def show(scenario: Scenario, lang: str) -> list[str]:
    """Return a scenario in plain words: its framework, settings, measures and milestones."""
    from klima2035.facts.saying import framework_label  # noqa: PLC0415

    words = labels(lang)
    out = [scenario.title[lang], *textwrap.wrap(scenario.text[lang], WIDTH), ""]
    out.append(text("show_horizon", lang, scenario.as_of, scenario.horizon, scenario.law_as_of.isoformat()))
    if scenario.parents:
        out.append(text("show_extends", lang, ", ".join(scenario.parents)))
    choices = [f"{framework_label(name, words)}: {words(choice)}" for name, choice in scenario.framework.items()]
    out += _block(text("show_framework", lang), choices or [text("show_reference", lang)])
    settings = {name: getattr(scenario.settings, name) for name in scenario.settings.__dataclass_fields__}
    out += _block(text("show_settings", lang), [f"{words(k)}: {words(str(v))}" for k, v in settings.items()])
    if scenario.funding:
        told = [f"{programme_word(one.programme, words)}: {overlay(one, lang)}" for one in scenario.funding]
        out += _block(text("show_funding", lang), told)
    measures: list[str] = []
    for active in scenario.measures:
        measures += _measure(scenario, active, words)
    out += _block(text("show_measures", lang, len(scenario.measures)), measures or [text("show_none", lang)])
    milestones = [_milestone(one, words) for one in scenario.milestones]
    out += _block(text("show_milestones", lang, len(milestones)), milestones or [text("show_none", lang)])
    return out


def programme_word(code: str, words: Labels) -> str:
    """Return the name of a programme, or the words for all of them."""
    return text("funding_all", words.lang) if code == "all" else words(code)


def overlay(change: Overlay, lang: str) -> str:
    """Return what a scenario changes in a programme, in words."""
    told = []
    if change.rate is not None:
        told.append(text("funding_rate", lang, percent(change.rate, 0, lang)))
    if change.pot is not None:
        told.append(text("funding_pot", lang, money(change.pot, lang)))
    if told and change.from_year:
        told.append(text("funding_from", lang, change.from_year))
    if change.ends is not None:
        told.append(text("funding_ends", lang, change.ends))
    if change.resumes is not None:
        told.append(text("funding_resumes", lang, change.resumes))
    return ", ".join(told)


def _block(head: str, rows: Sequence[str]) -> list[str]:
    return ["", head, *(f"  {row}" for row in rows)]


def _measure(scenario: Scenario, active: Active, words: Labels) -> list[str]:
    """Return one measure: its title and what it does to each lever."""
    lang, measure = words.lang, scenario.library[active.name]
    head = measure.title[lang]
    if active.ambition != 1.0:
        head += " (" + text("show_ambition", lang, percent(active.ambition, 0, lang)) + ")"
    return [head, *(f"  - {moved(move, words)}" for move in active.moves)]


def amount(lever: str, value: float, words: Labels, finer: int = 0) -> str:
    """Return a value of a lever with its unit, shares in per cent; ``finer``: that many digits more."""
    unit = _levers()[lever].unit
    if unit in {"1", "1/a"}:
        decimals = (1 if 0.0 < abs(value) < 0.1 else 0) + finer
        return percent(value, decimals, words.lang) + ("/a" if unit == "1/a" else "")
    return f"{significant(value, 3 + finer, words.lang)} {words(unit)}"


def goal(lever: str, value: float, words: Labels, finer: int = 0) -> str:
    """Return where a measure takes a lever, in the words of the lever's rule: to, by so much more, times."""
    rule = _levers()[lever].combine
    if rule == "multiply":
        return text("show_multiply", words.lang, significant(value, 3 + finer, words.lang))
    return text("show_add" if rule == "add" else "show_to", words.lang, amount(lever, value, words, finer))


def width(move: Move, words: Labels) -> str:
    """Return between which values the target of a move may lie, and how it is drawn; a dash where it is certain."""
    spread = move.spread
    if spread is None:
        return NO_VALUE
    if _levers()[move.lever].combine == "multiply":
        low, high = (significant(value, 3, words.lang) for value in (spread.low, spread.high))
    else:
        low, high = (amount(move.lever, value, words) for value in (spread.low, spread.high))
    group = f", {spread.group}" if spread.group else ""
    return f"{text('span', words.lang, low, high)}, {words(spread.distribution)}{group}"


def moved(move: Move, words: Labels) -> str:
    """Return what a measure does to one lever: where it goes, from when to when, in which shape; a table by year."""
    lang, lever = words.lang, words(move.lever)
    if move.table:
        years = ", ".join(f"{year} {goal(move.lever, value, words)}" for year, value in sorted(move.table.items()))
        return text("show_by_year", lang, lever=lever, years=years)
    span = text("show_from", lang, move.start) if move.start == move.end else f"{move.start}–{move.end}"
    target = goal(move.lever, move.value, words) + (f" ({width(move, words)})" if move.spread else "")
    return text("show_move", lang, lever=lever, target=target, span=span, shape=words(move.shape))
