"""Forms of measures, of what a scenario changes in one, and of groups of measures."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from klima2035.schemas.values import (
    ABSENT,
    Codes,
    Form,
    Key,
    Name,
    Names,
    Quantity,
    Table,
    Text,
    Version,
    Words,
    Year,
    as_tuple,
)


class Range(Form):
    """Between which values the target of a lever may come to lie: what an ensemble draws, a single run does not use."""

    low: Quantity = Field(description="lower end, with unit")
    high: Quantity = Field(description="upper end, with unit")
    distribution: Literal["uniform", "triangular", "normal", "lognormal"] = Field(
        ABSENT, description="how it is drawn; triangular where nothing is said"
    )
    group: Words = Field(ABSENT, description="targets of one group move together")


class LeverSetting(Form):
    """What a scenario changes in one lever of a measure."""

    start: Year = Field(ABSENT, description="first year of effect")
    end: Year = Field(ABSENT, description="year in which the target is reached")
    to: Quantity = Field(ABSENT, description="target with unit")
    range: Range = Field(ABSENT, description="between which values the target may come to lie")
    table: Table = Field(ABSENT, description="values by year, the last one holds")


class LeverMove(LeverSetting):
    """How a measure moves one lever."""

    ramp: Literal["linear", "s-curve", "step", "table"] = Field(description="shape of the way to the target")


class MeasureSetting(Form):
    """How a scenario changes a measure; what is not named keeps the library's setting."""

    start: Year = Field(ABSENT, description="first year of effect, for all levers; a table moves along")
    end: Year = Field(ABSENT, description="year in which the targets are reached, for all levers")
    ambition: Quantity = Field(ABSENT, description="share of the way to the targets, 0 % to 100 %")
    levers: dict[str, LeverSetting] = Field(
        default_factory=dict, json_schema_extra={"x-keys": "text"}, description="changes of single levers"
    )


def _switch_or_setting(value: Any) -> str:
    return "setting" if isinstance(value, dict) else "switch"


Switch = Annotated[
    Annotated[bool, Tag("switch")] | Annotated[MeasureSetting, Tag("setting")], Discriminator(_switch_or_setting)
]


class Measure(Form):
    """One measure of a city's library."""

    schema_: Version = Field(alias="schema", description="version of this form")
    name: Name
    title: Text
    text: Text
    sector: Literal["buildings", "transport", "industry", "energy", "adaptation"]
    decider: Literal["city", "city_company", "land", "bund", "eu", "owner", "firm"]
    office: Text
    levers: dict[str, LeverMove] = Field(
        default_factory=dict, json_schema_extra={"x-keys": "text"}, description="levers it moves, by name"
    )
    requires: Names = Field((), description="measures without which it has no effect and no cost")
    excludes: Names = Field((), description="measures that cannot run beside it")
    assets: Codes = Field((), description="what is built or bought, by name")
    funding: Codes = Field((), description="programmes that may pay")
    sources: Codes = Field((), description="keys of sources.csv")


Members = Annotated[tuple[Name, ...], BeforeValidator(as_tuple), Field(min_length=1)]


class MeasureGroup(Form):
    """Measures that share one credit."""

    title: Text
    measures: Members = Field(description="measures of the group, by name; each in one group only")


class GroupsFile(Form):
    """Groups of measures for the credit; a measure that none names forms a group of its own."""

    schema_: Version = Field(alias="schema", description="version of this form")
    groups: Annotated[dict[Key, MeasureGroup], Field(min_length=1, json_schema_extra={"x-keys": "name"})]
