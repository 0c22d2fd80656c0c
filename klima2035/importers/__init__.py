"""Importers: from files that cities have to a table of counted figures.

A kind is a module with ``read(ask) -> Reading``; a further kind is a further line below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from klima2035.importers import balance, kba, mastr
from klima2035.importers.figures import Ask, Reading


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file: how it is read, whether by a mapping, and the source its figures have where none is named."""

    read: Callable[[Ask], Reading]
    needs_mapping: bool = False
    source: str = ""


IMPORTERS: Mapping[str, Importer] = {
    "balance": Importer(balance.read, needs_mapping=True),
    "mastr": Importer(mastr.read, source="mastr"),
    "kba": Importer(kba.read),
}
