"""``klima2035 stress``: a scenario under stress, and what of it is in the city's own hands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.result import Result
    from klima2035.scenario import Scenario
    from klima2035.stress.cases import Case
    from klima2035.stress.hands import Hands
    from klima2035.stress.run import Stressed


MOST_WORKERS = 256  # processes: more than a machine has cores for


def _count(ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Return a number of processes; InputError for anything else."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_WORKERS):
        raise InputError(text("stress_count", ctx.obj.lang, value, MOST_WORKERS))
    return int(value)


@click.command(cls=console.Command)
@click.argument("scenario")
@click.option("--cases", metavar="CASE,CASE", default="", help="help.cases")
@click.option("--no-pairs", is_flag=True, help="help.no_pairs")
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@click.option("--workers", metavar="N", default="1", callback=_count, help="help.stress_workers")
@VERBOSE
@click.pass_obj
def stress(wish: Wish, scenario: str, cases: str, no_pairs: bool, out: Path, no_charts: bool, workers: int) -> None:
    """Run a scenario under stress and tell what is in the city's own hands."""
    from klima2035 import loading  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415
    from klima2035.stress import cases as known  # noqa: PLC0415
    from klima2035.stress import hands, run, tables, told  # noqa: PLC0415

    lang, say, log = wish.lang, Progress(wish.lang), Log()
    loaded = loading.load_scenario(scenario)
    inputs = loading.load_inputs(loaded.city)
    names = [name.strip() for name in cases.split(",") if name.strip()] or known.known_names()
    if not names:
        raise InputError(text("stress_no_cases", lang))
    chosen = known.load(names, inputs, loaded.as_of)
    found = run.run(loaded, chosen, not no_pairs, workers, lambda _done, _all: say(loaded.name, "running"), lang)
    log.add("stress", computations=len(found.outcomes))
    ours = hands.run(inputs, loaded)
    with part_folder(out, loaded.name, "stress", lang) as folder:
        say(loaded.name, "writing")
        _write(found, ours, folder)
        if not no_charts:
            say(loaded.name, "drawing")
            log.add("charts", files=_draw(tables.head(found, ours), found, ours, folder, lang))
        _seal(folder, loaded, chosen, lang)
        log.write(folder)
    say.done()
    click.echo("\n".join(told.lines(found, ours, lang)))
    click.echo(text("written", lang, out / loaded.name / "stress"))


def _write(found: Stressed, ours: Hands, folder: Path) -> None:
    """Write the tables and ``run.json``."""
    from klima2035.exports import manifest  # noqa: PLC0415
    from klima2035.exports.tables import write_table  # noqa: PLC0415
    from klima2035.stress import hands, tables  # noqa: PLC0415

    (folder / "tables").mkdir()
    made = (tables.figures(found), tables.verdicts(found), hands.table(ours), hands.measures(ours, found.scenario))
    for table in made:
        write_table(table, folder / "tables")
    content = manifest.manifest(tables.head(found, ours))
    content["cases"] = [case.name for case in found.cases]
    content["pairs"] = [list(one.cases) for one in found.outcomes if len(one.cases) > 1]
    manifest.write_json(content, folder / "run.json")


def _seal(folder: Path, scenario: Scenario, cases: Sequence[Case], lang: str) -> None:
    from klima2035 import record  # noqa: PLC0415

    used = scenario.used() | {case.file: (case.digest, case.path) for case in cases}
    said = record.call(click.get_current_context(), scenario.file, cases=",".join(case.name for case in cases))
    record.seal(folder, said, used, lang)


def _draw(head: Result, found: Stressed, ours: Hands, folder: Path, lang: str) -> int:
    """Draw both charts; return how many files were written."""
    from klima2035.charts import save, style  # noqa: PLC0415 - matplotlib
    from klima2035.charts.hands import in_our_hands  # noqa: PLC0415
    from klima2035.charts.stress import stress as heat_map  # noqa: PLC0415

    target = folder / "charts"
    target.mkdir()
    with style.context():
        drawn = save.write(*heat_map(head, found, lang), target, "stress", lang)
        drawn += save.write(*in_our_hands(head, ours, lang), target, "in_our_hands", lang)
    return len(drawn)
