"""The two worked cases of the worksheet, by the real engine and to the cent; the worksheet holds each number."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import worksheet as sheet
from worksheet import Worked

from klima2035 import pipeline
from klima2035.money import capacity, funding, programmes
from klima2035.variables import DIMS

TEXT = (Path(__file__).parents[1] / "docs" / "worksheet-money.md").read_text(encoding="utf-8").splitlines()
CENT = 0.005 + 1e-6

EXPECTED = {
    "house 1 cost": 34_898.00,
    "house 1 eligible": 28_000.00,
    "house 1 rate in %": 80.00,
    "house 1 grant": 22_400.00,
    "house 1 owner pays": 12_498.00,
    "house 1 beyond a boiler": -1_379.00,
    "house 2 cost": 34_898.00,
    "house 2 eligible": 28_000.00,
    "house 2 rate in %": 70.00,
    "house 2 grant": 19_600.00,
    "house 2 owner pays": 15_298.00,
    "house 2 beyond a boiler": 1_421.00,
    "house 3 cost": 34_898.00,
    "house 3 eligible": 28_000.00,
    "house 3 rate in %": 45.00,
    "house 3 grant": 12_600.00,
    "house 3 owner pays": 22_298.00,
    "house 3 beyond a boiler": 8_421.00,
    "house 4 cost": 34_898.00,
    "house 4 eligible": 28_000.00,
    "house 4 rate in %": 46.00,
    "house 4 grant": 12_880.00,
    "house 4 owner pays": 22_018.00,
    "house 4 beyond a boiler": 8_141.00,
    "house 5 cost": 10_034.99,
    "house 5 eligible": 10_034.99,
    "house 5 rate in %": 70.00,
    "house 5 grant": 7_024.49,
    "house 5 owner pays": 3_010.50,
    "house 5 beyond a boiler": -10_866.50,
    "street cost": 149_626.99,
    "street Bund": 74_504.49,
    "street owners": 75_122.50,
    "street anyway": 69_385.00,
    "annuity factor": 11.12,
    "2026 cost": 1_064_084.79,
    "2026 anyway": 349_320.76,
    "2026 additional": 714_764.03,
    "2026 eligible cost": 957_676.31,
    "2026 cap": 720_000.00,
    "2026 rate in %": 20.00,
    "2026 Bund": 144_000.00,
    "2026 open after grants": 570_764.03,
    "2026 levy allowed": 24_192.00,
    "2026 levy realised": 16_934.40,
    "2026 own": 188_283.22,
    "2026 gap": 382_480.81,
    "2027 cost": 162_000.00,
    "2027 anyway": 30_000.00,
    "2027 additional": 132_000.00,
    "2027 cap": 150_000.00,
    "2027 Bund asked": 45_000.00,
    "2027 Land asked": 81_000.00,
    "2027 part that the pot holds in %": 66.67,
    "2027 Land": 54_000.00,
    "2027 limit": 97_200.00,
    "2027 Bund": 43_200.00,
    "2027 open after grants": 34_800.00,
    "2027 levy allowed": 3_480.00,
    "2027 levy realised": 2_436.00,
    "2027 worth of the levy": 27_084.39,
    "2027 CO2 price saved": 579.48,
    "2027 worth of the CO2 price": 3_221.45,
    "2027 own": 30_305.85,
    "2027 gap": 4_494.15,
    "2027 gap by the empty pot": 0.00,
    "2028 cost": 150_000.00,
    "2028 anyway": 60_000.00,
    "2028 additional": 90_000.00,
    "2028 eligible cost": 105_000.00,
    "2028 Bund": 21_000.00,
    "2028 open after grants": 69_000.00,
    "2028 levy allowed": 5_520.00,
    "2028 levy realised": 3_864.00,
    "2028 own": 42_961.45,
    "2028 gap": 26_038.55,
    "2029 cost": 60_000.00,
    "2029 Land asked": 18_000.00,
    "2029 part that the pot holds in %": 33.33,
    "2029 Land": 6_000.00,
    "2029 open after grants": 54_000.00,
    "2029 own": 25_016.37,
    "2029 gap": 28_983.63,
    "2029 gap by the empty pot": 12_000.00,
    "2029 gap that is not viable": 16_983.63,
    "house additional": 996_764.03,
    "house Bund": 208_200.00,
    "house Land": 60_000.00,
    "house own": 286_566.89,
    "house gap": 441_997.14,
    "house gap that is not viable": 429_997.14,
}  # fmt: skip

HOUSES = ((sheet.PUMP, "income_to_30k"), (sheet.PUMP, "income_to_40k"), (sheet.PUMP, "income_to_50k"),
          (sheet.PUMP, "income_above_50k"), (sheet.DISTRICT, "income_to_40k"))  # fmt: skip
STEPS = {2026: sheet.ENVELOPE, 2027: sheet.GROUND, 2028: sheet.ROOF, 2029: sheet.SOLAR}


@cache
def street() -> Worked:
    return sheet.street(pipeline.load_inputs("wuppertal"))


@cache
def house() -> Worked:
    return sheet.house(pipeline.load_inputs("wuppertal"))


def found_street() -> dict[str, float]:
    """Return every number of the street as the engine finds it."""
    worked, out = street(), {}
    for number, (asset, applicant) in enumerate(HOUSES, start=1):
        line = worked.line(asset, applicant)
        cost, grant = (worked.of(part, 2026, line) for part in (worked.money.unit_cost, worked.paid.granted()))
        rate = worked.offer(worked.paid.offers.rate, 2026, line, "bund_beg_heating")
        cap = worked.offer(worked.paid.offers.cap, 2026, line, "bund_beg_heating")
        net = worked.of(worked.paid.own, 2026, line) + worked.of(worked.paid.gap, 2026, line)
        out |= {
            f"house {number} cost": cost, f"house {number} eligible": min(cost, cap),
            f"house {number} rate in %": 100.0 * rate, f"house {number} grant": grant,
            f"house {number} owner pays": cost - grant, f"house {number} beyond a boiler": net,
        }  # fmt: skip
    full = [row for row in worked.ledger.dicts() if row["basis"] == "full"]
    cents = {
        funder: sum(round(row["value"] * 100) for row in full if (row["funder"] == "bund") == (funder == "bund"))
        for funder in ("bund", "owners")
    }  # fmt: skip
    anyway = sum(round(row["value"] * 100) for row in full if row["kind"] == "replacement")
    return out | {
        "street cost": sum(cents.values()) / 100.0, "street Bund": cents["bund"] / 100.0,
        "street owners": cents["owners"] / 100.0, "street anyway": anyway / 100.0,
    }  # fmt: skip


def step(year: int) -> dict[str, float]:
    """Return what each step has: cost to gap, as the engine finds it."""
    worked = house()
    line = worked.line(STEPS[year])
    money, paid = worked.money, worked.paid
    full, anyway, additional = (
        worked.of(part, year, line) for part in (money.full, money.like_for_like, money.additional)
    )
    granted = worked.of(paid.granted(), year, line)
    return {
        f"{year} cost": full, f"{year} anyway": anyway, f"{year} additional": additional,
        f"{year} open after grants": additional - granted,
        f"{year} own": worked.cents(year=year, funder="private") / 100.0,
        f"{year} gap": worked.cents(year=year, funder="gap") / 100.0,
        f"{year} Bund": worked.cents(year=year, funder="bund") / 100.0,
        f"{year} Land": worked.cents(year=year, funder="land") / 100.0,
    }  # fmt: skip


def levy(year: int) -> dict[str, float]:
    """Return the rent levy by the rules of the engine's book."""
    worked, case = house(), case_of_city()
    book, need = worked.money.book, step(year)[f"{year} open after grants"]
    at = [asset.name for asset in book.assets].index(STEPS[year])
    allowed = min(float(book.levy_rate[at, 0]) * need, float(book.levy_cap[at, 0]) * 840.0)
    return {f"{year} levy allowed": allowed, f"{year} levy realised": allowed * float(case["levy_realised_share"][0])}


@cache
def case_of_city():
    inputs = pipeline.load_inputs("wuppertal")
    return pipeline.assemble(inputs, pipeline.load_scenario("klimaneutral-2035")).case


def found_house() -> dict[str, float]:
    """Return every number of the house as the engine finds it."""
    worked, case, paid = house(), case_of_city(), house().paid
    landlord = DIMS["payer"].index("landlord")
    factor = float(capacity.annuity_factor(case["interest_rate"], case["payback_horizon"])[landlord, 0])
    out = {"annuity factor": factor}
    for year in STEPS:
        out |= step(year)
    for year in (2026, 2027, 2028):
        out |= levy(year)
    envelope, ground, solar = (worked.line(name) for name in (sheet.ENVELOPE, sheet.GROUND, sheet.SOLAR))
    co2 = worked.money.saving_co2[2027 - 2017, 1, 0]
    share = float(case["landlord_co2_share"][2027 - 2017, 0])
    beg, land, sun = ("bund_beg_heating", "nrw_progres_heat", "land_roof_solar")
    pot = paid.paid.pot_share[..., 0]
    names = paid.offers.programmes
    limit = float(paid.offers.limit[paid.offers.limit < programmes.NO_LIMIT][0])
    return out | {
        "2026 eligible cost": out["2026 cost"] * eligible(sheet.ENVELOPE),
        "2026 cap": 840.0 * worked.offer(paid.offers.cap, 2026, envelope, "bund_beg_envelope"),
        "2026 rate in %": 100.0 * worked.offer(paid.offers.rate, 2026, envelope, "bund_beg_envelope"),
        "2027 cap": worked.offer(paid.offers.cap, 2027, ground, beg),
        "2027 Bund asked": worked.offer(paid.paid.asked, 2027, ground, beg),
        "2027 Land asked": worked.offer(paid.paid.asked, 2027, ground, land),
        "2027 part that the pot holds in %": 100.0 * pot[2027 - 2017, names.index(land)],
        "2027 limit": limit * out["2027 cost"],
        "2027 worth of the levy": out["2027 levy realised"] * factor,
        "2027 CO2 price saved": co2, "2027 worth of the CO2 price": co2 * share * factor,
        "2027 gap by the empty pot": worked.cents(year=2027, cause="programme_exhausted") / 100.0,
        "2028 eligible cost": out["2028 cost"] * eligible(sheet.ROOF),
        "2029 Land asked": worked.offer(paid.paid.asked, 2029, solar, sun),
        "2029 part that the pot holds in %": 100.0 * pot[2029 - 2017, names.index(sun)],
        "2029 gap by the empty pot": worked.cents(year=2029, cause="programme_exhausted") / 100.0,
        "2029 gap that is not viable": worked.cents(year=2029, cause="not_viable") / 100.0,
        "house additional": worked.cents() / 100.0, "house Bund": worked.cents(funder="bund") / 100.0,
        "house Land": worked.cents(funder="land") / 100.0, "house own": worked.cents(funder="private") / 100.0,
        "house gap": worked.cents(funder="gap") / 100.0,
        "house gap that is not viable": worked.cents(cause="not_viable") / 100.0,
    }  # fmt: skip


def eligible(asset: str) -> float:
    """Return the part of an asset's cost that the federal grant for the envelope takes in."""
    offers = house().paid.offers
    mine = (offers.line == house().line(asset)) & (offers.programme == offers.programmes.index("bund_beg_envelope"))
    return float(offers.eligible[mine, 0][0])


def test_the_engine_finds_each_number_of_the_worksheet() -> None:
    found = found_street() | found_house()
    assert set(EXPECTED) <= set(found)
    for name, value in EXPECTED.items():
        assert found[name] == pytest.approx(value, abs=CENT), name


@pytest.mark.parametrize("name", EXPECTED)
def test_each_number_stands_in_the_worksheet(name: str) -> None:
    (line,) = [line for line in TEXT if line.startswith(f"| {name} |")]
    assert line.endswith(f"| {EXPECTED[name]:,.2f} |")


def test_the_worksheet_holds_no_result_that_is_not_tested() -> None:
    shown = [line.split("|")[1].strip() for line in TEXT if line.startswith("|") and line.count("|") == 4]
    assert set(shown) - set(EXPECTED) <= {"number", "---", "row", "shipped row"} | set(given())


def given() -> list[str]:
    """Return the first cells of the table of what the second case starts from."""
    first = next(i for i, line in enumerate(TEXT) if line.startswith("| row | value |"))
    last = next(i for i, line in enumerate(TEXT) if i > first and not line)
    return [line.split("|")[1].strip() for line in TEXT[first:last]]


def test_cap_pot_and_combination_bind_in_the_house() -> None:
    found = found_house()
    assert found["2026 eligible cost"] > found["2026 cap"]
    assert found["2027 cost"] > found["2027 cap"]
    assert found["2027 part that the pot holds in %"] < 100.0
    assert found["2027 Bund asked"] + found["2027 Land"] > found["2027 limit"]
    assert found["2027 Bund"] + found["2027 Land"] == pytest.approx(found["2027 limit"])


def test_a_pot_that_is_ignored_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    share = funding._pot_share
    monkeypatch.setattr(funding, "_pot_share", lambda offers, asked: np.ones_like(share(offers, asked)))
    worked = sheet.house(pipeline.load_inputs("wuppertal"))
    assert worked.cents(funder="land") != 6_000_000


def test_rows_named_shipped_are_as_the_worksheet_says() -> None:
    """Shipped rates, caps and costs that the worksheet quotes are those of the tables."""
    records = pipeline.load_inputs("wuppertal").records
    now = [row for row in records["programme_rate"] if row.index["programme"] == "bund_beg_heating"
           and row.index["from"] == "2026"]  # fmt: skip
    rates = sorted((row.index["part"], round(row.value, 3)) for row in now)
    assert rates == [
        ("base", 0.3), ("efficiency", 0.05), ("income", 0.1), ("income", 0.3), ("income", 0.4), ("speed", 0.16),
    ]  # fmt: skip
    costs = {row.index["asset"]: row.value for row in records["unit_cost"]}
    assert [costs[name] for name in (sheet.PUMP, sheet.DISTRICT, sheet.BOILER)] == [34_898.0, 7_930.0, 13_877.0]
    assert costs[sheet.ENVELOPE] == 792.0
