"""``klima2035 track``: what was counted beside a scenario's path, and what was published before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError, shown
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.inputs import Inputs
    from klima2035.result import Table
    from klima2035.tracking.comparison import Tracked


@click.command(cls=console.Command)
@click.argument("scenario")
@click.option("--publish", metavar="NAME", help="help.publish")
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@VERBOSE
@click.pass_obj
def track(wish: Wish, scenario: str, publish: str | None, out: Path, no_charts: bool) -> None:
    """Compare a scenario's path with what was counted."""
    from klima2035 import loading, record  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415
    from klima2035.tracking import comparison, published, told  # noqa: PLC0415

    lang, say, log = wish.lang, Progress(wish.lang), Log()
    loaded = loading.load_scenario(scenario)
    inputs = loading.load_inputs(loaded.city)
    target = None if publish is None else _account(publish, inputs, lang)
    accounts = published.read(inputs)
    used = loaded.used() | published.used(inputs)
    say(loaded.name, "running")
    found = comparison.track(inputs, loaded)
    tables = {name: made(found) for name, made in told.TABLES.items()}
    tables["restated"] = published.restated(accounts, inputs)
    with part_folder(out, loaded.name, "track", lang) as folder:
        say(loaded.name, "writing")
        _write(found, tables, folder, lang, not no_charts)
        record.seal(folder, record.call(click.get_current_context(), loaded.file), used, lang)
        log.write(folder)
    say.done()
    click.echo("\n".join(told.lines(found, tables, accounts, lang, publishing=target is not None)))
    click.echo(text("written", lang, out / loaded.name / "track"))
    if target is not None:
        _publish(target, found, tables["milestones"], lang)


def _account(name: str, inputs: Inputs, lang: str) -> Path:
    """Return the file of an account; InputError for a name that cannot be one and for inputs that are not ours."""
    from klima2035 import places  # noqa: PLC0415
    from klima2035.tracking import published  # noqa: PLC0415

    if not places.is_name(name) or name in places.RESERVED:
        raise InputError(text("track_account_name", lang, name))
    folder = published.folder(inputs.root, inputs.city)
    if inputs.root.resolve() != (Path.cwd() / "inputs").resolve():
        raise InputError(text("track_account_place", lang, inputs.city))
    return folder / f"{name}.csv"


def _write(found: Tracked, tables: dict[str, Table], folder: Path, lang: str, charts: bool) -> None:
    """Write tables, charts and ``run.json``."""
    from klima2035.exports import manifest  # noqa: PLC0415
    from klima2035.exports.tables import write_table  # noqa: PLC0415
    from klima2035.tracking import head  # noqa: PLC0415

    (folder / "tables").mkdir()
    for table in tables.values():
        write_table(table, folder / "tables")
    about = head.head(found)
    content = manifest.manifest(about)
    content["latest"] = found.latest
    manifest.write_json(content, folder / "run.json")
    if charts and tables["deviation"].rows:
        from klima2035.charts import save, style  # noqa: PLC0415 - matplotlib
        from klima2035.charts.tracking import deviation  # noqa: PLC0415

        (folder / "charts").mkdir()
        with style.context():
            planned = dict(zip(found.years, found.planned["co2e"].tolist(), strict=True))
            drawn = deviation(about, tables["deviation"], planned, lang)
            save.write(*drawn, folder / "charts", "deviation", lang)


def _publish(target: Path, found: Tracked, verdicts: Table, lang: str) -> None:
    """Write an account in one move; one that stands there stays, whatever happens."""
    from klima2035.tracking import head, published  # noqa: PLC0415
    from klima2035.wholefile import clear, write_new  # noqa: PLC0415

    content = published.text(published.entries(found.inputs, verdicts, head.headlines(found)))
    if target.exists():
        clear(target, lang)
        if target.read_text(encoding="utf-8") == content:
            click.echo(text("track_published_again", lang, shown(target)))
            return
        raise InputError(text("track_account_taken", lang, shown(target), f"{target.stem}-2"))
    write_new(target, content, lang)
    click.echo(text("track_published", lang, shown(target)))
