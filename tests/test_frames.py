"""What frames tell beside the arrays: weather correction, phases, qualities."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import computed_scenario

from klima2035 import frames
from klima2035.sectors import SEGMENTS


def test_weather_correction_scales_space_heat_to_the_mean_year() -> None:
    """2021 was colder than the mean of 2014-2023: corrected it is lower, by space heat x (mean / actual - 1)."""
    model = computed_scenario("trend").model
    corrected = frames.weather_corrected(model)[:, 0]
    total = model.end_use.values[0].sum(axis=1)[:, 0]
    at = 2021 - 2017
    days, mean = float(model.case["degree_days"][at, 0]), float(model.case["degree_days_mean"][0])
    assert days > mean
    heat = 0.0
    for i, segment in enumerate(SEGMENTS):
        if segment.use == "space_heat":
            heat += float(model.energy[at, i, 0] * model.factors.of("co2e", segment.carrier)[at, 0])
    assert corrected[at] == pytest.approx(total[at] + heat * (mean / days - 1.0))
    assert corrected[2020 - 2017] > total[2020 - 2017]


def test_after_as_of_there_is_nothing_to_correct() -> None:
    model = computed_scenario("trend").model
    late = model.case.years > 2026
    corrected = frames.weather_corrected(model)[:, 0]
    np.testing.assert_allclose(corrected[late], model.end_use.values[0].sum(axis=1)[late, 0])


def test_phases_and_qualities_of_years() -> None:
    assert frames.phases((1990, 2017, 2018, 2025, 2026), 2025) == (
        "history", "history", "hindcast", "hindcast", "projection",
    )  # fmt: skip
    assert frames.qualities((1990, 1991, 2017, 2018)) == ("derived", "interpolated", "derived", "modelled")


def test_every_year_of_both_views_has_the_same_total() -> None:
    shown = frames.all_frames(computed_scenario("trend").model, computed_scenario("trend").history, 0)["emissions"]
    for indicator in ("co2e", "co2"):
        views = [shown.total(view=view, indicator=indicator) for view in ("end_use", "conversion")]
        np.testing.assert_allclose(*views, rtol=1e-9)
        assert len(views[0]) == 2045 - 1990 + 1
