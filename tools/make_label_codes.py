"""Writes down the codes of the shipped labels, so that ``validate`` sees when one is misspelt."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "inputs" / "germany" / "labels.csv"
LIST = ROOT / "klima2035" / "schema" / "labels.txt"


def text() -> str:
    """Return the codes, one a line, in the order of the alphabet."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return "\n".join(sorted(row["code"] for row in csv.DictReader(lines))) + "\n"


if __name__ == "__main__":
    LIST.write_text(text(), encoding="utf-8", newline="\n")
