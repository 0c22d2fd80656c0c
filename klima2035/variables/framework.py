"""Arrays of the topic: framework."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

INPUTS: tuple[Variable, ...] = ()

RESULTS: tuple[ResultVariable, ...] = ()
