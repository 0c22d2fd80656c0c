"""A real server and a real browser for the tests of the explorer: what a page asked for and complained of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
READY = "performance.getEntriesByName('klima:ready').length > 0"
DRAWN = "Number(document.documentElement.dataset.drawn || 0)"
PATIENCE = 20.0  # seconds


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """Give the address of a server that was started in a folder as a user starts it."""
    command = [sys.executable, "-m", "klima2035", "serve", "--no-browser", "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = next((word for word in line.split() if word.startswith("http")), None)
            assert found is not None, line
            yield found
        finally:
            process.terminate()
            process.communicate(timeout=10)
        complaints.seek(0)
        told = complaints.read()
        assert "Traceback" not in told, told


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a browser; the test is skipped where there is none."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: the page cannot be looked at in a browser")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with a browser

    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield made
        made.close()


class Tab:
    """One page of the explorer: nothing it asks for elsewhere and nothing it complains of goes unseen."""

    def __init__(
        self,
        browser: Any,
        address: str,
        width: int = 1280,
        prepare: Callable[[Any], None] | None = None,
        **context: Any,
    ) -> None:
        self.address = address
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE / 2 * 1e3)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", lambda one: self._heard(one.type, one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        if prepare is not None:
            prepare(self.page)
        self.page.goto(address, timeout=60_000)  # one file holds every combination
        self.until(READY)

    def _heard(self, kind: str, text: str) -> None:
        """Keep a complaint; that an answer was a refusal is no mistake of the page."""
        if kind in {"error", "warning"} and "status of 4" not in text:
            self.complaints.append(text)

    def until(self, condition: str) -> None:
        """Wait until a condition holds in the page, whose policy lets nobody wait inside it."""
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, f"{condition} does not come true; {self.complaints}"
            time.sleep(0.01)

    @contextmanager
    def a_move(self) -> Iterator[None]:
        """Do something and wait until the charts are drawn anew."""
        before = self.page.evaluate(DRAWN)
        yield
        self.until(f"{DRAWN} > {before}")

    def close(self) -> None:
        """Close the page; nothing may have been asked for elsewhere, no mistake may have been made."""
        home = self.address.split("#", 1)[0]
        foreign = [url for url in self.asked if not url.startswith((home, "data:", "blob:"))]
        self.context.close()
        assert not foreign
        assert not self.complaints
