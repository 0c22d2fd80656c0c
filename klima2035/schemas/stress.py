"""Form of a stress case."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, create_model

from klima2035.schemas.framework import CHOICES
from klima2035.schemas.scenarios import FundingChange
from klima2035.schemas.values import ABSENT, Codes, Delay, Form, Name, Quantity, Text, Version, Words, Year, as_tuple


class StressChange(Form):
    """One change of an input after ``as_of``: exactly one operation, on the rows that the labels pick."""

    where: Annotated[dict[str, Words], Field(min_length=1, json_schema_extra={"x-keys": "text"})] = Field(
        ABSENT, description="labels of the rows meant, such as {funder: bund}; without them all rows"
    )
    factor: Quantity = Field(ABSENT, description="times this share, such as 130 %")
    add: Quantity = Field(ABSENT, description="this much more, with unit")
    set: Quantity = Field(ABSENT, description="this value, with unit")
    delay: Delay = Field(ABSENT, description="what comes after as_of comes so much later, such as 10 a")
    from_year: Year = Field(ABSENT, description="first year of effect; without it the year after as_of")
    by_year: Year = Field(ABSENT, description="year of full effect, growing evenly up to it")


def _one_or_several(value: Any) -> str:
    return "several" if isinstance(value, list) else "one"


StressChanges = Annotated[
    Annotated[StressChange, Tag("one")]
    | Annotated[Annotated[tuple[StressChange, ...], BeforeValidator(as_tuple)], Tag("several")],
    Discriminator(_one_or_several),
]
StressFramework = create_model("StressFramework", __base__=Form, **CHOICES)


class StressFile(Form):
    """One stress case: what goes otherwise than a scenario assumes."""

    schema_: Version = Field(alias="schema", description="version of this form")
    name: Name
    title: Text
    text: Text = Field(description="what is assumed, and why this size")
    sources: Codes = Field((), description="keys of sources.csv")
    adoption: Literal["financed"] = Field(
        ABSENT, description="where money or labour is the stress: only what is paid and built happens"
    )
    framework: StressFramework | None = None  # type: ignore[valid-type]
    funding: Annotated[dict[str, FundingChange], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        ABSENT, description="changes of programmes by name; all: of each"
    )
    inputs: Annotated[dict[str, StressChanges], Field(json_schema_extra={"x-keys": "text"})] | None = Field(
        ABSENT, description="changes of inputs by key, each one or a list of them in order"
    )
