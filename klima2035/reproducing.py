"""A past result made again from its ``run.json``, or each file and version that differs, by name.

Nothing in ``run.json`` or ``inputs.zip`` is trusted: names stay within a scratch folder, sizes are bounded, every file
must have the hash recorded, and only the commands and options that ``record`` writes are called.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, ValidationInfo, field_validator

from klima2035 import __version__, digests, places, record, zips
from klima2035.complaints import harmless
from klima2035.errors import InputError, shown
from klima2035.messages import text
from klima2035.refusal import as_fault

LARGEST = 20_000_000  # bytes of a run.json
LARGEST_FILE = 5_000_000  # bytes of one input file: a table has at most 4 MB
LARGEST_TOTAL = 200_000_000
MOST_FILES = 2_000
_PART = re.compile(r'[^\x00-\x1f<>:"|?*\\/]{1,200}')
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class _Call(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    command: _Word
    scenarios: Annotated[list[_Word], Field(min_length=1, max_length=100)]
    options: dict[str, bool | int | _Word | list[_Word]]
    lang: Annotated[str, StringConstraints(pattern="^(de|en)$")]

    @field_validator("command")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in record.REPEATED:
            raise ValueError(", ".join(record.REPEATED))
        return name


class Past(BaseModel):
    """What ``run.json`` says of a past result: its version, call, files, libraries and what it held."""

    model_config = ConfigDict(strict=True, extra="ignore")

    version: _Word
    call: _Call
    files: Annotated[dict[str, _Hash], Field(max_length=MOST_FILES)]
    libraries: Annotated[dict[_Word, _Word], Field(max_length=100)]
    outputs: Annotated[dict[_Word, _Hash], Field(max_length=MOST_FILES)]

    @field_validator("files", "outputs")
    @classmethod
    def _lead_downwards(cls, named: dict[str, str], of: ValidationInfo) -> dict[str, str]:
        fits = _is_within if of.field_name == "files" else _is_sound
        wrong = next((name for name in named if not fits(name)), None)
        if wrong is not None:
            raise ValueError(harmless(wrong))
        return named

    def arguments(self) -> list[str]:
        """Return the command line that writes the result again, without its place."""
        said = self.call
        if not set(said.options) <= set(record.REPEATED[said.command]):
            raise ValueError(", ".join(record.REPEATED[said.command]))
        out = [said.command, f"--lang={said.lang}"]
        for name, value in said.options.items():
            option = record.OPTIONS.get(name, "--" + name.replace("_", "-"))
            each = value if isinstance(value, list) else [value]
            out += [option if one is True else f"{option}={one}" for one in each if one is not False]
        return [*out, "--", *said.scenarios]


@dataclass(frozen=True)
class Lacking:
    """An input file that is not to be had as it was: what was found in its place, if anything."""

    name: str
    found: str | None  # SHA-256


@dataclass(frozen=True)
class Compared:
    """Files of the result made again beside those recorded: names that are equal, differ, are missing or are new."""

    equal: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Return whether every file is the same to the byte."""
        return not (self.differing or self.missing or self.added)


def read(path: Path, lang: str) -> Past:
    """Return what a ``run.json`` records; InputError where it is none, or one that records no call."""
    with as_fault(shown(path), lang):
        if not path.is_file():
            raise InputError(text("reproduce_no_file", lang, shown(path)))
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    try:
        content = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise InputError(text("reproduce_no_json", lang, shown(path))) from None
    if not isinstance(content, dict) or "call" not in content:
        raise InputError(text("reproduce_no_call", lang, shown(path)))
    try:
        past = Past.model_validate(content)
        past.arguments()
    except ValidationError as error:
        raise _bad(path, ".".join(str(part) for part in error.errors()[0]["loc"]), lang) from None
    except ValueError:
        raise _bad(path, "call.options", lang) from None
    if not set(past.call.scenarios) <= set(past.files):
        raise _bad(path, "call.scenarios", lang)
    return past


def _bad(path: Path, where: str, lang: str) -> InputError:
    return InputError(text("reproduce_bad", lang, shown(path), harmless(where)))


def _refuse(word: str) -> float:
    raise ValueError(word)


def _is_within(name: str) -> bool:
    """Return whether a name is that of a file below ``inputs`` or ``scenarios``, on every system."""
    parts = name.split("/")
    return _is_sound(name) and 2 <= len(parts) <= 6 and parts[0] in ("inputs", "scenarios")


def _is_sound(name: str) -> bool:
    """Return whether a path leads downwards only and can be a file's on every system."""
    return all(_PART.fullmatch(part) and part not in (".", "..") and part[-1] not in ". " for part in name.split("/"))


def beside(past: Past, folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the files of a past result that still lie in its folder; no other file is opened."""
    found = {name: folder / name for name in past.outputs}
    return {name: record.sha256(path) for name, path in found.items() if places.inside(folder, path) and path.is_file()}


def versions(past: Past) -> list[tuple[str, str, str]]:
    """Return each version that differs: name, then, now; an empty word where there was or is none."""
    then = {"klima2035": past.version, **past.libraries}
    now = {"klima2035": __version__, **record.versions(past.call.command)}
    return [
        (name, then.get(name, ""), now.get(name, "")) for name in {**then, **now} if then.get(name) != now.get(name)
    ]


def collect(past: Past, beside: Path, scratch: Path) -> list[Lacking]:
    """Put every file of a past result into a scratch folder; return those that are not to be had as they were.

    A file is taken from ``inputs.zip`` in the folder of ``run.json``, else from the working folder or the package.
    """
    kept = _kept(beside / record.KEPT, past.files)
    lacking = []
    for name, digest in past.files.items():
        at_hand = [raw for raw in (kept.get(name), *_elsewhere(name)) if raw is not None]
        found = [digests.digest(raw) for raw in at_hand]
        if digest not in found:
            lacking.append(Lacking(name, found[-1] if found else None))
            continue
        target = scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(at_hand[found.index(digest)])
    return lacking


def _kept(path: Path, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the files wanted from an archive, as far as they are in it, sound and no larger than inputs may be."""
    out: dict[str, bytes] = {}
    if not path.is_file() or path.stat().st_size > LARGEST:
        return out
    try:
        with zips.opened(path, zips.Limits(MOST_FILES, LARGEST_TOTAL)) as (archive, parts):
            entries = {part.filename: part for part in parts}
            for name in wanted:
                if name in entries and sum(map(len, out.values())) < LARGEST_TOTAL:
                    raw = _member(archive, entries[name])
                    out |= {} if raw is None else {name: raw}
    except zips.Refused:
        return out
    return out


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """Return one file of an archive; None where it is broken, encrypted or too large, whatever its head says."""
    try:
        with archive.open(entry) as file:
            raw = file.read(LARGEST_FILE + 1)
    except zips.DAMAGED:
        return None
    return raw if len(raw) <= LARGEST_FILE else None


def _elsewhere(name: str) -> Iterator[bytes]:
    """Yield what lies in a file's place in the working folder, then in the package."""
    kind, _, rest = name.partition("/")
    for root in places.roots("inputs" if kind == "inputs" else "scenarios"):
        path = root / rest
        if places.inside(root, path) and path.is_file() and path.stat().st_size <= LARGEST_FILE:
            yield path.read_bytes()


def again(past: Past, scratch: Path, run: Callable[[list[str]], int]) -> tuple[Path | None, str]:
    """Compute a past result from the files in a scratch folder; return its folder and what was said on the way.

    run: takes the arguments of a command line and returns its exit code. No folder: the program refused.
    """
    home, out = Path.cwd(), scratch / "made"
    said = past.arguments()
    os.chdir(scratch)
    try:
        with places.confined(scratch), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as told:
            code = run([said[0], f"--out={out}", *said[1:]])
    finally:
        os.chdir(home)
    wanted = past.call.model_dump()
    made = [] if code else [path.parent for path in sorted(out.rglob(record.RUN)) if _says(path).get("call") == wanted]
    return (made[0] if made else None), told.getvalue()


def _says(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def compare(then: Mapping[str, str], now: Mapping[str, str]) -> Compared:
    """Return which files of two results are equal, by their hashes."""
    both = [name for name in then if name in now]
    return Compared(
        tuple(name for name in both if then[name] == now[name]),
        tuple(name for name in both if then[name] != now[name]),
        tuple(name for name in then if name not in now),
        tuple(name for name in now if name not in then),
    )


def called(folder: Path, scratch: Path) -> str:
    """Return the name that a result made again gets: where it lay, in one word."""
    return "-".join(folder.relative_to(scratch / "made").parts)[:120]
