"""The explorer as one file, opened from disk with the network off: the command line's numbers, and nothing loaded."""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import Tab, chromium
from playwright.sync_api import expect

from klima2035 import cli, groups, loading, pipeline
from klima2035.explorer import onefile
from klima2035.groups import Group
from klima2035.numbers import money, number
from klima2035.result import Result

pytestmark = pytest.mark.needs_program
DEFAULT = "klimaneutral-2035"
COMBINATIONS = 50
LARGEST = 3_000_000  # bytes


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mail") / "plan.html"
    assert cli.main(["explorer", DEFAULT, "--out", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def players() -> tuple[Group, ...]:
    scenario = loading.load_scenario(DEFAULT)
    return groups.load(groups.find("handlungsfelder"), scenario.library, scenario.measures)[0]


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f\s]+", " ", text).strip()


def of(players: tuple[Group, ...], on: dict[str, bool]) -> Result:
    """Return what the command line gives for the measures of the groups that are on."""
    scenario = loading.load_scenario(DEFAULT)
    kept = {name for group in players if on[group.name] for name in group.measures}
    chosen = tuple(active for active in scenario.measures if active.name in kept)
    return pipeline.run(replace(scenario, measures=chosen), loading.load_inputs("wuppertal"))


def wanted(result: Result) -> dict[str, str]:
    """Return the figures of a result as the page shows them."""
    frame = result.frames["indicators"].pick(indicator="total_co2e")
    total = float(frame.values[frame.at(2035), 0])
    rows = [
        row for row in result.tables["finance_by_year"].dicts()
        if (row["basis"], row["origin"]) == ("additional", "measures") and 2025 < row["year"] <= 2035
    ]  # fmt: skip
    line = [
        row for row in result.tables["city_line"].dicts()
        if row["payer"] == "city" and row["item"] in {"own", "gap"} and row["year"] <= 2035
    ]  # fmt: skip
    reached = [row["verdict"] for row in result.tables["milestones"].dicts()]
    return {
        "CO₂e": f"{number(total / 1e3, 0, 'de')} Tsd. t",
        "Mehrkosten": amount(sum(row["value_real"] for row in rows)),
        "Lücke": amount(sum(row["value_real"] for row in rows if row["funder"] == "gap")),
        "Stadt selbst": amount(sum(row["value_real"] for row in line)),
        "Meilensteine": f"{reached.count('reached')} von {len(reached) - reached.count('cannot_judge')}",
    }


def amount(value: float) -> str:
    return plain(money(value, "de"))


def shown(tab: Tab) -> dict[str, str]:
    out = {}
    for name in ("CO₂e", "Mehrkosten", "Lücke", "Stadt selbst", "Meilensteine"):
        value = tab.page.locator("dl.keys > div", has_text=name).locator("dd strong").first
        rest = plain(tab.page.locator("dl.keys > div", has_text=name).locator("dd").first.inner_text())
        out[name] = rest.replace("Warum?", "").replace("ansehen", "").strip()
        assert plain(value.inner_text()).split(" ")[0] in out[name]
    return out


def address(file: Path, on: dict[str, bool]) -> str:
    """Return the link that holds a combination, without compression."""
    state = {"v": 1, "lang": "de", "compare": None, "setting": {"groups": on}}
    packed = base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")
    return f"{file.as_uri()}#j.{packed}"


def test_the_file_shows_the_command_lines_numbers(file: Path, browser: Any, players: tuple[Group, ...]) -> None:
    tab = Tab(browser, file.as_uri(), offline=True)
    names = [group.name for group in players]
    chosen = random.Random(2035)  # noqa: S311 - no secret
    masks = [0, (1 << len(names)) - 1, *(chosen.randrange(1 << len(names)) for _ in range(COMBINATIONS - 2))]
    for mask in masks:
        on = {name: bool(mask >> i & 1) for i, name in enumerate(names)}
        tab.page.evaluate("link => { location.href = link; }", address(file, on))
        tab.page.wait_for_timeout(60)
        expected = wanted(of(players, on))
        for name, text in expected.items():
            place = tab.page.locator("dl.keys > div", has_text=name).locator("dd").first
            expect(place).to_contain_text(re.compile(re.escape(text).replace(r"\ ", r"\s")))
        assert shown(tab) == expected, [name for name in names if on[name]]
    tab.close()


def test_groups_are_switched_by_hand_and_by_keyboard(file: Path, browser: Any, players: tuple[Group, ...]) -> None:
    tab = Tab(browser, file.as_uri(), offline=True)
    on = {group.name: True for group in players}
    for group in players[:3]:
        box = tab.page.get_by_role("checkbox", name=group.title["de"])
        with tab.a_move():
            box.focus()
            tab.page.keyboard.press("Space")
        on[group.name] = False
    assert shown(tab) == wanted(of(players, on))
    tab.page.locator("h1").click()
    with tab.a_move():
        tab.page.keyboard.press("Control+z")
    assert shown(tab) == wanted(of(players, {**on, players[2].name: True}))
    tab.close()


def test_the_file_is_one_and_loads_nothing(file: Path, browser: Any) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST
    markup = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r'(?:src|href)="(?!#|data:)', markup)
    assert not re.search(r"<script[^>]* src", text)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "connect-src" not in policy[1]
    tab = Tab(browser, file.as_uri(), 360, offline=True)
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [url for url in tab.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    tab.close()


def test_the_file_is_accessible_and_speaks_english(file: Path, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only with a browser

    tab = Tab(browser, file.as_uri(), 1024, offline=True, bypass_csp=True)
    found = Axe().run(tab.page)
    assert found.violations_count == 0, found.generate_report()
    tab.page.get_by_role("button", name="English").click()
    expect(tab.page.locator("html")).to_have_attribute("lang", "en")
    expect(tab.page.get_by_role("checkbox", name="Insulate buildings")).to_be_visible()
    tab.close()


def test_the_same_scenario_gives_the_same_file(file: Path, tmp_path: Path) -> None:
    page, _, count = onefile.page(DEFAULT, "handlungsfelder", "de")
    assert page.encode() == file.read_bytes()
    assert count == 4096


def test_a_file_of_others_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "letter.html"
    foreign.write_text("<p>mine</p>", encoding="utf-8")
    assert cli.main(["explorer", "--out", str(foreign)]) == 2
    assert "klima2035" in capsys.readouterr().err
    assert foreign.read_text(encoding="utf-8") == "<p>mine</p>"
    for out in (tmp_path / "plan.pdf", tmp_path):
        assert cli.main(["explorer", "--out", str(out)]) == 2
    assert cli.main(["explorer", "trend", "--out", str(tmp_path / "t.html")]) == 2  # no measures to switch
    assert cli.main(["explorer", "klimaneutral-203", "--out", str(tmp_path / "t.html")]) == 2
    assert cli.main(["explorer", "--groups", "nix", "--out", str(tmp_path / "t.html")]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.html"]
