"""Shapley values of plain games: worked by hand, then the laws that define them."""

from itertools import permutations

import numpy as np
import pytest

from klima2035.credit import shapley
from klima2035.credit.shapley import Known

#        none  1   2   12  3  13  23  123
WORTH = [0.0, 10, 20, 24, 0, 16, 20, 36]


def game(worth) -> Known:
    """Return a game of one quantity by its table, the coalition's mask being the row."""
    table = np.asarray(worth, dtype=float).reshape(len(worth), -1)
    return Known(lambda masks: table[list(masks)])


def random_game(players: int, seed: int, quantities: int = 1) -> Known:
    table = np.random.default_rng(seed).normal(size=(1 << players, quantities))
    table[0] = 0.0
    return game(table)


def test_three_measures_by_hand():
    """1: 10/3 + (24-20)/6 + (16-0)/6 + (36-20)/3 = 12; 2: 20/3 + 14/6 + 20/6 + 20/3 = 19; 3: 0 + 6/6 + 0 + 12/3 = 5."""
    made = shapley.exact(3, game(WORTH))
    assert made.value[:, 0] == pytest.approx([12.0, 19.0, 5.0], rel=1e-15)
    assert made.last_in[:, 0].tolist() == [16.0, 20.0, 12.0]
    assert made.total.tolist() == [36.0]
    assert made.coalitions == 8
    assert not made.error.any()


def test_interactions_by_hand():
    """1 and 2 overlap first (24-10-20 = -6), not last (36-16-20+0 = 0), -3 on average; 1 and 3 need each other."""
    made = shapley.interactions(3, game(WORTH), 0, "exact")
    assert [made.first_two[i, j] for i, j in ((0, 1), (0, 2), (1, 2))] == [-6.0, 6.0, 0.0]
    assert [made.last_two[i, j] for i, j in ((0, 1), (0, 2), (1, 2))] == [0.0, 12.0, 6.0]
    assert made.index is not None
    assert [made.index[i, j] for i, j in ((0, 1), (0, 2), (1, 2))] == pytest.approx([-3.0, 9.0, 3.0])
    assert shapley.interactions(3, game(WORTH), 0, "sampled").index is None


@pytest.mark.parametrize("players", [1, 2, 4, 5])
def test_the_value_is_the_mean_over_all_orders(players):
    known = random_game(players, players, 3)
    orders = list(permutations(range(players)))
    total = np.zeros((players, 3))
    for order in orders:
        mask = 0
        for player in order:
            total[player] += known([mask | 1 << player])[0] - known([mask])[0]
            mask |= 1 << player
    made = shapley.exact(players, known)
    assert made.value == pytest.approx(total / len(orders), abs=1e-12)
    assert made.value.sum(axis=0) == pytest.approx(made.total, rel=1e-12)


@pytest.mark.parametrize("mode", ["exact", "sampled"])
def test_whoever_changes_nothing_gets_exactly_zero(mode):
    inner = np.random.default_rng(1).normal(size=32)
    known = game([inner[mask & 1 | (mask >> 1 & ~1)] - inner[0] for mask in range(64)])  # player 1 changes nothing
    made = shapley.exact(6, known) if mode == "exact" else shapley.sampled(6, known, 1, 0)
    assert made.value[1].tolist() == [0.0]
    assert made.error[1].tolist() == [0.0]
    assert np.abs(made.value[[0, 2, 3, 4, 5]]).min() > 0.0


def test_twins_get_the_same_to_the_last_bit():
    def alike(mask: int) -> int:
        """Return the same for players 0 and 3: how many of them are in, and who else."""
        return (mask & 1) + (mask >> 3 & 1) + 3 * (mask >> 1 & 3) + 12 * (mask >> 4)

    values = np.random.default_rng(2).normal(size=64)
    made = shapley.exact(6, game([values[alike(mask)] - values[0] for mask in range(64)]))
    assert made.value[0, 0] == made.value[3, 0]
    assert made.value[0, 0] != made.value[1, 0]


def test_another_numbering_of_players_changes_no_bit():
    values = np.random.default_rng(3).normal(size=32)
    values[0] = 0.0
    turned = [int(f"{mask:05b}"[::-1], 2) for mask in range(32)]
    one, other = shapley.exact(5, game(values)), shapley.exact(5, game(values[turned]))
    assert one.value[:, 0].tolist() == other.value[::-1, 0].tolist()


def test_sampled_sums_to_the_total_and_agrees_with_exact_within_its_error():
    far = []
    for seed in range(24):
        known = random_game(7, 100)
        exact = shapley.exact(7, known)
        made = shapley.sampled(7, known, seed, 0)
        assert made.value.sum(axis=0) == pytest.approx(exact.total, rel=1e-9)
        far.append((made.value - exact.value)[:, 0] / made.error[:, 0])
    far_ = np.abs(np.array(far))
    assert 0.88 <= (far_ <= 2.0).mean() <= 0.99
    assert far_.max() < 5.0


def test_sampling_goes_on_until_the_error_is_small_enough():
    known, loose, strict = random_game(6, 4), shapley.Tolerance(9.0, 9.0), shapley.Tolerance(0.05, 0.2)
    first, second = (shapley.sampled(6, known, 1, 0, one) for one in (loose, strict))
    assert (len(first.samples), first.reached) == (shapley.BATCH, True)
    assert len(second.samples) > len(first.samples)
    assert second.reached
    bound = np.maximum(0.05 * np.abs(second.value[:, 0]), 0.2 * abs(second.total[0]))
    assert (second.error[:, 0] <= bound).all()
    none = shapley.sampled(6, known, 1, 0, shapley.Tolerance(0.0, 0.0), most=40)
    assert (len(none.samples), none.reached) == (40, False)


def test_mean_and_error_by_hand():
    """1, 3, 5 and 2, 2, 2: mean 3 and 2; squares 4 + 0 + 4 over two, over three."""
    value, error = shapley.mean(np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 2.0]]))
    assert value.tolist() == [3.0, 2.0]
    assert error.tolist() == pytest.approx([np.sqrt(4.0 / 3.0), 0.0])


def test_an_order_is_a_function_of_seed_and_number_alone():
    assert shapley.order(1, 5, 9) == shapley.order(1, 5, 9)
    assert sorted(shapley.order(1, 5, 9)) == list(range(9))
    assert len({tuple(shapley.order(seed, pair, 9)) for seed in (1, 2) for pair in range(20)}) == 40


def test_a_game_works_each_coalition_out_once_and_those_alike_together():
    asked: list[int] = []

    def worth(masks):
        asked.extend(masks)
        return np.array([[float(mask)] for mask in masks])

    known = Known(worth, lambda masks: [mask & 3 for mask in masks])
    assert known([1, 5, 2, 1])[:, 0].tolist() == [1.0, 1.0, 2.0, 1.0]
    assert known([6, 3])[:, 0].tolist() == [2.0, 3.0]
    assert asked == [1, 2, 3]
    assert len(known) == 3
