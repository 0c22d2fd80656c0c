"""What a console cannot show becomes readable, not a question mark, and no command fails over it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from klima2035 import messages, standins
from klima2035.complaints import COMPLAINTS

ROOT = Path(__file__).parents[1]
ENCODINGS = ("cp1252", "cp850", "cp437", "ascii", "latin-1")


@pytest.mark.parametrize(
    ("encoding", "text", "wanted"),
    [
        ("cp1252", "1,5 Mt CO₂e ≥ 3 m² – „Straße“ …", "1,5 Mt CO2e >= 3 m² – „Straße“ …"),
        ("cp850", "1,5 Mt CO₂e ≥ 3 m² – „Straße“ …", '1,5 Mt CO2e >= 3 m² - "Straße" ...'),
        ("ascii", "Maßnahmen über 5 € → nötig", "Massnahmen ueber 5 EUR -> noetig"),
        ("ascii", "u\u0308ber 1\u202f000", "uber 1 000"),
        ("ascii", "☃", "?"),
    ],
)
def test_signs_have_readable_stand_ins(encoding: str, text: str, wanted: str) -> None:
    assert text.encode(encoding, standins.NAME).decode(encoding) == wanted


def test_the_bytes_of_a_name_that_is_no_text_stay() -> None:
    name = os.fsdecode(b"gr\xfc\xdfe.yaml") if sys.getfilesystemencoding() == "utf-8" else "gr\udcfc\udcdfe.yaml"
    assert name.encode("ascii", standins.NAME) == b"gr\xfc\xdfe.yaml"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_sentence_of_the_program_can_be_read(encoding: str) -> None:
    said = [one for pair in messages._TEXTS.values() for one in pair]
    said += [one for complaint in COMPLAINTS.values() for part in complaint for one in part]
    said += (ROOT / "inputs" / "germany" / "labels.csv").read_text(encoding="utf-8").splitlines()
    for one in said:
        assert one.encode(encoding, standins.NAME).count(b"?") == one.count("?"), one


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
@pytest.mark.parametrize("arguments", [("list", "stress"), ("show", "gibt-es-nicht-₂")])
def test_a_console_of_another_encoding_is_no_reason_to_fail(encoding: str, arguments: tuple[str, ...]) -> None:
    told = {}
    for wanted in ("utf-8", encoding):
        done = subprocess.run(
            [sys.executable, "-m", "klima2035", *arguments], cwd=ROOT, capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": wanted},
        )  # fmt: skip
        coding = "utf-8" if wanted == "ascii" else wanted  # click takes ASCII for a slip and writes UTF-8
        told[wanted] = (done.returncode, (done.stdout + done.stderr).decode(coding))
    assert told[encoding][0] == told["utf-8"][0] == (0 if arguments[0] == "list" else 2)
    assert told[encoding][1].count("?") == told["utf-8"][1].count("?")
    assert "Traceback" not in told[encoding][1]


@pytest.mark.skipif(sys.platform == "win32", reason="a locale without a language is of POSIX")
def test_a_system_without_a_language_is_no_reason_to_fail() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    done = subprocess.run(
        [sys.executable, "-m", "klima2035", "list"], cwd=ROOT, capture_output=True, check=False, env=kept | plain
    )
    assert done.returncode == 0
    assert "Maßnahmen" in done.stdout.decode("utf-8")  # click takes ASCII for a slip and writes UTF-8
