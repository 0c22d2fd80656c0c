"""YAML and tables at random: bytes, broken copies of shipped files, invented ones, each given to ``validate``."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mutation

from fuzzing.doors import Case, Try
from fuzzing.hostile import broken
from fuzzing.watch import Watch
from klima2035 import pipeline, validation
from klima2035.console import MOST_TOLD
from klima2035.errors import Fault, InputError
from klima2035.faults import render
from klima2035.sectors import LEVERS
from klima2035.stress import cases as stress_cases

PLACES = {  # kind -> where the hostile file is put, in a copy of the shipped files
    "scenario": "scenarios/fuzz.yaml",
    "measure": "inputs/wuppertal/measures/heat-pumps.yaml",
    "milestones": "inputs/wuppertal/milestones.yaml",
    "framework": "scenarios/framework/late.yaml",
    "stress": "scenarios/stress/grid-late.yaml",
    "about": "inputs/wuppertal/inputs.yaml",
    "table": "inputs/wuppertal/energy.csv",
    "programmes": "inputs/germany/programmes.csv",
    "sources": "inputs/wuppertal/sources.csv",
    "labels": "inputs/germany/labels.csv",
    "ranges": "inputs/germany/ranges.csv",
    "counted": "inputs/wuppertal/monitoring/transport.csv",
    "mapping": "inputs/germany/mappings/bisko.yaml",
    "groups": "scenarios/groups/handlungsfelder.yaml",
}
SHIPPED = {
    "scenario": "scenarios/*.yaml", "measure": "inputs/wuppertal/measures/*.yaml", "table": "inputs/*/[bcefilt]*.csv",
    "stress": "scenarios/stress/*.yaml", "counted": "inputs/wuppertal/monitoring/*.csv",
    "mapping": "inputs/germany/mappings/*.yaml", "groups": "scenarios/groups/*.yaml",
}  # fmt: skip
BITS = [
    b"\t", b"\r", b"\r\n", b"\n", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: *a",
    b"<<: {name: x}", b"---\n", b"...\n", b"%YAML 1.1\n", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc2\x85", b'"', b"'", b"{", b"}", b"[", b"]", b",",
    b":", b": ", b"- ", b"#", b"|\n", b">\n", b"? ", b"9" * 400, b"-1e400", b".inf", b".nan", b"0x" + b"f" * 50, b"2026-11-01", b"12:30:45",
    b"true", b"null", b"~", b"../../etc/passwd", b"con", b"80 %", b"0,5 %", b"1e308 GWh", b"\xf0\x9f\x92\xa3", b"\xe4", b"\\", b"@", b"`", b"=", b" " * 60,
]  # fmt: skip
KEYS = [
    "schema", "name", "title", "text", "de", "en", "city", "extends", "as_of", "horizon", "framework", "file", "grid", "law_as_of",
    "measures", "heat-pumps", "levers", "start", "end", "to", "table", "ramp", "ambition", "milestones", "id", "year", "indicator", "sense",
    "limit", "tolerance", "origin", "document", "source", "settings", "sector", "decider", "office", "requires", "excludes", "assets",
    "funding", "sources", "inputs", "where", "factor", "delay", "by_year", "2030", "1", "true", "null", "<<", "x" * 200, "ä ö", "../x", "a b", "", "?",
]  # fmt: skip
SCALARS = [
    "1", "0", "-7", "2026", "2060", "99999999999999999999999", "1e400", "-.inf", ".nan", "0o17", "0xff", "true", "NO", "~", "", "x", "trend",
    "wuppertal", "80 %", "5 km", "12 GWh/a", "0,5 %", "80", "1e999 %", "2026-11-01", "2026-13-99", "'a: b'", '"\\x41\\u202e"', '"\\q"', "'it''s'",
    "&a 5", "*a", "!!int x", "!!binary =", "!!set {a}", "!x y", "|\n   text\n   more", ">-\n   text", "late", "linear", "[1, 2]", "{de: a, en: b}",
    "../etc/passwd", "con", "a" * 300, "\u202egnirts", "\U0001f4a3", "12:30:45", "@x", "`x`", "%x", "x # y", "- x", "a: b: c",
]  # fmt: skip


def content(number: int, kind: str) -> bytes:
    """Return the hostile file of one case."""
    draw = random.Random(number)  # noqa: S311 - no secret
    how = draw.random()
    if how < 0.15:
        return draw.randbytes(draw.choice([0, 1, 3, 30, 400, 4000]))
    if how < 0.7:
        return _broken_copy(draw, kind)
    return _csv(draw, kind) if PLACES[kind].endswith(".csv") else _yaml(draw)


def _broken_copy(draw: random.Random, kind: str) -> bytes:
    paths = sorted(mutation.ROOT.glob(SHIPPED.get(kind, PLACES[kind])))
    raw = draw.choice(paths).read_bytes() if paths else b"code,unit,minimum,maximum,per,reason\n"
    others = draw.choice(paths).read_bytes().split(b"\n") if paths else [b""]
    return broken(draw, raw, BITS, others)


def _yaml(draw: random.Random) -> bytes:
    lines: list[str] = []
    for key in draw.sample(KEYS, draw.randrange(1, 10)):
        _block(draw, lines, key, 0)
    ends = draw.choice(["\n", "\n", "\n", "\r\n", "\r"])
    text = ends.join(lines) + draw.choice(["", ends, ends + "---" + ends + "a: 1", ends + "..."])
    return text.encode("utf-8", "surrogatepass")


def _block(draw: random.Random, lines: list[str], key: str, depth: int) -> None:
    indent = draw.choice(["  ", "  ", "  ", " ", "\t"]) * depth if draw.random() < 0.05 else "  " * depth
    how = draw.random()
    if how < 0.6 or depth > 6:
        lines.append(f"{indent}{key}: {draw.choice(SCALARS)}{draw.choice(['', '', '', ' # note'])}")
    elif how < 0.75:
        lines.append(f"{indent}{key}: {_flow(draw, 0)}")
    else:
        lines.append(f"{indent}{key}:{draw.choice(['', '', '', ' &a', ' !!map'])}")
        dash = draw.choice(["", "", "- "])
        for _ in range(draw.randrange(4)):
            _block(draw, lines, dash + draw.choice(KEYS), depth + 1)


def _flow(draw: random.Random, depth: int) -> str:
    if depth > 4 or draw.random() < 0.4:
        return draw.choice(SCALARS)
    inner = [_flow(draw, depth + 1) for _ in range(draw.randrange(4))]
    if draw.random() < 0.5:
        return "[" + ", ".join(inner) + draw.choice(["]", "]", "]", "", ",]"])
    return "{" + ", ".join(f"{draw.choice(KEYS)}: {one}" for one in inner) + draw.choice(["}", "}", "}", "", "]"])


def _csv(draw: random.Random, kind: str) -> bytes:
    path = mutation.ROOT / PLACES[kind]
    head, *rows = path.read_text(encoding="utf-8").split("\n") if path.is_file() else ["code,unit", "x,1"]
    cells = [cell for row in draw.sample(rows, min(len(rows), 6)) for cell in row.split(",")] + SCALARS
    columns = head.split(",")
    if draw.random() < 0.2:
        draw.shuffle(columns)
    out = [",".join(columns)]
    for _ in range(draw.randrange(12)):
        row = [draw.choice(cells) for _ in range(max(0, len(columns) + draw.choice([0, 0, 0, 1, -1])))]
        if draw.random() < 0.7 and row:
            row[0] = draw.choice(rows).split(",")[0] if rows else ""
        out.append(draw.choice([",", ",", ",", ",", ";"]).join(row))
    return draw.choice(["\n", "\n", "\r\n", "\r"]).join(out).encode("utf-8", "surrogatepass")


def kinds_of(ending: str) -> list[str]:
    """Return the kinds of files that have an ending."""
    return sorted(kind for kind, path in PLACES.items() if path.endswith(ending))


class Files:
    """YAML files or tables, put in the place of shipped ones and given to ``validate``."""

    slowest, growth = 2.0, 60.0

    def __init__(self, ending: str) -> None:
        self.name = ending.removeprefix(".")
        self.kinds = kinds_of(ending)

    def content(self, number: int) -> Case:
        """Return one hostile file; what it is put in the place of goes round."""
        kind = self.kinds[number % len(self.kinds)]
        return Case(kind, content(number, kind))

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what validates a file among copies of the shipped ones; nothing may be written meanwhile."""
        with tempfile.TemporaryDirectory() as folder, mutation.bench(Path(folder)) as bench:
            watch = Watch()
            yield lambda case: _one(bench, case, watch)


YAML = Files(".yaml")


def _one(bench: mutation.Bench, case: Case, watch: Watch) -> str:
    path = Path(PLACES[case.kind])
    shipped = path.read_bytes() if path.is_file() else None
    path.write_bytes(case.raw)
    bench.touched = {path.resolve(): None}
    try:
        with watch:
            faults = _validated(bench, path, case.kind)
        for fault in faults[:MOST_TOLD]:
            told_in_both(fault)
    finally:
        bench.touched = {}
        path.unlink() if shipped is None else path.write_bytes(shipped)
    return "sound" if not faults else "refused"


def told_in_both(fault: Fault) -> None:
    """Hold a fault to what users are promised: a place, and words in both languages that no terminal obeys."""
    assert fault.line >= 1, fault
    assert fault.column >= 1, fault
    for lang in ("de", "en"):
        told = render(fault, lang)
        assert told, fault
        assert told.replace("\n", "").isprintable(), fault
        assert "Traceback" not in told, fault


def _validated(bench: mutation.Bench, path: Path, kind: str) -> tuple[Fault, ...]:
    try:
        if kind in ("scenario", "measure", "milestones", "framework", "stress", "mapping", "groups"):
            read = lambda _root, _city: bench.inputs  # noqa: E731
            return validation.validate(path, LEVERS, read=read, stress=stress_cases.validate)
        return pipeline.validate(path)
    except InputError as error:
        return error.faults
