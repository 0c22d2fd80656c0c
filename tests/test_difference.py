"""``diff``: what was changed, word by word, and what it does, figure by figure."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from klima2035 import cli, pipeline, summary
from klima2035.difference import Difference, difference
from klima2035.exports import difference as told
from klima2035.exports import tables
from klima2035.labels import labels
from klima2035.numbers import number, significant
from klima2035.result import Finding, Result
from klima2035.scenario import Scenario

HEAD = "schema: 1\nname: {name}\ntitle: {{de: Probe, en: Sample}}\nextends: trend\n"
OIL = "measures:\n  end-of-heating-oil: true\n"


def file(folder: Path, name: str, body: str = "") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.format(name=name) + body, encoding="utf-8")
    return path


def ran(path: str | Path) -> tuple[Scenario, Result]:
    scenario = pipeline.load_scenario(path)
    return scenario, pipeline.run(scenario, pipeline.load_inputs(scenario.city))


@cache
def trend() -> tuple[Scenario, Result]:
    return ran("trend")


def between(a: tuple[Scenario, Result], b: tuple[Scenario, Result]) -> Difference:
    return difference(a[1], b[1], a[0], b[0])


def of_files(folder: Path, body_a: str, body_b: str) -> Difference:
    return between(ran(file(folder, "a", body_a)), ran(file(folder, "b", body_b)))


def only_changes(folder: Path, body_a: str, body_b: str) -> Difference:
    """Return what was changed between two files; the results stay those of the trend, which is quicker."""
    a, b = (pipeline.load_scenario(file(folder, name, body)) for name, body in (("a", body_a), ("b", body_b)))
    return difference(trend()[1], trend()[1], a, b)


def lines(found: Difference, lang: str = "de") -> list[str]:
    return [line.strip() for line in plain(told.as_text(found, lang)).splitlines()]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@cache
def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def oil(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Result]:
    return ran(file(tmp_path_factory.mktemp("oil"), "oil", OIL))


@pytest.fixture(scope="module")
def written(oil: tuple[Scenario, Result], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folders = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    for folder, side in zip(folders, (trend(), oil), strict=True):
        tables.write(side[1], folder)
    return folders


def test_tonnes_are_the_difference_of_the_written_rows(oil, written):
    found = between(trend(), oil)
    sums: list[dict[tuple[str, int], float]] = [{}, {}]
    for side, folder in zip(sums, written, strict=True):
        for row in rows(folder, "emissions"):
            if row["view"] == "end_use" and row["indicator"] == "co2e":
                key = row["sector"], int(row["year"])
                side[key] = side.get(key, 0.0) + float(row["value"])
    data = told.content(found)["emissions"]["end_use"]
    assert {sector for sector, _ in sums[0]} == set(data["sectors"])
    assert data["sectors"]["households"]["cumulative"] < -10_000.0
    for (sector, year), value in sums[1].items():
        series = data["sectors"][sector]["difference"]
        assert series[found.years.index(year)] == pytest.approx(value - sums[0][sector, year], abs=1e-6)
    whole = sum(value for (_, year), value in sums[1].items() if 2026 <= year <= 2045)
    whole -= sum(value for (_, year), value in sums[0].items() if 2026 <= year <= 2045)
    assert data["total"]["cumulative"] == pytest.approx(whole, abs=1e-3)
    before = sum(value for (_, year), value in sums[0].items() if 2026 <= year <= 2045)
    assert found.total(found.emissions[0].total, "a") == pytest.approx(before)
    conversion = told.content(found)["emissions"]["conversion"]
    assert conversion["total"]["cumulative"] == pytest.approx(whole, abs=1e-3)
    assert set(conversion["sectors"]) == {"energy", "buildings", "transport", "industry"}


def test_the_brief_says_which_way(oil):
    change = abs(between(trend(), oil).emissions[0].total.difference[-1])
    for pair, way, verb in (((trend(), oil), "unter A.", "weniger"), ((oil, trend()), "über A.", "mehr")):
        said = lines(between(*pair))
        line = next(line for line in said if line.startswith("- Treibhausgase 2045: B liegt "))
        assert line.startswith(f"- Treibhausgase 2045: B liegt {significant(change)} t CO₂e (")
        assert line.endswith(way)
        assert any(
            line.startswith("- Summe 2026 bis 2045: B stößt ") and f" {verb} aus als A." in line for line in said
        )


def test_euros_are_the_sums_of_the_written_ledgers_to_the_cent(oil, written):
    found = told.content(between(trend(), oil))["money"]
    for basis in ("additional", "full"):
        for funder in ("bund", "land", "eu", "private", "kommunal", "gap", "total"):
            sums = []
            for folder in written:
                chosen = [row for row in rows(folder, "investment") if row["basis"] == basis]
                chosen = [
                    row for row in chosen if funder in (row["funder"], "total") and 2026 <= int(row["year"]) <= 2045
                ]
                sums.append(sum(Decimal(row["value"]).quantize(Decimal("0.01")) for row in chosen))
            entry = found[basis][funder]
            assert [Decimal(repr(entry[key])) for key in ("a", "b", "difference")] == [*sums, sums[1] - sums[0]]
    real = sum(float(row["value_real"]) for row in rows(written[1], "investment") if row["basis"] == "full"
               and int(row["year"]) > 2025)  # fmt: skip
    assert found["full"]["total"]["b_real"] == pytest.approx(real)
    assert found["price_year"] == {"a": 2025, "b": 2025}
    assert found["additional"]["total"]["difference"] > 1e6


def test_a_milestone_with_a_limit_between_the_two_flips(tmp_path, oil):
    values = [side[1].frames["indicators"].total(indicator="total_co2e") for side in (trend(), oil)]
    at = trend()[1].years.index(2035)
    limit = round((values[0][at] + values[1][at]) / 2.0)
    body = (
        "milestones:\n  - id: probe\n    title: {de: Die Probe, en: The sample}\n    year: 2035\n    indicator: co2e\n"
        f"    sense: at_most\n    limit: {limit} t/a\n    origin: decided\n    source: fokus_wuppertal_2021\n"
    )
    found = of_files(tmp_path, body, body + OIL)
    (verdict,) = found.verdicts
    assert (verdict.id, verdict.a.verdict, verdict.b.verdict) == ("probe", "missed", "reached")
    assert verdict.flips
    assert "- Meilensteine mit anderem Urteil: 1." in lines(found)
    row = next(line for line in lines(found) if line.startswith("Die Probe"))
    assert re.fullmatch(r"Die Probe +2035 +verfehlt \([\d.]+ t/a\) +erreicht \([\d.]+ t/a\)", row)
    other = of_files(tmp_path, body, body.replace(f"{limit} t/a", f"{limit + 7} t/a").replace("2035", "2034"))
    limits = f"Grenze {number(limit)} t/a → {number(limit + 7)} t/a"
    assert f"- Die Probe [probe]: Jahr 2035 → 2034, {limits}" in lines(other)
    gone = of_files(tmp_path, body, "milestones: []\n")
    assert "- nur in A: Die Probe [probe]" in lines(gone)
    assert any(re.fullmatch(r"Die Probe +2035 +verfehlt .*nicht enthalten", line) for line in lines(gone))


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (
            "end-of-heating-oil: {levers: {early_replacement_oil: {start: 2027, end: 2029}}}",
            "end-of-heating-oil: {levers: {early_replacement_oil: {start: 2028, end: 2032}}}",
            "Beginn 2027 → 2028, Ende 2029 → 2032, Ziel unverändert: Vorzeitiger Ersatz von Ölheizungen auf 40 %/a",
        ),
        (
            "end-of-heating-oil: {levers: {early_replacement_oil: {to: 40 %/a}}}",
            "end-of-heating-oil: {levers: {early_replacement_oil: {to: 25 %/a}}}",
            "Ziel auf 40 %/a → auf 25 %/a: Vorzeitiger Ersatz von Ölheizungen",
        ),
        (
            "end-of-heating-oil: {levers: {early_replacement_oil: {to: 25 %/a}}}",
            "end-of-heating-oil: {levers: {early_replacement_oil: {to: 25.3 %/a}}}",
            "Ziel auf 25,0 %/a → auf 25,3 %/a: Vorzeitiger Ersatz von Ölheizungen",
        ),
        (
            "end-of-heating-oil: {levers: {early_replacement_oil: {start: 2027, end: 2029}}}",
            "end-of-heating-oil: {levers: {early_replacement_oil: {table: {2027: 10 %/a, 2029: 40 %/a}}}}",
            "Verlauf linear → Tabelle, Werte 2027: – → 10 %/a, 2029: – → 40 %/a: Vorzeitiger Ersatz von Ölheizungen",
        ),
        (
            "end-of-heating-oil: true",
            "end-of-heating-oil: {levers: {oil_heating_allowed: {start: 2030}}}",
            "Beginn 2027 → 2030, Ziel unverändert: Fällige Ölkessel, die wieder Öl werden dürfen auf 0 %",
        ),
        (
            "heat-pumps: {levers: {heat_pump_share: {range: {low: 50 %, high: 80 %}}}}",
            "heat-pumps: {levers: {heat_pump_share: {range: {low: 50 %, high: 85 %, distribution: uniform}}}}",
            ("Spanne 50 % bis 80 %, Dreiecksverteilung → 50 % bis 85 %, Gleichverteilung, Ziel unverändert: "
             "Wärmepumpen am übrigen Ersatz, Wohngebäude auf 70 %"),
        ),
        (
            "parking-management: true",
            "parking-management: {levers: {parking_price: {range: {low: 2 1, high: 300 %, group: parking}}}}",
            ("Spanne – → 2,00 bis 3,00, Dreiecksverteilung, parking, Ziel unverändert: "
             "Parkpreise gegenüber 2017 mal 2,50"),
        ),
        (
            "end-of-heating-oil: {ambition: 90 %}", "end-of-heating-oil: {ambition: 70 %}",
            "Umsetzungsgrad 90 % → 70 % des Wegs zum Ziel",
        ),
        (
            "hydrogen-buses: {levers: {hydrogen_bus_additions: {table: {2027: 10 vehicles/a, 2028: 4 vehicles/a}}}}",
            ("hydrogen-buses: {levers: {hydrogen_bus_additions: {table: {2027: 10 vehicles/a, 2028: 6 vehicles/a,"
            " 2029: 1 vehicles/a}}}}"),
            ("Ende 2028 → 2029, Werte 2028: 4,00 Fahrzeuge/a → 6,00 Fahrzeuge/a, 2029: – → 1,00 Fahrzeuge/a: "
            "Neue Wasserstoffbusse je Jahr"),
        ),
        (
            "cycle-route-hatzfeld: true", "cycle-route-hatzfeld: {start: 2030}",
            "Beginn 2028 → 2030, Ende 2030 → 2032, Werte unverändert: Radweg Hatzfeld-Trasse",
        ),
    ],
)  # fmt: skip
def test_a_changed_measure_is_told_word_by_word(tmp_path, a, b, words):
    found = only_changes(tmp_path, f"measures:\n  {a}\n", f"measures:\n  {b}\n")
    (change,) = found.changes.measures
    head = f"{change.title['de']} [{change.name}], entscheidet: {labels('de')(change.decider)}"
    items = (re.sub(r"\s+", " ", item) for item in plain(told.as_text(found, "de")).split("\n- "))
    (item,) = (item for item in items if item.startswith(head))
    assert item.removeprefix(head).strip() == words
    assert "In B geändert (1)" in lines(found)


def test_switched_on_and_off(tmp_path):
    one, other = OIL, "measures:\n  hydrogen-electrolyser: {ambition: 50 %}\n"
    said = lines(only_changes(tmp_path, one, other))
    on, off = said.index("In B eingeschaltet (1)"), said.index("In B ausgeschaltet (1)")
    assert said[on + 1].startswith(
        "- Zweiter Elektrolyseur am Müllheizkraftwerk [hydrogen-electrolyser], entscheidet: "
    )
    assert "umgesetzt zu 50 %" in said[on:off]
    assert "Leistung der Elektrolyseure um 2,00 MW mehr, ab 2029, Stufe" in said[on:off]
    assert said[off + 1].endswith("[end-of-heating-oil], entscheidet: Eigentümerinnen und Eigentümer")
    assert any(line.startswith("Fällige Ölkessel, die wieder Öl werden dürfen auf 0 %, ab 20") for line in said[off:])


def test_framework_and_settings_in_words_and_a_warning(tmp_path):
    body = "horizon: 2040\nframework: {grid: late, law_as_of: 2024-01-01}\nsettings: {process_emissions: included}\n"
    found = of_files(tmp_path, "", body)
    said = lines(found)
    assert "- Gerechnet bis: 2045 → 2040" in said
    assert "- Recht vom: 01.11.2026 → 01.01.2024" in said
    assert any(line.startswith("- Stromnetz: erneuerbar bis 2045 → ") for line in said)
    assert any(line.startswith("- Prozessemissionen: Nachrichtlich → ") for line in said)
    assert not found.comparable
    assert any(line.startswith("Achtung: Die beiden Bilanzen zählen nach verschiedenen Regeln") for line in said)
    assert "Bilanzierung von B: nicht BISKO: mit Prozessemissionen" in said
    assert any(line.startswith("Schon bis 2025 weichen die beiden Bilanzen") for line in said)
    assert any(line.startswith("Warning: the two balances") for line in lines(found, "en"))
    assert "Achtung" not in told.as_text(of_files(tmp_path, "", OIL), "de")


def test_of_different_horizons_only_common_years_count(tmp_path, oil):
    short = ran(file(tmp_path, "short", "horizon: 2038\n" + OIL))
    found = between(trend(), short)
    assert (found.years[-1], found.last, found.told_years) == (2038, 2038, (2030, 2035, 2038))
    assert "A rechnet bis 2045, B bis 2038. Verglichen werden die gemeinsamen Jahre bis 2038." in lines(found)
    whole = between(trend(), oil)
    at = whole.years.index(2038)
    assert found.emissions[0].total.b == pytest.approx(whole.emissions[0].total.b[: at + 1])
    assert found.paid("full")[1].a < whole.paid("full")[1].a


def test_the_sums_start_after_the_earlier_as_of():
    found = between(ran("programm-2021"), trend())
    assert (found.first, found.told_years[0]) == (2021, 2025)
    assert any(line.startswith("A ist vom Stand 2020, B vom Stand 2025.") for line in lines(found))


def test_equal_scenarios_are_told_equal(tmp_path):
    found = between(trend(), trend())
    assert found.same
    assert "A und B sind gleich: alle Zahlen stimmen überein." in lines(found)
    assert (found.changes.measures, found.levers) == ((), ())
    idle = between(trend(), ran(file(tmp_path, "idle")))
    assert idle.same
    assert "A und B sind verschieden angelegt, ergeben aber dieselben Zahlen." in lines(idle)
    assert "- A baut auf keinem anderen Szenario auf, B auf trend" in lines(idle)
    lifted = replace(
        trend()[1], frames={**trend()[1].frames, "levers": ran(file(tmp_path, "l", OIL))[1].frames["levers"]}
    )
    assert not between(trend(), (trend()[0], lifted)).same


def test_levers_are_those_whose_paths_differ(oil):
    found = between(trend(), oil)
    assert {pair.name for pair in found.levers} == {"oil_heating_allowed", "early_replacement_oil"}
    row = next(line for line in lines(found) if line.startswith("Vorzeitiger Ersatz von Ölheizungen  "))
    assert re.split("  +", row)[1:] == ["2029: 0 → 40 %/a"] + ["0 → 40 %/a"] * 3
    assert found.lever_years[0] == 2017


def test_a_lever_that_differs_between_the_years_shown_tells_where(tmp_path):
    later = "measures:\n  end-of-heating-oil: {levers: {oil_heating_allowed: {start: 2028}}}\n"
    found = of_files(tmp_path, OIL, later)
    row = next(line for line in lines(found) if re.match("Fällige Ölkessel.*  ", line))
    assert re.split("  +", row)[1:] == ["2027: 0 → 100 %", "0 %", "0 %", "0 %"]
    said = "\n".join(lines(found))
    assert "A baut auf trend auf, B auf trend" not in said  # the same parent is no difference


def test_parents_are_told_by_sentence(tmp_path):
    a, b = pipeline.load_scenario("trend"), pipeline.load_scenario("klimaneutral-2035")
    child = replace(a, parents=("klimaneutral-2035", "trend"))
    for pair, words in (
        ((b, child), "- A baut auf trend auf, B auf klimaneutral-2035 (und damit auf trend)"),
        ((b, a), "- A baut auf trend auf, B auf keinem"),
    ):
        found = difference(trend()[1], trend()[1], *pair)
        assert words in lines(found)


def test_milestones_judged_otherwise_and_those_of_one_scenario_are_counted_apart(tmp_path):
    own = (
        "milestones:\n  - all\n  - {id: probe, title: {de: Die Probe, en: S}, year: 2035, indicator: co2e,"
        " sense: at_most, limit: 1 kt/a, origin: proposed}\n"
    )
    found = of_files(tmp_path, "", own)
    said = lines(found)
    assert "- Kein Meilenstein wird anders beurteilt." in said
    assert "- Meilensteine, die nur ein Szenario hat: 1." in said
    at = said.index("Meilensteine mit anderem Urteil (0)")
    assert said[at + 1] == "Kein Meilenstein wird anders beurteilt."
    at = said.index("Meilensteine, die nur ein Szenario hat (1)")
    assert re.fullmatch(r"Die Probe +2035 +nicht enthalten +verfehlt .*", said[at + 3])
    assert "nur ein Szenario" not in told.as_text(between(trend(), trend()), "de")


def moved(tonnes: float) -> Difference:
    """Return the trend beside itself with some more tonnes in every year."""
    found = between(trend(), trend())
    total = found.emissions[0].total
    total = replace(total, b=tuple(value + tonnes for value in total.a))
    return replace(found, same=False, emissions=(replace(found.emissions[0], total=total), found.emissions[1]))


@pytest.mark.parametrize(
    ("tonnes", "brief", "share"),
    [
        (0.0, "A und B sind gleich.", "0,0 %"), (9.0, "praktisch unverändert (unter 10 t).", "unter 0,1 %"),
        (-9.0, "praktisch unverändert (unter 10 t).", "unter 0,1 %"),
        (200.0, "B liegt 200 t CO₂e (unter 0,1 %) über A.", "unter 0,1 %"),
        (-1000.0, "B liegt 1.000 t CO₂e (0,1 %) unter A.", "−0,1 %"),
        (20000.0, "B liegt 20.000 t CO₂e (2,9 %) über A.", "+2,9 %"),
    ],
)  # fmt: skip
def test_the_brief_and_the_table_round_alike(tonnes, brief, share):
    said = lines(moved(tonnes))
    assert f"- Treibhausgase 2045: {brief}" in said
    row = next(line for line in said if line.startswith("in Prozent von A"))
    assert re.split("  +", row)[-2] == share


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_cost_of_measures_alone_is_what_a_run_tells(oil, lang):
    found = between(trend(), oil)
    own = plain("\n".join(summary.lines(oil[1], lang)))
    value, gap = re.search(r"2026–2045: (.+) \(nominal\), (?:davon Lücke|of which gap) (.+)", own).groups()
    said = re.sub(r"\s+", " ", plain(told.as_text(found, lang)))
    line = re.search(r"(?:Mehrkosten der Maßnahmen|Additional cost of the measures) 2026–2045: .*?\. ?- ", said).group()
    assert f"B {value};" in line
    assert line.endswith(f"B {gap}. - ")
    money = told.content(found)["money"]
    assert money["measures"]["total"]["a"] == 0.0
    assert 0.0 < money["measures"]["total"]["b"] < money["additional"]["total"]["b"]


def finding(code: str, severity: str = "warning", value: float = 1.0) -> Finding:
    sentence = {"de": f"Befund {code} {value}", "en": f"Finding {code} {value}"}
    return Finding(code, severity, "x", (2030, 2031), 2030, value, 0.0, "1", "", sentence, sentence, sentence)


def test_findings_of_one_side_only_are_told_but_no_notes(oil):
    a = replace(trend()[1], found=(finding("both"), finding("gone")))
    b = replace(oil[1], found=(finding("both", value=2.0), finding("new", "serious"), finding("idle", "note")))
    found = difference(a, b, trend()[0], oil[0])
    said = lines(found)
    assert said[said.index("Befunde, die nur für A gelten") + 1] == "- Befund gone 1.0"
    assert said[said.index("Befunde, die nur für B gelten") + 1] == "- Befund new 1.0"
    assert not any("both" in line or "idle" in line for line in said)
    assert [one["code"] for one in told.content(found)["findings"]["b"]] == ["new", "idle"]


def test_other_inputs_are_named_by_hash(oil):
    scenario = replace(oil[0], files={**oil[0].files, "inputs/germany/costs.csv": "f" * 64})
    found = difference(oil[1], oil[1], oil[0], scenario)
    digest = oil[0].files["inputs/germany/costs.csv"][:12]
    assert f"- inputs/germany/costs.csv: anderer Inhalt (SHA-256 {digest} → ffffffffffff)" in lines(found)
    assert [one.name for one in found.changes.files] == ["inputs/germany/costs.csv"]
    many = replace(oil[0], files={f"inputs/elsewhere/{i}.csv": "0" for i in range(40)})
    assert any(line.startswith("- und ") for line in lines(difference(oil[1], oil[1], oil[0], many)))


def cells(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line)) - 2


def test_markdown_tables_have_as_many_cells_in_each_row(oil):
    scenario = replace(oil[0], title={"de": "Pipe | und <b>", "en": "x"})
    found = difference(trend()[1], replace(oil[1], title=scenario.title), trend()[0], scenario)
    text = told.as_markdown(found, "de")
    assert r"Pipe \| und \<b\>" in text
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(blocks) >= 4
    for block in blocks:
        assert set(re.sub(r"[| ]", "", block[1])) == {":", "-"}
        assert {cells(line) for line in block} == {cells(block[0])}
        assert cells(block[0]) > 2


def test_plain_tables_are_aligned(oil):
    said = told.as_text(between(trend(), oil), "de").splitlines()
    start = next(i for i, line in enumerate(said) if line.startswith("Geldgeber"))
    assert len({len(line) for line in said[start : start + 10]}) == 1
    assert max(map(len, said)) <= 110


def test_json_reads_back_to_the_same_data(oil):
    found = between(trend(), oil)
    content = json.loads(told.as_json(found, "de"))
    assert told.as_json(found, "en") == told.as_json(found, "de")
    assert json.dumps(content, sort_keys=True, ensure_ascii=False, indent=2) + "\n" == told.as_json(found, "de")
    assert content["schema"] == 1
    (measure,) = content["changes"]["measures"]
    assert (measure["measure"], measure["change"], measure["a"]) == ("end-of-heating-oil", "on", None)
    assert measure["b"]["levers"]["early_replacement_oil"]["target"] == 0.4
    total = content["emissions"]["end_use"]["total"]
    assert tuple(total["a"]) == found.emissions[0].total.a
    assert len(total["difference"]) == len(content["years"]) == 2045 - 1990 + 1
    keys = {key for key in content if key not in ("a", "b")}
    assert all(f"``{key}``" in (told.data.__doc__ or "") for key in keys)


def test_english_has_no_german_words(oil):
    said = told.as_text(between(trend(), oil), "en")
    assert "Switched on in B (1)" in said
    assert re.search(r"Households +−\d+,\d{3}", said)
    assert not re.search(r"[äöüß]|Mio|Lücke|Bund\b", said.replace("Stadtwerke", ""))


# The command


def diff(*arguments: str | Path) -> int:
    return cli.main(["diff", *map(str, arguments)])


def test_the_command_prints_and_writes_nothing_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert diff("trend", "klimaneutral-2035") == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert first.out.startswith("Unterschied zwischen zwei Szenarien\n=====")
    assert "- Maßnahmen in B gegenüber A: 35 eingeschaltet." in first.out
    assert list(tmp_path.iterdir()) == []
    assert diff("trend", "klimaneutral-2035") == 0
    assert capsys.readouterr().out == first.out
    assert diff("trend", "trend") == 0
    assert "A und B sind gleich" in capsys.readouterr().out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_out_writes_all_three_forms_and_replaces_them(tmp_path, capsys):
    made = tmp_path / "diff" / "trend--trend"
    assert diff("trend", "trend", "--out", tmp_path, "--as", "json", "--lang", "en") == 0
    out = capsys.readouterr()
    first = contents(made)
    assert set(first) == {"difference.txt", "difference.md", "difference.json", "run.json", "inputs.zip"}
    assert out.out.encode() == first["difference.json"]
    assert json.loads(out.out)["same_result"] is True
    assert "trend--trend" in out.err
    assert diff("trend", "trend", "--out", tmp_path, "--as", "markdown", "--lang", "en") == 0
    assert capsys.readouterr().out.encode() == first["difference.md"]
    assert contents(made) == first
    assert b"Difference between" in first["difference.txt"]
    assert str(tmp_path).encode() not in b"".join(first.values())


def test_a_changed_copy_of_the_same_name_is_told_by_its_path(tmp_path, capsys):
    for folder, body in (("old", ""), ("new", OIL)):
        (tmp_path / folder).mkdir()
        file(tmp_path / folder, "plan", body)
    assert diff(tmp_path / "old/plan.yaml", tmp_path / "new/plan.yaml", "--as", "json") == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["a"]["name"], content["b"]["name"]) == ("old/plan.yaml", "new/plan.yaml")
    assert [one["name"] for one in content["changes"]["files"]] == ["scenarios/plan.yaml"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("trend", "klimaneutral-2053"), "klimaneutral-2035"), (("trend",), "diff A B"),
     (("trend", "trend", "--as", "pdf"), "text, markdown, json")],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(capsys, arguments: Sequence[str], words: str):
    assert diff(*arguments) == 2
    told_ = capsys.readouterr()
    assert told_.out == ""
    assert words in told_.err
