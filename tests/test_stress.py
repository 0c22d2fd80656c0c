"""Stress cases: what they change by hand, what they leave alone, what comes of them."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from klima2035 import framework, pipeline
from klima2035.inputs import Points
from klima2035.money import costs
from klima2035.sectors import ASSETS, SEGMENTS
from klima2035.stress import cases, run, tables
from klima2035.stress.change import Change, delayed
from klima2035.stress.overlay import changed, kind
from klima2035.variables import INPUTS

AS_OF = 2025
NAMES = cases.known_names()


@cache
def inputs():
    return pipeline.load_inputs("wuppertal")


@cache
def scenario(name="klimaneutral-2035"):
    return pipeline.load_scenario(name)


@cache
def case(name):
    return cases.load((name,), inputs(), AS_OF)[0]


@cache
def computed(name, adoption):
    stressed = None if name is None else case(name)
    return pipeline.compute(run.assembled(inputs(), scenario(), stressed, adoption))


def tonnes(made):
    return made.model.end_use.values[0].sum(axis=1)[:, 0]


# by hand


def test_a_factor_an_amount_and_a_fixed_value_hold_from_their_year_on():
    years, values = np.array([2025, 2026, 2027, 2028]), np.array([10.0, 20.0, 30.0, 40.0])
    factor = Change("population", "factor", 1.5, from_year=2027)
    assert factor.moved(values, years, AS_OF).tolist() == [10.0, 20.0, 45.0, 60.0]
    assert Change("population", "add", -5.0).moved(values, years, AS_OF).tolist() == [10.0, 15.0, 25.0, 35.0]
    assert Change("population", "set", 7.0).moved(values, years, AS_OF).tolist() == [10.0, 7.0, 7.0, 7.0]


def test_a_change_grows_evenly_up_to_its_year():
    years, values = np.array([2025, 2026, 2027, 2028]), np.full(4, 100.0)
    growing = Change("population", "factor", 1.2, by_year=2027)
    assert growing.moved(values, years, AS_OF).tolist() == pytest.approx([100.0, 110.0, 120.0, 120.0])


def test_a_delay_bridges_from_the_last_value_to_the_first_point_that_comes_later():
    grid = np.arange(2024, 2036)
    base = np.interp(grid, [2024, 2025, 2030], [420.0, 400.0, 200.0])
    late = delayed(grid, base, (2024, 2025, 2030), np.array([420.0, 400.0, 200.0]), Change("x", "delay", 5.0), AS_OF)
    assert late[:2].tolist() == [420.0, 400.0]
    assert late[grid == 2030][0] == pytest.approx(300.0)  # half of the way, which now takes ten years
    assert late[grid == 2035][0] == pytest.approx(200.0)


def test_the_grid_ten_years_late_by_hand():
    late = changed(inputs(), [Change("grid_factor_co2e", "delay", 10.0)], AS_OF)
    path = late.framework("grid_factor_co2e", np.array([2025, 2030, 2040, 2045]), AS_OF, "renewable_2045")[:, 0]
    assert path.tolist() == pytest.approx([406.0, 406.0 + (240.0 - 406.0) * 5 / 15, 240.0, 130.0])


def test_shares_of_one_whole_still_sum_to_one_and_the_others_keep_their_ratio():
    half = changed(inputs(), [Change("new_car_share", "factor", 0.5, (("drive", "battery"),))], AS_OF)
    before, after = (
        one.framework("new_car_share", np.array([2030]), AS_OF, "reference")[0, :, 0] for one in (inputs(), half)
    )
    drives = dict(zip(("petrol", "diesel", "plug_in_hybrid", "battery", "hydrogen"), after, strict=True))
    assert drives["battery"] == pytest.approx(0.24)
    assert after.sum() == pytest.approx(1.0)
    assert drives["petrol"] / drives["diesel"] == pytest.approx(before[0] / before[1])


def test_labels_pick_the_cells_that_are_meant_and_no_others():
    more = changed(inputs(), [Change("construction", "add", 100.0, (("building_type", "multi_family"),))], AS_OF)
    before, after = (
        one.framework("construction", np.array([2025, 2026, 2050]), AS_OF, "reference")[..., 0]
        for one in (inputs(), more)
    )
    moved = np.round(after - before, 6)
    assert moved.tolist() == [[0.0] * 5, [0.0, 100.0, 0.0, 0.0, 0.0], [0.0, 100.0, 0.0, 0.0, 0.0]]


def test_the_trend_of_a_lever_comes_later_from_its_last_actual_value_on():
    late = changed(inputs(), [Change("battery_car_share", "delay", 5.0, (("role", "base"),))], AS_OF)
    rows = late.records["battery_car_share"]
    trend = {row.year: row.value for row in rows if row.index["role"] == "base" and row.year > AS_OF}
    assert trend[2031] == pytest.approx(0.19)  # what was 2026
    assert trend[2028] == pytest.approx(0.16 + (0.19 - 0.16) * 3 / 6)
    kept = [row for row in inputs().records["battery_car_share"] if row.index["role"] != "base" or row.year <= AS_OF]
    assert [row for row in rows if row.index["role"] != "base" or row.year <= AS_OF] == kept


def test_cost_rows_are_dearer_after_as_of_only_and_others_stay():
    dear = changed(inputs(), [Change("unit_cost", "factor", 1.3, (("index", "construction"),))], AS_OF)
    years = np.array([2025, 2026, 2045])

    def cost(made, asset):
        rows = sorted((r for r in made.records["unit_cost"] if r.index["asset"] == asset), key=lambda row: row.year)
        levels = [row.value for row in rows]
        return np.interp(years, [row.year for row in rows], levels)

    before, after = cost(inputs(), "renovation_deep_municipal"), cost(dear, "renovation_deep_municipal")
    assert (after / before).tolist() == pytest.approx([1.0, 1.3, 1.3])
    assert np.array_equal(cost(inputs(), "bus_battery"), cost(dear, "bus_battery"))


def test_prices_of_several_price_years_are_changed_in_money_of_their_year():
    change = Change("energy_price", "factor", 2.0, (("sector", "households"), ("carrier", "electricity")))
    years = framework.model_years(2045)
    books = [costs.resolve(one, ASSETS, years) for one in (inputs(), changed(inputs(), [change], AS_OF))]
    ratio = books[1].price / np.where(books[0].price > 0.0, books[0].price, np.nan)
    assert np.nanmax(np.abs(ratio[years <= AS_OF] - 1.0)) < 1e-12
    assert ratio[years > AS_OF, 0, 0, 0].tolist() == pytest.approx([2.0] * 20)
    assert np.nanmax(np.abs(ratio[years > AS_OF, 1] - 1.0)) < 1e-12


def test_grants_of_one_funder_end_and_the_rows_before_stay():
    cut = changed(inputs(), [Change("programme_rate", "factor", 0.0, (("funder", "land"),))], AS_OF)
    rows = cut.records["programme_rate"]
    assert all(row.value == 0.0 for row in rows if row.index["funder"] == "land" and int(row.index["from"]) > AS_OF)
    assert all(
        int(row.index.get("to", "9999")) <= AS_OF for row in rows if row.index["funder"] == "land" and row.value > 0.0
    )
    others = [
        [row for row in one.records["programme_rate"] if row.index["funder"] != "land"] for one in (inputs(), cut)
    ]
    assert others[0] == others[1]


def test_without_changes_the_inputs_are_the_same_object():
    assert changed(inputs(), (), AS_OF) is inputs()


# history


@pytest.mark.parametrize("name", NAMES)
def test_no_case_changes_what_has_been(name):
    adoption = "financed" if case(name).financed else "given"
    base, now = computed(None, adoption), computed(name, adoption)
    past = base.model.case.years <= AS_OF
    for key, values in base.assembled.case.values.items():
        if INPUTS.get(key) is not None and INPUTS[key].time in ("path", "framework"):
            assert np.array_equal(values[past], now.assembled.case.values[key][past]), key
    assert np.array_equal(base.model.energy[past], now.model.energy[past])
    assert np.array_equal(base.model.end_use.values[:, past], now.model.end_use.values[:, past])
    for field in ("full", "like_for_like"):
        assert np.array_equal(getattr(base.investment, field)[past], getattr(now.investment, field)[past]), field
    assert np.array_equal(base.funding.gap[past], now.funding.gap[past])
    assert np.array_equal(base.assembled.crafts.available[past], now.assembled.crafts.available[past], equal_nan=True)
    assert np.array_equal(base.model.reconciliation.multiplier, now.model.reconciliation.multiplier)
    assert np.array_equal(base.history.energy, now.history.energy)


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_as_of_keeps_its_own_past(name):
    early = scenario("programm-2021")
    one = cases.load((name,), inputs(), early.as_of)[0]
    base, now = (pipeline.compute(run.assembled(inputs(), early, made, "given")) for made in (None, one))
    past = base.model.case.years <= early.as_of
    assert np.array_equal(base.model.energy[past], now.model.energy[past])
    assert np.array_equal(base.investment.full[past], now.investment.full[past])


def test_a_variant_is_one_value_a_year_from_the_year_after_as_of_on():
    late = changed(inputs(), [Change("population", "factor", 1.1)], AS_OF)
    points = late.points["population"]["reference"]
    assert isinstance(points, Points)
    assert points.years == tuple(range(2026, 2051))
    assert [row.value for row in points.rows] == points.values.tolist()
    assert late.points["population"]["actual"] is inputs().points["population"]["actual"]


# each case moves what it must


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_case_changes_something(name):
    adoption = "financed" if case(name).financed else "given"
    moved = np.abs(tonnes(computed(name, adoption)) - tonnes(computed(None, adoption))).max()
    assert moved > 100.0


def test_the_late_grid_moves_electricity_and_nothing_that_is_built():
    base, late = computed(None, "given"), computed("grid-late", "given")
    assert np.array_equal(base.model.energy, late.model.energy)
    assert np.array_equal(base.investment.full, late.investment.full)
    assert (tonnes(late) - tonnes(base))[-20:].min() > 0.0


@pytest.mark.parametrize("name", ["bund-cut", "land-cut"])
def test_a_cut_of_grants_leaves_the_tonnes_given_and_raises_the_gap(name):
    base, cut = computed(None, "given"), computed(name, "given")
    later = base.model.case.years > AS_OF
    assert np.array_equal(tonnes(base), tonnes(cut))
    assert cut.funding.gap[later].sum() > base.funding.gap[later].sum()
    assert np.array_equal(base.investment.additional, cut.investment.additional)


def test_dearer_building_raises_the_need_and_no_tonne_where_all_is_given():
    base, dear = computed(None, "given"), computed("building-cost", "given")
    assert np.array_equal(tonnes(base), tonnes(dear))
    built = [asset.name for asset in base.investment.assets].index("renovation_deep_municipal")
    lines = base.investment.book.lines.asset == built
    later = base.model.case.years > AS_OF
    ratio = dear.investment.full[later][:, lines].sum() / base.investment.full[later][:, lines].sum()
    assert ratio == pytest.approx(1.3)


def test_fewer_hands_build_less():
    base, short = computed(None, "financed"), computed("crafts-short", "financed")
    assert tonnes(short)[-1] > tonnes(base)[-1]
    later = base.model.case.years > AS_OF
    free = short.assembled.crafts.available[later] / base.assembled.crafts.available[later]
    assert np.nanmax(np.abs(free - 0.7)) < 1e-12


def test_cold_winters_move_space_heat_only_in_the_demand_of_buildings():
    base, cold = computed(None, "given"), computed("cold-winters", "given")
    year = int(np.flatnonzero(base.model.case.years == 2026)[0])
    uses = [segment.use for segment in SEGMENTS]
    moved = {uses[i] for i in np.flatnonzero(np.abs(cold.model.energy - base.model.energy)[year, :, 0] > 1e-9)}
    assert "space_heat" in moved
    assert moved.isdisjoint({"drive", "appliances", "hot_water"})


def test_half_the_waste_takes_heat_from_the_waste_plant():
    base, half = computed(None, "given"), computed("waste-half", "given")
    heat = [one.model.results["energy"].indicators["waste_plant_heat"][-1, 0] for one in (base, half)]
    assert heat[1] < heat[0]


# runs


def test_pairs_are_the_same_in_either_order_and_act_after_each_other():
    one, other = case("grid-late"), case("cold-winters")
    both = cases.together(one, other)
    assert both == cases.together(other, one)
    assert both is not None
    assert both.changes == other.changes + one.changes  # in the order of their names
    assert both.name == "cold-winters+grid-late"


def test_cases_that_want_different_paths_do_not_go_together():
    one = replace(case("grid-late"), framework={"grid": "late"})
    other = replace(case("cold-winters"), framework={"grid": "renewable_2035"})
    assert cases.together(one, other) is None
    assert run.tasks(scenario(), (one, other), pairs=True)[-1].case is other


@pytest.fixture(scope="module")
def found():
    chosen = cases.load(("bund-cut", "grid-late"), inputs(), AS_OF)
    return run.run(scenario(), chosen)


def test_cases_of_money_are_judged_financed_and_told_beside_as_given(found):
    told = [(one.cases, one.adoption) for one in found.outcomes]
    assert told == [
        ((), "given"), ((), "financed"), (("bund-cut",), "financed"), (("grid-late",), "given"),
        (("bund-cut", "grid-late"), "financed"), (("bund-cut",), "given"),
    ]  # fmt: skip
    assert found.of("bund-cut").adoption == "financed"
    assert found.of("grid-late", "bund-cut") is found.of("bund-cut", "grid-late")


def test_changes_are_against_the_same_adoption_and_open_is_gap_and_what_is_not_built(found):
    rows = tables.figures(found).dicts()
    for row in rows:
        base = next(
            other for other in rows
            if other["case"] == "without_stress"
            and all(other[key] == row[key] for key in ("adoption", "item", "year"))
        )  # fmt: skip
        assert row["change"] == row["value"] - base["value"]
    for one in found.outcomes:
        assert one.values["open", 0] == one.values["gap", 0] + one.values["not_built", 0]
        assert one.adoption == "financed" or one.values["not_built", 0] == 0.0


def test_the_figures_without_stress_are_those_of_a_run(found):
    result = pipeline.run(scenario(), inputs())
    column = result.tables["investment"].by_column
    rows = zip(*(column[key] for key in ("basis", "measure", "year", "funder", "value")), strict=True)
    mine = [(funder, value) for basis, measure, year, funder, value in rows
            if basis == "additional" and measure != "trend" and year > AS_OF]  # fmt: skip
    base = found.base("given")
    assert base.values["additional_cost", 0] == pytest.approx(sum(value for _, value in mine), rel=1e-6)
    assert base.values["gap", 0] == pytest.approx(sum(value for name, value in mine if name == "gap"), rel=1e-6)
    verdicts = {row["id"]: row["verdict"] for row in result.tables["milestones"].dicts() if row["year"] > AS_OF}
    assert {row[0]: row[2] for row in base.verdicts} == verdicts


def test_a_milestone_that_falls_is_told(found):
    assert tables.fallen(found, found.of("grid-late")) == ["co2e-2030"]
    assert tables.fallen(found, found.base("given")) == []
    assert tables.worst(found) is found.of("grid-late")


def test_workers_and_the_order_of_cases_change_nothing(found):
    chosen = cases.load(("grid-late", "bund-cut"), inputs(), AS_OF)
    assert [one.name for one in chosen] == ["bund-cut", "grid-late"]
    again = run.run(scenario(), chosen, workers=2)
    assert again.outcomes == found.outcomes


def test_every_key_that_may_be_changed_has_a_year_or_a_reason():
    kinds = {name: kind(name) for name in INPUTS if kind(name)}
    assert all(INPUTS[name].time in ("path", "framework") for name, how in kinds.items() if how == "points")
    assert {name for name, how in kinds.items() if how == "undated"} == {"craft_workers"}
    assert not kind("heating_lifetime")
    assert not kind("unknown")
