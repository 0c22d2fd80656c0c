"""What is told of findings: what each of them means, what to do about it, from which threshold on."""

from __future__ import annotations

import re

from klima2035.facts.world import Fact, World, fact
from klima2035.variables import INPUTS
from klima2035.wording.findings import TEXTS

THRESHOLDS: dict[str, tuple[str, ...]] = {  # inputs that decide whether a finding is made
    "limit_exceeded": (
        "biomethane_limit", "hydrogen_limit", "wood_trade_limit", "river_heat_limit", "pv_rooftop_potential",
        "pv_open_space_potential", "waste_heat_limit", "ground_heat_share",
    ),
    "craft_labour": ("craft_need", "craft_workers", "craft_share", "craft_growth"),
    "pace_national": ("pace_national", "pace_factor"),
    "early_replacement": ("early_replacement_share",),
    "new_cars_ahead": ("new_car_margin",),
    "pace_city": ("pace_record", "pace_factor"),
    "peer_value": ("peer_band",),
    "balance_strain": ("adjustment_warning",),
    "limit_near": ("limit_near_share",),
    "history_pinning": ("pinning_warning",),
}  # fmt: skip
_ASIDE = re.compile(r"\s*\([^()]*\{[^()]*\)")  # brackets with a figure of one run
_LISTED = re.compile(r"\s*[^.:;]+: \{\w+\}\.")  # a sentence that only lists what one run found
_FIELD = re.compile(r"\{\w+\}")


def finding_names() -> tuple[str, ...]:
    """Return the codes of findings."""
    from klima2035.plausibility import RULES  # noqa: PLC0415

    return tuple(RULES)


def finding(world: World, name: str) -> list[Fact]:
    """Return what is told of a finding: what it means, what to do, its thresholds."""
    told = getattr(TEXTS[name], world.lang)
    rows = [row for one in THRESHOLDS.get(name, ()) for row in world.inputs.rows(one)]
    return [
        *fact("label", world.words(name)),
        *fact("meaning", _general(told.reason)),
        *fact("remedy", _general(told.remedy)),
        *fact("thresholds", [_threshold(world, one) for one in THRESHOLDS.get(name, ())]),
        *fact("files", world.files(rows)),
    ]


def _general(told: str) -> str:
    """Return a finding's text without the figures of one run, an ellipsis in their place."""
    return _FIELD.sub("…", _LISTED.sub("", _ASIDE.sub("", told)) or told).strip()


def _threshold(world: World, name: str) -> str:
    """Return one threshold: its value, or how many there are."""
    rows = world.inputs.rows(name)
    told = world.value(rows[0].value, rows[0].unit) if len(rows) == 1 else world.say("entries", len(rows))
    meaning = world.meaning(name, INPUTS[name].text).removesuffix(".")
    return f"{meaning} ({name}): {told}"
