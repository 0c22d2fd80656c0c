"""``klima2035 serve``: what it refuses before it starts, and many users at once."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from browsing import ROOT, serving
from exploring import DEFAULT

from klima2035 import cli
from klima2035.commands import serve


def test_a_scenario_is_given_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "scenarios/trend.yaml", "--no-browser"]) == 2
    assert "klima2035 list" in capsys.readouterr().err
    assert cli.main(["serve", "klimaneutral-235", "--port", "0", "--no-browser"]) == 2
    assert "klimaneutral-2035" in capsys.readouterr().err


def test_another_address_needs_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104 - refused
    told = capsys.readouterr().err
    assert "--token" in told
    suggested = told.split("--token ")[-1].split()[0]
    assert serve.TOKEN.fullmatch(suggested)  # what it suggests, it takes


@pytest.mark.parametrize("token", ["", "short", "with spaces in it, long enough", "ü" * 20])
def test_a_bad_token_is_refused(token: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--token", token]) == 2
    assert "16" in capsys.readouterr().err


def test_a_host_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--host", "no such host", "--token", "a" * 20, "--no-browser"]) == 2
    assert "no such host" in capsys.readouterr().err


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert cli.main(["serve", "--port", str(taken.getsockname()[1]), "--no-browser", "--lang", "en"]) == 3
    assert "--port 0" in capsys.readouterr().err


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda _: None)
    assert cli.main(["serve"]) == 3
    assert "klima2035[web]" in capsys.readouterr().err


def test_ctrl_c_ends_it_without_a_word_of_error(tmp_path: Path) -> None:
    arguments = "['serve', '--no-browser', '--port', '0']"
    listens = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # whoever started the tests
    program = f"{listens}\nimport sys\nfrom klima2035.cli import main\nsys.exit(main({arguments}))"
    command = [sys.executable, "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
    assert httpx.get(address).status_code == 200
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Beendet" in said
    assert not complaint


def test_many_users_at_once_get_their_own_answers(tmp_path: Path) -> None:
    async def user(address: str, number: int) -> list[float]:
        out = []
        async with httpx.AsyncClient(base_url=address, timeout=60.0) as ask:
            for turn in range(4):
                change = {"ambition": number * 4 + turn}
                answer = await ask.post("/api/view", json={"base": DEFAULT, "measures": {"e-cars": change}})
                assert answer.status_code == 200, answer.text
                out.append(answer.json()["series"]["cars/battery"][-1])
        return out

    async def everybody(address: str) -> list[list[float]]:
        return list(await asyncio.gather(*(user(address, number) for number in range(20))))

    with serving(tmp_path) as address:
        found = [value for values in asyncio.run(everybody(address)) for value in values]
    assert found == sorted(found)  # the more ambition, the more cars: nobody got another one's answer
    assert len(set(found)) > 70
