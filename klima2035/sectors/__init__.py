"""The sectors in report order. A new sector is one module with SEGMENTS, LEVERS, ASSETS, base_year
and project, and its name here.
"""

from __future__ import annotations

from types import ModuleType

from klima2035.case import Asset, Segment
from klima2035.levers import Lever
from klima2035.sectors import adaptation, buildings, energy, industry, transport

DEMAND_SECTORS: dict[str, ModuleType] = {"buildings": buildings, "transport": transport, "industry": industry}
"""Sectors that use energy; they are projected first and do not know of each other."""

ACTIVITY_SECTORS: dict[str, ModuleType] = {"adaptation": adaptation}
"""Sectors that build and use no energy."""

SECTORS: dict[str, ModuleType] = {**DEMAND_SECTORS, "energy": energy, **ACTIVITY_SECTORS}

SEGMENTS: tuple[Segment, ...] = tuple(segment for sector in DEMAND_SECTORS.values() for segment in sector.SEGMENTS)

LEVERS: tuple[Lever, ...] = tuple(lever for sector in SECTORS.values() for lever in sector.LEVERS)

ASSETS: tuple[Asset, ...] = tuple(asset for sector in SECTORS.values() for asset in sector.ASSETS)
