"""What ``list`` and ``show`` say: scenarios, measures, levers and milestones in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from klima2035 import places, yamlfile
from klima2035.labels import Labels, labels
from klima2035.messages import text
from klima2035.numbers import percent, significant

if TYPE_CHECKING:
    from klima2035.levers import Active, Lever, Move
    from klima2035.scenario import Scenario


@cache
def _levers() -> dict[str, Lever]:
    """Return the levers by name; imported late, so that scenarios are listed without the model."""
    from klima2035.sectors import LEVERS  # noqa: PLC0415

    return {lever.name: lever for lever in LEVERS}


def lines(kind: str, default: str, lang: str) -> list[str]:
    """Return one line for each thing of a kind: its name and its title; all but scenarios of the default's city."""
    if kind == "scenarios":
        return scenarios(lang)
    words = labels(lang)
    if kind == "levers":
        return _columns([(lever.name, f"{words(lever.name)} [{words(lever.unit)}]") for lever in _levers().values()])
    from klima2035 import pipeline  # noqa: PLC0415

    scenario = pipeline.load_scenario(default)
    if kind == "measures":
        return _columns([(measure.name, measure.title[lang]) for measure in scenario.library.values()])
    return _columns([(one.id, f"{one.year}: {one.title[lang]} ({one.stated})") for one in scenario.milestones])


def scenarios(lang: str) -> list[str]:
    """Return the scenarios to be had by name, the working folder's first."""
    found: dict[str, str] = {}
    for root in places.roots("scenarios"):
        for name in places.names(root, "scenarios"):
            if name not in found:
                data = yamlfile.read(root / f"{name}.yaml").data
                title = data.get("title") if isinstance(data, dict) else None
                found[name] = str(title.get(lang, "")) if isinstance(title, dict) else ""
    return _columns(list(found.items()))


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(row[0]) for row in rows), default=0)
    return [f"{name.ljust(width)}  {title}".rstrip() for name, title in rows]


def show(scenario: Scenario, resolved: bool, lang: str) -> list[str]:
    """Return a scenario in plain words; ``resolved`` adds texts, tables of values and every file with its hash."""
    words = labels(lang)
    out = [scenario.title[lang], scenario.text[lang], ""] if scenario.text[lang] else [scenario.title[lang], ""]
    out.append(text("show_horizon", lang, scenario.as_of, scenario.horizon, scenario.law_as_of.isoformat()))
    if scenario.parents:
        out.append(text("show_extends", lang, ", ".join(scenario.parents)))
    choices = [f"{words(name)}: {words(choice)}" for name, choice in scenario.framework.items()]
    out += _block(text("show_framework", lang), choices or [text("show_reference", lang)])
    settings = {name: getattr(scenario.settings, name) for name in scenario.settings.__dataclass_fields__}
    out += _block(text("show_settings", lang), [f"{words(k)}: {words(str(v))}" for k, v in settings.items()])
    measures: list[str] = []
    for active in scenario.measures:
        measures += _measure(scenario, active, resolved, words)
    out += _block(text("show_measures", lang, len(scenario.measures)), measures or [text("show_none", lang)])
    milestones = [f"{one.year}: {one.title[lang]} ({one.stated})" for one in scenario.milestones]
    out += _block(text("show_milestones", lang, len(milestones)), milestones or [text("show_none", lang)])
    if resolved:
        out += _block(text("show_files", lang), [f"{digest[:12]}  {file}" for file, digest in scenario.files.items()])
    return out


def _block(head: str, rows: Sequence[str]) -> list[str]:
    return ["", head, *(f"  {row}" for row in rows)]


def _measure(scenario: Scenario, active: Active, resolved: bool, words: Labels) -> list[str]:
    """Return one measure: its title and what it does to each lever."""
    lang, measure = words.lang, scenario.library[active.name]
    head = measure.title[lang]
    if active.ambition != 1.0:
        head += " (" + text("show_ambition", lang, percent(active.ambition, 0, lang)) + ")"
    out = [head]
    if resolved:
        decider = text("show_decider", lang, words(measure.decider), measure.office[lang])
        out += [f"  {measure.text[lang]}", f"  {active.name}; {decider}"]
    out += [f"  - {_move(move, words)}" for move in active.moves]
    if resolved:
        out += [
            f"    {year}: {_value(move.lever, value, words)}"
            for move in active.moves
            for year, value in sorted(move.table.items())
        ]
    return out


def _value(lever: str, value: float, words: Labels) -> str:
    unit = _levers()[lever].unit
    if unit in {"1", "1/a"}:
        return percent(value, 1 if value < 0.1 else 0, words.lang) + ("/a" if unit == "1/a" else "")
    return f"{significant(value, 3, words.lang)} {words(unit)}"


def _move(move: Move, words: Labels) -> str:
    """Return what a measure does to one lever, by the lever's rule for several measures."""
    lang, lever = words.lang, _levers()[move.lever]
    if lever.combine == "multiply":
        target = text("show_multiply", lang, significant(move.value, 3, lang))
    else:
        target = text("show_add" if lever.combine == "add" else "show_to", lang, _value(move.lever, move.value, words))
    return text(
        "show_move", lang, lever=words(move.lever), target=target, start=move.start, end=move.end,
        shape=words(move.shape),
    )  # fmt: skip
