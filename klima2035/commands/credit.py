"""``klima2035 credit``: what each measure brings, whatever the order in which measures come."""

from __future__ import annotations

from pathlib import Path

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.messages import text

GROUPS = click.option("--groups", "group_file", metavar="FILE", help="help.credit_groups")
SEED = click.option("--seed", metavar="S", type=click.IntRange(0, 2**32 - 1), default=1, help="help.credit_seed")
WORKERS = click.option("--workers", metavar="N", type=click.IntRange(1, 1024), help="help.credit_workers")


@click.command(cls=console.Command)
@click.argument("scenario")
@GROUPS
@SEED
@WORKERS
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@VERBOSE
@click.pass_obj
def credit(
    wish: Wish, scenario: str, group_file: str | None, seed: int, workers: int | None, out: Path, no_charts: bool
) -> None:
    """Work out the credit of each measure and write its folder."""
    from klima2035 import executors, groups, pipeline, record  # noqa: PLC0415
    from klima2035.commands import credit_summary  # noqa: PLC0415
    from klima2035.credit import study  # noqa: PLC0415
    from klima2035.exports import credit as told  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415

    lang, say, log = wish.lang, Progress(wish.lang), Log()
    loaded = pipeline.load_scenario(scenario)
    file = groups.find(group_file) if group_file is not None else None
    given, digest = groups.load(file, loaded.library, loaded.measures) if file is not None else (None, "")
    players = study.players(loaded, given, lang)
    few = study.coalitions(len(players)) < study.FEWEST_FOR_PROCESSES
    say(loaded.name, "running")
    with executors.executor(1 if few and workers is None else workers, lang=lang) as executor:
        result = study.run(loaded, pipeline.load_inputs(loaded.city), players, executor, seed)
    log.add("credit", scenario=loaded.name, workers=executor.workers, coalitions=result.extra["credit"]["coalitions"])
    with part_folder(out, loaded.name, "credit", lang) as folder:
        say(loaded.name, "writing")
        told.write(result, folder)
        if not no_charts:
            from klima2035.charts import credit as charts  # noqa: PLC0415 - matplotlib

            say(loaded.name, "drawing")
            (folder / "charts").mkdir()
            log.add("charts", files=len(charts.draw_all(result, folder / "charts", lang)))
        used, groups_file = loaded.used(), None
        if file is not None:
            groups_file = f"scenarios/groups/{file.name}"
            used[groups_file] = (digest, file.absolute())
        said = record.call(click.get_current_context(), loaded.file, group_file=groups_file)
        record.seal(folder, said, used, lang)
        log.write(folder)
    say.done()
    click.echo("\n".join(credit_summary.lines(result, lang)))
    click.echo(text("written", lang, out / loaded.name / "credit"))
