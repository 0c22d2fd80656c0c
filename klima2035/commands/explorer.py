"""``klima2035 explorer``: the explorer as one file to hand on."""

from __future__ import annotations

from pathlib import Path

import click

from klima2035 import console
from klima2035.console import LANG, VERBOSE, Progress, Wish
from klima2035.messages import text
from klima2035.numbers import number
from klima2035.places import DEFAULT_SCENARIO

GROUPS = "handlungsfelder"
OUT = Path("explorer.html")


@click.command(cls=console.Command)
@click.argument("scenario", default=DEFAULT_SCENARIO)
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), default=OUT, help="help.explorer_out")
@click.option("--groups", metavar="FILE", default=GROUPS, help="help.explorer_groups")
@LANG
@VERBOSE
@click.pass_obj
def explorer(wish: Wish, scenario: str, out: Path, groups: str) -> None:
    """Write the explorer as one file."""
    from klima2035.explorer import onefile  # noqa: PLC0415

    lang, say = wish.lang, Progress(wish.lang)
    onefile.check(out, lang)
    say(scenario, "running")
    page, known, count = onefile.page(scenario, groups, lang)
    onefile.write(out, page, lang)
    say.done()
    told = {
        "title": known.scenario.title[lang],
        "count": count.bit_length() - 1,
        "combinations": number(count, 0, lang),
    }
    click.echo(text("explorer_done", lang, **told, size=number(len(page.encode()) / 1e6, 2, lang)))
    click.echo(text("explorer_written", lang, out))
