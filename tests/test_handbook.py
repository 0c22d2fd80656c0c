"""The handbook: each snippet is run in the order of the text, in a folder made by ``init``; what it shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import handbook
import pytest

from klima2035 import cli, pipeline

TEXT = (Path(__file__).parents[1] / "docs" / "handbuch.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"```.*?```", re.DOTALL)
FIGURE = re.compile(r"(\d[\d.,]*\d|\d)(?: (?:Mio\.|Mrd\.))? ?(?:t\b|€|Mt\b|GWh/a)")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("handbuch")
    return handbook.play(TEXT, folder), folder


def test_the_handbook_shows_what_the_program_says(played: tuple[str, Path]) -> None:
    assert played[0] == TEXT, "run: python tools/refresh.py"


def test_every_file_of_the_handbook_is_sound(played: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = [path for path in played[1].iterdir() if path.is_dir()]
    monkeypatch.chdir(folder)
    files = [*Path("scenarios").rglob("*.yaml"), *Path("inputs").rglob("*.yaml")]
    assert len(files) > 40
    assert [str(fault) for faults in pipeline.validate_all(files).values() for fault in faults] == []


def test_figures_in_the_text_stand_in_an_output() -> None:
    shown = " ".join(BLOCKS.findall(TEXT))
    for figure in FIGURE.findall(BLOCKS.sub("", TEXT)):
        assert figure in shown, f"{figure}: no output of the handbook shows it"


def test_every_command_is_in_the_handbook() -> None:
    for name in cli.program.commands:
        assert f"klima2035 {name}" in TEXT, name
