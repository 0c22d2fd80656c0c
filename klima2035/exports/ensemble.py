"""``ensemble/``: tables, the draws as NetCDF, what it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from klima2035 import __version__
from klima2035.draws import NOT_DRAWN, REASONS, REPLICATES
from klima2035.draws.design import RUN
from klima2035.ensemble.outcomes import Outcomes
from klima2035.ensemble.run import Ensemble
from klima2035.ensemble.tally import SHARES
from klima2035.exports import tables
from klima2035.exports.manifest import json_text, manifest, place, write_json
from klima2035.exports.netcdf import Writer, say
from klima2035.labels import labels
from klima2035.result import Result, Table


def write(found: Ensemble, result: Result, told: Iterable[Table], folder: Path) -> list[Path]:
    """Write tables, ``ensemble.nc`` and ``run.json`` into a folder; result: the scenario as stated."""
    target = folder / "tables"
    target.mkdir()
    written = [tables.write_table(one, target) for one in told]
    about = described(found, result)
    return [*written, _netcdf(found, about, folder), write_json(about, folder / "run.json")]


def described(found: Ensemble, result: Result) -> dict[str, Any]:
    """Return what an ensemble was made of; no clock, host or path."""
    plan, job = found.plan, found.own.job
    about = manifest(result)
    return about | {
        "command": "ensemble",
        "version": __version__,
        "seed": plan.seed,
        "draws": plan.draws,
        "replicates": REPLICATES,
        "balanced": balanced(plan.draws),
        "factors": len(job.uncertain.names),
        "uncertain_rows": len(job.uncertain.rows),
        "frameworks": {name: dict(sorted(choices.items())) for name, choices in plan.frameworks.items()},
        "not_drawn": {key: REASONS[code] for key, code in sorted(NOT_DRAWN.items())},
        "files": {place(file): digest for file, digest in plan.scenario.files.items()},
    }


def balanced(count: int) -> bool:
    """Return whether draws fill each replicate with a power of two points, and whole runs of them."""
    points, rest = divmod(count, REPLICATES)
    return rest == 0 and points >= RUN and points & (points - 1) == 0


def _netcdf(found: Ensemble, about: dict[str, Any], folder: Path) -> Path:
    """Write every draw's headline figures and outcomes, and the quantiles of every path, by framework."""
    path = folder / "ensemble.nc"
    words = labels("en", {})
    with h5py.File(path, "w", track_order=True) as file:
        say(file, "Conventions", "CF-1.11")
        say(file, "run", json_text(about))
        writer, job = Writer(file, words), found.own.job
        writer.axis("year", job.years.astype(np.int32), "calendar year")
        writer.axis("draw", np.arange(found.plan.draws, dtype=np.int32), "draw of the design")
        writer.axis("quantile", np.array(SHARES), "share of draws below")
        writer.dimension("headline", len(job.headlines))
        writer.dimension("path", len(job.keys))
        writer.texts("headline_name", "headline", [one.code for one in job.headlines], "headline figure")
        writer.texts("headline_unit", "headline", [one.unit for one in job.headlines], "unit")
        for i, coord in enumerate(("indicator", "part", "unit")):
            writer.texts(f"path_{coord}", "path", [key[i] for key in job.keys], coord)
        writer.numbers("path_stated", ("path", "year"), job.stated, "", "value as stated")
        writer.numbers("path_width", ("path",), job.widths, "", "width of a bin of the histogram")
        for framework, tally in found.tallies.items():
            head = framework.replace("-", "_")
            writer.numbers(f"{head}_figures", ("headline", "draw"), tally.figures, "", "headline figures of every draw")
            bands = ("path", "year", "quantile")
            writer.numbers(f"{head}_bands", bands, tally.bands(), "", "quantiles of every path")
            for name in Outcomes.__dataclass_fields__:
                values = getattr(tally.outcomes, name)
                if values.shape[0]:
                    rows = writer.dimension(f"{name}_row", values.shape[0])
                    values = values.astype(np.int8) if values.dtype == np.bool_ else values
                    writer.numbers(f"{head}_{name}", (rows, "draw"), values, "", f"outcome of every draw: {name}")
    return path
