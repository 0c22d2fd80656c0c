"""``klima2035 report``: the council pack of a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from klima2035 import console
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError
from klima2035.messages import text

KINDS = ("pdf", "html", "pptx")


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
        content = manifest.manifest(found.result)
        content["report"] = {"against": found.against.name, "as": list(wanted), "draws": pack.DRAWS, "seed": pack.SEED}
        manifest.write_json(content, folder / "run.json")
        log.write(folder)
    say.done()
    told = sum(1 for one in document.claims(made.blocks) if one.source)
    sections = sum(1 for one in made.blocks if getattr(one, "level", 0) == 1)
    click.echo(text("report_done", lang, title=made.title, pages=sections, claims=told))
    click.echo(text("written", lang, out / found.scenario.name / "report"))


def _kinds(kinds: str, lang: str) -> tuple[str, ...]:
    """Return the formats asked for, each once, in their usual order; InputError for any other word."""
    words = [word.strip().lower() for word in kinds.split(",") if word.strip()]
    if not words or not set(words) <= set(KINDS):
        raise InputError(text("report_kinds", lang, kinds, ", ".join(KINDS)))
    return tuple(kind for kind in KINDS if kind in words)
