"""The page's files: modules that join by one rule, words in both languages, a library as it was published."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from klima2035.explorer import assets

PAGE = assets.FOLDER
MODULES = sorted(PAGE.glob("*.js"))
TEXT = {path.name: path.read_text(encoding="utf-8") for path in MODULES}
DECLARED = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
FORBIDDEN = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", 'setAttribute("style"',
    "http://", "localStorage", "sessionStorage", "document.cookie", "navigator.sendBeacon", "XMLHttpRequest",
)  # fmt: skip
OURS = 'fetch("api/" + path'


@pytest.mark.parametrize("name", sorted(TEXT))
def test_modules_keep_the_rule_that_joins_them(name: str) -> None:
    text = TEXT[name]
    for line in text.splitlines():
        if line.startswith(("import", "export")):
            whole = assets._IMPORT.match(line + "\n") or assets._EXPORT.match(line)
            assert whole, line
    for names, other in assets._IMPORT.findall(text):
        known = set(DECLARED.findall(TEXT[other]))
        assert {one.strip() for one in names.split(",")} <= known, f"{name} imports {names} of {other}"
    assert "export default" not in text
    assert "import(" not in text


def test_names_are_unique_over_all_modules() -> None:
    found = Counter(name for text in TEXT.values() for name in DECLARED.findall(text))
    assert [name for name, count in found.items() if count > 1] == []


def test_every_module_is_part_of_the_page() -> None:
    script = assets.script()
    assert not re.search(r"^(?:import|export) ", script, re.MULTILINE)
    for name, text in TEXT.items():
        for declared in DECLARED.findall(text):
            assert re.search(rf"^(?:async )?(?:function|const|let|class) {declared}\b", script, re.MULTILINE), name


@pytest.mark.parametrize("name", sorted(TEXT))
def test_nothing_in_a_module_breaks_out_of_the_page(name: str) -> None:
    text = TEXT[name]
    assert [word for word in FORBIDDEN if word in text] == []
    assert text.count("fetch(") == text.count(OURS)  # no call but our own


def test_modules_in_a_circle_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text('import {a} from "./a.js";\nexport const b = 1;\n', encoding="utf-8")
    (tmp_path / "a.js").write_text('import {b} from "./main.js";\nexport const a = 1;\n', encoding="utf-8")
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"main\.js -> a\.js -> main\.js"):
        assets.script()


def test_the_joined_script_is_sound() -> None:
    program = shutil.which("node")
    if program is None:
        pytest.skip("node is not installed: the script is checked in the browser alone")
    done = subprocess.run([program, "--check", "-"], input=assets.script(), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_word_is_there_in_both_languages_and_used() -> None:
    text = TEXT["words.js"]
    table = text.split("export const WORDS = {", 1)[1].split("\n};", 1)[0]
    words = dict(re.findall(r"^  (\w+): (\{de: .*\}),$", table, re.MULTILINE))
    assert len(words) > 200
    for key, both in words.items():
        found = re.fullmatch(r'\{de: "((?:[^"\\]|\\.)*)", en: "((?:[^"\\]|\\.)*)"\}', both)
        assert found is not None, both
        de, en = found.groups()
        assert de, key
        assert en, key
        assert sorted(re.findall(r"\{\w+\}", de)) == sorted(re.findall(r"\{\w+\}", en)), key
    code = "\n".join([*(one for name, one in TEXT.items() if name != "words.js"), assets.template()])
    asked = set(re.findall(r'\bsay\("(\w+)"', code)) | set(re.findall(r'data-say="(\w+)"', code))
    asked = {key for key in asked if not key.endswith("_")}  # such as v_ and a verdict behind it
    assert asked <= set(words), asked - set(words)
    made = tuple(re.findall(r'\bsay\("(\w+_)" \+', code))
    unused = [key for key in words if not key.startswith(made) and not re.search(rf"\b{key}\b", code)]
    assert [key for key in unused if key not in text.split("export function", 1)[1]] == []


def test_the_page_has_no_inline_style_or_handler() -> None:
    page = assets.template()
    assert not re.search(r"\sstyle=|\son\w+=|<script|javascript:", page)
    assert page.count("<h1") == 1


def test_the_library_is_the_one_that_was_published() -> None:
    told = (PAGE / "vendor" / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(assets.CHARTS.read_bytes()).hexdigest() in told
    for word in ("6.1.0", "Apache", "NOTICE"):
        assert word.lower() in told.lower()


def test_the_same_files_give_the_same_bytes() -> None:
    first, second = assets.site(), assets.site()
    assert {path: one.packed for path, one in first.items()} == {path: one.packed for path, one in second.items()}
