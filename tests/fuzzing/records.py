"""Past results that somebody hands over: ``run.json`` and the ``inputs.zip`` beside it, as ``reproduce`` reads them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fuzzing import calls, workbooks
from fuzzing.doors import Case, Try
from fuzzing.hostile import broken, name, text
from fuzzing.watch import Watch
from klima2035 import record, reproducing
from klima2035.complaints import HIDDEN
from klima2035.errors import InputError

OWN = "scenarios/own.yaml"
SOUND = b"schema: 1\nname: own\ntitle: {de: X, en: X}\nextends: trend\n"
DIGEST = hashlib.sha256(SOUND).hexdigest()


def past(files: dict[str, str]) -> dict[str, Any]:
    """Return what a sound ``run.json`` records."""
    return {
        "version": "0.1.0",
        "call": {"command": "run", "scenarios": [OWN], "options": {}, "lang": "de"},
        "files": files,
        "libraries": {"numpy": "2.0"},
        "outputs": {"tables/emissions.csv": DIGEST},
    }


def _json(draw: random.Random) -> bytes:
    data: Any = past({OWN: DIGEST, **({name(draw): DIGEST} if draw.random() < 0.3 else {})})
    if draw.random() < 0.3:
        data["call"]["options"] = {
            draw.choice(("draw", "out", "seed", "no_charts", name(draw))): draw.choice(
                (1, True, name(draw), text(draw))
            )
        }
    if draw.random() < 0.3:
        data["call"][draw.choice(("command", "lang", "scenarios"))] = draw.choice(
            ("import", "serve", name(draw), [name(draw)], ["--out=/tmp/x"], [OWN])
        )
    for _ in range(draw.choice((0, 1, 1, 2))):
        data = calls.other(draw, data)
    raw = calls.as_json(data)
    return broken(draw, raw, calls.RAW, most=400_000) if draw.random() < 0.2 else raw


def _archive(draw: random.Random) -> bytes:
    """Return an archive of inputs: sound, with hostile names and kinds, broken, or a bomb."""
    how = draw.random()
    if how < 0.1:
        return workbooks.stored_bomb(draw.choice((1, 6, 150)), draw.choice((None, 100, 2**32 - 2)), OWN)
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as archive:  # of names that stand twice
        for _ in range(draw.choice((0, 1, 1, 2, 5))):
            info = zipfile.ZipInfo(
                draw.choice(
                    (OWN, OWN, "../" + OWN, "/" + OWN, name(draw).replace("\0", "").encode("utf-8", "replace").decode())
                )
                or "x"
            )
            info.external_attr = draw.choice((0, 0, 0xA1FF << 16, 0x41FF << 16))
            archive.writestr(
                info,
                draw.choice((SOUND, SOUND, b"/etc/passwd", b"", draw.randbytes(300))),
                draw.choice((0, 8, 8, 12, 14)),
            )
    raw = bytearray(out.getvalue())
    if how < 0.4:
        return broken(draw, bytes(raw), [b"PK\x05\x06", b"PK\x01\x02", bytes(8), b"\xff" * 8])
    for _ in range(draw.choice((0, 1, 2))):
        workbooks.patch(draw, raw)
    return bytes(raw)


class Records:
    """``run.json`` and its archive; kind ``run`` is the one, ``zip`` the other beside a sound ``run.json``."""

    name, slowest, growth = "json", 4.0, 60.0

    def content(self, number: int) -> Case:
        """Return one hostile file."""
        draw = random.Random(number)  # noqa: S311 - no secret
        return Case("zip", _archive(draw)) if number % 2 else Case("run", _json(draw))

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what reads a past result and gathers its files; nothing may be written outside the scratch folder."""
        home = Path.cwd()
        with tempfile.TemporaryDirectory() as made:
            work = Path(made).resolve()
            os.chdir(work)
            try:
                yield lambda case: _taken(work, case)
            finally:
                os.chdir(home)


def _taken(work: Path, case: Case) -> str:
    sound = json.dumps(past({OWN: DIGEST})).encode()
    (work / record.RUN).write_bytes(case.raw if case.kind == "run" else sound)
    (work / record.KEPT).write_bytes(case.raw if case.kind == "zip" else b"")
    with tempfile.TemporaryDirectory() as scratch:
        watch = Watch(Path(scratch))
        watch.blocks = True
        with watch:
            try:
                found = reproducing.read(work / record.RUN, "de")
            except InputError as error:
                told = str(error)
                assert told, case
                assert not HIDDEN.search(told), ascii(told)
                return "refused"
            lacking = reproducing.collect(found, work, Path(scratch))
        for path in Path(scratch).rglob("*"):
            assert path.is_dir() or not path.is_symlink(), path
        return "files lacking" if lacking else "complete"


RECORDS = Records()
