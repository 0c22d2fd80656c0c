"""The files that a scenario uses: their names, their hashes, and which of them do not decide the result."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from klima2035 import chain as chains
from klima2035 import monitoring
from klima2035.errors import shown
from klima2035.inputs import Inputs, remembered
from klima2035.measures import Library
from klima2035.tables import digest
from klima2035.yamlfile import Document

Used = Mapping[str, tuple[str, Path]]  # SHA-256 and place of each file, by name


def of_scenario(chain: chains.Chain, library: Library, milestone_file: Document | None, tables: Used) -> Used:
    """Return every file that a scenario uses, in order of names."""
    city = f"inputs/{chain.city}"
    named = [(chains.label(document, "scenarios"), document) for document in chain.documents]
    named += [(chains.label(document, "scenarios/framework"), document) for document in chain.framework_files]
    named += [(f"{city}/measures/{name}.yaml", one.document) for name, one in library.measures.items()]
    if milestone_file is not None:
        named.append((f"{city}/milestones.yaml", milestone_file))
    files = {name: (document.digest, document.path.absolute()) for name, document in named}
    return dict(sorted({**files, **tables}.items()))


def of_tables(inputs: Inputs) -> Used:
    """Return the tables of a city."""
    return {_name(path): (digest(path), path.absolute()) for path in inputs.files}


def _name(path: Path) -> str:
    """Return the name of a table among the files used, such as ``inputs/city/monitoring/transport.csv``."""
    folders = path.parts[-3:-1] if path.parent.name == monitoring.FOLDER else path.parts[-2:-1]
    return "/".join(("inputs", *folders, path.name))


@remembered(8)
def beside(inputs: Inputs) -> frozenset[str]:
    """Return the files that do not decide a path: milestones, states of measures, counts."""
    states = {row.file for row in inputs.records.get("measure_status", ())}
    counts = [path for path in inputs.files if path.parent.name == monitoring.FOLDER or shown(path) in states]
    return frozenset([f"inputs/{inputs.city}/milestones.yaml", *(_name(path) for path in counts)])


@remembered(8)
def counted(inputs: Inputs, as_of: int) -> tuple[str, ...]:
    """Return what does decide a path among the counts: values of the framework up to ``as_of``."""
    return tuple(sorted(
        f"{row.key} {row.year} {row.value!r}"
        for name in monitoring.framework_indicators() if "actual" in inputs.points.get(name, {})
        for row in inputs.points[name]["actual"].rows
        if monitoring.is_counted(row.file) and row.year is not None and row.year <= as_of
    ))  # fmt: skip
