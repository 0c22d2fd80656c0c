"""A milestone names a known indicator, and its limit has that indicator's dimension."""

from __future__ import annotations

from pathlib import Path

import pytest

from klima2035 import pipeline

FILE = Path(__file__).parents[1] / "inputs" / "wuppertal" / "milestones.yaml"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("indicator: pv_power", "indicator: pv_powr", "did you mean 'pv_power'?"),
        ("limit: 75.4 MW", "limit: 75.4 t/a", "'75.4 t/a' is emissions, pv_power is power"),
    ],
)
def test_a_wrong_indicator_or_unit_is_refused(old: str, new: str, told: str, tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "milestones.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    faults = [str(fault) for fault in pipeline.validate(path)]
    assert any(told in fault for fault in faults)
    assert len(faults) <= 2


def test_the_shipped_file_is_sound() -> None:
    assert pipeline.validate(FILE) == ()
