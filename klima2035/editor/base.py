"""The form of a kind of file as its model has it, and what several kinds close alike."""

from __future__ import annotations

from klima2035 import guidance, schemas
from klima2035.editor.city import City
from klima2035.forms import DRAFT, Form, choose, explained, plain, quantity, same_dimension
from klima2035.variables import INPUTS


def base(kind: str, city: City) -> Form:
    """Return the form of a kind of file as its model has it, in draft 7, every key explained."""
    whole = schemas.KINDS[kind].model_json_schema(by_alias=True)
    title, text = guidance.KINDS[kind]
    form = explained(plain(whole, whole.get("$defs", {})), (kind,))
    return {"$schema": DRAFT, "title": f"{title} ({city.word(city.name)})", "description": text, **form}


def choose_variants(form: Form, city: City) -> None:
    """Close each framework setting to the variants that all of its tables hold."""
    for setting in schemas.framework_choices():
        known: list[str] | None = None
        for name, one in INPUTS.items():
            if one.time == "framework" and setting in (name if one.choice == "reference" else one.choice, one.choice):
                here = [variant for variant in city.inputs.points[name] if variant != "actual"]
                known = here if known is None else [variant for variant in known if variant in here]
        own = form["properties"][setting]
        choose(own, {variant: city.word(variant) for variant in known or ()})
        own["title"] = city.word(setting)
        own["description"] = city.meanings.get(setting, "Gewählter Verlauf dieser Rahmengröße.")


def close_funding(form: Form, city: City, who: str = "dieses Szenario") -> None:
    """Close the changes of funding to the programmes of the tables and their quantities to units that fit."""
    change = form.pop("additionalProperties")
    properties = {key: dict(child) for key, child in change["properties"].items()}
    properties["rate"] |= quantity(["%", "1"], "50 %")
    properties["pot"] |= quantity(same_dimension("EUR/a"), "3 MEUR/a")
    rows = city.inputs.records["programme_rate"]
    known = {"all": "alle Förderprogramme"} | {row.index["programme"]: "" for row in rows}
    form |= {
        "properties": {
            name: {
                **change,
                "properties": properties,
                "title": text or city.word(name),
                "description": f"{text or city.word(name)}: was {who} daran ändert.",
            }
            for name, text in known.items()
        },
        "additionalProperties": False,
    }
