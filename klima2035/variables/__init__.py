"""Every array of the model, declared once: dims, unit, one sentence.

One module per topic; ``INPUTS`` and ``RESULTS`` collect them. A key that is not declared here
is a fault in an input table, and an array that is not declared here never reaches a result file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from klima2035.variables.base import ResultVariable, Variable
from klima2035.variables.dims import BASE_YEAR, DIMS, FIRST_YEAR, LAST_COUNTED, LAST_YEAR, TARGET_YEAR, focus, index

__all__ = ["BASE_YEAR", "DIMS", "FIRST_YEAR", "INPUTS", "LAST_COUNTED", "LAST_YEAR", "RESULTS", "TARGET_YEAR", "TOPICS"]
__all__ += ["ResultVariable", "Variable", "focus", "index"]

TOPICS = (
    "framework", "balance", "buildings", "transport", "industry", "energy", "adaptation", "money", "milestones",
    "plausibility",
)  # fmt: skip


def _collect(attribute: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for topic in TOPICS:
        module = import_module(f"klima2035.variables.{topic}")
        for variable in getattr(module, attribute):
            if variable.name in found:
                raise ValueError(f"variable '{variable.name}' is declared twice")
            found[variable.name] = variable
    return found


INPUTS: dict[str, Variable] = _collect("INPUTS")
RESULTS: dict[str, ResultVariable] = _collect("RESULTS")
