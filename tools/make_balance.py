"""Write ``docs/balance-2017.md`` from the model: ``python tools/refresh.py``.

Everything on the page is computed from the shipped inputs; a test holds the committed page current.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from klima2035 import hindcast, model, naming, pipeline, projection
from klima2035.balance import OBSERVATIONS, SECTORS_OF
from klima2035.inputs import Inputs
from klima2035.model import Model
from klima2035.pipeline import Computed
from klima2035.sectors import DEMAND_SECTORS, SEGMENTS
from klima2035.tables import Row
from klima2035.variables import DIMS

Array = NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "balance-2017.md"
SCENARIO = ROOT / "scenarios" / "trend.yaml"
CHI_SQUARE_95 = 12.59  # 95 % quantile of chi-square with 6 degrees of freedom, any statistical table

HEAD = """# The balance of 2017 (Bilanz 2017) and what hangs on it

Written by `python tools/refresh.py` from the input tables; do not edit by hand. The method stands in
[method.md](method.md), sections 3, 4 and 14; the columns of the tables behind it in [data.md](data.md).

2017 is the only year for which a total, sector shares and final energy of the city were published. No published table
gives energy by carrier and sector. The balance below is therefore a **reconciliation** (Ausgleichung) of bottom-up
estimates with these seven figures, not a municipal balance (kommunale Energie- und Treibhausgasbilanz) made from
meter data. The split by carrier is ours. A city that has its official balance should use that instead.

All shipped scenarios of the city share this balance; the page is computed from the scenario `trend`.
"""

OBSERVED = """
## 1. Published figures as observations

`deviation` is half the stated range. `bottom-up` and `reconciled` are the model's value before and after the
reconciliation; the last column is what remains, over the deviation of the observation. Emissions are CO2e with
upstream (mit Vorkette) after the BISKO system; shares are shares of that total. `municipal` is part of
`commerce_and_municipal`, and the four sector shares sum to one, so six of the seven figures are independent.
"""

ADJUSTED = """
## 2. Adjustments (Korrekturen)

One row is one group of segments that is scaled by one multiplier. `prior` is the bottom-up estimate, `deviation` its
relative standard deviation (all of them our own assumption), `change` the adjustment. `over deviation` is the
adjustment over the standard deviation of the adjustment; beyond 2 a run prints a warning. `grade` is the BISKO data
quality (Datengüte) that the group counts with, D where the table states none. The two factors at the end are
unknowns of the reconciliation that are reported and not applied.
"""

AFTER = """
How to read this. A chi-square near the number of degrees of freedom would mean that estimates and published figures
differ about as much as their deviations say. A value far below it means that they differ by much less: then the
deviations are generous, or the bottom-up estimates were made by people who knew the published figures. It is no proof
that the split by carrier is right. Seven figures cannot fix {groups} groups: two errors that cancel within a sector
(gas against oil, for one) stay unseen, and the multipliers show only what the published figures can see.
"""

SHARES = """
## 3. Reconciled balance by sector

Final energy (Endenergie) and emissions of 2017 by end-use sector (Verbrauchersektor); the same total by the fields of
the city's programme (conversion view) and, beside both and never added to them, the direct CO2 of the territorial
plant view (Quellenbilanz, for information).
"""

CARRIERS = """
## 4. Reconciled balance by carrier

Final energy in GWh/a, factors in g/kWh (= t/GWh), emissions in t CO2e. Natural gas by its lower heating value (Hi).
The factor of district heat comes from the plants.
"""

PAST = """
## 5. History 1990-2017 (Rückrechnung) and its pinning factors

Between the published points of 1990 and the reconciled year 2017 the path follows national series per head. The two
pinning factors (Anpassungsfaktoren) are what the raw path of fuels and of electricity was multiplied by to meet the
published emissions and final energy of 1990; they fade in a line to 1 in 2017. Further from 1 than 15 % a run prints a
finding. Years in between carry the quality `interpolated`.
"""

HINDCAST = """
## 6. Hindcast (Rückschau) 2018-{as_of}

The model runs from the end of 2017 on actual framework values (people, jobs, degree days, factors, traffic) and is
compared with figures that it was not fed. Run `main` knows the registered additions (photovoltaics, battery cars,
hydrogen buses); run `unregistered` expects them from national figures (setting `registered_additions` off), so that
these quantities can be compared at all. `share` is the part of the model's quantity that the published figure covers.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(text(), encoding="utf-8", newline="\n")


def text() -> str:
    """Return the page."""
    scenario = pipeline.load_scenario(SCENARIO)
    inputs = pipeline.load_inputs(scenario.city)
    made = pipeline.compute(pipeline.assemble(inputs, scenario))
    blind = replace(scenario, settings=replace(scenario.settings, registered_additions=False))
    other = pipeline.assemble(inputs, blind)
    unregistered = model.run(other.case, other.reconciled)
    parts = [
        HEAD, *observations(inputs, made), *adjustments(inputs, made), *by_sector(inputs, made),
        *by_carrier(made.model), *past(inputs, made),
        *compared(inputs, scenario.as_of, made.model, unregistered), *sources(inputs),
    ]  # fmt: skip
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def number(value: float, places: int = 0) -> str:
    """Return a number with a thin comma between thousands; never a negative zero."""
    shown = f"{value:,.{places}f}"
    return shown.lstrip("-") if float(shown.replace(",", "")) == 0.0 else shown


def percent(value: float, places: int = 1, sign: bool = False) -> str:
    """Return a share in per cent."""
    shown = number(value * 100.0, places)
    return f"{'+' if sign and value > 0.0 and float(shown) != 0.0 else ''}{shown} %"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; columns of numbers are set right."""
    body = list(rows)
    columns = zip(*body, strict=True)
    rule = ["---:" if all(not cell or cell[0] in "+-0123456789" for cell in column) else "---" for column in columns]
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *body))


def prior(made: Model) -> Array:
    """Return the bottom-up energy of 2017 by segment [GWh/a]."""
    return np.concatenate([sector.base_year(made.case) for sector in DEMAND_SECTORS.values()])[:, 0]


def factor(made: Model) -> Array:
    """Return the CO2e factor of 2017 by segment [g/kWh]."""
    carriers = [DIMS["carrier"].index(segment.carrier) for segment in SEGMENTS]
    return np.asarray(made.factors.values[0, 0, carriers, 0])


def seen(energy: Array, factors: Array) -> dict[str, float]:
    """Return what the observations see of energy by segment: t, shares [1], GWh/a."""
    emissions = energy * factors
    out = {"total": float(emissions.sum()), "final_energy": float(energy.sum())}
    for name, sectors in SECTORS_OF.items():
        out[name] = float(emissions[[segment.sector in sectors for segment in SEGMENTS]].sum() / emissions.sum())
    return out


def published_rows(inputs: Inputs) -> dict[str, Row]:
    """Return the row behind each observation."""
    rows = {row.index["for_sector"]: row for row in inputs.records["published_share"]}
    for name, key in (("total", "published_emissions"), ("final_energy", "published_final_energy")):
        rows[name] = next(row for row in inputs.records[key] if row.index["for_year"] == "2017")
    return rows


def observations(inputs: Inputs, made: Computed) -> list[str]:
    """Return the section on published figures."""
    factors = factor(made.model)
    before, after = seen(prior(made.model), factors), seen(made.model.energy[0, :, 0], factors)
    rows = published_rows(inputs)
    lines = []
    for name in OBSERVATIONS:
        row = rows[name]
        deviation = ((row.high or row.value) - (row.low or row.value)) / 2.0
        unit = {"total": "t CO2e", "final_energy": "GWh/a"}.get(name, "share")
        show = number if unit != "share" else percent
        left = (after[name] - row.value) / deviation
        values = (show(row.value), show(deviation), show(before[name]), show(after[name]))
        lines.append((f"`{name}`", unit, *values, number(left, 2), row.quality, f"`{row.source}`"))
    head = ("observation", "unit", "published", "deviation", "bottom-up", "reconciled", "rest", "quality", "source")
    return [OBSERVED, table(head, lines)]


def adjustments(inputs: Inputs, made: Computed) -> list[str]:
    """Return the section on adjustments with chi-square and data quality."""
    reconciled = made.model.reconciliation
    grades = {row.group: row.datenguete or "D" for row in inputs.records["reconciliation_deviation"]}
    lines = []
    for i, group in enumerate(reconciled.groups):
        first, multiplier = float(reconciled.prior[i, 0]), float(reconciled.multiplier[i, 0])
        places = 3 if group.startswith("factor ") else 1
        lines.append(
            (group, number(first, places), percent(float(reconciled.deviation[i, 0]), 0), number(multiplier, 3),
             number(first * multiplier, places), percent(multiplier - 1.0, 1, sign=True),
             number(float(reconciled.over_deviation[i, 0]), 2), grades.get(group, "-"))
        )  # fmt: skip
    head = ("group", "prior", "deviation", "multiplier", "reconciled", "change", "over deviation", "grade")
    chi, free = float(reconciled.chi_square[0]), reconciled.degrees_of_freedom
    grade = naming.data_quality(inputs, made.model)
    result = (
        f"Units: GWh/a for groups, 1 for factors. Chi-square {number(chi, 2)} with {free} degrees of freedom (95 % of "
        f"chi-square lie below {CHI_SQUARE_95}). Data quality (Datengüte) of the balance, energy-weighted with A 1, "
        f"B 0.5, C 0.25, D 0: {number(grade, 2)}."
    )
    return [ADJUSTED, table(head, lines), textwrap.fill(result, 120), AFTER.format(groups=len(reconciled.groups) - 2)]


def by_sector(inputs: Inputs, made: Computed) -> list[str]:
    """Return the section on sectors, fields and plants."""
    energy, emissions = made.model.energy[0, :, 0], made.model.energy[0, :, 0] * factor(made.model)
    rows, lines = published_rows(inputs), []
    people = float(made.model.case["population"][0, 0])
    for sector in DIMS["sector"]:
        at = [segment.sector == sector for segment in SEGMENTS]
        known = percent(rows[sector].value, 0) if sector in rows else "-"
        share = emissions[at].sum() / emissions.sum()
        lines.append((sector, number(energy[at].sum()), number(emissions[at].sum()), percent(share), known))
    lines.append(("**total**", number(energy.sum()), number(emissions.sum()), percent(1.0), ""))
    ambient = sum(energy[i] for i, s in enumerate(SEGMENTS) if s.carrier in ("environmental_heat", "solar_thermal"))
    head = ("sector", "final energy [GWh/a]", "emissions [t CO2e]", "share", "published share")
    note = (
        f"`commerce` and `municipal` together: {percent(seen(energy, factor(made.model))['commerce_and_municipal'])} "
        f"against a published {percent(rows['commerce_and_municipal'].value, 0)}. Without environmental heat and solar "
        f"thermal (Umweltwärme, Solarthermie): {number(energy.sum() - ambient)} GWh/a. Per head: "
        f"{number(emissions.sum() / people, 2)} t CO2e. Lime: {number(memo(made.model))} t of CO2 from the stone "
        "are a memo item and in neither of the first two totals."
    )
    views = table(("view", "indicator", "field or sector", "t/a"), _other_views(made.model))
    return [SHARES, table(head, lines), textwrap.fill(note, 120), views]


def memo(made: Model) -> float:
    """Return CO2 from limestone in 2017 [t/a], which stands beside the balance."""
    return float(made.results["industry"].memo["process_emissions_lime"][0, 0])


def _other_views(made: Model) -> list[tuple[str, str, str, str]]:
    lines = []
    for view, indicator in (("conversion", "co2e"), ("territorial", "co2")):
        emissions = getattr(made, view)
        values = emissions.values[DIMS["indicator"].index(indicator), 0, :, 0]
        for name in dict.fromkeys(row[0] for row in emissions.rows):
            part = sum(value for row, value in zip(emissions.rows, values, strict=True) if row[0] == name)
            lines.append((view, indicator, name, number(float(part))))
        lines.append((view, indicator, "**total**", number(float(values.sum()))))
    return lines


def by_carrier(made: Model) -> list[str]:
    """Return the section on carriers: energy by sector, factors, emissions."""
    energy = projection.by_sector_and_carrier(made.energy[0], SEGMENTS)[..., 0]
    factors = made.factors.values[:, 0, :, 0]
    lines = []
    for i, carrier in enumerate(DIMS["carrier"]):
        if energy[:, i].sum() > 0.0:
            cells = [number(value, 1) if value > 0.0 else "" for value in energy[:, i]]
            total = energy[:, i].sum()
            ends = (number(total, 1), number(factors[0, i], 1), number(factors[1, i], 1), number(total * factors[0, i]))
            lines.append((carrier, *cells, *ends))
    sums = [number(value, 1) for value in (*energy.sum(axis=1), energy.sum())]
    lines.append(("**total**", *sums, "", "", number(float((energy.sum(axis=0) * factors[0]).sum()))))
    head = ("carrier", *DIMS["sector"], "sum", "CO2e factor", "direct CO2 factor", "emissions")
    return [CARRIERS, table(head, lines)]


def past(inputs: Inputs, made: Computed) -> list[str]:
    """Return the section on the history and its pinning factors."""
    history = made.history
    emissions, energy = history.emissions[..., 0].sum(axis=(2, 3)), history.energy[..., 0].sum(axis=(1, 2))
    known = {row.index["for_year"]: row for row in inputs.records["published_emissions"]}
    lines = []
    for i, year in enumerate(history.years.tolist()):
        row = known.get(str(year))
        figure = "" if row is None else f"{number(row.value)} ± {number(((row.high or 0.0) - (row.low or 0.0)) / 2.0)}"
        pins = [number(float(history.pinning[name][i, 0]), 3) for name in ("fuels", "electricity")]
        lines.append((str(year), *pins, number(energy[i]), number(emissions[0, i]), number(emissions[1, i]), figure))
    head = ("year", "fuels", "electricity", "final energy [GWh/a]", "CO2e [t/a]", "direct CO2 [t/a]", "published CO2e")
    return [PAST, table(head, lines)]


def compared(inputs: Inputs, as_of: int, main_run: Model, unregistered: Model) -> list[str]:
    """Return the section on the hindcast."""
    found = hindcast.table(inputs, as_of, main_run, unregistered)
    shares = {row.index["quantity"]: row.value for row in inputs.records["hindcast_share"]}
    lines = []
    for row in found.dicts():
        value, actual = float(str(row["model"])), float(str(row["actual"]))
        places = 1 if actual < 1000.0 else 0
        share = percent(shares[str(row["quantity"])], 0) if row["quantity"] in shares else ""
        lines.append(
            (str(row["quantity"]), str(row["year"]), str(row["run"]), number(value, places), number(actual, places),
             str(row["unit"]), percent(float(str(row["deviation"])), 0, sign=True), share, f"`{row['source']}`")
        )  # fmt: skip
    head = ("quantity", "year", "run", "model", "actual", "unit", "deviation", "share", "source")
    return [HINDCAST.format(as_of=as_of), table(head, lines), _caveats(inputs)]


def _caveats(inputs: Inputs) -> str:
    """Return what is known of single figures, from the notes of their rows."""
    rows = [*inputs.records["hindcast_share"], *inputs.rows("lime_production")]
    lines = [f"- `{row.index.get('quantity', row.key)}`: {row.note}." for row in rows if row.note]
    return "\n".join(["Notes of the rows behind it:", "", *lines])


def sources(inputs: Inputs) -> list[str]:
    """Return the sources of published figures named on the page."""
    records = ("published_emissions", "published_share", "published_final_energy", "hindcast_actual")
    keys = sorted({row.source for name in records for row in inputs.records[name]})
    lines = [f"- `{key}`: {inputs.sources[key]['title']} ({inputs.sources[key]['licence']})" for key in keys]
    return ["## Sources", "\n".join(lines)]


if __name__ == "__main__":
    main()
