"""Overlays cut dated rows at their years: by hand."""

import money_example as example
import numpy as np
from money_example import programme, row

from klima2035 import pipeline
from klima2035.case import Overlay
from klima2035.money import costs, programmes
from klima2035.money.overlays import changed

YEARS = np.arange(2017, 2031)


def rates(rows, *overlays, more=()):
    tables = example.inputs(tuple(rows), tuple(more))
    book = costs.resolve(tables, example.ASSETS, YEARS)
    return programmes.resolve(tables.records, book, overlay=overlays)


def path(offers) -> dict[int, float]:
    return {int(year): float(rate) for year, rate in zip(YEARS, offers.rate[:, 0, 0], strict=True)}


def test_a_programme_ends_in_a_year():
    found = path(rates([programme("beg", 0.3)], Overlay("beg", ends=2026)))
    assert (found[2017], found[2018], found[2026], found[2027]) == (0.0, 0.3, 0.3, 0.0)


def test_what_is_suspended_pays_again_from_a_year_on():
    bus = programme("bus", 0.6, status="suspended", from_="2025")
    offers = rates([bus], Overlay("bus", resumes=2028))
    found = path(offers)
    assert (found[2025], found[2027], found[2028], found[2030]) == (0.0, 0.0, 0.6, 0.6)
    assert offers.lost[YEARS == 2026, 0, 0] == 0.6


def test_rates_are_scaled_from_a_year_on_and_all_means_each():
    rows = [programme("one", 0.4), programme("two", 0.2, "land")]
    offers = rates(rows, Overlay("all", rate=0.5, from_year=2026))
    by_name = {offers.programmes[p]: offers.rate[:, i, 0] for i, p in enumerate(offers.programme)}
    for name, before in (("one", 0.4), ("two", 0.2)):
        assert by_name[name][YEARS == 2025] == before
        assert by_name[name][YEARS == 2026] == before / 2


def test_a_pot_is_set_from_a_year_on_and_an_older_one_kept_before():
    old = row("programme_pot", 50e3, programme="beg", from_="2017")
    offers = rates([programme("beg", 0.3)], Overlay("beg", pot=80e3, from_year=2027), more=[old])
    assert offers.pot[YEARS == 2026, 0, 0] == 50e3
    assert offers.pot[YEARS == 2027, 0, 0] == 80e3


def test_no_overlay_leaves_the_records_as_they_are():
    tables = example.inputs((programme("beg", 0.3),))
    assert changed(tables.records, ()) is tables.records


def test_no_scenario_of_funding_changes_the_past():
    inputs = pipeline.load_inputs("wuppertal")
    paid = {
        name: pipeline.compute(pipeline.assemble(inputs, pipeline.load_scenario(name))).funding
        for name in ("klimaneutral-2035", "ohne-zuschuesse", "heizungsfoerderung-endet-2027", "land-foerdert-busse")
    }
    plan = paid.pop("klimaneutral-2035")
    past = slice(0, 2025 - 2017 + 1)
    for name, other in paid.items():
        for part in ("grants", "own", "gap"):
            one, another = getattr(plan, part), getattr(other, part)
            assert np.array_equal(one[past], another[past]), (name, part)
        assert not np.array_equal(plan.gap, other.gap), name
