"""Write the outputs in the handbook anew: run it after inputs, scenarios or messages change.

    python tools/make_handbook.py

Every file and command of ``docs/handbuch.md`` is played in a fresh working folder (``tests/handbook.py``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "handbuch.md"
sys.path.insert(0, str(ROOT / "tests"))


def main() -> None:
    """Play the handbook and write it back."""
    import handbook  # noqa: PLC0415 - lies beside the tests that use it

    with tempfile.TemporaryDirectory() as folder:
        text = handbook.play(PAGE.read_text(encoding="utf-8"), Path(folder))
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
