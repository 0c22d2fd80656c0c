"""Settings in, what the page shows out: computed once each, the last ones kept, never two at a time."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import Any

from klima2035 import pipeline
from klima2035.explorer import start
from klima2035.explorer.asked import Base, Setting
from klima2035.explorer.desk import Desk, Wanted
from klima2035.explorer.view import notes, view
from klima2035.model import Kept
from klima2035.pipeline import Computed
from klima2035.stress import run as stress

MOST_VIEWS = 64  # kept answers, some 70 kB each
MOST_COMPUTED = 2  # kept computations, some 4 MB each: a view is followed by its notes


class Engine:
    """Works out views, bases and files for the page, one call at a time: callers see to that."""

    def __init__(self, default: str, saving: str | None = None) -> None:
        self.desk = Desk(default)
        self.saving = saving
        self._views: OrderedDict[str, bytes] = OrderedDict()
        self._computed: OrderedDict[str, tuple[Wanted, Computed]] = OrderedDict()
        self._sectors = Kept()

    def start(self) -> bytes:
        """Return what the page needs once, as JSON."""
        return as_json(start.start(self.desk, self.saving))

    def base(self, asked_for: Base) -> bytes:
        """Return a base with its history, its files looked at again, as JSON; InputError with all faults."""
        before = self.desk.base(asked_for) if asked_for.document is not None else None
        known = self.desk.base(asked_for, fresh=True)
        if known is not before:
            self._views.clear()
            self._computed.clear()
        return as_json(start.base(known))

    def view(self, setting: Setting) -> bytes:
        """Return what the page shows of a setting, as JSON; InputError with all faults."""
        key = self.key(setting)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = as_json(view(*self.computed(setting)))
            while len(self._views) > MOST_VIEWS:
                self._views.popitem(last=False)
        self._views.move_to_end(key)
        return found

    def notes(self, setting: Setting) -> bytes:
        """Return what is told of a setting when the hand rests, as JSON; InputError with all faults."""
        return as_json(notes(*self.computed(setting)))

    def computed(self, setting: Setting) -> tuple[Wanted, Computed]:
        """Return what a setting means and its computation, the last ones kept."""
        key = self.key(setting)
        if key not in self._computed:
            wanted = self.desk.wanted(setting)
            made = stress.assembled(wanted.inputs, wanted.scenario, wanted.case, wanted.adoption, wanted.under)
            self._computed[key] = wanted, pipeline.compute(made, self._sectors)
            while len(self._computed) > MOST_COMPUTED:
                self._computed.popitem(last=False)
        return self._computed[key]

    @staticmethod
    def key(setting: Setting) -> str:
        """Return the same text for the same setting, whatever the order in which it was put together."""
        plain = setting.model_dump(exclude_defaults=True)
        plain["stress"] = sorted(setting.stress)
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def as_json(data: Any) -> bytes:
    """Return data as JSON; numbers to the last digit, those that are none as null."""
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except ValueError:
        return json.dumps(_plain(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _plain(data: Any) -> Any:
    """Return data with null for numbers that are none."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return None if isinstance(data, float) and not abs(data) < float("inf") else data
