"""Two output folders compared: numbers by tolerance, everything else to the letter."""

from __future__ import annotations

from pathlib import Path

import compare_results
import pytest

TABLE = "year,verdict,value,unit\n2030,reached,100.0,t\n2035,missed,1e-20,t\n"


def folders(tmp_path: Path, first: str, second: str, name: str = "tables/a.csv") -> list[compare_results.Difference]:
    for side, text in (("first", first), ("second", second)):
        path = tmp_path / side / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return compare_results.compare(tmp_path / "first", tmp_path / "second")


@pytest.mark.parametrize(
    ("old", "new", "fails"),
    [
        ("", "", False),
        ("100.0", "100.0000000001", False),
        ("100.0", "100.001", True),
        ("1e-20", "3e-20", False),  # nothing beside 100 t
        ("100.0", "nan", True),
        ("100.0", "", True),
        ("missed", "reached", True),
        ("2030", "2031", True),
        ("unit", "units", True),
        ("2035,missed,1e-20,t\n", "", True),
    ],
)
def test_a_table_differs(tmp_path: Path, old: str, new: str, fails: bool) -> None:
    found = folders(tmp_path, TABLE, TABLE.replace(old, new) if old else TABLE)
    assert bool(compare_results.failures(found, 1e-9)) == fails


def test_the_largest_difference_is_told_with_its_place(tmp_path: Path) -> None:
    found = folders(tmp_path, TABLE, TABLE.replace("100.0", "101.0"))
    *lines, last = compare_results.told(found, 1e-9)
    assert lines == ["  9.9e-03  tables/a.csv  line 2, value: 100.0 | 101.0"]
    assert "1 files, 4 numbers: 0 files equal, largest relative difference 9.9e-03, 1 beyond" in last


def test_pages_are_compared_by_their_words(tmp_path: Path) -> None:
    page = "<html><style>a{}</style><svg><text>drawn</text></svg><p>0.83 Mt</p></html>"
    assert not compare_results.failures(folders(tmp_path / "1", page, page.replace("drawn", "else"), "x.html"), 0)
    assert compare_results.failures(folders(tmp_path / "2", page, page.replace("0.83", "0.84"), "x.html"), 0)


def test_a_missing_file_and_empty_folders_fail(tmp_path: Path) -> None:
    found = folders(tmp_path, TABLE, TABLE)
    (tmp_path / "second" / "tables" / "a.csv").unlink()
    assert compare_results.failures(compare_results.compare(tmp_path / "first", tmp_path / "second"), 1)
    assert not compare_results.failures(found, 0)
    assert compare_results.failures([], 1)
