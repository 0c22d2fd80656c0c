"""``klima2035 report``: the council pack of a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text
from klima2035.report import KINDS

if TYPE_CHECKING:
    from klima2035.report.pack import Pack


@click.command(cls=console.Command)
@click.argument("scenario")
@click.option("--against", metavar="SCENARIO", help="help.against")
@click.option("--as", "kinds", metavar="KINDS", default=",".join(KINDS), show_default=False, help="help.kinds")
@OUT
@LANG
@VERBOSE
@click.pass_obj
def report(wish: Wish, scenario: str, against: str | None, kinds: str, out: Path) -> None:
    """Write the council pack of a scenario."""
    from klima2035 import record  # noqa: PLC0415
    from klima2035.exports import manifest  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415
    from klima2035.report import document, pack, writing  # noqa: PLC0415

    lang, say, log = wish.lang, Progress(wish.lang), manifest.Log()
    wanted = _kinds(kinds, lang)
    writing.check(wanted, lang)
    found = pack.gather(scenario, against, lang, lambda what: say(scenario, what))
    log.add("report", scenario=found.scenario.name)
    made = document.document(found)
    with part_folder(out, found.scenario.name, "report", lang) as folder:
        say(found.scenario.name, "writing")
        writing.write(made, folder, wanted)
        _tables(found, folder)
        content = manifest.manifest(found.result)
        content["report"] = {"against": found.against.name, "as": list(wanted), "draws": pack.DRAWS, "seed": pack.SEED}
        manifest.write_json(content, folder / "run.json")
        used, files = found.used()
        said = record.call(click.get_current_context(), files[0], against=files[-1] if against else None)
        record.seal(folder, said, used, lang)
        log.write(folder)
    say.done()
    told = sum(1 for one in document.claims(made.blocks) if one.source)
    sections = sum(1 for one in made.blocks if getattr(one, "level", 0) == 1)
    click.echo(text("report_done", lang, title=made.title, pages=sections, claims=told))
    click.echo(text("written", lang, out / found.scenario.name / "report"))


def _tables(found: Pack, folder: Path) -> None:
    """Write every table that the evidence names."""
    from klima2035.ensemble import tables as drawn  # noqa: PLC0415
    from klima2035.exports import tables  # noqa: PLC0415
    from klima2035.stress import hands  # noqa: PLC0415
    from klima2035.stress import tables as stressed  # noqa: PLC0415
    from klima2035.tracking import published, told  # noqa: PLC0415

    tables.write(found.result, folder)
    made = [one(found.tracked) for name, one in told.TABLES.items() if name != "milestones"]
    made += [stressed.figures(found.stressed), stressed.verdicts(found.stressed), hands.table(found.hands)]
    made += [drawn.sensitivity(found.ensemble), drawn.probabilities(found.ensemble)]
    made.append(published.restated(found.accounts, found.inputs))
    for table in made:
        tables.write_table(table, folder / "tables")


def _kinds(kinds: str, lang: str) -> tuple[str, ...]:
    """Return the formats asked for, each once, in their usual order; InputError for any other word."""
    words = [word.strip().lower() for word in kinds.split(",") if word.strip()]
    if not words or not set(words) <= set(KINDS):
        raise InputError(text("report_kinds", lang, kinds, ", ".join(KINDS)))
    return tuple(kind for kind in KINDS if kind in words)
