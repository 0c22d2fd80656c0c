"""The committed pages say what the model says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def test_the_balance_page_is_current() -> None:
    page = runpy.run_path(str(DOCS.parent / "tools" / "make_balance.py"))["text"]()
    committed = (DOCS / "balance-2017.md").read_text(encoding="utf-8")
    assert committed == page, "run: python tools/refresh.py"


@pytest.mark.parametrize("name", ["method.md", "data.md", "balance-2017.md"])
def test_links_between_pages_lead_somewhere(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for part in text.split("](")[1:]:
        target = part.split(")", 1)[0].split("#", 1)[0]
        if target and "://" not in target:
            assert (DOCS / target).exists(), target


def test_derived_milestones_are_current() -> None:
    path = DOCS.parent / "inputs" / "wuppertal" / "milestones.yaml"
    rewritten = runpy.run_path(str(DOCS.parent / "tools" / "derive_milestones.py"))["rewrite"](path)
    assert path.read_text(encoding="utf-8") == rewritten, "run: python tools/refresh.py"
