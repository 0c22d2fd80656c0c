"""What the server knows of scenarios: bases read from files, settings of the page resolved in memory."""

from __future__ import annotations

import copy
import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from klima2035 import chain as chains
from klima2035 import faults, loading, places, yamlfile
from klima2035 import scenario as scenarios
from klima2035.chain import Chain
from klima2035.errors import Fault, InputError, fault
from klima2035.explorer import asked
from klima2035.explorer.asked import Base, Setting
from klima2035.inputs import Inputs
from klima2035.levers import Lever
from klima2035.scenario import Scenario
from klima2035.sectors import LEVERS
from klima2035.stress import cases as stress_cases
from klima2035.stress.cases import Case, together
from klima2035.stress.overlay import changed
from klima2035.surroundings import Around, around

MOST_BASES, MOST_STRESSED = 32, 8
FOLDER = Path("scenarios")
LEVER: Mapping[str, Lever] = {lever.name: lever for lever in LEVERS}


@dataclass(frozen=True)
class Known:
    """A base: its files merged, what stands around it, and the scenario that they are."""

    chain: Chain
    beside: Around
    scenario: Scenario

    @property
    def inputs(self) -> Inputs:
        """The city's tables."""
        if self.beside.inputs is None:
            raise InputError(self.chain.faults)
        return self.beside.inputs


@dataclass(frozen=True)
class Wanted:
    """What a setting means: a scenario, the tables it runs on and the stress it is under, if any."""

    scenario: Scenario
    inputs: Inputs
    case: Case | None
    under: Inputs | None = None  # the tables as the stress changes them

    @property
    def adoption(self) -> str:
        """How measures are adopted: a case of money or labour builds only what is paid for."""
        financed = self.case is not None and self.case.financed
        return "financed" if financed else self.scenario.settings.adoption


class SettingError(InputError):
    """Faults of a setting, each with the keys that lead to what is wrong."""

    def __init__(self, found: Sequence[Fault], keys: Sequence[yamlfile.Path_]) -> None:
        super().__init__(found)
        self.keys = tuple(".".join(str(part) for part in key) for key in keys)


class Desk:
    """Bases by name or text, each read once; settings become scenarios without touching a file."""

    def __init__(self, default: str) -> None:
        self.default = default
        self._city: str | None = None  # of the default: the page knows the measures of one city
        self._bases: OrderedDict[str, Known] = OrderedDict()
        self._around: dict[str, Around] = {}
        self._under: OrderedDict[tuple[str, ...], tuple[Case, Inputs]] = OrderedDict()

    def base(self, asked_for: Base, fresh: bool = False) -> Known:
        """Return a base; ``fresh``: its files are looked at again. InputError with all faults."""
        name = asked_for.base or self.default
        text = asked_for.document
        key = f"name {name}" if text is None else f"text {hashlib.sha256(text.encode()).hexdigest()}"
        known = self._bases.get(key)
        if known is None or fresh:
            chain = chains.read(places.find(name)) if text is None else _opened(text)
            if known is None or _digests(chain) != _digests(known.chain):
                known = self._read(chain)
                self._bases[key] = known
        self._bases.move_to_end(key)
        while len(self._bases) > MOST_BASES:
            self._bases.popitem(last=False)
        return known

    def named(self, reference: str) -> Known:
        """Return a base by name or path, read anew; InputError with all faults."""
        return self._read(chains.read(places.find(reference)))

    def _read(self, chain: Chain) -> Known:
        sound = chain.city is not None and places.is_name(chain.city) and not chain.faults
        if not sound or chain.city is None:
            scenarios.resolve(chain, LEVERS, read=loading.read_inputs)  # raises all faults at once
            raise InputError(chain.faults)
        if self._city is None:
            self._city = chain.city
        elif chain.city != self._city:
            raise InputError([chain.fault(("city",), "another_city", value=chain.city, city=self._city)])
        beside = self._around.get(chain.city)
        if beside is None:
            inputs = loading.load_inputs(chain.city)
            beside = around(inputs, inputs.root / chain.city, LEVERS)
            if not beside.faults:
                self._around[chain.city] = beside
        return Known(chain, beside, scenarios.resolve(chain, LEVERS, beside=beside))

    def data(self, setting: Setting, known: Known) -> dict[str, Any]:
        """Return what a setting states beyond its base, as a scenario file does."""
        moves = {name: measure.levers for name, measure in known.beside.library.measures.items()}
        return asked.stated(setting, known.chain.data, moves, LEVER)

    def wanted(self, setting: Setting) -> Wanted:
        """Return the scenario that a setting means; InputError with all faults, at lines of the text it would be."""
        known = self.base(setting)
        scenario = known.scenario
        if setting.changes:
            data = asked.whole(self.data(setting, known), asked.UNSAVED, asked.TITLE, scenario.name)
            scenario = self.resolved(known, asked.as_yaml(data))
        return Wanted(scenario, known.inputs, *self._stressed(setting, known))

    def resolved(self, known: Known, text: str) -> Scenario:
        """Return the scenario of a text that stands before a base in its chain; SettingError with all faults."""
        document = yamlfile.parse(FOLDER / f"{asked.UNSAVED}.yaml", text.encode())
        data, wrong = faults.check(document, "scenario")
        above = known.chain
        child = Chain(
            copy.deepcopy(above.data), [document, *above.documents], above.framework_files, [*above.faults, *wrong]
        )
        chains.merge(child.data, data)
        try:
            return scenarios.resolve(child, LEVERS, beside=known.beside)
        except InputError as error:
            raise SettingError(error.faults, [document.at(one.line, one.column) for one in error.faults]) from None

    def _stressed(self, setting: Setting, known: Known) -> tuple[Case | None, Inputs | None]:
        """Return the stress cases of a setting as one and the tables under it, both kept.

        InputError where one is unknown or two contradict each other.
        """
        if not setting.stress:
            return None, None
        key = (known.inputs.city, str(known.scenario.as_of), *sorted(setting.stress))
        if key not in self._under:
            case = self._case(setting, known)
            self._under[key] = case, changed(known.inputs, case.changes, known.scenario.as_of)
            while len(self._under) > MOST_STRESSED:
                self._under.popitem(last=False)
        return self._under[key]

    def _case(self, setting: Setting, known: Known) -> Case:
        chosen = stress_cases.load(setting.stress, known.inputs, known.scenario.as_of)

        def joined(one: Case, other: Case) -> Case:
            both = together(one, other)
            if both is None:
                raise InputError([fault("stress", 1, 1, "stress_apart", one=one.name, other=other.name)])
            return both

        return reduce(joined, chosen)

    def file(self, setting: Setting, name: str, title: str) -> str:
        """Return the text of the scenario file that states a setting: a child of its base, or the opened file itself.

        InputError for a name that is none and for all faults of the setting.
        """
        if not places.is_name(name) or name in places.RESERVED:
            raise InputError([fault(name or "?", 1, 1, "no_name", value=name)])
        known = self.base(setting)
        words = title.strip() or name.replace("-", " ")
        data = self.data(setting, known)
        parent: str | None = known.scenario.name
        if setting.document is not None:
            own = copy.deepcopy(dict(known.chain.documents[0].data))
            parent = own.get("extends")
            text = own.get("text")
            chains.merge(own, data)
            data = {**({"text": text} if text else {}), **own}
        elif setting.base is None or known.scenario.name != setting.base:
            parent = setting.base or self.default
        made = asked.as_yaml(asked.whole(data, name, {"de": words, "en": words}, parent))
        if setting.document is None:
            self.resolved(known, made)
        else:
            self._read(_opened(made))
        return made


def _opened(text: str) -> Chain:
    """Return the chain of a text that lies in no file; it counts as one among the scenarios."""
    raw = text.encode()
    if len(raw) > yamlfile.LARGEST:
        raise InputError([fault(asked.UNSAVED, 1, 1, "too_large", most=f"{yamlfile.LARGEST // 1000} kB")])
    return chains.read(FOLDER / f"{asked.UNSAVED}.yaml", raw)


def _digests(chain: Chain) -> list[str]:
    return [document.digest for document in (*chain.documents, *chain.framework_files)]
