"""Writes what the sources of data ask for into THIRD_PARTY_NOTICES.md, from inputs/*/sources.csv: run by refresh.py."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "THIRD_PARTY_NOTICES.md"
START = "<!-- written by tools/make_notices.py from inputs/*/sources.csv and licences/data.csv -->\n"
NAMED = 4  # the first kinds of licences/data.csv ask for each source by name


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(text(), encoding="utf-8", newline="\n")


def text() -> str:
    """Return the page with its part on data made anew; ValueError where a licence has no row in licences/data.csv."""
    return PAGE.read_text(encoding="utf-8").partition(START)[0] + START + "\n" + _data()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _data() -> str:
    """Return a paragraph for each kind of licence, with the sources by name where it asks for them."""
    kinds = _rows(ROOT / "licences" / "data.csv")
    kind_of = {licence: row["kind"] for row in kinds for licence in row["licences"].split(" | ")}
    sources: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(ROOT.glob("inputs/*/sources.csv")):
        for row in _rows(path):
            if row["licence"] not in kind_of:
                raise ValueError(
                    f"{path.parent.name}, {row['key']}: add the licence '{row['licence']}' to licences/data.csv"
                )
            sources[kind_of[row["licence"]]].append(row)
    parts = []
    for position, row in enumerate(kinds):
        found = sources[row["kind"]]
        parts.append(f"### {row['kind']} (sources: {len(found)})\n\n{row['notice']}\n")
        if position < NAMED:
            parts.append(
                "".join(f"- {one['title']} ({one['url'] or 'no address'}, {one['retrieved']})\n" for one in found)
            )
    return "\n".join(parts)


if __name__ == "__main__":
    main()
