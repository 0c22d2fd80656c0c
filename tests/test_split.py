"""The split of a deviation: three numbers by hand, sums, one cause at a time, on states and on the city itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import computed_scenario
from hypothesis import given, settings
from hypothesis import strategies as st

from klima2035 import pipeline
from klima2035.inputs import Points
from klima2035.tracking import states
from klima2035.tracking.split import EFFECTS, State, split
from klima2035.variables import DIMS

ACTIVITY, STRUCTURE, FACTOR, WEATHER = range(4)
ONLY = [0.0, 0.0, 0.0, 0.0]


def state(rest, heat, weather, factor) -> State:
    return State(*(np.atleast_2d(np.array(one, dtype=float)) for one in (rest, heat)), weather,
                 np.atleast_2d(np.array(factor, dtype=float)))  # fmt: skip


ANY = state([[30.0, 7.0, 0.0], [5.0, 0.0, 90.0]], [[10.0, 0.0, 3.0], [0.0, 40.0, 0.0]], 0.9,
            [[200.0, 400.0, 30.0], [200.0, 400.0, 30.0]])  # fmt: skip


def test_three_numbers_by_hand():
    # 10 GWh at 200 g against 15 GWh at 300 g: activity 5 x 250 = 1250, factor 100 x 12.5 = 1250
    found = split(state([10.0], [0.0], 1.0, [200.0]), state([15.0], [0.0], 1.0, [300.0]))
    assert found.tolist() == [[pytest.approx(1250.0), 0.0, pytest.approx(1250.0), 0.0]]
    assert found.sum() == pytest.approx(15.0 * 300.0 - 10.0 * 200.0)


def test_structure_by_hand():
    # half of the gas (250 g) becomes district heat (100 g): 10 x (175 - 250)
    found = split(
        state([10.0, 0.0], [0.0, 0.0], 1.0, [250.0, 100.0]), state([5.0, 5.0], [0.0, 0.0], 1.0, [250.0, 100.0])
    )
    assert found.tolist() == [[0.0, pytest.approx(-750.0), 0.0, 0.0]]


def test_weather_by_hand():
    # 10 GWh of heat in a mean winter, 8 in a mild one, 5 for other use: 2 x 250 less
    found = split(state([5.0], [10.0], 1.0, [250.0]), state([5.0], [8.0], 0.8, [250.0]))
    assert found.tolist() == [[0.0, 0.0, 0.0, pytest.approx(-500.0)]]


def test_a_sector_that_used_nothing_has_the_structure_of_the_other_state():
    # from nothing to 6 + 2 + 4 GWh in a winter of 0.8: all of it is activity, whichever carriers it comes with
    found = split(
        state([0.0, 0.0], [0.0, 0.0], 1.0, [250.0, 100.0]), state([6.0, 2.0], [0.0, 4.0], 0.8, [250.0, 100.0])
    )
    winter = 6.0 * 250.0 + 2.0 * 100.0 + 5.0 * 100.0  # the same in a mean winter
    mild = 6.0 * 250.0 + 2.0 * 100.0 + 4.0 * 100.0
    assert found[0, 0] == pytest.approx((winter + mild) / 2.0)
    assert found.sum() == pytest.approx(mild)
    assert found[0, 1] == pytest.approx(0.0)


@st.composite
def pairs(draw):
    sectors, carriers = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    amount = st.one_of(st.just(0.0), st.floats(1e-6, 1e5))

    def one():
        cells = [[[draw(amount) for _ in range(carriers)] for _ in range(sectors)] for _ in range(3)]
        return state(cells[0], cells[1], draw(st.floats(0.5, 1.5)), cells[2])

    return one(), one()


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_the_parts_of_each_sector_sum_to_its_deviation(pair):
    path, actual = pair
    deviation = actual.emissions() - path.emissions()
    most = max(float((one.rest + one.heat / one.weather).sum(axis=1).max()) for one in pair) * 1.5
    size = 1e-9 * np.array([most * max(float(one.factor.max()) for one in pair) + 1e-12])  # any mixture of both states
    found = split(path, actual)
    assert np.isfinite(found).all()
    assert (np.abs(found.sum(axis=1) - deviation) <= size).all()
    back = split(actual, path)
    assert (np.abs(found + back) <= 4 * size).all()  # no side is preferred


@settings(max_examples=80, deadline=None)
@given(pairs(), st.floats(0.3, 3.0), st.data())
def test_one_cause_alone_gets_everything(pair, scale, data):
    path = pair[0]
    winter = scale / path.weather
    cases = {
        WEATHER: replace(path, weather=scale, heat=path.heat * winter),
        FACTOR: replace(path, factor=path.factor * scale),
        ACTIVITY: replace(path, rest=path.rest * scale, heat=path.heat * scale),
    }
    cause = data.draw(st.sampled_from(sorted(cases)))
    actual = cases[cause]
    found = split(path, actual)
    others = [i for i in range(4) if i != cause]
    assert (found[:, others] == 0.0).all()  # exactly
    deviation = actual.emissions() - path.emissions()
    assert found[:, cause] == pytest.approx(deviation, rel=1e-9, abs=1e-9 * max(path.emissions().max(), 1.0))


def test_only_the_mix_moves_only_the_structure():
    moved = ANY.rest.copy()
    moved[0] = [7.0, 30.0, 0.0]  # the same 37 GWh, otherwise shared
    found = split(ANY, replace(ANY, rest=moved))
    assert found[0, STRUCTURE] == pytest.approx((7 - 30) * 200.0 + (30 - 7) * 400.0)
    assert found[0, [ACTIVITY, FACTOR, WEATHER]].tolist() == [0.0, 0.0, 0.0]
    assert found[1].tolist() == ONLY


def test_equal_states_differ_in_nothing():
    assert (split(ANY, ANY) == 0.0).all()
    again = state(ANY.rest.copy(), ANY.heat / 0.9 * 0.9, 0.9, ANY.factor.copy())
    assert (split(ANY, again) == 0.0).all()


@pytest.mark.parametrize("swap", [False, True])
def test_a_carrier_that_starts_or_ends_at_zero(swap):
    path = state([10.0, 0.0], [0.0, 0.0], 1.0, [250.0, 50.0])
    actual = state([8.0, 4.0], [0.0, 0.0], 1.0, [250.0, 50.0])
    if swap:
        path, actual = actual, path
    (found,) = split(path, actual)
    assert found.sum() == pytest.approx(float((actual.emissions() - path.emissions())[0]))
    assert found[[FACTOR, WEATHER]].tolist() == [0.0, 0.0]
    sign = -1.0 if swap else 1.0
    # twelve instead of ten at the mean of both mixes; the other mix at the mean of both amounts
    assert found[ACTIVITY] == pytest.approx(sign * 2.0 * (250.0 + 2200.0 / 12.0) / 2.0)
    assert found[STRUCTURE] == pytest.approx(sign * 11.0 * (2200.0 / 12.0 - 250.0))


@pytest.mark.parametrize("swap", [False, True])
def test_a_sector_that_starts_or_ends_at_zero_is_activity_alone(swap):
    path = state([0.0, 0.0], [0.0, 0.0], 1.0, [250.0, 50.0])
    actual = state([6.0, 2.0], [3.0, 0.0], 1.0, [250.0, 50.0])
    if swap:
        path, actual = actual, path
    (found,) = split(path, actual)
    assert found.tolist() == [pytest.approx((-1.0 if swap else 1.0) * 2350.0), 0.0, 0.0, 0.0]


def test_a_city_that_uses_nothing_has_no_deviation():
    nothing = state([0.0, 0.0], [0.0, 0.0], 1.0, [250.0, 50.0])
    assert split(nothing, replace(nothing, weather=1.2, factor=nothing.factor * 2)).tolist() == [ONLY]


@settings(max_examples=40, deadline=None)
@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_the_carriers_plays_no_part(pair, random):
    order = list(range(pair[0].rest.shape[1]))
    random.shuffle(order)
    turned = [
        replace(one, rest=one.rest[:, order], heat=one.heat[:, order], factor=one.factor[:, order]) for one in pair
    ]
    found = split(*pair)  # its effects may be large where both states emit nothing: one has no use, the other no factor
    size = 1e-9 * max(pair[0].emissions().max(), pair[1].emissions().max(), np.abs(found).max(), 1e-9)
    assert np.abs(found - split(*turned)).max() <= size


def test_twice_the_states_is_twice_the_effects():
    other = state(ANY.rest * 1.3, ANY.heat * 0.8, 1.1, ANY.factor * 0.7)
    doubled = [replace(one, rest=2 * one.rest, heat=2 * one.heat) for one in (ANY, other)]
    assert split(*doubled) == pytest.approx(2 * split(ANY, other))


# the city itself


def colder(inputs, year, value):
    """Return the city's tables with the degree days of one year changed."""
    points = inputs.points["degree_days"]["actual"]
    values = points.values.copy()
    values[points.years.index(year)] = value
    changed = Points(points.years, values, points.rows)
    return replace(inputs, points={**inputs.points, "degree_days": {**inputs.points["degree_days"], "actual": changed}})


@pytest.mark.parametrize("year", [2021, 2024])
def test_in_another_winter_only_weather_moves_and_the_factor_of_the_heat_networks(inputs, year):
    scenario = pipeline.load_scenario("trend")
    other = pipeline.compute(pipeline.assemble(colder(inputs, year, 3500.0), scenario))
    path, actual = states.of_model(computed_scenario("trend").model, year), states.of_model(other.model, year)
    assert actual.rest == pytest.approx(path.rest, rel=1e-12)
    assert actual.heat / actual.weather == pytest.approx(path.heat / path.weather, rel=1e-12)
    moved = np.flatnonzero((actual.factor != path.factor).any(axis=0))
    assert {DIMS["carrier"][i] for i in moved} <= {"district_heat"}  # its plants run otherwise in a cold winter
    found = split(path, actual)
    assert (found[:, [ACTIVITY, STRUCTURE]] == 0.0).all()
    assert (
        found[[DIMS["sector"].index(name) for name in ("households", "commerce", "municipal")], WEATHER] > 0.0
    ).all()
    assert found[DIMS["sector"].index("transport")].tolist() == ONLY
    # what the factor does is district heat alone: its use in the mean of both winters times the change of its factor
    heat = DIMS["carrier"].index("district_heat")
    used = (path.rest + path.heat + actual.rest + actual.heat)[:, heat] / 2.0
    assert found[:, FACTOR] == pytest.approx(used * (actual.factor - path.factor)[:, heat], rel=1e-9, abs=1e-6)
    total = float(actual.emissions().sum() - path.emissions().sum())
    assert found.sum() == pytest.approx(total, rel=1e-9)
    assert total == pytest.approx(float((other.model.end_use.values - computed_scenario("trend").model.end_use.values)
                                        [0, year - 2017, :, 0].sum()), rel=1e-9)  # fmt: skip


def test_states_of_the_model_hold_the_emissions_of_the_model(shipped):
    for year in (2017, 2025, 2035):
        for indicator in (0, 1):
            found = states.of_model(shipped.model, year, indicator=indicator).emissions()
            for i, sector in enumerate(DIMS["sector"]):
                told = float(shipped.model.end_use.of(sector, indicator)[year - 2017, 0])
                assert found[i] == pytest.approx(told, rel=1e-9), (year, sector)


def test_the_effects_are_those_of_the_docs():
    assert EFFECTS == ("activity", "structure", "factor", "weather")
