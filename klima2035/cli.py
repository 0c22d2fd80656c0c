"""The commands. Thin: everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from pathlib import Path

import click

from klima2035 import __version__, console
from klima2035.commands.credit import credit
from klima2035.commands.diff import diff
from klima2035.commands.doctor import doctor
from klima2035.commands.ensemble import ensemble, merge
from klima2035.commands.explorer import explorer
from klima2035.commands.importing import import_
from klima2035.commands.milestones import milestones
from klima2035.commands.report import report
from klima2035.commands.reproduce import reproduce
from klima2035.commands.run import DEFAULT, compare, run
from klima2035.commands.serve import serve
from klima2035.commands.stress import stress
from klima2035.commands.track import track
from klima2035.complaints import harmless
from klima2035.console import LANG, VERBOSE, Wish
from klima2035.errors import InputError
from klima2035.messages import text

LISTS = (
    "scenarios", "measures", "levers", "milestones", "stress", "inputs", "indicators", "programmes", "assets",
    "sources", "units",
)  # fmt: skip
AS_JSON = click.option("--as", "form", type=click.Choice(["text", "json"]), default="text", help="help.as_json")


@click.group(name="klima2035", cls=console.Group, invoke_without_command=True)
@click.version_option(__version__, help="version", message="klima2035 %(version)s")
@LANG
@click.pass_context
def program(ctx: click.Context) -> None:
    """Show the help when no command is given."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _command in (run, compare, diff):
    program.add_command(_command)


@program.command(cls=console.Command)
@click.argument("path", nargs=-1, required=True)
@LANG
@VERBOSE
@click.pass_obj
def validate(wish: Wish, path: tuple[str, ...]) -> None:
    """Check files and name all faults at once."""
    from klima2035 import loading  # noqa: PLC0415

    by_path = loading.validate_all(path)
    for one in (one for one, faults in by_path.items() if not faults):
        click.echo(text("valid", wish.lang, harmless(str(one))))
        for note in loading.notes(one):
            from klima2035.faults import render  # noqa: PLC0415

            click.echo(text("note", wish.lang, render(note, wish.lang)))
    wrong = dict.fromkeys(fault for faults in by_path.values() for fault in faults)
    if wrong:
        raise InputError(wrong)


@program.command(cls=console.Command)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="help.dry_run")
@LANG
@VERBOSE
@click.pass_obj
def upgrade(wish: Wish, folder: Path, dry_run: bool) -> None:
    """Bring a folder of an earlier format to the current one."""
    from klima2035 import loading, upgrading  # noqa: PLC0415

    try:
        planned = upgrading.plan(folder, wish.lang)
    except InputError as error:
        if error.faults:
            click.echo(text("upgrade_refused", wish.lang, folder), err=True)
        raise
    backup = None if dry_run else upgrading.carry_out(planned, wish.lang)
    click.echo("\n".join(upgrading.report(planned, backup, dry_run, wish.lang)))
    if dry_run:
        return
    faults = loading.validate_folder(folder)
    click.echo(text("upgrade_left" if faults else "upgrade_sound", wish.lang), err=bool(faults))
    if faults:
        raise InputError(faults)
    if upgrading.editor_files(folder, wish.lang):
        click.echo(text("upgrade_editor", wish.lang, folder / "schema"))


@program.command(name="list", cls=console.Command)
@click.argument("kind", type=click.Choice(LISTS), default="scenarios")
@LANG
@VERBOSE
@click.pass_obj
def list_(wish: Wish, kind: str) -> None:
    """List what there is."""
    from klima2035 import listing  # noqa: PLC0415

    click.echo("\n".join(listing.lines(kind, DEFAULT, wish.lang)))


@program.command(cls=console.Command)
@click.argument("scenario")
@click.option("--resolved", is_flag=True, help="help.resolved")
@AS_JSON
@LANG
@VERBOSE
@click.pass_obj
def show(wish: Wish, scenario: str, resolved: bool, form: str) -> None:
    """Show a scenario in plain words, or flat with the origin of each value."""
    from klima2035 import listing, loading  # noqa: PLC0415

    loaded = loading.load_scenario(scenario)
    if not resolved and form == "text":
        click.echo("\n".join(listing.show(loaded, wish.lang)))
        return
    from klima2035 import chain, places  # noqa: PLC0415

    click.echo("\n".join(listing.resolved(chain.read(places.find(scenario)), loaded, wish.lang, form)))


@program.command(cls=console.Command)
@click.argument("name")
@click.option("--city", metavar="CITY", help="help.city")
@AS_JSON
@LANG
@VERBOSE
@click.pass_obj
def explain(wish: Wish, name: str, city: str | None, form: str) -> None:
    """Explain what is behind a name."""
    from klima2035 import explaining, listing  # noqa: PLC0415

    of_default, as_of = listing.city_of(DEFAULT)
    told = explaining.explain(name, city or of_default, as_of, wish.lang)
    click.echo(explaining.as_json(told) if form == "json" else "\n".join(explaining.lines(told, wish.lang)))


@program.command(cls=console.Command)
@click.argument("folder", metavar="DIR")
@click.option("--city", metavar="CITY", help="help.init_city")
@LANG
@VERBOSE
@click.pass_obj
def init(wish: Wish, folder: str, city: str | None) -> None:
    """Make a working folder."""
    from klima2035 import workspace  # noqa: PLC0415
    from klima2035.labels import label  # noqa: PLC0415

    made = workspace.init(folder, city, wish.lang)
    if made.is_new:
        there = f'"{folder}"' if " " in folder else folder
        click.echo(text("init_done", wish.lang, folder, label(made.city, wish.lang), there))
    else:
        click.echo(text("init_renewed", wish.lang, folder))


@program.command(cls=console.Command)
@click.argument("name")
@click.option("--from", "parent", metavar="SCENARIO", help="help.from")
@click.option("--measure", is_flag=True, help="help.measure")
@click.option("--title", metavar="TEXT", help="help.title")
@LANG
@VERBOSE
@click.pass_obj
def new(wish: Wish, name: str, parent: str | None, measure: bool, title: str | None) -> None:
    """Make a scenario from a parent, or a measure."""
    from klima2035 import newfile  # noqa: PLC0415

    if measure and parent is not None:
        raise InputError(text("new_measure_from", wish.lang))
    if measure:
        path = newfile.measure(name, title, wish.lang)
    else:
        path = newfile.scenario(name, parent or DEFAULT, title, wish.lang)
    click.echo(text("new_done", wish.lang, path.as_posix(), path.as_posix()))


for _command in (
    ensemble,
    merge,
    credit,
    stress,
    milestones,
    track,
    report,
    serve,
    explorer,
    import_,
    reproduce,
    doctor,
):
    program.add_command(_command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line given, or the process's own; return the exit code."""
    if arguments is not None:
        return console.call(program, arguments)
    with console.own_process() as given:
        return console.call(program, given)
