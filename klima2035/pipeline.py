"""From files to a result, in the order a newcomer reads: load, assemble, run, tell.

scenario file, input tables -> load_scenario, load_inputs
-> assemble: framework and measures resolved in time, one case with draws on its last axis
-> compute: sectors -> supply -> emissions -> investment -> funding
-> run: a scenario beside its trend, told as frames and tables
"""

from __future__ import annotations

from dataclasses import replace

from klima2035 import model, telling
from klima2035.computing import (
    SCENARIO,
    TREND,
    Assembled,
    Computed,
    Goals,
    assemble,
    compute,
    crafts,
    deviations,
    last_in,
    means,
    past,
    published,
)
from klima2035.inputs import Inputs
from klima2035.loading import (
    load_inputs,
    load_scenario,
    notes,
    read_inputs,
    validate,
    validate_all,
    validate_folder,
)
from klima2035.model import Model
from klima2035.result import Result
from klima2035.scenario import Scenario

__all__ = ["load_inputs", "load_scenario", "notes", "read_inputs", "validate", "validate_all", "validate_folder"]
__all__ += ["SCENARIO", "TREND", "Assembled", "Computed", "Goals", "assemble", "compute", "run", "without_registers"]
__all__ += ["crafts", "deviations", "last_in", "means", "past", "published"]


def run(scenario: Scenario, inputs: Inputs) -> Result:
    """Return the result of one scenario beside its trend."""
    return telling.result(scenario, inputs, compute(assemble(inputs, scenario)), without_registers(scenario, inputs))


def without_registers(scenario: Scenario, inputs: Inputs) -> Model:
    """Return the scenario as if registers (PV, battery cars, hydrogen buses) had ended in 2017, for the hindcast."""
    made = assemble(inputs, replace(scenario, settings=replace(scenario.settings, registered_additions=False)))
    return model.run(made.case, made.reconciled)
