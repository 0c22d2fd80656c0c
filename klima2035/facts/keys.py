"""What is told of the keys of the YAML files: meaning, place, what may stand there, a line from a shipped file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from klima2035 import acceptance, guidance, places, yamlfile
from klima2035.errors import InputError
from klima2035.facts.world import Fact, World, fact
from klima2035.origins import at
from klima2035.yamlfile import Document

Form = Mapping[str, Any]
Way = tuple[str, ...]

FILES = ("scenario", "measure", "milestones", "framework", "stress", "groups", "mapping", "inputs")
ELSEWHERE = {"framework": ("file",), "settings": ()}  # below these, what other kinds do not tell
ENGLISH = {  # of keys without a description of their own in the models
    "schema": "version of this form",
    "name": "must be the file's name without .yaml: lower-case letters, digits, hyphens",
    "title": "heading in both languages, as it stands in tables and charts",
    "text": "a sentence or two in both languages",
    "de": "the German wording",
    "en": "the English wording",
    "sector": "field in which the measure acts",
    "decider": "without whom the measure does not happen",
    "office": "office or company in charge",
    "id": "lower-case letters, digits, hyphens; each only once",
    "year": "year in which the limit holds",
    "sense": "whether the limit is an upper or a lower one",
    "limit": "value with a unit that fits the indicator",
    "origin": "decided, derived from a scenario, or proposed",
    "framework": "what the city does not decide: grid, prices, population, law",
    "settings": "how emissions are counted; scenarios with other rules cannot be compared",
    "milestones": "by what the city is measured",
    "groups": "title and measures of each group; a measure that none names forms a group of its own",
}
SHORT = 70  # characters of an example that is not looked for further
STANDS_FOR = {
    "measures": "a_measure",
    "levers": "a_lever",
    "funding": "a_programme",
    "groups": "a_group",
    "inputs": "an_input",
    "where": "a_column",
    "sectors": "a_word",
    "carriers": "a_word",
    "datenguete_by_carrier": "a_word",
}  # what a free key below stands for


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a key: the way from the kind of file (``*``: any name), its form, whether it must be there."""

    way: Way
    form: Form
    needed: bool


@cache
def _places() -> dict[str, tuple[Place, ...]]:
    """Return every key of every kind of file with its places, by the forms committed for editors."""
    found: dict[str, list[Place]] = {}
    for kind in FILES:
        whole = acceptance.schema(kind)
        for place in _walk(whole, whole.get("$defs", {}), (kind,)):
            found.setdefault(place.way[-1], []).append(place)
    return {key: tuple({one.way: one for one in told}.values()) for key, told in found.items()}


def _walk(form: Form, known: Mapping[str, Form], way: Way) -> Iterator[Place]:
    form = _whole(form, known)
    for option in _options(form):
        yield from _walk(option, known, way)
    for key, child in form.get("properties", {}).items():
        if len(way) == 1 or key in ELSEWHERE.get(way[-1], (key,)):
            yield Place((*way, key), _whole(child, known), key in form.get("required", ()))
            yield from _walk(child, known, (*way, key))
    if isinstance(form.get("items"), dict):
        yield from _walk(form["items"], known, way)
    if isinstance(form.get("additionalProperties"), dict):
        yield from _walk(form["additionalProperties"], known, (*way, "*"))


def _whole(form: Form, known: Mapping[str, Form]) -> Form:
    """Return a form with its reference put in; its own description goes before that of the reference."""
    if "$ref" not in form:
        return form
    put = {key: value for key, value in known[form["$ref"].rsplit("/", 1)[-1]].items() if key != "description"}
    return {**put, **{key: value for key, value in form.items() if key != "$ref"}}


def _options(form: Form) -> list[Form]:
    return [one for one in form.get("anyOf") or form.get("oneOf") or () if one.get("type") != "null"]


def key_names() -> tuple[str, ...]:
    """Return every key of the YAML files but framework settings and settings of accounting, which are kinds too."""
    return tuple(_places())


def key_label(name: str, lang: str) -> str:
    """Return the title that editors show for a key; in English the key itself."""
    return _german(_places()[name][0].way)[0] if lang == "de" else name


def key(world: World, name: str) -> list[Fact]:
    """Return what is told of a key of the YAML files: meaning by place, what may stand there, an example."""
    found = _places()[name]
    titles = dict.fromkeys(_german(one.way)[0] for one in found) if world.lang == "de" else [name]
    return [
        *fact("label", ", ".join(titles)),
        *fact("meaning", _by_place(world, {one.way: _meaning(world, one) for one in found})),
        *fact("key_places", [_place(world, one) for one in found]),
        *fact("key_form", dict.fromkeys(_form(world, one.form) for one in found)),
        *fact("allowed", dict.fromkeys(line for one in found for line in _words(world, one))),
        *fact("example", _example(world, found)),
    ]


def _german(way: Way) -> tuple[str, str]:
    """Return title and text of a key; in a framework file the keys beside ``framework`` are no paths."""
    own = ".".join(way) in guidance.TEXTS or len(way) > 2
    return guidance.told(way if own else ("", *way[1:]) if way[0] == "framework" else way)


def _by_place(world: World, told: Mapping[Way, str]) -> list[str]:
    """Return what is told of a key's places, each thing once, with the kinds of file where there are several."""
    by_text: dict[str, list[Way]] = {}
    for way, line in told.items():
        by_text.setdefault(line, []).append(way)
    if len(by_text) == 1:
        return list(by_text)
    return [f"{line} [{'; '.join(_way(world, way) for way in ways)}]" for line, ways in by_text.items()]


def _meaning(world: World, place: Place) -> str:
    if world.lang == "de":
        return _german(place.way)[1]
    told = str(place.form.get("description") or ENGLISH[place.way[-1]])
    return f"{told[0].upper()}{told[1:]}."


def _place(world: World, place: Place) -> str:
    return world.say("key_needed" if place.needed else "key_optional", _way(world, place.way))


def _way(world: World, way: Way) -> str:
    """Return the way to a key: the kind of file, then the keys above it."""
    steps = [f"<{world.say(STANDS_FOR[before])}>" if step == "*" else step for before, step in pairwise(way)]
    return f"{world.say('key_file_' + way[0])}: {'.'.join(steps)}"


def _form(world: World, form: Form) -> str:
    """Return in words what may stand at a key."""
    options = _options(form)
    if options:
        return world.say("key_or").join(dict.fromkeys(_form(world, one) for one in options))
    if "$ref" in form:
        return world.say("key_form_object")
    if "const" in form or "enum" in form:
        return world.say("key_form_word")
    if form.get("x-keys") == "year":
        return world.say("key_form_years")
    if set(form.get("properties", ())) == {"de", "en"}:
        return world.say("key_form_text")
    code = form.get("format") or ("year" if "minimum" in form else form.get("type", "object"))
    if code == "string" and form.get("pattern", "").startswith("^[a-z0-9]"):
        code = "name"
    return world.say(f"key_form_{code}", *((form["minimum"], form["maximum"]) if code == "year" else ()))


def _words(world: World, place: Place) -> list[str]:
    """Return the words of a closed choice with their meaning; none for an open one."""
    out = []
    for form in (place.form, *_options(place.form)):
        for word in form.get("enum") or ([form["const"]] if "const" in form else []):
            told = guidance.CHOICES.get(f"{place.way[-1]}.{word}") if world.lang == "de" else None
            told = told or (world.words(word) if isinstance(word, str) else str(word))
            out.append(str(word) if told == str(word) else f"{word}: {told}")
    return out


def _example(world: World, found: tuple[Place, ...]) -> str | None:
    """Return the first short line that holds a key with its whole value, else the first whole one."""
    first = None
    for line, told in _examples(world, found):
        if any(line.count(one) != line.count(other) for one, other in ("{}", "[]")) or line.count('"') % 2:
            continue  # goes on in the next line
        if len(line) <= SHORT:
            return told
        first = first or told
    return first


def _examples(world: World, found: tuple[Place, ...]) -> Iterator[tuple[str, str]]:
    """Yield lines of files that hold a key, without and with their place, those of scenarios last."""
    for place in sorted(found, key=lambda one: one.way[0] == "scenario"):
        for document in _documents(world, place.way[0]):
            for path in _matches(document.data, place.way[1:]):
                spot = at(document, path)
                if spot.line:
                    line = _line(document.text.splitlines()[spot.line - 1 :])
                    yield line, f"{line}  ({spot.told(world.lang)})"


def _line(lines: list[str]) -> str:
    """Return the first line, with the next one in braces where its value begins there; comments left out."""
    told = (line.partition(" #")[0].strip() for line in lines if not line.lstrip().startswith("#"))
    first = next(told).removeprefix("- ")
    below = next(told, "") if first.endswith(":") else ""
    return f"{first} {{{below}}}" if below and not below.startswith("- ") and not below.endswith(":") else first


def _matches(data: Any, way: Way) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths in a file's data that go a way; lists are entered at each item."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            for path in _matches(item, way):
                yield (i, *path)
    elif not way:
        yield ()
    elif isinstance(data, dict):
        for key_ in data if way[0] == "*" else way[:1]:
            if key_ in data and not (len(way) == 1 and data[key_] is None):
                for path in _matches(data[key_], way[1:]) if len(way) > 1 else [()]:
                    yield (key_, *path)


def _documents(world: World, kind: str) -> Iterator[Document]:
    """Yield the files of a kind that the city has."""
    if kind == "measure":
        yield from (one.document for one in world.library.values())
    elif kind == "milestones":
        yield from [world.milestone_file] if world.milestone_file is not None else []
    elif kind == "inputs":
        yield from _read(world.folder / "inputs.yaml")
    elif kind == "mapping":
        folders = (one / part / "mappings" for one in places.roots("inputs") for part in (world.city, "germany"))
        yield from (document for one in folders for path in sorted(one.glob("*.yaml")) for document in _read(path))
    elif kind == "groups":
        folders = (one / "groups" for one in places.roots("scenarios"))
        yield from (document for one in folders for path in sorted(one.glob("*.yaml")) for document in _read(path))
    elif kind == "stress":
        yield from world.stress.values()
    elif kind == "scenario":
        yield from (one.documents[0] for one in world.chains.values())
    else:
        yield from (document for one in world.chains.values() for document in one.framework_files)


def _read(path: Path) -> list[Document]:
    try:
        return [yamlfile.read(path)]
    except (InputError, OSError):
        return []
