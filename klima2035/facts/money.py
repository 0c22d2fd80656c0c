"""What is told of funding programmes and of what is built or bought."""

from __future__ import annotations

from collections.abc import Sequence

from klima2035.facts.saying import years
from klima2035.facts.world import Fact, World, fact
from klima2035.inputs import Row
from klima2035.money.cases import covers

MOST = 4  # as many things are named one by one


def programme_names(world: World) -> list[str]:
    """Return the funding programmes of a city's tables."""
    return list(dict.fromkeys(row.index["programme"] for row in world.inputs.records["programme_rate"]))


def programme(world: World, name: str) -> list[Fact]:
    """Return what is told of a programme: rates by time, caps, pot, what it pays for, who names it."""
    keys = (
        "programme_rate", "programme_part_share", "programme_eligible_share", "programme_eligible_cap",
        "programme_own_maximum", "programme_pot", "programme_combination", "programme_earmark",
    )  # fmt: skip
    found = {key: [row for row in world.inputs.records[key] if row.index["programme"] == name] for key in keys}
    rows = [row for key in keys for row in found[key]]
    rates = found["programme_rate"]
    payable = [name for name in world.assets if any(covers(row, name) for row in rates)]
    return [
        *fact("label", world.words(name)),
        *fact("funder", ", ".join(world.words(code) for code in dict.fromkeys(row.index["funder"] for row in rates))),
        *fact("rates", [_rate(world, row, payable) for row in rates]),
        *fact("part_shares", [_part_share(world, row) for row in found["programme_part_share"]]),
        *fact("own_maximum", [_maximum(world, row) for row in found["programme_own_maximum"]]),
        *fact("eligible", [_for_assets(world, row, payable) for row in found["programme_eligible_share"]]),
        *fact("caps", [_cap(world, row, payable) for row in found["programme_eligible_cap"]]),
        *fact("pot", [_dated(world, row) for row in found["programme_pot"]]),
        *fact("earmark", [world.value(row.value, row.unit) for row in found["programme_earmark"]]),
        *fact("combined", [world.named(row.index["with"]) for row in found["programme_combination"]]),
        *fact("pays_for", [world.named(asset) for asset in payable]),
        *fact("named_by", [world.titled(one.name) for one in world.library.values() if name in one.funding]),
        *fact("quality", world.quality(rows)),
        *fact("sources", world.sources(rows)),
        *fact("files", world.files(rows)),
    ]


def _dates(world: World, row: Row) -> str:
    first, last = row.index.get("from"), row.index.get("to")
    if last is None:
        return world.say("since", first) if first else ""
    return years(int(first), int(last)) if first else world.say("until", last)


def _rate(world: World, row: Row, payable: Sequence[str]) -> str:
    """Return a row of rates: when, how much, to whom, for what, whether it is confirmed."""
    told = f"{_dates(world, row)}: {world.value(row.value, row.unit)}"
    if row.index.get("applicant"):
        told += f" ({_applicants(world, row)})"
    if row.index.get("part"):
        told += f" {world.words('part_' + row.index['part'])}"
    told += f", {_asset_words(world, row, payable)}"
    if row.index["status"] == "suspended":
        told += f", {world.words('suspended')}"
    if row.quality == "assumed" or row.index["confirmed"] == "no":
        told += f", {world.say('not_confirmed')}"
    return told


def _part_share(world: World, row: Row) -> str:
    part = world.words("part_" + row.index.get("part", ""))
    return f"{_dates(world, row)}: {part}: {world.value(row.value, row.unit)}"


def _dated(world: World, row: Row) -> str:
    when, value = _dates(world, row), world.value(row.value, row.unit)
    return f"{when}: {value}" if when else value


def _applicants(world: World, row: Row) -> str:
    return ", ".join(world.words(name) for name in row.index["applicant"].split("|"))


def _maximum(world: World, row: Row) -> str:
    """Return the highest rate of a programme, for whom it holds where not for all."""
    told = _dated(world, row)
    return f"{told} ({_applicants(world, row)})" if row.index.get("applicant") else told


def _cap(world: World, row: Row, payable: Sequence[str]) -> str:
    """Return a step of the eligible cost: amount, per what, from which count on, for what."""
    per = row.index.get("per", "unit")
    if per == "unit":
        return _for_assets(world, row, payable)
    when, above = _dates(world, row), row.index.get("above", "0")
    amount = f"{world.value(row.value, 'EUR')} {world.say(f'cap_per_{per}')}"
    step = f" {world.say('cap_above', above)}" if above != "0" else ""
    return f"{when}: {amount}{step}, {_asset_words(world, row, payable)}"


def _for_assets(world: World, row: Row, payable: Sequence[str]) -> str:
    return f"{_dated(world, row)}, {_asset_words(world, row, payable)}"


def _asset_words(world: World, row: Row, payable: Sequence[str]) -> str:
    """Return what a row's pattern takes in: things named once, the kinds of building only where not all are meant."""
    if row.index.get("asset", "all") == "all":
        return world.words("all")
    names = {name: world.words(name).partition(", ") for name in payable}
    meant = [names[name] for name in payable if covers(row, name)]
    heads, tails = list(dict.fromkeys(one[0] for one in meant)), list(dict.fromkeys(one[2] for one in meant))
    every = {one[2] for one in names.values() if one[0] in heads}
    told = (
        ", ".join(heads[:MOST]) if len(heads) <= MOST else world.say("and_more", ", ".join(heads[:2]), len(heads) - 2)
    )
    return told if set(tails) == every else f"{told} ({', '.join(tails)})"


def asset(world: World, name: str) -> list[Fact]:
    """Return what is told of an asset: unit, cost, what it replaces, life, who pays, who builds it."""
    one, records = world.assets[name], world.inputs.records
    keys = (
        "unit_cost", "unit_cost_reference", "planning_share", "operation_share", "service_life", "unit_revenue",
        "electricity_price_share", "saved_price_share", "carried_by_owner", "payer_share",
    )  # fmt: skip
    found = {key: [row for row in records[key] if row.index.get("asset") == name] for key in keys}
    rows = [row for key in keys for row in found[key]]
    funded = [row for row in records["programme_rate"] if covers(row, name)]
    programmes = dict.fromkeys(row.index["programme"] for row in funded)
    return [
        *fact("label", world.words(name)),
        *fact("sector", world.words(one.sector)),
        *fact("unit", world.unit(one.unit)),
        *fact("unit_cost", [_cost(world, row) for row in found["unit_cost"]]),
        *fact("instead", [_instead(world, row) for row in found["unit_cost_reference"]]),
        *fact("planning", [world.value(row.value, row.unit) for row in found["planning_share"]]),
        *fact("operation_cost", [world.value(row.value, row.unit) for row in found["operation_share"]]),
        *fact("life", [world.value(row.value, row.unit) for row in found["service_life"]]),
        *fact("payers", [_payer(world, row) for row in found["payer_share"]]),
        *fact("cases", _cases(world, name)),
        *fact("levers", [world.named(lever) for lever in one.levers]),
        *fact("built_by", [world.titled(m.name) for m in world.library.values() if name in m.assets]),
        *fact("funding", [world.named(programme) for programme in programmes]),
        *fact("quality", world.quality(rows)),
        *fact("sources", world.sources(rows)),
        *fact("files", world.files(rows)),
    ]


def _cost(world: World, row: Row) -> str:
    """Return a cost with its range, price year, tax and quality."""
    value = world.value(row.value, row.unit)
    if row.low is not None and row.high is not None and row.low < row.high:
        value += f" ({world.span(row.low, row.high, row.unit)})"
    year = "" if row.year is None else f"{row.year}: "
    tax = f", {world.words(row.index['tax'])}" if row.index.get("tax") else ""
    return f"{year}{value}, {world.say('prices_of', row.price_year)}{tax}; {world.words(row.quality)}"


def _cases(world: World, asset: str) -> list[str]:
    """Return the sizes of cases of an asset: share, floor area, cost of a unit over the mean."""
    records, told = world.inputs.records, []
    of = {
        key: {row.index["size"]: row for row in records[key] if covers(row, asset)}
        for key in ("case_share", "case_area", "case_cost")
    }
    for size, share in of["case_share"].items():
        area, cost = of["case_area"].get(size), of["case_cost"].get(size)
        parts = [world.value(share.value, "1")]
        parts += [] if area is None else [world.value(area.value, "m2")]
        parts += [] if cost is None else [world.say("case_cost", world.value(cost.value, "1"))]
        told.append(f"{world.words(size)}: {', '.join(parts)}")
    return told


def _instead(world: World, row: Row) -> str:
    """Return what would be bought anyway: another asset, or an amount."""
    other = row.index.get("reference")
    if other:
        return world.named(other) + ("" if row.value == 1.0 else f", {world.value(row.value, '1')}")
    return world.say("nothing") if row.value == 0.0 else _cost(world, row)


def _payer(world: World, row: Row) -> str:
    return f"{world.words(row.index['payer'])}: {world.value(row.value, row.unit)}"


def unit_cost(world: World, name: str) -> str:
    """Return the unit cost of an asset nearest to today, empty where there is none."""
    rows = [row for row in world.inputs.records["unit_cost"] if row.index.get("asset") == name]
    return _cost(world, min(rows, key=lambda row: abs((row.year or 0) - world.as_of))) if rows else ""
