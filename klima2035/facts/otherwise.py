"""What is told of a stress case: what it assumes and what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from klima2035.facts.world import Fact, World, fact
from klima2035.origins import file_of


def stress(world: World, name: str) -> list[Fact]:
    """Return what is told of a stress case: title, assumption, changes, how measures are adopted, sources, file."""
    document = world.stress[name]
    data = document.data
    return [
        *fact("label", data["title"][world.lang]),
        *fact("meaning", data["text"][world.lang]),
        *fact("changes", [*_inputs(world, data), *_choices(world, data)]),
        *fact("adoption", world.words(data["adoption"]) if data.get("adoption") else None),
        *fact("sources", [world.source(key) for key in data.get("sources") or ()]),
        *fact("files", file_of(document.path)),
    ]


def _inputs(world: World, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield each change of an input as it stands in the file, behind the input's label."""
    for key, several in (data.get("inputs") or {}).items():
        for one in several if isinstance(several, list) else [several]:
            where = ", ".join(_label(world, *pair) for pair in (one.get("where") or {}).items())
            stated = ", ".join(
                f"{word} {value}" for word, value in one.items() if word != "where" and value is not None
            )
            yield (
                (world.named(key) if world.words(key) != key else key) + (f", {where}" if where else "") + f": {stated}"
            )


def _label(world: World, column: str, label: str) -> str:
    """Return a label of a row in words; the base of a lever is its trend."""
    return world.words("trend" if (column, label) == ("role", "base") else label)


def _choices(world: World, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield each changed programme and each chosen path."""
    for name, change in (data.get("funding") or {}).items():
        stated = ", ".join(f"{word} {value}" for word, value in change.items() if value is not None)
        yield f"{world.say('funding_all') if name == 'all' else world.words(name)}: {stated}"
    for setting, value in (data.get("framework") or {}).items():
        if value is not None:
            yield f"{world.setting(setting)}: {world.words(str(value))}"
