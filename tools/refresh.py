"""Write everything anew that is made from inputs, scenarios and schemas: run it after a change, commit the result.

    python tools/refresh.py

JSON Schema files, data packages, limits of derived milestones, what editors read (``schema``, ``.vscode``), the page
on the balance of 2017, notices of the sources, the outputs in the handbook. Tests fail where one of them is stale.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("klima2035.schemas", ("klima2035/schema",)),
    ("klima2035.datapackage", ("inputs/germany", "inputs/wuppertal")),
    ("tools/make_label_codes.py", ()),
    ("tools/derive_milestones.py", ("inputs/wuppertal/milestones.yaml",)),
    ("klima2035.workspace", ("inputs/wuppertal",)),
    ("tools/make_balance.py", ()),
    ("tools/make_notices.py", ()),
    ("tools/make_handbook.py", ()),
)


def main() -> None:
    """Run every step in order, each in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for step, arguments in STEPS:
        how = [str(ROOT / step)] if step.endswith(".py") else ["-m", step]
        paths = [str(ROOT / argument) for argument in arguments]
        subprocess.run([sys.executable, *how, *paths], check=True, env=environment, cwd=ROOT)  # noqa: S603


if __name__ == "__main__":
    main()
