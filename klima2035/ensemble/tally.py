"""Parts of an ensemble added up: whatever the order in which they come, the result is the same to the bit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from klima2035.draws.design import REPLICATES
from klima2035.ensemble.histogram import Histogram
from klima2035.ensemble.job import Job, Part
from klima2035.ensemble.outcomes import Outcomes

Array = NDArray[np.float64]

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)  # quantiles that are told


@dataclass
class Tally:
    """What is known of a job so far: counts of paths, figures (headline, draw) and outcomes of every draw."""

    job: Job
    count: int
    histogram: Histogram | None = None
    figures: Array = field(default_factory=lambda: np.zeros((0, 0)))
    found: dict[str, NDArray[np.generic]] = field(default_factory=dict)

    def add(self, part: Part) -> None:
        """Add the draws of one part."""
        if not self.figures.size:
            self.figures = np.full((len(self.job.headlines), self.count), np.nan)
        self.figures[:, part.first : part.last] = part.figures
        self.histogram = part.histogram if self.histogram is None else self.histogram.joined(part.histogram)
        for name in Outcomes.__dataclass_fields__:
            values = getattr(part.outcomes, name)
            if name not in self.found:
                self.found[name] = np.zeros((values.shape[0], self.count), dtype=values.dtype)
            self.found[name][:, part.first : part.last] = values

    @property
    def outcomes(self) -> Outcomes:
        """Return the outcomes of every draw."""
        return Outcomes(**self.found)  # type: ignore[arg-type]  # arrays by the fields' names

    def bands(self) -> Array:
        """Return quantiles of every path, (path, year, share of SHARES)."""
        if self.histogram is None:
            raise ValueError("no part has been added")
        cells = self.histogram.quantiles(np.repeat(self.job.widths, len(self.job.years)), SHARES)
        return cells.reshape(len(self.job.keys), len(self.job.years), len(SHARES))


def probability(happens: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the share of draws in which something happens and its standard error from the replicates [1].

    Each replicate is a sample of its own; their shares, weighted by their draws, spread by the error.
    """
    count = len(happens)
    share = float(np.count_nonzero(happens)) / count
    parts = [happens[one::REPLICATES] for one in range(min(REPLICATES, count))]
    if count < 2 * REPLICATES:
        return share, float("nan")
    squares = [(len(part) / count * (np.count_nonzero(part) / len(part) - share)) ** 2 for part in parts]
    return share, float(np.sqrt(sum(squares) * REPLICATES / (REPLICATES - 1)))
