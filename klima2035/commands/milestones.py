"""``klima2035 milestones``: verdicts on a scenario's milestones, and new limits derived from its path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from klima2035 import console
from klima2035.complaints import hint
from klima2035.console import LANG, OUT, VERBOSE, Progress, Wish
from klima2035.errors import InputError, nearest
from klima2035.messages import text

if TYPE_CHECKING:
    from klima2035.inputs import Inputs
    from klima2035.result import Result
    from klima2035.scenario import Scenario

ALL = "all"


@click.command(cls=console.Command)
@click.argument("scenario")
@click.option("--require", metavar="ID", multiple=True, help="help.require")
@click.option("--derive", metavar="YEARS", help="help.derive")
@click.option("--indicator", metavar="NAME", multiple=True, help="help.indicator")
@OUT
@LANG
@click.option("--no-charts", is_flag=True, help="help.no_charts")
@VERBOSE
@click.pass_obj
def milestones(
    wish: Wish, scenario: str, require: tuple[str, ...], derive: str | None, indicator: tuple[str, ...], out: Path,
    no_charts: bool,
) -> int:  # fmt: skip
    """Judge a scenario's milestones; derive new ones from its path."""
    from klima2035 import pipeline, record  # noqa: PLC0415
    from klima2035.exports.manifest import Log  # noqa: PLC0415
    from klima2035.folder import part_folder  # noqa: PLC0415
    from klima2035.milestones import told  # noqa: PLC0415

    lang, say, log = wish.lang, Progress(wish.lang), Log()
    loaded = pipeline.load_scenario(scenario)
    _check_required(require, [one.id for one in loaded.milestones], lang)
    years = _years(derive, loaded, lang)
    if indicator and not years:
        raise InputError(text("milestones_indicator_alone", lang))
    inputs = pipeline.load_inputs(loaded.city)
    say(loaded.name, "running")
    result = pipeline.run(loaded, inputs)
    derived = _derived(result, loaded, inputs, years, indicator, lang) if years else ""
    with part_folder(out, loaded.name, "milestones", lang) as folder:
        say(loaded.name, "writing")
        _write(result, derived, folder, lang, not no_charts)
        record.seal(folder, record.call(click.get_current_context(), loaded.file), loaded.used(), lang)
        log.write(folder)
    say.done()
    click.echo("\n".join(told.lines(result, lang)))
    target = out / loaded.name / "milestones"
    if derived:
        count, path = derived.count("\n  - id: "), (target / "milestones.yaml").as_posix()
        values = {"count": count, "title": loaded.title[lang], "city": loaded.city, "path": path}
        click.echo(text("milestones_derived", lang, **values))
    click.echo(text("written", lang, target))
    return _judged(result, require, lang)


def _check_required(require: Sequence[str], known: Sequence[str], lang: str) -> None:
    for name in require:
        if name != ALL and name not in known:
            told = hint(nearest(name, known), lang)
            raise InputError(text("milestones_unknown", lang, name, f"; {told}" if told else ""))


def _years(derive: str | None, scenario: Scenario, lang: str) -> list[int]:
    """Return the years asked for in order; InputError where one is none of the model's."""
    if derive is None:
        return []
    first, last = 2018, scenario.horizon
    words = [word.strip() for word in derive.split(",")]
    if not all(re.fullmatch(r"[0-9]{4}", word) and first <= int(word) <= last for word in words):
        raise InputError(text("milestones_years", lang, derive, first, last))
    return sorted({int(word) for word in words})


def _derived(
    result: Result, scenario: Scenario, inputs: Inputs, years: Sequence[int], wanted: Sequence[str], lang: str
) -> str:
    """Return the text of a file with the limits derived from the scenario's path."""
    from klima2035 import judging  # noqa: PLC0415
    from klima2035.milestones import derive, told  # noqa: PLC0415

    names = tuple(dict.fromkeys(wanted)) or derive.indicators(scenario.milestones)
    _check_indicators(names, lang)
    known = judging.path_evidence(scenario, inputs, result, names)
    about = {"name": scenario.name, "as_of": scenario.as_of, "hash": scenario.digest()}
    notes = [text("milestones_note_source", lang, **about), *told.shortfalls(result, lang)]
    return derive.render(derive.derive(scenario, known, years, names), scenario, notes)


def _check_indicators(names: Sequence[str], lang: str) -> None:
    from klima2035.milestone_files import indicator_units  # noqa: PLC0415
    from klima2035.quantities import Unknown, is_one, parse, respelt  # noqa: PLC0415
    from klima2035.quantities import unit as unit_of  # noqa: PLC0415

    known = indicator_units()
    for name in names:
        parsed = parse(name) if is_one(name) else None
        near = parsed.meant(name) if isinstance(parsed, Unknown) else respelt(name) or nearest(name, known)
        if isinstance(parsed, Unknown) or (parsed is None and name not in known):
            told = hint(near, lang)
            raise InputError(text("milestones_indicator", lang, name, f"; {told}" if told else ""))
        if parsed is not None and not unit_of(parsed):
            raise InputError(text("milestones_indicator_open", lang, name))


def _write(result: Result, derived: str, folder: Path, lang: str, charts: bool) -> None:
    """Write tables, the derived file, the board and ``run.json``."""
    from klima2035.exports import manifest  # noqa: PLC0415
    from klima2035.exports.tables import write_table  # noqa: PLC0415

    (folder / "tables").mkdir()
    for name in ("milestones", "leading", "actuals"):
        write_table(result.tables[name], folder / "tables")
    if derived:
        (folder / "milestones.yaml").write_text(derived, encoding="utf-8", newline="\n")
    manifest.write_json(manifest.manifest(result), folder / "run.json")
    if charts:
        from klima2035.charts import COUNCIL, save, style  # noqa: PLC0415 - matplotlib

        (folder / "charts").mkdir()
        with style.context():
            save.write(*COUNCIL["board"](result, lang), folder / "charts", "board", lang)


def _judged(result: Result, require: Sequence[str], lang: str) -> int:
    """Return 1 and say so where a milestone that was asked for is not reached."""
    rows = result.tables["milestones"].dicts()
    wanted = {row["id"] for row in rows} if ALL in require else set(require)
    open_ = [row["id"] for row in rows if row["id"] in wanted and row["verdict"] != "reached"]
    if not open_:
        return 0
    click.echo(text("milestones_required", lang, ", ".join(open_)), err=True)
    return 1
