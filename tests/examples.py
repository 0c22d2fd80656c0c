"""Small hand-made results: three numbers that anyone can redo, and one as large as a real run."""

from __future__ import annotations

import numpy as np

from klima2035.result import Finding, Frame, Result, Table

SETTINGS = {"waste_heat": "convention", "process_emissions": "memo", "electricity": "national", "adoption": "given"}
INVESTMENT = (
    "scenario", "year", "sector", "measure", "asset", "kind", "payer", "funder", "programme", "cause",
    "basis", "value", "value_real", "unit", "price_year",
)  # fmt: skip
MILESTONES = (
    "scenario", "id", "title", "year", "indicator", "sense", "limit", "tolerance", "value", "evidence",
    "unit", "verdict", "gap", "origin", "source",
)  # fmt: skip

FINDING = Finding(
    "limit_exceeded", "warning", "limit_wood", (2018, 2035), 2035, 3.0, 2.0, "GWh/a", "assumption_energy",
    {"de": "etwas zu wissen", "en": "something to know"}, {"de": "weil es so ist", "en": "as it is so"},
    {"de": "anders machen", "en": "do it otherwise"},
)  # fmt: skip


def frame(name: str, years: tuple[int, ...], rows: dict[tuple[str, ...], list[float]], coords: tuple[str, ...],
          unit: str, quality: str = "modelled") -> Frame:  # fmt: skip
    """Return a frame from rows given as coordinates -> values by year, in one unit."""
    labels = {coord: tuple(key[i] for key in rows) for i, coord in enumerate(coords)}
    values = np.array(list(rows.values()), dtype=np.float64).T
    return Frame(name, years, labels, (unit,) * len(rows), values, (quality,) * len(years))


def minimal_result(name: str = "example", factor: float = 1.0) -> Result:
    """Return a result of three years: transport emits 100, 90 and 60 t, of households 2018 is unknown."""
    years = (2017, 2018, 2035)
    emissions = frame(
        "emissions", years,
        {
            ("end_use", "transport", "diesel", "co2e"): [100.0 * factor, 90.0 * factor, 60.0 * factor],
            ("end_use", "households", "natural_gas", "co2e"): [0.1 + 0.2, float("nan"), -0.0],
            ("conversion", "transport", "diesel", "co2e"): [100.0, 90.0, 60.0],
            ("conversion", "buildings", "natural_gas", "co2e"): [0.1 + 0.2, float("nan"), -0.0],
            ("territorial", "transport", "diesel", "co2"): [80.0, 70.0, 50.0],
        },
        ("view", "sector", "carrier", "indicator"), "tCO2e/a",
    )  # fmt: skip
    energy = frame(
        "energy", years, {("transport", "drive", "diesel"): [1.0, 2.0, 3.0]}, ("sector", "use", "carrier"), "GWh/a"
    )
    investment = Table("investment", INVESTMENT, (
        (name, 2018, "transport", "bus-lanes", "bus_lane", "new", "city", "kommunal", None, None,
         "full", 1000.5, 900.25, "EUR", 2025),
        (name, 2018, "transport", "bus-lanes", "bus_lane", "new", "city", "gap", None, "budget",
         "full", 99.5, 90.0, "EUR", 2025),
        (name, 2035, "transport", "bus-lanes", "bus_lane", "new", "city", "land", "foerderung", None,
         "additional", 10.0, 9.0, "EUR", 2025),
    ))  # fmt: skip
    milestones = Table("milestones", MILESTONES, (
        (name, "neutral-2035", "=1+1", 2035, "co2e", "at_most", 50.0, 1.0, 60.0, "modelled", "tCO2e/a",
         "missed", 10.0, "decided", "programme"),
    ))  # fmt: skip
    measures = Table("measures", ("scenario", "measure", "note"), ((name, "bus-lanes", 'say "hi", then\ngo'),))
    return Result(
        name, {"de": "Beispiel", "en": "Example"}, "wuppertal", 2018, years, ("history", "hindcast", "projection"),
        "nach BISKO-Systematik", 0.5, SETTINGS, {"emissions": emissions, "energy": energy},
        {"investment": investment, "milestones": milestones, "measures": measures},
        {"inputs/wuppertal/energy.csv": "0" * 64}, (FINDING,),
    )  # fmt: skip


def opulent_result(name: str = "opulent") -> Result:
    """Return a result as large as a real run: 56 years, 270 emission rows, 15,000 ledger rows."""
    years = tuple(range(1990, 2046))
    random = np.random.default_rng(1)
    phase = tuple("history" if y <= 2017 else "hindcast" if y <= 2025 else "projection" for y in years)
    frames = {}
    for frame_name, coords, count in (
        ("emissions", ("view", "sector", "carrier", "indicator"), 270), ("memo", ("item", "indicator"), 20),
        ("energy", ("sector", "use", "carrier"), 100), ("supply", ("item", "name"), 60),
        ("stocks", ("stock", "part"), 200), ("activity", ("asset",), 40), ("levers", ("lever",), 60),
        ("indicators", ("indicator",), 40),
    ):  # fmt: skip
        names = (tuple(f"{coord}_{i % (3 + 2 * k)}" for k, coord in enumerate(coords[:-1])) for i in range(count))
        rows = {(*name_, f"{coords[-1]}_{i}"): random.random(len(years)).tolist() for i, name_ in enumerate(names)}
        frames[frame_name] = frame(frame_name, years, rows, coords, "tCO2e/a")
    funders = ("bund", "land", "eu", "private", "kommunal", "gap")
    ledger = tuple(
        (name, 2018 + i % 28, "buildings", f"measure-{i % 40}", f"asset_{i % 30}", "new", "firm", funders[i % 6],
         "programme" if i % 2 else None, None, "full" if i % 2 else "additional",
         round(float(random.random()) * 1e6, 2), float(random.random()) * 1e6, "EUR", 2025)
        for i in range(15_000)
    )  # fmt: skip
    tables = dict(minimal_result(name).tables) | {"investment": Table("investment", INVESTMENT, ledger)}
    return Result(
        name, {"de": "Groß", "en": "Large"}, "wuppertal", 2025, years, phase, "nach BISKO-Systematik", 0.5,
        SETTINGS, frames, tables, {},
    )  # fmt: skip
