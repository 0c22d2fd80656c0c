"""How files of an earlier format become files of the current one: one step for each format.

A step is a function that revises a ``Tree``: ``STEPS[1]`` will lead from format 1 to format 2. A new one is a
module ``from_1`` beside ``from_0`` and its line here; then ``schemas.VERSION`` is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from klima2035.upgrades import from_0
from klima2035.upgrades.tree import Change, Tree

STEPS: Mapping[int, Callable[[Tree], None]] = {0: from_0.apply}
CURRENT = max(STEPS) + 1  # the format that the steps lead to

__all__ = ["CURRENT", "STEPS", "Change", "Tree"]
