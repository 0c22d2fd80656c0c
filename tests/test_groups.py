"""Files of groups: what is refused, with line and column, and what order does not matter."""

import shutil
from pathlib import Path

import pytest

from klima2035 import groups, pipeline
from klima2035.errors import InputError

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "scenarios" / "groups" / "handlungsfelder.yaml"
SOUND = """schema: 1
groups:
  heat:
    title: {de: Heizen, en: Heating}
    measures: [heat-pumps, end-of-heating-oil]
  roofs:
    title: {de: Dächer, en: Roofs}
    measures: [rooftop-pv]
"""


@pytest.fixture(scope="module")
def scenario():
    return pipeline.load_scenario("klimaneutral-2035")


def written(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_measures_that_no_group_names_stand_alone_in_the_library_s_order(tmp_path, scenario):
    made, digest = groups.load(written(tmp_path, SOUND), scenario.library, scenario.measures)
    by_name = {group.name: group for group in made}
    assert by_name["heat"].measures == ("end-of-heating-oil", "heat-pumps")
    assert by_name["heat"].title["de"] == "Heizen"
    assert by_name["freight"].measures == ("freight",)
    assert by_name["freight"].title == scenario.library["freight"].title
    assert len(made) == len(scenario.measures) - 1
    assert len(digest) == 64
    assert [name for group in made for name in group.measures[:1]] == sorted(group.measures[0] for group in made)


def test_groups_without_an_active_measure_are_left_out(tmp_path, scenario):
    active = [one for one in scenario.measures if one.name != "rooftop-pv"]
    made, _ = groups.load(written(tmp_path, SOUND), scenario.library, active)
    assert "roofs" not in {group.name for group in made}


def test_the_order_in_the_file_changes_nothing(tmp_path, scenario):
    one, _ = groups.load(written(tmp_path, SOUND), scenario.library, scenario.measures)
    head, heat, roofs = SOUND[:18], SOUND[18 : SOUND.index("  roofs")], SOUND[SOUND.index("  roofs") :]
    turned = heat.replace("[heat-pumps, end-of-heating-oil]", "[end-of-heating-oil, heat-pumps]")
    other, _ = groups.load(written(tmp_path, head + roofs + turned), scenario.library, scenario.measures)
    assert one == other


def test_the_shipped_file_has_at_most_twelve_groups_and_names_every_measure(scenario):
    made, _ = groups.load(SHIPPED, scenario.library, scenario.measures)
    assert len(made) <= 12
    assert sorted(name for group in made for name in group.measures) == sorted(scenario.library)
    assert not {group.name for group in made} & set(scenario.library)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("heat-pumps,", "heat-pump,", "5:16", ["unbekannte Maßnahme 'heat-pump'", "'heat-pumps'"]),
        ("[rooftop-pv]", "[rooftop-pv, heat-pumps]", "8:28", ["'heat-pumps' steht schon in der Gruppe 'heat'"]),
        ("end-of-heating-oil]", "heat-pumps]", "5:28", ["steht schon in der Gruppe 'heat'"]),
        ("  roofs:", "  turnover:", "6:3", ["turnover"]), ("  roofs:", "  freight:", "6:3", ["Maßnahme 'freight'"]),
        ("  roofs:", "  Roofs:", "6:3", ["roofs"]), ("measures: [rooftop-pv]", "measures: []", "8:5", ["leer"]),
        ("    measures: [rooftop-pv]\n", "", "6:3", ["measures"]),
        ("    title: {de: Dächer, en: Roofs}\n", "", "6:3", ["title"]),
        ("measures: [rooftop-pv]", "measure: [rooftop-pv]", "8:5", ["measures"]),
        ("schema: 1\n", "", "1:1", ["schema"]),
        ("schema: 1", "schema: 2", "1:9", ["2"]), (SOUND[10:], "groups: {}\n", "2:1", ["leer"]),
        ("[rooftop-pv]", "[rooftop-pv, 5]", "8:28", ["5"]), ("[rooftop-pv]", "rooftop-pv", "8:15", ["Liste"]),
    ],
)  # fmt: skip
def test_a_slip_is_refused_at_its_place(tmp_path, scenario, old, new, place, words):
    assert old in SOUND
    path = written(tmp_path, SOUND.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        groups.load(path, scenario.library, scenario.measures)
    told = [fault.told("de") for fault in error.value.faults]
    assert any(f":{place}:" in line and all(word in line for word in words) for line in told), told
    faults = pipeline.validate(path)
    assert [fault.told("de") for fault in faults] == told


def test_measures_that_exclude_each_other_share_a_group(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    measure = tmp_path / "inputs/wuppertal/measures/battery-buses.yaml"
    text = measure.read_text(encoding="utf-8").replace("excludes: []", "excludes: [hydrogen-buses]")
    measure.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    split = SOUND.replace("heat-pumps,", "battery-buses,").replace("rooftop-pv", "hydrogen-buses")
    faults = pipeline.validate(written(tmp_path, split))
    assert [(fault.code, fault.line, fault.column) for fault in faults] == [("group_splits", 5, 16)]
    assert "'battery-buses' und 'hydrogen-buses' schließen einander aus" in faults[0].told("de")
    together = SOUND.replace("heat-pumps,", "battery-buses, hydrogen-buses,")
    assert pipeline.validate(written(tmp_path, together)) == ()


def test_a_file_is_found_by_name_or_path(tmp_path, monkeypatch):
    assert groups.find("handlungsfelder").resolve() == SHIPPED
    assert groups.find("a/b.yaml") == Path("a/b.yaml")
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "scenarios" / "groups"
    own.mkdir(parents=True)
    (own / "handlungsfelder.yaml").write_text(SOUND, encoding="utf-8")
    assert groups.find("handlungsfelder") == own / "handlungsfelder.yaml"
    with pytest.raises(InputError, match="handlungsfelder"):
        groups.find("handlungsfeld")
