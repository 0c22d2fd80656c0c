"""Write the limits of derived milestones anew from the scenarios that they come from.

Usage: python tools/derive_milestones.py [inputs/<city>/milestones.yaml]

Each milestone with ``origin: derived`` gets the value that its scenario reaches in its year, rounded to three
significant digits to the side that the scenario keeps, and the hash of that scenario's files. Run it after inputs,
measures or scenarios change.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from klima2035 import pipeline
from klima2035.errors import Fault, InputError
from klima2035.judging import judged_paths
from klima2035.milestone_files import Milestone
from klima2035.milestone_files import read as read_milestones
from klima2035.milestones.derive import rounded


def limit_of(milestone: Milestone) -> tuple[str, str]:
    """Return limit with unit and hash as they should stand in the file."""
    scenario = pipeline.load_scenario(milestone.scenario)
    computed = pipeline.compute(pipeline.assemble(pipeline.load_inputs(scenario.city), scenario))
    years, paths = judged_paths(computed)
    value = float(paths[milestone.indicator][years.index(milestone.year)])
    return f"{rounded(value, milestone.sense):.10g} {milestone.unit}", scenario.digest()


def rewrite(path: Path) -> str:
    """Return the file's text with derived limits and hashes renewed, everything else untouched."""
    text = path.read_text(encoding="utf-8")
    found: list[Fault] = []
    for milestone in read_milestones(path, found)[1].values():
        if milestone.origin != "derived":
            continue
        limit, digest = limit_of(milestone)
        pattern = re.compile(
            rf"(- id: {re.escape(milestone.id)}\n(?:    .*\n)*?    limit: ).*(\n(?:    .*\n)*?    hash: ).*"
        )
        text, changed = pattern.subn(rf"\g<1>{limit}\g<2>{digest}", text)
        if changed != 1:
            raise SystemExit(f"{path}: '{milestone.id}' needs the keys limit and hash, in this order")
    if found:
        raise InputError(found)
    return text


def main() -> None:
    """Rewrite the file named on the command line, or Wuppertal's."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "inputs/wuppertal/milestones.yaml")
    path.write_text(rewrite(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
