"""Two worked cases of ``docs/worksheet-money.md``: a street of owners and a house of a landlord, by the real engine.

Costs, caps, rates, maxima, levies, prices and the CO2 price are rows of the shipped tables; what a case sets by itself
(who gets which bonus, a pot, some costs) is made here and said in the worksheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import money_example as example
import numpy as np

from klima2035 import framework, pipeline
from klima2035.case import Asset, SectorResult
from klima2035.inputs import Inputs, Row
from klima2035.money import costs, funding, investment, ledger, programmes
from klima2035.money.capacity import Means
from klima2035.money.funding import Funding
from klima2035.money.investment import Investment
from klima2035.result import Table
from klima2035.sectors import ASSETS
from klima2035.variables import BASE_YEAR, DIMS

PUMP, DISTRICT, BOILER = (
    f"{name}_one_two_family" for name in ("heat_pump_air", "district_heat_connection", "gas_boiler")
)
ENVELOPE, GROUND = "renovation_deep_multi_family", "heat_pump_ground_multi_family"
ROOF, SOLAR = "renovation_usual_roof_multi_family", "pv_roof_of_the_house"  # as a case: one roof, one plant


@dataclass(frozen=True)
class Worked:
    """A case worked out: what is built, who pays, and the ledger in cents."""

    money: Investment
    paid: Funding
    ledger: Table

    def line(self, asset: str, applicant: str = "") -> int:
        """Return the position of an asset's line."""
        lines = self.money.book.lines
        at = [one.name for one in self.money.assets].index(asset)
        found = (lines.asset == at) & (lines.applicant == lines.applicants.index(applicant))
        (line,) = np.flatnonzero(found)
        return int(line)

    def of(self, values: np.ndarray, year: int, line: int) -> float:
        """Return the money of the scenario in a year at a line."""
        return float(np.broadcast_to(values[..., 0], self.money.units.shape[:2])[year - BASE_YEAR, line])

    def offer(self, values: np.ndarray, year: int, line: int, programme: str) -> float:
        """Return one programme's value at a line, (year, offer, draw)."""
        offers = self.paid.offers
        (at,) = np.flatnonzero((offers.line == line) & (offers.programme == offers.programmes.index(programme)))
        return float(values[year - BASE_YEAR, at, 0])

    def cents(self, **wanted: object) -> int:
        """Return the sum of the ledger's additional money where columns hold what is wanted."""
        rows = (row for row in self.ledger.dicts() if row["basis"] == "additional")
        return sum(round(row["value"] * 100) for row in rows if all(row[name] == word for name, word in wanted.items()))


def row(key: str, value: float, **words: object) -> Row:
    """Return a hand-made row; ``price_year`` is its year of prices."""
    year = words.pop("price_year", None)
    return example.row(key, value, year, year, **words)  # type: ignore[arg-type]


def work(
    assets: Iterable[Asset], records: Mapping[str, tuple[Row, ...]], built: Mapping[str, Mapping[int, float]],
    gas_saved: Mapping[str, float],
) -> Worked:  # fmt: skip
    """Run investment, programmes, funding and ledger for what is built, asset -> year -> units, all replacing."""
    inputs = replace(pipeline.load_inputs("wuppertal"), records=records)
    case = pipeline.assemble(pipeline.load_inputs("wuppertal"), pipeline.load_scenario("klimaneutral-2035")).case
    listed = tuple(assets)
    book = costs.resolve(inputs, listed, framework.model_years(2045))
    result = SectorResult(np.zeros((len(case.years), 0, 2)))
    for asset in listed:
        flow = np.zeros((len(case.years), 2))
        for year, units in built.get(asset.name, {}).items():
            flow[year - BASE_YEAR, 0] = units
        result.installed[asset.name] = flow
        result.like_for_like[asset.name] = flow
        if asset.name in gas_saved:
            change = np.full((len(case.years), 1), -gas_saved[asset.name])
            result.unit_energy[asset.name] = {"natural_gas": change}
    money = investment.project(case, [result], book)
    nothing = Means(np.zeros((len(case.years), len(DIMS["carrier"]), 1)), np.zeros((len(case.years), 1)))
    paid = funding.apply(case, money, programmes.resolve(records, book), nothing)
    return Worked(money, paid, ledger.table("worksheet", money, paid, {}))


def shipped(name: str) -> Asset:
    return next(asset for asset in ASSETS if asset.name == name)


def with_rows(
    inputs: Inputs, rows: Iterable[Row], without: Iterable[tuple[str, str]] = ()
) -> dict[str, tuple[Row, ...]]:
    """Return the shipped records with more rows.

    without (key, word): shipped rows of a key that hold the word in any column are left out; "" leaves out all.
    """
    out = {key: tuple(rows) for key, rows in inputs.records.items()}
    for key, word in without:
        out[key] = tuple(one for one in out[key] if word and word not in one.index.values())
    for one in rows:
        out[one.key] = (*out[one.key], one)
    return out


CASES = (("case_share", ""), ("case_cost", ""), ("case_dwellings", ""), ("case_area", ""), ("applicant_share", ""))
INCOMES = ("income_to_30k", "income_to_40k", "income_to_50k", "income_above_50k")
SPEED = "income_to_30k|income_to_40k|income_above_50k"  # houses 1, 2, 4 and 5; house 3 replaces a boiler of 2012


def street(inputs: Inputs) -> Worked:
    """Work out the street: houses 1 to 4 take an air heat pump, house 5 (income to 40k) joins district heat."""
    shipped_speed = next(
        one for one in inputs.records["programme_rate"]
        if one.index.get("part") == "speed" and one.index["from"] == "2026"
    )  # fmt: skip
    shipped_efficiency = next(
        one for one in inputs.records["programme_rate"]
        if one.index.get("part") == "efficiency" and one.index["from"] == "2026"
    )  # fmt: skip
    rows = [
        *(row("payer_share", 1.0, asset=asset, payer="owner_occupier") for asset in (PUMP, DISTRICT, BOILER)),
        *(row("applicant_share", 0.25, asset=PUMP, payer="owner_occupier", applicant=name) for name in INCOMES),
        row("applicant_share", 1.0, asset=DISTRICT, payer="owner_occupier", applicant="income_to_40k"),
        row("case_share", 1.0, asset="*", size="house"),
        row("case_dwellings", 1.0, asset="*", size="house"),
        row("case_area", 140.0, asset="*", size="house"),
        shipped_speed._replace(index={**shipped_speed.index, "applicant": SPEED}),
        shipped_efficiency._replace(index={**shipped_efficiency.index, "applicant": "income_to_50k"}),
    ]
    out = [*CASES, ("payer_share", ""), ("programme_rate", "speed"), ("programme_rate", "efficiency")]
    records = with_rows(inputs, rows, [*out, ("programme_part_share", "")])
    built = {PUMP: {2026: 4.0}, DISTRICT: {2026: 1.0}}
    return work([shipped(name) for name in (PUMP, DISTRICT, BOILER)], records, built, {})


def house(inputs: Inputs) -> Worked:
    """Work out the house of twelve flats: envelope 2026, ground heat pump 2027, roof 2028, solar power 2029."""
    roof, solar = Asset(ROOF, "buildings", "systems"), Asset(SOLAR, "energy", "systems")
    assets = [shipped(ENVELOPE), shipped(GROUND), roof, solar]
    made = (  # asset, cost, what would be built anyway, year, tax, index, life
        (GROUND, 162_000.0, 30_000.0, 2027, "gross", "construction", 20.0),
        (ROOF, 150_000.0, 60_000.0, 2028, "gross", "construction", 40.0),
        (SOLAR, 60_000.0, 0.0, 2029, "exempt", "general", 27.0),
    )
    rows = [
        *(row("payer_share", 1.0, asset=asset.name, payer="landlord") for asset in assets),
        row("case_share", 1.0, asset="*", size="house"),
        row("case_dwellings", 12.0, asset="*", size="house"),
        row("case_area", 840.0, asset="*", size="house"),
        row("unit_revenue", 4_500.0, asset=SOLAR, price_year=2029),
        row("programme_eligible_cap", 60_000.0, programme="bund_beg_envelope", asset="renovation_*", per="dwelling",
            above="0"),
        example.programme("nrw_progres_heat", 0.5, "land", asset=GROUND),
        row("programme_pot", 54_000.0, programme="nrw_progres_heat"),
        example.programme("land_roof_solar", 0.3, "land", asset=SOLAR),
        row("programme_pot", 6_000.0, programme="land_roof_solar"),
    ]  # fmt: skip
    for asset, cost, anyway, year, tax, index, life in made:
        words = {"asset": asset, "tax": tax, "index": index, "price_year": year}
        rows.append(row("unit_cost", cost, consumer="households", **words))
        rows.append(row("unit_cost_reference", anyway, **words))
        rows.append(row("service_life", life, asset=asset))
    out = [
        *CASES, ("payer_share", ""), ("programme_part_share", ""), ("programme_eligible_cap", "bund_beg_envelope"),
        ("unit_cost", GROUND), ("unit_cost_reference", GROUND), ("service_life", GROUND),
    ]  # fmt: skip
    rates = [one for one in inputs.records["programme_rate"] if one.index["programme"] == "nrw_progres_heat"]
    records = with_rows(inputs, rows, out)
    records["programme_rate"] = tuple(one for one in records["programme_rate"] if one not in rates)
    built = {ENVELOPE: {2026: 840.0}, GROUND: {2027: 1.0}, ROOF: {2028: 1.0}, SOLAR: {2029: 1.0}}
    return work(assets, records, built, {GROUND: 40.0})
