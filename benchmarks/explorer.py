"""How fast the explorer is: page, moves, load and memory, with a real server and a real browser.

python benchmarks/explorer.py            all of it, about four minutes
python benchmarks/explorer.py moves load memory first
"""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

DEFAULT = "klimaneutral-2035"
MOVES, CLIENTS, SECONDS, CHANGES = 200, 50, 60, 10_000
MEASURES = ("heat-pumps", "e-cars", "rooftop-pv", "envelope-renovation", "public-transport", "freight")


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """Give the address and the process of a server in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "klima2035", "serve", "--no-browser", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield next(word for word in line.split() if word.startswith("http")), process.pid
        finally:
            process.terminate()
            process.wait(10)


def resident(process: int) -> float:
    """Return the memory of a process [MB]."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def family(process: int) -> float:
    """Return the memory of a process and those it started, shared pages counted once for each [MB]."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return resident(process) + sum(resident(int(child)) for child in children)


def said(what: str, values: list[float], unit: str) -> None:
    """Print median and 95th percentile of some values."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(f"{what:<46} median {statistics.median(ordered):8.1f}   95 % {high:8.1f}   most {ordered[-1]:8.1f} {unit}")


def setting(number: int) -> dict[str, object]:
    """Return one of many settings."""
    name = MEASURES[number % len(MEASURES)]
    return {
        "base": DEFAULT,
        "measures": {name: {"ambition": number // len(MEASURES) % 101, "start": 2026 + number % 3}},
    }


def first() -> None:
    """Measure the first load: bytes as sent, and the time until the first view is drawn."""
    with server() as (address, _):
        page = httpx.get(address)
        paths = [address + "assets/" + part.split('"')[0] for part in page.text.split("assets/")[1:]]
        sizes = [len(gzip.compress(httpx.get(path).content, 9)) for path in (address, *paths)]
        api = [len(gzip.compress(httpx.get(address + "api/start").content, 9))]
        print(f"{'first load, compressed':<46} page {sum(sizes) / 1e3:.0f} kB, data {sum(api) / 1e3:.0f} kB")
        times = []
        for _ in range(5):
            with browser() as tab:
                tab.goto(address)
                until(tab, READY)
                times.append(tab.evaluate("performance.getEntriesByName('klima:ready')[0].startTime"))
        said("page ready", times, "ms")


READY = "performance.getEntriesByName('klima:ready').length > 0"


def until(tab: Page, condition: str) -> None:
    """Wait until a condition holds in the page, whose policy lets nobody wait inside it."""
    while not tab.evaluate(condition):
        time.sleep(0.005)


@contextmanager
def browser() -> Iterator[Page]:
    """Give a page of a real browser."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found.new_page(viewport={"width": 1280, "height": 900})
        found.close()


def moves() -> None:
    """Measure 200 moves of a slider, one after the other, from the input event to the last chart drawn."""
    with server() as (address, _), browser() as tab:
        tab.goto(address)
        until(tab, READY)
        sliders = tab.locator("input[type=range]")
        for number in range(MOVES):
            slider = sliders.nth(number % min(sliders.count(), 10))
            before = int(tab.evaluate("document.documentElement.dataset.drawn || '0'"))
            slider.evaluate(
                "(one, value) => { one.value = value; one.dispatchEvent(new Event('input', {bubbles: true})); }",
                str(number * 37 % 97),
            )
            tab.wait_for_timeout(250)  # asking whether it is done would disturb what is measured
            until(tab, f"Number(document.documentElement.dataset.drawn || 0) > {before}")
        taken = tab.evaluate("performance.getEntriesByName('klima:move').map(one => one.duration)")
        calls = tab.evaluate(
            "performance.getEntriesByType('resource').filter(one => one.name.endsWith('api/view'))"
            ".map(one => [one.serverTiming[0].duration, one.responseEnd - one.requestStart])"
        )
        said(f"event to drawn, {len(taken)} moves", taken, "ms")
        said("of this the server", [one[0] for one in calls], "ms")
        said("of this the server and its line", [one[1] for one in calls], "ms")


def load() -> None:
    """Let 50 clients make a change a second each for a minute."""

    async def client(address: str, number: int, times: list[float], wrong: list[str]) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=30.0) as ask:
            await asyncio.sleep(number / CLIENTS)
            end = time.monotonic() + SECONDS
            turn = 0
            while time.monotonic() < end:
                begun = time.perf_counter()
                answer = await ask.post("/api/view", json=setting(number * 997 + turn * 13))
                times.append((time.perf_counter() - begun) * 1e3)
                if answer.status_code != 200:
                    wrong.append(answer.text)
                turn += 1
                await asyncio.sleep(max(0.0, 1.0 - (time.perf_counter() - begun)))

    async def all_of(address: str) -> tuple[list[float], list[str]]:
        times: list[float] = []
        wrong: list[str] = []
        await asyncio.gather(*(client(address, number, times, wrong) for number in range(CLIENTS)))
        return times, wrong

    with server() as (address, process):
        times, wrong = asyncio.run(all_of(address))
        said(f"{CLIENTS} clients, {SECONDS} s: {len(times)} answers", times, "ms")
        print(f"{'errors':<46} {len(wrong)}")
        print(f"{'memory after it':<46} {resident(process):.0f} MB")
        assert not wrong, wrong[:3]


async def later(address: str, number: int) -> list[tuple[str, float]]:
    """Ask for band and credit as the page does; return when each came."""
    async with httpx.AsyncClient(base_url=address, timeout=60.0) as ask:

        async def one(call: str) -> tuple[str, float]:
            (await ask.post(f"/api/{call}", json=setting(number))).raise_for_status()
            return call, time.perf_counter()

        return list(await asyncio.gather(one("band"), one("credit")))


def memory() -> None:
    """Make 10,000 changes one after the other; tell memory on the way, then with band and credit worked out."""
    with server() as (address, process), httpx.Client(base_url=address, timeout=30.0) as ask:
        ask.get("/api/start")
        print(f"{'memory at the start':<46} {resident(process):.0f} MB")
        served = []
        for number in range(CHANGES):
            begun = time.perf_counter()
            ask.post("/api/view", json=setting(number)).raise_for_status()
            served.append((time.perf_counter() - begun) * 1e3)
            if (number + 1) % (CHANGES // 5) == 0:
                print(f"{f'after {number + 1} changes':<46} {resident(process):.0f} MB")
        said("a change over the line", served, "ms")
        for round_ in ("first", "again"):
            begun = time.perf_counter()
            for call, taken in asyncio.run(later(address, 3 if round_ == "first" else 4)):
                print(f"{f'{call}, {round_}, both asked for at once':<46} {taken - begun:.1f} s")
        print(f"{'server and its other processes':<46} {family(process):.0f} MB")
        time.sleep(35.0)
        print(f"{'at rest again':<46} {family(process):.0f} MB")


PARTS: dict[str, Callable[[], None]] = {"first": first, "moves": moves, "load": load, "memory": memory}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
