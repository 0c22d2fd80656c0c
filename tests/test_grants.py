"""Changes of funding in a scenario: each slip is refused at its place, each sound one becomes an overlay."""

from pathlib import Path

import pytest

from klima2035 import pipeline
from klima2035.case import Overlay
from klima2035.errors import InputError

HEAD = "schema: 1\nname: test\ntitle: {de: a, en: a}\nextends: klimaneutral-2035\nfunding:\n  "


def load(folder: Path, line: str):
    path = folder / "test.yaml"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    return pipeline.load_scenario(path)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("bund_beg_heatng: {ends: 2027}", "unknown_programme", 3),
        ("nrw_ebus: {pot: 3 km}", "wrong_dimension", 19),
        ("nrw_ebus: {rate: 3 MW}", "wrong_dimension", 20),
        ("nrw_ebus: {rate: 300 %}", "funding_bounds", 20),
        ("nrw_ebus: {pot: -3 EUR/a}", "funding_bounds", 19),
        ("nrw_ebus: {rate: -5 %}", "funding_bounds", 20),
        ("nrw_ebus: {}", "funding_nothing", 3),
        ("nrw_ebus: {rate: 0}", "no_unit", 20),
        ("nrw_ebus: {ends: 2030, from_year: 2028}", "funding_from_alone", 26),
        ("bund_eew: {resumes: 2030}", "funding_not_suspended", 23),
        ("nrw_ebus: {ends: 2024}", "funding_past", 20),
        ("all: {rate: 50 %, from_year: 2025}", "funding_past", 32),
    ],
)
def test_each_slip_is_refused_at_its_place(tmp_path: Path, line: str, code: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, line)
    assert [(one.code, one.line, one.column) for one in caught.value.faults] == [(code, 6, column)]


@pytest.mark.parametrize(
    ("line", "overlay"),
    [
        ("bund_beg_heating: {ends: 2027}", Overlay("bund_beg_heating", ends=2027, from_year=2026)),
        ("nrw_ebus: {resumes: 2028}", Overlay("nrw_ebus", resumes=2028, from_year=2026)),
        ("all: {rate: 50 %, from_year: 2030}", Overlay("all", rate=0.5, from_year=2030)),
        ("nrw_foeri_nah: {pot: 3 MEUR/a}", Overlay("nrw_foeri_nah", pot=3e6, from_year=2026)),
    ],
)
def test_a_sound_change_becomes_an_overlay(tmp_path: Path, line: str, overlay: Overlay) -> None:
    assert load(tmp_path, line).funding == (overlay,)
