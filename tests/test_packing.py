"""The packed numbers: every half step comes back, in Python and in the page's own reader."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klima2035.explorer import packing
from klima2035.explorer.packing import COUNT, ENERGY, EURO, SERIES, TONNES, TOTALS, Combinations, Judged, Step
from klima2035.groups import Group

PAGE = Path(packing.__file__).parent / "page"
NODE = shutil.which("node")
YEARS = tuple(range(2017, 2031))
GROUPS = tuple(Group(f"group-{i}", {"de": f"Gruppe {i}", "en": f"Group {i}"}, (f"measure-{i}",)) for i in range(6))
START = {"groups": [{"name": group.name} for group in GROUPS], "words": {"gap": {"de": "Lücke", "en": "Gap"}}}
BASE = {"name": "plan", "history": {"co2e": [1.5, None]}}


def milestone(name: str, **told) -> dict:
    common = {"id": name, "year": 2030, "sense": "at_most", "limit": 5e4, "unit": "t/a", "indicator": "co2e"}
    told = {"origin": "decided", "series": None, **told}
    return {**common, "title": {"de": name, "en": name}, "source": {"de": "Rat", "en": "council"}, **told}


def invented(seed: int = 1) -> Combinations:
    """Return numbers of every order of size and sign, some of them on boundaries."""
    draw = np.random.default_rng(seed)
    count, later = 1 << len(GROUPS), len(YEARS) - 9
    values = draw.normal(0.0, 1.0, (count, len(SERIES), later)) * 10.0 ** draw.integers(-3, 8, (len(SERIES), 1))
    values[:, 1] = draw.integers(-40, 40, (count, later)) * 50.0
    values[:, 2] = 0.0
    values[:, 10] = draw.integers(0, 4000, (count, later)) / 20.0
    states = [[*state, "modelled", None] for state in (("reached", 2029), ("at_risk", None), ("missed", None))]
    judged = (
        Judged(milestone("known", states=[["reached", 2024, "actual", 7.0]]), np.zeros(count, dtype=np.int64)),
        Judged(milestone("path", series="co2e", states=states), draw.integers(0, 3, count)),
        Judged(milestone("unknown", sense="at_least", states=states[:2]), draw.integers(0, 2, count)),
    )
    return Combinations(
        "0123456789ab", GROUPS, YEARS, 2025, 2030, 2025, {"de": "nach BISKO", "en": "after BISKO"}, values,
        draw.normal(1e5, 1e4, (len(SERIES), 9)), draw.normal(0.0, 1e9, (count, len(TOTALS))), judged,
    )  # fmt: skip


def every(found: Combinations, mask: int) -> np.ndarray:
    """Return all numbers that the page shows of one combination: series by series, then totals."""
    series = [packing.shown(packing.half_steps(np.concatenate([found.before[i], found.values[mask, i]]), one.step),
                            one.step) for i, one in enumerate(SERIES)]  # fmt: skip
    return np.concatenate([*series, packing.shown(packing.half_steps(found.totals[mask], EURO), EURO)])


def rounded(value: float, step: Step) -> Decimal:
    return (Decimal(repr(value)) * step.per / step.times).quantize(Decimal(1), ROUND_HALF_UP)


@given(st.floats(0.0, 1e10), st.sampled_from([TONNES, ENERGY, EURO, COUNT]))
def test_a_shown_value_has_the_digits_of_the_value_and_all_coarser_ones(value, step):
    found = float(packing.shown(packing.half_steps(np.array([value]), step), step)[0])
    for coarser in (1, 10, 100, 10**6):
        each = Step(step.times * coarser, step.per)
        assert rounded(found, each) == rounded(value, each)


@pytest.mark.parametrize(
    ("value", "step", "told"),
    [(0.0, EURO, 0.0), (-1e-9, EURO, 0.0), (612_449.9, TONNES, 612_400.0), (612_450.0, TONNES, 612_475.0),
     (612_500.0, TONNES, 612_500.0), (612_949.0, TONNES, 612_900.0), (123.45, ENERGY, 123.475),
     (123.5, ENERGY, 123.5), (-612_449.9, TONNES, -612_400.0), (5000.0, EURO, 10_000.0)],
)  # fmt: skip
def test_values_on_and_beside_boundaries(value, step, told):
    assert packing.shown(packing.half_steps(np.array([value]), step), step)[0] == pytest.approx(told, abs=1e-9)


def test_boundaries_are_those_where_a_digit_changes():
    values = np.array([0.4, 5_000.0, 10_000.0, 49_999.0, 100_000.0, 15_002.0, 500_000.5, -5_001.0])
    near = [False, True, False, True, False, False, True, True]
    assert packing.is_near(values, EURO, 1.0).tolist() == near


@pytest.mark.parametrize("seed", [1, 2])
def test_every_half_step_comes_back(seed):
    found = invented(seed)
    told = packing.unpacked(packing.packed(found, START, BASE))
    for i, one in enumerate(SERIES):
        assert (told.blocks[i] == packing.half_steps(found.values[:, i], one.step)).all()
    assert (told.blocks[len(SERIES)] == packing.half_steps(found.totals, EURO)).all()
    states = np.stack([one.state for one in found.milestones[1:]], axis=1)
    assert (told.blocks[len(SERIES) + 1] == states).all()
    assert told.header["start"] == START
    assert told.header["base"] == BASE


def test_the_text_is_the_same_each_time_and_plain_ascii():
    text = packing.packed(invented(), START, BASE)
    assert text == packing.packed(invented(), START, BASE)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def test_groups_that_act_alone_take_hardly_any_room():
    found, count = replace(invented(), milestones=()), 1 << len(GROUPS)
    member = np.arange(count)[:, np.newaxis] >> np.arange(len(GROUPS)) & 1
    effect = np.random.default_rng(3).normal(0.0, 1e6, (len(GROUPS), found.values[0].size))
    alone = (member @ effect).reshape(found.values.shape)
    mixed = np.random.default_rng(4).permuted(alone, axis=0)
    sizes = [len(packing.packed(replace(found, values=values), {}, {})) for values in (alone, mixed)]
    assert sizes[0] < 0.4 * sizes[1]


def test_the_page_module_keeps_to_its_style():
    text = (PAGE / "packed.js").read_text(encoding="utf-8")
    tops = [line for line in text.splitlines() if line and not line.startswith((" ", "//", "}"))]
    names = [line.replace("export ", "").replace("async ", "").removeprefix("function ").split("(")[0] for line in tops]
    assert all(name.startswith(("packed", "openPacked")) for name in names)
    assert [line for line in tops if line.startswith("export")] == ["export async function openPacked(text) {"]
    assert not any(word in text for word in ("import", "eval(", "innerHTML", "fetch"))


SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
import { openPacked } from "./packed.mjs";
const source = await openPacked(readFileSync(process.argv[2], "utf8") + "\\n");
const start = await source.start();
const names = start.groups.map((group) => group.name);
const numbers = [];
const told = [];
for (let mask = 0; mask < 2 ** names.length; mask += 1) {
  const groups = Object.fromEntries(names.map((name, bit) => [name, Boolean((mask >> bit) & 1)]));
  const view = await source.view({ groups });
  for (const values of Object.values(view.series)) numbers.push(...values);
  numbers.push(...Object.values(view.totals));
  told.push(view.milestones);
}
writeFileSync(process.argv[3], Buffer.from(Float64Array.from(numbers).buffer));
const { series, ...view } = await source.view({ groups: { nonsense: false, __proto__: null } });
const [base, keys] = [await source.base({}), Object.keys(series)];
console.log(JSON.stringify({ live: source.live, start, base, told, view, keys }));
"""


def in_node(folder: Path, text: str) -> tuple[dict, np.ndarray]:
    """Return what the page's reader makes of a text: what it tells, and the numbers of all combinations."""
    shutil.copy(PAGE / "packed.js", folder / "packed.mjs")
    (folder / "all.mjs").write_text(SCRIPT, encoding="utf-8")
    (folder / "packed.txt").write_text(text, encoding="ascii")
    command = [str(NODE), "all.mjs", "packed.txt", "numbers.bin"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return json.loads(done.stdout), np.fromfile(folder / "numbers.bin")


@pytest.mark.needs_program
@pytest.mark.skipif(NODE is None, reason="node is not there")
def test_the_page_reads_the_same_numbers(tmp_path):
    found = invented()
    told, numbers = in_node(tmp_path, packing.packed(found, START, BASE))
    expected = [every(found, mask) for mask in range(1 << len(GROUPS))]
    assert (numbers.reshape(len(expected), -1) == expected).all()
    assert (told["live"], told["start"], told["base"]) == (False, START, BASE)
    assert told["keys"] == [one.key for one in SERIES]
    whole = told["view"]
    assert whole["milestones"] == told["told"][-1]  # groups that a setting does not name are on
    assert whole["digest"] == "0123456789ab"
    assert (whole["years"], whole["as_of"], whole["horizon"]) == (list(YEARS), 2025, 2030)


@pytest.mark.needs_program
@pytest.mark.skipif(NODE is None, reason="node is not there")
def test_the_page_tells_milestones(tmp_path):
    found = invented()
    told, _ = in_node(tmp_path, packing.packed(found, START, BASE))
    for mask, (known, path, unknown) in enumerate(told["told"]):
        assert (known["value"], known["verdict"], known["met_in"]) == (7.0, "reached", 2024)
        value = packing.shown(packing.half_steps(found.values[mask, :1, -1], TONNES), TONNES)[0]
        assert path["value"] == value
        assert path["gap"] == value - 5e4
        state = found.milestones[1].told["states"][found.milestones[1].state[mask]]
        assert [path["verdict"], path["met_in"], path["evidence"]] == state[:3]
        assert (unknown["value"], unknown["gap"]) == (None, None)
        assert "states" not in path
        assert "series" not in path
