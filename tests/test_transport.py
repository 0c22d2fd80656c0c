"""Transport: examples to redo by hand, stock identities, single-cause tests, draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from reference_turnover import age_profile, hazard, retire

from klima2035 import framework, inputs, reading, stocks
from klima2035.case import Case, SectorResult, Settings
from klima2035.levers import base_paths
from klima2035.sectors import transport
from klima2035.sectors import transport_energy as energy
from klima2035.sectors import transport_fleet as fleets
from klima2035.sectors import transport_traffic as roads
from klima2035.variables import DIMS, index
from klima2035.variables.transport import INPUTS, RESULTS

ROOT = Path(__file__).parent.parent / "inputs"
YEARS = np.arange(2017, 2046)
ONES = np.ones((len(transport.SEGMENTS), 1))
CITY_LEVERS = {  # everything that the city can move in car traffic
    "cycle_route_talachse": 20.0, "cycle_route_langerfeld": 1.9, "cycle_route_hatzfeld": 5.0, "cycle_route_other": 45.0,
    "e_bike_share": 0.55, "public_transport_supply": 1.3, "parking_price": 2.5, "charging_points": 7000.0,
    "battery_car_share": 0.95, "municipal_fleet_battery_share": 1.0,
}  # fmt: skip


@cache
def loaded() -> inputs.Inputs:
    return reading.load(ROOT, "wuppertal")


@cache
def values() -> dict[str, np.ndarray]:
    return framework.resolve(loaded(), YEARS, 2025, {"grid": "renewable_2045"}, "2026-11-01")


def case(draws: int = 2, change: dict[str, float] | None = None, registered: bool = True, **levers: float) -> Case:
    """Return Wuppertal; ``change`` multiplies inputs, ``levers`` take a value from 2026 on in draw 0."""
    all_values = {**values(), **{name: values()[name] * factor for name, factor in (change or {}).items()}}
    paths = {
        name: np.repeat(path, draws, axis=1)
        for name, path in base_paths(loaded(), transport.LEVERS, YEARS, 2025, registered).items()
    }
    for name, value in levers.items():
        paths[name][YEARS >= 2026, 0] = value
    return Case(YEARS, 2025, all_values, paths, Settings(registered_additions=registered), draws)


def changed(before: Case, **new: np.ndarray) -> Case:
    """Return the case with whole inputs replaced."""
    return replace(before, values={**before.values, **new})


def total(result: SectorResult, wanted: Callable[[str, str], bool]) -> np.ndarray:
    """Return the sum of the segments that ``wanted(use, carrier)`` picks, (year, draw)."""
    places = [i for i, s in enumerate(transport.SEGMENTS) if wanted(s.use, s.carrier)]
    return result.energy[:, places].sum(axis=1)


def year(wanted: int) -> int:
    return wanted - 2017


@pytest.fixture(scope="module")
def trend() -> SectorResult:
    return transport.project(case(), ONES)


# ---------- examples anyone can redo


def test_buses_of_2017_by_hand() -> None:
    """14.5 Mkm x 3.98 kWh/km = 57.71 GWh, of which 5 % biofuel."""
    first = transport.base_year(case())
    found = [first[energy.PLACE["buses", carrier], 0] for carrier in ("diesel", "biofuel", "hydrogen")]
    assert found == pytest.approx([57.71 * 0.95, 57.71 * 0.05, 0.0])


def test_rail_of_2017_by_hand() -> None:
    """1.6 Mkm x 4 kWh/km + 1.3 Mkm x 8 kWh/km = 16.8 GWh."""
    assert transport.base_year(case())[energy.PLACE["rail", "electricity"], 0] == pytest.approx(16.8)


def test_plug_in_hybrids_and_charging_by_hand() -> None:
    """A fleet of plug-in hybrids alone: 30 % company cars at 18 %, the rest at 43 % electric, is 35.5 %.

    100 Mkm at 0.69 kWh/km of fuel and 0.21 kWh/km of electricity with 12 % charging loss.
    """
    only = np.zeros_like(values()["opening_share"])
    for kind in ("car_plug_in_hybrid", "bus_diesel", "van_diesel", "truck_diesel"):
        only[index("vehicle", kind)] = 1.0
    km = np.zeros_like(values()["car_traffic_2017"])
    km[index("road_class", "inner"), index("traffic_origin", "residents_inside")] = 100.0
    plain = np.ones_like(values()["road_class_factor"])
    first = transport.base_year(changed(case(), opening_share=only, car_traffic_2017=km, road_class_factor=plain))
    fuel = sum(first[energy.PLACE["cars_inside", carrier], 0] for carrier in ("petrol", "diesel", "biofuel"))
    assert energy.electric_share(case()) == pytest.approx(0.355)
    assert fuel == pytest.approx(100.0 * 0.69 * 0.645)
    assert first[energy.PLACE["cars_inside", "biofuel"], 0] == pytest.approx(100.0 * 0.69 * 0.645 * 0.041)
    assert first[energy.PLACE["cars_inside", "electricity"], 0] == pytest.approx(100.0 * 0.21 * 0.355 * 1.12)


def test_coverage_by_hand() -> None:
    """22.5 km with 4,000 persons per km reach 90,000 of 352,900: 1 - exp(-0.255) = 22.5 %."""
    assert roads.coverage(case())[0, 0] == pytest.approx(1.0 - np.exp(-90_000 / values()["population"][0, 0]))


def test_cohorts_by_hand() -> None:
    """10 in the first year, 20 in the second; half is left after a year: 10, then 20 + 5, then 10 + 0."""
    inflow = np.array([10.0, 20.0, 0.0])[:, np.newaxis, np.newaxis]
    assert fleets.cohorts(inflow, np.array([[[1.0], [0.5]]]))[:, 0, 0] == pytest.approx([10.0, 25.0, 10.0])


def test_parking_by_hand() -> None:
    """Twice the price keeps 2^-0.15 = 90.1 % of trips; 20 % end there and 70 % of those given up leave the car."""
    given_up = 1.0 - 2.0**-0.15
    assert roads.mode_shift(case(parking_price=2.0)).parking[-1, 0] == pytest.approx(0.2 * given_up * 0.7)


# ---------- laws


def test_base_year_is_the_first_year_and_calibration_scales_it() -> None:
    start = transport.base_year(case())
    scale = 0.7 + 0.1 * np.arange(len(dict.fromkeys(s.group for s in transport.SEGMENTS)))
    groups = list(dict.fromkeys(s.group for s in transport.SEGMENTS))
    calibration = np.array([scale[groups.index(s.group)] for s in transport.SEGMENTS])[:, np.newaxis]
    np.testing.assert_allclose(transport.project(case(), calibration).energy[0], start * calibration, rtol=1e-12)


def test_calibrated_traffic_is_what_electric_cars_use() -> None:
    """Scaling the residents' group scales their electricity in every year too, and the km shown."""
    calibration = ONES.copy()
    for i, segment in enumerate(transport.SEGMENTS):
        calibration[i] = 1.2 if segment.group == "transport residents fuel" else 1.0
    plain, scaled = transport.project(case(), ONES), transport.project(case(), calibration)
    place = energy.PLACE["cars_inside", "electricity"]
    np.testing.assert_allclose(scaled.energy[:, place], 1.2 * plain.energy[:, place], rtol=1e-12)
    shown = "car_km_residents_inside"
    np.testing.assert_allclose(scaled.indicators[shown], 1.2 * plain.indicators[shown], rtol=1e-12)


def test_stocks_close_and_nothing_is_negative(trend: SectorResult) -> None:
    """Closing = opening + registrations - exits for each fleet; kinds of vehicles sum to their fleet."""
    fleet = fleets.fleet(case())
    turnover = fleet.turnover
    size = fleets.targets(case())[0]
    for row, prefix in ((0, "car_"), (2, "bus_"), (3, "van_"), (4, "truck_")):
        kinds = [i for i, name in enumerate(DIMS["vehicle"]) if name.startswith(prefix)]
        closing = fleet.vehicles[:, kinds].sum(axis=1)
        flows = size[row] + np.cumsum(turnover.registrations[:, row] - turnover.exits[:, row], axis=0)
        np.testing.assert_allclose(closing, flows, rtol=1e-9)
    battery = fleet.vehicles[:, index("vehicle", "car_battery")]
    by_age = battery[0] + np.cumsum(turnover.battery - turnover.exits[:, fleets.BATTERY_CARS], axis=0)
    np.testing.assert_allclose(battery, by_age, rtol=1e-9)
    for array in (fleet.vehicles, fleet.inflow, turnover.registrations, turnover.exits, trend.energy):
        assert (array >= -1e-9).all()


def test_kinds_by_cohort_equal_a_turnover_by_age() -> None:
    """The stock of diesel buses from cohorts equals that of a turnover by age."""
    here = case()
    fleet = fleets.fleet(here)
    place = index("vehicle", "bus_diesel")
    lifetime, shape = here["vehicle_lifetime"][fleets.BUSES][np.newaxis], float(here["vehicle_survival_shape"][0])
    ages = here["fleet_2017"][fleets.BUSES] * age_profile(lifetime, shape, fleets.AGES)
    ages = np.repeat(ages, 2, axis=-1)
    rate = hazard(lifetime, shape, fleets.AGES)
    for t in range(1, len(YEARS)):
        retire(ages, rate)
        ages[:, 0] = fleet.inflow[t, fleets.MEMBER["bus_local", "bus_diesel"]]
        np.testing.assert_allclose(ages.sum(axis=1)[0], fleet.vehicles[t, place], rtol=1e-9, atol=1e-9)


def test_modal_split_sums_to_one_and_starts_at_the_survey() -> None:
    result = transport.project(case(**CITY_LEVERS), ONES)
    shares = [np.broadcast_to(result.indicators[f"modal_split_{mode}"], (len(YEARS), 2)) for mode in DIMS["mode"]]
    np.testing.assert_allclose(sum(shares), 1.0, rtol=1e-12)
    at_survey = [share[year(2020), 0] for share in shares]
    assert at_survey == pytest.approx([0.58, 0.12, 0.22, 0.08])
    assert shares[0][-1, 0] < shares[0][-1, 1] - 0.03
    assert (np.array(shares) > 0.0).all()


def test_through_traffic_and_motorways_are_not_moved_by_city_measures() -> None:
    """Draw 0 has all city measures, draw 1 none: through traffic, cars from elsewhere on motorways are equal."""
    here = case(**CITY_LEVERS)
    result = transport.project(here, ONES)
    through = [i for i, s in enumerate(transport.SEGMENTS) if s.use == "cars_through"]
    np.testing.assert_array_equal(result.energy[:, through, 0], result.energy[:, through, 1])
    km = roads.traffic(here, roads.mode_shift(here))
    np.testing.assert_array_equal(km.car[:, roads.MOTORWAY, :, 0], km.car[:, roads.MOTORWAY, :, 1])
    assert (km.car[-1, 0, :3, 0] < km.car[-1, 0, :3, 1]).all()


def test_city_freight_measures_leave_foreign_trucks_alone() -> None:
    """On motorways drive vehicles from elsewhere: more battery trucks of the city change nothing there."""
    zero = values()["local_freight_share"] * 0.0
    result = transport.project(
        changed(case(battery_truck_share=1.0, battery_van_share=1.0), local_freight_share=zero), ONES
    )
    freight = total(result, lambda use, carrier: use in ("vans", "trucks") and carrier == "electricity")
    np.testing.assert_allclose(freight[:, 0], freight[:, 1], rtol=1e-12)


def test_a_longer_life_means_fewer_new_cars_and_more_fuel() -> None:
    usual, longer = case(), case(change={"vehicle_lifetime": 1.25})
    first, second = (transport.project(one, ONES) for one in (usual, longer))
    bought = [
        sum(r.installed[a] for a in ("car_battery", "car_combustion", "car_plug_in_hybrid")) for r in (first, second)
    ]
    assert bought[1][year(2026) :, 0].sum() < bought[0][year(2026) :, 0].sum()
    fuel = [total(r, lambda _, carrier: carrier in ("petrol", "diesel")) for r in (first, second)]
    assert fuel[1][year(2035), 0] > fuel[0][year(2035), 0]
    np.testing.assert_allclose(first.energy[0], second.energy[0], rtol=1e-12)


def test_charging_points_hold_battery_cars_back() -> None:
    """With five points no wish for battery cars is met before the law; with many it is met in full."""
    few = case(battery_car_share=0.9, charging_points=5.0)
    many = case(battery_car_share=0.9, charging_points=12_000.0)
    share = []
    for here in (few, many):
        turnover = fleets.turn_over(here)
        share.append((turnover.battery[:, 0] / np.maximum(turnover.registrations[:, 0, 0], 1.0))[year(2030)])
    assert share[0] < 0.1
    assert share[1] == pytest.approx(0.9, abs=0.01)


def test_the_law_binds_new_cars_whatever_is_wanted() -> None:
    law = values()["law_zero_emission_new_cars"]
    fleet = fleets.fleet(case(battery_car_share=0.0, charging_points=0.0))
    share = fleet.turnover.battery / np.maximum(fleet.turnover.registrations[:, fleets.REGISTERED], 1.0)
    assert (share >= law * (1.0 - 1e-3))[1:].all()


def test_hydrogen_buses_come_beside_the_rest() -> None:
    fleet = fleets.fleet(case(hydrogen_bus_additions=12.0, battery_bus_share=1.0))
    new = {
        kind: fleet.inflow[year(2028), fleets.MEMBER["bus_local", kind], 0] for kind in ("bus_hydrogen", "bus_diesel")
    }
    assert new == pytest.approx({"bus_hydrogen": 12.0, "bus_diesel": 0.0})


def test_more_bus_supply_needs_more_buses_and_fuel() -> None:
    result = transport.project(case(public_transport_supply=1.3), ONES)
    assert result.installed["public_transport_service"][year(2026), 0] == pytest.approx(0.3 * 14.5)
    buses = [index("vehicle", name) for name in ("bus_diesel", "bus_battery", "bus_hydrogen")]
    assert result.stocks["vehicles"][year(2026), buses, 0].sum() == pytest.approx(296 * 1.3)
    used = total(result, lambda use, _: use == "buses")
    assert used[-1, 0] == pytest.approx(1.3 * used[-1, 1], rel=0.05)


def test_employees_move_only_commuters_and_freight_fleets() -> None:
    plain = case()
    more = changed(plain, employees=values()["employees"] * np.linspace(1.0, 1.2, len(YEARS))[:, np.newaxis])
    first, second = (transport.project(one, ONES) for one in (plain, more))
    moved = {s.use for i, s in enumerate(transport.SEGMENTS) if np.any(first.energy[:, i] != second.energy[:, i])}
    assert moved <= {"cars_commuting", "vans", "trucks"}
    assert "cars_commuting" in moved


def test_like_for_like_never_exceeds_what_is_bought(trend: SectorResult) -> None:
    for asset in transport.ASSETS:
        assert (trend.like_for_like[asset.name] <= trend.installed[asset.name] + 1e-9).all(), asset.name
        assert (trend.installed[asset.name] >= 0.0).all()
        assert not trend.installed[asset.name][0].any()


# ---------- against the public record


@pytest.mark.parametrize(("at", "registered"), [(2018, 330), (2021, 2173)])
def test_battery_cars_meet_the_registers(trend: SectorResult, at: int, registered: int) -> None:
    assert trend.indicators["battery_cars"][year(at), 0] == pytest.approx(registered, rel=0.01)


def test_battery_cars_without_the_registers_stay_near_them() -> None:
    """National shares alone give the city's battery cars of 2021 within 15 %."""
    without = transport.project(case(registered=False), ONES)
    assert without.indicators["battery_cars"][year(2021), 0] == pytest.approx(2173, rel=0.15)


def test_hydrogen_buses_meet_the_published_count(trend: SectorResult) -> None:
    assert trend.indicators["hydrogen_buses"][year(2024), 0] == pytest.approx(52, rel=0.03)


def test_plug_in_hybrids_of_july_2021_lie_between_the_year_ends(trend: SectorResult) -> None:
    """1,855 on 9 July 2021 (Westdeutsche Zeitung): not fed in."""
    hybrids = trend.stocks["vehicles"][:, index("vehicle", "car_plug_in_hybrid"), 0]
    assert hybrids[year(2020)] < 1855 < hybrids[year(2021)]


def test_national_fleet_of_battery_cars_is_near_the_register() -> None:
    """1.65 million on 1.1.2025 and 0.62 million on 1.1.2022 (KBA)."""
    here = case()
    alive = stocks.survival(here["vehicle_lifetime"], 3.0, fleets.AGES)[:, : fleets.AGES]
    member = fleets.MEMBER["car_external", "car_battery"]
    new = fleets.fleet(here).inflow[:, [member]]
    fleet = fleets.cohorts(new, alive[[fleets.EXTERNAL]])[:, 0, 0]
    assert fleet[year(2024)] == pytest.approx(1_651_643, rel=0.1)
    assert fleet[year(2021)] == pytest.approx(618_000, rel=0.2)


def test_the_year_2020_dips_and_emissions_of_2017_are_plausible(trend: SectorResult) -> None:
    used = trend.energy[:, :, 0].sum(axis=1)
    assert used[year(2020)] < used[year(2019)]
    assert used[year(2020)] < used[year(2021)]
    assert 1500.0 < used[0] < 1900.0
    assert trend.indicators["residents_car_km"][0, 0] == pytest.approx(1400.0, rel=0.05)


# ---------- draws


def drawn(draws: int) -> Case:
    """Return a case whose transport inputs differ by draw: draw k is a function of k alone."""
    spread = 1.0 + 0.02 * np.sin(1.0 + np.arange(draws))
    fixed = {"vehicle_survival_shape", "modal_split_year", "opening_share", "modal_split", "parking_diversion"}
    names = {v.name for v in INPUTS if v.time != "records"} - fixed
    moved = {name: values()[name] * spread for name in names}
    here = changed(case(draws), **moved)
    paths = {name: path * spread for name, path in here.levers.items()}
    return replace(here, levers=paths)


def test_a_draw_alone_equals_the_draw_in_a_batch() -> None:
    many = transport.project(drawn(9), ONES)
    pair = transport.project(drawn(2), ONES)
    np.testing.assert_array_equal(many.energy[..., :2], pair.energy)
    for name, series in many.installed.items():
        wide = np.broadcast_to(series, (len(YEARS), 9))
        np.testing.assert_array_equal(wide[:, :2], np.broadcast_to(pair.installed[name], (len(YEARS), 2)))
    for name, series in many.indicators.items():
        np.testing.assert_array_equal(np.broadcast_to(series, (len(YEARS), 9))[:, :2], pair.indicators[name])
    np.testing.assert_array_equal(transport.base_year(drawn(9))[:, :2], transport.base_year(drawn(2)))


def test_the_block_size_of_the_cohorts_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    before = transport.project(drawn(9), ONES).energy
    monkeypatch.setattr(fleets, "BLOCK", 1)
    np.testing.assert_array_equal(transport.project(drawn(9), ONES).energy, before)


def test_every_result_is_declared(trend: SectorResult) -> None:
    declared = {variable.name: variable for variable in RESULTS}
    assert set(trend.indicators) | set(trend.stocks) | set(trend.memo) <= set(declared)
    assert set(trend.installed) == set(trend.like_for_like) == {asset.name for asset in transport.ASSETS}
    assert set(trend.unit_energy) <= set(trend.installed)
    for name, values_of in trend.stocks.items():
        assert values_of.shape[1:-1] == tuple(len(DIMS[dim]) for dim in declared[name].dims)
