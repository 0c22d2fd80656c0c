"""Notes on a measure whose parts do not fit together: each one told once, and silent where all fits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from klima2035 import cli, fit, pipeline
from klima2035.errors import InputError, fault
from klima2035.inputs import Inputs

SHIPPED = Path(__file__).parents[1] / "inputs"
MEASURES = sorted((SHIPPED / "wuppertal" / "measures").glob("*.yaml"))
FITTING = {
    "sector": "transport",
    "levers": "{charging_points: {start: 2020, end: 2034, ramp: linear, to: 7000 points}}",
    "assets": "[charging_point]",
    "funding": "[bund_charging]",
    "sources": "[wz_77593605]",
}
FROM_2028 = "{charging_points: {start: 2028, end: 2034, ramp: linear, to: 7000 points}}"
BUSES = {
    "levers": "{battery_bus_share: {start: 2026, end: 2030, ramp: linear, to: 90 %}}",
    "assets": "[bus_battery]",
    "funding": "[nrw_ebus]",
}
RENOVATION = {
    "sector": "buildings",
    "levers": "{renovation_rate_commerce: {start: 2026, end: 2030, ramp: linear, to: 2 %/a}}",
    "assets": "[renovation_usual_commerce]",
    "funding": "[bund_beg_envelope]",
}
EARLY_CARS = {
    "levers": "{battery_car_share: {ramp: table, table: {2018: 1 %, 2019: 2 %}}}",
    "assets": "[car_battery]",
    "funding": "[bund_car_bonus]",
}

Told = Callable[..., list[tuple[str, dict[str, object]]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a measure of a folder of its own; keyword arguments replace keys, None leaves one out."""

    def write(**changed: str | None) -> Path:
        path = tmp_path / "inputs" / "wuppertal" / "measures" / "mine.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = dict.fromkeys(("title", "text", "office"), "{de: a, en: a}")
        keys = {"schema": "1", "name": "mine", "decider": "city", **words, **FITTING, **changed}
        lines = [f"{key}: {value}\n" for key, value in keys.items() if value is not None]
        path.write_text("".join(lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def told(write: Callable[..., Path], inputs: Inputs) -> Told:
    def told(**changed: str | None) -> list[tuple[str, dict[str, object]]]:
        return [(note.code, dict(note.values)) for note in fit.notes(write(**changed), lambda root, city: inputs)]

    return told


@pytest.mark.parametrize("path", MEASURES, ids=lambda path: path.stem)
def test_each_shipped_measure_fits(path: Path) -> None:
    assert pipeline.validate(path) == ()
    assert [note.told("de") for note in pipeline.notes(path)] == []


def test_a_measure_whose_parts_fit_is_passed_over_in_silence(told: Told) -> None:
    assert told() == []
    assert told(**RENOVATION) == []


def test_an_asset_that_no_lever_concerns(told: Told) -> None:
    [(code, values)] = told(assets="[charging_point, geothermal]")
    assert (code, values["name"]) == ("asset_astray", "geothermal")
    assert "charging_point" in values["known"].words  # type: ignore[attr-defined]


def test_levers_that_build_nothing_have_no_assets(told: Told) -> None:
    nothing = {
        "sector": "energy",
        "levers": "{waste_fossil_separation: {start: 2027, ramp: step, to: 9 %}}",
        "funding": "[]",
    }
    assert told(**nothing, assets="[]") == []
    [(code, values)] = told(**nothing, assets="[geothermal]")
    assert code == "asset_astray"
    assert values["known"] == ("nichts", "nothing")


@pytest.mark.parametrize("assets", ["[]", None])
def test_a_lever_that_builds_what_is_not_named(told: Told, assets: str | None) -> None:
    assert [(code, values["name"]) for code, values in told(assets=assets)] == [("assets_left_out", "charging_points")]


def test_each_lever_is_asked_for_its_own_assets(told: Told) -> None:
    two = FITTING["levers"][:-1] + ", parking_price: {start: 2027, ramp: step, to: 120 %}}"
    assert [(code, values["name"]) for code, values in told(levers=two)] == [("assets_left_out", "parking_price")]
    assert told(levers=two, assets="[charging_point, parking_management]") == []


def test_a_programme_that_pays_for_something_else(told: Told) -> None:
    [(code, values)] = told(funding="[bund_charging, bund_bew]")
    assert (code, values["name"]) == ("programme_astray", "bund_bew")
    assert "geothermal" in values["known"].words  # type: ignore[attr-defined]


def test_a_wrong_asset_is_no_excuse_for_its_programme(told: Told) -> None:
    codes = [code for code, _ in told(assets="[geothermal]", funding="[bund_bew]")]
    assert codes == ["assets_left_out", "asset_astray", "programme_astray"]


def test_a_programme_that_pays_somebody_else(told: Told, inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "_payers", lambda asset, inputs: ["owner_occupier"])
    [(code, values)] = told()
    assert code == "programme_other_payer"
    assert values["payers"] != values["known"]
    monkeypatch.setattr(fit, "_payers", lambda asset, inputs: ["owner_occupier", "city_company"])
    assert told() == []


def test_payers_are_those_who_bear_the_cost(inputs: Inputs) -> None:
    assert sorted(fit._payers("charging_point", inputs)) == ["city_company", "firm"]
    assert fit._payers("street_lighting", inputs) == ["city"]


def test_a_programme_that_is_over_says_until_when(told: Told) -> None:
    assert told(levers=FROM_2028) == [("programme_over", {"name": "bund_charging", "year": 2022, "first": 2028})]


def test_the_last_year_of_a_programme_still_counts(told: Told) -> None:
    assert told(levers=FITTING["levers"].replace("2020", "2022")) == []
    assert [code for code, _ in told(levers=FITTING["levers"].replace("2020", "2023"))] == ["programme_over"]


@pytest.mark.parametrize(("asset", "start", "last"), [("car_plug_in_hybrid", 2023, 2022), ("car_battery", 2024, 2023)])
def test_each_asset_has_its_own_years_in_a_programme(told: Told, asset: str, start: int, last: int) -> None:
    cars = {**EARLY_CARS, "assets": f"[{asset}]"}
    levers = f"{{battery_car_share: {{start: {start}, end: 2030, ramp: linear, to: 90 %}}}}"
    values = {"name": "bund_car_bonus", "year": last, "first": start}
    assert told(**{**cars, "levers": levers}) == [("programme_over", values)]
    assert told(**{**cars, "levers": levers.replace(str(start), str(last))}) == []


def test_a_programme_that_starts_too_late(told: Told) -> None:
    values = {"name": "bund_car_bonus", "year": 2020, "last": 2019}
    assert told(**EARLY_CARS) == [("programme_later", values)]
    assert told(**{**EARLY_CARS, "levers": EARLY_CARS["levers"].replace("2019", "2020")}) == []


def test_what_steps_up_stays_and_may_be_paid_later(told: Told) -> None:
    step = "{battery_car_share: {start: 2018, ramp: step, to: 2 %}}"
    assert told(**{**EARLY_CARS, "levers": step}) == []


def test_a_suspended_programme(told: Told) -> None:
    assert told(**BUSES) == [("programme_suspended", {"name": "nrw_ebus", "year": 2025, "first": 2026})]
    assert told(**{**BUSES, "levers": BUSES["levers"].replace("2026", "2024")}) == []


def test_a_sector_to_which_no_lever_belongs(told: Told) -> None:
    [(code, values)] = told(sector="industry")
    assert (code, values["name"]) == ("sector_astray", "industry")
    assert values["known"].words == ("transport",)  # type: ignore[attr-defined]


def test_one_lever_is_enough_for_a_sector(told: Told) -> None:
    both = FITTING["levers"][:-1] + ", waste_fossil_separation: {start: 2027, ramp: step, to: 9 %}}"
    assert told(levers=both, sector="energy") == []


@pytest.mark.parametrize("sources", ["[]", None])
def test_a_measure_without_a_source(told: Told, sources: str | None) -> None:
    assert [code for code, _ in told(sources=sources)] == ["sources_empty"]


def test_tables_are_read_only_for_programmes(write: Callable[..., Path]) -> None:
    def refuse(root: Path, city: str) -> Inputs:
        raise AssertionError(city)

    assert fit.notes(write(funding="[]"), refuse) == ()
    with pytest.raises(AssertionError, match="wuppertal"):
        fit.notes(write(), refuse)


def test_faulty_tables_or_no_city_leave_programmes_unjudged(
    write: Callable[..., Path], tmp_path: Path, inputs: Inputs
) -> None:
    def faulty(root: Path, city: str) -> Inputs:
        raise InputError([fault("costs.csv", 1, 1, "empty")])

    path = write(levers=FROM_2028, sector="industry")
    assert [note.code for note in fit.notes(path, faulty)] == ["sector_astray"]
    alone = path.rename(tmp_path / "mine.yaml")
    assert [note.code for note in fit.notes(alone, lambda root, city: inputs)] == ["sector_astray"]
    assert [note.code for note in pipeline.notes(alone)] == ["sector_astray"]


def test_validate_says_in_order_and_adds_the_notes(
    tmp_path: Path, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED, tmp_path / "inputs")
    path = write(sector="industry", levers=FROM_2028, sources="[]").relative_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["validate", str(path)]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.endswith("in Ordnung")
    notes = [line for line in rest if line.startswith("Hinweis: ")]
    assert [word in note for word, note in zip(("'industry'", "nur bis 2022", "keine Quelle"), notes, strict=True)] == [
        True
    ] * 3
    assert cli.main(["validate", str(path), "--lang", "en"]) == 0
    assert "Note: " in capsys.readouterr().out
