"""Adaptation to heat and heavy rain: levers that cost money and change no energy."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

INPUTS: tuple[Variable, ...] = tuple(
    Variable(name, ("role",), "m2/a", text, "records")
    for name, text in (
        ("unsealed_area", "Paved area that is opened and planted in a year."),
        ("retention_area", "Area shaped in a year to hold back heavy rain."),
    )
)

RESULTS: tuple[ResultVariable, ...] = (
    ResultVariable("adaptation_area", (), "m2", "Area unsealed, greened or made to hold back rain since 2018."),
)
