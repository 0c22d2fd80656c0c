"""Whether the parts of a measure fit together: what its levers build, what it names, who pays for that and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from klima2035.complaints import Names, Pair, names
from klima2035.errors import Fault, InputError
from klima2035.inputs import Inputs, Row
from klima2035.measures import Judge, Measure, read
from klima2035.sectors import ASSETS, LEVERS, SECTORS
from klima2035.surroundings import Reader

ENDLESS = 9999  # last year of what has no end


def notes(path: Path, read_inputs: Reader) -> tuple[Fault, ...]:
    """Return what looks like a slip in a sound measure, in order of lines; nothing of it keeps it from running.

    The tables of the measure's city are read only where it names programmes; programmes are not judged where
    the tables are faulty or the file stands in no city's library.
    """
    measure = read(path, Judge(LEVERS, None), [])
    if measure is None:
        return ()
    found = [*_assets(measure), *_sector(measure)]
    city = path.resolve().parent.parent
    if measure.funding and path.resolve().parent.name == "measures":
        with suppress(InputError):  # their own check tells the faults of tables
            found += _funding(measure, read_inputs(city.parent, city.name))
    if not measure.sources:
        found.append(measure.document.fault(("sources",), "sources_empty", key=True))
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


@cache
def _moved_by(lever: str) -> tuple[str, ...]:
    """Return the assets that a lever builds or replaces."""
    return tuple(asset.name for asset in ASSETS if lever in asset.levers)


def _moved(measure: Measure) -> list[str]:
    """Return all assets that the levers of a measure build or replace, each once."""
    return list(dict.fromkeys(asset for lever in measure.levers for asset in _moved_by(lever)))


def _listed(words: Sequence[str]) -> Names | Pair:
    return names(words) if words else Pair("nichts", "nothing")


def _assets(measure: Measure) -> list[Fault]:
    """Return a note for each asset that no lever concerns, and for each lever none of whose assets is named."""
    moved, fault = _moved(measure), measure.document.fault
    astray = [
        fault(("assets", i), "asset_astray", name=asset, known=_listed(moved))
        for i, asset in enumerate(measure.assets) if asset not in moved
    ]  # fmt: skip
    return astray + [
        fault(("levers", lever), "assets_left_out", key=True, name=lever, known=_listed(_moved_by(lever)))
        for lever in measure.levers
        if _moved_by(lever) and not set(_moved_by(lever)) & set(measure.assets)
    ]


def _sector(measure: Measure) -> list[Fault]:
    """Return a note where none of the levers belongs to the sector that the measure names."""
    own = [
        sector for sector, module in SECTORS.items() if any(lever.name in measure.levers for lever in module.LEVERS)
    ]  # fmt: skip
    if not own or measure.sector in own:
        return []
    return [measure.document.fault(("sector",), "sector_astray", name=measure.sector, known=names(own))]


def _funding(measure: Measure, inputs: Inputs) -> list[Fault]:
    """Return a note for each programme that pays nothing to what the measure builds while it acts."""
    moved = _moved(measure)
    built = [asset for asset in measure.assets if asset in moved] or moved or measure.assets
    out = []
    for i, programme in enumerate(measure.funding):
        rows = [row for row in inputs.records["programme_rate"] if row.index["programme"] == programme]
        note = _unpaid(rows, built, inputs) or _untimely(_paying(rows, built, inputs), _span(measure))
        if note is not None:
            code, values = note
            out.append(measure.document.fault(("funding", i), code, name=programme, **values))
    return out


def _payers(asset: str, inputs: Inputs) -> list[str]:
    return [row.index["payer"] for row in inputs.records["payer_share"] if row.index["asset"] == asset]


def _pays_to(row: Row, payers: Iterable[str]) -> bool:
    from klima2035.money.cases import ALL  # noqa: PLC0415 - only where a measure names programmes

    allowed = row.index.get("payer", ALL).split("|")
    return ALL in allowed or bool(set(allowed) & set(payers))


def _paying(rows: Iterable[Row], built: Iterable[str], inputs: Inputs) -> list[Row]:
    """Return the rows of a programme that pay for one of the assets to one who bears its cost."""
    from klima2035.money.cases import covers  # noqa: PLC0415

    assets = [(asset, _payers(asset, inputs)) for asset in built]
    return [row for row in rows if any(covers(row, asset) and _pays_to(row, payers) for asset, payers in assets)]


Note = tuple[str, dict[str, Any]]  # a code of the catalogue and what fills its sentence


def _unpaid(rows: Sequence[Row], built: Sequence[str], inputs: Inputs) -> Note | None:
    """Return the note on a programme that pays for none of the assets, or to nobody who bears their cost."""
    from klima2035.money.cases import covers  # noqa: PLC0415

    if _paying(rows, built, inputs):
        return None
    covered = [asset for asset in built if any(covers(row, asset) for row in rows)]
    if not covered:
        known = [asset.name for asset in ASSETS if any(covers(row, asset.name) for row in rows)]
        return "programme_astray", {"known": _listed(known)}
    payers = dict.fromkeys(payer for asset in covered for payer in _payers(asset, inputs))
    paid = dict.fromkeys(payer for row in rows for payer in row.index["payer"].split("|"))
    return "programme_other_payer", {"payers": _labels(payers), "known": _labels(paid)}


def _labels(codes: Iterable[str]) -> Pair:
    from klima2035.labels import label  # noqa: PLC0415

    several = tuple(codes)
    return Pair(*(", ".join(label(code, lang) for code in several) for lang in ("de", "en")))


def _untimely(rows: Iterable[Row], span: tuple[int, int]) -> Note | None:
    """Return the note on a programme that runs in none of the years in which the measure acts."""
    first, last = span
    by_status: dict[str, list[tuple[int, int]]] = {"active": [], "suspended": []}
    for row in rows:
        by_status[row.index["status"]].append((int(row.index.get("from", 0)), int(row.index.get("to", ENDLESS))))
    if any(start <= last and end >= first for start, end in by_status["active"]):
        return None
    lost = [start for start, end in by_status["suspended"] if start <= last and end >= first]
    if lost:
        return "programme_suspended", {"year": min(lost), "first": first}
    later = [start for start, _ in by_status["active"] if start > last]
    if later:
        return "programme_later", {"year": min(later), "last": last}
    over = [end for _, end in (*by_status["active"], *by_status["suspended"]) if end < first]
    return ("programme_over", {"year": max(over), "first": first}) if over else None


def _span(measure: Measure) -> tuple[int, int]:
    """Return the first and the last year in which a measure moves a lever; what steps up stays for good."""
    years = [_years(move) for move in measure.levers.values()]
    return min((first for first, _ in years), default=0), max((last for _, last in years), default=ENDLESS)


def _years(move: Any) -> tuple[int, int]:
    if move["ramp"] == "table":
        return min(move["table"]), max(move["table"])
    return move["start"], move.get("end", ENDLESS)
