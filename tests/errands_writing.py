"""Every writing command with what it reads before and after: for the harness that cuts commands off."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import importing
from breaking import Errand, Memory

from klima2035 import cli

SCENARIO = """schema: 1
name: probe
title: {{de: Probe {state}, en: Probe {state}}}
extends: klimaneutral-2035
measures:
  heat-pumps: {{ambition: {ambition} %}}
"""
CALM = ("--no-charts",)


def scenario(folder: Path, state: str) -> None:
    """Write the scenario that all commands use, other in the old state than in the new one."""
    text = SCENARIO.format(state=state, ambition=90 if state == "old" else 70)
    (folder / "scenarios" / "probe.yaml").write_text(text, encoding="utf-8", newline="\n")


def command(*arguments: str):
    """Return a call of the command line."""

    def call() -> int:
        return cli.main(list(arguments))

    return call


def in_turn(*calls):
    def call() -> int:
        return max(one() for one in calls)

    return call


MILESTONES = command("milestones", "probe", *CALM)
RUN = command("run", "probe", *CALM)
DRAWS = ("--draws", "64", "--no-indices", "--workers", "1")
OUTPUTS = ("outputs",)


def _units(folder: Path, state: str) -> None:
    for path in (folder / "inputs" / "wuppertal" / "monitoring").glob("*.csv"):
        path.unlink() if state == "old" else None
    lines = [importing.unit("SEE1", "10000", "1.1.2020")]
    if state == "new":
        lines.append(importing.unit("SEE2", "5000", "1.1.2024"))
    importing.units_file(folder / "m.csv", *lines)


def _import(year: str, *more: str):
    return command("import", "mastr", "m.csv", "--name", "solar", "--year", year, *more)


def _nothing() -> int:
    return 0


def _stale(folder: Path, state: str) -> None:
    """Let what editors read be of another version in the old state."""
    if state == "new":
        for path in [*(folder / "schema").glob("*.json"), *(folder / ".vscode").glob("*.json")]:
            path.write_text("{}\n", encoding="utf-8")


def _empty(folder: Path, state: str) -> None:
    if state == "old":
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _format_0(folder: Path, state: str) -> None:
    """Bring the folder's files to format 0."""
    if state == "new":
        return
    for path in [*folder.glob("scenarios/*.yaml"), *folder.glob("inputs/*/measures/*.yaml")]:
        path.write_text(path.read_text(encoding="utf-8").replace("schema: 1\n", "", 1), encoding="utf-8", newline="\n")
    for path in folder.glob("inputs/*/inputs.yaml"):
        path.unlink()


def _save() -> int:
    from klima2035.errors import KlimaError  # noqa: PLC0415
    from klima2035.explorer import asked, engine, files  # noqa: PLC0415
    from klima2035.messages import system  # noqa: PLC0415

    wanted = asked.Saved(setting=asked.Setting(base="trend"), name="gespeichert", title="Gespeichert")
    try:
        files.save(engine.Engine("trend", "scenarios"), wanted)
    except KlimaError as error:
        if "gespeichert" in str(error) and error.exit_code == 2:
            return 2
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except OSError as error:  # as the server answers
        sys.stderr.write(f"{system(error, 'de')}\n")
        return 3
    return 0


def errands() -> list[Errand]:
    """Return every writing command of the program."""
    one, here = lambda name, *words, **more: Errand(name, command(*words), scenario, OUTPUTS, **more), ("ordner",)
    with_parts = in_turn(MILESTONES, RUN)
    return [
        one("run", "run", "probe", *CALM, first=with_parts),
        one("run with charts", "run", "probe", first=with_parts),
        one("compare", "compare", "trend", "probe", *CALM),
        one("diff --out", "diff", "trend", "probe", "--out", "outputs"),
        Errand("ensemble", command("ensemble", "probe", *DRAWS, *CALM), scenario, ("outputs/probe",)),
        one("ensemble --shard", "ensemble", "probe", *DRAWS, "--shard", "1/1", first=_made_nothing, by_file=True),
        Errand("merge", command("merge", "probe", *DRAWS[:3], "--workers", "1", *CALM), _shards, ("outputs/probe",),
               first=_shards_merged),
        one("credit", "credit", "probe", "--groups", "handlungsfelder", "--workers", "1", *CALM, first=in_turn(
            RUN, command("credit", "probe", "--groups", "handlungsfelder", "--workers", "1", *CALM))),
        one("stress", "stress", "probe", "--cases", "grid-late", "--no-pairs", *CALM),
        one("milestones", "milestones", "probe", *CALM, first=in_turn(RUN, MILESTONES)),
        one("milestones --derive", "milestones", "probe", "--derive", "2030,2035", *CALM),
        one("track", "track", "probe", *CALM),
        Errand("track --publish", command("track", "probe", "--publish", "2026", *CALM), scenario,
               ("outputs", "inputs/wuppertal/monitoring/reported"),
               first=command("track", "probe", *CALM), by_file=True,
               ignored=("run.json", "inputs.zip")),  # an account that is there is among the files of the next run
        one("report", "report", "probe"),
        Errand("explorer", command("explorer", "probe", "--out", "explorer.html"), scenario, ("explorer.html",)),
        Errand("import", _import("2024", "--replace"), _units, ("inputs/wuppertal/monitoring",), first=_import("2020")),
        Errand("init", command("init", "ordner"), _untouched, here, first=_nothing),
        Errand("init in an empty folder", command("init", "."), _empty, ("inputs", "scenarios", "schema", ".vscode",
               "handbuch.md", "LIESMICH.md", "klima2035.json"), first=_nothing, by_file=True),
        Errand("init again", command("init", "."), _stale, ("schema", ".vscode"), first=_nothing, by_file=True),
        Errand("new", command("new", "neu", "--from", "trend"), _untouched, ("scenarios",), first=_nothing),
        Errand("upgrade", command("upgrade", "."), _format_0, ("scenarios", "inputs"), first=_nothing, by_file=True),
        Errand("serve: save", _save, _untouched, ("scenarios",), first=_nothing),
    ]  # fmt: skip


def _untouched(_folder: Path, _state: str) -> None:
    """Leave all as it is."""


def _made_nothing() -> int:
    (Path("outputs")).mkdir(exist_ok=True)
    return 0


def _shards(folder: Path, state: str) -> None:
    """Write the scenario; in the new state its shards are there already."""
    scenario(folder, state)
    if state == "new":
        command("ensemble", "probe", *DRAWS, "--shard", "1/1")()


def _shards_merged() -> int:
    return in_turn(command("ensemble", "probe", *DRAWS, "--shard", "1/1"),
                   command("merge", "probe", *DRAWS[:3], "--workers", "1", *CALM))()  # fmt: skip


def remember() -> Memory:
    """Import all, and let what takes long be computed once."""
    import klima2035.ensemble.run as drawn  # noqa: PLC0415
    from klima2035 import charts, difference, exports, pipeline  # noqa: PLC0415 - matplotlib
    from klima2035.commands import report as pack_files  # noqa: PLC0415
    from klima2035.credit import study  # noqa: PLC0415
    from klima2035.ensemble import tables, telling  # noqa: PLC0415
    from klima2035.explorer import onefile  # noqa: PLC0415
    from klima2035.exports import comparison as comparison_files  # noqa: PLC0415
    from klima2035.exports import credit as credit_files  # noqa: PLC0415
    from klima2035.exports import ensemble as draws_files  # noqa: PLC0415
    from klima2035.report import document, pack, writing  # noqa: PLC0415
    from klima2035.stress import hands  # noqa: PLC0415
    from klima2035.stress import run as stressed  # noqa: PLC0415
    from klima2035.tracking import comparison  # noqa: PLC0415

    os.environ["KLIMA2035_LOG"] = ""  # the log of commands is no output
    memory = Memory()
    memory.wrap(
        drawn, "work", lambda packed: (packed.task.digest, packed.task.first, packed.task.last, packed.task.mix)
    )
    for module, name in (
        (pipeline, "run"), (study, "run"), (stressed, "run"), (hands, "run"), (comparison, "track"), (pack, "gather"),
        (document, "document"), (writing, "pdf"), (writing, "html"), (writing, "slides"), (onefile, "page"),
        (difference, "difference"), (drawn, "influence"), (drawn, "prepare"), (tables, "every"),
        (telling, "with_bands"),
    ):  # fmt: skip
        memory.wrap(module, name)
    for module, name, at in (
        (exports, "write_all", 1), (charts, "draw_all", 1), (comparison_files, "write", 2), (draws_files, "write", 3),
        (credit_files, "write", 1), (pack_files, "_tables", 1),
    ):  # fmt: skip
        memory.wrap_writing(module, name, at)
    return memory
