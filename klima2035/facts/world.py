"""All that is known of a city when one asks for a name."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from klima2035 import chain, faults, measures, milestone_files, places, yamlfile
from klima2035 import scenario as scenarios
from klima2035.case import Asset
from klima2035.chain import Chain
from klima2035.errors import Fault, InputError
from klima2035.facts.saying import framework_label, quantity, target, unit_label, years
from klima2035.inputs import Inputs, Row
from klima2035.labels import Labels, labels
from klima2035.levers import Lever, Move
from klima2035.measures import Measure
from klima2035.messages import text
from klima2035.milestone_files import Milestone
from klima2035.origins import file_of
from klima2035.reading import load
from klima2035.sectors import ASSETS, LEVERS
from klima2035.stress import cases as stress_cases
from klima2035.yamlfile import Document


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told: a code (its label is the message ``fact_<code>``) and one or more lines."""

    code: str
    lines: tuple[str, ...]


def fact(code: str, lines: str | Iterable[str] | None) -> list[Fact]:
    """Return one fact, or none where there is nothing to tell."""
    told = (lines,) if isinstance(lines, str) else tuple(lines or ())
    told = tuple(line for line in told if line)
    return [Fact(code, told)] if told else []


class World:
    """One city with its levers, measures, milestones and tables, and every scenario to be had by name."""

    def __init__(self, city: str, lang: str, as_of: int) -> None:
        self.city, self.lang, self.as_of = city, lang, as_of
        self.words: Labels = labels(lang)
        self.levers: dict[str, Lever] = {lever.name: lever for lever in LEVERS}
        self.assets: dict[str, Asset] = {asset.name: asset for asset in ASSETS}
        self.inputs: Inputs = load(places.inputs_root(city), city)

    def say(self, key: str, *values: object, **named: object) -> str:
        """Return a message in the language asked for."""
        return text(key, self.lang, *values, **named)

    @cached_property
    def folder(self) -> Path:
        """The city's folder in ``inputs``."""
        return places.inputs_root(self.city) / self.city

    @cached_property
    def library(self) -> Mapping[str, Measure]:
        """The city's measures by name; InputError where their files are not sound."""
        found: list[Fault] = []
        known = measures.library(self.folder / "measures", measures.Judge(LEVERS, self.inputs), found)
        if found:
            raise InputError(dict.fromkeys(found))
        return known.measures

    @cached_property
    def _milestones(self) -> tuple[Document | None, dict[str, Milestone]]:
        found: list[Fault] = []
        path = self.folder / "milestones.yaml"
        document, known = milestone_files.read(path, found) if path.is_file() else (None, {})
        if found:
            raise InputError(dict.fromkeys(found))
        return document, known

    @property
    def milestones(self) -> dict[str, Milestone]:
        """The city's milestones by id."""
        return self._milestones[1]

    @cached_property
    def added(self) -> dict[str, tuple[str, int, Mapping[str, Any]]]:
        """Milestones that scenarios add to the city's: by id the scenario, the place in its list, what it states."""
        found: dict[str, tuple[str, int, Mapping[str, Any]]] = {}
        for name, one in self.chains.items():
            stated = one.documents[0].data.get("milestones") if one.city == self.city else None
            for i, item in enumerate(stated or ()):
                if isinstance(item, dict) and item["id"] not in self.milestones:
                    found.setdefault(item["id"], (name, i, item))
        return found

    @cached_property
    def _loaded(self) -> dict[str, scenarios.Scenario]:
        return {}

    def milestone(self, name: str) -> Milestone:
        """Return a milestone of the city or one that a scenario adds; InputError where that scenario is not sound."""
        if name in self.milestones:
            return self.milestones[name]
        origin = self.added[name][0]
        if origin not in self._loaded:
            self._loaded[origin] = scenarios.load(self.scenarios[origin], LEVERS, self.inputs)
        return next(one for one in self._loaded[origin].milestones if one.id == name)

    @property
    def milestone_file(self) -> Document | None:
        """The file of the city's milestones."""
        return self._milestones[0]

    @cached_property
    def scenarios(self) -> dict[str, Path]:
        """Every scenario to be had by name, the working folder's first."""
        return scenario_files()

    @cached_property
    def stress(self) -> dict[str, Document]:
        """The stress cases that can be read, by name."""
        found = {}
        for name in stress_cases.known_names():
            with contextlib.suppress(InputError):
                document = yamlfile.read(stress_cases.find(name))
                if not faults.check(document, "stress")[1]:
                    found[name] = document
        return found

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The scenarios that can be read, with their parents."""
        found = {}
        for name, path in self.scenarios.items():
            made = chain.read(path)
            if not made.faults:
                found[name] = made
        return found

    @cached_property
    def glossary(self) -> Mapping[str, str]:
        """German sentences on variables by code, where the glossary has them."""
        return {code: row["de"] for code, row in notes("glossary.csv").items()}

    def meaning(self, code: str, english: str) -> str:
        """Return what a variable means: in German by the glossary, else the English sentence of its declaration."""
        return self.glossary.get(code, english) if self.lang == "de" else english

    def unit(self, unit: str) -> str:
        """Return the name of a unit."""
        return unit_label(unit, self.words)

    def value(self, value: float | None, unit: str) -> str:
        """Return a value as people write it: shares in per cent, money in words, else with its unit."""
        return quantity(value, unit, self.words)

    def span(self, low: float, high: float, unit: str) -> str:
        """Return a range of values."""
        first, last = self.value(low, unit), self.value(high, unit)
        number, _, its_unit = first.partition("\u00a0")
        if its_unit and its_unit == last.partition("\u00a0")[2]:
            return last if first == last else self.say("span", number, last)
        return last if first == last else self.say("span", first, last)

    def source(self, key: str) -> str:
        """Return a source's title and address."""
        known = self.inputs.sources.get(key)
        if known is None or key.startswith("assumption_"):
            return self.say("own_assumption", key)
        return known["title"] + (f" – {known['url']}" if known["url"] else "") + f" [{key}]"

    def named(self, code: str) -> str:
        """Return a label with its code in brackets."""
        return f"{self.words(code)} ({code})"

    def setting(self, name: str) -> str:
        """Return a framework setting's label with its name in brackets."""
        return f"{framework_label(name, self.words)} ({name})"

    def titled(self, name: str) -> str:
        """Return a measure's title with its name in brackets."""
        known = self.library.get(name)
        return f"{known.title[self.lang]} ({name})" if known else name

    def quality(self, rows: Iterable[Row]) -> str:
        """Return how many rows are of which quality."""
        counted: dict[str, int] = {}
        for row in rows:
            counted[row.quality] = counted.get(row.quality, 0) + 1
        return ", ".join(f"{count} {self.words(code)}" for code, count in counted.items())

    def sources(self, rows: Iterable[Row]) -> list[str]:
        """Return the sources of rows, each once."""
        return [self.source(key) for key in dict.fromkeys(row.source for row in rows)]

    def files(self, rows: Iterable[Row]) -> list[str]:
        """Return the files of rows with the first and the last line."""
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(row.file, []).append(row.line)
        return [
            f"{file_of(Path(file))}:{min(lines)}" + (f"–{max(lines)}" if max(lines) > min(lines) else "")
            for file, lines in found.items()
        ]

    def target(self, lever: Lever, value: float) -> str:
        """Return what a measure does to a lever by the lever's rule: reaches, adds, multiplies."""
        return target(lever, value, self.words)

    def move(self, move: Move | Mapping[str, Any], name: str = "") -> str:
        """Return what a file states of one move: target or table, and the years."""
        if isinstance(move, Move):
            lever, ends = self.levers[move.lever], move.spread
            head = self.target(lever, move.value) + (self._ends(lever, ends.low, ends.high) if ends else "")
            return f"{head}, {years(move.start, move.end)}"
        lever, judge = self.levers[name], measures.Judge(LEVERS, None)
        if move["ramp"] == "table":
            points = sorted(move["table"].items())
            told = [f"{year}:\u00a0{self.value(judge.value(lever, value)[0], lever.unit)}" for year, value in points]
            return f"{self.words('table')}: " + ", ".join(told)
        end = move["start"] if move["ramp"] == "step" else move["end"]
        head = self.target(lever, judge.value(lever, move["to"])[0])
        if move.get("range"):
            head += self._ends(lever, *(judge.value(lever, move["range"][key])[0] for key in ("low", "high")))
        return f"{head}, {years(move['start'], end)}, {self.words(move['ramp'])}"

    def _ends(self, lever: Lever, low: float, high: float) -> str:
        """Return in brackets between which values the target of a lever may lie."""
        return f" ({self.span(low, high, '1' if lever.combine == 'multiply' else lever.unit)})"


def notes(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return a small table of words beside the inputs by its first column; empty where there is none."""
    found: dict[str, Mapping[str, str]] = {}
    for root in reversed(places.roots("inputs")):
        path = root / "germany" / name
        if path.is_file():
            rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
            found |= {row["code"]: row for row in rows}
    return found


def scenario_files() -> dict[str, Path]:
    """Return every scenario to be had by name with its file, the working folder's first."""
    found: dict[str, Path] = {}
    for root in places.roots("scenarios"):
        for name in places.names(root, "scenarios"):
            found.setdefault(name, root / f"{name}.yaml")
    return found
