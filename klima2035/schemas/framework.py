"""Forms of framework values: in a scenario, and in a file that several scenarios share."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from klima2035.schemas.values import ABSENT, Date, Form, Name, Text, Version, Words
from klima2035.variables import INPUTS


def framework_choices() -> tuple[str, ...]:
    """Return the framework settings that name a variant: shared choices such as ``grid``, else the variable."""
    named = [v.choice if v.choice != "reference" else v.name for v in INPUTS.values() if v.time == "framework"]
    return tuple(dict.fromkeys(named))


class _FrameworkBase(Form):
    law_as_of: Date = Field(ABSENT, description="day whose law counts")


CHOICES: dict[str, Any] = {
    name: (Words, Field(ABSENT, description="variant of the path")) for name in framework_choices()
}
FrameworkValues = create_model("FrameworkValues", __base__=_FrameworkBase, **CHOICES)
Framework = create_model(
    "Framework",
    __base__=FrameworkValues,
    file=(Name, Field(ABSENT, description="a file of scenarios/framework whose values come first")),
)


class FrameworkFile(Form):
    """Framework values that several scenarios share."""

    schema_: Version = Field(alias="schema")
    name: Name
    title: Text
    text: Text = Field(ABSENT)
    framework: FrameworkValues  # type: ignore[valid-type]
