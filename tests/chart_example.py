# ruff: noqa: E501
"""A made-up result with believable shapes: for tests of the charts only, never a statement about a city."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from klima2035.result import Array, Cell, Frame, Result, Table

YEARS = tuple(range(1990, 2046))
SECTORS = ("households", "commerce", "industry", "transport", "municipal")


def path(**points: float) -> Array:
    """Return a line through points given as y1990=4.4, over all years."""
    years = [int(key[1:]) for key in points]
    return np.interp(YEARS, years, list(points.values()))


def late(values: Array, first: int = 2017) -> Array:
    return np.where(np.asarray(YEARS) < first, np.nan, values)


def quality(first: int = 1990) -> tuple[str, ...]:
    return tuple("derived" if y in (1990, 2017) else "interpolated" if y < 2017 else "modelled" for y in YEARS)


def frame(name: str, names: tuple[str, ...], rows: dict[tuple[str, ...], tuple[str, Array]]) -> Frame:
    coords = {label: tuple(key[i] for key in rows) for i, label in enumerate(names)}
    units = tuple(unit for unit, _ in rows.values())
    return Frame(name, YEARS, coords, units, np.array([v for _, v in rows.values()]).T, quality())


def falling(start: float, base: float, now: float, end: float, depth: float) -> Array:
    goal = now + (end - now) * depth
    return path(y1990=start, y2017=base, y2020=base * 0.93, y2021=base * 0.97, y2025=now, y2030=(now + goal) / 2,
                y2035=goal, y2045=goal * 0.8)  # fmt: skip


def energy_rows(depth: float) -> dict[tuple[str, ...], tuple[str, Array]]:
    table = {
        ("households", "natural_gas"): (1900, 1750, 1500, 250), ("households", "heating_oil"): (900, 380, 250, 30),
        ("households", "electricity"): (600, 520, 500, 560), ("households", "district_heat"): (60, 150, 190, 420),
        ("households", "coal"): (300, 8, 4, 0), ("households", "biomass"): (30, 90, 95, 100),
        ("households", "environmental_heat"): (0, 15, 45, 420), ("households", "solar_thermal"): (0, 12, 14, 25),
        ("commerce", "natural_gas"): (700, 600, 520, 120), ("commerce", "electricity"): (520, 560, 520, 500),
        ("commerce", "district_heat"): (260, 190, 180, 230), ("commerce", "environmental_heat"): (0, 3, 12, 120),
        ("industry", "natural_gas"): (900, 560, 480, 160), ("industry", "electricity"): (900, 620, 560, 600),
        ("industry", "coal"): (700, 210, 180, 20), ("industry", "hydrogen"): (0, 0, 0, 140),
        ("transport", "petrol"): (1500, 760, 640, 120), ("transport", "diesel"): (700, 900, 760, 190),
        ("transport", "biofuel"): (0, 85, 90, 30), ("transport", "electricity"): (30, 32, 70, 430),
        ("municipal", "natural_gas"): (90, 80, 70, 10), ("municipal", "district_heat"): (70, 60, 60, 70),
        ("municipal", "electricity"): (60, 62, 55, 45),
    }  # fmt: skip
    return {(s, "all", c): ("GWh/a", falling(*v, depth)) for (s, c), v in table.items()}


def emission_rows(
    depth: float, energy: dict[tuple[str, ...], tuple[str, Array]]
) -> dict[tuple[str, ...], tuple[str, Array]]:
    fossil = {"natural_gas": 247.0, "heating_oil": 318.0, "coal": 430.0, "petrol": 322.0, "diesel": 327.0}
    grid = path(y1990=872, y2017=554, y2020=429, y2025=380, y2030=160, y2035=60, y2045=35)
    heat = path(y1990=330, y2017=210, y2019=120, y2025=110, y2035=60, y2045=40)
    fields = {"households": "buildings", "commerce": "buildings", "municipal": "buildings"}
    rows: dict[tuple[str, ...], tuple[str, Array]] = {}
    for (sector, _, carrier), (_, values) in energy.items():
        factor = grid if carrier == "electricity" else heat if carrier == "district_heat" else fossil.get(carrier, 28.0)
        network = carrier in ("electricity", "district_heat")
        amount = values * factor * 0.97
        for indicator, share in (("co2e", 1.0), ("co2", 0.87)):
            rows["end_use", sector, carrier, indicator] = ("tCO2e/a", amount * share)
            field = "energy" if network else fields.get(sector, sector)
            key = ("conversion", field, carrier, indicator)
            rows[key] = ("tCO2e/a", rows[key][1] + amount * share if key in rows else amount * share)
        if not network and carrier in fossil:
            field = fields.get(sector, sector)
            key = ("territorial", field, carrier, "co2")
            rows[key] = ("tCO2/a", late(np.nan_to_num(rows[key][1] if key in rows else 0.0) + amount * 0.83))
    plant = path(y1990=620e3, y2017=560e3, y2018=380e3, y2019=170e3, y2035=150e3, y2045=140e3)
    rows["territorial", "energy", "waste", "co2"] = ("tCO2/a", late(plant))
    return rows


def stock_rows(depth: float) -> dict[tuple[str, ...], tuple[str, Array]]:
    area = 20e6
    heating = {"oil_boiler": (0.16, 0.02), "gas_floor_heating": (0.2, 0.03), "gas_boiler": (0.46, 0.12),
               "direct_electric": (0.04, 0.03), "biomass_boiler": (0.03, 0.04), "district_heat": (0.1, 0.28),
               "heat_pump_air": (0.008, 0.36), "heat_pump_ground": (0.002, 0.12)}  # fmt: skip
    cars = {"petrol": (118e3, 118e3, 30e3), "diesel": (55e3, 52e3, 12e3), "plug_in_hybrid": (400, 4200, 3e3),
            "battery": (300, 9400, 96e3), "hydrogen": (0, 10, 100)}  # fmt: skip
    rows: dict[tuple[str, ...], tuple[str, Array]] = {}
    for part, weight in (("one_two_family", 0.4), ("multi_family", 0.6)):
        for system, (then, goal) in heating.items():
            end = then + (goal - then) * depth
            values = path(y2017=then, y2025=then + (end - then) * 0.12, y2035=end, y2045=end) * area * weight
            rows["heated_area", f"{part}/{system}"] = ("m2", late(values))
    for drive, (then, now, goal) in cars.items():
        values = path(y2017=then, y2025=now, y2035=now + (goal - now) * depth, y2045=now + (goal - now) * depth * 1.1)
        rows["vehicles", f"car_{drive}"] = ("vehicles", late(values))
    rows["vehicles", "bus_hydrogen"] = ("vehicles", late(path(y2017=0, y2025=49, y2035=80)))
    return rows


def supply_rows() -> dict[tuple[str, ...], tuple[str, Array]]:
    plants = {"waste_plant": (300, 500, 480), "coal_elberfeld": (330, 0, 0), "chp_barmen": (120, 110, 40),
              "gas_boiler": (60, 50, 30), "large_heat_pump": (0, 0, 190), "geothermal": (0, 0, 60),
              "electrode_boiler": (0, 0, 20), "biomass_plant": (0, 0, 25)}  # fmt: skip
    rows: dict[tuple[str, ...], tuple[str, Array]] = {
        ("plant_heat", name): ("GWh/a", late(path(y2017=a, y2019=b, y2025=b, y2035=c, y2045=c)))
        for name, (a, b, c) in plants.items()
    }
    rows["network_factor", "used"] = ("g/kWh", late(path(y2017=210, y2019=120, y2025=110, y2035=60, y2045=40)))
    rows["network_factor", "convention"] = rows["network_factor", "used"]
    rows["network_factor", "physical"] = ("g/kWh", late(path(y2017=290, y2019=235, y2025=225, y2035=170, y2045=150)))
    for name, share in (("fed_in", 1.0), ("delivered", 0.7), ("losses", 0.15), ("unmet_heat", 0.0)):
        rows["district_heat", name] = ("GWh/a", late(path(y2017=700, y2045=780) * share))
    return rows


def indicator_rows(depth: float, total: Array) -> dict[tuple[str, ...], tuple[str, Array]]:
    car = path(y2017=0.51, y2025=0.48, y2035=0.48 - 0.13 * depth, y2045=0.48 - 0.16 * depth)
    transit = path(y2017=0.2, y2025=0.2, y2035=0.2 + 0.05 * depth, y2045=0.2 + 0.06 * depth)
    bike = path(y2017=0.03, y2025=0.05, y2035=0.05 + 0.07 * depth, y2045=0.05 + 0.09 * depth)
    return {
        ("total_co2e",): ("tCO2e/a", total),
        ("per_head",): ("t/person", late(total / 358e3)),
        ("modal_split_car",): ("1", late(car)),
        ("modal_split_public_transport",): ("1", late(transit)),
        ("modal_split_bike",): ("1", late(bike)),
        ("modal_split_foot",): ("1", late(1 - car - transit - bike)),
    }


def investment_table(scenario: str, depth: float) -> Table:
    columns = ("scenario", "year", "sector", "measure", "asset", "kind", "payer", "funder", "programme", "cause",
               "basis", "value", "value_real", "unit", "price_year")  # fmt: skip
    shares = {"bund": 0.24, "land": 0.06, "eu": 0.02, "private": 0.36, "kommunal": 0.1, "gap": 0.22}
    rows: list[tuple[Cell, ...]] = []
    for year in range(2026, 2046):
        need = depth * (120 + 330 * np.exp(-(((year - 2032) / 5.0) ** 2))) * 1e6
        for funder, share in shares.items():
            value = float(need * share)
            if funder == "private" and year > 2041:
                value *= -0.3
            for basis, extra in (("additional", 0.0), ("full", 0.8 if funder in ("private", "kommunal") else 0.0)):
                rows.append((scenario, year, "buildings", "heat-pumps", "heat_pump", "new", "owner_occupier", funder,
                             None, None, basis, value * (1 + extra) * 1.3, value * (1 + extra), "EUR", 2025))  # fmt: skip
    return Table("investment", columns, tuple(rows))


def milestone_table(scenario: str) -> Table:
    columns = ("scenario", "id", "title", "year", "indicator", "sense", "limit", "tolerance", "value", "evidence",
               "unit", "verdict", "gap", "origin", "source")  # fmt: skip
    rows = (
        ("pv-2025", "Solarstrom auf Dächern", 2025, "pv_power", "at_least", 50.0, 96.2, "actual", "MW", "reached"),
        ("h2-2025", "Wasserstoffbusse im Linienverkehr", 2025, "hydrogen_buses", "at_least", 80.0, 49.0, "actual", "vehicles", "missed"),
        ("points-2025", "Öffentliche Ladepunkte", 2025, "charging_points", "at_least", 400.0, 372.0, "actual", "points", "at_risk"),
        ("bike-2025", "Anteil des Radverkehrs an allen Wegen der Einwohnerinnen und Einwohner", 2025, "modal_split_bike", "at_least", 0.08, 0.045, "modelled", "1", "missed"),
        ("routes-2025", "Radrouten", 2025, "cycle_routes", "at_least", 40.0, 23.5, "actual", "km", "missed"),
        ("money-2025", "Klimainvestitionen in Wuppertal", 2025, "climate_investment", "at_least", 20e6, None, "modelled", "EUR", "cannot_judge"),
        ("total-2025", "Treibhausgase insgesamt", 2025, "co2e", "at_most", 2.2e6, 2.31e6, "modelled", "tCO2e/a", "at_risk"),
        ("total-2030", "Treibhausgase 2030", 2030, "total_co2e", "at_most", 1.54e6, 1.6e6, "modelled", "tCO2e/a", "missed"),
        ("total-2020", "Treibhausgase 2020", 2020, "total_co2e", "at_most", 2.64e6, 2.5e6, "modelled", "tCO2e/a", "at_risk"),
        ("total-2035", "Treibhausgase 2035", 2035, "co2e", "at_most", 0.22e6, 0.43e6, "modelled", "tCO2e/a", "missed"),
        ("head-2035", "Treibhausgase je Kopf", 2035, "per_head", "at_most", 1.0, 2.1, "modelled", "t/person", "missed"),
    )  # fmt: skip
    full = tuple((scenario, i, t, y, ind, sense, lim, 0.05, val, ev, unit, verdict, None, "decided", "programme")
                 for i, t, y, ind, sense, lim, val, ev, unit, verdict in rows)  # fmt: skip
    return Table("milestones", columns, full)


def hindcast_table() -> Table:
    columns = ("quantity", "year", "model", "actual", "deviation", "unit", "run", "source")
    data: dict[str, tuple[str, str, dict[int, tuple[float, float]]]] = {
        "gas_sales": ("GWh/a", "main", {2018: (3400, 3310), 2019: (3380, 3420), 2020: (3150, 3205), 2021: (3560, 3490)}),
        "district_heat_sales": ("GWh/a", "main", {2018: (401, 395), 2019: (398, 402), 2020: (361, 368)}),
        "waste_plant_heat": ("GWh/a", "main", {2021: (505, 528)}),
        "emissions_trading_lime": ("tCO2/a", "main", {y: (341e3 + 2e3 * (y % 3), 350e3 - 4e3 * (y % 4)) for y in range(2018, 2026)}),
        "pv_power": ("MW", "unregistered", {2019: (24, 23), 2022: (41, 39), 2025: (84, 96)}),
        "battery_cars": ("vehicles", "unregistered", {2020: (1300, 1150), 2022: (3900, 3600), 2025: (9900, 9400)}),
        "hydrogen_buses": ("vehicles", "unregistered", {2020: (9, 10), 2022: (18, 20), 2025: (44, 49)}),
    }  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for code, (unit, run, points) in data.items():
        rows += [(code, y, m, a, m / a - 1.0, unit, run, "register") for y, (m, a) in points.items()]
    return Table("hindcast", columns, tuple(rows))


MONEY = ("value", "value_real", "unit", "price_year")


def money(value: float, year: int = 2025) -> tuple[Cell, ...]:
    """Return an amount of prices of 2025 as nominal, real, unit and price year."""
    return (value * 1.02 ** (year - 2025), value, "EUR", 2025)


def finance_table(scenario: str, depth: float) -> Table:
    columns = ("scenario", "year", "basis", "origin", "funder", "cause", *MONEY)
    parts: dict[tuple[str, str | None], float] = {
        ("bund", None): 0.24, ("land", None): 0.06, ("eu", None): 0.02, ("private", None): 0.36, ("kommunal", None): 0.1,
        ("gap", "not_viable"): 0.09, ("gap", "budget"): 0.06, ("gap", "programme_exhausted"): 0.04,
        ("gap", "no_programme"): 0.025, ("gap", "suspended"): 0.005,
    }  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for year in range(2026, 2046):
        need = depth * (120 + 330 * np.exp(-(((year - 2032) / 5.0) ** 2))) * 1e6
        for (funder, cause), share in parts.items():
            for origin, size in (("measures", 1.0), ("trend", 0.4)):
                for basis, more in (("additional", 1.0), ("full", 1.4)):
                    rows.append(
                        (scenario, year, basis, origin, funder, cause, *money(float(need * share * size * more), year))
                    )
    return Table("finance_by_year", columns, tuple(rows))


def city_table(scenario: str, depth: float) -> Table:
    columns = ("scenario", "year", "payer", "item", *MONEY)
    shapes = {"city": (48e6, 2031, 2.9e6, 5.4e6), "city_company": (96e6, 2033, 31e6, 24e6)}
    rows: list[tuple[Cell, ...]] = []
    for payer, (peak, at, budget, past) in shapes.items():
        for year in range(2026, 2046):
            needed = float(depth * peak * np.exp(-(((year - at) / 4.5) ** 2)))
            own = min(needed, budget)
            grown = float(depth * peak * np.clip((year - 2026) / 12.0, 0.0, 1.0))
            items = {"investment": 1.6 * needed, "grants": 0.6 * needed, "own": own, "gap": needed - own, "budget": budget,
                     "past_investment": past, "operation": -0.03 * grown if payer == "city" else 0.05 * grown,
                     "depreciation": 0.11 * grown, "interest": 0.07 * grown, "staff": 0.04 * grown}  # fmt: skip
            items |= {"concession_fee_lost": 0.12 * grown} if payer == "city" else {"profit_lost": 0.09 * grown}
            rows += [(scenario, year, payer, item, *money(value, year)) for item, value in items.items()]
    return Table("city_line", columns, tuple(rows))


MEASURES: dict[str, tuple[str, str, float, float | None]] = {  # title de, en, thousand tonnes, EUR/t
    "end-of-gas": ("Ausstieg aus dem Erdgas in der Heizung", "End of natural gas heating", 3120, 142),
    "e-cars": ("Neue Autos fahren elektrisch", "New cars are electric", 2480, -38),
    "envelope": ("Wohngebäude dämmen", "Insulate homes", 1310, 264),
    "process-heat": ("Strom statt Gas für Prozesswärme", "Electricity instead of gas for process heat", 905, 97),
    "heat-network": ("Fernwärme ohne Erdgas", "District heat without natural gas", 870, 58),
    "expansion": ("Fernwärme verdichten und ausbauen", "Expand district heat", 610, 171),
    "lime": ("Kalköfen ohne Kohle und Erdgas", "Lime kilns without coal and gas", 540, 212),
    "oil": ("Ausstieg aus dem Heizöl", "End of heating oil", 480, 36),
    "firms": ("Effizienz in Betrieben", "Efficiency in firms", 410, -112),
    "shops": ("Gewerbebauten sanieren", "Renovate commercial buildings", 350, 188),
    "ground": ("Erdwärmepumpen auf den Höhen", "Ground heat pumps on the slopes", 300, 233),
    "parking": ("Parkraum bewirtschaften", "Parking management", 260, -420),
    "freight": ("Elektrischer Lieferverkehr und Stadtlogistik", "Electric deliveries and city logistics", 215, -15),
    "steam": ("Elberfeld 2030 – Dampfnetz auf Heißwasser umstellen", "Elberfeld 2030 – steam network to hot water", 190, 66),
    "plastics": ("Kunststoffe aus dem Restmüll holen", "Keep plastics out of the residual waste", 160, 84),
    "buses": ("Mehr Busse im dichteren Takt", "More buses at closer intervals", 120, 5380),
    "municipal": ("Städtische Gebäude tief sanieren", "Deep renovation of municipal buildings", 95, 612),
    "kitchens": ("Küchen, Bäckereien und Wäschereien ohne Gas", "Kitchens, bakeries and laundries without gas", 70, 118),
    "cycling": ("Radnetz in den Stadtteilen", "Cycle network in the districts", 31, 455),
    "fleet": ("Elektrischer städtischer Fuhrpark", "Electric municipal fleet", 9, 21),
    "lighting": ("Straßenbeleuchtung auf LED umstellen", "Street lighting to LED", 7, -260),
    "roofs": ("Mehr Photovoltaik auf Dächern", "More photovoltaics on roofs", 0, None),
    "car-parks": ("Photovoltaik auf Freiflächen und Parkplätzen", "Photovoltaics on open land and car parks", 0, None),
    "heat": ("Schutz vor Hitze und Starkregen", "Protection from heat and heavy rain", 0, None),
    "hatzfeld": ("Hatzfeld-Trasse", "Hatzfeld-Trasse cycle route", 0.2, None),
    "langerfeld": ("Langerfeld-Trasse", "Langerfeld-Trasse cycle route", 0.1, None),
}  # fmt: skip


def cost_table(scenario: str, depth: float) -> Table:
    columns = ("scenario", "measure", "tonnes", "present_value_cost", "present_value_saving", "present_value",
               "eur_per_tonne", "reason", "rate", "unit", "price_year")  # fmt: skip
    reasons = {"roofs": "only_generates", "car-parks": "only_generates", "heat": "no_tonnes"}
    rows: list[tuple[Cell, ...]] = []
    for rate in (0.01, 0.03, 0.05):
        for measure, (_, _, thousand, cost) in MEASURES.items():
            tonnes, reason = depth * thousand * 1e3, None if cost is not None else reasons.get(measure, "below_floor")
            each = None if cost is None else cost + 900.0 * (rate - 0.03)
            net = tonnes * (each or 0.0)
            rows.append(
                (scenario, measure, tonnes, abs(net) * 1.5, abs(net) * 1.5 - net, net, each, reason, rate, "EUR", 2025)
            )
    return Table("measure_costs", columns, tuple(rows))


def labour_table(scenario: str, depth: float) -> Table:
    columns = ("scenario", "year", "craft", "needed", "trend", "available", "available_high", "unit")
    shapes = {"craft_heating": (900, 640, 210), "craft_electric": (520, 660, 160), "craft_envelope": (780, 700, 260),
              "craft_civil": (300, 430, 120)}  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for craft, (peak, there, trend) in shapes.items():
        for year in range(2026, 2046):
            needed = trend + 2.0 * (year - 2026) + depth * peak * float(np.exp(-(((year - 2032) / 4.5) ** 2)))
            known = there + 6.0 * (year - 2026)
            rows.append((scenario, year, craft, needed, trend + 2.0 * (year - 2026), known, 1.25 * known, "employees"))
    return Table("labour", columns, tuple(rows))


def example(name: str = "klimaneutral-2035", depth: float = 1.0, with_trend: bool = True) -> Result:
    """Return a whole made-up result; ``depth`` 0 is a city that stands still, 1 one that does all it can."""
    energy = energy_rows(depth)
    emissions = frame("emissions", ("view", "sector", "carrier", "indicator"), emission_rows(depth, energy))
    total = emissions.total(view="end_use", indicator="co2e")
    frames = {
        "emissions": emissions,
        "energy": frame("energy", ("sector", "use", "carrier"), energy),
        "stocks": frame("stocks", ("stock", "part"), stock_rows(depth)),
        "supply": frame("supply", ("item", "name"), supply_rows()),
        "indicators": frame("indicators", ("indicator",), indicator_rows(depth, total)),
    }
    phase = tuple("history" if y <= 2017 else "hindcast" if y <= 2025 else "projection" for y in YEARS)
    title = {"de": name.replace("-", " ").capitalize(), "en": name.replace("-", " ").capitalize() + " (en)"}
    result = Result(
        name, title, "wuppertal", 2025, YEARS, phase, "nach BISKO-Systematik", 0.42, {}, frames,
        {"investment": investment_table(name, depth), "milestones": milestone_table(name), "hindcast": hindcast_table(),
         "finance_by_year": finance_table(name, depth), "city_line": city_table(name, depth),
         "measure_costs": cost_table(name, depth), "labour": labour_table(name, depth)},
        {}, extra={"milestone_titles": {"pv-2025": {"de": "Solarstrom auf Dächern", "en": "Solar power on roofs"}},
                   "measure_titles": {key: {"de": de, "en": en} for key, (de, en, _, _) in MEASURES.items()}},
    )  # fmt: skip
    return replace(result, trend=example("trend", 0.25, with_trend=False)) if with_trend else result


def bare() -> Result:
    """Return a result that stops in 2030 and has no milestones, money, hindcast figures or trend."""
    whole = example(with_trend=False)
    cut = YEARS.index(2030) + 1
    frames = {k: Frame(f.name, YEARS[:cut], f.coords, f.units, f.values[:cut], f.quality[:cut])
              for k, f in whole.frames.items()}  # fmt: skip
    tables = {name: Table(name, table.columns, ()) for name, table in whole.tables.items()}
    return replace(whole, frames=frames, tables=tables, years=YEARS[:cut], phase=whole.phase[:cut],
                   label="nicht BISKO: Abwärme physikalisch bewertet", extra={})  # fmt: skip
