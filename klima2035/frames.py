"""From the model's arrays to frames: one draw, named rows, a unit and a quality for every value."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from klima2035 import neutrality
from klima2035.history import History
from klima2035.model import Model
from klima2035.projection import Emissions, waste_heat_emissions
from klima2035.result import Frame
from klima2035.sectors import ASSETS, LEVERS, SEGMENTS
from klima2035.variables import BASE_YEAR, DIMS, FIRST_YEAR, RESULTS

Array = NDArray[np.float64]
Line = tuple[tuple[str, ...], str, Array]  # coordinates, unit, values (year)

EMISSION_UNITS = {"co2e": "tCO2e/a", "co2": "tCO2/a"}
PINNED = (FIRST_YEAR, BASE_YEAR)
TOTALS = {"co2e": "total_co2e", "co2": "total_co2"}  # how milestones and counts call a total -> its indicator


def phases(years: Iterable[int], as_of: int) -> tuple[str, ...]:
    """Return history, hindcast or projection for each year."""
    return tuple("history" if y <= BASE_YEAR else "hindcast" if y <= as_of else "projection" for y in years)


def qualities(years: Iterable[int]) -> tuple[str, ...]:
    """Return the quality of each year's balance: pinned years derived, between interpolated, then modelled."""
    return tuple("derived" if y in PINNED else "interpolated" if y < BASE_YEAR else "modelled" for y in years)


def frame(name: str, years: Sequence[int], names: tuple[str, ...], lines: Sequence[Line]) -> Frame:
    """Return a frame from lines; a line may cover the last years only, the years before it are empty."""
    values = np.full((len(years), len(lines)), np.nan)
    for i, (_, _, series) in enumerate(lines):
        values[len(years) - len(series) :, i] = series
    coords = {label: tuple(line[0][i] for line in lines) for i, label in enumerate(names)}
    return Frame(name, tuple(years), coords, tuple(line[1] for line in lines), values, qualities(years))


def all_frames(model: Model, past: History, column: int) -> dict[str, Frame]:
    """Return every frame of one draw, by name."""
    years = tuple(int(year) for year in (*past.years[:-1], *model.case.years))
    made = (
        frame("emissions", years, ("view", "sector", "carrier", "indicator"), list(_emissions(model, past, column))),
        frame("memo", years, ("item", "indicator"), list(_memo(model, column))),
        frame("energy", years, ("sector", "use", "carrier"), list(_energy(model, past, column))),
        frame("supply", years, ("item", "name"), list(_supply(model, column))),
        frame("stocks", years, ("stock", "part"), list(_stocks(model, column))),
        frame("activity", years, ("asset",), list(_activity(model, column))),
        frame("levers", years, ("lever",), list(_levers(model, column))),
        indicators(model, past, column),
    )
    return {one.name: one for one in made}


def indicators(model: Model, past: History, column: int) -> Frame:
    """Return every indicator of one draw, totals first."""
    years = tuple(int(year) for year in (*past.years[:-1], *model.case.years))
    return frame("indicators", years, ("indicator",), list(_indicators(model, past, column)))


def _emissions(model: Model, past: History, column: int) -> Iterable[Line]:
    end_use, conversion = _history_rows(model, past, column)
    for view, emissions, before in (
        ("end_use", model.end_use, end_use),
        ("conversion", model.conversion, conversion),
        ("territorial", model.territorial, {}),
    ):
        yield from _view(view, emissions, before, column)


def _view(view: str, emissions: Emissions, before: Mapping[tuple[str, str], Array], column: int) -> Iterable[Line]:
    rows = (*emissions.rows, *(row for row in before if row not in emissions.rows))
    for i, indicator in enumerate(DIMS["indicator"]):
        for row in rows:
            length = emissions.values.shape[1]
            now = (
                emissions.values[i, :, emissions.rows.index(row), column] if row in emissions.rows else np.zeros(length)
            )
            early = before[row][i] if row in before else np.zeros(len(next(iter(before.values()))[0]) if before else 0)
            series = np.concatenate([early, now])
            if np.any(np.nan_to_num(series) != 0.0):
                yield (view, *row, indicator), EMISSION_UNITS[indicator], series


def _history_rows(
    model: Model, past: History, column: int
) -> tuple[dict[tuple[str, str], Array], dict[tuple[str, str], Array]]:
    """Return 1990-2016 by row of both views, each (indicator, year); 2017 comes from the model itself."""
    values = past.emissions[:, :-1, :, :, column]
    end_use: dict[tuple[str, str], Array] = {}
    conversion: dict[tuple[str, str], Array] = {}
    for s, sector in enumerate(DIMS["sector"]):
        for c, carrier in enumerate(DIMS["carrier"]):
            series = values[:, :, s, c]
            if not series.any():
                continue
            end_use[sector, carrier] = series
            for row, share in fields(model, sector, carrier, column):
                conversion[row] = conversion.get(row, 0.0) + series * share
    return end_use, conversion


def fields(model: Model, sector: str, carrier: str, column: int) -> Iterable[tuple[tuple[str, str], float]]:
    """Yield the conversion rows that a sector's carrier belongs to, with shares as in 2017."""
    if carrier == "electricity":
        yield ("energy", "electricity"), 1.0
    elif carrier == "district_heat":
        by_plant = model.by_plant[0, 0, :, column]
        for plant, burnt in enumerate(model.supply.plant_carrier):
            if by_plant[plant] > 0.0:
                yield ("energy", burnt), float(by_plant[plant] / by_plant.sum())
    else:
        chosen = [i for i, s in enumerate(SEGMENTS) if s.sector == sector and s.carrier == carrier]
        total = model.energy[0, chosen, column].sum()
        fields = dict.fromkeys(SEGMENTS[i].field for i in chosen) or {
            "transport" if sector == "transport" else "buildings": None
        }
        for field in fields:
            part = sum(model.energy[0, i, column] for i in chosen if SEGMENTS[i].field == field)
            yield (field, carrier), float(part / total) if total > 0.0 else 1.0 / len(fields)


def _energy(model: Model, past: History, column: int) -> Iterable[Line]:
    blank = np.full(len(model.case.years), np.nan)
    for s, sector in enumerate(DIMS["sector"]):
        for c, carrier in enumerate(DIMS["carrier"]):
            early = past.energy[:-1, s, c, column]
            if early.any():
                yield (sector, "all", carrier), "GWh/a", np.concatenate([early, blank])
    for i, segment in enumerate(SEGMENTS):
        yield (segment.sector, segment.use, segment.carrier), "GWh/a", model.energy[:, i, column]


WITH_UPSTREAM = ("national_displacement",)  # memo items told in CO2e


def _memo(model: Model, column: int) -> Iterable[Line]:
    for result in model.results.values():
        for name, series in result.memo.items():
            indicator = "co2e" if name in WITH_UPSTREAM else "co2"
            unit = RESULTS[name].unit if name in RESULTS else EMISSION_UNITS[indicator]
            yield (name, indicator), unit, _column(series, column)
    yield ("weather_corrected_total", "co2e"), "tCO2e/a", _column(weather_corrected(model), column)


def weather_corrected(model: Model) -> Array:
    """Return total CO2e as in a year with mean degree days, (year, draw) [t/a]; only space heat moves."""
    heat = [i for i, segment in enumerate(SEGMENTS) if segment.use.startswith("space_heat")]
    carriers = [DIMS["carrier"].index(SEGMENTS[i].carrier) for i in heat]
    change = model.case["degree_days_mean"] / model.case["degree_days"] - 1.0
    moved = (model.energy[:, heat] * model.factors.values[0][:, carriers]).sum(axis=1)
    return np.asarray(model.end_use.values[0].sum(axis=1) + moved * change)


def _supply(model: Model, column: int) -> Iterable[Line]:
    supply = model.supply
    for item, unit, values in (
        ("plant_heat", "GWh/a", supply.plant_heat),
        ("plant_fuel", "GWh/a", supply.plant_fuel),
        ("plant_power", "GWh/a", supply.plant_power),
    ):
        for i, plant in enumerate(DIMS["plant"]):
            yield (item, plant), unit, values[:, i, column]
    for name in ("fed_in", "delivered", "losses", "process_steam", "unexplained", "unmet_heat"):
        yield ("district_heat", name), "GWh/a", _column(getattr(supply, name), column)
    yield ("district_heat", "unmet_peak"), "MW", _column(supply.unmet_peak, column)
    for i, generator in enumerate(DIMS["generator"]):
        yield ("generation", generator), "GWh/a", supply.generation[:, i, column]
    yield ("network_factor", "used"), "g/kWh", model.factors.of("co2e", "district_heat")[:, column]
    for name, factor in model_network_factors(model).items():
        yield ("network_factor", name), "g/kWh", _column(factor, column)
    for name, unit, limit, used in supply.limits:
        yield (f"limit_{name}", "limit"), unit, _column(limit, column)
        yield (f"limit_{name}", "used"), unit, _column(used, column)


def model_network_factors(model: Model) -> dict[str, Array]:
    """Return the district-heat factor under both conventions for heat from waste, (year, draw) [g/kWh]."""
    supply = model.supply
    counted = np.maximum(supply.delivered + supply.process_steam + supply.unexplained, 1e-9)
    share = supply.delivered / counted
    waste = DIMS["plant"].index("waste_plant")
    others = model.by_plant[0].sum(axis=1) - model.by_plant[0, :, waste]
    made = waste_heat_emissions(model.case, supply)
    names = ("convention", "physical")
    delivered = np.maximum(supply.delivered, 1e-9)
    return {name: (others + part[0] * share) / delivered for name, part in zip(names, made, strict=True)}


def _stocks(model: Model, column: int) -> Iterable[Line]:
    for result in model.results.values():
        for name, values in result.stocks.items():
            variable = RESULTS[name]
            flat = values.reshape(values.shape[0], -1, values.shape[-1])
            for i, labels in enumerate(itertools.product(*(DIMS[dim] for dim in variable.dims))):
                yield (name, "/".join(labels)), variable.unit, flat[:, i, column]


def _activity(model: Model, column: int) -> Iterable[Line]:
    by_asset = {asset: series for result in model.results.values() for asset, series in result.installed.items()}
    for asset in ASSETS:
        yield (asset.name,), asset.unit, _column(by_asset[asset.name], column)


def _levers(model: Model, column: int) -> Iterable[Line]:
    for lever in LEVERS:
        yield (lever.name,), lever.unit, _column(model.case.levers[lever.name], column)


def _indicators(model: Model, past: History, column: int) -> Iterable[Line]:
    early = past.emissions[:, :-1, :, :, column].sum(axis=(2, 3))
    energy = past.energy[:-1, :, :, column].sum(axis=(1, 2))
    before = {f"total_{indicator}": early[i] for i, indicator in enumerate(DIMS["indicator"])}
    before |= {"final_energy": energy, "final_energy_without_environmental_heat": energy}
    for name, unit, series in indicator_paths(model):
        now = _column(series, column)
        yield (name,), unit, np.concatenate([before[name], now]) if name in before else now
    yield ("direct_co2_with_process",), "tCO2/a", _column(neutrality.direct_co2(model), column)


def indicator_paths(model: Model) -> Iterable[tuple[str, str, Array]]:
    """Yield name, unit and path of every indicator that a milestone may name, (year, draw or 1)."""
    totals = model.end_use.values.sum(axis=2)
    for i, indicator in enumerate(DIMS["indicator"]):
        yield f"total_{indicator}", EMISSION_UNITS[indicator], totals[i]
    yield "per_head", "t/person", totals[0] / model.case["population"]
    energy = model.energy.sum(axis=1)
    yield "final_energy", "GWh/a", energy
    ambient = [i for i, s in enumerate(SEGMENTS) if s.carrier in ("environmental_heat", "solar_thermal")]
    yield "final_energy_without_environmental_heat", "GWh/a", energy - model.energy[:, ambient].sum(axis=1)
    for result in model.results.values():
        for name, series in result.indicators.items():
            yield name, RESULTS[name].unit, series


def _column(series: Array, column: int) -> Array:
    return np.asarray(series[:, column if series.shape[-1] > 1 else 0])
