"""``ensemble``, ``merge`` and ``run --draw`` as users meet them: files, bytes, shards, interruptions, faults."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray
from folders import contents

from klima2035 import cli
from klima2035.ensemble import job

QUICK = ["--own-framework", "--no-charts", "--no-indices", "--workers", "1"]
TREND, DEFAULT = "trend", "klimaneutral-2035"


def ensemble(out: Path, *arguments: str, name: str = TREND) -> int:
    return cli.main(["ensemble", name, "--draws", "64", *QUICK, "--out", str(out), *arguments])


@pytest.fixture
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of 16 draws: four for 64 draws."""
    monkeypatch.setattr(job, "TASK", 16)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of an ensemble that nothing interrupted."""
    out = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "TASK", 16)
        assert ensemble(out) == 0
    return contents(out)


class Whole:
    """One ensemble with indices, charts and all frameworks, and what it printed."""

    def __init__(self, folder: Path, out: str, err: str) -> None:
        self.folder, self.out, self.err = folder / DEFAULT / "ensemble", out, err
        self.tables = {path.stem: pd.read_csv(path) for path in self.folder.glob("tables/*.csv")}
        self.about = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    out = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        told: dict[bool, list[str]] = {False: [], True: []}
        patch.setattr("click.echo", lambda line="", *_, err=False, **__: told[err].append(f"{line}\n"))
        assert cli.main(["ensemble", DEFAULT, "--draws", "48", "--workers", "1", "--out", str(out)]) == 0
    return Whole(out, "".join(told[False]), "".join(told[True]))


def read(folder: Path) -> xarray.Dataset:
    with xarray.open_dataset(folder / "ensemble.nc", engine="h5netcdf") as data:
        return data.load()


def figures(data: xarray.Dataset, headline: str) -> np.ndarray:
    """A headline figure of every draw under the scenario's own framework."""
    names = [name.decode() if isinstance(name, bytes) else str(name) for name in data["headline_name"].values]
    found = next(name for name in data if str(name).endswith("_figures"))
    return data[found].values[names.index(headline)]


# what is written and told


def test_every_output_is_there(whole: Whole) -> None:
    charts = {f"charts/{name}.{form}" for name in ("pathway", "investment", "milestones", "tornado", "chances")
              for form in ("svg", "png", "txt")}  # fmt: skip
    tables = {f"tables/{name}.csv" for name in ("bands", "probabilities", "sensitivity")}
    assert set(contents(whole.folder)) == charts | tables | {"ensemble.nc", "run.json", "inputs.zip"}
    assert (whole.folder / "log.jsonl").is_file()
    assert not (whole.folder.parents[1] / "parts").exists()


def test_bands_hold_quantiles_in_order_by_framework(whole: Whole) -> None:
    bands = whole.tables["bands"]
    names = ["p05", "p25", "p50", "p75", "p95"]
    assert (np.diff(bands[names].to_numpy(), axis=1) >= 0.0).all()
    assert bands["framework"].nunique() == len(whole.about["frameworks"]) > 1
    own = bands[bands["framework"] == bands["framework"].iloc[0]]
    assert not own.duplicated(["year", "indicator", "part"]).any()
    total = own[(own["indicator"] == "total_co2e") & (own["year"] == 2045)].iloc[0]
    assert total["p05"] < total["stated"] < total["p95"]


def test_probabilities_lie_between_never_and_always(whole: Whole) -> None:
    told = whole.tables["probabilities"]
    assert told["probability"].between(0.0, 1.0).all()
    assert told["standard_error"].between(0.0, 0.5).all()
    assert (told["draws"] == 48).all()
    one = told[told["kind"].eq("milestone") & told["outcome"].isin(["reached", "at_risk", "missed"])]
    assert one.groupby(["framework", "id"])["probability"].sum().to_numpy() == pytest.approx(1.0)
    met = told[told["kind"].eq("met_in") | told["kind"].eq("used_up_in")]
    assert met.groupby(["framework", "kind", "id"])["probability"].sum().to_numpy() == pytest.approx(1.0)


def test_what_decides_stands_first(whole: Whole) -> None:
    told = whole.tables["sensitivity"]
    assert told[told["outcome"] == "total_co2e_2035"]["factor"].iloc[0] == "grid_path"
    assert "all_others" in set(told["factor"])
    assert told["first_order"].notna().any()


def test_the_netcdf_file_holds_every_draw(whole: Whole) -> None:
    data = read(whole.folder)
    head = whole.tables["bands"]["framework"].iloc[0].replace("-", "_")
    assert data[f"{head}_figures"].dims == ("headline", "draw")
    assert data.sizes["draw"] == 48
    row = whole.tables["bands"].query("indicator == 'total_co2e' and year == 2045").iloc[0]
    assert data[f"{head}_bands"].values[0, -1].tolist() == row[["p05", "p25", "p50", "p75", "p95"]].tolist()
    middle = np.quantile(figures(data, "total_co2e_2045"), 0.5, method="inverted_cdf")
    assert abs(middle - row["p50"]) <= row["width"]


def test_run_json_tells_how_it_was_drawn(whole: Whole) -> None:
    wanted = {"command": "ensemble", "seed": 1, "draws": 48, "replicates": 16, "balanced": False}
    assert {key: whole.about[key] for key in wanted} == wanted
    assert whole.about["not_drawn"]["service_life"].startswith("a whole number of years")
    assert whole.about["factors"] > 900


def test_an_unbalanced_number_of_draws_is_noted(
    whole: Whole, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "Hinweis: 48 ist nicht 1.024, 2.048" in whole.err
    assert cli.main(["ensemble", TREND, "--draws", "1024", "--shard", "64/64", *QUICK, "--out", str(tmp_path)]) == 0
    assert "Hinweis" not in capsys.readouterr().err


def test_german_output_is_german(whole: Whole) -> None:
    told = whole.out + whole.err + "".join(path.read_text("utf-8") for path in whole.folder.glob("charts/*.txt"))
    words = set(re.findall(r"[a-z_]+", told.replace(str(whole.folder.parents[1]), "").lower()))
    english = {"draws", "draw", "seed", "of", "the", "nine", "holds", "lasts", "highest", "lowest", "until", "million"}
    assert not words & english
    assert not {word for word in words if "_" in word}
    assert "48 Ziehungen, Startwert 1" in told


def test_english_output_is_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(tmp_path, "--lang", "en") == 0
    told = capsys.readouterr().out
    assert "64 draws, seed 1" in told
    assert not {"Ziehungen", "Startwert", "hält", "bis"} & set(told.split())


@pytest.mark.parametrize("count", ["1", "17"])
def test_few_draws_are_told_without_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str) -> None:
    arguments = ["ensemble", TREND, "--draws", count, "--own-framework", "--workers", "1", "--out", str(tmp_path)]
    assert cli.main(arguments) == 0
    told = capsys.readouterr().out
    assert "± 0" not in told
    assert "± n" not in told
    assert "am meisten bewegt" not in told
    assert pd.read_csv(tmp_path / TREND / "ensemble/tables/sensitivity.csv")["standard_error"].isna().all()
    assert (tmp_path / TREND / "ensemble/charts/tornado.svg").is_file()


# the same bytes


def test_workers_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 draws in tasks of 64, by this process and by two others."""
    monkeypatch.setattr(job, "TASK", 64)
    for workers in ("1", "2"):
        assert ensemble(tmp_path / workers, "--draws", "300", "--workers", workers, name=DEFAULT) == 0
    found = contents(tmp_path / "1")
    assert len(found) == 6
    assert found == contents(tmp_path / "2")


def test_blocks_and_tasks_change_no_byte(tmp_path: Path, plain: dict[str, bytes]) -> None:
    """``plain`` has tasks of 16 draws."""
    assert ensemble(tmp_path, "--block", "7") == 0
    assert contents(tmp_path) == plain


def test_another_seed_gives_other_draws(tmp_path: Path, plain: dict[str, bytes]) -> None:
    assert ensemble(tmp_path, "--seed", "2") == 0
    found = contents(tmp_path)
    assert found.keys() == plain.keys()
    assert [name for name in found if found[name] == plain[name]] == ["trend/ensemble/inputs.zip"]


# interruptions and shards


def interrupted(out: Path, done: int, *arguments: str) -> list[Path]:
    """Run an ensemble whose user stops it after some tasks; return the parts that are left."""
    count, work = 0, job.work

    def stopped(packed: job.Packed) -> job.Part:
        nonlocal count
        count += 1
        if count > done:
            raise KeyboardInterrupt
        return work(packed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("klima2035.ensemble.run.work", stopped)
        assert ensemble(out, *arguments) == 130
    return sorted((out / "parts").rglob("*.npz"))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The draws of every task that is computed from here on."""
    done: list[tuple[int, int]] = []
    work = job.work

    def noted(packed: job.Packed) -> job.Part:
        done.append((packed.task.first, packed.task.last))
        return work(packed)

    monkeypatch.setattr("klima2035.ensemble.run.work", noted)
    return done


def test_an_interrupted_ensemble_goes_on_where_it_stopped(
    tmp_path: Path, small_tasks: None, plain: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    assert len(interrupted(tmp_path, 2)) == 2
    assert not (tmp_path / TREND).exists()
    counted = request.getfixturevalue("counted")
    assert ensemble(tmp_path) == 0
    assert counted == [(32, 48), (48, 64)]
    assert contents(tmp_path) == plain


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_part_that_is_not_whole_is_computed_again(
    tmp_path: Path, small_tasks: None, plain: dict[str, bytes], counted: list[tuple[int, int]]
) -> None:
    """Cut off at two places, with a flipped bit, something else."""
    spoils: list[Callable[[bytes], bytes]] = [lambda one: one[:-100], lambda one: one[:50], flipped, lambda _: b"else"]
    assert ensemble(tmp_path, "--shard", "1/1") == 0
    for path, spoil in zip(sorted((tmp_path / "parts").rglob("*.npz")), spoils, strict=True):
        path.write_bytes(spoil(path.read_bytes()))
    counted.clear()
    assert ensemble(tmp_path) == 0
    assert counted == [(0, 16), (16, 32), (32, 48), (48, 64)]
    assert contents(tmp_path) == plain


def test_a_part_that_lacks_an_array_or_holds_other_draws_is_computed_again(
    tmp_path: Path, small_tasks: None, plain: dict[str, bytes], counted: list[tuple[int, int]]
) -> None:
    assert ensemble(tmp_path, "--shard", "1/1") == 0
    paths = sorted((tmp_path / "parts").rglob("*.npz"))
    paths[1].write_bytes(paths[1].read_bytes().replace(b"figures", b"fugires"))
    shutil.copy(paths[3], paths[2])
    counted.clear()
    assert ensemble(tmp_path) == 0
    assert counted == [(16, 32), (32, 48)]
    assert contents(tmp_path) == plain


@pytest.mark.parametrize("other", [["--seed", "2"], ["--draws", "80"]])
def test_parts_of_another_ensemble_are_not_taken(
    tmp_path: Path, small_tasks: None, plain: dict[str, bytes], counted: list[tuple[int, int]], other: list[str]
) -> None:
    """Not even where they lie in its folder."""
    assert ensemble(tmp_path, "--shard", "1/1", *other) == 0
    (folder,) = (tmp_path / "parts").iterdir()
    if other[0] == "--seed":
        folder.rename(tmp_path / "parts" / f"{TREND}-64-1")
    counted.clear()
    assert ensemble(tmp_path) == 0
    assert counted == [(0, 16), (16, 32), (32, 48), (48, 64)]
    shutil.rmtree(tmp_path / "parts", ignore_errors=True)
    assert contents(tmp_path) == plain


def test_shards_and_merge_give_the_bytes_of_the_plain_ensemble(
    tmp_path: Path, small_tasks: None, plain: dict[str, bytes], counted: list[tuple[int, int]], capsys
) -> None:
    assert ensemble(tmp_path, "--shard", "2/2") == 0
    assert "Teil 2/2 ist fertig und liegt in" in capsys.readouterr().out
    assert ensemble(tmp_path, "--shard", "1/2") == 0
    assert counted == [(16, 32), (48, 64), (0, 16), (32, 48)]
    assert not (tmp_path / TREND).exists()
    counted.clear()
    merge = ["merge", TREND, "--draws", "64", "--own-framework", "--no-charts", "--no-indices", "--out", str(tmp_path)]
    assert cli.main(merge) == 0
    assert counted == []
    assert contents(tmp_path) == plain


def test_merge_names_the_draws_of_a_missing_shard(tmp_path: Path, small_tasks: None, capsys) -> None:
    assert ensemble(tmp_path, "--shard", "1/2") == 0
    capsys.readouterr()
    before = contents(tmp_path)
    assert cli.main(["merge", TREND, "--draws", "64", "--own-framework", "--out", str(tmp_path)]) == 2
    told = capsys.readouterr()
    note, fault = told.err.splitlines()
    assert note.startswith("Hinweis: 64 ist nicht 1.024")
    assert fault.startswith("Fehler: 2 von 4 Teilen fehlen (Ziehungen 16-31 (")
    assert "48-63" in fault
    assert told.out == ""
    assert contents(tmp_path) == before


# draws of one run, and what stays


def test_a_run_of_one_draw_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", TREND, "--draw", "3", "--seed", "5", "--no-charts", "--out", str(tmp_path)]) == 0
    about = json.loads((tmp_path / f"{TREND}-draw-3-5" / "run.json").read_text(encoding="utf-8"))
    assert (about["draw"], about["seed"]) == (3, 5)
    assert "Ziehung 3, Startwert 5" in about["title"]["de"]
    assert "Ziehung 3" in capsys.readouterr().out
    assert cli.main(["run", TREND, "--no-charts", "--out", str(tmp_path)]) == 0
    about = json.loads((tmp_path / TREND / "run.json").read_text(encoding="utf-8"))
    assert (about["draw"], about["seed"]) == (None, None)


def test_a_run_of_one_draw_writes_that_draw_of_the_ensemble(tmp_path: Path) -> None:
    """To the last bit, from file to file; the seed of both is 1 where none is given."""
    assert cli.main(["run", TREND, "--draw", "3", "--no-charts", "--out", str(tmp_path)]) == 0
    assert ensemble(tmp_path, "--draws", "16") == 0
    rows = pd.read_csv(tmp_path / f"{TREND}-draw-3-1" / "tables/indicators.csv")
    one = rows[(rows["indicator"] == "total_co2e") & (rows["year"] == 2035)]["value"].item()
    assert figures(read(tmp_path / TREND / "ensemble"), "total_co2e_2035")[3] == one


def test_run_and_ensemble_leave_each_others_files(tmp_path: Path) -> None:
    assert ensemble(tmp_path, "--draws", "16") == 0
    drawn = contents(tmp_path)
    assert cli.main(["run", TREND, "--no-charts", "--out", str(tmp_path)]) == 0
    both = contents(tmp_path)
    assert both.items() >= drawn.items()
    assert f"{TREND}/results.xlsx" in both
    assert ensemble(tmp_path, "--draws", "16", "--seed", "2") == 0
    after = contents(tmp_path)
    assert {name: both[name] for name in both.keys() - drawn.keys()}.items() <= after.items()
    assert after[f"{TREND}/ensemble/run.json"] != drawn[f"{TREND}/ensemble/run.json"]


def test_two_scenarios_are_compared_in_the_same_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ensemble", TREND, DEFAULT, "--draws", "32", *QUICK, "--out", str(tmp_path)]
    assert cli.main(arguments) == 0
    folder = tmp_path / "compare" / f"ensemble-{TREND}--{DEFAULT}"
    told = pd.read_csv(folder / "tables/differences.csv")
    row = told[told["outcome"] == "total_co2e_2035"].iloc[0]
    assert (row["scenario"], row["against"], row["lower_probability"]) == (DEFAULT, TREND, 1.0)
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["scenarios"] == [TREND, DEFAULT]
    assert "niedriger in 100\u00a0% der Ziehungen" in capsys.readouterr().out


# faults


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ensemble", "--draws", "0"], "--draws: nötig ist eine ganze Zahl von 1 bis"),
        (["ensemble", "--draws", "x"], "--draws: nötig ist eine ganze Zahl von 1 bis"),
        (["ensemble", "--draws", "2.5"], "--draws: nötig ist eine ganze Zahl von 1 bis"),
        (["ensemble", "--workers", "0"], "--workers: nötig ist eine ganze Zahl von 1 bis 1024"),
        (["ensemble", "--seed", "-1"], "--seed: nötig ist eine ganze Zahl von 0 bis"),
        (["ensemble", "--shard", "4/3"], "--shard: '4/3' ist kein Teil; erlaubt ist k/N mit 1 ≤ k ≤ N"),
        (["ensemble", "--shard", "0/3"], "--shard: '0/3' ist kein Teil"),
        (["ensemble", "--shard", "x"], "--shard: 'x' ist kein Teil"),
        (["ensemble", TREND, TREND], "zwei Szenarien heißen 'trend'"),
        (["ensemble", "tredn"], "kein Szenario 'tredn'"), (["merge", "tredn"], "kein Szenario 'tredn'"),
        (["merge"], "es fehlt eine Angabe: klima2035 merge SZENARIO"),
        (["run", TREND, "--seed", "3"], "--seed gehört zu --draw K"),
        (["run", TREND, "--draw", "-1"], "--draw: nötig ist eine ganze Zahl von 0 bis"),
    ],
)  # fmt: skip
def test_bad_input_is_one_german_line_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    out = tmp_path / "out"
    assert cli.main([*arguments, "--out", str(out)]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "nvalid" not in told.err
    assert not out.exists()


def test_an_option_without_its_value_is_told_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ensemble", "--draws"]) == 2
    assert capsys.readouterr().err == "Fehler: bei --draws fehlt ein Wert oder steht einer zu viel\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_parts_that_cannot_be_written_end_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    assert ensemble(tmp_path) == 3
    assert capsys.readouterr().err.startswith("Nicht möglich: ")
