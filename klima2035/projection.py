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
Places = NDArray[np.intp]
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

    def of(self, name: str, indicator: int = 0) -> Array:
        """Return the sum of the rows of one sector or field, (year, draw) [t/a]; zero where it has none."""
        at = [i for i, (first, _) in enumerate(self.rows) if first == name]
        return np.asarray(self.values[indicator].take(at, axis=1).sum(axis=1))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the sectors or fields in the order of the rows."""
        return tuple(dict.fromkeys(first for first, _ in self.rows))


@dataclass(frozen=True)
class Groups:
    """Segments ordered by row: sums over a row's segments are sums over neighbours.

    ``order`` are the segments' places row by row, ``starts`` where a row begins in it, ``carrier`` the
    place of each row's carrier.
    """

    rows: tuple[Row, ...]
    order: Places
    starts: Places
    carrier: Places

    def sums(self, energy: Array) -> Array:
        """Return sums by row, (..., row, draw), from (..., segment, draw), added in the segments' order."""
        return np.asarray(np.add.reduceat(energy.take(self.order, axis=-2), self.starts, axis=-2))


def groups(segments: Sequence[Segment], by: str, networks: bool = True) -> Groups:
    """Return segments grouped by (``by``, carrier), ``by`` being sector or field; with or without the networks."""
    named = [(getattr(s, by), s.carrier) for s in segments]
    chosen = [i for i, segment in enumerate(segments) if networks or segment.carrier not in _NETWORK]
    rows = tuple(dict.fromkeys(named[i] for i in chosen))
    of_row = np.array([rows.index(named[i]) for i in chosen], dtype=np.intp)
    order = np.argsort(of_row, kind="stable")
    starts = np.flatnonzero(np.diff(of_row[order], prepend=-1))
    carrier = np.array([DIMS["carrier"].index(carrier) for _, carrier in rows], dtype=np.intp)
    return Groups(rows, np.array(chosen, dtype=np.intp)[order], starts, carrier)


@dataclass(frozen=True)
class Layout:
    """Where segments stand: grouped for each view, by carrier, and those that natural gas stands beside."""

    segments: Sequence[Segment]
    by_sector: Groups
    burnt_by_sector: Groups
    burnt_by_field: Groups
    of_carrier: dict[str, Places]
    gas_beside: dict[str, tuple[Places, Places]]


_LAYOUTS: dict[int, Layout] = {}


def layout(segments: Sequence[Segment]) -> Layout:
    """Return the layout of a sequence of segments, worked out once for each such object."""
    known = _LAYOUTS.get(id(segments))
    if known is None:
        known = _LAYOUTS[id(segments)] = _layout(segments)  # it holds the segments, so the id stays theirs
    return known


def _layout(segments: Sequence[Segment]) -> Layout:
    at = {name: [i for i, s in enumerate(segments) if s.carrier == name] for name in DIMS["carrier"]}
    gas = {(segments[i].sector, segments[i].use): i for i in at["natural_gas"]}
    beside: dict[str, tuple[Places, Places]] = {}
    for name in ("biomethane", "hydrogen"):
        both = [(i, gas.get((segments[i].sector, segments[i].use), -1)) for i in at[name]]
        pairs = np.array([pair for pair in both if pair[1] >= 0], dtype=np.intp).reshape(-1, 2)
        beside[name] = pairs[:, 0], pairs[:, 1]
    return Layout(
        segments, groups(segments, "sector"), groups(segments, "sector", networks=False),
        groups(segments, "field", networks=False),
        {name: np.array(places, dtype=np.intp) for name, places in at.items()}, beside,
    )  # fmt: skip


def by_sector_and_carrier(values: Array, segments: Sequence[Segment]) -> Array:
    """Return energy by end-use sector and carrier, (..., sector, carrier, draw), from (..., segment, draw)."""
    out = np.zeros((*values.shape[:-2], len(DIMS["sector"]), len(DIMS["carrier"]), values.shape[-1]))
    group = layout(segments).by_sector
    sectors = [DIMS["sector"].index(sector) for sector, _ in group.rows]
    out[..., sectors, group.carrier, :] = group.sums(values)
    return out


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
    """Return the national mix, (year, draw) [g/kWh]: the electricity factor of the balance, whoever generates."""
    return np.asarray(case[f"grid_factor_{indicator}"])


def local_mix(case: Case, fuels: Array, supply: Supply, demand: Demand) -> Array:
    """Return factors with electricity by the local mix, (indicator, year, carrier, draw) [g/kWh]; not BISKO.

    What renewable generators in the city make (at most what the city uses) counts with its own upstream
    factor and no direct CO2, the rest with the national mix. Combined heat and power stays with the nation.
    """
    power = DIMS["carrier"].index("electricity")
    plants = [i for i, carrier in enumerate(supply.plant_carrier) if carrier == "electricity"]
    used = demand.electricity + supply.electrolysis + supply.plant_fuel[:, plants].sum(axis=1)
    made = supply.generation.sum(axis=1)
    share = np.minimum(made / np.maximum(used, 1e-9), 1.0)
    own = (supply.generation * case["generator_factor"]).sum(axis=1) / np.maximum(made, 1e-9)
    out = fuels.copy()
    out[:, :, power] *= 1.0 - share
    out[DIMS["indicator"].index("co2e"), :, power] += own * share
    return out


def with_process(emissions: Emissions, process: Array) -> Emissions:
    """Return a view with process CO2 as a row of industry, process (year, draw) [t/a]; not BISKO."""
    row = np.broadcast_to(process[:, np.newaxis], emissions.values[:, :, :1].shape)
    return Emissions((*emissions.rows, ("industry", "process")), np.concatenate([emissions.values, row], axis=2))


def plant_factors(supply: Supply, fuels: Array) -> Array:
    """Return the factor of each plant's fuel, (indicator, year, plant, draw) [g/kWh fuel]."""
    carriers = [DIMS["carrier"].index(carrier) for carrier in supply.plant_carrier]
    return np.asarray(fuels[:, :, carriers])


def plant_emissions(case: Case, supply: Supply, fuels: Array) -> Array:
    """Return what the networks' heat carries, by plant, (indicator, year, plant, draw) [t/a].

    fuel x factor x Carnot share of the heat. Heat from waste counts by the setting ``waste_heat``:
    ``convention`` heat x table value, ``physical`` fossil stack CO2 x Carnot share. The part that leaves
    with process steam and unexplained heat stays outside the balance, as does its energy.
    """
    emissions = supply.plant_fuel * plant_factors(supply, fuels) * supply.heat_share
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
    known = layout(segments)
    served = np.minimum(supply.delivered / np.maximum(demand.district_heat, 1e-9), 1.0)
    hydrogen = np.minimum(supply.hydrogen_for_industry / np.maximum(demand.hydrogen_industry, 1e-9), 1.0)
    out[:, known.of_carrier["district_heat"]] *= served[:, np.newaxis]
    for carrier, share in (("biomethane", supply.biomethane_share), ("hydrogen", hydrogen)):
        at, gas = known.gas_beside[carrier]
        out[:, at] *= share[:, np.newaxis]
        out[:, gas] += energy[:, at] * (1.0 - share)[:, np.newaxis]
    return out


def end_use(segments: Sequence[Segment], energy: Array, factors: Factors) -> Emissions:
    """Return emissions where energy is used: deliveries x factor of the carrier, by sector and carrier."""
    group = layout(segments).by_sector
    return Emissions(group.rows, group.sums(energy) * factors.values.take(group.carrier, axis=2))


def conversion(
    case: Case, segments: Sequence[Segment], energy: Array, supply: Supply, fuels: Array, by_plant: Array
) -> Emissions:
    """Return emissions where energy is converted, by the programme's fields: networks stand under energy."""
    known = layout(segments)
    direct = known.burnt_by_field
    networks = tuple(dict.fromkeys((*supply.plant_carrier, "electricity", "hydrogen")))
    values = np.zeros((2, energy.shape[0], len(direct.rows) + len(networks), energy.shape[2]))
    np.multiply(direct.sums(energy), fuels.take(direct.carrier, axis=2), out=values[:, :, : len(direct.rows)])
    of_network = values[:, :, len(direct.rows) :]
    for plant, carrier in enumerate(supply.plant_carrier):
        of_network[:, :, networks.index(carrier)] += by_plant[:, :, plant]
    power = energy.take(known.of_carrier["electricity"], axis=1).sum(axis=1) + supply.electrolysis
    of_network[:, :, networks.index("electricity")] += power * fuels[:, :, DIMS["carrier"].index("electricity")]
    for i, indicator in enumerate(DIMS["indicator"]):
        of_network[i, :, networks.index("hydrogen")] += bought(case, supply, indicator)
    return Emissions((*direct.rows, *(("energy", carrier) for carrier in networks)), values)


def territorial(segments: Sequence[Segment], energy: Array, fuels: Array, stacks: dict[Row, Array]) -> Emissions:
    """Return direct CO2 from stacks, kilns and exhausts in the city, without imported electricity.

    ``stacks``: whole plants by (sector, carrier), (year, draw) [t/a]. Only the indicator co2 is filled.
    """
    burnt = layout(segments).burnt_by_sector
    rows = tuple(dict.fromkeys((*burnt.rows, *stacks)))
    values = np.zeros((2, energy.shape[0], len(rows), energy.shape[2]))
    values[0] = np.nan
    np.multiply(burnt.sums(energy), fuels[1].take(burnt.carrier, axis=1), out=values[1, :, : len(burnt.rows)])
    for row, series in stacks.items():
        values[1, :, rows.index(row)] += series
    return Emissions(rows, values)
