"""Laws of money on random measures and random programmes: the ledger closes, caps hold, more help never hurts.

Each family has a check that raises on a wrong result, and one test that breaks the code to see it raise.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import money_example as example
import numpy as np
import pytest
from random_scenarios import random_scenario

from klima2035 import pipeline
from klima2035.case import Overlay
from klima2035.inputs import Inputs, Row
from klima2035.money import capacity, costs, funding, investment, ledger, ledger_accounts, programmes, tables
from klima2035.money.cases import covers, open_to
from klima2035.money.funding import Funding
from klima2035.pipeline import Computed
from klima2035.sectors import ASSETS, LEVERS
from klima2035.variables import DIMS

Records = Mapping[str, Sequence[Row]]

SEEDS = range(12)
TREND = -1
PROGRAMME_KEYS = (
    "programme_rate", "programme_part_share", "programme_eligible_share", "programme_eligible_cap",
    "programme_own_maximum", "programme_pot", "programme_combination", "programme_earmark", "programme_without_tax",
)  # fmt: skip
PATTERNS = (
    "heat_pump_*", "renovation_*", "heat_pump_*|district_heat_connection_*", "cycle_route_*|street_lighting",
    "bus_*|charging_point", "pv_*", "heat_network_*|large_heat_pump", "*_multi_family|*_one_two_family", "*",
)  # fmt: skip
PAYERS = ("all", "owner_occupier|landlord", "city|city_company", "firm|city")
APPLICANTS = ("", "income_to_30k", "income_to_40k|income_to_50k")
FUNDERS = ("bund", "land", "eu")


# random programmes


def random_programmes(inputs: Inputs, seed: int, count: int = 6) -> dict[str, tuple[Row, ...]]:
    """Return the records with every programme replaced by random ones: each term of a programme occurs."""
    rng = np.random.default_rng(1000 + seed)
    rows = [row for i in range(count) for row in random_programme(rng, f"p{i}", several=i == 0)]
    for one, other in itertools.combinations(range(count), 2):
        if rng.random() < 0.35:
            limit = float(rng.uniform(0.3, 1.0))
            rows.append(example.row("programme_combination", limit, programme=f"p{one}", with_=f"p{other}"))
    return {**inputs.records, **{key: tuple(row for row in rows if row.key == key) for key in PROGRAMME_KEYS}}


def random_programme(rng: np.random.Generator, name: str, *, several: bool) -> list[Row]:
    """Return the rows of one programme: parts, dates, caps, pots by year; ``several``: of two funders."""

    def some(words: Sequence[str]) -> str:
        return words[int(rng.integers(len(words)))]

    asset, payer, basis, funder = some(PATTERNS), some(PAYERS), some(("full", "full", "premium")), some(FUNDERS)
    start, middle = int(rng.integers(2018, 2028)), int(rng.integers(2030, 2036))
    dates = [{"from": str(start), "to": str(middle)}, {"from": str(middle + 1)}]
    if rng.random() < 0.3:
        dates[1] = {"from": str(middle + 1), "to": str(middle + 4)}
    rows = []
    for place, part in enumerate(("base", "bonus", "plus")[: int(rng.integers(1, 4))]):
        words = {"payer": payer, "basis": basis, "confirmed": "yes", "programme": name, "part": part}
        words["funder"] = FUNDERS[place] if several else funder
        words["asset"] = asset
        applicant = "" if part == "base" else some(APPLICANTS)
        for when in dates:
            status = "suspended" if rng.random() < 0.25 else "active"
            more = {**when, "status": status, **({"applicant": applicant} if applicant else {})}
            rows.append(example.row("programme_rate", float(rng.uniform(0.05, 0.6)), **words, **more))
        if part != "base" and rng.random() < 0.6:
            share = float(rng.random())
            rows.append(example.row("programme_part_share", share, programme=name, part=part))
    return [*rows, *random_terms(rng, name, several=several), *random_caps(rng, name)]


def random_terms(rng: np.random.Generator, name: str, *, several: bool) -> list[Row]:
    """Return pots by year, an own maximum, an eligible share, an earmark and no tax, each now and then."""
    rows = []
    if rng.random() < 0.5:
        rows += [
            example.row("programme_pot", float(10.0 ** rng.uniform(3.5, 8.0)), programme=name, from_=str(year))
            for year in (2018, 2029, 2037)
        ]  # fmt: skip
    if not several and rng.random() < 0.6:
        rows.append(example.row("programme_own_maximum", float(rng.uniform(0.2, 0.8)), programme=name))
    if rng.random() < 0.4:
        rows.append(example.row("programme_eligible_share", float(rng.random()), programme=name, asset="*"))
    if rng.random() < 0.4:
        rows.append(example.row("programme_earmark", float(rng.integers(5, 40)), programme=name))
    if rng.random() < 0.3:
        rows.append(example.row("programme_without_tax", 1.0, programme=name))
    return rows


def random_caps(rng: np.random.Generator, name: str) -> list[Row]:
    """Return no cap, or one per unit, or steps per dwelling or per m2, each from its year on."""
    kind = int(rng.integers(4))
    if kind == 0:
        return []
    if kind == 1:
        most = float(10.0 ** rng.uniform(2.0, 5.5))
        return [example.row("programme_eligible_cap", most, programme=name, asset="*", from_="2020", per="unit")]
    per = "dwelling" if kind == 2 else "m2"
    size = 1e4 if kind == 2 else 200.0
    rows = [
        example.row("programme_eligible_cap", float(size * rng.uniform(0.5, 3.0)), programme=name,
                    asset="*_multi_family|*_one_two_family|*_municipal", per=per, above=above, from_=first, to=last)
        for first, last in (("2019", "2031"), ("2032", "2050"))
        for above in (("0", "1", "6") if kind == 2 else ("0", "150", "1000"))
    ]  # fmt: skip
    if kind == 3:
        rows.append(example.row("programme_eligible_cap", 2e4, programme=name, asset="*_municipal", per="case"))
    return rows


def without(records: Records, name: str) -> Records:
    """Return records without one programme."""
    return {
        key: tuple(r for r in rows if name not in (r.index.get("programme"), r.index.get("with")))
        if key in PROGRAMME_KEYS else rows
        for key, rows in records.items()
    }  # fmt: skip


@cache
def random_run(seed: int) -> tuple[Computed, Records]:
    """Return a random scenario computed, paid for by random programmes, and their records."""
    inputs = pipeline.load_inputs("wuppertal")
    records = random_programmes(inputs, seed)
    assembled = pipeline.assemble(inputs, random_scenario(inputs, seed))
    offers = programmes.resolve(records, assembled.book)
    return pipeline.compute(replace(assembled, offers=offers)), records


def paid(run: Computed, records: Records) -> Funding:
    """Return who pays for a run under other programmes."""
    offers = programmes.resolve(records, run.assembled.book)
    return funding.apply(run.model.case, run.investment, offers, run.means)


# the ledger


def by_cell(values: np.ndarray, run: Computed, share: np.ndarray) -> np.ndarray:
    """Return money of lines by year, account and measure, (year, account, measure) [EUR]."""
    accounts = ledger_accounts.Accounts.of(run.investment, run.funding)
    return np.asarray(accounts.sums(values[..., 0])[..., np.newaxis] * share[:, accounts.asset])


def check_ledger(run: Computed, contributions: Mapping[tuple[str, str], np.ndarray]) -> None:
    """Raise unless need = sum over funders and gap, in whole cents, per basis, year, asset, payer and measure."""
    invested = run.investment
    told = ledger.table("x", invested, run.funding, contributions)
    measures, share = ledger.split(invested, contributions)
    column = told.by_column
    value = np.array(column["value"]) * 100.0
    cents = np.rint(value).astype(np.int64)
    assert np.abs(value - cents).max() < 1e-3
    assert [round(one, 2) for one in column["value"]] == column["value"]
    accounts = ledger_accounts.Accounts.of(invested, run.funding)
    names = [asset.name for asset in invested.assets]
    place = {
        (names[a], DIMS["payer"][p]): i for i, (a, p) in enumerate(zip(accounts.asset, accounts.payer, strict=True))
    }
    at = (
        np.array(column["year"]) - 2017,
        np.array([place[pair] for pair in zip(column["asset"], column["payer"], strict=True)]),
        np.array([measures.index(name) for name in column["measure"]]),
    )
    found = {}
    for basis, need in (("full", invested.full), ("additional", invested.additional)):
        mine = np.array(column["basis"]) == basis
        exact = by_cell(need, run, share) * 100.0
        found[basis] = np.zeros(exact.shape, dtype=np.int64)
        np.add.at(found[basis], tuple(part[mine] for part in at), cents[mine])
        most = (
            0.5 if basis == "full" else 1.5
        )  # in full the sum is rounded once; additional: less the replacement's cents
        assert np.abs(found[basis] - exact).max() <= most + 1e-3
    new = np.zeros_like(found["full"])
    kept = (np.array(column["basis"]) == "full") & (np.array(column["kind"]) == "new")
    np.add.at(new, tuple(part[kept] for part in at), cents[kept])
    assert np.array_equal(new, found["additional"])
    check_finance(told, cents)


def check_finance(told: tables.Table, cents: np.ndarray) -> None:
    """Raise unless the money by year sums the ledger's cents, and its funders from Bund to gap to the need."""
    column = told.by_column
    finance = tables.finance_by_year(told).dicts()
    for basis in ("full", "additional"):
        want: dict[tuple, int] = {}
        cells = zip(*(column[name] for name in ("basis", "year", "measure", "funder", "cause")), cents, strict=True)
        for one, year, measure, funder, cause, cent in cells:
            if one == basis:
                key = (year, "trend" if measure == "trend" else "measures", funder, cause)
                want[key] = want.get(key, 0) + int(cent)
        have = {
            (row["year"], row["origin"], row["funder"], row["cause"]): round(row["value"] * 100)
            for row in finance if row["basis"] == basis
        }  # fmt: skip
        assert have == want
        assert {key[2] for key in have} <= set(DIMS["funder"])
        assert sum(have.values()) == int(cents[np.array(column["basis"]) == basis].sum())


def contributions(run: Computed) -> Mapping[tuple[str, str], np.ndarray]:
    return run.assembled.levers.contributions


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ledger_closes_in_cents_whatever_the_measures_and_programmes(seed: int) -> None:
    run, _ = random_run(seed)
    check_ledger(run, contributions(run))
    assert run.funding.granted()[..., 0].sum() > 0.0


def test_the_ledger_closes_for_the_shipped_scenario_with_financed_adoption(inputs: Inputs) -> None:
    run = pipeline.compute(pipeline.assemble(inputs, pipeline.load_scenario("klimaneutral-2035-finanziert")))
    check_ledger(run, contributions(run))


def test_the_check_of_the_ledger_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    run, _ = random_run(0)
    monkeypatch.setattr(ledger, "round_cents", lambda values: np.rint(values * 100.0).astype(np.int64))
    with pytest.raises(AssertionError):
        check_ledger(run, contributions(run))


# a programme more never lowers support, a programme less never lowers the gap


def check_less_is_not_more(run: Computed, more: Funding, less: Funding) -> None:
    """Raise where a line gets less with a programme more, or where the gap is smaller with one less."""
    private = ~capacity.is_public(run.investment)
    slack = 1e-6 + 1e-9 * np.abs(run.investment.full)
    assert (more.granted() >= less.granted() - slack).all()
    assert ((more.gap <= less.gap + slack) | ~private[:, np.newaxis]).all()
    assert (more.granted().sum(axis=1) >= less.granted().sum(axis=1) - slack.sum(axis=1)).all()
    assert (more.gap.sum(axis=1) <= less.gap.sum(axis=1) + slack.sum(axis=1)).all()


def check_each_programme(run: Computed, records: Records, more: Funding) -> None:
    for name in more.offers.programmes:
        check_less_is_not_more(run, more, paid(run, without(records, name)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_programme_less_never_lowers_the_gap_and_one_more_never_the_support(seed: int) -> None:
    run, records = random_run(seed)
    names = run.funding.offers.programmes
    check_each_programme(run, records, run.funding)
    first = without(records, names[0])
    check_less_is_not_more(run, paid(run, first), paid(run, without(first, names[1])))


def test_no_shipped_programme_is_worth_less_than_nothing(inputs: Inputs) -> None:
    run = pipeline.compute(pipeline.assemble(inputs, pipeline.load_scenario("klimaneutral-2035")))
    check_each_programme(run, inputs.records, run.funding)


SMALL_BESIDE_LARGE = (
    example.programme("large", 0.7), example.programme("small", 0.05, "land"),
)  # fmt: skip


def small_city(rows: Sequence[Row], more: Sequence[Row] = ()) -> Funding:
    made = example.inputs(tuple(rows), tuple(more))
    book = costs.resolve(made, example.ASSETS, example.YEARS)
    case = example.case()
    invested = investment.project(case, [example.result()], book)
    return funding.apply(case, invested, programmes.resolve(made.records, book), example.means())


@pytest.mark.parametrize(("first", "second"), [("large", "small"), ("small", "large")])
def test_a_small_land_grant_beside_a_large_one_takes_nothing_away(first: str, second: str) -> None:
    """70 % alone; with 5 % of the Land the limit of 60 % would hold: the applicant leaves the 5 % and keeps 70 %."""
    limit = example.row("programme_combination", 0.6, programme=first, with_=second)
    both, alone = small_city(SMALL_BESIDE_LARGE, [limit]), small_city(SMALL_BESIDE_LARGE[:1])
    cost = 10 * 30_000.0
    assert alone.granted()[1, 0, 0] == pytest.approx(0.7 * cost)
    assert both.granted()[1, 0, 0] == pytest.approx(0.7 * cost)
    assert both.gap[1, 0, 0] == alone.gap[1, 0, 0]
    loose = example.row("programme_combination", 0.72, programme=first, with_=second)
    assert small_city(SMALL_BESIDE_LARGE, [loose]).granted()[1, 0, 0] == pytest.approx(0.72 * cost)


def test_the_check_of_choices_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """An applicant who always takes the last candidate, the largest combination, is worse off for a programme more."""
    run, records = random_run(3)

    def last(offers: programmes.Offers, amounts: np.ndarray, cost: np.ndarray) -> funding._Best:
        choices = np.where(offers.choices == offers.choices.max(axis=1, keepdims=True), offers.choices, -1)
        return best(replace(offers, choices=choices), amounts, cost)

    best = funding._best
    monkeypatch.setattr(funding, "_best", last)
    with pytest.raises(AssertionError):
        check_each_programme(run, records, paid(run, records))


# caps, maxima, pots, limits, suspensions


def dates(row: Row, year: int) -> bool:
    return int(row.index.get("from", "1900")) <= year <= int(row.index.get("to", "9999"))


def best_rate(records: Records, name: str, funder: str, where: tuple[str, str, str], year: int) -> float:
    """Return the highest rate that an applicant can get of a programme: all running parts, within the own maximum."""
    asset, payer, applicant = where
    total = sum(
        row.value for row in records["programme_rate"]
        if row.index["programme"] == name and row.index["funder"] == funder and row.index["status"] == "active"
        and covers(row, asset) and open_to(row, "payer", payer) and open_to(row, "applicant", applicant)
        and dates(row, year)
    )  # fmt: skip
    most = [
        row.value for row in records["programme_own_maximum"] if row.index["programme"] == name and dates(row, year)
    ]
    return min([total, *most[-1:]])


def cap_of_case(records: Records, name: str, asset: str, size: tuple[float, float], year: int) -> tuple[float, float]:
    """Return the highest eligible cost of a unit and of a case: steps counted one dwelling or m2 after another."""
    rows = [
        row for row in records["programme_eligible_cap"]
        if row.index["programme"] == name and covers(row, asset) and dates(row, year)
    ]  # fmt: skip
    unit = [row.value for row in rows if row.index.get("per", "unit") == "unit"]
    case = sum(row.value for row in rows if row.index.get("per") == "case")
    for per, count in zip(("dwelling", "m2"), size, strict=True):
        steps = sorted((float(row.index["above"]), row.value) for row in rows if row.index.get("per") == per)
        for i, (above, value) in enumerate(steps):
            end = steps[i + 1][0] if i + 1 < len(steps) else np.inf
            case += value * max(min(count, end) - above, 0.0)
    stepped = any(row.index.get("per", "unit") != "unit" for row in rows)
    return (sum(unit) if unit else np.inf), (case if stepped else np.inf)


def check_terms(run: Computed, records: Records, made: Funding) -> None:
    """Raise where a grant is beyond its cap, own maximum, pot or combination, or where nothing runs."""
    offers, invested, lines = made.offers, run.investment, run.investment.book.lines
    granted, units = made.grants[..., 0], invested.units[..., 0]
    cost = np.broadcast_to(invested.unit_cost[..., 0], units.shape)
    years = invested.book.years.tolist()
    earmark = {row.index["programme"]: row.value for row in records["programme_earmark"]}
    for offer, (line, programme) in enumerate(zip(offers.line.tolist(), offers.programme.tolist(), strict=True)):
        name, asset = offers.programmes[programme], invested.assets[lines.asset[line]]
        where = (asset.name, DIMS["payer"][lines.payer[line]], lines.applicants[lines.applicant[line]])
        kept = min(1.0, invested.book.life[lines.asset[line]] / earmark.get(name, 1.0))
        size = (float(lines.dwellings[line]), float(lines.area[line]))
        for i, year in enumerate(years):
            rate = best_rate(records, name, DIMS["funder"][offers.funder[offer]], where, year)
            unit, case = cap_of_case(records, name, asset.name, size, year)
            scale = costs.MONEY_PER.get(asset.unit, ("", 1.0))[1]
            most = min(unit * scale, case / lines.units[line], cost[i, line])
            assert granted[i, offer] <= units[i, line] * most * kept * rate * (1.0 + 1e-9) + 1e-6
            assert rate > 0.0 or granted[i, offer] == 0.0
    check_pots(records, made, years)
    check_limits(records, made, units * cost)


def check_pots(records: Records, made: Funding, years: Sequence[int]) -> None:
    for programme, name in enumerate(made.offers.programmes):
        total = made.grants[:, made.offers.programme == programme].sum(axis=1)
        for i, year in enumerate(years):
            pot = [r.value for r in records["programme_pot"] if r.index["programme"] == name and dates(r, year)]
            assert not pot or (total[i] <= pot[-1] * (1.0 + 1e-9) + 1e-6).all()


def check_limits(records: Records, made: Funding, cost: np.ndarray) -> None:
    """Raise where programmes are combined that must not be, or beyond the limit of any two of them."""
    pairs = {frozenset((r.index["programme"], r.index["with"])): r.value for r in records["programme_combination"]}
    offers = made.offers
    for line in offers.lines.tolist():
        mine = np.flatnonzero(offers.line == line)
        for i in np.flatnonzero((made.grants[:, mine, 0] > 0.0).sum(axis=1) > 1):
            took = [j for j in mine if made.grants[i, j, 0] > 0.0]
            names = {offers.programmes[offers.programme[j]] for j in took}
            for pair in itertools.combinations(sorted(names), 2):
                assert frozenset(pair) in pairs
                assert made.grants[i, took, 0].sum() <= pairs[frozenset(pair)] * cost[i, line] * (1.0 + 1e-9) + 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_caps_maxima_pots_and_limits_hold_in_every_year(seed: int) -> None:
    run, records = random_run(seed)
    check_terms(run, records, run.funding)


def test_caps_maxima_pots_and_limits_of_the_shipped_programmes_hold(inputs: Inputs) -> None:
    run = pipeline.compute(pipeline.assemble(inputs, pipeline.load_scenario("klimaneutral-2035")))
    offers, records = run.funding.offers, inputs.records
    check_pots(records, run.funding, run.investment.book.years.tolist())
    cost = np.broadcast_to(run.investment.unit_cost, run.investment.units.shape)[..., 0]
    check_limits(records, run.funding, run.investment.units[..., 0] * cost)
    bus = offers.programme == offers.programmes.index("nrw_ebus")
    assert run.funding.grants[2025 - 2017 :, bus].sum() == 0.0  # suspended in 2025


def ignored(records: Records, fault: str) -> Records:
    """Return records as an engine reads them that ignores a kind of term."""
    if fault == "suspension":
        rates = [row._replace(index={**row.index, "status": "active"}) for row in records["programme_rate"]]
        return {**records, "programme_rate": rates}
    if fault == "dates":
        rates = [row._replace(index={**row.index, "from": "1900", "to": "9999"}) for row in records["programme_rate"]]
        return {**records, "programme_rate": rates}
    if fault == "programme_combination":
        return {**records, fault: [row._replace(value=programmes.NO_LIMIT) for row in records[fault]]}
    return {**records, fault: ()}


def check_all_terms(fault: str) -> None:
    for seed in SEEDS:
        run, records = random_run(seed)
        check_terms(run, records, paid(run, ignored(records, fault)))


@pytest.mark.parametrize(
    "fault",
    [
        "suspension", "dates", "programme_combination", "programme_pot", "programme_eligible_cap",
        "programme_own_maximum", "programme_earmark",
    ],
)  # fmt: skip
def test_the_check_of_terms_sees_what_an_engine_ignores(fault: str) -> None:
    with pytest.raises(AssertionError):
        check_all_terms(fault)


# no grants at all


def all_zero(name: str) -> tuple[Computed, Computed]:
    """Return a shipped scenario as it is and with every grant at zero."""
    inputs, scenario = pipeline.load_inputs("wuppertal"), pipeline.load_scenario(name)
    none = replace(scenario, funding=(Overlay("all", rate=0.0),))
    return tuple(pipeline.compute(pipeline.assemble(inputs, one)) for one in (scenario, none))  # type: ignore[return-value]


def total(run: Computed, year: int, draw: int = 0) -> float:
    return float(run.model.end_use.values[0, year - 2017, ..., draw].sum())


def test_without_grants_the_tonnes_are_the_same_where_measures_happen_as_given() -> None:
    paid_for, none = all_zero("klimaneutral-2035")
    assert none.funding.granted().sum() == 0.0
    assert (none.funding.gap[9:, ..., 0].sum(axis=-1) > paid_for.funding.gap[9:, ..., 0].sum(axis=-1)).all()
    for view in ("end_use", "conversion", "territorial"):
        one, other = (getattr(run.model, view).values for run in (paid_for, none))
        assert one.tobytes() == other.tobytes()
    assert paid_for.model.energy.tobytes() == none.model.energy.tobytes()


def test_without_grants_less_is_saved_where_only_what_is_paid_for_is_built() -> None:
    paid_for, none = all_zero("klimaneutral-2035-finanziert")
    for year in (2035, 2045):
        assert total(none, year) > total(paid_for, year) + 1000.0
        assert total(none, year) < total(none, year, TREND)
        assert total(none, year, TREND) == total(paid_for, year, TREND)
    now = paid_for.model.case.as_of - 2017 + 1
    assert np.array_equal(paid_for.model.energy[:now], none.model.energy[:now])
    assert np.array_equal(paid_for.model.end_use.values[:, :now], none.model.end_use.values[:, :now])
    assert np.array_equal(paid_for.history.emissions, none.history.emissions)


# dearer building


def heating_grant(run: Computed) -> tuple[np.ndarray, np.ndarray]:
    """Return offers of the federal heating grant, and where its cap binds in 2026-2035, (year, offer)."""
    offers, invested = run.funding.offers, run.investment
    mine = np.flatnonzero(offers.programme == offers.programmes.index("bund_beg_heating"))
    line = offers.line[mine]
    years = slice(2026 - 2017, 2036 - 2017)
    cost = np.broadcast_to(invested.unit_cost, invested.units.shape)[years, line, 0]
    private = ~capacity.is_public(invested)[line]
    alone = ~np.isin(line, offers.lines[offers.choosing])  # nothing else is on offer
    binds = (cost > offers.cap[years, mine, 0]) & private & alone & (invested.units[years, line, 0] > 0.0)
    return mine, binds


def dearer_building(run: Computed, dear: Computed) -> dict[str, tuple[float, float]]:
    """Return grant per case, private part and gap of capped lines, before and after; in 2026-2035."""
    (mine, before), (_, after) = heating_grant(run), heating_grant(dear)
    both = before & after
    assert both.sum() > 50
    years, line = slice(2026 - 2017, 2036 - 2017), run.funding.offers.line[mine]
    out: dict[str, list[float]] = {"each": [], "private": [], "gap": []}
    for one in (run, dear):
        granted, units = one.funding.grants[years, mine, 0], one.investment.units[years, line, 0]
        own, gap = one.funding.own[years, line, 0], one.funding.gap[years, line, 0]
        out["each"].append(granted[both] / units[both])  # type: ignore[arg-type]
        out["private"].append(float((own + gap)[both].sum()))
        out["gap"].append(float(gap[both].sum()))
    return out  # type: ignore[return-value]


def dear_pair() -> tuple[Computed, Computed]:
    inputs, scenario = pipeline.load_inputs("wuppertal"), pipeline.load_scenario("klimaneutral-2035")
    dear = replace(scenario, framework={**scenario.framework, "construction_price_index": "plus_30"})
    return tuple(pipeline.compute(pipeline.assemble(inputs, one)) for one in (scenario, dear))  # type: ignore[return-value]


def check_dearer_building(run: Computed, dear: Computed) -> None:
    found = dearer_building(run, dear)
    np.testing.assert_allclose(found["each"][1], found["each"][0], rtol=1e-9)
    assert found["private"][1] > 1.3 * found["private"][0] > 0.0
    assert found["gap"][1] > 1.3 * found["gap"][0] > 0.0


def test_dearer_building_leaves_a_capped_grant_and_falls_on_payer_and_gap() -> None:
    check_dearer_building(*dear_pair())


def test_the_check_of_dearer_building_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """With caps in prices of the year the grant would grow with the cost."""
    run, dear = dear_pair()
    grown = replace(dear.funding.offers, cap=dear.funding.offers.cap * 1.3)
    lifted = funding.apply(dear.model.case, dear.investment, grown, dear.means)
    with pytest.raises(AssertionError):
        check_dearer_building(run, replace(dear, funding=replace(lifted, offers=dear.funding.offers)))


# financed adoption


@cache
def financed(seed: int | None) -> tuple[Computed, Computed]:
    """Return a scenario with financed adoption and the same with measures as given; None: the shipped one."""
    inputs = pipeline.load_inputs("wuppertal")
    known = pipeline.load_scenario("klimaneutral-2035") if seed is None else random_scenario(inputs, seed)
    both = [replace(known, settings=replace(known.settings, adoption=how)) for how in ("financed", "given")]
    return tuple(pipeline.compute(pipeline.assemble(inputs, one)) for one in both)  # type: ignore[return-value]


def own_undertakings(run: Computed) -> np.ndarray:
    """Return which assets only the city and its companies buy, with no lever that moves a private one, (asset,)."""
    invested = run.investment
    private = set(invested.book.lines.asset[~capacity.is_public(invested)].tolist())
    shared = {lever for i in private for lever in invested.assets[i].levers}
    return np.array([i not in private and not shared & set(a.levers) for i, a in enumerate(invested.assets)])


def public_need(run: Computed, payer: str, assets: np.ndarray | bool = True) -> np.ndarray:
    """Return the money that measures ask of a public payer beyond the trend, after grants, (year,) [EUR/a]."""
    lines = run.investment.book.lines
    mine = (lines.payer == DIMS["payer"].index(payer)) & (assets if assets is True else assets[lines.asset])
    needed = run.investment.additional - run.funding.granted() - run.investment.growth
    asked = np.maximum(needed, 0.0)[:, mine].sum(axis=1)
    return np.asarray(asked[:, 0] - asked[:, TREND])


def public_money(run: Computed, payer: str) -> np.ndarray:
    case = run.model.case
    return np.broadcast_to(capacity.money_of(case, payer, run.means), (len(case.years), case.draws))[:, 0]


def check_financed(run: Computed, given: Computed) -> None:
    """Raise where more is built than money and crafts hold, or where the trend has moved.

    What comes with private measures (the gas network, flats of gwg, shared rates) the city does not decide alone: it
    may exceed the money, is never paid beyond it and stands as a gap.
    """
    later = run.model.case.years > run.model.case.as_of
    lines, alone = run.investment.book.lines, own_undertakings(run)
    binding = 0
    for payer in capacity.PUBLIC:
        money, mine = public_money(run, payer), lines.payer == DIMS["payer"].index(payer)
        binding += int((public_need(given, payer) > money)[later].sum())
        assert (public_need(run, payer, alone)[later] <= money[later] * 1.03 + 1.0).all()
        needed = (run.investment.additional - run.funding.granted())[:, mine]
        ordinary = np.maximum(needed[..., TREND], 0.0) + run.investment.growth[:, mine, 0]
        spent = np.maximum(run.funding.own[:, mine, 0] - ordinary, 0.0).sum(axis=1)
        assert (spent <= money * (1.0 + 1e-9) + 1e-6).all()
        assert public_need(run, payer)[later].sum() < public_need(given, payer)[later].sum()
    crafts = run.assembled.crafts
    work = crafts.needed(run.investment.installed)[later]
    free = np.maximum(np.nan_to_num(crafts.available[later], nan=np.inf), work[..., TREND])
    assert (work[..., 0] <= free * 1.03 + 1e-6).all(), (work[..., 0] / free).max()
    assert binding > 5
    for name in ("installed", "units", "full", "like_for_like"):
        one, other = (getattr(each.investment, name)[..., TREND] for each in (run, given))
        assert np.array_equal(one, other)
    assert np.array_equal(run.model.energy[..., TREND], given.model.energy[..., TREND])
    assert np.array_equal(run.model.end_use.values[..., TREND], given.model.end_use.values[..., TREND])


@pytest.mark.parametrize("seed", [None, 0, 1, 2, 3])
def test_what_is_financed_stays_within_money_and_crafts_and_leaves_the_trend(seed: int | None) -> None:
    check_financed(*financed(seed))


def test_what_comes_with_private_measures_beyond_public_money_is_a_small_gap() -> None:
    """Levers shared with private payers (closing gas mains, rates shared with firms) no public payer decides alone."""
    run, given = financed(None)
    later = run.model.case.years > run.model.case.as_of
    for payer in capacity.PUBLIC:
        mine = run.investment.book.lines.payer == DIMS["payer"].index(payer)
        over = np.maximum(public_need(run, payer) - public_money(run, payer), 0.0)[later]
        assert (over <= 0.45 * public_money(run, payer)[later]).all()
        gap = run.funding.gap[later][:, mine, 0].sum()
        assert 0.0 < gap < 0.05 * given.funding.gap[later][:, mine, 0].sum()
    private = ~capacity.is_public(run.investment)
    assert not run.funding.gap[:, private].any()


def test_the_check_of_financed_adoption_can_fail() -> None:
    run, given = financed(2)
    with pytest.raises(AssertionError):
        check_financed(given, given)
    with pytest.raises(AssertionError):
        check_financed(run, replace(given, model=replace(given.model, energy=given.model.energy[..., ::-1])))


def test_with_money_for_all_and_hands_enough_everything_is_built(inputs: Inputs) -> None:
    scenario = pipeline.load_scenario("klimaneutral-2035")
    scenario = replace(scenario, settings=replace(scenario.settings, adoption="financed"))
    assembled = pipeline.assemble(inputs, scenario)
    rich = {name: np.full_like(assembled.case[name], 1e15) for name in capacity.PUBLIC.values()}
    case = replace(assembled.case, values={**assembled.case.values, **rich})
    everything = example.programme("all", 1.0, asset="*", from_="2017")
    records = {**inputs.records, **dict.fromkeys(PROGRAMME_KEYS, ()), "programme_rate": (everything,)}
    offers = programmes.resolve(records, assembled.book)
    crafts = replace(assembled.crafts, available=np.full_like(assembled.crafts.available, 1e12))
    run = pipeline.compute(replace(assembled, case=case, offers=offers, crafts=crafts))
    given = financed(None)[1]
    for lever in LEVERS:
        one, other = (each.assembled.case.levers[lever.name][:, 0] for each in (run, given))
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9, err_msg=lever.name)
    np.testing.assert_allclose(run.investment.full, given.investment.full, rtol=1e-7, atol=1e-2)
    np.testing.assert_allclose(run.model.end_use.values, given.model.end_use.values, rtol=1e-9, atol=1e-6)
    assert (run.shares.built == 1.0).all()  # type: ignore[union-attr]


# draws


@pytest.mark.parametrize("adoption", ["given", "financed"])
def test_a_draw_alone_is_as_in_the_batch_with_pots_and_choices(inputs: Inputs, adoption: str) -> None:
    scenario = pipeline.load_scenario("klimaneutral-2035")
    scenario = replace(scenario, settings=replace(scenario.settings, adoption=adoption))
    on = np.random.default_rng(5).integers(0, 2, (len(scenario.measures), 7)).astype(float)
    on[:, TREND] = 0.0
    known = pipeline.assemble(inputs, scenario, on=on)
    offers = programmes.resolve(random_programmes(inputs, 3, count=9), known.book)
    assert len(offers.choosing)
    batch = pipeline.compute(replace(known, offers=offers))
    assert (batch.funding.paid.pot_share < 1.0).any()
    assert batch.funding.suspended.any()
    for draw in (0, 4):
        alone = pipeline.compute(replace(pipeline.assemble(inputs, scenario, on=on[:, [draw, TREND]]), offers=offers))
        for name in ("grants", "own", "suspended", "exhausted", "rest"):
            one, other = getattr(batch.funding, name)[..., draw], getattr(alone.funding, name)[..., 0]
            assert np.array_equal(one, other), name
        assert np.array_equal(batch.funding.paid.pot_share[..., draw], alone.funding.paid.pot_share[..., 0])


def test_the_random_programmes_use_every_term(inputs: Inputs) -> None:
    """The laws are empty where no pot is exhausted, no cap binds and nobody combines."""
    seen: set[str] = set()
    for seed in SEEDS:
        run, records = random_run(seed)
        seen |= {key for key in PROGRAMME_KEYS if records[key]}
        made = run.funding
        known = {
            "pot": (made.paid.pot_share < 1.0).any(), "suspended": made.suspended.any(),
            "exhausted": made.exhausted.any(), "premium": made.offers.premium.any(),
            "held": (made.offers.held < 1.0).any(),
            "together": (made.offers.members[:, 1:] >= 0).any() if made.offers.members.size else False,
        }  # fmt: skip
        seen |= {name for name, found in known.items() if found}
    assert seen >= {*PROGRAMME_KEYS, "pot", "suspended", "exhausted", "premium", "held", "together"}
    assert len(ASSETS) > 50
