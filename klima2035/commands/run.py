"""``run`` and ``compare``: one folder a scenario, and one for how two of them differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console, places
from klima2035.commands.ensemble import MOST_DRAWS
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.result import Result
    from klima2035.scenario import Scenario

DEFAULT, TREND = places.DEFAULT_SCENARIO, "trend"


@click.command(cls=console.Command)
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


@click.command(cls=console.Command)
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
