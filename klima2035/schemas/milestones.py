"""Forms of milestones: in a city's file, and chosen or added in a scenario."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from klima2035.schemas.values import ABSENT, Codes, Form, Name, Quantity, Text, Version, Words, Year, as_tuple


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
    tolerance: Quantity = Field(ABSENT, description="missed by less than this is at risk")
    origin: Literal["decided", "derived", "proposed"]
    document: Text = Field(ABSENT, description="the decision, for decided milestones")
    source: Words = Field(ABSENT, description="key of sources.csv")
    scenario: Name = Field(ABSENT, description="the scenario a derived limit comes from")
    hash: Words = Field(ABSENT, description="hash of that scenario's result")
    office: Text = Field(ABSENT)
    text: Text = Field(ABSENT)
    counting_rule: Words = Field(ABSENT, description="what counts, for sums of money")
    leading: Codes = Field((), description="indicators that show early whether the limit will hold")


class MilestonesFile(Form):
    """The milestones of a city."""

    schema_: Version = Field(alias="schema")
    milestones: Annotated[tuple[Milestone, ...], BeforeValidator(as_tuple)]


def _milestone_kind(value: Any) -> str:
    return "added" if isinstance(value, dict) else "chosen"


MilestoneItem = Annotated[
    Annotated[Name, Tag("chosen")] | Annotated[Milestone, Tag("added")], Discriminator(_milestone_kind)
]
