"""Describes a folder of input tables for other programs: ``datapackage.json`` (Frictionless Data Package).

``python -m klima2035.datapackage inputs/wuppertal ...`` writes it; a test holds the committed file current.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from klima2035 import monitoring
from klima2035.spreads import DISTRIBUTIONS
from klima2035.tables import COLUMNS, DATENGUETE, QUALITIES
from klima2035.variables import DIMS, INPUTS

_TEXTS = {
    "key": "Name of the declared variable.",
    "value": "Value in the unit of the row.",
    "unit": "Unit of value, low and high.",
    "year": "Year that the value applies to.",
    "price_year": "Year of the prices of a money value.",
    "low": "Lower end of the range.",
    "high": "Upper end of the range.",
    "distribution": "Shape of the range in an ensemble; empty: triangular; fixed: not drawn, no range.",
    "group": "Rows of one group move together in an ensemble.",
    "quality": "How the value is known.",
    "datenguete": "BISKO data quality A to D, on energy used in the balance.",
    "source": "Key in sources.csv.",
    "note": "Reason, formula or limits.",
}
_NUMBERS = {"value": "number", "low": "number", "high": "number", "year": "integer", "price_year": "integer"}
_WORDS = {"quality": QUALITIES, "datenguete": DATENGUETE, "distribution": DISTRIBUTIONS}
_REGISTER = {
    "key": "Name used in the tables.",
    "title": "Title of the source.",
    "url": "Where it is to be found; empty for own assumptions.",
    "licence": "Licence of the source.",
    "retrieved": "Day of retrieval.",
}


def describe(folder: Path) -> dict[str, Any]:
    """Return the description of every table in a folder: columns, allowed words, variables, sources and licences."""
    tables = [*sorted(folder.glob("*.csv")), *sorted(folder.glob(f"{monitoring.FOLDER}/*.csv"))]
    sources = _records(folder / "sources.csv")
    return {
        "profile": "data-package",
        "name": f"klima2035-inputs-{folder.name}",
        "description": "Input tables of klima2035: every value with unit, year, range, quality and source.",
        "sources": [_source(record) for record in sources],
        "licenses": [{"title": licence} for licence in sorted({record["licence"] for record in sources})],
        "resources": [_resource(path, folder) for path in tables],
    }


def _records(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


def _source(record: dict[str, str]) -> dict[str, str]:
    found = {"title": f"{record['key']}: {record['title']}"}
    return {**found, "path": record["url"]} if record["url"].startswith("http") else found


def _resource(path: Path, folder: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines), [])
    if set(COLUMNS) <= set(header):
        fields = [_field(column) for column in header]
        keys = sorted({record["key"] for record in _records(path)})
        about = {"variables": {key: _variable(key) for key in keys if key in INPUTS}}
    elif tuple(header) == monitoring.COLUMNS:
        fields, about = [_counted(column) for column in header], {}
    else:
        fields = [{"name": column, "type": "string", "description": _REGISTER.get(column, "")} for column in header]
        about = {}
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "source" in header and (folder / "sources.csv").is_file():
        schema["foreignKeys"] = [{"fields": "source", "reference": {"resource": "sources", "fields": "key"}}]
    if path.name == "sources.csv":
        schema["primaryKey"] = "key"
    return {
        "name": "-".join(path.relative_to(folder).with_suffix("").parts).replace("_", "-"),
        "path": path.relative_to(folder).as_posix(),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
        **about,
    }


def _field(column: str) -> dict[str, Any]:
    text = _TEXTS.get(column, "Index of the variables that have this dimension; empty for others.")
    found: dict[str, Any] = {"name": column, "type": _NUMBERS.get(column, "string"), "description": text}
    words = [word for word in _WORDS.get(column, DIMS.get(column, ())) if word]
    if column in ("key", "value", "unit", "quality", "source"):
        found["constraints"] = {"required": True}
    if words and column != "sector":
        found.setdefault("constraints", {})["enum"] = words
    return found


_COUNTED = {
    "indicator": "What was counted.",
    "sector": "End-use sector, for energy and emissions by sector.",
    "carrier": "Energy carrier, for energy by carrier.",
    "value": "Value in the unit of the row.",
    "unit": "Unit of the value.",
    "date": "Day of the count; the last day of the year for what a year brings.",
    "restated": "Why the value differs from what was reported before.",
}


def _counted(column: str) -> dict[str, Any]:
    """Return the description of a column of a table of counted figures."""
    kinds = {"value": "number", "date": "date"}
    text = _COUNTED.get(column) or _TEXTS.get(column, "")
    found: dict[str, Any] = {"name": column, "type": kinds.get(column, "string"), "description": text}
    if column in ("indicator", "value", "unit", "date", "quality", "source"):
        found["constraints"] = {"required": True}
    return found


def _variable(key: str) -> dict[str, Any]:
    variable = INPUTS[key]
    return {"unit": variable.unit, "dims": list(variable.dims), "time": variable.time, "description": variable.text}


def text(folder: Path) -> str:
    """Return the description as it stands in ``datapackage.json``."""
    return json.dumps(describe(folder), indent=1, ensure_ascii=False) + "\n"


def write(folder: Path) -> Path:
    """Write ``datapackage.json`` into a folder of tables."""
    path = folder / "datapackage.json"
    path.write_text(text(folder), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write(Path(name))
