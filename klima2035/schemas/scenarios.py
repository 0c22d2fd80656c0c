"""Form of a scenario file, with its settings of accounting and its changes of funding."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from klima2035.schemas.framework import Framework
from klima2035.schemas.measures import Switch
from klima2035.schemas.milestones import MilestoneItem
from klima2035.schemas.values import ABSENT, Form, FreeName, Key, Name, Quantity, Text, Version, Year, as_tuple
from klima2035.variables import LAST_YEAR


class Settings(Form):
    """Choices of accounting."""

    waste_heat: Literal["convention", "physical"] = Field(ABSENT)
    process_emissions: Literal["memo", "included"] = Field(ABSENT)
    electricity: Literal["national", "local_mix"] = Field(ABSENT)
    adoption: Literal["given", "financed"] = Field(ABSENT)
    registered_additions: bool = Field(ABSENT)


class FundingChange(Form):
    """What a scenario changes in a funding programme."""

    ends: Year = Field(ABSENT, description="last year in which it pays")
    resumes: Year = Field(ABSENT, description="first year in which a suspended programme pays again")
    rate: Quantity = Field(ABSENT, description="times all of its rates, such as 50 % or 0 %")
    pot: Quantity = Field(ABSENT, description="its yearly money for the city, such as 3 MEUR/a")
    from_year: Year = Field(ABSENT, description="first year in which rate and pot hold")


class ScenarioFile(Form):
    """One scenario file: what differs from its parent."""

    schema_: Version = Field(alias="schema", description="version of this form")
    name: FreeName = Field(description="names the output folder")
    title: Text
    text: Text = Field(ABSENT)
    city: Name = Field(ABSENT, description="folder in inputs")
    extends: Name = Field(ABSENT, description="the parent scenario; all it states holds here too")
    as_of: Year = Field(ABSENT, description="last year with actual framework values; measures act after it")
    horizon: Year = Field(ABSENT, description=f"last year of the projection, at most {LAST_YEAR}")
    framework: Framework | None = None  # type: ignore[valid-type]
    measures: Annotated[dict[Key, Switch], Field(json_schema_extra={"x-keys": "name"})] | None = Field(
        ABSENT, description="true, false or changes, by measure"
    )
    milestones: Annotated[tuple[MilestoneItem, ...], BeforeValidator(as_tuple)] | None = Field(
        ABSENT, description="chosen by id or added; without this key all of the city's"
    )
    settings: Settings | None = None
    funding: Annotated[dict[str, FundingChange], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        ABSENT, description="changes of programmes by name; all: of each"
    )
