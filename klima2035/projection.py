"""From energy to emissions: every view by its own way.

End use: what each user draws times the factor of its carrier (networks and hydrogen with the factor of
their plants). Conversion: fuels where they burn; plants' fuel x factor x the heat's Carnot share.
Both give one total. Territorial: direct CO2 from stacks, kilns and exhausts in the city, with its own total.
Reference: BISKO method paper, 5th edition 2024.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from klima2035.case import Case, Demand, Segment, Supply
from klima2035.variables import DIMS

Array = NDArray[np.float64]
Row = tuple[str, str]

_NETWORK = ("electricity", "district_heat", "hydrogen")


@dataclass(frozen=True)
class Factors:
    """Emission factors by carrier, (indicator, year, carrier, draw) [g/kWh], networks included."""

    values: Array

    def of(self, indicator: str, carrier: str) -> Array:
        """Return one carrier's factor, (year, draw) [g/kWh]."""
        return np.asarray(self.values[DIMS["indicator"].index(indicator), :, DIMS["carrier"].index(carrier)])


@dataclass(frozen=True)
class Emissions:
    """Emissions of one view: rows (sector or field, carrier) and values (indicator, year, row, draw) [t/a]."""

    rows: tuple[Row, ...]
    values: Array


def fuel_factors(case: Case) -> Array:
    """Return factors of fuels, electricity and bought carriers, (indicator, year, carrier, draw); networks zero."""
    values = np.zeros((2, len(case.years), len(DIMS["carrier"]), case.draws))
    for i, indicator in enumerate(DIMS["indicator"]):
        fuels = case[f"emission_factor_{indicator}"]
        for fuel, name in enumerate(DIMS["fuel"]):
            values[i, :, DIMS["carrier"].index(name)] = fuels[:, fuel]
        values[i, :, DIMS["carrier"].index("electricity")] = electricity_factor(case, indicator)
    return values


def electricity_factor(case: Case, indicator: str) -> Array:
    """Return the electricity factor of the balance, (year, draw) [g/kWh]: the national mix, whoever generates."""
    return np.asarray(case[f"grid_factor_{indicator}"])


def plant_factors(case: Case, supply: Supply, fuels: Array) -> Array:
    """Return the factor of each plant's fuel, (indicator, year, plant, draw) [g/kWh fuel]."""
    carriers = [DIMS["carrier"].index(carrier) for carrier in supply.plant_carrier]
    return np.asarray(fuels[:, :, carriers])


def plant_emissions(case: Case, supply: Supply, fuels: Array) -> Array:
    """Return what the networks' heat carries, by plant, (indicator, year, plant, draw) [t/a].

    fuel x factor x Carnot share of the heat. Heat from waste counts by the setting ``waste_heat``:
    ``convention`` heat x table value, ``physical`` fossil stack CO2 x Carnot share. The part that leaves
    with process steam and unexplained heat stays outside the balance, as does its energy.
    """
    emissions = supply.plant_fuel * plant_factors(case, supply, fuels) * supply.heat_share
    waste = DIMS["plant"].index("waste_plant")
    convention, physical = waste_heat_emissions(case, supply)
    used = convention if case.settings.waste_heat == "convention" else physical
    emissions[:, :, waste] = used
    counted = supply.delivered / np.maximum(supply.delivered + supply.process_steam + supply.unexplained, 1e-9)
    return np.asarray(emissions * counted[:, np.newaxis])


def waste_heat_emissions(case: Case, supply: Supply) -> tuple[Array, Array]:
    """Return emissions of the waste plant's heat by table value and by stack, (indicator, year, draw) [t/a]."""
    waste = DIMS["plant"].index("waste_plant")
    table = supply.plant_heat[:, waste] * case["waste_convention_factor"]
    share = np.broadcast_to(supply.heat_share, supply.plant_heat.shape)[:, waste]
    stack = supply.result.memo["waste_plant_fossil_co2"] * share
    return np.stack([table, np.zeros_like(table)]), np.stack([stack, stack])


def all_factors(case: Case, supply: Supply, fuels: Array, by_plant: Array) -> Factors:
    """Return every carrier's factor with those of district heat and hydrogen, made from their plants."""
    values = fuels.copy()
    delivered = np.maximum(supply.delivered, 1e-9)
    values[:, :, DIMS["carrier"].index("district_heat")] = by_plant.sum(axis=2) / delivered
    power = values[:, :, DIMS["carrier"].index("electricity")]
    made = supply.electrolysis * power + np.stack([bought(case, supply, name) for name in DIMS["indicator"]])
    hydrogen = hydrogen_delivered(case, supply)
    values[:, :, DIMS["carrier"].index("hydrogen")] = made / np.maximum(hydrogen, 1e-9)
    return Factors(values)


def bought(case: Case, supply: Supply, indicator: str) -> Array:
    """Return emissions of hydrogen bought, (year, draw) [t/a]; it has no direct CO2."""
    factor = case["hydrogen_bought_factor"] if indicator == "co2e" else 0.0
    return np.asarray(supply.hydrogen_bought * factor)


def hydrogen_delivered(case: Case, supply: Supply) -> Array:
    """Return hydrogen made here and bought, (year, draw) [GWh/a]."""
    made = supply.electrolysis / case["electrolysis_electricity"] * case["hydrogen_heating_value"]
    return np.asarray(made + supply.hydrogen_bought)


def settle(segments: Sequence[Segment], energy: Array, supply: Supply, demand: Demand) -> Array:
    """Return final energy after supply limits, (year, segment, draw) [GWh/a].

    Biomethane that is not to be had stays natural gas of the same use; hydrogen that is not to be had
    is natural gas in industry; district heat that is not delivered is missing (and flagged).
    """
    out = energy.copy()
    place = {(segment.sector, segment.use, segment.carrier): i for i, segment in enumerate(segments)}
    served = np.minimum(supply.delivered / np.maximum(demand.district_heat, 1e-9), 1.0)
    hydrogen = np.minimum(supply.hydrogen_for_industry / np.maximum(demand.hydrogen_industry, 1e-9), 1.0)
    shares = {"biomethane": supply.biomethane_share, "hydrogen": hydrogen}
    for i, segment in enumerate(segments):
        if segment.carrier == "district_heat":
            out[:, i] = energy[:, i] * served
        gas = place.get((segment.sector, segment.use, "natural_gas"))
        if segment.carrier in shares and gas is not None:
            out[:, i] = energy[:, i] * shares[segment.carrier]
            out[:, gas] += energy[:, i] * (1.0 - shares[segment.carrier])
    return out


def _sum(segments: Sequence[Segment], energy: Array, carrier: str) -> Array:
    return np.asarray(energy[:, [i for i, s in enumerate(segments) if s.carrier == carrier]].sum(axis=1))


def end_use(segments: Sequence[Segment], energy: Array, factors: Factors) -> Emissions:
    """Return emissions where energy is used: deliveries x factor of the carrier, by sector and carrier."""
    rows = tuple(dict.fromkeys((segment.sector, segment.carrier) for segment in segments))
    values = np.zeros((2, energy.shape[0], len(rows), energy.shape[2]))
    for i, segment in enumerate(segments):
        carrier = DIMS["carrier"].index(segment.carrier)
        values[:, :, rows.index((segment.sector, segment.carrier))] += energy[:, i] * factors.values[:, :, carrier]
    return Emissions(rows, values)


def conversion(
    case: Case, segments: Sequence[Segment], energy: Array, supply: Supply, fuels: Array, by_plant: Array
) -> Emissions:
    """Return emissions where energy is converted, by the programme's fields: networks stand under energy."""
    direct = [i for i, segment in enumerate(segments) if segment.carrier not in _NETWORK]
    rows = tuple(dict.fromkeys((segments[i].field, segments[i].carrier) for i in direct))
    networks = dict.fromkeys((*supply.plant_carrier, "electricity", "hydrogen"))
    rows = (*rows, *(("energy", carrier) for carrier in networks))
    values = np.zeros((2, energy.shape[0], len(rows), energy.shape[2]))
    for i in direct:
        carrier = DIMS["carrier"].index(segments[i].carrier)
        values[:, :, rows.index((segments[i].field, segments[i].carrier))] += energy[:, i] * fuels[:, :, carrier]
    for plant, carrier in enumerate(supply.plant_carrier):
        values[:, :, rows.index(("energy", carrier))] += by_plant[:, :, plant]
    power = _sum(segments, energy, "electricity") + supply.electrolysis
    values[:, :, rows.index(("energy", "electricity"))] += power * fuels[:, :, DIMS["carrier"].index("electricity")]
    for i, indicator in enumerate(DIMS["indicator"]):
        values[i, :, rows.index(("energy", "hydrogen"))] += bought(case, supply, indicator)
    return Emissions(rows, values)


def territorial(segments: Sequence[Segment], energy: Array, fuels: Array, stacks: dict[Row, Array]) -> Emissions:
    """Return direct CO2 from stacks, kilns and exhausts in the city, without imported electricity.

    ``stacks``: whole plants by (sector, carrier), (year, draw) [t/a]. Only the indicator co2 is filled.
    """
    burnt = [i for i, s in enumerate(segments) if s.carrier not in _NETWORK]
    rows = tuple(dict.fromkeys([(segments[i].sector, segments[i].carrier) for i in burnt] + list(stacks)))
    values = np.full((2, energy.shape[0], len(rows), energy.shape[2]), np.nan)
    values[1] = 0.0
    for i in burnt:
        carrier = DIMS["carrier"].index(segments[i].carrier)
        values[1, :, rows.index((segments[i].sector, segments[i].carrier))] += energy[:, i] * fuels[1, :, carrier]
    for row, series in stacks.items():
        values[1, :, rows.index(row)] += series
    return Emissions(rows, values)
