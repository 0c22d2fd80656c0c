"""One pass through the model: a case in, arrays out. The only place that knows the order of the stages.

Everything keeps its draw axis: a scenario beside its trend, a thousand random draws and a coalition
of measures all pass through here in the same way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035 import balance, history, projection
from klima2035.balance import Published, Reconciliation
from klima2035.case import Case, Demand, SectorResult, Supply
from klima2035.history import History
from klima2035.projection import Emissions, Factors
from klima2035.sectors import ACTIVITY_SECTORS, DEMAND_SECTORS, SEGMENTS, energy
from klima2035.variables import DIMS

Array = NDArray[np.float64]

_CARRIERS = np.array([DIMS["carrier"].index(segment.carrier) for segment in SEGMENTS])


@dataclass(frozen=True)
class Model:
    """All arrays of one pass, draws last."""

    case: Case
    reconciliation: Reconciliation
    results: dict[str, SectorResult]
    energy: Array  # (year, segment, draw) [GWh/a], after supply limits
    supply: Supply
    by_plant: Array  # (indicator, year, plant, draw) [t/a]
    factors: Factors
    end_use: Emissions
    conversion: Emissions
    territorial: Emissions


@dataclass(frozen=True)
class Past:
    """What the years before 2017 need: paths 1990-2017 and the published points."""

    years: NDArray[np.int64]
    factors: dict[str, Array]  # by indicator (year, carrier, draw) [g/kWh], district heat zero
    indices: dict[str, Array]
    mix_1990: Array
    heat_1990: Array
    heat_factor_1990: Array
    published_1990: tuple[Array, Array]


def reconciled(case: Case, published: Published, deviations: Mapping[str, Array]) -> Reconciliation:
    """Return the balance of 2017: bottom-up energies of the demand sectors fitted to the published figures."""
    prior = np.concatenate([sector.base_year(case) for sector in DEMAND_SECTORS.values()])
    factors = _factors_2017(case, prior, projection.fuel_factors(case))
    return balance.reconcile(SEGMENTS, prior, factors, deviations, published)


class Kept:
    """Results of demand sectors of the last cases: a sector whose levers and inputs are as before is not run again.

    For one case after another that differ in few levers. Kept arrays cannot be written to.
    """

    def __init__(self, most: int = 12) -> None:
        self._most = most
        self._results: OrderedDict[tuple[object, ...], tuple[Case, SectorResult]] = OrderedDict()

    def project(self, name: str, case: Case, calibration: Array) -> SectorResult:
        """Return a demand sector's result of a case; ``calibration`` (segment, draw) [1]."""
        sector = DEMAND_SECTORS[name]
        inputs = tuple(_trace(value) for value in case.values.values())
        moved = tuple(case.levers[lever.name].tobytes() for lever in sector.LEVERS)
        key = (name, case.years.tobytes(), case.as_of, case.draws, case.settings, calibration.tobytes(), inputs, moved)
        if key not in self._results:
            made = sector.project(case, calibration)
            _lock(made)
            self._results[key] = case, made  # the case keeps its arrays alive, whose identity is part of the key
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        self._results.move_to_end(key)
        return self._results[key][1]


def _trace(value: Array) -> object:
    """Return what tells one input from another: which array it is where nobody can write to it, else what is in it."""
    return value.tobytes() if value.flags.writeable else id(value)


def _lock(result: SectorResult) -> None:
    """Keep the arrays of a result from being written to."""
    parts = (result.stocks, result.installed, result.like_for_like, result.indicators, result.memo)
    arrays = [result.energy, *(array for part in parts for array in part.values())]
    arrays += [array for by_carrier in result.unit_energy.values() for array in by_carrier.values()]
    for array in arrays:
        array.setflags(write=False)


def run(case: Case, reconciled: Reconciliation, kept: Kept | None = None) -> Model:
    """Return the model's arrays for every draw of a case, starting from its balance of 2017.

    kept: results of demand sectors that may be used again.
    """
    fuels = projection.fuel_factors(case)
    results: dict[str, SectorResult] = {}
    first = 0
    for name, sector in DEMAND_SECTORS.items():
        last = first + len(sector.SEGMENTS)
        part = reconciled.calibration[first:last]
        results[name] = sector.project(case, part) if kept is None else kept.project(name, case, part)
        first = last
    wanted = np.concatenate([result.energy for result in results.values()], axis=1)
    demand = _demand(wanted, results)
    supply: Supply = energy.project(case, demand)
    results["energy"] = supply.result
    if case.settings.electricity == "local_mix":
        fuels = projection.local_mix(case, fuels, supply, demand)
    results |= {name: sector.project(case, np.zeros((0, case.draws))) for name, sector in ACTIVITY_SECTORS.items()}
    final = projection.settle(SEGMENTS, wanted, supply, demand)
    by_plant = projection.plant_emissions(case, supply, fuels)
    factors = projection.all_factors(case, supply, fuels, by_plant)
    end_use = projection.end_use(SEGMENTS, final, factors)
    conversion = projection.conversion(case, SEGMENTS, final, supply, fuels, by_plant)
    if case.settings.process_emissions == "included":
        process = results["industry"].memo["process_emissions_lime"]
        end_use, conversion = (projection.with_process(view, process) for view in (end_use, conversion))
    return Model(
        case, reconciled, results, final, supply, by_plant, factors,
        end_use, conversion, projection.territorial(SEGMENTS, final, fuels, _stacks(results)),
    )  # fmt: skip


def _factors_2017(case: Case, prior: Array, fuels: Array) -> Array:
    """Return the CO2e factor of every segment in 2017 for the reconciliation, (segment, draw) [g/kWh]."""
    factor = fuels[0, 0].take(_CARRIERS, axis=0)
    heat = projection.layout(SEGMENTS).of_carrier["district_heat"]
    factor[heat] = energy.base_supply(case, prior.take(heat, axis=0).sum(axis=0))[0]
    return np.asarray(factor)


def _demand(wanted: Array, results: dict[str, SectorResult]) -> Demand:
    """Return what the demand sectors ask of energy supply."""

    def total(carrier: str, sector: str = "") -> Array:
        """Return the demand for a carrier, of one sector or all, (year, draw) [GWh/a]."""
        places = projection.layout(SEGMENTS).of_carrier[carrier]
        if sector:
            places = places[[SEGMENTS[i].sector == sector for i in places.tolist()]]
        return np.asarray(wanted.take(places, axis=1).sum(axis=1))

    transport_hydrogen = total("hydrogen", "transport")
    return Demand(
        district_heat=total("district_heat"),
        district_heat_peak=results["buildings"].indicators["district_heat_peak"]
        + results["industry"].indicators["district_heat_peak_industry"],
        hydrogen_transport=transport_hydrogen,
        hydrogen_industry=total("hydrogen") - transport_hydrogen,
        biomethane=total("biomethane"),
        biomass=total("biomass"),
        electricity=total("electricity"),
        electric_heating_peak=results["buildings"].indicators["electric_heating_peak"],
        charging_peak=results["transport"].indicators["charging_peak"],
        gas_heated_share=results["buildings"].indicators["gas_heated_share"],
    )


def _stacks(results: dict[str, SectorResult]) -> dict[tuple[str, str], Array]:
    """Return the direct CO2 of whole plants in the city for the territorial view."""
    memo = results["energy"].memo
    return {
        ("energy", "waste"): memo["waste_plant_fossil_co2"],
        ("energy", "natural_gas"): memo["stack_chp_barmen"] + memo["stack_gas_boiler"],
        ("energy", "coal"): memo["stack_coal_elberfeld"],
        ("industry", "process"): results["industry"].memo["process_emissions_lime"],
    }


def past(model: Model, before: Past) -> History:
    """Return the history 1990-2017 that ends in the model's reconciled 2017.

    Heat from waste counts by convention and electricity by the national mix whatever a scenario sets:
    no setting changes the past.
    """
    heat = DIMS["carrier"].index("district_heat")
    heat_2017 = energy.base_supply(model.case, model.supply.delivered[0])
    factors = {}
    for i, indicator in enumerate(DIMS["indicator"]):
        values = np.broadcast_to(
            before.factors[indicator], (*before.factors[indicator].shape[:2], model.case.draws)
        ).copy()
        now = heat_2017[i]
        first = np.broadcast_to(before.heat_factor_1990[i], now.shape)
        weight = ((before.years[-1] - before.years) / float(before.years[-1] - before.years[0]))[:, np.newaxis]
        values[:, heat] = first * weight + now * (1.0 - weight)
        factors[indicator] = values
    return history.build(
        before.years, projection.by_sector_and_carrier(model.energy[0], SEGMENTS), factors, before.indices,
        before.mix_1990, before.heat_1990, before.published_1990,
    )  # fmt: skip
