"""Plays the handbook: writes its files, runs its commands, and gives the text back with what the program really says.

In ``docs/handbuch.md`` a comment before a fenced block says what the block is:

    <!-- Datei: PFAD -->            the block is the whole file
    <!-- in PFAD, Zeilen: KEY -->   the block's rows replace all rows of that key of a table
    <!-- in PFAD, Stelle: TEXT -->  the block replaces the one line of a file that holds TEXT
    <!-- Kopie: VON nach NACH -->   a folder is copied; no block

Blocks of kind ``console`` hold lines ``$ klima2035 ...`` and below each what it prints. ``console zeilen=1-3,7``
shows only these lines of the output (1 is the first, -1 the last), with ``[...]`` where lines are left out.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
from pathlib import Path

from klima2035 import cli, loading

BLOCK = re.compile(
    r"(?:<!-- (?P<directive>[^>]*?) -->\n)?```(?P<kind>\w+)(?P<options>[^\n]*)\n(?P<body>.*?)```\n"
    r"|<!-- (?P<copy>Kopie: [^>]*?) -->\n",
    re.DOTALL,
)
GAP = "[...]"


def play(text: str, folder: Path) -> str:
    """Run the whole handbook in a folder; return its text with every output renewed."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return BLOCK.sub(_block, text)
    finally:
        os.chdir(before)


def _block(match: re.Match[str]) -> str:
    if match["copy"]:
        source, target = match["copy"].removeprefix("Kopie: ").split(" nach ")
        shutil.copytree(source, target)
        return match.group()
    if match["kind"] == "console":
        body = _console(match["body"], match["options"].strip())
        return match.group().replace(match["body"], body, 1) if body != match["body"] else match.group()
    if match["directive"]:
        _write(match["directive"], match["body"])
    return match.group()


def _write(directive: str, body: str) -> None:
    if directive.startswith("Datei: "):
        path = Path(directive.removeprefix("Datei: "))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="\n")
        return
    found = re.fullmatch(r"in (\S+), (Zeilen|Stelle): (.+)", directive)
    if found is None:
        raise ValueError(f"unknown directive: {directive}")
    path, how, what = Path(found[1]), found[2], found[3]
    lines = path.read_text(encoding="utf-8").split("\n")
    hits = [i for i, line in enumerate(lines) if (line.startswith(what + ",") if how == "Zeilen" else what in line)]
    if not hits or (how == "Stelle" and len(hits) != 1):
        raise ValueError(f"{directive}: {len(hits)} lines")
    kept = [line for i, line in enumerate(lines) if i not in hits]
    kept[hits[0] : hits[0]] = body.rstrip("\n").split("\n")
    path.write_text("\n".join(kept), encoding="utf-8", newline="\n")


def _console(body: str, options: str) -> str:
    commands = [line for line in body.split("\n") if line.startswith("$ ")]
    return "".join(f"{line}\n{_shown(run(line.removeprefix('$ ')), options)}" for line in commands)


def run(command: str) -> str:
    """Return what one command prints, on both streams; only klima2035 is run."""
    name, *arguments = shlex.split(command)
    if name == "cd":
        os.chdir(arguments[0])
        return ""
    if name != "klima2035":
        raise ValueError(f"not a command of this program: {command}")
    loading._inputs.cache_clear()  # a command of its own reads its tables anew
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        cli.main(arguments)
    return out.getvalue()


def _shown(output: str, options: str) -> str:
    lines = [line.rstrip() for line in output.rstrip("\n").split("\n")] if output.strip() else []
    found = re.search(r"zeilen=([-\d,]+)", options)
    if not found:
        return "".join(f"{line}\n" for line in lines)
    wanted: list[int] = []
    for part in found[1].split(","):
        first, _, last = part.partition("-") if not part.startswith("-") else (part, "", "")
        wanted += [len(lines) + int(first)] if part.startswith("-") else range(int(first) - 1, int(last or first))
    shown, before = "", -1
    for i in sorted({i for i in wanted if 0 <= i < len(lines)}):
        shown += (f"{GAP}\n" if i != before + 1 else "") + f"{lines[i]}\n"
        before = i
    return shown + (f"{GAP}\n" if before != len(lines) - 1 else "")
