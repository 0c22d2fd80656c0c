"""Forms of files beside the tables: what a folder is, what the words of a balance mean."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from klima2035.schemas.values import ABSENT, Codes, Form, Name, Text, Version, Words
from klima2035.variables import DIMS


class InputsFile(Form):
    """What a folder of inputs is: its version and its name."""

    schema_: Version = Field(alias="schema", description="version of the form of all tables in this folder")
    name: Name = Field(description="the folder's name")
    title: Text = Field(description="the name as people write it")
    text: Text = Field(ABSENT)


class MappingColumns(Form):
    """Headings of a table with one figure a row."""

    sector: Words = Field(description="heading of the column with the sector")
    carrier: Words = Field(description="heading of the column with the energy carrier")
    value: Words = Field(description="heading of the column with the figure")
    year: Words = Field(ABSENT, description="heading of the column with the year")
    unit: Words = Field(ABSENT, description="heading of the column with the unit")


_WordsOfSectors = dict[str, Literal[DIMS["sector"]]]  # type: ignore[valid-type, name-defined]
_WordsOfCarriers = dict[str, Literal[DIMS["carrier"]]]  # type: ignore[valid-type, name-defined]
EnergyUnit = Literal["GWh/a", "MWh/a", "kWh/a", "TWh/a"]
Grade = Literal["A", "B", "C", "D"]


class MappingFile(Form):
    """What the words of a table of final energy mean: for ``klima2035 import balance``."""

    schema_: Version = Field(alias="schema", description="version of this form")
    title: Text
    text: Text = Field(ABSENT)
    unit: EnergyUnit = Field(description="unit of the figures where the table does not give one by row")
    datenguete: Grade = Field(description="data quality of all figures, as BISKO grades them")
    datenguete_by_carrier: Annotated[dict[str, Grade], Field(json_schema_extra={"x-keys": "text"})] = Field(
        ABSENT, description="data quality of single carriers, by code"
    )
    sectors: Annotated[_WordsOfSectors, Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        description="words of the table and the sectors they mean; several words may mean one"
    )
    carriers: Annotated[_WordsOfCarriers, Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        description="words of the table and the carriers they mean; several words may mean one, which are then added"
    )
    totals: Codes = Field((), description="words of rows and columns that are sums: checked, never imported")
    ignore: Codes = Field((), description="words of rows and columns to leave out; a * at the end: whatever follows")
    sheet: Words = Field(ABSENT, description="sheet of the workbook; without it the first that fits")
    header: Annotated[int, Field(ge=1, le=1000)] = Field(
        ABSENT, description="line of the headings; without it they are found by their words"
    )
    decimal: Literal["comma", "point"] = Field(
        ABSENT, description="decimal sign of numbers that are text; without it found by their look"
    )
    columns: MappingColumns = Field(ABSENT, description="headings of a table with one figure a row")
