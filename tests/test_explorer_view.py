"""The page's numbers are those of the command line: for every series, of any setting, saved and run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from exploring import SETTINGS, expected, setting
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from klima2035 import chain, loading, pipeline
from klima2035.errors import InputError
from klima2035.explorer import files, start
from klima2035.explorer.asked import Asked, Base, Opened, Saved, Setting
from klima2035.explorer.engine import Engine
from klima2035.explorer.why import REASONS, why
from klima2035.labels import label
from klima2035.variables import INPUTS

ROOT = Path(__file__).parents[1]
CENT = 0.011  # a money row of less than half a cent is left out of the city's table


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.chdir(tmp_path)
    return Engine("klimaneutral-2035", "scenarios")


def shown(engine: Engine, wanted: Setting) -> dict[str, Any]:
    return {**json.loads(engine.view(wanted)), **json.loads(engine.notes(wanted))}


def agrees(view: dict[str, Any], reference: str | Path) -> None:
    """Hold a view against the tables of ``run`` for a scenario."""
    scenario = loading.load_scenario(reference)
    result = pipeline.run(scenario, loading.load_inputs(scenario.city))
    for key, values in view["series"].items():
        wanted = expected(result, key)
        slack = CENT * 2.0 if key.startswith(("additional/", "full/", "city/", "company/")) else 0.0
        assert np.allclose(values, wanted, rtol=1e-11, atol=slack + 1e-9 * float(np.abs(wanted).max(initial=0.0))), key
    rows = {row["id"]: row for row in result.tables["milestones"].dicts()}
    assert [one["id"] for one in view["milestones"]] == list(rows)
    for one in view["milestones"]:
        told = rows[one["id"]]
        assert {key: one[key] for key in ("verdict", "value", "limit", "met_in")} == {
            key: told[key] for key in ("verdict", "value", "limit", "met_in")
        }
    neutral = {row["item"]: row["value"] for row in result.tables["neutrality"].dicts()}
    assert view["remaining"]["total"] == neutral["remaining"]
    direct = sum(view["remaining"]["direct"].values())
    assert direct + view["remaining"]["upstream"] == pytest.approx(neutral["remaining"], rel=1e-12)
    assert [one["sentence"] for one in view["findings"]] == [dict(one.sentence) for one in result.found]


@pytest.mark.parametrize("name", SETTINGS)
def test_a_saved_setting_gives_the_same_numbers_on_the_command_line(engine: Engine, name: str) -> None:
    view = shown(engine, SETTINGS[name])
    saved = files.save(engine, Saved(setting=SETTINGS[name], name="mein-plan", title="Mein Plan"))
    assert saved["command"] == "klima2035 run mein-plan"
    agrees(view, "mein-plan")


def test_an_opened_file_with_changes_is_saved_whole(engine: Engine) -> None:
    text = """\
schema: 1
name: vorlage
title: {de: Vorlage, en: Template}
text: {de: "Mit Förderung, die endet", en: With funding that ends}
extends: klimaneutral-2035
funding:
  bund_beg_heating: {ends: 2030}
milestones: [neutral-2035, {id: oel, title: {de: Öl, en: Oil}, year: 2040, indicator: "final_energy:heating_oil",
  sense: at_most, limit: 10 GWh/a, origin: proposed}]
measures:
  heat-pumps: {levers: {heat_pump_share: {start: 2027, to: 60 %}}}
"""
    opened = Setting.model_validate(files.opened(engine, Opened(text=text))["setting"])
    changed = opened.model_copy(update={"measures": setting(measures={"heat-pumps": {"start": 2029}}).measures})
    view = shown(engine, changed)
    assert [one["id"] for one in view["milestones"]] == ["neutral-2035", "oel"]
    files.save(engine, Saved(setting=changed, name="vorlage-neu"))
    agrees(view, "vorlage-neu")
    written = Path("scenarios/vorlage-neu.yaml").read_text(encoding="utf-8")
    assert "start: 2029" in written
    assert "start: 2027" not in written  # the page's year reaches the lever whose year the file sets
    assert "Mit Förderung, die endet" in written
    assert list(Path().rglob("*")) == [Path("scenarios"), Path("scenarios/vorlage-neu.yaml")]


@pytest.mark.parametrize("title", ["- x", "-", "NO", "1.0", "a: b", "a #b", '"', "{", "~", "ü", "'", "null", " x "])
def test_any_title_is_saved_as_the_text_it_is(engine: Engine, title: str) -> None:
    made = files.text(engine, Saved(setting=setting(), name="plan", title=title))["text"]
    assert chain.read(Path("scenarios/plan.yaml"), made.encode()).documents[0].data["title"]["de"] == title.strip()


def test_nothing_is_ever_written_over(engine: Engine) -> None:
    wanted = Saved(setting=setting(), name="mein-plan")
    files.save(engine, wanted)
    before = Path("scenarios/mein-plan.yaml").read_bytes()
    for name in ("mein-plan", "klimaneutral-2035"):
        with pytest.raises(files.TakenError):
            files.save(engine, Saved(setting=setting(measures={"e-cars": {"on": False}}), name=name))
    assert Path("scenarios/mein-plan.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["", "../x", "a/b", "con", "Plan", "a" * 65, "compare", "x.yaml", "plan ", "\x00"])
def test_a_name_that_is_none_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises((InputError, ValueError)):
        files.save(engine, Saved(setting=setting(), name=name))
    assert not list(Path().rglob("*.yaml"))


def test_stress_is_what_the_command_gives_and_no_part_of_the_file(engine: Engine) -> None:
    from klima2035.stress import cases, run  # noqa: PLC0415

    stressed = setting(stress=["cold-winters", "waste-half"])
    view = shown(engine, stressed)
    scenario = loading.load_scenario("klimaneutral-2035")
    inputs = loading.load_inputs("wuppertal")
    both = cases.together(*cases.load(["cold-winters", "waste-half"], inputs, scenario.as_of))
    found = run.outcome(inputs, scenario, both, "given").values
    assert view["series"]["co2e"][2035 - 2017] == pytest.approx(found["co2e", 2035], rel=1e-12)
    assert view["series"]["co2e"][2035 - 2017] != shown(engine, setting())["series"]["co2e"][2035 - 2017]
    text = files.text(engine, Saved(setting=stressed, name="kalt"))
    assert "cold" not in text["text"]
    assert "klima2035 stress kalt --cases cold-winters,waste-half" in text["note"]["de"]


def test_the_base_tells_what_a_setting_may_change(engine: Engine) -> None:
    known = engine.desk.base(Base(base="klimaneutral-2045"))
    made = start.base(known)
    heat_pumps = made["measures"]["heat-pumps"]
    assert heat_pumps == {
        "on": True, "start": 2026, "end": 2040, "ambition": 90.0,
        "levers": {"heat_pump_share": 70.0, "heat_pump_share_nonresidential": 65.0},
    }  # fmt: skip
    assert made["years"] == list(range(1990, 2017))
    assert set(made["measures"]) == {one["name"] for one in start.start(engine.desk, None)["measures"]}
    off = start.base(engine.desk.base(Base(base="trend")))["measures"]
    assert not any(one["on"] for one in off.values())
    assert off["heat-pumps"]["end"] == 2031  # the library's own years, ready to be switched on


def test_every_code_of_the_page_has_a_label(engine: Engine) -> None:
    made = start.start(engine.desk, None)
    bare = [code for code, said in made["words"].items() if not said["de"] or not said["en"]]
    assert not bare
    codes = {key.partition("/")[2] for key in shown(engine, setting())["series"] if "/" in key}

    assert codes <= set(made["words"]) | {"gap"}
    assert all(label(code, "de") != code for code in codes - {"gap"} if "_" in code)


def test_every_number_says_why(engine: Engine) -> None:
    view = shown(engine, setting())
    keys = [*view["series"], "remaining", "remaining/threshold", "remaining/upstream", "totals/need", "totals/gap",
            "totals/city", "totals/grants", "milestone:neutral-2035", "credit:heat-pumps", "band"]  # fmt: skip
    for key in keys:
        told = why(engine, Asked(setting=setting(), key=key, year=2035))
        assert told["formula"]["de"]
        assert told["formula"]["en"]
        assert "_" not in told["title"]["de"] + "".join(step["text"]["de"] for step in told["steps"])
        if key in view["series"]:
            assert told["value"] == view["series"][key][2035 - 2017]
        if key.startswith(("end_use/", "conversion/", "additional/", "energy/", "totals/")) and len(told["steps"]) < 12:
            whole = sum(step["value"] for step in told["steps"])
            assert whole == pytest.approx(told["value"], rel=1e-9, abs=0.02)
        for one in told["inputs"]:
            assert one["name"] in INPUTS
            assert one["quality"]["de"]
    assert {name for reason in REASONS.values() for name in reason.inputs} <= set(INPUTS)


@pytest.mark.parametrize("key", ["x", "end_use/x", "milestone:x", "credit:x", "totals/x", "remaining/x", "/", "co2e/x"])
def test_a_number_that_is_not_shown_has_no_reason(engine: Engine, key: str) -> None:
    with pytest.raises(InputError, match="number of this page"):
        why(engine, Asked(setting=setting(), key=key))


FAULTY = {
    "unknown measure": (setting(measures={"heat-pump": {"on": False}}), "heat-pumps"),
    "too early": (setting(measures={"heat-pumps": {"start": 2020}}), "2026"),
    "end before start": (setting(measures={"heat-pumps": {"start": 2034, "end": 2030}}), "2030"),
    "after the horizon": (setting(measures={"heat-pumps": {"end": 2047}}), "2045"),
    "beyond the lever": (setting(measures={"heat-pumps": {"levers": {"heat_pump_share": 130}}}), "100 %"),
    "another lever": (setting(measures={"heat-pumps": {"levers": {"pv_power": 1}}}), "heat_pump_share"),
    "unknown variant": (setting(framework={"grid": "brown"}), "renewable"),
    "unknown choice": (setting(framework={"gird": "late"}), "grid"),
    "unknown setting": (setting(settings={"adoption": "maybe"}), "financed"),
    "unknown stress": (setting(stress=["cold-winter"]), "cold-winters"),
    "unknown base": (setting(base="klimaneutral"), "klimaneutral-2035"),
}


def test_a_page_shows_one_city(engine: Engine, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    city = tmp_path / "inputs" / "musterstadt"
    shutil.copytree(tmp_path / "inputs" / "wuppertal", city)
    about = (city / "inputs.yaml").read_text(encoding="utf-8").replace("wuppertal", "musterstadt")
    (city / "inputs.yaml").write_text(about.replace("Wuppertal", "Musterstadt"), encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    plan = "schema: 1\nname: unser-plan\ntitle: {de: Unser Plan, en: Our plan}\nextends: klimaneutral-2035\n"
    plan += "city: musterstadt\n"
    (tmp_path / "scenarios" / "unser-plan.yaml").write_text(plan, encoding="utf-8")
    assert "unser-plan" not in {one["name"] for one in start.start(engine.desk, None)["scenarios"]}
    with pytest.raises(InputError, match="is of 'musterstadt'"):
        engine.view(Setting(base="unser-plan"))
    other = Engine("unser-plan")
    told = start.start(other.desk, None)
    assert told["city"] == {"name": "musterstadt", "title": {"de": "Musterstadt", "en": "Musterstadt"}}
    assert {one["name"] for one in told["scenarios"]} == {"unser-plan"}
    assert json.loads(other.view(Setting()))["series"]["co2e"] == shown(engine, setting())["series"]["co2e"]


@pytest.mark.parametrize("name", FAULTY)
def test_what_cannot_be_is_told_as_the_command_line_tells_it(engine: Engine, name: str) -> None:
    wanted, hint = FAULTY[name]
    with pytest.raises(InputError) as refused:
        engine.view(wanted)
    assert hint in str(refused.value)


LIBRARY = sorted(Engine("klimaneutral-2035").desk.base(Base(base="klimaneutral-2035")).beside.library.measures)
CHANGES = st.dictionaries(
    st.sampled_from(LIBRARY),
    st.one_of(
        st.just({"on": False}),
        st.fixed_dictionaries({"ambition": st.integers(0, 100)}, optional={"start": st.integers(2026, 2032)}),
    ),
    max_size=4,
)


@given(changes=CHANGES)
@how(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_setting_saved_is_the_setting_shown(engine: Engine, changes: dict[str, Any]) -> None:
    wanted = setting(measures=changes)
    try:
        view = shown(engine, wanted)
    except InputError:
        return  # such as a start after the library's end
    path = Path("scenarios/x.yaml")
    path.unlink(missing_ok=True)
    files.save(engine, Saved(setting=wanted, name="x"))
    result = pipeline.run(loading.load_scenario("x"), loading.load_inputs("wuppertal"))
    for key in ("co2e", "additional/gap", "additional/private", "city/own", "heating/gas_boiler"):
        assert np.allclose(view["series"][key], expected(result, key), rtol=1e-11, atol=0.03), key
