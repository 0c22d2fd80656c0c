"""The commands. Thin: everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import __version__, console
from klima2035.commands.credit import credit
from klima2035.commands.doctor import doctor
from klima2035.commands.ensemble import MOST_DRAWS, ensemble, merge
from klima2035.commands.explorer import explorer
from klima2035.commands.importing import import_
from klima2035.commands.milestones import milestones
from klima2035.commands.report import report
from klima2035.commands.reproduce import reproduce
from klima2035.commands.serve import serve
from klima2035.commands.stress import stress
from klima2035.commands.track import track
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.result import Result
    from klima2035.scenario import Scenario

DEFAULT, TREND = "klimaneutral-2035", "trend"
FORMS = ("text", "markdown", "json")
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


@program.command(cls=console.Command)
@click.argument("scenario", nargs=-1)
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@click.option("--strict", is_flag=True, help="help.strict")
@click.option("--draw", metavar="K", type=click.IntRange(0, MOST_DRAWS - 1), help="help.draw")
@click.option("--seed", metavar="S", type=click.IntRange(0, 2**32 - 1), help="help.seed")
@VERBOSE
@click.pass_obj
def run(
    wish: Wish, scenario: tuple[str, ...], out: Path, no_charts: bool, strict: bool, draw: int | None, seed: int | None
) -> int:
    """Run scenarios and write their folders."""
    from klima2035 import pipeline  # noqa: PLC0415

    lang, say = wish.lang, Progress(wish.lang)
    loaded = [pipeline.load_scenario(name) for name in scenario or (TREND, DEFAULT)]
    _check_names(loaded, lang)
    if seed is not None and draw is None:
        raise InputError(text("draw_needs_seed", lang))
    chance = None if draw is None else (draw, 1 if seed is None else seed)
    results = [_run_one(one, out, lang, not no_charts, say, chance) for one in loaded]
    if not scenario:
        _compare(results[0], results[1], loaded, out, lang, not no_charts, say)
    return _judged(results, lang) if strict else 0


def _judged(results: list[Result], lang: str) -> int:
    """Return 1 and say so where any run has a warning or worse."""
    counts = [result.severities() for result in results]
    total = {name: sum(one[name] for one in counts) for name in counts[0]}
    if not total["serious"] + total["warning"]:
        return 0
    click.echo(text("strict", lang, **total), err=True)
    return 1


def _check_names(loaded: list[Scenario], lang: str) -> None:
    names = [one.name for one in loaded]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(text("twice", lang, twice))


def _run_one(
    scenario: Scenario, out: Path, lang: str, charts: bool, say: Progress, chance: tuple[int, int] | None
) -> Result:
    """Run one scenario, or one draw of it (number, seed); write its folder, print its summary."""
    from klima2035 import exports, pipeline, record, summary  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import new_folder  # noqa: PLC0415

    log = Log()
    say(scenario.name, "running")
    inputs = pipeline.load_inputs(scenario.city)
    if chance is not None:
        from klima2035 import draws  # noqa: PLC0415

        inputs, scenario = draws.draw(inputs, scenario, *chance)
    name = scenario.name if chance is None else f"{scenario.name}-draw-{chance[0]}-{chance[1]}"
    result = pipeline.run(scenario, inputs)
    log.add("run", scenario=scenario.name)
    with new_folder(out, name, lang) as folder:
        say(scenario.name, "writing")
        written = exports.write_all(result, folder, lang)
        log.add("tables", files=len(written))
        if charts:
            say(scenario.name, "drawing")
            log.add("charts", files=len(_draw(result, folder, lang)))
        record.seal(folder, record.call(click.get_current_context(), scenario.file), scenario.used(), lang)
        log.write(folder)
    say.done()
    click.echo("\n".join(summary.lines(result, lang)))
    click.echo(text("written", lang, out / name))
    return result


def _draw(result: Result, folder: Path, lang: str) -> list[Path]:
    from klima2035 import charts  # noqa: PLC0415 - matplotlib

    target = folder / "charts"
    target.mkdir()
    return charts.draw_all(result, target, lang)


@program.command(cls=console.Command)
@click.argument("a")
@click.argument("b")
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@VERBOSE
@click.pass_obj
def compare(wish: Wish, a: str, b: str, out: Path, no_charts: bool) -> None:
    """Compare two scenarios."""
    from klima2035 import pipeline  # noqa: PLC0415

    lang, say = wish.lang, Progress(wish.lang)
    loaded = [pipeline.load_scenario(name) for name in (a, b)]
    if loaded[0].name == loaded[1].name:
        raise InputError(text("same_scenario", lang, loaded[0].name))
    say(f"{loaded[0].name}, {loaded[1].name}", "running")
    results = [pipeline.run(one, pipeline.load_inputs(one.city)) for one in loaded]
    _compare(results[0], results[1], loaded, out, lang, not no_charts, say)


def _compare(a: Result, b: Result, of: list[Scenario], out: Path, lang: str, charts: bool, say: Progress) -> None:
    """Write the folder of one comparison and print its headline."""
    from klima2035 import record, summary  # noqa: PLC0415
    from klima2035.exports import comparison  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import new_folder  # noqa: PLC0415

    log, name = Log(), f"{a.name}--{b.name}"
    with new_folder(out / "compare", name, lang) as folder:
        say(name, "writing")
        comparison.write(a, b, folder)
        if charts:
            from klima2035 import charts as drawn  # noqa: PLC0415 - matplotlib

            say(name, "drawing")
            (folder / "charts").mkdir()
            drawn.compare(a, b, folder / "charts", lang)
        used, files = record.joined(*of)
        record.seal(folder, record.call(click.get_current_context(), *files, command="compare"), used, lang)
        log.add("compare", a=a.name, b=b.name)
        log.write(folder)
    say.done()
    click.echo(summary.difference(a, b, lang))
    click.echo(text("written", lang, out / "compare" / name))


@program.command(cls=console.Command)
@click.argument("a")
@click.argument("b")
@click.option("--as", "form", type=click.Choice(FORMS), default=FORMS[0], help="help.as")
@click.option("--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="help.diff_out")
@LANG
@VERBOSE
@click.pass_obj
def diff(wish: Wish, a: str, b: str, form: str, out: Path | None) -> None:
    """Tell in words how two scenarios differ and what that does."""
    from klima2035 import difference, pipeline, places  # noqa: PLC0415
    from klima2035.exports import difference as told  # noqa: PLC0415

    lang, say = wish.lang, Progress(wish.lang)
    first, second = (pipeline.load_scenario(name) for name in (a, b))
    name = f"{first.name}--{second.name}"
    say(name, "running")
    results = [pipeline.run(one, pipeline.load_inputs(one.city)) for one in (first, second)]
    names = difference.called(first, second, (places.find(a).resolve(), places.find(b).resolve()))
    found = difference.difference(results[0], results[1], first, second, names)
    if out is not None:
        from klima2035 import record  # noqa: PLC0415
        from klima2035.folder import new_folder  # noqa: PLC0415

        with new_folder(out / "diff", name, lang) as folder:
            told.write(found, results[0], results[1], folder, lang)
            used, files = record.joined(first, second)
            record.seal(folder, record.call(click.get_current_context(), *files), used, lang)
    say.done()
    click.echo(told.render(found, form, lang), nl=False)
    if out is not None:
        click.echo(text("written", lang, out / "diff" / name), err=True)


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
        click.echo(text("valid", wish.lang, one))
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
