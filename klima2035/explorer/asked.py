"""What the page asks for: a setting as it travels, and the scenario file that states the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from klima2035 import editor, places, schemas
from klima2035.levers import Lever
from klima2035.numbers import written
from klima2035.origins.flat import flow

NAME = f"^{places.NAME.pattern}$"
MOST_MEASURES, MOST_LEVERS, MOST_STRESS, MOST_CHOICES = 200, 40, 12, 60
LONGEST = 100_000  # characters of an opened file: as long as a file on disk may be
UNSAVED = "ansicht"  # the name of a scenario that has none yet
TITLE = {"de": "Eigene Einstellung", "en": "Own setting"}

Name = Annotated[str, StringConstraints(pattern=NAME)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e12, le=1e12)]
Year = Annotated[int, Field(ge=1990, le=2100)]


class Form(BaseModel):
    """Base of what the page may send: no unknown key, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, title=None)


class Change(Form):
    """What the page changes in one measure; what is not named stays as the base has it."""

    on: bool | None = Field(None, strict=True)
    start: Year | None = Field(None, strict=True)
    end: Year | None = Field(None, strict=True)
    ambition: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    levers: Annotated[dict[Word, Number], Field(max_length=MOST_LEVERS)] = Field(default_factory=dict)


class Base(Form):
    """The scenario that a setting starts from: by name, or the text of an opened file."""

    base: Name | None = None
    document: Annotated[str, StringConstraints(max_length=LONGEST)] | None = None


class Setting(Base):
    """One setting of the page: a base and what differs from it."""

    measures: Annotated[dict[Name, Change], Field(max_length=MOST_MEASURES)] = Field(default_factory=dict)
    framework: Annotated[dict[Word, Word], Field(max_length=MOST_CHOICES)] = Field(default_factory=dict)
    settings: Annotated[dict[Word, Word | bool], Field(max_length=MOST_CHOICES)] = Field(default_factory=dict)
    stress: Annotated[list[Name], Field(max_length=MOST_STRESS)] = Field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything of the scenario itself differs from the base; stress cases do not."""
        return bool(self.measures or self.framework or self.settings)


class Saved(Form):
    """A setting to be written as a scenario file, under a name and a title; lang: of what the machine may refuse."""

    setting: Setting
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    lang: Literal["de", "en"] = "de"


class Opened(Form):
    """The text of a scenario file that somebody opens in the page."""

    text: Annotated[str, StringConstraints(max_length=LONGEST)]


class Asked(Form):
    """A number of the page whose origin is asked for: its key, the year, the setting it belongs to."""

    setting: Setting
    key: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    year: Year | None = None


def stated(
    setting: Setting, above: Mapping[str, Any], library: Mapping[str, Mapping[str, Mapping[str, Any]]],
    levers: Mapping[str, Lever],
) -> dict[str, Any]:  # fmt: skip
    """Return what a setting states as a scenario file does: keys ``measures``, ``framework`` and ``settings``.

    above: the merged data of the base; library: the moves of each measure by lever. A year that the base sets at a
    lever is set there again: the measure's own would not reach it.
    """
    before = above.get("measures") or {}
    measures = {
        name: made
        for name, change in setting.measures.items()
        if (made := _measure(change, before.get(name, False), library.get(name, {}), levers)) is not None
    }
    parts = {"measures": measures, "framework": dict(setting.framework), "settings": dict(setting.settings)}
    return {key: value for key, value in parts.items() if value}


def _measure(
    change: Change, before: Any, moves: Mapping[str, Mapping[str, Any]], levers: Mapping[str, Lever]
) -> bool | dict[str, Any] | None:
    """Return the setting of one measure; None where it stays as the base has it."""
    if change.on is False:
        return False
    out: dict[str, Any] = {key: year for key in ("start", "end") if (year := getattr(change, key)) is not None}
    if change.ambition is not None:
        out["ambition"] = f"{written(change.ambition)} %"
    own: dict[str, dict[str, Any]] = {}
    for lever, value in change.levers.items():
        known = levers.get(lever)
        own.setdefault(lever, {})["to"] = f"{written(value)} {editor.written_unit(known) if known else ''}".strip()
    stated_levers = before.get("levers") or {} if isinstance(before, dict) else {}
    for lever in moves:
        for key in ("start", "end"):
            if key in out and key in (stated_levers.get(lever) or {}):
                own.setdefault(lever, {})[key] = out[key]
    if own:
        out["levers"] = own
    if not out:
        return True if change.on and before in (False, None) else None
    return out


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return a scenario's data as the text of a file: measures and levers one a line, the rest short."""
    out: list[str] = []
    for key, value in data.items():
        if value is None:
            continue
        if key in {"measures", "framework", "settings", "funding", "text"} and isinstance(value, dict) and value:
            out += [f"{key}:", *(f"  {flow(name)}: {flow(one)}" for name, one in value.items())]
        elif key == "milestones" and value:
            out += [f"{key}:", *(f"  - {flow(one)}" for one in value)]
        else:
            out.append(f"{key}: {flow(value)}")
    return "\n".join(out) + "\n"


def whole(data: Mapping[str, Any], name: str, title: Mapping[str, str], parent: str | None) -> dict[str, Any]:
    """Return the data of a scenario file with its head before all else; ``parent``: the scenario it extends."""
    head: dict[str, Any] = {"schema": schemas.VERSION, "name": name, "title": dict(title)}
    if data.get("text"):
        head["text"] = data["text"]
    if parent is not None:
        head["extends"] = parent
    return {**head, **{key: value for key, value in data.items() if key not in head}}
