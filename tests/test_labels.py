"""Every code that a reader sees has a German and an English label, from one table."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from examples import minimal_result

from klima2035 import labels, pipeline
from klima2035.sectors import ASSETS, LEVERS, SEGMENTS
from klima2035.variables import DIMS

TABLE = Path(__file__).parents[1] / "inputs" / "germany" / "labels.csv"
CONTRACT = [
    "end_use",
    "conversion",
    "territorial",
    "co2e",
    "co2",
    "bund",
    "land",
    "eu",
    "private",
    "kommunal",
    "gap",
    "city",
    "city_company",
    "owner_occupier",
    "landlord",
    "firm",
    "owner",
    "full",
    "additional",
    "new",
    "replacement",
    "reached",
    "at_risk",
    "missed",
    "cannot_judge",
    "at_most",
    "at_least",
    "reported",
    "derived",
    "interpolated",
    "assumed",
    "modelled",
    "history",
    "hindcast",
    "projection",
    "not_viable",
    "budget",
    "programme_exhausted",
    "no_programme",
    "suspended",
    "given",
    "financed",
    "actual",
    "decided",
]
NOT_CODES = {  # columns of free text, names and days
    "scenario", "id", "title", "note", "source", "document", "text", "date", "value_date", "restated",
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def result():
    scenario = pipeline.load_scenario("klimaneutral-2035")
    return pipeline.run(scenario, pipeline.load_inputs(scenario.city))


def missing(codes) -> list[str]:
    words = labels.labels("de", {code: {"de": "known"} for code in [*labels.table(), *labels.titles(result())]})
    return sorted(code for code in codes if code and set(words(code).split(", ")) != {"known"})


def test_the_table_is_complete_and_has_each_code_once():
    codes = [row["code"] for row in rows()]
    assert len(codes) == len(set(codes))
    assert all(row["de"].strip() and row["en"].strip() for row in rows())


@pytest.mark.parametrize("name", sorted(DIMS))
def test_every_fixed_dimension_has_labels(name):
    assert set(DIMS[name]) <= set(labels.table())


def test_every_code_of_the_contract_has_labels():
    assert set(CONTRACT) <= set(labels.table())


def test_every_lever_asset_and_use_has_labels():
    codes = {lever.name for lever in LEVERS} | {lever.unit for lever in LEVERS}
    codes |= {asset.name for asset in ASSETS} | {asset.unit for asset in ASSETS}
    codes |= {part for one in SEGMENTS for part in (one.sector, one.field, one.use, one.carrier)}
    assert codes - set(labels.table()) == set()


def test_every_code_in_a_frame_of_a_run_has_labels():
    codes = set()
    for name, frame in result().frames.items():
        codes |= {name, *frame.coords, *frame.units, *frame.quality}
        codes |= {label for names in frame.coords.values() for label in names}
    assert missing(codes) == []


def test_every_code_in_a_table_of_a_run_has_labels():
    codes = set()
    for name, table in result().tables.items():
        codes |= {name, *table.columns}
        shown = [i for i, column in enumerate(table.columns) if column not in NOT_CODES]
        codes |= {row[i] for row in table.rows for i in shown if isinstance(row[i], str)}
    assert missing(codes) == []


def test_an_unknown_code_stands_for_itself():
    assert labels.label("no_such_code", "de") == "no_such_code"
    assert labels.label("multi_family/heat_pump_air", "de") == "Mehrfamilienhäuser, Luft-Wärmepumpe"
    assert labels.label("multi_family/no_such_code", "de") == "multi_family/no_such_code"
    assert labels.labels("en", {"x": {"de": "Ix", "en": "Ex"}})("x") == "Ex"


def test_a_city_is_called_by_its_title():
    result = minimal_result()
    assert labels.city(result, "de") == "Wuppertal"
    titled = replace(result, extra={"city_title": {"de": "Stadt im Tal", "en": "City in the valley"}})
    assert (labels.city(titled, "de"), labels.city(titled, "en")) == ("Stadt im Tal", "City in the valley")
