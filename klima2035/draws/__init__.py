"""Random draws: which numbers are uncertain, one design for all of them, inputs with values by draw."""

from __future__ import annotations

from klima2035.draws.design import REPLICATES, Design
from klima2035.draws.drawn import Uncertain, draw, uncertain
from klima2035.draws.factors import NOT_DRAWN, REASONS

__all__ = ["NOT_DRAWN", "REASONS", "REPLICATES", "Design", "Uncertain", "draw", "uncertain"]
