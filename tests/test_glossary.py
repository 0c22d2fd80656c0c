"""What every quantity is, in German, and the range in which its values lie in any German city."""

from __future__ import annotations

import csv
import sys
from functools import cache
from pathlib import Path

from klima2035 import units
from klima2035.inputs import Inputs
from klima2035.milestone_files import COUNTED
from klima2035.sectors import LEVERS
from klima2035.tables import Row
from klima2035.variables import BASE_YEAR, INPUTS, RESULTS

TABLES = Path(__file__).parents[1] / "inputs" / "germany"
NO_RANGE = {  # rows of several dimensions, or (counting_rule) a number without meaning
    "actual",
    "counting_rule",
    "hindcast_actual",
    "law",
    "pace_national",
    "pace_record",
    "peer_band",
    "programme_eligible_cap",
    "unit_cost",
    "unit_cost_reference",
    "unit_revenue",
}
RULE_WORDS = {
    "highest": "der höchste gilt",
    "lowest": "der niedrigste gilt",
    "add": "kommen zum Trend hinzu",
    "multiply": "Faktor auf den Trend",
}
SLIP, PERCENT = 1000.0, 100.0


@cache
def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of words or ranges; its form is checked on the way."""
    raw = (TABLES / name).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines(), strict=True))
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes)), f"{name} is sorted by code, each code once"
    return rows


def bounds(inputs: Inputs) -> dict[str, tuple[str, float, float]]:
    """Return unit, lowest and highest value by code for the city of these inputs."""
    people = next(row.value for row in inputs.rows("population") if row.year == BASE_YEAR)
    out = {}
    for row in read("ranges.csv"):
        size = people if row["per"] == "person" else 1.0
        out[row["code"]] = (row["unit"], float(row["minimum"]) * size, float(row["maximum"]) * size)
    return out


def inside(row: Row, value: float, limits: tuple[str, float, float]) -> bool:
    unit, low, high = limits
    factor = units.factor(unit, row.unit)
    return low * factor <= value <= high * factor


def test_glossary_says_in_a_sentence_what_every_quantity_is() -> None:
    rows = read("glossary.csv")
    assert {row["code"] for row in rows} == {*INPUTS, *RESULTS, *COUNTED}
    for row in rows:
        text = row["de"]
        assert len(text) > 10, row
        assert text == " ".join(text.split()), row
        assert text.endswith("."), row
        assert not text.endswith(".."), row
    assert len({row["de"] for row in rows}) == len(rows), "two quantities with the same sentence"


def test_glossary_says_how_several_measures_on_a_lever_combine() -> None:
    texts = {row["code"]: row["de"] for row in read("glossary.csv")}
    wrong = [lever.name for lever in LEVERS if RULE_WORDS[lever.combine] not in texts[lever.name]]
    assert not wrong


def test_every_plain_number_has_a_range_in_a_unit_of_its_dimension() -> None:
    rows = read("ranges.csv")
    assert {row["code"] for row in rows} == set(INPUTS) - NO_RANGE
    for row in rows:
        assert units.dimension(row["unit"]) == units.dimension(INPUTS[row["code"]].unit), row
        assert float(row["minimum"]) < float(row["maximum"]), row
        assert row["per"] in ("", "person"), row
        assert row["reason"].strip(), row
        if units.dimension(row["unit"]) in ("share", "share per year"):
            assert row["per"] == "", row


def test_all_shipped_rows_lie_in_their_range(inputs: Inputs) -> None:
    outside = [
        f"{row.file}:{row.line} {code} {value:g} {row.unit} not in {limits}"
        for code, limits in bounds(inputs).items()
        for row in inputs.rows(code)
        for value in (row.value, row.low, row.high)
        if value is not None and not inside(row, value, limits)
    ]
    assert not outside, "\n".join(outside)


def test_ranges_catch_slips_of_units(inputs: Inputs) -> None:
    """Most rows leave their range when a unit is a thousand times too small, or per cent is taken for a share.

    A thousandth is caught where zero is impossible, which is for a third of the rows.
    """
    found = [(row, limits) for code, limits in bounds(inputs).items() for row in inputs.rows(code) if row.value != 0.0]
    shares = [(row, limits) for row, limits in found if units.dimension(row.unit).startswith("share")]
    caught = {
        "a thousand times": share_outside(found, SLIP),
        "a thousandth": share_outside(found, 1.0 / SLIP),
        "per cent as share": share_outside(shares, PERCENT),
    }
    sys.stdout.write(f"{len(found)} rows: {caught}\n")
    assert len(found) > 3000
    assert caught["a thousand times"] >= 0.97
    assert caught["a thousandth"] >= 0.35
    assert caught["per cent as share"] >= 0.87


def share_outside(rows: list[tuple[Row, tuple[str, float, float]]], factor: float) -> float:
    """Return the part of rows whose value times a factor lies outside its range."""
    return sum(not inside(row, row.value * factor, limits) for row, limits in rows) / len(rows)
