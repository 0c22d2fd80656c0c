"""Ensembles: many draws at once equal the same draws one by one; blocks, order and parts change no bit."""

from __future__ import annotations

from dataclasses import astuple, replace
from functools import cache

import numpy as np
import pytest

from klima2035 import draws, executors, frames, neutrality, pipeline
from klima2035.draws import REPLICATES, Design
from klima2035.ensemble import block, frameworks, histogram, job, outcomes, run, tables
from klima2035.ensemble.block import Block
from klima2035.ensemble.histogram import Histogram
from klima2035.ensemble.job import Job, Part
from klima2035.ensemble.measured import Measured
from klima2035.ensemble.tally import Tally, probability
from klima2035.inputs import Inputs
from klima2035.money import ledger
from klima2035.pipeline import Computed
from klima2035.scenario import Scenario

SEED, DRAWS = 3, 20
DEFAULT, TREND, FINANCED = "klimaneutral-2035", "trend", "klimaneutral-2035-finanziert"
NO_GRANTS = "ohne-zuschuesse"
BASE = pipeline.load_inputs("wuppertal")
EURO = 20.0  # a year's cells of the ledger are rounded to half a cent each


@cache
def job_of(name: str) -> Job:
    return job.prepare(pipeline.load_scenario(name), BASE, SEED)


@cache
def many(name: str, count: int = DRAWS) -> Block:
    """Some draws of a scenario in one block."""
    scenario = pipeline.load_scenario(name)
    uncertain = draws.uncertain(BASE, scenario.library)
    shares = Design(len(uncertain.names), SEED).block(0, count)
    goals = uncertain.goals(scenario, shares)
    return block.evaluate(block.assemble(uncertain.drawn(shares), scenario, count, goals), 0, count)


@cache
def single(name: str, number: int) -> Computed:
    """One draw as ``run --draw`` computes it: scenario beside its trend."""
    return pipeline.compute(pipeline.assemble(*draws.draw(BASE, pipeline.load_scenario(name), number, SEED)))


def path_of(made: Block, indicator: str, part: str = "") -> np.ndarray:
    """A path of a block, (year, draw)."""
    place = [i for i, key in enumerate(made.measured.keys) if key[:2] == (indicator, part)]
    assert len(place) == 1, (indicator, part)
    return made.measured.paths[place[0]]


# a draw among others is the draw alone


def check_tonnes(name: str, number: int, count: int = DRAWS) -> None:
    """Every indicator, CO2e by sector in both views and direct CO2, to the last bit."""
    made, one = many(name, count), single(name, number).model
    wanted = {indicator: series for indicator, _, series in frames.indicator_paths(one)}
    assert len(wanted) > 20
    for indicator, series in wanted.items():
        assert np.array_equal(path_of(made, indicator)[:, number], series[:, 0]), indicator
    for indicator, view in (("co2e_sector", one.end_use), ("co2e_field", one.conversion)):
        names = [sector for sector, _ in view.rows]
        for sector in set(names):
            at = [i for i, other in enumerate(names) if other == sector]
            series = view.values[0][:, at].sum(axis=1)[:, 0]
            assert np.array_equal(path_of(made, indicator, sector)[:, number], series), (indicator, sector)
    assert np.array_equal(made.measured.direct[:, number], neutrality.direct_co2(one)[:, 0])


def check_saved(name: str, number: int, count: int = DRAWS) -> None:
    total = single(name, number).model.end_use.values[0].sum(axis=1)
    found = path_of(many(name, count), "saved_co2e")[:, number]
    np.testing.assert_allclose(found, total[:, 1] - total[:, 0], rtol=1e-9, atol=1e-3)


def sums(rows: list[dict[str, object]], years: list[int], **wanted: object) -> np.ndarray:
    out = np.zeros(len(years))
    for row in rows:
        if all(row[key] == value for key, value in wanted.items()):
            out[row["year"] - years[0]] += row["value"]
    return out


def check_money(name: str, number: int, count: int = DRAWS) -> None:
    """What measures cause, full and additional, by funder and for the public payers, against the ledger in cents."""
    made, one = many(name, count), single(name, number)
    told = ledger.table(name, one.investment, one.funding, one.assembled.levers.contributions).dicts()
    rows, years = [row for row in told if row["measure"] != "trend"], made.years.tolist()
    wanted = {("investment", basis): sums(rows, years, basis=basis) for basis in ("full", "additional")}
    for funder in ("bund", "land", "eu", "private", "kommunal", "gap"):
        wanted["funder", funder] = sums(rows, years, basis="additional", funder=funder)
    for payer, indicator in (("city", "city_need"), ("city_company", "company_need")):
        kinds = (sums(rows, years, basis="additional", payer=payer, funder=one) for one in ("kommunal", "gap"))
        wanted[indicator, ""] = sum(kinds)
    wanted["investment_real", "additional"] = wanted["investment", "additional"] * one.investment.deflator[:, 0]
    for (indicator, part), series in wanted.items():
        found = path_of(made, indicator, part)[:, number]
        np.testing.assert_allclose(found, series, rtol=0.0, atol=EURO, err_msg=f"{indicator} {part}")
    assert wanted["investment", "additional"].sum() > 1e9
    gaps = [sums(told, years, basis="additional", payer=payer, funder="gap") for payer in ("city", "city_company")]
    np.testing.assert_allclose(made.public_gap[..., number], np.stack(gaps, axis=1), rtol=0.0, atol=EURO)


@pytest.mark.parametrize("number", range(DRAWS))
def test_a_draw_of_the_ensemble_equals_the_run_of_that_draw(number: int) -> None:
    check_tonnes(DEFAULT, number)
    check_saved(DEFAULT, number)
    if number % 5 == 0:
        check_money(DEFAULT, number)


@pytest.mark.parametrize("number", range(2))
def test_a_draw_with_financed_adoption_equals_the_run_of_that_draw(number: int) -> None:
    check_tonnes(FINANCED, number, 2)
    check_saved(FINANCED, number, 2)
    check_money(FINANCED, number, 2)


@pytest.mark.parametrize("number", range(2))
def test_a_draw_with_changed_programmes_equals_the_run_of_that_draw(number: int) -> None:
    """The scenario moves rows that are drawn: their draws move in proportion."""
    check_tonnes(NO_GRANTS, number, 2)
    check_money(NO_GRANTS, number, 2)
    late = slice(2026 - 2017, None)
    assert not any(path_of(many(NO_GRANTS, 2), "funder", name)[late].any() for name in ("bund", "land", "eu"))


def test_draws_differ_and_surround_the_stated_value() -> None:
    total = path_of(many(DEFAULT), "total_co2e")[-1]
    stated = job_of(DEFAULT).stated[0, -1]
    assert len(set(total.tolist())) == DRAWS
    assert total.min() < stated < total.max()


def test_the_stated_path_is_the_plain_run() -> None:
    plain = pipeline.compute(pipeline.assemble(BASE, pipeline.load_scenario(DEFAULT)))
    assert np.array_equal(job_of(DEFAULT).stated[0], plain.model.end_use.values[0].sum(axis=1)[:, 0])


def test_all_measures_off_saves_and_costs_nothing() -> None:
    made = many(TREND)
    assert np.array_equal(path_of(made, "saved_co2e"), np.zeros((len(made.years), DRAWS)))
    assert np.array_equal(path_of(made, "investment", "full"), np.zeros((len(made.years), DRAWS)))
    total = single(TREND, 4).model.end_use.values[0].sum(axis=1)
    assert np.array_equal(path_of(made, "total_co2e")[:, 4], total[:, 0])


# blocks and tasks


def part_of(name: str, first: int, last: int, size: int = job.BLOCK) -> Part:
    return work(job_of(name), first, last, size)


def work(of: Job, first: int, last: int, size: int = job.BLOCK) -> Part:
    task = replace(job.tasks(of, last)[-1], first=first, last=last, block=size)
    return job.work(job.Packing([of], [task])[0])


def same(one: Part | Histogram, other: Part | Histogram) -> None:
    for left, right in zip(arrays(one), arrays(other), strict=True):
        assert left.dtype == right.dtype
        assert np.array_equal(left, right)


def arrays(part: Part | Histogram) -> list[np.ndarray]:
    flat = astuple(part)
    return [np.asarray(one) for group in flat for one in (group if isinstance(group, tuple) else (group,))]


def pieces(part: Part, first: int, last: int) -> list[np.ndarray]:
    """Headline figures and outcomes of some draws of a part that begins with draw 0."""
    return [part.figures[:, first:last], *(values[:, first:last] for values in astuple(part.outcomes))]


@pytest.mark.parametrize("size", [7, 100, 1000])
def test_the_size_of_blocks_changes_no_bit(size: int) -> None:
    same(part_of(DEFAULT, 0, 150, size), part_of(DEFAULT, 0, 150))


@pytest.mark.parametrize("name", [DEFAULT, TREND, FINANCED])
def test_a_lone_draw_in_a_block_or_in_a_task_changes_no_bit(name: str) -> None:
    """Also at the start of a task, where no draw stands before it."""
    whole = part_of(name, 0, 5)
    same(part_of(name, 0, 5, 1), whole)
    same(part_of(name, 0, 5, 2), whole)
    for number in (0, 3):
        alone = part_of(name, number, number + 1)
        assert alone.figures.shape[1] == 1
        for left, right in zip(pieces(whole, number, number + 1), pieces(alone, 0, 1), strict=True):
            assert np.array_equal(left, right)


def test_tasks_cover_every_draw_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "TASK", 64)
    made = job.tasks(job_of(TREND), 200)
    assert [(one.first, one.last) for one in made] == [(0, 64), (64, 128), (128, 192), (192, 200)]


def test_parts_add_up_in_any_order() -> None:
    """Tasks cut elsewhere, added backwards: the same counts, figures, outcomes and bands."""
    tallies = [Tally(job_of(TREND), 90) for _ in range(2)]
    tallies[0].add(part_of(TREND, 0, 90))
    for first, last in ((64, 90), (1, 64), (0, 1)):
        tallies[1].add(part_of(TREND, first, last))
    one, other = tallies
    assert one.histogram is not None
    assert other.histogram is not None
    same(one.histogram, other.histogram)
    assert np.array_equal(one.figures, other.figures)
    assert np.isfinite(one.figures).all()
    assert all(np.array_equal(*pair) for pair in zip(astuple(one.outcomes), astuple(other.outcomes), strict=True))
    assert np.array_equal(one.bands(), other.bands())


def test_headline_figures_are_sums_of_paths_by_hand() -> None:
    made, found = many(DEFAULT), part_of(DEFAULT, 0, DRAWS).figures
    years = made.years.tolist()
    codes = [one.code for one in job_of(DEFAULT).headlines]
    total, saved = path_of(made, "total_co2e"), path_of(made, "saved_co2e")
    assert np.array_equal(found[codes.index("total_co2e_2035")], total[years.index(2035)])
    span = slice(years.index(2026), years.index(2045) + 1)
    np.testing.assert_allclose(found[codes.index("saved_co2e_2026_2045")], saved[span].sum(axis=0), rtol=1e-12)
    direct = made.measured.direct[span].sum(axis=0)
    np.testing.assert_allclose(found[codes.index("direct_co2_2026_2045")], direct, rtol=1e-12)


def test_milestones_are_judged_in_each_draw() -> None:
    """An upper limit in the middle of the draws of 2030 with a tolerance: reached, at risk or missed; met in a year."""
    made = many(DEFAULT)
    total, years = path_of(made, "total_co2e"), made.years.tolist()
    values = np.sort(total[years.index(2030)])
    known = next(one for one in job_of(DEFAULT).judging if one.indicator == "co2e" and one.sense == "at_most")
    limit, tolerance = float(values[4:6].mean()), float(values[9:11].mean() - values[4:6].mean())
    mine = replace(known, year=2030, limit=limit, tolerance=tolerance)
    found = outcomes.outcomes(made, [mine], drawn_inputs(DEFAULT), 2025)
    assert np.bincount(found.verdict[0]).tolist() == [5, 5, 10]
    assert np.array_equal(found.holds[0], total[years.index(2030)] <= limit)
    for number, met in enumerate(found.met[0].tolist()):
        first = next(i for i in range(len(years)) if (total[i:, number] <= limit).all())
        assert met == years[first]
    never = outcomes.outcomes(made, [replace(mine, limit=1.0)], drawn_inputs(DEFAULT), 2025)
    assert set(never.met[0].tolist()) == {outcomes.NEVER}


def small_block(total: list[list[float]], gap: list[float], years: list[int]) -> Block:
    """A block with one path and what the city lacks in the first draw."""
    paths = np.array(total).T[np.newaxis]
    public = np.zeros((len(years), 2, paths.shape[2]))
    public[:, 0, 0] = gap
    return Block(np.array(years), Measured((("total_co2e", "", "t/a"),), paths, np.zeros(paths.shape[1:])), public)


def test_a_milestone_is_met_from_the_year_on_that_it_holds_for_good() -> None:
    """Below 10 in 2034, above in 2035, below to the end; never at the end; always."""
    made = small_block([[9, 11, 9, 8], [9, 9, 9, 11], [1, 2, 3, 4]], [0, 0, 0, 0], [2034, 2035, 2036, 2037])
    known = next(one for one in job_of(DEFAULT).judging if one.indicator == "co2e" and one.sense == "at_most")
    mine = replace(known, year=2035, limit=10.0, tolerance=2.0)
    without = replace(BASE, records={**BASE.records, "carbon_budget": ()})
    found = outcomes.outcomes(made, [mine], without, 2025)
    assert found.met.tolist() == [[2036, outcomes.NEVER, 2034]]
    assert found.holds.tolist() == [[False, True, True]]
    assert [outcomes.VERDICTS[place] for place in found.verdict[0]] == ["at_risk", "reached", "reached"]
    late = outcomes.outcomes(made, [mine], without, 2035)
    assert [outcomes.VERDICTS[place] for place in late.verdict[0]] == ["at_risk"] * 3
    assert found.used_up.shape == (0, 3)


@pytest.mark.parametrize(("gap", "enough"), [([0, 0, 9, 9], True), ([9, 0, 0, 0], False), ([0, 0.4, 0, 0], True)])
def test_the_city_has_its_means_if_it_lacks_nothing_until_2035(gap: list[float], enough: bool) -> None:
    made = small_block([[0, 0, 0, 0], [0, 0, 0, 0]], gap, [2034, 2035, 2036, 2037])
    without = replace(BASE, records={**BASE.records, "carbon_budget": ()})
    assert outcomes.outcomes(made, [], without, 2025).means.tolist() == [[enough, True], [True, True]]


def test_an_uncertain_budget_is_held_against_its_own_draw() -> None:
    """Whatever the size of blocks: the range of a budget is drawn too."""
    budgets = BASE.records["carbon_budget"]
    wide = tuple(row._replace(low=0.2 * row.value, high=4.0 * row.value, distribution="uniform") for row in budgets)
    inputs = replace(BASE, records={**BASE.records, "carbon_budget": wide})
    prepared = job.prepare(pipeline.load_scenario(TREND), inputs, SEED)
    whole, blocks = work(prepared, 0, 40), work(prepared, 0, 40, 7)
    assert len(set(whole.outcomes.used_up[0].tolist())) > 3
    same(whole, blocks)


def drawn_inputs(name: str) -> Inputs:
    uncertain = draws.uncertain(BASE, pipeline.load_scenario(name).library)
    return uncertain.drawn(Design(len(uncertain.names), SEED).block(0, DRAWS))


def test_budgets_are_used_up_in_each_draw_as_in_its_run() -> None:
    made = many(DEFAULT)
    found = outcomes.outcomes(made, [], drawn_inputs(DEFAULT), 2025)
    for number in (0, 7, 13):
        inputs, scenario = draws.draw(BASE, pipeline.load_scenario(DEFAULT), number, SEED)
        told = neutrality.budget_table(scenario.name, inputs, single(DEFAULT, number).model).dicts()
        assert [row["used_up_in"] or 0 for row in told] == found.used_up[:, number].tolist()


# frameworks and pairs


def test_the_own_framework_stands_first_and_others_differ() -> None:
    scenario = pipeline.load_scenario(DEFAULT)
    found = frameworks.of(scenario)
    assert next(iter(found.values())) == scenario.framework
    assert all(choices != scenario.framework for choices in list(found.values())[1:])
    assert list(frameworks.of(scenario, alone=True)) == [next(iter(found))]


def plan_of(scenario: Scenario, count: int = 48) -> run.Plan:
    return run.Plan(scenario, BASE, count, SEED, frameworks.of(scenario, alone=True))


def ensemble(scenario: Scenario, count: int = 48, indices: bool = False) -> run.Ensemble:
    return run.run(plan_of(scenario, count), executors.InProcess(), None, lambda *_: None, indices)


def test_a_scenario_differs_from_itself_by_nothing_in_every_draw() -> None:
    """Scenarios are compared in the same draws, also those with other measures."""
    scenario = pipeline.load_scenario(DEFAULT)
    found = [ensemble(scenario), ensemble(replace(scenario, name="twin"))]
    assert np.array_equal(found[0].own.figures, found[1].own.figures)
    told = tables.differences(found).dicts()
    assert len(told) == len(found[0].own.job.headlines)
    assert {row[name] for row in told for name in (*tables.QUANTILES, "lower_probability")} == {0.0}


def test_a_measure_left_out_is_compared_in_the_same_draws() -> None:
    """Pairs: what one measure changes spreads far less than the total itself."""
    scenario = pipeline.load_scenario(DEFAULT)
    fewer = replace(scenario, name="fewer", measures=tuple(one for one in scenario.measures if one.name != "e-cars"))
    base, other = ensemble(scenario), ensemble(fewer)
    at = [one.code for one in base.own.job.headlines].index("total_co2e_2030")
    gap = other.own.figures[at] - base.own.figures[at]
    assert (gap > 0.0).all()
    assert np.std(gap) < np.std(base.own.figures[at]) / 3.0
    row = next(row for row in tables.differences([other, base]).dicts() if row["outcome"] == "total_co2e_2030")
    assert row["lower_probability"] == 1.0
    assert row["p50"] == pytest.approx(-np.median(gap))


@pytest.mark.parametrize("count", [1, 5, 31])
def test_few_draws_tell_no_errors_and_no_indices(count: int) -> None:
    found = ensemble(pipeline.load_scenario(TREND), count, indices=True)
    assert found.influence.indices is None
    assert np.isnan(found.influence.ranking.error).all()
    assert all(row["standard_error"] is None for row in tables.probabilities(found).dicts())


# histograms


def cells(count: int = 500) -> tuple[np.ndarray, np.ndarray]:
    """Values of four very different cells and their bins' widths."""
    rng = np.random.default_rng(2)
    values = np.stack(
        [rng.normal(1e6, 5e4, count), rng.normal(0.0, 3.0, count), np.full(count, 7.0), rng.random(count)]
    )
    return values, np.array([512.0, 0.25, 0.125, 2.0**-10])


def test_quantiles_are_exact_to_the_width_of_a_bin() -> None:
    values, width = cells()
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    found = Histogram.of(values, width).quantiles(width, shares)
    wanted = np.quantile(values, shares, axis=1, method="inverted_cdf").T
    assert (np.abs(found - wanted) <= width[:, np.newaxis]).all()
    assert (np.diff(found, axis=1) >= 0.0).all()


def test_quantiles_of_four_values_by_hand() -> None:
    """Bins of width 1 with one, two, none and one value: the median lies in the middle of the second."""
    values, width = np.array([[0.5, 1.2, 1.7, 3.1]]), np.array([1.0])
    found = Histogram.of(values, width)
    assert (found.first.tolist(), found.counts.tolist()) == ([0], [1, 2, 0, 1])
    assert found.quantiles(width, (0.0, 0.25, 0.5, 0.75, 1.0)).tolist() == [[0.5, 1.0, 1.5, 2.0, 3.1]]


def test_histograms_joined_in_any_order_equal_the_whole() -> None:
    values, width = cells()
    whole = Histogram.of(values, width)
    parts = [Histogram.of(values[:, one], width) for one in np.split(np.arange(500), [1, 100, 333])]
    for order in ((0, 1, 2, 3), (3, 1, 0, 2)):
        joined = parts[order[0]]
        for i in order[1:]:
            joined = joined.joined(parts[i])
        same(joined, whole)


def test_values_far_from_zero_count_in_the_last_bin() -> None:
    values, width = np.array([[-1e12, 0.5, 1e12]]), np.array([1.0])
    found = Histogram.of(values, width)
    assert found.first.tolist() == [-histogram.FARTHEST]
    assert found.length.tolist() == [2 * histogram.FARTHEST + 1]
    assert found.counts.sum() == 3
    assert found.quantiles(width, (0.5,)).tolist() == [[0.5]]


def test_widths_are_powers_of_two_near_a_thousandth() -> None:
    paths = np.array([[0.0, 1024.0, -5.0], [0.0, 0.0, 0.0], [-3e6, 1.0, 2.0]])[..., np.newaxis]
    assert histogram.widths(paths, np.array([9.0, 16.0, 9.0])).tolist() == [1.0, 16.0, 2048.0]


def test_a_quantile_of_equal_values_is_that_value() -> None:
    found = Histogram.of(np.zeros((1, 5)), np.array([1024.0]))
    assert found.quantiles(np.array([1024.0]), (0.05, 0.5, 0.95)).tolist() == [[0.0, 0.0, 0.0]]


# probabilities


def test_a_probability_and_its_error_by_hand() -> None:
    """Two draws in each of 16 replicates: in eight both happen, in eight none: shares of 1 and 0 around one half.

    The standard error is their standard deviation, sqrt(16 x 0.25 / 15), over sqrt(16).
    """
    happens = np.tile(np.repeat([True, False], 8), 2)
    share, error = probability(happens)
    assert share == 0.5
    assert error == pytest.approx(np.sqrt(16 * 0.25 / 15) / 4)


def test_replicates_that_agree_leave_no_error() -> None:
    share, error = probability(np.repeat([True, False, False, False], REPLICATES))
    assert (share, error) == (0.25, 0.0)


def test_the_error_is_that_of_independent_draws_where_they_are() -> None:
    """On average over many samples with a probability of 0.3, also for a number of draws that leaves a rest."""
    rng = np.random.default_rng(8)
    count = 100
    squares = [probability(rng.random(count) < 0.3)[1] ** 2 for _ in range(2000)]
    assert np.mean(squares) == pytest.approx(0.3 * 0.7 / count, rel=0.05)


def test_few_draws_have_no_error() -> None:
    share, error = probability(np.repeat([True, False], REPLICATES)[:31])
    assert share == pytest.approx(16 / 31)
    assert np.isnan(error)
