"""Values of YAML files, each a text that its own check judges, and the base of all forms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from klima2035 import units
from klima2035.complaints import HIDDEN
from klima2035.places import DEVICES, NAME, RESERVED, is_name
from klima2035.variables import FIRST_YEAR, LAST_YEAR

VERSION = 1  # of every kind of file; ``upgrade`` brings older ones to it
ABSENT: Any = None  # default of a key that may be left out, but not be left empty
_NUMBER_COMMA = re.compile(r"[-+]?\d+,\d+(\s.*)?$")
_QUANTITY_PATTERN = r"^[-+]?\d+(\.\d+)?([eE][-+]?\d+)? \S.*$"
_NAME_PATTERN = f"^{NAME.pattern}$"


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
    if isinstance(value, int) and not isinstance(value, bool) and not FIRST_YEAR <= value <= LAST_YEAR:
        raise _refuse("year_outside", value=value, last=LAST_YEAR)
    return value


def _cleaned(text: str) -> tuple[str, ...]:
    """Return the name that a text nearly is, such as heat-pumps for Heat_Pumps; empty where it is far from one."""
    name = re.sub(r"[^a-z0-9]+", "-", text[:80].lower()).strip("-")
    return (name,) if re.fullmatch(r"[A-Za-z0-9_ .-]{1,64}", text) and is_name(name) else ()


def _name(value: Any) -> Any:
    if isinstance(value, str) and not is_name(value):
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
    hidden = HIDDEN.search(value) if isinstance(value, str) else None
    if hidden is not None:
        raise _refuse("hidden_sign", sign=f"U+{ord(hidden[0]):04X}")
    return value


def as_tuple(value: Any) -> Any:
    """Return a list as a tuple, anything else as it is."""
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
Year = Annotated[int, BeforeValidator(_year), Field(json_schema_extra={"minimum": FIRST_YEAR, "maximum": LAST_YEAR})]
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
Names = Annotated[tuple[Name, ...], BeforeValidator(as_tuple)]
Codes = Annotated[tuple[Words, ...], BeforeValidator(as_tuple)]


class Form(BaseModel):
    """Base of all schemas: no unknown key, no conversion of types, no change afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Text(Form):
    """A text in both languages."""

    de: Words
    en: Words


Table = Annotated[dict[Year, Quantity], Field(min_length=1, json_schema_extra={"x-keys": "year"})]
