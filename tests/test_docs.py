"""The committed pages say what the model says."""

from __future__ import annotations

import ast
import re
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


def known_names() -> set[str]:
    """Return every module of the package and every function, class and name in it, with and without its module."""
    package, found = DOCS.parent / "klima2035", set()
    for path in package.rglob("*.py"):
        parts = [part for part in path.relative_to(package).with_suffix("").parts if part != "__init__"]
        own = {".".join(parts[i:]) for i in range(len(parts))}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
            if isinstance(node, ast.ClassDef):
                names += [f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)]
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
            found |= {*names, *(f"{module}.{name}" for module in own for name in names)}
        found |= own
    return found


def test_the_method_names_functions_that_exist() -> None:
    text = (DOCS / "method.md").read_text(encoding="utf-8")
    brackets = re.findall(r"\[([^\]]*`[^\]]*)\](?!\()", text)
    named = {name for part in brackets for name in re.findall(r"`([\w.]+)`", part)}
    named |= set(re.findall(r"\s{2,}\S.*\s{2,}\(([a-z_]+(?:\.[a-z_]+)?)\)$", text, re.MULTILINE))
    assert len(named) > 60
    assert sorted(named - known_names()) == []


def test_the_architecture_names_modules_and_functions_that_exist() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (DOCS.parent / "klima2035").rglob("*.py")}
    named = {name for name in re.findall(r"\b([a-z_]+\.[A-Za-z_]+)\b", text) if name.split(".")[0] in modules}
    files = {name for name in named if name.endswith((".csv", ".yaml", ".md", ".py", ".js", ".json", ".zip"))}
    assert len(named - files) > 15
    assert sorted(named - files - known_names()) == []


def test_the_readme_fits_a_screen_and_leads_somewhere() -> None:
    root = DOCS.parent
    text = (root / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70
    for command in ("python3 klima.py run", "python3 klima.py test", "py klima.py run", "py klima.py test"):
        assert command in text
    for name in re.findall(r"`((?:docs|inputs|scenarios)/[\w./-]+|[A-Z_]+\.md|requirements\.lock)`", text):
        assert (root / name).exists(), name
    for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (root / target).exists(), target
