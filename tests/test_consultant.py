"""A scenario that was written with the handbook alone: three new measures, one override, a later oil exit.

The files lie as they were written, in a folder made by ``init``; they were right at the first ``validate``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from klima2035 import cli, pipeline
from klima2035.sectors import LEVERS

WRITTEN = Path(__file__).parent / "consultant"
NEW = ("busangebot-stufenplan", "oeffentliche-gebaeude-weiter", "schwammstadt-quartiere")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert cli.main(["init", str(tmp_path / "klima")]) == 0
    shutil.copytree(WRITTEN, tmp_path / "klima", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "klima")
    return tmp_path / "klima"


def test_the_files_are_right_without_a_note(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    files = [path.relative_to(WRITTEN).as_posix() for path in sorted(WRITTEN.rglob("*.yaml"))]
    assert len(files) == 4
    assert cli.main(["validate", *files]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines() == [f"{file}: in Ordnung" for file in files]


def test_the_scenario_does_what_its_writer_meant(folder: Path) -> None:
    own, parent = (pipeline.load_scenario(name) for name in ("haeuser-und-wege", "klimaneutral-2035"))
    running = {one.name: one for one in own.measures}
    assert set(NEW) <= set(running)
    assert "public-transport" not in running
    assert [one.id for one in own.milestones] == [*(one.id for one in parent.milestones), own.milestones[-1].id]
    made, other = (
        pipeline.compute(pipeline.assemble(pipeline.load_inputs("wuppertal"), one)).assembled for one in (own, parent)
    )
    years = made.case.years.tolist()

    def path(assembled: pipeline.Assembled, lever: str, year: int) -> float:
        return float(assembled.levers.paths[lever][years.index(year), pipeline.SCENARIO])

    assert {"oil_heating_allowed", "unsealed_area"} <= {lever.name for lever in LEVERS}
    assert (path(made, "oil_heating_allowed", 2029), path(made, "oil_heating_allowed", 2030)) == (1.0, 0.0)
    assert path(other, "oil_heating_allowed", 2027) == 0.0
    assert path(made, "early_replacement_oil", 2032) == pytest.approx(path(other, "early_replacement_oil", 2029))
    assert path(made, "heat_pump_share_nonresidential", 2035) == pytest.approx(0.75)
    assert path(made, "renovation_rate_municipal", 2034) == pytest.approx(0.05)
    assert path(made, "public_transport_supply", 2030) / path(other, "public_transport_supply", 2017) == pytest.approx(
        (1.15 + 1.28) / 2, rel=0.1
    )
    more = path(made, "unsealed_area", 2035) - path(other, "unsealed_area", 2035)
    assert more == pytest.approx(30_000.0)
