"""The text of a CSV file: read whole, as UTF-8, with plain line ends; what the reader of CSV complains of."""

from __future__ import annotations

import csv
from pathlib import Path

from klima2035 import digests, utf8
from klima2035.complaints import HIDDEN, Pair
from klima2035.errors import Fault, InputError, fault, shown

LARGEST = 4_000_000  # bytes of one table
CSV_PROBLEMS = {  # beginnings of what the reader says
    "unexpected end of data": "ein Anführungszeichen wird nicht geschlossen",
    "field larger": "eine Zelle ist zu lang",
    "',' expected": "nach einem Anführungszeichen fehlt das Komma",
    "line contains NUL": "ein Zeichen, das nicht erlaubt ist",
    "new-line character": "ein Zeilenende an falscher Stelle",
}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return digests.digest(path.read_bytes())


def text_of(path: Path, found: list[Fault]) -> str | None:
    """Return the text of a CSV file with plain line ends; None where it cannot be read, the fault is noted."""
    name = shown(path)
    if not path.is_file():  # a pipe or a device: reading it might never end
        found.append(fault(name, 1, 1, "not_a_file"))
        return None
    if path.stat().st_size > LARGEST:
        found.append(fault(name, 1, 1, "too_large", most=f"{LARGEST // 1_000_000} MB"))
        return None
    raw = path.read_bytes()
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):  # a disk that failed; newer readers let it pass
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        found.append(fault(name, line, 1, "not_csv", problem=csv_problem(csv.Error("line contains NUL"))))
        return None
    try:
        content = utf8.decoded(raw, name).replace("\r\n", "\n").replace("\r", "\n")
    except InputError as error:
        found.extend(error.faults)
        return None
    hidden = HIDDEN.search(content)
    if hidden is not None:
        line = content.count("\n", 0, hidden.start()) + 1
        found.append(fault(name, line, 1, "hidden_sign", name=path.name, sign=f"U+{ord(hidden[0]):04X}"))
        return None
    return content


def csv_problem(error: csv.Error) -> Pair:
    """Return what the reader of CSV says, in both languages."""
    words = str(error)
    german = next((text for start, text in CSV_PROBLEMS.items() if words.startswith(start)), words)
    return Pair(german, words)
