"""``ensemble`` and ``merge``: many draws of scenarios, on one machine or as shards of a job array."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text
from klima2035.places import DEFAULT_SCENARIO

if TYPE_CHECKING:
    from klima2035.ensemble.run import Ensemble, Plan
    from klima2035.executors import Executor
    from klima2035.exports.parts import Folder
    from klima2035.result import Result, Table
    from klima2035.scenario import Scenario

MOST_DRAWS = 10_000_000  # some three hours on two cores; what is more is a slip of the keyboard
MOST_TOLD = 8  # missing parts named at once
DRAWS = click.option("--draws", metavar="N", type=click.IntRange(1, MOST_DRAWS), help="help.draws")
SEED = click.option("--seed", metavar="S", type=click.IntRange(0, 2**32 - 1), default=1, help="help.seed")
WORKERS = click.option("--workers", metavar="N", type=click.IntRange(1, 1024), help="help.workers")
OWN_ONLY = click.option("--own-framework", is_flag=True, help="help.own_framework")
NO_CHARTS = click.option("--no-charts", is_flag=True, help="help.no_charts")


class Shard(click.ParamType[tuple[int, int]]):
    """``k/N``: the k-th of N shards."""

    name = "k/N"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return both numbers."""
        lang = ctx.obj.lang if ctx is not None and ctx.obj is not None else "de"
        number, _, count = str(value).partition("/")
        if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) <= 100_000):
            self.fail(text("bad_shard", lang, value), param, ctx)
        return int(number), int(count)


@click.command(cls=console.Command)
@click.argument("scenario", nargs=-1)
@DRAWS
@SEED
@WORKERS
@click.option("--scheduler", metavar="ADDRESS", help="help.scheduler")
@click.option("--shard", metavar="k/N", type=Shard(), help="help.shard")
@OWN_ONLY
@click.option("--no-indices", is_flag=True, help="help.no_indices")
@click.option("--block", metavar="N", type=click.IntRange(1, 4096), help="help.block")
@OUT
@LANG
@NO_CHARTS
@VERBOSE
@click.pass_obj
def ensemble(  # noqa: PLR0913, PLR0917 - one argument an option
    wish: Wish, scenario: tuple[str, ...], draws: int | None, seed: int, workers: int | None, scheduler: str | None,
    shard: tuple[int, int] | None, own_framework: bool, no_indices: bool, block: int | None, out: Path, no_charts: bool,
) -> None:  # fmt: skip
    """Draw scenarios many times and write bands and probabilities."""
    from klima2035 import executors  # noqa: PLC0415
    from klima2035.ensemble.run import DRAWS as USUAL  # noqa: PLC0415

    plans = _plans(scenario or (DEFAULT_SCENARIO,), draws or USUAL, seed, own_framework, block, wish.lang)
    with executors.executor(_worth(workers, plans), scheduler, wish.lang) as executor:
        if shard is not None:
            for plan in plans:
                _shard(plan, executor, shard, out, wish.lang)
            return
        found = [_one(plan, executor, out, wish.lang, not no_indices, not no_charts) for plan in plans]
    if len(found) > 1:
        _differences(found, out, wish.lang)


@click.command(cls=console.Command)
@click.argument("scenario", nargs=-1, required=True)
@DRAWS
@SEED
@WORKERS
@OWN_ONLY
@click.option("--no-indices", is_flag=True, help="help.no_indices")
@OUT
@LANG
@NO_CHARTS
@VERBOSE
@click.pass_obj
def merge(  # noqa: PLR0913, PLR0917 - one argument an option
    wish: Wish, scenario: tuple[str, ...], draws: int | None, seed: int, workers: int | None, own_framework: bool,
    no_indices: bool, out: Path, no_charts: bool,
) -> None:  # fmt: skip
    """Put shards of ensembles together; Sobol indices, which no shard holds, are computed here."""
    from klima2035 import executors  # noqa: PLC0415
    from klima2035.ensemble.run import DRAWS as USUAL  # noqa: PLC0415

    plans = _plans(scenario, draws or USUAL, seed, own_framework, None, wish.lang)
    for plan in plans:
        _whole(plan, out, wish.lang)
    with executors.executor(workers, lang=wish.lang) as executor:
        found = [_one(plan, executor, out, wish.lang, not no_indices, not no_charts) for plan in plans]
    if len(found) > 1:
        _differences(found, out, wish.lang)


def _whole(plan: Plan, out: Path, lang: str) -> None:
    """Refuse to merge while parts are missing, and name them."""
    keeper = _keeper(plan, out, lang)
    every = plan.tasks(plan.jobs())
    absent = [i for i, (_, task) in enumerate(every) if keeper.load(task) is None]
    if absent:
        told = ", ".join(f"{every[i][1].first}-{every[i][1].last - 1} ({every[i][0]})" for i in absent[:MOST_TOLD])
        more = " ..." if len(absent) > MOST_TOLD else ""
        raise InputError(text("shards_missing", lang, lacking=len(absent), of=len(every), draws=told + more))


def _plans(names: tuple[str, ...], draws: int, seed: int, own: bool, block: int | None, lang: str) -> list[Plan]:
    from klima2035 import pipeline  # noqa: PLC0415
    from klima2035.ensemble import frameworks  # noqa: PLC0415
    from klima2035.ensemble.job import BLOCK  # noqa: PLC0415
    from klima2035.ensemble.run import Plan  # noqa: PLC0415
    from klima2035.exports.ensemble import balanced  # noqa: PLC0415

    loaded = [pipeline.load_scenario(name) for name in names]
    twice = next((one.name for one in loaded if [other.name for other in loaded].count(one.name) > 1), None)
    if twice is not None:
        raise InputError(text("twice", lang, twice))
    if not balanced(draws):
        click.echo(text("unbalanced", lang, draws=draws), err=True)
    return [
        Plan(one, pipeline.load_inputs(one.city), draws, seed, frameworks.of(one, alone=own), block or BLOCK)
        for one in loaded
    ]


def _worth(workers: int | None, plans: list[Plan]) -> int | None:
    """Return how many workers to start: starting processes costs more than a few hundred draws."""
    from klima2035.ensemble.job import TASK  # noqa: PLC0415

    every = sum(plan.draws * len(plan.frameworks) for plan in plans)
    return 1 if workers is None and every <= TASK else workers


def _keeper(plan: Plan, out: Path, lang: str) -> Folder:
    from klima2035 import windows  # noqa: PLC0415
    from klima2035.exports.parts import LONGEST, Folder  # noqa: PLC0415

    keeper = Folder(out / "parts" / f"{plan.scenario.name}-{plan.draws}-{plan.seed}")
    windows.check(keeper.path, LONGEST, lang)
    return keeper


def _shard(plan: Plan, executor: Executor, shard: tuple[int, int], out: Path, lang: str) -> None:
    from klima2035.ensemble import run as ensembles  # noqa: PLC0415
    from klima2035.refusal import as_fault  # noqa: PLC0415

    keeper = _keeper(plan, out, lang)
    jobs = plan.jobs()
    mine = ensembles.shard(plan.tasks(jobs), *shard)
    with as_fault(str(keeper.path), lang):
        for _ in ensembles.parts(list(jobs.values()), mine, executor, keeper, _told(plan, lang)):
            pass
    click.echo(text("shard_done", lang, number=shard[0], count=shard[1], folder=keeper.path.as_posix()))


def _told(plan: Plan, lang: str) -> Callable[[int, int], None]:
    say = Progress(lang)

    def progress(done: int, count: int) -> None:
        say(f"{plan.scenario.name} {done}/{count}", "drawing_draws")

    return progress


def _one(plan: Plan, executor: Executor, out: Path, lang: str, indices: bool, charts: bool) -> Ensemble:
    """Draw one scenario, write its folder, print what came of it."""
    from klima2035 import pipeline  # noqa: PLC0415
    from klima2035.ensemble import run as ensembles  # noqa: PLC0415
    from klima2035.ensemble import tables, telling  # noqa: PLC0415
    from klima2035.exports import ensemble as exports  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415
    from klima2035.refusal import as_fault  # noqa: PLC0415

    log, keeper = Log(), _keeper(plan, out, lang)
    with as_fault(str(keeper.path), lang):
        found = ensembles.run(plan, executor, keeper, _told(plan, lang), indices)
    log.add("ensemble", scenario=plan.scenario.name, draws=plan.draws)
    result = telling.with_bands(pipeline.run(plan.scenario, plan.inputs), found)
    told = list(tables.every(found))
    with part_folder(out, plan.scenario.name, "ensemble", lang) as folder:
        exports.write(found, result, told, folder)
        if charts:
            _draw(result, found, {one.name: one for one in told}, folder, lang)
        _seal(folder, [plan.scenario], plan, lang)
        log.write(folder)
    keeper.clear()
    Progress(lang).done()
    click.echo("\n".join(telling.lines(found, result, lang)))
    click.echo(text("written", lang, out / plan.scenario.name / "ensemble"))
    return found


def _seal(folder: Path, scenarios: Sequence[Scenario], plan: Plan, lang: str) -> None:
    from klima2035 import record  # noqa: PLC0415
    from klima2035.ensemble import frameworks  # noqa: PLC0415

    used, files = record.joined(*scenarios)
    said = record.call(click.get_current_context(), *files, command="ensemble", draws=plan.draws)
    record.seal(folder, said, used | frameworks.used(), lang)


def _draw(result: Result, found: Ensemble, told: dict[str, Table], folder: Path, lang: str) -> None:
    from klima2035 import charts  # noqa: PLC0415 - matplotlib

    target = folder / "charts"
    target.mkdir()
    own = found.own
    middles = {one.code: float(values.mean()) for one, values in zip(own.job.headlines, own.figures, strict=True)}
    charts.draw_ensemble(result, told, middles, target, lang)


def _differences(found: list[Ensemble], out: Path, lang: str) -> None:
    """Write how scenarios differ in the same draws, beside the comparison of the scenarios as stated."""
    from klima2035.ensemble import tables, telling  # noqa: PLC0415
    from klima2035.exports import tables as exports  # noqa: PLC0415
    from klima2035.exports.manifest import write_json  # noqa: PLC0415
    from klima2035.folder import new_folder  # noqa: PLC0415

    told = tables.differences(found)
    name = "--".join(one.plan.scenario.name for one in found)
    with new_folder(out / "compare", f"ensemble-{name}"[:120], lang) as folder:
        (folder / "tables").mkdir()
        exports.write_table(told, folder / "tables")
        about = {"command": "ensemble", "scenarios": [one.plan.scenario.name for one in found],
                 "draws": found[0].plan.draws, "seed": found[0].plan.seed}  # fmt: skip
        write_json(about, folder / "run.json")
        _seal(folder, [one.plan.scenario for one in found], found[0].plan, lang)
    click.echo("\n".join(telling.difference_lines(told, lang)))
