"""Rows of tables as indicators: names, what they sum, their units, what is not known."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import frames, milestone_files, pipeline, quantities, units
from klima2035.pipeline import SCENARIO
from klima2035.quantities import Quantity, Unknown
from klima2035.result import Table
from klima2035.sectors import ASSETS, LEVERS
from klima2035.variables import DIMS, RESULTS


@cache
def made():
    computed = computed_scenario("klimaneutral-2035")
    return frames.all_frames(computed.model, computed.history, SCENARIO)


def path(name: str, tables=None):
    one = quantities.parse(name)
    assert isinstance(one, Quantity), one
    return quantities.path(one, made()["energy"].years, made(), tables or {})


def at(name: str, year: int) -> float:
    return float(path(name)[made()["energy"].years.index(year)])


def test_final_energy_by_sector_use_and_carrier_sums_what_bears_all_labels():
    frame = made()["energy"]
    for labels in (
        ("households",),
        ("industry", "natural_gas"),
        ("natural_gas",),
        ("households", "space_heat", "heating_oil"),
    ):
        wanted = [
            i for i in range(len(frame.units)) if set(labels) <= {frame.coords[column][i] for column in frame.coords}
        ]
        assert wanted
        assert path("final_energy:" + "/".join(labels)) == pytest.approx(
            np.where(np.isnan(frame.values[:, wanted]).all(axis=1), np.nan, np.nansum(frame.values[:, wanted], axis=1)),
            nan_ok=True,
        )


def test_the_sectors_sum_to_the_total():
    total = path("final_energy:households") * 0.0
    for sector in DIMS["sector"]:
        total = total + path(f"final_energy:{sector}")
    years = made()["energy"].years
    known = made()["indicators"].values[:, made()["indicators"].coords["indicator"].index("final_energy")]
    assert total[years.index(2018) :] == pytest.approx(known[years.index(2018) :], rel=1e-9)


def test_emissions_are_counted_once():
    indicators = made()["indicators"]
    total = indicators.values[:, indicators.coords["indicator"].index("total_co2e")]
    direct = indicators.values[:, indicators.coords["indicator"].index("total_co2")]
    by = {name: sum(at(f"emissions:{sector}/{name}", 2030) for sector in DIMS["sector"]) for name in ("co2e", "co2")}
    here = made()["energy"].years.index(2030)
    assert by == {"co2e": pytest.approx(total[here]), "co2": pytest.approx(direct[here])}
    assert at("emissions:households", 2030) == at("emissions:end_use/households/co2e", 2030)
    fields = sum(
        at(f"emissions:conversion/{field}", 2030) for field in ("energy", "buildings", "transport", "industry")
    )
    assert fields == pytest.approx(total[here], rel=1e-9)


def test_a_label_that_only_one_view_has_takes_that_view():
    assert at("emissions:buildings", 2030) == at("emissions:conversion/buildings/co2e", 2030) > 0.0
    assert at("emissions:energy/natural_gas", 2030) == at("emissions:conversion/energy/natural_gas/co2e", 2030)
    assert at("emissions:territorial", 2030) == at("emissions:territorial/co2", 2030) > 0.0
    assert quantities.unit(quantities.parse("emissions:territorial")) == "tCO2/a"


def test_stocks_by_each_of_their_parts():
    frame = made()["stocks"]
    here = frame.years.index(2030)

    def rows(stock, *parts):
        return sum(
            frame.values[here, i] for i in range(len(frame.units))
            if frame.coords["stock"][i] == stock and set(parts) <= set(frame.coords["part"][i].split("/"))
        )  # fmt: skip

    assert at("stocks:vehicles/car_battery", 2030) == pytest.approx(rows("vehicles", "car_battery"))
    assert at("stocks:floor_area/deep", 2030) == pytest.approx(rows("floor_area", "deep"))
    assert at("stocks:floor_area/multi_family/deep", 2030) == pytest.approx(rows("floor_area", "multi_family", "deep"))
    assert at("stocks:floor_area/multi_family/deep", 2030) < at("stocks:floor_area/deep", 2030)


def test_activity_and_levers_by_their_names():
    asset, lever = ASSETS[0], LEVERS[0]
    assert path(f"activity:{asset.name}") == pytest.approx(made()["activity"].values[:, 0], nan_ok=True)
    assert path(f"levers:{lever.name}") == pytest.approx(made()["levers"].values[:, 0], nan_ok=True)
    assert quantities.unit(quantities.parse(f"activity:{asset.name}")) == asset.unit
    assert quantities.unit(quantities.parse(f"levers:{lever.name}")) == lever.unit


def test_money_is_summed_by_year_in_one_basis():
    columns = ("year", "basis", "origin", "funder", "value")
    table = Table("finance_by_year", columns, (
        (2026, "additional", "measures", "bund", 10.0), (2026, "additional", "measures", "gap", 4.0),
        (2026, "full", "measures", "bund", 90.0), (2027, "additional", "trend", "bund", 1.0),
    ))  # fmt: skip

    def by_year(name):
        found = quantities.path(quantities.parse(name), (2025, 2026, 2027), {}, {"finance_by_year": table})
        return [None if np.isnan(value) else float(value) for value in found]

    assert by_year("finance_by_year:measures") == [None, 14.0, None]
    assert by_year("finance_by_year:bund") == [None, 10.0, 1.0]
    assert by_year("finance_by_year:full/bund") == [None, 90.0, None]
    assert quantities.unit(quantities.parse("finance_by_year:gap")) == "EUR"


@pytest.mark.parametrize(
    ("name", "word", "near"),
    [
        ("finale_energy:households", "finale_energy", "final_energy"),
        ("final_energy:houshold", "houshold", "households"),
        ("final_energy:households/naturel_gas", "naturel_gas", "natural_gas"), ("final_energy:", "", ""),
        ("emissions:end_use/conversion", "conversion", ""), ("stocks:vehicles/car_batery", "car_batery", "car_battery"),
        ("final_energy:households/households", "households", ""),
        (f"levers:{LEVERS[0].name}s", f"{LEVERS[0].name}s", LEVERS[0].name),
        (":", "", ""), ("final_energy:households//natural_gas", "", ""),
    ],
)  # fmt: skip
def test_what_is_not_known_is_named_with_what_was_meant(name, word, near):
    found = quantities.parse(name)
    assert isinstance(found, Unknown)
    assert found.word == word
    assert any(one.startswith(near) for one in found.near) if near else True
    assert found.known.words
    assert word not in found.near
    assert all(quantities.is_path(one) for one in found.meant(name) if name.count("/") < 2)
    assert not quantities.is_path(name)


@pytest.mark.parametrize(
    "name",
    ["final_energynatural_gas", "final_energy/natural_gas", "final_energ:ynatural_gas", "final_energyn:atural_gas"],
)
def test_a_colon_that_is_missing_or_misplaced_is_put_right(name):
    assert quantities.respelt(name) == ("final_energy:natural_gas",)
    assert quantities.respelt("final_energy:natural_gas") == ()
    assert quantities.respelt("heat_pumps") == ()


def test_every_quantity_of_one_label_has_a_unit_in_its_canonical_size():
    for table, columns in quantities.vocabulary().items():
        for label in itertools.chain.from_iterable(columns.values()):
            unit = quantities.unit(quantities.parse(f"{table}:{label}"))
            if unit:
                assert units.factor(unit, units.CANONICAL[units.dimension(unit)]) == 1.0, (table, label)
    for name, unit in milestone_files.indicator_units().items():
        assert units.factor(unit, units.CANONICAL[units.dimension(unit)]) == 1.0, name


def test_labels_belong_to_one_column_each_but_where_the_first_way_of_counting_settles_it():
    for columns in quantities.vocabulary().values():
        labels = [label for known in columns.values() for label in known]
        assert len(labels) == len(set(labels))


def test_a_milestone_on_rows_of_a_table_is_judged_by_a_run():
    plan = pipeline.load_scenario("klimaneutral-2035")
    oil = replace(plan.milestones[-1], id="oil", indicator="final_energy:heating_oil", limit=1e6, sense="at_most",
                  origin="decided", unit="GWh/a", year=2035, leading=("stocks:heated_area/oil_boiler",))  # fmt: skip
    found = pipeline.run(replace(plan, milestones=(oil,)), pipeline.load_inputs("wuppertal"))
    (row,) = found.tables["milestones"].dicts()
    frame = found.frames["energy"]
    assert row["value"] == pytest.approx(float(frame.total(carrier="heating_oil")[frame.at(2035)]))
    assert (row["verdict"], row["evidence"]) == ("reached", "modelled")
    (lead,) = found.tables["leading"].dicts()
    assert (lead["indicator"], lead["unit"]) == ("stocks:heated_area/oil_boiler", RESULTS["heated_area"].unit)
    assert lead["now"] > lead["path"]
    assert lead["pace_planned"] < 0.0
