"""Notices of others' work are whole: every package, vendored file and source of data has its line."""

from __future__ import annotations

import csv
import re
import runpy
from pathlib import Path

import pytest
from releasing import licences, lock, package, wheelhouse
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
NOTICES = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")


def test_the_notices_of_data_are_current() -> None:
    assert runpy.run_path(str(ROOT / "tools" / "make_notices.py"))["text"]() == NOTICES, "run: python tools/refresh.py"


def test_each_source_whose_licence_asks_for_its_name_is_named() -> None:
    asked = 0
    for path in ROOT.glob("inputs/*/sources.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            if re.search("dl-de|CC BY|GeoNutzV|HiSim", row["licence"]):
                asked += 1
                assert f"- {row['title']} ({row['url']}" in NOTICES, row["key"]
    assert asked > 15


def test_a_licence_without_a_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "data.csv").write_bytes((ROOT / "licences" / "data.csv").read_bytes())
    (tmp_path / "inputs" / "x").mkdir(parents=True)
    (tmp_path / "inputs" / "x" / "sources.csv").write_text("key,title,url,licence,retrieved\nnew,N,,GPL,2026-01-01\n")
    made = runpy.run_path(str(ROOT / "tools" / "make_notices.py"))
    made["text"].__globals__.update(ROOT=tmp_path, PAGE=ROOT / "THIRD_PARTY_NOTICES.md")
    with pytest.raises(ValueError, match=r"x, new: add the licence 'GPL' to licences/data.csv"):
        made["text"]()


def test_each_package_of_the_lock_has_a_line() -> None:
    named = {re.sub(r"[-_.]+", "-", word.lower()) for word in re.findall(r"[\w.-]+", NOTICES.partition("## Apache")[0])}
    assert {one.name for one in lock.read(ROOT / "requirements.lock")} <= named


def test_vendored_files_and_texts_are_what_the_list_says() -> None:
    rows = {row["name"]: row for row in licences.rows(ROOT / "licences" / "vendored.csv")}
    assert all((ROOT / row["text"]).is_file() for row in rows.values() if row["text"])
    charts = rows["Apache ECharts"]
    told = (ROOT / "klima2035" / "explorer" / "page" / "vendor" / "README.md").read_text(encoding="utf-8")
    assert f"`{wheelhouse.sha256(ROOT / charts['file'])}`" in told
    assert f"# Apache ECharts {charts['version']}" in told
    for name in ("Apache ECharts", "DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern 10 Regular"):
        assert name in NOTICES


def test_the_citation_has_what_its_format_asks_for_and_this_version() -> None:
    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    known = {
        "cff-version",
        "message",
        "title",
        "authors",
        "type",
        "abstract",
        "license",
        "keywords",
        "version",
        "date-released",
    }
    assert cited.keys() <= known
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "software"
    assert all(author.keys() == {"name"} for author in cited["authors"])
    assert cited["version"] == package.version(ROOT)


def test_security_names_no_place_that_may_not_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "docs/safety.md" in text
    assert not re.search(r"https?://|@\w", text)
