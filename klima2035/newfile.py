"""New files in a working folder: a scenario that builds on another one, or a measure, commented in German."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from klima2035 import editor, loading, places, units, yamlfile
from klima2035.errors import EnvironmentFault, InputError, shown
from klima2035.labels import labels
from klima2035.levers import Active, Move
from klima2035.listing import moved
from klima2035.messages import text
from klima2035.numbers import written
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS
from klima2035.wholefile import write_new
from klima2035.workspace import MARKER, city_of, first_line, renew, template


def scenario(name: str, parent: str, title: str | None = None, lang: str = "de") -> Path:
    """Write a commented scenario into ``./scenarios`` and return its path; InputError where it exists."""
    path = Path("scenarios") / f"{name}.yaml"
    _check_name(name, lang)
    _check_free(path, lang)
    if (places.shipped("scenarios") / path.name).exists():
        raise InputError(text("new_shipped", lang, name))
    if not places.is_name(parent):
        raise InputError(text("new_parent", lang, parent))
    above = loading.load_scenario(parent)
    rows = [line for active in above.measures for line in _commented(above, active)]
    explained = "Die Maßnahmen des Elternteils mit Jahren und Zielen. So, wie sie dastehen, ändern sie nichts."
    if not rows:  # a parent without measures: the whole library to switch on
        rows = [f"  # {one.name}: true   ## {one.title['de']}" for one in above.library.values()]
        explained = "Das Elternteil hat keine Maßnahmen. Hier stehen alle der Bibliothek zum Einschalten."
    quoted = _title(title, name, lang)
    body = template(
        "szenario.yaml", name=name, title=quoted, parent=parent, explained=explained, measures="\n".join(rows)
    )
    _create(path, _with_schema("scenario", 1, body), lang)
    _renew_here(lang)
    return path


def measure(name: str, title: str | None = None, lang: str = "de") -> Path:
    """Write a commented measure into the working folder's library and return its path; InputError where it exists."""
    city = city_of(Path(), lang) if Path(MARKER).is_file() else places.DEFAULT_CITY
    path = Path("inputs") / city / "measures" / f"{name}.yaml"
    _check_name(name, lang)
    _check_free(path, lang)
    if not path.parent.is_dir():
        raise InputError(text("new_no_library", lang, path.parent.as_posix()))
    inputs = loading.load_inputs(city)
    source = next(key for key in (f"assumption_{city}", *sorted(inputs.sources)) if key in inputs.sources)
    quoted = _title(title, name, lang)
    body = template("massnahme.yaml", name=name, title=quoted, city=city, source=source)
    _create(path, _with_schema("measure", 3, body), lang)
    _renew_here(lang)
    return path


def _check_name(name: str, lang: str) -> None:
    if not places.is_name(name) or name in places.RESERVED:
        raise InputError(text("new_name", lang, name))


def _check_free(path: Path, lang: str) -> None:
    if path.exists() or path.is_symlink():
        raise InputError(text("new_exists", lang, shown(path)))
    if path.parent.exists() and not (path.parent.is_dir() and places.inside(Path(), path.parent)):
        raise InputError(text("new_place", lang, path.parent.as_posix()))


def _title(title: str | None, name: str, lang: str) -> str:
    """Return a title as it stands in quotes in YAML; by default the name in words."""
    wanted = name.replace("-", " ") if title is None else title.strip()
    if not wanted or not wanted.isprintable():
        raise InputError(text("new_title", lang))
    return json.dumps(wanted, ensure_ascii=False)


def _with_schema(kind: str, depth: int, body: str) -> str:
    """Return a file's text with the line that tells editors its schema, where there is one."""
    return (first_line(kind, depth) if (Path(editor.FOLDER) / f"{kind}.json").is_file() else "") + body


def _create(path: Path, content: str, lang: str) -> None:
    """Write a file that must not exist yet: whole, or not at all."""
    yamlfile.parse(path, content.encode())  # what we write, we can read
    write_new(path, content, lang)


def _renew_here(lang: str) -> None:
    """Let the editors of a working folder know what has been added; never a reason to fail."""
    if Path(MARKER).is_file():
        with contextlib.suppress(InputError, EnvironmentFault):
            renew(Path(), city_of(Path(), lang), lang)


def _commented(above: Scenario, active: Active) -> list[str]:
    """Return one measure of a parent as comments that, freed of their sign, state what holds already."""
    words, known = labels("de"), above.library[active.name]
    out = [f"  ## {known.title['de']} (entscheidet: {words(known.decider)})", f"  # {active.name}:"]
    if active.ambition != 1.0:
        out.append(f"  #   ambition: {written(active.ambition * 100.0)} %")
    if active.moves:
        out.append("  #   levers:")
    for move in active.moves:
        out += [f"  #     ## {moved(move, words)}", f"  #     {move.lever}: {{{_setting(move)}}}"]
    return out


def _setting(move: Move) -> str:
    """Return a move as a scenario states it."""
    if move.table:
        years = ", ".join(f"{year}: {_quantity(move.lever, value)}" for year, value in sorted(move.table.items()))
        return f"table: {{{years}}}"
    span = f"start: {move.start}" if move.shape == "step" else f"start: {move.start}, end: {move.end}"
    return f"{span}, to: {_quantity(move.lever, move.value)}{_range(move)}"


def _range(move: Move) -> str:
    """Return the range of a move's target as a scenario states it behind the target; nothing where it has none."""
    spread = move.spread
    if spread is None:
        return ""
    ends = f"low: {_quantity(move.lever, spread.low)}, high: {_quantity(move.lever, spread.high)}"
    shape = f", distribution: {spread.distribution}" if spread.distribution != "triangular" else ""
    group = f", group: {json.dumps(spread.group, ensure_ascii=False)}" if spread.group else ""
    return f", range: {{{ends}{shape}{group}}}"


def _quantity(name: str, value: float) -> str:
    """Return a value of a lever in the unit that people write."""
    lever = next(lever for lever in LEVERS if lever.name == name)
    unit = editor.written_unit(lever)
    return f"{written(value / units.factor(unit, '1' if lever.combine == 'multiply' else lever.unit))} {unit}"
