"""``klima2035 doctor``: whether this machine has all that the program needs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Wish
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.checkup import Check


@click.command(cls=console.Command)
@OUT
@click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", help="help.as_json")
@LANG
@VERBOSE
@click.pass_obj
def doctor(wish: Wish, out: Path, form: str) -> int:
    """Check what commands need of this machine; 3 where they will fail."""
    from klima2035 import checkup  # noqa: PLC0415

    found = list(checkup.checks(out, wish.lang))
    bad = sum(one.state == "bad" for one in found)
    if form == "json":
        rows = [{"topic": one.topic, "state": one.state, "found": one.found, "remedy": one.remedy} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found, wish.lang)))
        click.echo()
        click.echo(text("doctor_unsound", wish.lang, bad) if bad else text("doctor_sound", wish.lang))
    return console.ENVIRONMENT if bad else 0


def _lines(found: Sequence[Check], lang: str) -> list[str]:
    """Return a line a check, and what to do below those that are not well."""
    width = max(len(text(f"doctor_{one.topic}", lang)) for one in found)
    states = max(len(text(f"doctor_{state}", lang)) for state in ("ok", "note", "bad"))
    out = []
    for one in found:
        state = text(f"doctor_{one.state}", lang)
        out.append(f"{text(f'doctor_{one.topic}', lang):{width}}  {state:{states}}  {one.found}")
        if one.state != "ok" and one.remedy:
            out.append(f"{'':{width + states + 4}}{one.remedy}")
    return out
