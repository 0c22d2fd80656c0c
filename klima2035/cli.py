"""The commands. Thin: everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import __version__, console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.result import Result
    from klima2035.scenario import Scenario

DEFAULT, TREND = "klimaneutral-2035", "trend"
LISTS = ("scenarios", "measures", "levers", "milestones")


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
@VERBOSE
@click.pass_obj
def run(wish: Wish, scenario: tuple[str, ...], out: Path, no_charts: bool, strict: bool) -> int:
    """Run scenarios and write their folders."""
    from klima2035 import pipeline  # noqa: PLC0415

    lang, say = wish.lang, Progress(wish.lang)
    loaded = [pipeline.load_scenario(name) for name in scenario or (TREND, DEFAULT)]
    _check_names(loaded, lang)
    results = [_run_one(one, out, lang, not no_charts, say) for one in loaded]
    if not scenario:
        _compare(results[0], results[1], out, lang, not no_charts, say)
    findings = sum(len(result.findings.get("de", ())) for result in results)
    if strict and findings:
        click.echo(text("strict", lang, findings), err=True)
        return 1
    return 0


def _check_names(loaded: list[Scenario], lang: str) -> None:
    names = [one.name for one in loaded]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(text("twice", lang, twice))


def _run_one(scenario: Scenario, out: Path, lang: str, charts: bool, say: Progress) -> Result:
    """Run one scenario, write its folder, print its summary."""
    from klima2035 import exports, pipeline, summary  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import new_folder  # noqa: PLC0415

    log = Log()
    say(scenario.name, "running")
    result = pipeline.run(scenario, pipeline.load_inputs(scenario.city))
    log.add("run", scenario=scenario.name)
    with new_folder(out, scenario.name, lang) as folder:
        say(scenario.name, "writing")
        written = exports.write_all(result, folder, lang)
        log.add("tables", files=len(written))
        if charts:
            say(scenario.name, "drawing")
            log.add("charts", files=len(_draw(result, folder, lang)))
        log.write(folder)
    say.done()
    click.echo("\n".join(summary.lines(result, lang)))
    click.echo(text("written", lang, out / scenario.name))
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
    _compare(results[0], results[1], out, lang, not no_charts, say)


def _compare(a: Result, b: Result, out: Path, lang: str, charts: bool, say: Progress) -> None:
    """Write the folder of one comparison and print its headline."""
    from klima2035 import summary  # noqa: PLC0415
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
        log.add("compare", a=a.name, b=b.name)
        log.write(folder)
    say.done()
    click.echo(summary.difference(a, b, lang))
    click.echo(text("written", lang, out / "compare" / name))


@program.command(cls=console.Command)
@click.argument("path", nargs=-1, required=True)
@LANG
@VERBOSE
@click.pass_obj
def validate(wish: Wish, path: tuple[str, ...]) -> None:
    """Check files and name all faults at once."""
    from klima2035 import pipeline  # noqa: PLC0415

    faults = [fault for one in path for fault in pipeline.validate(one)]
    if faults:
        raise InputError(faults)
    for one in path:
        click.echo(text("valid", wish.lang, one))


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
@LANG
@VERBOSE
@click.pass_obj
def show(wish: Wish, scenario: str, resolved: bool) -> None:
    """Show a scenario in plain words."""
    from klima2035 import listing, pipeline  # noqa: PLC0415

    click.echo("\n".join(listing.show(pipeline.load_scenario(scenario), resolved, wish.lang)))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line given, or the process's own; return the exit code."""
    if arguments is not None:
        return console.call(program, arguments)
    with console.own_process() as given:
        return console.call(program, given)
