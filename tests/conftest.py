"""Shared fixtures: the city's inputs and computed scenarios, loaded once a session."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import counting
import pytest

from klima2035 import pipeline, workspace
from klima2035.inputs import Inputs
from klima2035.pipeline import Computed

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background of a shell: children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["KLIMA2035_LOG"] = ""  # tests leave no line in the log of whoever runs them

SHIPPED = ("trend", "klimaneutral-2035", "klimaneutral-2045", "programm-2021")


@cache
def computed_scenario(name: str) -> Computed:
    """Compute a shipped scenario beside its trend, once."""
    scenario = pipeline.load_scenario(name)
    return pipeline.compute(pipeline.assemble(pipeline.load_inputs(scenario.city), scenario))


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    return pipeline.load_inputs("wuppertal")


@pytest.fixture(params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Computed:
    return computed_scenario(request.param)


@pytest.fixture(scope="session")
def untouched_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace.init(str(tmp_path_factory.mktemp("counted") / "work")).path


@pytest.fixture
def work(untouched_work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder of one's own with the process in it."""
    shutil.copytree(untouched_work, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    counting.forget()
    yield tmp_path / "work"
    counting.forget()
