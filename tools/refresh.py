"""Write everything anew that is made from inputs, scenarios and schemas: run it after a change, commit the result.

    python tools/refresh.py

JSON Schema files, data packages, limits of derived milestones, the page on the balance of 2017. Tests fail
where one of them is stale.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("klima2035.schemas", ("klima2035/schema",)),
    ("klima2035.datapackage", ("inputs/germany", "inputs/wuppertal")),
    ("tools/derive_milestones.py", ("inputs/wuppertal/milestones.yaml",)),
    ("tools/make_balance.py", ()),
)


def main() -> None:
    """Run every step in order, from the top of the checkout."""
    sys.path.insert(0, str(ROOT))
    for step, arguments in STEPS:
        sys.argv = [step, *(str(ROOT / argument) for argument in arguments)]
        if step.endswith(".py"):
            runpy.run_path(str(ROOT / step), run_name="__main__")
        else:
            runpy.run_module(step, run_name="__main__")


if __name__ == "__main__":
    main()
