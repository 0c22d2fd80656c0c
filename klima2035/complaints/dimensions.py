"""Words for the dimensions of units, as faults name them."""

from __future__ import annotations

from klima2035.complaints.entry import Pair

DIMENSIONS: dict[str, str] = {
    "share": "ein Anteil", "share per year": "ein Anteil je Jahr", "energy": "Energie", "energy per year": "Energie je Jahr",
    "power": "Leistung", "power per year": "Leistung je Jahr", "power per area": "Leistung je Fläche",
    "full load hours": "Stunden je Jahr", "emission factor": "ein Emissionsfaktor", "emissions": "Emissionen je Jahr",
    "emissions total": "eine Emissionsmenge", "mass": "eine Masse", "mass ratio": "ein Masseverhältnis",
    "hydrogen use": "Energie je Kilogramm", "area": "eine Fläche", "area per year": "Fläche je Jahr",
    "area per person": "Fläche je Kopf", "demand per area": "Bedarf je Fläche", "demand per person": "Bedarf je Kopf",
    "demand per employee": "Bedarf je Arbeitsplatz", "area per employee": "Fläche je Arbeitsplatz",
    "temperature": "eine Temperatur", "degree days": "Gradtage", "length": "eine Länge", "length per year": "Länge je Jahr",
    "traffic": "Fahrleistung", "specific consumption": "Verbrauch je Strecke", "specific fuel": "Kraftstoff je Strecke",
    "time": "eine Dauer in Jahren", "year": "ein Kalenderjahr", "persons": "Menschen", "employees": "Beschäftigte",
    "dwellings": "Wohnungen", "vehicles": "Fahrzeuge", "vehicles per year": "Fahrzeuge je Jahr",
    "vehicles per person": "Fahrzeuge je 1000 Menschen", "systems": "Anlagen", "points": "Punkte", "connections": "Anschlüsse",
    "vehicles per point": "Fahrzeuge je Ladepunkt", "persons per length": "Menschen je Strecke",
    "trips": "Wege je Kopf und Tag", "index": "ein Index", "money": "Geld", "money per year": "Geld je Jahr",
    "money per area and year": "Geld je Fläche und Jahr", "money per employee and year": "Geld je Stelle und Jahr",
    "employees per money": "Stellen je Geld", "money per area": "Geld je Fläche", "money per power": "Geld je Leistung", "money per energy": "Geld je Energie",
    "money per length": "Geld je Länge", "money per emission": "Geld je Tonne", "money per unit": "Geld je Stück",
    "money per energy and year": "Geld je Jahresenergie", "money per traffic": "Geld je Fahrleistung",
}  # fmt: skip  # fmt: skip


def dimension(name: str) -> Pair:
    """Return the words for a dimension of units."""
    return Pair(DIMENSIONS.get(name, name), name)
