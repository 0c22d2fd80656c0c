"""``klima2035 import``: from a file that a city has to a table of counted figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console, places
from klima2035.console import LANG, VERBOSE, Wish
from klima2035.errors import InputError, shown
from klima2035.messages import text
from klima2035.variables import FIRST_YEAR, LAST_COUNTED

if TYPE_CHECKING:
    from klima2035.importers.figures import Ask, Reading

KINDS = ("balance", "mastr", "kba")  # those of ``importers.IMPORTERS``, which is imported when one is used


def _years(ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, ...]:
    """Return years given as 2024, as 2018-2024 or as 2018,2021; InputError for anything else."""
    found: set[int] = set()
    for part in filter(None, value.split(",")):
        match = re.fullmatch(r"\s*(\d{4})(?:-(\d{4}))?\s*", part, re.ASCII)
        years = range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)
        if not years or years[0] < FIRST_YEAR or years[-1] > LAST_COUNTED:
            raise InputError(text("import_years", ctx.obj.lang, value))
        found.update(years)
    return tuple(sorted(found))


@click.command(name="import", cls=console.Command)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--city", metavar="CITY", help="help.import_city")
@click.option("--name", metavar="NAME", help="help.import_name")
@click.option("--mapping", metavar="FILE", help="help.import_mapping")
@click.option("--source", metavar="KEY", default="", help="help.import_source")
@click.option("--year", "years", metavar="YEAR", default="", callback=_years, help="help.import_year")
@click.option("--place", metavar="KEY", default="", help="help.import_place")
@click.option("--partial", is_flag=True, help="help.import_partial")
@click.option("--dry-run", "dry", is_flag=True, help="help.import_dry_run")
@click.option("--replace", is_flag=True, help="help.import_replace")
@click.option("--reason", metavar="TEXT", default="", help="help.import_reason")
@LANG
@VERBOSE
@click.pass_obj
def import_(  # noqa: PLR0913, PLR0917 - one argument an option
    wish: Wish, kind: str, file: tuple[Path, ...], city: str | None, name: str | None, mapping: str | None,
    source: str, years: tuple[int, ...], place: str, partial: bool, dry: bool, replace: bool, reason: str,
) -> int:  # fmt: skip
    """Turn a file that a city has into a table of counted figures."""
    from klima2035 import importers  # noqa: PLC0415
    from klima2035.importers import target, told  # noqa: PLC0415

    lang, importer = wish.lang, importers.IMPORTERS[kind]
    own = city or _own_city(lang)
    folder = target.folder_of(own, lang)
    if name is not None:
        target.check_name(name, lang)
    cited = target.check_source(source or importer.source, own)
    reading = importer.read(_ask(file, own, years, place, mapping, importer.needs_mapping, lang))
    click.echo("\n".join(told.lines(reading, lang)))
    refused = bool(reading.unread) and not partial
    if refused and not dry:
        raise InputError(reading.unread)
    if reading.unread:
        click.echo("\n".join(told.unread(reading, lang)))
    path = folder / f"{name or _name(kind, reading, lang)}.csv"
    if path.exists() and not replace:
        raise InputError(text("import_exists", lang, shown(path)))
    if dry:
        plan = target.plan(path, reading.figures, cited, reason)
        click.echo(target.content(plan.rows), nl=False)
    else:
        plan = target.merged(path, reading.figures, cited, reason, lang)
    click.echo(told.outcome(plan, path.as_posix(), lang, dry))
    if refused:
        click.echo(text("import_refused", lang), err=True)
    return int(refused)


def _own_city(lang: str) -> str:
    """Return the city of the working folder; Wuppertal where its marker is missing, as in a checkout."""
    from klima2035.workspace import MARKER, city_of  # noqa: PLC0415

    return city_of(Path(), lang) if Path(MARKER).is_file() else places.DEFAULT_CITY


def _ask(
    paths: tuple[Path, ...], city: str, years: tuple[int, ...], place: str, mapping: str | None, needed: bool, lang: str
) -> Ask:
    """Return what an importer is asked, with the mapping read and checked where one is needed."""
    from klima2035 import about, mappings  # noqa: PLC0415
    from klima2035.importers.figures import Ask  # noqa: PLC0415

    if mapping is not None and not needed:
        raise InputError(text("import_no_mapping", lang))
    known = mappings.load(mappings.find(mapping or mappings.DEFAULT, city)) if needed else None
    title = about.read(Path("inputs") / city, []).get("title") or {}
    return Ask(paths, str(title.get("de", city)), years, place.strip(), known)


def _name(kind: str, reading: Reading, lang: str) -> str:
    """Return the name of the file where none is given: the kind and the last year it tells of."""
    if not reading.figures:
        raise InputError(text("import_nothing", lang))
    from klima2035.monitoring import year_of  # noqa: PLC0415

    return f"{kind}-{max(year_of(one.day) for one in reading.figures)}"
