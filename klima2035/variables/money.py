"""Arrays of the topic: money."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

INPUTS: tuple[Variable, ...] = ()

RESULTS: tuple[ResultVariable, ...] = ()
