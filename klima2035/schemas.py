"""What may stand in a YAML file: closed, strict, frozen schemas of every kind of file.

Values carry their unit as text (``80 %``, ``4 %/a``, ``12 GWh/a``); plain numbers are years and the
schema's version only. The JSON Schema files in ``klima2035/schema`` are written from here.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, create_model
from pydantic_core import PydanticCustomError

from klima2035 import units
from klima2035.places import DEVICES, RESERVED
from klima2035.variables import DIMS, INPUTS, LAST_YEAR

VERSION = 1  # of every kind of file; ``upgrade`` brings older ones to it
_ABSENT: Any = None  # default of a key that may be left out, but not be left empty
_NUMBER_COMMA = re.compile(r"[-+]?\d+,\d+(\s.*)?$")
_QUANTITY_PATTERN = r"^[-+]?\d+(\.\d+)?([eE][-+]?\d+)? \S.*$"


def _refuse(code: str, near: Sequence[str] = (), **values: Any) -> PydanticCustomError:
    """Return a refusal that ``faults`` turns into a fault of the catalogue."""
    return PydanticCustomError("fault", "{code}", {"code": code, "near": tuple(near), "values": values})


def _quantity(value: Any) -> Any:
    """Refuse what is no number with a unit; whether the unit fits, its place decides."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise _refuse("no_unit", value=value)
    if not isinstance(value, str):
        return value
    if _NUMBER_COMMA.match(value):
        raise _refuse("decimal_comma", value=value, better=value.replace(",", ".", 1))
    try:
        number, _ = units.parse(value)
    except ValueError:
        raise _refuse("no_quantity", value=value) from None
    if units.parse(value)[1] == "1" and not value.rstrip().endswith(" 1"):
        raise _refuse("no_unit", value=value)
    if abs(number) > 1e300:
        raise _refuse("not_finite", value=value)
    return value


def _delay(value: Any) -> Any:
    """Refuse a number of years without its unit, telling which one it takes."""
    bare = isinstance(value, int | float) and not isinstance(value, bool)
    if bare or (isinstance(value, str) and re.fullmatch(r"\s*[-+]?\d+(\.\d+)?\s*", value)):
        raise _refuse("stress_delay", value=value)
    return _quantity(value)


def _date(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise _refuse("no_day", value=value) from None
    raise _refuse("no_date", value=value)


def _year(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and not 1990 <= value <= LAST_YEAR:
        raise _refuse("year_outside", value=value, last=LAST_YEAR)
    return value


def _cleaned(text: str) -> tuple[str, ...]:
    """Return the name that a text nearly is, such as heat-pumps for Heat_Pumps; empty where it is far from one."""
    name = re.sub(r"[^a-z0-9]+", "-", text[:80].lower()).strip("-")
    return (name,) if re.fullmatch(r"[A-Za-z0-9_ .-]{1,64}", text) and re.fullmatch(_NAME_PATTERN, name) else ()


def _name(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", value):
        raise _refuse("no_name", _cleaned(value), value=value)
    if isinstance(value, str) and value in DEVICES:
        raise _refuse("reserved_name", value=value)
    return value


def _free_name(value: Any) -> Any:
    """Refuse a name that the folder of a scenario's results cannot bear."""
    if isinstance(value, str) and value in RESERVED:
        raise _refuse("reserved_name", value=value)
    return _name(value)


def _version(value: Any) -> Any:
    if type(value) is int and value > VERSION:
        raise _refuse("schema_newer", found=value, version=VERSION)
    if type(value) is not int or value != VERSION:
        raise _refuse("schema_wrong", value=value, version=VERSION)
    return value


def _filled(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise _refuse("empty_text")
    return value


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Quantity = Annotated[
    str, BeforeValidator(_quantity), Field(json_schema_extra={"pattern": _QUANTITY_PATTERN, "format": "quantity"})
]
Delay = Annotated[
    str, BeforeValidator(_delay), Field(json_schema_extra={"pattern": _QUANTITY_PATTERN, "format": "quantity"})
]
Date = Annotated[
    datetime.date, BeforeValidator(_date, json_schema_input_type=str), Field(json_schema_extra={"format": "date"})
]
Year = Annotated[int, BeforeValidator(_year), Field(json_schema_extra={"minimum": 1990, "maximum": LAST_YEAR})]
_NAME_PATTERN = "^[a-z0-9][a-z0-9-]{0,63}$"
Name = Annotated[
    str, BeforeValidator(_name), Field(json_schema_extra={"pattern": _NAME_PATTERN, "not": {"enum": sorted(DEVICES)}})
]
FreeName = Annotated[
    str, BeforeValidator(_free_name),
    Field(json_schema_extra={"pattern": _NAME_PATTERN, "not": {"enum": sorted(RESERVED)}}),
]  # fmt: skip
Version = Annotated[Literal[1], BeforeValidator(_version)]
Key = Annotated[str, BeforeValidator(_name)]
Words = Annotated[str, BeforeValidator(_filled), Field(json_schema_extra={"pattern": r"\S"})]
Names = Annotated[tuple[Name, ...], BeforeValidator(_as_tuple)]
Codes = Annotated[tuple[Words, ...], BeforeValidator(_as_tuple)]


class Form(BaseModel):
    """Base of all schemas: no unknown key, no conversion of types, no change afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Text(Form):
    """A text in both languages."""

    de: Words
    en: Words


Table = Annotated[dict[Year, Quantity], Field(min_length=1, json_schema_extra={"x-keys": "year"})]


class Range(Form):
    """Between which values the target of a lever may come to lie: what an ensemble draws, a single run does not use."""

    low: Quantity = Field(description="lower end, with unit")
    high: Quantity = Field(description="upper end, with unit")
    distribution: Literal["uniform", "triangular", "normal", "lognormal"] = Field(
        _ABSENT, description="how it is drawn; triangular where nothing is said"
    )
    group: Words = Field(_ABSENT, description="targets of one group move together")


class LeverSetting(Form):
    """What a scenario changes in one lever of a measure."""

    start: Year = Field(_ABSENT, description="first year of effect")
    end: Year = Field(_ABSENT, description="year in which the target is reached")
    to: Quantity = Field(_ABSENT, description="target with unit")
    range: Range = Field(_ABSENT, description="between which values the target may come to lie")
    table: Table = Field(_ABSENT, description="values by year, the last one holds")


class LeverMove(LeverSetting):
    """How a measure moves one lever."""

    ramp: Literal["linear", "s-curve", "step", "table"] = Field(description="shape of the way to the target")


class MeasureSetting(Form):
    """How a scenario changes a measure; what is not named keeps the library's setting."""

    start: Year = Field(_ABSENT, description="first year of effect, for all levers; a table moves along")
    end: Year = Field(_ABSENT, description="year in which the targets are reached, for all levers")
    ambition: Quantity = Field(_ABSENT, description="share of the way to the targets, 0 % to 100 %")
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


class Milestone(Form):
    """One milestone: an indicator, a year and a limit, with the document that decided it."""

    id: Name
    title: Text
    year: Year
    indicator: Words = Field(
        description="measured quantity, such as co2e or pv_power, or rows of a table, such as final_energy:heating_oil"
    )
    sense: Literal["at_most", "at_least"]
    limit: Quantity
    tolerance: Quantity = Field(_ABSENT, description="missed by less than this is at risk")
    origin: Literal["decided", "derived", "proposed"]
    document: Text = Field(_ABSENT, description="the decision, for decided milestones")
    source: Words = Field(_ABSENT, description="key of sources.csv")
    scenario: Name = Field(_ABSENT, description="the scenario a derived limit comes from")
    hash: Words = Field(_ABSENT, description="hash of that scenario's result")
    office: Text = Field(_ABSENT)
    text: Text = Field(_ABSENT)
    counting_rule: Words = Field(_ABSENT, description="what counts, for sums of money")
    leading: Codes = Field((), description="indicators that show early whether the limit will hold")


class MilestonesFile(Form):
    """The milestones of a city."""

    schema_: Version = Field(alias="schema")
    milestones: Annotated[tuple[Milestone, ...], BeforeValidator(_as_tuple)]


def framework_choices() -> tuple[str, ...]:
    """Return the framework settings that name a variant: shared choices such as ``grid``, else the variable."""
    named = [v.choice if v.choice != "reference" else v.name for v in INPUTS.values() if v.time == "framework"]
    return tuple(dict.fromkeys(named))


class _FrameworkBase(Form):
    law_as_of: Date = Field(_ABSENT, description="day whose law counts")


_CHOICES: dict[str, Any] = {
    name: (Words, Field(_ABSENT, description="variant of the path")) for name in framework_choices()
}
FrameworkValues = create_model("FrameworkValues", __base__=_FrameworkBase, **_CHOICES)
Framework = create_model(
    "Framework",
    __base__=FrameworkValues,
    file=(Name, Field(_ABSENT, description="a file of scenarios/framework whose values come first")),
)


class FrameworkFile(Form):
    """Framework values that several scenarios share."""

    schema_: Version = Field(alias="schema")
    name: Name
    title: Text
    text: Text = Field(_ABSENT)
    framework: FrameworkValues  # type: ignore[valid-type]


class Settings(Form):
    """Choices of accounting."""

    waste_heat: Literal["convention", "physical"] = Field(_ABSENT)
    process_emissions: Literal["memo", "included"] = Field(_ABSENT)
    electricity: Literal["national", "local_mix"] = Field(_ABSENT)
    adoption: Literal["given", "financed"] = Field(_ABSENT)
    registered_additions: bool = Field(_ABSENT)


def _milestone_kind(value: Any) -> str:
    return "added" if isinstance(value, dict) else "chosen"


MilestoneItem = Annotated[
    Annotated[Name, Tag("chosen")] | Annotated[Milestone, Tag("added")], Discriminator(_milestone_kind)
]


class FundingChange(Form):
    """What a scenario changes in a funding programme."""

    ends: Year = Field(_ABSENT, description="last year in which it pays")
    resumes: Year = Field(_ABSENT, description="first year in which a suspended programme pays again")
    rate: Quantity = Field(_ABSENT, description="times all of its rates, such as 50 % or 0 %")
    pot: Quantity = Field(_ABSENT, description="its yearly money for the city, such as 3 MEUR/a")
    from_year: Year = Field(_ABSENT, description="first year in which rate and pot hold")


class ScenarioFile(Form):
    """One scenario file: what differs from its parent."""

    schema_: Version = Field(alias="schema", description="version of this form")
    name: FreeName = Field(description="names the output folder")
    title: Text
    text: Text = Field(_ABSENT)
    city: Name = Field(_ABSENT, description="folder in inputs")
    extends: Name = Field(_ABSENT, description="the parent scenario; all it states holds here too")
    as_of: Year = Field(_ABSENT, description="last year with actual framework values; measures act after it")
    horizon: Year = Field(_ABSENT, description="last year of the projection, at most 2050")
    framework: Framework | None = None  # type: ignore[valid-type]
    measures: Annotated[dict[Key, Switch], Field(json_schema_extra={"x-keys": "name"})] | None = Field(
        _ABSENT, description="true, false or changes, by measure"
    )
    milestones: Annotated[tuple[MilestoneItem, ...], BeforeValidator(_as_tuple)] | None = Field(
        _ABSENT, description="chosen by id or added; without this key all of the city's"
    )
    settings: Settings | None = None
    funding: Annotated[dict[str, FundingChange], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        _ABSENT, description="changes of programmes by name; all: of each"
    )


class StressChange(Form):
    """One change of an input after ``as_of``: exactly one operation, on the rows that the labels pick."""

    where: Annotated[dict[str, Words], Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        _ABSENT, description="labels of the rows meant, such as {funder: bund}; without them all rows"
    )
    factor: Quantity = Field(_ABSENT, description="times this share, such as 130 %")
    add: Quantity = Field(_ABSENT, description="this much more, with unit")
    set: Quantity = Field(_ABSENT, description="this value, with unit")
    delay: Delay = Field(_ABSENT, description="what comes after as_of comes so much later, such as 10 a")
    from_year: Year = Field(_ABSENT, description="first year of effect; without it the year after as_of")
    by_year: Year = Field(_ABSENT, description="year of full effect, growing evenly up to it")


def _one_or_several(value: Any) -> str:
    return "several" if isinstance(value, list) else "one"


StressChanges = Annotated[
    Annotated[StressChange, Tag("one")]
    | Annotated[Annotated[tuple[StressChange, ...], BeforeValidator(_as_tuple)], Tag("several")],
    Discriminator(_one_or_several),
]
StressFramework = create_model("StressFramework", __base__=Form, **_CHOICES)


class StressFile(Form):
    """One stress case: what goes otherwise than a scenario assumes."""

    schema_: Version = Field(alias="schema", description="version of this form")
    name: Name
    title: Text
    text: Text = Field(description="what is assumed, and why this size")
    sources: Codes = Field((), description="keys of sources.csv")
    adoption: Literal["financed"] = Field(
        _ABSENT, description="where money or labour is the stress: only what is paid and built happens"
    )
    framework: StressFramework | None = None  # type: ignore[valid-type]
    funding: Annotated[dict[str, FundingChange], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        _ABSENT, description="changes of programmes by name; all: of each"
    )
    inputs: Annotated[dict[str, StressChanges], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        _ABSENT, description="changes of inputs by key, each one or a list of them in order"
    )


class InputsFile(Form):
    """What a folder of inputs is: its version and its name."""

    schema_: Version = Field(alias="schema", description="version of the form of all tables in this folder")
    name: Name = Field(description="the folder's name")
    title: Text = Field(description="the name as people write it")
    text: Text = Field(_ABSENT)


Members = Annotated[tuple[Name, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class MeasureGroup(Form):
    """Measures that share one credit."""

    title: Text
    measures: Members = Field(description="measures of the group, by name; each in one group only")


class GroupsFile(Form):
    """Groups of measures for the credit; a measure that none names forms a group of its own."""

    schema_: Version = Field(alias="schema", description="version of this form")
    groups: Annotated[dict[Key, MeasureGroup], Field(min_length=1, json_schema_extra={"x-keys": "name"})]


class MappingColumns(Form):
    """Headings of a table with one figure a row."""

    sector: Words = Field(description="heading of the column with the sector")
    carrier: Words = Field(description="heading of the column with the energy carrier")
    value: Words = Field(description="heading of the column with the figure")
    year: Words = Field(_ABSENT, description="heading of the column with the year")
    unit: Words = Field(_ABSENT, description="heading of the column with the unit")


_WordsOfSectors = dict[str, Literal[DIMS["sector"]]]  # type: ignore[valid-type, name-defined]
_WordsOfCarriers = dict[str, Literal[DIMS["carrier"]]]  # type: ignore[valid-type, name-defined]
EnergyUnit = Literal["GWh/a", "MWh/a", "kWh/a", "TWh/a"]
Grade = Literal["A", "B", "C", "D"]


class MappingFile(Form):
    """What the words of a table of final energy mean: for ``klima2035 import balance``."""

    schema_: Version = Field(alias="schema", description="version of this form")
    title: Text
    text: Text = Field(_ABSENT)
    unit: EnergyUnit = Field(description="unit of the figures where the table does not give one by row")
    datenguete: Grade = Field(description="data quality of all figures, as BISKO grades them")
    datenguete_by_carrier: Annotated[dict[str, Grade], Field(json_schema_extra={"x-keys": "text"})] = Field(
        _ABSENT, description="data quality of single carriers, by code"
    )
    sectors: Annotated[_WordsOfSectors, Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        description="words of the table and the sectors they mean; several words may mean one"
    )
    carriers: Annotated[_WordsOfCarriers, Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        description="words of the table and the carriers they mean; several words may mean one, which are then added"
    )
    totals: Codes = Field((), description="words of rows and columns that are sums: checked, never imported")
    ignore: Codes = Field((), description="words of rows and columns to leave out; a * at the end: whatever follows")
    sheet: Words = Field(_ABSENT, description="sheet of the workbook; without it the first that fits")
    header: Annotated[int, Field(ge=1, le=1000)] = Field(
        _ABSENT, description="line of the headings; without it they are found by their words"
    )
    decimal: Literal["comma", "point"] = Field(
        _ABSENT, description="decimal sign of numbers that are text; without it found by their look"
    )
    columns: MappingColumns = Field(_ABSENT, description="headings of a table with one figure a row")


KINDS: Mapping[str, type[Form]] = {
    "scenario": ScenarioFile,
    "measure": Measure,
    "milestones": MilestonesFile,
    "framework": FrameworkFile,
    "stress": StressFile,
    "inputs": InputsFile,
    "groups": GroupsFile,
    "mapping": MappingFile,
}


def json_schema(kind: str) -> str:
    """Return the JSON Schema of a kind of file, as committed for editors."""
    whole = KINDS[kind].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}
    return json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write(folder: Path) -> None:
    """Write the JSON Schema of every kind of file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(json_schema(kind), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
