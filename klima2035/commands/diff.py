"""``diff``: in words, tonnes and euros what two scenarios differ in."""

from __future__ import annotations

from pathlib import Path

import click

from klima2035 import console
from klima2035.console import LANG, VERBOSE, Progress, Wish
from klima2035.messages import text

FORMS = ("text", "markdown", "json")


@click.command(cls=console.Command)
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
