"""Random draws: distributions by hand, a design fixed by the seed, which numbers move together and which stay."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from klima2035 import draws, levers, model, pipeline, registers
from klima2035 import reading as tables
from klima2035.draws import NOT_DRAWN, REPLICATES, Design, factors, slices
from klima2035.draws.distributions import quantile
from klima2035.draws.drawn import Uncertain
from klima2035.ensemble import block
from klima2035.inputs import Inputs
from klima2035.levers import Active, Move
from klima2035.money import investment
from klima2035.pipeline import Assembled
from klima2035.scenario import Scenario
from klima2035.variables import INPUTS

SCENARIO = pipeline.load_scenario("klimaneutral-2035")
BASE = pipeline.load_inputs(SCENARIO.city)
UNCERTAIN = draws.uncertain(BASE, SCENARIO.library)
SHARES = Design(len(UNCERTAIN.names), 5).block(0, 64)
EVERY = np.linspace(0.001, 0.999, 37)


def at(kind: str, share: float | np.ndarray, low: float, value: float, high: float) -> np.ndarray:
    """Quantiles of one row."""
    row = (np.array([[end]]) for end in (low, value, high))
    return quantile(kind, np.atleast_2d(share), *row)[0]


# distributions


def test_uniform_is_flat_from_low_to_high() -> None:
    assert at("uniform", 0.25, 2.0, 5.0, 6.0) == pytest.approx(3.0)
    np.testing.assert_allclose(at("uniform", EVERY, 2, 5, 6), stats.uniform(2, 4).ppf(EVERY))


def test_triangular_is_highest_at_the_value() -> None:
    """From 0 over 1 to 4: a quarter lies below the mode."""
    assert at("triangular", 0.25, 0.0, 1.0, 4.0) == pytest.approx(1.0)
    assert at("triangular", 1 / 16, 0.0, 1.0, 4.0) == pytest.approx(0.5)
    assert at("triangular", 0.75, 0.0, 1.0, 4.0) == pytest.approx(4.0 - np.sqrt(3.0))


@pytest.mark.parametrize("mode", [0.0, 0.3, 1.0])
def test_triangular_also_with_the_mode_at_an_end(mode: float) -> None:
    wanted = stats.triang(mode, -3.0, 8.0).ppf(EVERY)
    np.testing.assert_allclose(at("triangular", EVERY, -3.0, -3.0 + 8.0 * mode, 5.0), wanted)


def test_normal_has_half_the_range_as_standard_deviation() -> None:
    assert at("normal", 0.5, 8.0, 10.0, 14.0) == pytest.approx(10.0)
    np.testing.assert_allclose(at("normal", EVERY, 8.0, 10.0, 14.0), stats.norm(10.0, 3.0).ppf(EVERY))


def test_lognormal_has_the_value_as_median() -> None:
    """From 5 over 10 to 20: one standard deviation is a factor of two."""
    assert at("lognormal", 0.5, 5.0, 10.0, 20.0) == pytest.approx(10.0)
    assert at("lognormal", stats.norm.cdf(-1.0), 5.0, 10.0, 20.0) == pytest.approx(5.0)
    np.testing.assert_allclose(at("lognormal", EVERY, 5, 10, 20), stats.lognorm(np.log(2), scale=10).ppf(EVERY))


@pytest.mark.parametrize("kind", ["uniform", "triangular"])
@pytest.mark.parametrize("value", [2.0, 3.0, 6.0])
def test_the_ends_of_a_bounded_range_are_reached_and_not_passed(kind: str, value: float) -> None:
    low, high = at(kind, np.array([0.5**31, 1.0 - 0.5**31]), 2.0, value, 6.0)
    assert 2.0 <= low == pytest.approx(2.0, abs=2e-4)
    assert 6.0 >= high == pytest.approx(6.0, abs=2e-4)


# design


@pytest.mark.parametrize("size", [1, 7, 128])
def test_any_block_is_a_slice_of_the_whole(size: int) -> None:
    """In any order, over runs of 64 points of each of 16 scrambles."""
    count = 2 * 64 * REPLICATES + 100
    whole, apart = Design(9, 3).block(0, count), Design(9, 3)
    for first in np.random.default_rng(1).permutation(np.arange(0, count, size)).tolist():
        last = min(first + size, count)
        assert np.array_equal(apart.block(first, last), whole[:, first:last])


def test_numbers_lie_in_the_middle_of_cells_never_at_an_end() -> None:
    numbers = Design(12, 1).block(0, REPLICATES * 512)
    assert 0.0 < numbers.min() < numbers.max() < 1.0
    assert (numbers * 2**31 % 2 == 1.0).all()


def test_the_seed_and_the_second_design_change_every_factor() -> None:
    one = Design(6, 1).block(0, 64)
    assert np.array_equal(one, Design(6, 1).block(0, 64))
    for other in (Design(6, 2), Design(6, 1, second=True)):
        assert (np.abs(one - other.block(0, 64)).max(axis=1) > 0.1).all()


def test_each_factor_fills_each_replicate_evenly() -> None:
    """Draw k belongs to scramble k mod 16: in runs of 64 points one number lies in each of 64 cells."""
    numbers = Design(len(UNCERTAIN.names), 2).block(0, REPLICATES * 128)
    for replicate in range(REPLICATES):
        points = numbers[:, replicate::REPLICATES]
        for run in (points[:, :64], points[:, 64:]):
            assert (np.sort(np.floor(run * 64), axis=1) == np.arange(64)).all()
        assert (np.sort(np.floor(points * 128), axis=1) == np.arange(128)).all()


def test_factors_of_one_group_fill_their_space_evenly() -> None:
    """The first two of each group of eight: one of 64 points in each of 8 x 8 cells, and of 2 x 32, 4 x 16 ..."""
    numbers = Design(24, 2).block(0, REPLICATES * 64)
    for replicate in range(REPLICATES):
        for group in (0, 8, 16):
            x, y = numbers[group : group + 2, replicate::REPLICATES]
            for across in (2, 4, 8, 16, 32):
                cells = np.floor(x * across) * 64 + np.floor(y * (64 // across))
                assert len(np.unique(cells)) == 64


def test_factors_of_different_groups_meet_by_chance() -> None:
    """No two run in step: over 64 points their correlations spread by 1/8, as those of random numbers."""
    numbers = Design(len(UNCERTAIN.names), 2).block(0, REPLICATES * 64)
    for replicate in (0, 7):
        found = np.corrcoef(numbers[::8, replicate::REPLICATES])[np.triu_indices(-(-len(numbers) // 8), 1)]
        assert np.sqrt((found**2).mean()) == pytest.approx(1 / 8, rel=0.1)
        assert np.abs(found).max() < 0.65


def test_replicates_are_independent() -> None:
    """The same point of two scrambles: correlations over a thousand factors as those of random numbers."""
    numbers = Design(len(UNCERTAIN.names), 2).block(0, REPLICATES)
    found = np.corrcoef(numbers.T)[np.triu_indices(REPLICATES, 1)]
    assert np.abs(found).max() < 4.0 / np.sqrt(len(numbers))


def test_the_second_design_is_independent_of_the_first() -> None:
    """Also factor by factor within a scramble: indices rest on it."""
    one, two = (Design(len(UNCERTAIN.names), 2, second=second).block(0, REPLICATES * 64) for second in (False, True))
    pairs = [np.corrcoef(one[i, 3::REPLICATES], two[i, 3::REPLICATES])[0, 1] for i in range(len(one))]
    assert np.sqrt(np.mean(np.square(pairs))) == pytest.approx(1 / 8, rel=0.15)
    assert np.abs(pairs).max() < 0.65


# factors


def factors_by(key) -> dict[object, set[str]]:
    """Names of the factors of drawn rows, by what ``key`` says of a row; None: not looked at."""
    out = defaultdict(set)
    for row, place in zip(UNCERTAIN.rows, UNCERTAIN.spread.factor, strict=True):
        out[key(row)].add(UNCERTAIN.names[place])
    out.pop(None, None)
    return out


def test_rows_of_a_group_share_one_factor() -> None:
    found = factors_by(lambda row: row.group or None)
    assert len(found) > 10
    assert all(names == {group} for group, names in found.items())


def test_years_of_a_series_share_one_factor_and_series_do_not() -> None:
    found = factors_by(lambda row: None if row.group or row.key in factors.SHARED else (row.key, *row.index.items()))
    assert all(len(names) == 1 for names in found.values())
    assert len({*map(frozenset, found.values())}) == len(found)


@pytest.mark.parametrize("key", factors.SHARED)
def test_costs_without_a_group_share_one_factor(key: str) -> None:
    row = UNCERTAIN.rows[0]._replace(key=key, group="", index={"asset": "one"})
    assert factors.factor_of(row) == factors.factor_of(row._replace(index={"asset": "two"})) == key
    assert factors_by(lambda row: row.key if row.key == key and not row.group else None) in ({}, {key: {key}})


def test_definitions_bounds_and_rows_without_a_range_stay() -> None:
    assert not {row.key for row in UNCERTAIN.rows} & set(NOT_DRAWN)
    assert not {row.index.get("role") for row in UNCERTAIN.rows} & {"minimum", "maximum"}
    row = UNCERTAIN.rows[0]
    assert factors.is_drawn(row)
    for other in ({"key": "service_life"}, {"index": {"role": "minimum"}}, {"low": None}, {"low": row.high}):
        assert not factors.is_drawn(row._replace(**other))


def test_every_key_that_is_not_drawn_exists() -> None:
    assert set(NOT_DRAWN) <= set(INPUTS)
    assert set(NOT_DRAWN.values()) <= {"decision", "threshold", "spread", "class", "stress", "beside"}


def values_of(made: Inputs) -> dict[tuple[str, tuple[str, ...], int], np.ndarray]:
    """Values by draw of every drawn row, by key, labels and year."""
    out = {}
    for variants in made.points.values():
        for points in variants.values():
            flat = points.by_draw.reshape(len(points.rows), -1)
            out |= {factors._place(row): flat[i] for i, row in enumerate(points.rows) if factors.is_drawn(row)}
    listed = (row for rows in made.records.values() for row in rows if factors.is_drawn(row))
    return out | {factors._place(row): made.value(row) for row in listed}


def test_every_drawn_row_varies_within_its_range() -> None:
    found = values_of(UNCERTAIN.drawn(SHARES))
    assert len(found) == len(UNCERTAIN.rows)
    for row in UNCERTAIN.rows:
        values = found[factors._place(row)]
        assert values.shape == (64,)
        assert np.ptp(values) > 0.0, row
        if row.distribution in ("", "uniform", "triangular") and not INPUTS[row.key].sums_over:
            slack = 1e-12 * max(abs(row.low), abs(row.high))
            assert row.low - slack <= values.min() < values.max() <= row.high + slack, row


def test_rows_that_are_not_drawn_keep_their_value() -> None:
    made = UNCERTAIN.drawn(SHARES)
    for name, variants in BASE.points.items():
        for variant, points in variants.items():
            still = [i for i, row in enumerate(points.rows) if not factors.is_drawn(row)]
            flat = made.points[name][variant].by_draw.reshape(len(points.rows), -1)
            if still and not INPUTS[name].sums_over:
                assert (flat[still] == points.values.reshape(-1, 1)[still]).all(), name


def test_shares_of_one_whole_still_sum_to_one() -> None:
    made, seen = UNCERTAIN.drawn(SHARES), 0
    for name, variants in made.points.items():
        for points in variants.values():
            if INPUTS[name].sums_over and points.drawn:
                axis = 1 + INPUTS[name].dims.index(INPUTS[name].sums_over)
                np.testing.assert_allclose(points.values.sum(axis=axis), 1.0, rtol=1e-6)
                seen += 1
    assert seen > 2


def same_values(one: Inputs, other: Uncertain) -> None:
    assert other.names == UNCERTAIN.names
    assert list(map(factors._place, other.rows)) == list(map(factors._place, UNCERTAIN.rows))
    wanted, found = values_of(one), values_of(other.drawn(SHARES))
    assert wanted.keys() == found.keys()
    assert all(np.array_equal(values, found[place]) for place, values in wanted.items())


def test_the_order_of_rows_changes_nothing() -> None:
    rng = np.random.default_rng(4)
    records = {name: tuple(rows[i] for i in rng.permutation(len(rows))) for name, rows in BASE.records.items()}
    records = dict(reversed(records.items()))
    points = {name: dict(reversed(variants.items())) for name, variants in reversed(BASE.points.items())}
    moved = draws.uncertain(replace(BASE, records=records, points=points), dict(reversed(SCENARIO.library.items())))
    same_values(UNCERTAIN.drawn(SHARES), moved)


def test_the_order_of_keys_in_the_files_changes_nothing(tmp_path: Path) -> None:
    """Each table's blocks of rows of one key, last key first."""
    shutil.copytree(Path(__file__).parents[1] / "inputs", tmp_path / "inputs")
    for path in (tmp_path / "inputs").glob("*/*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if path.name not in registers.NOT_TABLES:
            blocks: dict[str, list[str]] = {}
            for row in rows:
                blocks.setdefault(row.partition(",")[0], []).append(row)
            rows = [row for block in reversed(blocks.values()) for row in block]
        path.write_text("".join([head, *rows]), encoding="utf-8", newline="")
    moved = tables.load(tmp_path / "inputs", "wuppertal")
    assert [row.line for row in moved.rows("unit_cost")] != [row.line for row in BASE.rows("unit_cost")]
    same_values(UNCERTAIN.drawn(SHARES), draws.uncertain(moved, SCENARIO.library))


# goals of measures


def with_spread(spread: levers.Spread) -> Scenario:
    move = Move("battery_car_share", 0.9, 2026, 2032, spread=spread)
    return replace(SCENARIO, measures=(Active("e-cars", (move,)),))


def test_goals_with_a_range_are_drawn_within_it() -> None:
    goals = UNCERTAIN.goals(with_spread(levers.Spread(0.7, 0.95, "uniform")), SHARES)
    drawn = goals["e-cars", "battery_car_share"]
    share = SHARES[UNCERTAIN.names.index("e-cars/battery_car_share")]
    np.testing.assert_allclose(drawn, 0.7 + 0.25 * share)


def test_goals_of_a_group_move_with_it() -> None:
    drawn = UNCERTAIN.goals(with_spread(levers.Spread(0.7, 0.95, "uniform", "grid_path")), SHARES)
    np.testing.assert_allclose(next(iter(drawn.values())), 0.7 + 0.25 * SHARES[UNCERTAIN.names.index("grid_path")])


def test_goals_without_a_range_stay() -> None:
    assert UNCERTAIN.goals(pipeline.load_scenario("trend"), SHARES) == {}
    stated = {(one.name, move.lever) for one in SCENARIO.measures for move in one.moves if move.spread is not None}
    assert set(UNCERTAIN.goals(SCENARIO, SHARES)) == stated != set()


def test_a_group_of_a_scenario_alone_changes_no_other_draw() -> None:
    """Its factor comes last: all others keep their numbers."""
    own = with_spread(levers.Spread(0.7, 0.95, "uniform", "hope"))
    found = draws.uncertain(BASE, SCENARIO.library, own.measures)
    assert found.names == (*UNCERTAIN.names, "hope")
    shares = draws.Design(len(found.names), 1).block(0, 100)
    np.testing.assert_array_equal(shares[:-1], draws.Design(len(UNCERTAIN.names), 1).block(0, 100))
    np.testing.assert_allclose(next(iter(found.goals(own, shares).values())), 0.7 + 0.25 * shares[-1])


# one draw


def test_one_draw_stands_in_inputs_and_scenario_as_if_written_there() -> None:
    one, scenario = draws.draw(BASE, SCENARIO, 37, 5)
    many = values_of(UNCERTAIN.drawn(SHARES))
    for place, values in values_of(one).items():
        assert values.tolist() == [many[place][37]], place
    stated = {(row.file, row.line): row.value for rows in one.records.values() for row in rows}
    for i in UNCERTAIN.listed:
        row = UNCERTAIN.rows[i]
        assert stated[row.file, row.line] == many[factors._place(row)][37]
    goals = UNCERTAIN.goals(SCENARIO, SHARES)
    moved = {(active.name, move.lever): move.value for active in scenario.measures for move in active.moves}
    assert all(moved[key] == values[37] for key, values in goals.items())
    assert scenario.draw == (37, 5)
    assert scenario.title["de"].endswith("(Ziehung 37, Startwert 5)")


# parts of what was resolved


def arrays(thing: Any, path: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every array inside dataclasses and mappings with its path."""
    if isinstance(thing, np.ndarray):
        yield path, thing
    elif isinstance(thing, Mapping):
        for name, part in thing.items():
            yield from arrays(part, f"{path}[{name}]")
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from arrays(getattr(thing, one.name), f"{path}.{one.name}")


@pytest.fixture(scope="module")
def many() -> Assembled:
    shares = Design(len(UNCERTAIN.names), 5).block(0, MANY)
    return block.assemble(UNCERTAIN.drawn(shares), SCENARIO, MANY, UNCERTAIN.goals(SCENARIO, shares))


MANY = 61  # no dimension has so many labels


def test_no_array_by_draw_is_forgotten_where_draws_are_cut(many: Assembled) -> None:
    def by_draw(assembled: Assembled) -> set[str]:
        return {path for path, array in arrays(assembled, "") if array.shape[-1:] == (MANY,)}

    whole = by_draw(many)
    assert {re.split(r"[.[]", path)[1] for path in whole} >= {"case", "levers", "reconciled", "book", "offers", "trend"}
    assert not by_draw(slices.some(many, slice(0, 5), 5)), "a list of arrays by draw lacks one"


def test_no_array_by_year_is_forgotten_where_years_are_cut(many: Assembled) -> None:
    part = slices.some(many, slice(0, 2), 2)
    made = model.run(part.case, part.reconciled)
    flow = investment.flows(part.case, list(made.results.values()), part.book)
    means = pipeline.means(made, flow.installed, part.book).counted(part.case)
    years = len(part.case.years)
    for name, thing in (("book", part.book), ("offers", part.offers), ("flows", flow), ("money", means)):
        whole, some = (
            {path for path, array in arrays(one, "") if array.shape[:1] == (years,) and ".lines" not in path}
            for one in (thing, thing.between(3, 7))
        )
        assert whole, name
        assert some <= {".sold", ".transit"}, f"{name}: a list of arrays by year lacks one"  # used up by `counted`
