"""What the tables of money must hold before anything is computed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from klima2035.case import Asset
from klima2035.complaints import Pair, names
from klima2035.errors import Fault, InputError, fault
from klima2035.inputs import Row
from klima2035.money import cases
from klima2035.money.costs import per_unit
from klima2035.units import UNITS

NEEDED = {  # of each asset
    "unit_cost": Pair("Kosten", "cost"), "unit_cost_reference": Pair("Vergleichskosten", "reference cost"),
    "payer_share": Pair("Zahler", "payer"), "service_life": Pair("Lebensdauer", "service life"),
}  # fmt: skip
REGION = Pair("Anteil, der in der Region bleibt (regional_share)", "share that stays in the region (regional_share)")
SIZE_OF = {"dwelling": "case_dwellings", "m2": "case_area"}


def check(records: Mapping[str, Sequence[Row]], assets: Sequence[Asset]) -> list[Fault]:
    """Return what the tables of money lack: a cost, a payer, a life for each asset; shares of one whole; prices."""
    rows: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in NEEDED}
    for name, by_name in rows.items():
        for row in records.get(name, ()):
            by_name[row.index.get("asset", "")].append(row)
    out: list[Fault] = []
    for name, what in NEEDED.items():
        absent = sorted(asset.name for asset in assets if asset.name not in rows[name])
        if absent:
            file = next((row.file for row in records.get(name, ())), "inputs")
            out.append(fault(file, 1, 1, "asset_lacks", what=what, absent=names(absent)))
    for name, shares in rows["payer_share"].items():
        total = sum(row.value for row in shares)
        if abs(total - 1.0) > 1e-9:
            out.append(shares[0].fault("value", "shares_sum", name=f"payer_share {name}", total=f"{total:g}"))
    priced = [row for name in ("unit_cost", "unit_cost_reference") for row in records.get(name, ())]
    out += [
        row.fault("price_year", "cost_price_year") for row in priced
        if row.price_year is None and not row.index.get("reference")
    ]  # fmt: skip
    caps = records.get("programme_eligible_cap", ())
    counted = [*priced, *records.get("unit_revenue", ()), *(row for row in caps if _per(row) == "unit")]
    out += _without_region(records, assets) + _without_size(records, caps, assets)
    out += _wrong_units(counted, assets) + _wrong_caps(caps) + cases.check(records) + _mixed_basis(records)
    return out + _backwards(records)


def _per(row: Row) -> str:
    return row.index.get("per", "unit")


def _wrong_caps(rows: Sequence[Row]) -> list[Fault]:
    """Return a fault for each cap per case, dwelling or floor area whose unit says something else."""
    return [
        row.fault("unit", "cap_unit", given=row.unit, wanted=f"EUR/{_per(row)}")
        for row in rows
        if _per(row) != "unit" and UNITS[row.unit][0] != UNITS[f"EUR/{_per(row)}"][0]
    ]


def _without_region(records: Mapping[str, Sequence[Row]], assets: Sequence[Asset]) -> list[Fault]:
    """Return a fault where assets have no share of income in the region: none would count as nothing."""
    rows = records.get("regional_share", ())
    absent = sorted(asset.name for asset in assets if not any(cases.covers(row, asset.name) for row in rows))
    if not absent:
        return []
    return [fault(rows[0].file if rows else "inputs", 1, 1, "asset_lacks", what=REGION, absent=names(absent))]


def _without_size(records: Mapping[str, Sequence[Row]], caps: Sequence[Row], assets: Sequence[Asset]) -> list[Fault]:
    """Return a fault for each cap per dwelling or area that holds for an asset whose cases have none: it would be 0."""
    out = []
    for row in (row for row in caps if _per(row) in SIZE_OF):
        known = records.get(SIZE_OF[_per(row)], ())
        rates = [one for one in records.get("programme_rate", ()) if one.index["programme"] == row.index["programme"]]
        absent = sorted(
            asset.name for asset in assets
            if cases.covers(row, asset.name) and any(cases.covers(one, asset.name) for one in rates)
            and not any(cases.covers(one, asset.name) for one in known)
        )  # fmt: skip
        if absent:
            out.append(row.fault("per", "asset_lacks", what=SIZE_OF[_per(row)], absent=names(absent)))
    return out


def _backwards(records: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Return a fault for each row that covers no year: its last one lies before its first."""
    dated = (row for rows in records.values() for row in rows if row.index.get("from") and row.index.get("to"))
    return [
        row.fault("to", "span_backwards", name=row.key, first=row.index["from"], last=row.index["to"])
        for row in dated
        if int(row.index["to"]) < int(row.index["from"])
    ]


def _mixed_basis(records: Mapping[str, Sequence[Row]]) -> list[Fault]:
    """Return a fault for each rate that is of another basis (full cost, premium) than its programme's first."""
    first: dict[str, str] = {}
    out = []
    for row in records.get("programme_rate", ()):
        name, basis = row.index.get("programme", ""), row.index.get("basis", "")
        if basis != first.setdefault(name, basis):
            out.append(row.fault("basis", "basis_mixed", name=name, value=basis, first=first[name]))
    return out


def _wrong_units(rows: Iterable[Row], assets: Sequence[Asset]) -> list[Fault]:
    """Return a fault for each cost, revenue or cap per a unit in which none of its assets is counted."""
    out: list[Fault] = []
    for row in (row for row in rows if not row.index.get("reference")):
        patterns = row.index.get("asset", "").split("|")
        of = [asset for asset in assets if any(fnmatchcase(asset.name, pattern) for pattern in patterns)]
        refused = [fault for asset in of for fault in _refused(row, asset)]
        out += refused[:1] if len(refused) == len(of) else []
    return out


def _refused(row: Row, asset: Asset) -> tuple[Fault, ...]:
    try:
        per_unit(row, asset)
    except InputError as error:
        return error.faults
    return ()
