"""History 1990-2017: pinning and shape, by hand."""

import numpy as np
import pytest

from klima2035.history import blend, build, fuel_mix, per_head_index, pinning_factors
from klima2035.variables import DIMS

YEARS = np.arange(1990, 2018)
ONE = np.ones(1)


def test_pinning_factors_meet_energy_and_emissions() -> None:
    """Fuels 8,000 GWh at 300 g, electricity 2,000 GWh at 800 g; published 10,400 GWh and 4.24 Mt."""
    fuel, power = pinning_factors(
        (8000.0 * ONE, 2_400_000.0 * ONE), (2000.0 * ONE, 1_600_000.0 * ONE), (10_400.0 * ONE, 4_240_000.0 * ONE)
    )
    assert fuel[0] * 8000 + power[0] * 2000 == pytest.approx(10_400)
    assert fuel[0] * 2_400_000 + power[0] * 1_600_000 == pytest.approx(4_240_000)


def test_blend_fades_to_one() -> None:
    path = blend(np.array([1.27]), YEARS)
    assert path[0, 0] == pytest.approx(1.27)
    assert path[-1, 0] == 1.0
    assert path[1, 0] == pytest.approx(1.26)


def test_per_head_index_follows_people() -> None:
    series = np.array([[200.0], [100.0]])
    index = per_head_index(series, np.array([[80.0], [80.0]]), np.array([[2.0], [1.0]]))
    assert index[:, 0].tolist() == [4.0, 1.0]


def example() -> dict[str, np.ndarray]:
    sectors, carriers = len(DIMS["sector"]), len(DIMS["carrier"])
    energy = np.zeros((sectors, carriers, 1))
    energy[:, DIMS["carrier"].index("natural_gas")] = 1000.0
    energy[:, DIMS["carrier"].index("electricity")] = 300.0
    energy[:, DIMS["carrier"].index("district_heat")] = 50.0
    mix = np.zeros((sectors, len(DIMS["fuel"]), 1))
    mix[:, DIMS["fuel"].index("coal")] = 0.5
    mix[:, DIMS["fuel"].index("natural_gas")] = 0.5
    return {"energy": energy, "mix": mix}


def test_fuel_mix_moves_from_1990_to_2017_and_sums_to_one() -> None:
    values = example()
    mix = fuel_mix(values["mix"], values["energy"], YEARS)
    np.testing.assert_allclose(mix.sum(axis=2), 1.0)
    coal = DIMS["carrier"].index("coal")
    assert mix[0, 0, coal, 0] == pytest.approx(0.5)
    assert mix[-1, 0, coal, 0] == 0.0


def test_history_is_pinned_at_both_ends() -> None:
    values = example()
    factor = np.zeros((len(YEARS), len(DIMS["carrier"]), 1))
    for carrier, value in {"natural_gas": 250.0, "coal": 430.0, "district_heat": 300.0}.items():
        factor[:, DIMS["carrier"].index(carrier)] = value
    factor[:, DIMS["carrier"].index("electricity"), 0] = np.linspace(860.0, 560.0, len(YEARS))
    flat = {name: np.ones((len(YEARS), 1)) for name in ("electricity", "national_buildings")}
    flat |= {name: np.linspace(1.4, 1.0, len(YEARS))[:, None] for name in ("national_industry", "national_transport")}
    history = build(
        YEARS, values["energy"], {"co2e": factor, "co2": factor}, flat, values["mix"], 400.0 * ONE,
        (7_500.0 * ONE, 3_700_000.0 * ONE),
    )  # fmt: skip
    assert history.energy[0].sum() == pytest.approx(7_500.0)
    assert history.emissions[0, 0].sum() == pytest.approx(3_700_000.0)
    np.testing.assert_allclose(history.energy[-1], values["energy"], atol=1e-9)
    assert set(history.pinning) == {"fuels", "electricity"}
