"""What a scenario changes in funding programmes: an end, a restart, a rate, a pot, as new dated rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from klima2035.case import Overlay
from klima2035.inputs import Row

Records = Mapping[str, Sequence[Row]]
DATED = ("programme_rate", "programme_own_maximum", "programme_pot", "programme_eligible_cap", "programme_part_share")
ALL = "all"
NOWHERE = 0  # no line of a file: what a scenario states is not drawn


def changed(records: Records, overlays: Sequence[Overlay]) -> Records:
    """Return the records with the rows of programmes as the overlays leave them."""
    if not overlays:
        return records
    out = {key: list(records.get(key, ())) for key in DATED}
    for overlay in overlays:
        out["programme_rate"] = [new for row in out["programme_rate"] for new in _rates(row, overlay)]
        if overlay.pot is not None:
            out["programme_pot"] = [*out["programme_pot"], *_pots(out["programme_rate"], overlay)]
    return {**records, **{key: tuple(rows) for key, rows in out.items()}}


def _rates(row: Row, overlay: Overlay) -> list[Row]:
    """Return a row of rates after an overlay: cut at its years, each part with its own rate and status."""
    if overlay.programme not in (ALL, row.index["programme"]):
        return [row]
    parts: list[Row | None] = [row]
    if overlay.ends is not None:
        parts = [split(part, overlay.ends + 1)[0] for part in parts]
    if overlay.resumes is not None and row.index["status"] == "suspended":
        parts = [
            part
            for before, after in (split(part, overlay.resumes) for part in parts)
            for part in (before, _active(after))
        ]
    if overlay.rate is not None:
        cut = [split(part, overlay.from_year) for part in parts]
        parts = [part for before, after in cut for part in (before, _scaled(after, overlay.rate))]
    return [part for part in parts if part is not None]


def split(row: Row | None, year: int) -> tuple[Row | None, Row | None]:
    """Return what of a dated row (``from``, ``to``) holds before a year and from it on; None where nothing does."""
    if row is None:
        return None, None
    first, last = int(row.index.get("from", "1900")), int(row.index.get("to", "9999"))
    before = _dated(row, first, min(last, year - 1)) if first < year else None
    after = _dated(row, max(first, year), last) if last >= year else None
    return before, after


def _dated(row: Row, first: int, last: int) -> Row:
    index = {**row.index, "from": str(first)}
    index.pop("to", None)
    return row._replace(index=index if last == 9999 else {**index, "to": str(last)})


def _active(row: Row | None) -> Row | None:
    return None if row is None else row._replace(index={**row.index, "status": "active"})


def _scaled(row: Row | None, factor: float) -> Row | None:
    if row is None:
        return None
    low, high = (None if bound is None else bound * factor for bound in (row.low, row.high))
    return row._replace(value=row.value * factor, low=low, high=high)


def _pots(rates: Sequence[Row], overlay: Overlay) -> list[Row]:
    """Return a row of the new pot for each programme meant, made from one of its rates."""
    meant = {row.index["programme"]: row for row in rates if overlay.programme in (ALL, row.index["programme"])}
    index = {"from": str(overlay.from_year or 1900)}
    return [
        row._replace(
            key="programme_pot", value=overlay.pot or 0.0, low=None, high=None, unit="EUR/a",
            index={"programme": name, **index}, line=NOWHERE,
        )
        for name, row in meant.items()
    ]  # fmt: skip
