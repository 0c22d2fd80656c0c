"""Milestones: what was counted in the city and the thresholds that verdicts need."""

from __future__ import annotations

from klima2035.variables.base import ResultVariable, Variable

INPUTS: tuple[Variable, ...] = (
    Variable(
        "actual", ("indicator",), "1", "A counted quantity of one year, canonical unit of the indicator.", "records"
    ),
    Variable(
        "measure_status",
        ("measure", "status", "date"),
        "1",
        "Reported state of a measure: share of what it is to bring that is done.",
        "records",
    ),
    Variable("neutrality_share_of_1990", (), "1", "Emissions that still count as neutral, share of 1990."),
    Variable("neutrality_per_person", (), "t", "Emissions that still count as neutral, tonnes a head and year."),
)

RESULTS: tuple[ResultVariable, ...] = ()
