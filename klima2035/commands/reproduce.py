"""``klima2035 reproduce``: a past result made again from its ``run.json``, or what differs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.console import LANG, VERBOSE, Wish
from klima2035.errors import shown
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.reproducing import Compared, Lacking, Past

MOST_TOLD = 20  # files named one by one


@click.command(cls=console.Command)
@click.argument("file", metavar="run.json", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path("reproduced"),
    help="help.reproduce_out",
)  # fmt: skip
@LANG
@VERBOSE
@click.pass_context
def reproduce(ctx: click.Context, file: Path, out: Path) -> int:
    """Make a past result again, or name each file and version that differs."""
    from klima2035 import record, reproducing  # noqa: PLC0415
    from klima2035.folder import new_folder  # noqa: PLC0415

    wish: Wish = ctx.obj
    lang = wish.lang
    path = file / record.RUN if file.is_dir() else file
    past = reproducing.read(path, lang)
    differing = _versions(past, lang)
    _edited(past, reproducing.compare(past.outputs, reproducing.beside(past, path.parent)), path, lang)
    with tempfile.TemporaryDirectory(prefix="klima2035-") as scratch:
        lacking = reproducing.collect(past, path.parent, Path(scratch))
        if lacking:
            return _refused(lacking, lang)
        click.echo(text("reproduce_files", lang, len(past.files)))
        root = ctx.find_root().command
        made, said = reproducing.again(past, Path(scratch), lambda arguments: console.call(root, arguments))
        if made is None:
            click.echo(said, nl=False, err=True)
            click.echo(text("reproduce_refused", lang), err=True)
            return 1
        name = reproducing.called(made, Path(scratch))
        with new_folder(out, name, lang) as fresh:
            shutil.copytree(made, fresh, dirs_exist_ok=True)
        found = reproducing.compare(past.outputs, record.hashes(made))
    return _told(found, out / name, differing, lang)


def _versions(past: Past, lang: str) -> bool:
    """Tell each version that differs; return whether any does."""
    from klima2035 import reproducing  # noqa: PLC0415

    none = text("reproduce_none", lang)
    rows = reproducing.versions(past)
    for name, then, now in rows:
        click.echo(text("reproduce_version", lang, name, then or none, now or none))
    if not rows:
        click.echo(text("reproduce_versions_same", lang))
    return bool(rows)


def _edited(past: Past, found: Compared, path: Path, lang: str) -> None:
    """Tell which files of the result are no longer those that were written; silent where only that file was kept."""
    if found.equal or found.differing:
        for name in (*found.differing, *found.missing)[:MOST_TOLD]:
            click.echo(text("reproduce_edited", lang, shown(path.parent / name)))


def _refused(lacking: list[Lacking], lang: str) -> int:
    for one in lacking:
        key = "reproduce_lacking" if one.found is None else "reproduce_changed"
        click.echo(text(key, lang, one.name), err=True)
    click.echo(text("reproduce_nothing", lang, len(lacking)), err=True)
    return 1


def _told(found: Compared, folder: Path, differing: bool, lang: str) -> int:
    """Tell what became of every file; return 0 where all are the same to the byte, else 1."""
    for key, names in (("differs", found.differing), ("missing", found.missing), ("added", found.added)):
        for name in names[:MOST_TOLD]:
            click.echo(text(f"reproduce_{key}", lang, name))
        if len(names) > MOST_TOLD:
            click.echo(text("reproduce_more", lang, len(names) - MOST_TOLD))
    count = len(found.equal)
    if found.is_same:
        click.echo(text("reproduce_same", lang, count))
    else:
        key = "reproduce_by_version" if differing else "reproduce_by_machine"
        click.echo(text(key, lang, count, len(found.differing) + len(found.missing) + len(found.added)), err=True)
    click.echo(text("written", lang, folder))
    return 0 if found.is_same else 1
