"""One fixed colour per code: safe for colour-blind readers and, by steps of lightness, on a grey printer.

Within a stack, neighbours differ by at least ten steps of CIE lightness (a test holds this), and a
thin white edge parts them. The gap in the money is told by hatching, phases as ``phases`` says.
"""

from __future__ import annotations

INK = "#1b2430"
MUTED = "#5a6572"
FAINT = "#e4e8ec"
SHADE = "#f3f5f7"
ACCENT = "#00697a"
TREND = "#8a94a0"
ALERT = "#a4243b"
PAPER = "#ffffff"

SECTORS = {
    "households": "#1f3f66", "commerce": "#6fa8cf", "industry": "#9c4a1a", "transport": "#f0b83c",
    "municipal": "#8d72b5", "energy": "#0f4c4c", "buildings": "#6fa8cf",
}  # fmt: skip

CARRIERS = {
    "electricity": "#f2c14e", "district_heat": "#a4243b", "natural_gas": "#9fb3c8", "hydrogen": "#2a6f97",
    "biomethane": "#b9dca0", "heating_oil": "#7f5539", "coal": "#2b2d42", "biomass": "#7fa866",
    "diesel": "#5c4d7d", "petrol": "#e8a598", "biofuel": "#4f7942", "waste": "#b8a99a",
    "solar_thermal": "#fbe38e", "environmental_heat": "#8fd0cc",
}  # fmt: skip

HEATING = {
    "oil_boiler": "#5b3a29", "gas_floor_heating": "#6b83a0", "gas_boiler": "#a9bccf", "direct_electric": "#b07708",
    "biomass_boiler": "#b9cf9c", "district_heat": "#a4243b", "heat_pump_air": "#8fd0cc", "heat_pump_ground": "#1b7f79",
}  # fmt: skip

DRIVES = {
    "diesel": "#5c4d7d", "petrol": "#e8a598", "plug_in_hybrid": "#8d7b9c", "hydrogen": "#a9d8f5",
    "battery": "#1b7f79",
}  # fmt: skip

PLANTS = {
    "waste_plant": "#7a6f62", "coal_elberfeld": "#2b2d42", "chp_barmen": "#a9bccf", "gas_boiler": "#5f7896",
    "biomass_plant": "#b9cf9c", "geothermal": "#1b7f79", "large_heat_pump": "#8fd0cc",
    "electrode_boiler": "#b07708",
}  # fmt: skip

FUNDERS = {
    "bund": "#1f3b57", "land": "#6fa8c9", "eu": "#2e6f8e", "kommunal": "#f0b83c", "private": "#9c4a1a", "gap": PAPER,
}  # fmt: skip

PAYERS = {"city": "#f0b83c", "city_company": "#1b6f6a"}

FOLLOW_UP = {
    "depreciation": "#1f3f66", "interest": "#a9bccf", "operation": "#9c4a1a", "staff": "#f2c14e",
    "concession_fee_lost": "#4a2a63", "profit_lost": "#8fd0cc",
}  # fmt: skip

MODES = {"car": "#5b3a29", "public_transport": "#1b7f79", "foot": "#b07708", "bike": "#2a6f97"}

VERDICTS = {"reached": "#1b7f79", "at_risk": "#9a6a00", "missed": "#a4243b", "cannot_judge": "#5a6572"}

WEDGES = (
    "#1f3f66", "#a9bccf", "#9c4a1a", "#f2c14e", "#4a2a63", "#8fd0cc", "#7f5539", "#b9dca0", "#0f4c4c", "#e8a598",
)  # fmt: skip

STACKS = {
    "sectors end use": tuple(
        SECTORS[code] for code in ("households", "commerce", "industry", "transport", "municipal")
    ),
    "sectors conversion": tuple(SECTORS[code] for code in ("energy", "buildings", "industry", "transport")),
    "carriers": tuple(CARRIERS.values()),
    "heating": tuple(HEATING.values()),
    "drives": tuple(DRIVES.values()),
    "plants": tuple(PLANTS.values()),
    "funders": tuple(FUNDERS.values()),
    "follow-up cost": tuple(FOLLOW_UP.values()),
    "wedges": WEDGES,
}

REST = "#c9ced4"
SPARE = WEDGES[:8]


def lightness(colour: str) -> float:
    """Return CIE lightness L* of a colour written #rrggbb, 0 black to 100 white.

    L* = 116 Y^(1/3) - 16 with Y from linear sRGB (IEC 61966-2-1).
    """
    parts = [int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116.0 * float(light ** (1.0 / 3.0)) - 16.0 if light > 0.008856 else 903.3 * light


def projected(colour: str, white: float = 0.34) -> str:
    """Return a colour as it stands for projected years: mixed with a third of white."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in parts)


def on(colour: str) -> str:
    """Return the text colour that reads well on a ground."""
    return PAPER if lightness(colour) < 60.0 else INK
